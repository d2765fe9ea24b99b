/*
 * UDP: finding the socket of a datagram, delivering, reading.
 * [RFC 768, Linux net/ipv4/udp.c 6.18]
 */
#ifndef IPV4_UDP_H
#define IPV4_UDP_H

#include "core/net.h"

/*@ logic integer UdpMib(integer i, integer lite) = lite == 0 ? i :
      i + (MIB_UdpLite_InDatagrams - MIB_Udp_InDatagrams); */

enum {
	UDP_SPORT = 0, UDP_DPORT = 2, UDP_LEN = 4, UDP_CHECK = 6,
	UDP_HLEN = 8,
	CHECKSUM_BREAK = 76	/* longer datagrams are verified when read */
};

/* A counter of group Udp, or the same one of group UdpLite. */
/*@ requires MIB_Udp_InDatagrams <= i <= MIB_Udp_MemErrors;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == UdpMib(i, lite) && \result < MIB_MAX; */
static inline uint32_t udp_mib(uint32_t i, uint32_t lite)
{
	return lite == 0u ? i :
		i + (MIB_UdpLite_InDatagrams - MIB_Udp_InDatagrams);
}

/* What a read gave. */
struct udp_msg {
	uint32_t len;		/* bytes of payload, before any cut */
	uint32_t saddr, sport;	/* who sent it */
};

#include "spec/socket.h"

/*
 * Binds socket `s` to an address of ours, or a group, or 0 (any), and a port.
 * 0, -EINVAL (bound already, or port 0: Muffin picks none yet), -EADDRNOTAVAIL,
 * -EADDRINUSE, or -ENOBUFS after 2^64 - 1 binds [Linux __inet_bind,
 * udp_lib_get_port].
 */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK;
    requires net->sock.s[s].used == 1 && port <= 65535;
    terminates \true; exits \false;
    assigns net->sock.s[s].rcv_saddr, net->sock.s[s].num, net->udp.hash,
            net->udp.hash2, net->udplite.hash, net->udplite.hash2;
    ensures Inv(*net);
    ensures \result == 0 || \result == -22 || \result == -98 ||
            \result == -99 || \result == -105;
    ensures \result == 0 ==> net->sock.s[s].num == port &&
            net->sock.s[s].rcv_saddr == addr;
    ensures UDL_020_table: \let lite = \old(net->sock.s[s].protocol) == 136
            ? 1 : 0; \result == 0 ==>
            UdpTable(net->udp, net->udplite, lite).hash.bucket[s] ==
            UdpHash(port);
    ensures SOC_001_address: \result == -99 <==>
            !\old(Bindable(net->dev, net->fib, addr));
    ensures SOC_004_refused: \result != 0 ==> net->udp == \old(net->udp) &&
            net->udplite == \old(net->udplite) &&
            net->sock.s[s].num == \old(net->sock.s[s].num); */
int32_t inet_bind(struct net *net, uint32_t s, uint32_t addr, uint32_t port);

/*
 * Connects socket `s`, of any kind: it hears that peer alone from now on.  Its own address
 * becomes the one that routing prefers, when it had none.  Address 0 means
 * ourselves.  0, -EINVAL (not bound), -ENETUNREACH and kin, -EACCES (broadcast
 * without SO_BROADCAST), -ENOBUFS after 2^64 - 1 binds
 * [Linux __ip4_datagram_connect].
 */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK;
    requires net->sock.s[s].used == 1 && port <= 65535;
    terminates \true; exits \false;
    assigns net->sock.s[s].rcv_saddr, net->sock.s[s].daddr,
            net->sock.s[s].dport, net->sock.s[s].state, net->udp.hash2,
            net->udplite.hash2;
    ensures Inv(*net);
    ensures \result == 0 || \result == -13 || \result == -22 ||
            \result == -101 || \result == -105 || \result == -113;
    ensures \result == 0 ==> net->sock.s[s].dport == port &&
            net->sock.s[s].state == TCP_ESTABLISHED;
    ensures \result == 0 && addr != 0 ==> net->sock.s[s].daddr == addr;
    ensures \result == 0 ==> net->sock.s[s].daddr != 0;
    ensures \old(net->sock.s[s].rcv_saddr) != 0 ==>
            net->sock.s[s].rcv_saddr == \old(net->sock.s[s].rcv_saddr);
    ensures \result != 0 ==> net->sock == \old(net->sock) &&
            net->udp == \old(net->udp) &&
            net->udplite == \old(net->udplite);
    ensures IPO_003_no_route: addr != 0 && \old(Bound(net->udp, net->udplite, net->sock.s[s], s)) &&
            \old(net->sock.s[s].bound_dev) == ANY_DEVICE &&
            net->fib.rules.custom == 0 &&
            NoWayTo(net->fib, addr, 0, ANY_DEVICE) ==> \result == -101; */
int32_t ip4_datagram_connect(struct net *net, uint32_t s, uint32_t addr,
	uint32_t port);

/*
 * A UDP packet for this host: data is at the UDP header, network_header at the
 * IP header [Linux udp_rcv, __udp4_lib_rcv].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->drop, net->trace, net->rnd, net->limit, net->route, net->igmp;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures UDP_010_refused: \let v = \old(UdpVerdict(net->skb.s[h]));
            v != DROP_NONE ==> net->queues.own[h] == OWN_FREE &&
            DroppedAt(\old(net->drop), net->drop, v) &&
            net->mib.v[MIB_Udp_InErrors] ==
            Saturate(\old(net->mib.v[MIB_Udp_InErrors]) + 1); */
void udp_rcv(struct net *net, uint32_t h);

/* The same for both protocols: `lite` is 1 for UDP-Lite [Linux
 * __udp4_lib_rcv]. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]) && lite <= 1;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->drop, net->trace, net->rnd, net->limit, net->route, net->igmp;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures UDP_010_refused: \let v = \old(UdpRefusal(net->skb.s[h], lite));
            v != DROP_NONE ==> net->queues.own[h] == OWN_FREE &&
            DroppedAt(\old(net->drop), net->drop, v) &&
            net->mib.v[UdpMib(MIB_Udp_InErrors, lite)] ==
            Saturate(\old(net->mib.v[UdpMib(MIB_Udp_InErrors, lite)]) + 1); */
void __udp4_lib_rcv(struct net *net, uint32_t h, uint32_t lite);

/*
 * Reads the oldest good datagram of socket `s` into `to`, at most `cap` bytes
 * of it.  Datagrams whose late checksum is wrong are dropped on the way.
 * 0, or -EAGAIN when nothing is left [Linux udp_recvmsg].
 */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK;
    requires \valid(to + (0 .. cap - 1)) && \valid(msg);
    requires \separated(net, to + (0 .. cap - 1), msg);
    terminates \true; exits \false;
    assigns net->pool, net->queues.own[0 .. POOL_SIZE - 1],
            net->queues.head[QUEUE_SOCK + s], net->queues.tail[QUEUE_SOCK + s],
            net->sock.s[s].drops, net->mib, net->drop, net->trace,
            to[0 .. cap - 1], *msg;
    ensures Inv(*net);
    ensures \result == 0 || \result == -11;
    ensures T12_nothing: \result == -11 <==>
            \old(NoneReadable(net->queues, net->skb, QUEUE_SOCK + s));
    ensures T12_taken: \forall integer h;
            FirstReadable(\old(net->queues), \old(net->skb), QUEUE_SOCK + s, h)
            ==> \result == 0 && net->queues.own[h] == OWN_FREE;
    ensures T12_message: \forall integer h;
            FirstReadable(\old(net->queues), \old(net->skb), QUEUE_SOCK + s, h)
            ==> MsgOf(*msg, \old(net->skb.s[h]));
    ensures T12_bytes: \forall integer h;
            FirstReadable(\old(net->queues), \old(net->skb), QUEUE_SOCK + s, h)
            ==> Payload(to, Least(cap, msg->len), \old(net->skb.s[h]));
    ensures \result == -11 ==> QueueEmpty(net->queues, QUEUE_SOCK + s);
    ensures \forall integer g; 0 <= g < POOL_SIZE ==>
            net->queues.own[g] == \old(net->queues.own[g]) ||
            (\old(net->queues.own[g]) == OWN_QUEUE + QUEUE_SOCK + s &&
             net->queues.own[g] == OWN_FREE); */
int32_t udp_recvmsg(struct net *net, uint32_t s, uint8_t *to, uint32_t cap,
	struct udp_msg *msg);

#endif
