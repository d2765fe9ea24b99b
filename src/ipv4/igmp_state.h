/*
 * IGMP's clock: when which report is due [Linux struct in_device mr_*,
 * struct ip_mc_list].
 */
#ifndef IPV4_IGMP_STATE_H
#define IPV4_IGMP_STATE_H

#include <stdbool.h>
#include <stdint.h>
#include "core/netdevice.h"
#include "lib/time.h"

enum { NEVER = 0 };	/* as a deadline: the timer is not armed */

/* Of one device [Linux struct in_device]. */
struct igmp_device {
	ktime_t v1_seen;	/* until then a v1 querier is there */
	ktime_t v2_seen;
	ktime_t general;	/* a v3 report of everything is due */
	ktime_t change;		/* a v3 report of changes is due */
	uint32_t change_count;	/* of them to send */
};

struct igmp_state {
	ktime_t next;		/* no timer is due before; NEVER: none is armed */
	struct igmp_device d[NDEV];
};

/*@ predicate IgmpOk(struct igmp_state g) =
      \forall integer i; 0 <= i < NDEV ==> g.d[i].change_count <= 7; */

/* No report is due. */
/*@ requires \valid(g);
    terminates \true; exits \false;
    assigns *g;
    ensures IgmpOk(*g) && g->next == NEVER; */
void igmp_state_init(struct igmp_state *g);

#endif
