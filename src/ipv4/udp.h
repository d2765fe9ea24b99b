/*
 * UDP: finding the socket of a datagram, delivering, reading.
 * [RFC 768, Linux net/ipv4/udp.c 6.18]
 */
#ifndef IPV4_UDP_H
#define IPV4_UDP_H

#include "core/net.h"

enum {
	UDP_SPORT = 0, UDP_DPORT = 2, UDP_LEN = 4, UDP_CHECK = 6,
	UDP_HLEN = 8,
	CHECKSUM_BREAK = 76	/* longer datagrams are verified when read */
};

#include "spec/socket.h"

/*
 * Binds socket `s` to an address of ours, or a group, or 0 (any), and a port.
 * 0, -EINVAL (bound already, or port 0: Muffin picks none yet), -EADDRNOTAVAIL,
 * -EADDRINUSE [Linux __inet_bind, udp_lib_get_port].
 */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK;
    requires net->sock.s[s].used == 1 && port <= 65535;
    terminates \true; exits \false;
    assigns net->sock.s[s].rcv_saddr, net->sock.s[s].num, net->udp;
    ensures Inv(*net);
    ensures \result == 0 ==> net->sock.s[s].num == port &&
            net->sock.s[s].rcv_saddr == addr &&
            net->udp.hash.bucket[s] == UdpHash(port); */
int32_t inet_bind(struct net *net, uint32_t s, uint32_t addr, uint32_t port);

/*
 * Connects socket `s`: it hears that peer alone from now on.  Its own address
 * becomes the one that routing prefers, when it had none.  0, -EINVAL (not
 * bound), -ENETUNREACH and kin, -EACCES (broadcast without SO_BROADCAST)
 * [Linux __ip4_datagram_connect].
 */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK;
    requires net->sock.s[s].used == 1 && port <= 65535;
    terminates \true; exits \false;
    assigns net->sock.s[s].rcv_saddr, net->sock.s[s].daddr,
            net->sock.s[s].dport, net->sock.s[s].state, net->udp;
    ensures Inv(*net);
    ensures \result == 0 ==> net->sock.s[s].daddr == addr &&
            net->sock.s[s].dport == port &&
            net->sock.s[s].state == TCP_ESTABLISHED; */
int32_t ip4_datagram_connect(struct net *net, uint32_t s, uint32_t addr,
	uint32_t port);

/*
 * Joins socket `s` to a group on a device.  0, -EINVAL (not a group),
 * -EADDRINUSE (joined already), -ENOBUFS [Linux __ip_mc_join_group].
 */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK && dev < NDEV;
    terminates \true; exits \false;
    assigns net->sock.s[s].ngroup, net->sock.s[s].group[0 .. NMEMBER - 1],
            net->dev.d[dev].ngroup, net->dev.d[dev].group[0 .. NGROUP - 1];
    ensures Inv(*net);
    ensures \result == 0 ==> InGroup(net->dev.d[dev], group); */
int32_t ip_mc_join_group(struct net *net, uint32_t s, uint32_t group,
	uint32_t dev);

/*
 * A UDP packet for this host: data is at the UDP header, network_header at the
 * IP header [Linux udp_rcv, __udp4_lib_rcv].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->drop, net->trace, net->rnd;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h); */
void udp_rcv(struct net *net, uint32_t h);

/* What a read gave. */
struct udp_msg {
	uint32_t len;		/* bytes of payload, before any cut */
	uint32_t saddr, sport;	/* who sent it */
};

/*
 * Reads the oldest good datagram of socket `s` into `to`, at most `cap` bytes
 * of it.  Datagrams whose late checksum is wrong are dropped on the way.
 * 0, or -EAGAIN when nothing is left [Linux udp_recvmsg].
 */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK;
    requires \valid(to + (0 .. cap - 1)) && \valid(msg);
    requires \separated(net, to + (0 .. cap - 1), msg);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->sock, net->mib, net->drop,
            net->trace, to[0 .. cap - 1], *msg;
    ensures Inv(*net);
    ensures \result == 0 || \result == -11;
    ensures \result == -11 ==> QueueEmpty(net->queues, QUEUE_SOCK + s);
    ensures \forall integer g; 0 <= g < POOL_SIZE ==>
            net->queues.own[g] == \old(net->queues.own[g]) ||
            (\old(net->queues.own[g]) == OWN_QUEUE + QUEUE_SOCK + s &&
             net->queues.own[g] == OWN_FREE); */
int32_t udp_recvmsg(struct net *net, uint32_t s, uint8_t *to, uint32_t cap,
	struct udp_msg *msg);

#endif
