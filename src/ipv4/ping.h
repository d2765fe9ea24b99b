/*
 * Ping sockets: datagrams that are ICMP echo messages
 * [Linux net/ipv4/ping.c].
 */
#ifndef IPV4_PING_H
#define IPV4_PING_H

#include "ipv4/ip.h"
#include "ipv4/udp.h"

/* An echo reply, data at its ICMP header: to the socket with that identifier,
 * or dropped. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]) && SkbLen(net->skb.s[h]) >= 8;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->sock, net->mib, net->drop,
            net->trace;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h); */
void ping_rcv(struct net *net, uint32_t h);

/*
 * Reads the oldest message of ping socket `s`, its ICMP header first, into
 * `to`, at most `cap` bytes of it.  0, or -EAGAIN when nothing waits
 * [Linux ping_recvmsg].
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
int32_t ping_recvmsg(struct net *net, uint32_t s, uint8_t *to, uint32_t cap,
	struct udp_msg *msg);

#endif
