/*
 * What IGMP has yet to report, and when [Linux struct in_device mr_*, struct
 * ip_mc_list].
 *
 * Entry i of a device's groups (netdevice.h) and entry i of its reports belong
 * together, and so do their sources.
 */
#ifndef IPV4_IGMP_STATE_H
#define IPV4_IGMP_STATE_H

#include <stdbool.h>
#include <stdint.h>
#include "core/netdevice.h"
#include "lib/random.h"
#include "lib/time.h"

enum {
	NEVER = 0,		/* as a deadline: the timer is not armed */
	HZ = 250,		/* jiffies a second, as the judge has it */
	NSEC_PER_JIFFY = NSEC_PER_SEC / HZ
};

/* Of a source in the device's list [Linux struct ip_sf_list]. */
struct igmp_source {
	uint32_t crcount;	/* times its change is yet to be reported */
	uint32_t gsresp;	/* 1: a query asked for it */
	uint32_t oldin;		/* 1: it counted before the change at hand */
};

/* A source that is reported no more [Linux struct ip_sf_list, in a tomb]. */
struct igmp_dead {
	uint32_t inaddr;
	uint32_t crcount;
};

struct igmp_tomb {
	uint32_t n;
	struct igmp_dead s[NSF];	/* oldest first */
};

/* Of a group that the device has joined [Linux struct ip_mc_list]. */
struct igmp_group {
	ktime_t timer;		/* a report of this group is due */
	uint32_t reporter;	/* 1: we were the last to report it */
	uint32_t unsolicit_count;	/* reports without a query to send */
	uint32_t gsquery;	/* 1: a query named sources */
	uint32_t crcount;	/* times a change of mode is to be reported */
	struct igmp_source source[NSF];
	struct igmp_tomb tomb;
};

/* Of a group that the device has left [Linux in_device mc_tomb]. */
struct igmp_gone {
	uint32_t multiaddr;
	uint32_t sfmode;	/* enum mcast_mode, when it was left */
	uint32_t crcount;
	struct igmp_tomb tomb;
};

/* Of one device [Linux struct in_device]. */
struct igmp_device {
	ktime_t v1_seen;	/* until then a v1 querier is there */
	ktime_t v2_seen;
	ktime_t gq_timer;	/* a v3 report of everything is due */
	ktime_t ifc_timer;	/* a v3 report of changes is due */
	ktime_t leave_timer;	/* v2 leave messages are due: now */
	uint32_t ifc_count;	/* v3 reports of changes to send */
	uint32_t qrv;		/* robustness a querier asked for; 0: none */
	uint64_t qi;		/* its query interval, nanoseconds */
	uint64_t qri;		/* its query response interval, nanoseconds */
	struct igmp_group group[NGROUP];
	uint32_t ngone;
	struct igmp_gone gone[NGROUP];	/* oldest first */
	uint32_t nleave;
	uint32_t leave[NGROUP];	/* groups whose leave message is due */
};

struct igmp_state {
	ktime_t next;		/* no timer is due before; NEVER: none is armed */
	struct igmp_device d[NDEV];
};

/*@ predicate TombOk(struct igmp_tomb t) = t.n <= NSF;
    predicate GonesOk(struct igmp_device d) = d.ngone <= NGROUP &&
      d.nleave <= NGROUP && d.qi <= 0xffffffffffff && d.qri <= d.qi &&
      \forall integer j; 0 <= j < d.ngone ==> TombOk(d.gone[j].tomb);
    predicate IgmpDeviceOk(struct igmp_device d, integer ngroup) =
      GonesOk(d) && d.qrv <= 7 &&
      \forall integer i; 0 <= i < ngroup ==> TombOk(d.group[i].tomb);
    predicate IgmpOk(struct igmp_state g, struct devices v) =
      \forall integer k; 0 <= k < NDEV ==>
        IgmpDeviceOk(g.d[k], v.d[k].ngroup); */

/* No report is due. */
/*@ requires \valid(g);
    terminates \true; exits \false;
    assigns *g;
    ensures \forall integer k; 0 <= k < NDEV ==> IgmpDeviceOk(g->d[k], 0);
    ensures g->next == NEVER; */
void igmp_state_init(struct igmp_state *g);

/*
 * A deadline: a random number of jiffies below `jiffies`, and 2 more, from now
 * on; NEVER at the end of time [Linux igmp_start_timer].
 */
/*@ requires \valid(r) && jiffies > 0;
    terminates \true; exits \false;
    assigns r->state;
    ensures \result == NEVER || \result > now; */
ktime_t igmp_deadline(struct rnd *r, ktime_t now, uint32_t jiffies);

#endif
