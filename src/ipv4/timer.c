/* Time goes on, from one thing that is due to the next. */
#include "ipv4/timer.h"
#include "ipv4/igmp.h"
#include "ipv4/ip_fragment.h"
#include "ipv4/neigh.h"

/* When IGMP is due; UINT64_MAX: no timer of it is armed. */
/*@ requires \valid_read(g);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == IgmpNext(*g); */
static ktime_t igmp_next(const struct igmp_state *g)
{
	return g->next == NEVER ? UINT64_MAX : g->next;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == \min(a, b); */
static ktime_t sooner(ktime_t a, ktime_t b)
{
	return a < b ? a : b;
}

/*
 * When the first timer is due, exactly if that is not behind `now`: the tables
 * are searched only when their lower bound is reached.
 */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->frag.next, net->arp.next;
    ensures Inv(*net);
    ensures TMR_002_first: \result == \min(net->frag.next,
            \min(net->arp.next, IgmpNext(net->igmp)));
    ensures TMR_003_quiet: \result > now ==>
            FragsQuiet(net->frag, now) && NeighQuiet(net->arp, now); */
static ktime_t next_timer(struct net *net, ktime_t now)
{
	if (net->frag.next <= now)
		(void)frags_earliest(&net->frag);
	//@ assert Inv(*net);
	if (net->arp.next <= now)
		(void)neigh_earliest(&net->arp);
	//@ assert Inv(*net);
	return sooner(net->frag.next,
		sooner(net->arp.next, igmp_next(&net->igmp)));
}

/* Does the first thing that is due at `when`: the time now is not before. */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->frag,
            net->drop, net->trace, net->rnd, net->limit, net->igmp;
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues)); */
static void run_family(struct net *net, ktime_t when)
{
	if (net->frag.next == when)
		ip_frag_timer(net);
	else if (net->arp.next == when)
		neigh_timer(net);
	else
		igmp_timer(net);
}

/* The clock goes to `when`; what is due then is done, and what follows. */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->now, net->pool, net->queues, net->skb, net->arp, net->sock,
            net->mib, net->frag, net->drop, net->trace, net->rnd, net->limit,
            net->route, net->igmp;
    ensures Inv(*net);
    ensures TMR_004_time: net->now == \max(\old(net->now), when);
    ensures T7_conserved: Passed(net->queues, \old(net->queues)); */
static void run_timer(struct net *net, ktime_t when)
{
	if (when > net->now)
		net->now = when;
	//@ assert Inv(*net);
	run_family(net, when);
	//@ assert Passed(net->queues, \at(net->queues, Pre));
	process_backlog(net);
}

bool run_timers(struct net *net, ktime_t now)
{
	uint32_t n = 0;
	ktime_t when = next_timer(net, now);

	/*@ loop invariant Inv(*net) && n <= TIMER_ROUNDS;
	    loop invariant \at(net->now, Pre) <= net->now;
	    loop invariant net->now <= \max(\at(net->now, Pre), now);
	    loop invariant when > now ==> FragsQuiet(net->frag, now) &&
	      NeighQuiet(net->arp, now) && IgmpNext(net->igmp) > now;
	    loop invariant Passed(net->queues, \at(net->queues, Pre));
	    loop assigns n, when, net->now, net->pool, net->queues, net->skb,
	      net->arp, net->sock, net->mib, net->frag, net->drop, net->trace,
	      net->rnd, net->limit, net->route, net->igmp;
	    loop variant TIMER_ROUNDS - n; */
	while (when <= now && n < TIMER_ROUNDS) {
		run_timer(net, when);
		//@ assert Inv(*net);
		when = next_timer(net, now);
		n++;
	}
	if (now > net->now)
		net->now = now;
	//@ assert Inv(*net);
	return when > now;
}
