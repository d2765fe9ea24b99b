/* The timers of IGMP.  Contracts: igmp_clock.h. */
#include "ipv4/igmp_clock.h"

bool igmp_v1_seen(const struct igmp_device *d, ktime_t now)
{
	return now < d->v1_seen;
}

bool igmp_v2_seen(const struct igmp_device *d, ktime_t now)
{
	return now < d->v2_seen;
}

uint32_t igmp_qrv(const struct net *net, uint32_t dev)
{
	if (net->igmp.d[dev].qrv != 0u)
		return net->igmp.d[dev].qrv;
	return net->sysctl.igmp_qrv;
}

uint32_t unsolicited_report_interval(const struct igmp_device *d, ktime_t now)
{
	if (igmp_v1_seen(d, now) || igmp_v2_seen(d, now))
		return IGMP_V2_UNSOLICITED_REPORT_INTERVAL;
	return IGMP_V3_UNSOLICITED_REPORT_INTERVAL;
}

void igmp_start_timer(struct igmp_group *g, struct rnd *r, ktime_t now,
	uint32_t jiffies)
{
	g->timer = igmp_deadline(r, now, jiffies);
}

void igmp_mod_timer(struct igmp_group *g, struct rnd *r, ktime_t now,
	uint32_t jiffies)
{
	g->unsolicit_count = 0;
	if (g->timer == NEVER ||
	    ktime_sub(g->timer, now) >= (uint64_t)jiffies * NSEC_PER_JIFFY)
		igmp_start_timer(g, r, now, jiffies);
}

void igmp_stop_timer(struct igmp_group *g)
{
	g->timer = NEVER;
	g->reporter = 0;
	g->unsolicit_count = 0;
}

void igmp_ifc_event(struct net *net, uint32_t dev)
{
	if (igmp_v1_seen(&net->igmp.d[dev], net->now) ||
	    igmp_v2_seen(&net->igmp.d[dev], net->now))
		return;
	net->igmp.d[dev].ifc_count = igmp_qrv(net, dev);
	net->igmp.d[dev].ifc_timer = igmp_deadline(&net->rnd, net->now,
		IGMP_INITIAL_REPORT_DELAY);
}

/* The sooner one of two deadlines. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures NotBefore(a, \result) && NotBefore(b, \result);
    ensures \result == a || \result == b;
    ensures \result == NEVER <==> a == NEVER && b == NEVER; */
static ktime_t sooner(ktime_t a, ktime_t b)
{
	if (a == NEVER)
		return b;
	if (b == NEVER)
		return a;
	return a < b ? a : b;
}

/* The soonest deadline of a device, or `next` if that is sooner. */
/*@ requires \valid_read(d) && ngroup <= NGROUP;
    terminates \true; exits \false;
    assigns \nothing;
    ensures DeviceNotBefore(*d, ngroup, \result) && NotBefore(next, \result);
    ensures \forall integer t; t > 0 && DeviceNotBefore(*d, ngroup, t) &&
            NotBefore(next, t) ==> \result == NEVER || \result >= t; */
static ktime_t igmp_device_next(const struct igmp_device *d, uint32_t ngroup,
	ktime_t next)
{
	uint32_t i = 0;

	next = sooner(next, d->gq_timer);
	next = sooner(next, d->ifc_timer);
	next = sooner(next, d->leave_timer);
	/*@ loop invariant 0 <= i <= ngroup;
	    loop invariant DeviceNotBefore(*d, i, next);
	    loop invariant NotBefore(\at(next, Pre), next);
	    loop invariant \forall integer t; t > 0 &&
	      DeviceNotBefore(*d, ngroup, t) && NotBefore(\at(next, Pre), t)
	      ==> next == NEVER || next >= t;
	    loop assigns i, next;
	    loop variant ngroup - i; */
	while (i < ngroup) {
		next = sooner(next, d->group[i].timer);
		i++;
	}
	return next;
}

void igmp_update_next(struct net *net)
{
	ktime_t next = NEVER;
	uint32_t k = 0;

	/*@ loop invariant 0 <= k <= NDEV;
	    loop invariant \forall integer j; 0 <= j < k ==>
	      DeviceNotBefore(net->igmp.d[j], net->dev.d[j].ngroup, next);
	    loop invariant (\forall integer j; 0 <= j < NDEV ==>
	      DeviceNotBefore(net->igmp.d[j], net->dev.d[j].ngroup,
	                      net->now + 1)) ==>
	      NotBefore(next, net->now + 1);
	    loop assigns k, next;
	    loop variant NDEV - k; */
	while (k < NDEV) {
		next = igmp_device_next(&net->igmp.d[k],
			net->dev.d[k].ngroup, next);
		k++;
	}
	net->igmp.next = next;
	//@ assert IgmpOk(net->igmp, net->dev);
}
