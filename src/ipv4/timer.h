/*
 * Time goes on: what is due is done, in order, each at its own time
 * [Linux's timers, run in softirq].
 */
#ifndef IPV4_TIMER_H
#define IPV4_TIMER_H

#include "core/net.h"

/*
 * Sets the clock of the host to `now` (never back) and on the way does all
 * that became due: datagrams that lack fragments are given up, neighbours
 * asked again or given up, reports sent.
 */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->now, net->pool, net->queues, net->skb, net->arp, net->sock,
            net->mib, net->frag, net->drop, net->trace, net->rnd, net->limit,
            net->route, net->igmp;
    ensures Inv(*net);
    ensures net->now == \max(\old(net->now), now);
    ensures T7_conserved: Passed(net->queues, \old(net->queues)); */
void run_timers(struct net *net, ktime_t now);

#endif
