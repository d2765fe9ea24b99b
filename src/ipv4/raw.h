/*
 * Raw sockets: copies of packets with their IP header
 * [raw(7), Linux net/ipv4/raw.c].
 */
#ifndef IPV4_RAW_H
#define IPV4_RAW_H

#include "ipv4/ip.h"

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

#endif
