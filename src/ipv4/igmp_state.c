/* IGMP's clock. */
#include "ipv4/igmp_state.h"

/* What a device assumes of queriers that it never heard [RFC 3376 8.2, 8.3]. */
/*@ requires \valid(d);
    terminates \true; exits \false;
    assigns *d;
    ensures IgmpDeviceOk(*d, 0); */
static void igmp_device_init(struct igmp_device *d)
{
	d->v1_seen = NEVER;
	d->v2_seen = NEVER;
	d->gq_timer = NEVER;
	d->ifc_timer = NEVER;
	d->leave_timer = NEVER;
	d->ifc_count = 0;
	d->qrv = 0;
	d->qi = 125ull * NSEC_PER_SEC;
	d->qri = 10ull * NSEC_PER_SEC;
	d->ngone = 0;
	d->nleave = 0;
}

void igmp_state_init(struct igmp_state *g)
{
	uint32_t i;

	g->next = NEVER;
	/*@ loop invariant 0 <= i <= NDEV;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      IgmpDeviceOk(g->d[j], 0);
	    loop assigns i, g->d[0 .. NDEV - 1];
	    loop variant NDEV - i; */
	for (i = 0; i < NDEV; i++)
		igmp_device_init(&g->d[i]);
}

ktime_t igmp_deadline(struct rnd *r, ktime_t now, uint32_t jiffies)
{
	uint64_t delay = 2;
	ktime_t due;

	if (jiffies > 1u)
		delay += prandom_u32(r) % jiffies;
	due = ktime_add(now, delay * NSEC_PER_JIFFY);
	return due > now ? due : NEVER;
}
