/*
 * May this ICMP message go out now? [Linux icmpv4_global_allow,
 * icmpv4_xrlim_allow, ip_error]
 */
#ifndef IPV4_ICMP_RATE_H
#define IPV4_ICMP_RATE_H

#include "core/net.h"

/*
 * The limit of all messages together, asked before one is built: false, and
 * OutRateLimitGlobal counted, when it is used up.  A type that ratemask leaves
 * alone, or fragmentation needed, is never limited: then *limited is 0.
 */
/*@ requires \valid(net) && Inv(*net) && \valid(limited);
    requires \separated(net, limited) && type <= 255 && code <= 255;
    terminates \true; exits \false;
    assigns net->mib, net->limit, net->rnd, *limited;
    ensures Inv(*net); */
bool icmpv4_global_allow(struct net *net, uint32_t type, uint32_t code,
	uint32_t *limited);

/*
 * The limit of one peer, asked when the way to it is known: false, and
 * OutRateLimitHost counted, when it is used up.  `limited` is what
 * icmpv4_global_allow said; when the answer is yes the global credit is used.
 */
/*@ requires \valid(net) && Inv(*net) && oif < NDEV;
    requires type <= 255 && code <= 255;
    terminates \true; exits \false;
    assigns net->mib, net->limit, net->rnd;
    ensures Inv(*net); */
bool icmpv4_xrlim_allow(struct net *net, uint32_t daddr, uint32_t oif,
	uint32_t type, uint32_t code, uint32_t limited);

#endif
