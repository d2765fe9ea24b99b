/*
 * Packets that go on to another host [RFC 1812, Linux net/ipv4/ip_forward.c].
 */
#ifndef IPV4_IP_FORWARD_H
#define IPV4_IP_FORWARD_H

#include "ipv4/ip.h"

/* A packet whose route leads on, data at its IP header. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]);
    requires net->skb.s[h].data == net->skb.s[h].network_header;
    requires net->skb.s[h].dst.input == DST_FORWARD;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h); */
void ip_forward(struct net *net, uint32_t h);

#endif
