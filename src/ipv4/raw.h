/*
 * Raw sockets: copies of packets with their IP header
 * [raw(7), Linux net/ipv4/raw.c].
 *
 * A raw socket stands in no table; the newest is the one with the highest
 * number, and hears first.
 */
#ifndef IPV4_RAW_H
#define IPV4_RAW_H

#include "ipv4/ip.h"
#include "ipv4/sock_queue.h"

/* What a raw socket looks at in a packet. */
struct raw_flow {
	uint32_t protocol;
	uint32_t saddr, daddr;	/* host byte order */
	uint32_t dif;		/* device it came by */
};

/*@ // the flow of a packet that has its IP header at network_header
    predicate RawFlowOf(struct sk_buff s, struct raw_flow f) =
      f.saddr == P32(s.pkt, s.network_header + 12) &&
      f.daddr == P32(s.pkt, s.network_header + 16) && f.dif == s.dev;
    // protocol, peer, own address and device fit
    predicate RawMatch(struct sock k, struct raw_flow f) =
      k.used == 1 && k.type == SOCK_RAW && k.protocol == f.protocol &&
      (k.daddr == 0 || k.daddr == f.saddr) &&
      (k.rcv_saddr == 0 || k.rcv_saddr == f.daddr) &&
      (k.bound_dev == ANY_DEVICE || k.bound_dev == f.dif);
    // bit t of a mask
    logic integer Bit(integer mask, integer t) =
      t <= 0 ? mask % 2 : Bit(mask / 2, t - 1);
    // the socket does not want that ICMP message [Linux icmp_filter]
    predicate IcmpFiltered(struct sock k, struct sk_buff s) =
      SkbLen(s) < 8 || (P8(s.pkt, s.data) < 32 &&
      Bit(k.icmp_filter, P8(s.pkt, s.data)) == 1); */

/*
 * Gives a copy of packet h, data behind the IP header, to every raw socket of
 * `protocol`, made known by raw_hash_sk, that fits and has room: true if there
 * was one, even if it did not want the packet.  The packet itself stays.
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]) && protocol <= 255;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->sock, net->mib, net->drop,
            net->trace;
    ensures Inv(*net) && InFlight(*net, h);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures kept: HeldKept(net->skb, \old(net->skb), \old(net->queues));
    ensures same: net->skb.s[h] == \old(net->skb.s[h]);
    ensures RAW_001_nobody: \old(net->raw.heard[protocol]) == 0 ==> !\result &&
            net->queues == \old(net->queues); */
bool raw_local_deliver(struct net *net, uint32_t h, uint32_t protocol);

/*
 * Binds raw socket `s` to an address of ours, a group, a broadcast address, or
 * 0 (any).  0, -EINVAL (it is connected), -EADDRNOTAVAIL [Linux raw_bind].
 */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK;
    requires !Linked(net->udp.hash, s) && !Linked(net->udplite.hash, s);
    terminates \true; exits \false;
    assigns net->sock.s[s].rcv_saddr, net->sock.s[s].daddr;
    ensures Inv(*net);
    ensures RAW_010_bound: \result == 0 ==>
            net->sock.s[s].rcv_saddr == addr && net->sock.s[s].daddr == 0;
    ensures RAW_011_address: \result == -99 ==>
            !\old(Bindable(net->dev, net->fib, addr));
    ensures \result == 0 || \result == -22 || \result == -99;
    ensures \result != 0 ==> net->sock == \old(net->sock); */
int32_t raw_bind(struct net *net, uint32_t s, uint32_t addr);

/*
 * Reads the oldest packet of raw socket `s`, its IP header first, into `to`, at
 * most `cap` bytes of it.  0, or -EAGAIN when nothing waits
 * [Linux raw_recvmsg].
 */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK;
    requires \valid(to + (0 .. cap - 1)) && \valid(msg);
    requires \separated(net, to + (0 .. cap - 1), msg);
    terminates \true; exits \false;
    assigns net->pool, net->queues.own[0 .. POOL_SIZE - 1],
            net->queues.head[QUEUE_SOCK + s], net->queues.tail[QUEUE_SOCK + s],
            net->trace, to[0 .. cap - 1], *msg;
    ensures Inv(*net);
    ensures \result == 0 || \result == -11;
    ensures RAW_020_nothing: \result == -11 <==>
            \old(QueueEmpty(net->queues, QUEUE_SOCK + s));
    ensures RAW_021_taken: \result == 0 ==> OldestTaken(net->queues,
            \old(net->queues), QUEUE_SOCK + s);
    ensures RAW_022_bytes: \result == 0 ==>
            \let g = \old(net->skb.s[net->queues.head[QUEUE_SOCK + s]]);
            msg->len == SkbLen(g) && Payload(to, Least(cap, msg->len), g); */
int32_t raw_recvmsg(struct net *net, uint32_t s, uint8_t *to, uint32_t cap,
	struct udp_msg *msg);

#endif
