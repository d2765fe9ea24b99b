/*
 * Raw sockets: copies of packets with their IP header
 * [raw(7), Linux net/ipv4/raw.c].
 */
#ifndef IPV4_RAW_H
#define IPV4_RAW_H

#include "ipv4/ip.h"
#include "ipv4/udp.h"

/*
 * Gives a copy of packet h, data behind the IP header, to every raw socket of
 * `protocol` that fits: true if there was one.  The packet itself stays.
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]) && protocol <= 255;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->sock, net->mib, net->drop,
            net->trace;
    ensures Inv(*net) && InFlight(*net, h);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures kept: HeldKept(net->skb, \old(net->skb), \old(net->queues)); */
bool raw_local_deliver(struct net *net, uint32_t h, uint32_t protocol);

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
    ensures \result == 0 || \result == -11; */
int32_t raw_recvmsg(struct net *net, uint32_t s, uint8_t *to, uint32_t cap,
	struct udp_msg *msg);

#endif
