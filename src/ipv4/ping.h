/*
 * Ping sockets: datagrams that are ICMP echo messages
 * [Linux net/ipv4/ping.c].
 */
#ifndef IPV4_PING_H
#define IPV4_PING_H

#include "ipv4/ip.h"

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

#endif
