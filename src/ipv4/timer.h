/*
 * Time goes on: what is due is done, in order, each at its own time
 * [Linux's timers, run in softirq].
 */
#ifndef IPV4_TIMER_H
#define IPV4_TIMER_H

#include "core/net.h"

/* Timers that one call runs: above what a full host has in minutes. */
enum { TIMER_ROUNDS = 65536 };

/*@ // when IGMP is due
    logic integer IgmpNext(struct igmp_state g) =
      g.next == NEVER ? 0xffffffffffffffff : g.next; */

/*
 * Sets the clock of the host to `now` (never back) and on the way does all
 * that became due: datagrams that lack fragments are given up, neighbours
 * asked again or given up, reports sent.  False: TIMER_ROUNDS were not enough.
 */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->now, net->pool, net->queues, net->skb, net->arp, net->sock,
            net->mib, net->frag, net->drop, net->trace, net->rnd, net->limit,
            net->route, net->igmp;
    ensures Inv(*net);
    ensures TMR_001_clock: net->now == \max(\old(net->now), now);
    ensures TMR_005_done: \result ==> FragsQuiet(net->frag, now) &&
            NeighQuiet(net->arp, now) && IgmpNext(net->igmp) > now;
    ensures T7_conserved: Passed(net->queues, \old(net->queues)); */
bool run_timers(struct net *net, ktime_t now);

#endif
