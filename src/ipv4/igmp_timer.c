/* What IGMP does when its time has come.  Contract: igmp.h. */
#include "ipv4/igmp_change.h"

/*@ // a timer that is not due at `now`
    predicate NotDue(integer t, integer now) = t == NEVER || t > now;
    predicate GroupsLater(struct igmp_device d, integer n, integer now) =
      \forall integer i; 0 <= i < n ==> NotDue(d.group[i].timer, now);
    predicate DeviceLater(struct igmp_device d, integer n, integer now) =
      NotDue(d.gq_timer, now) && NotDue(d.ifc_timer, now) &&
      NotDue(d.leave_timer, now) && GroupsLater(d, n, now); */

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> !NotDue(t, now); */
static bool due(ktime_t t, ktime_t now)
{
	return t != NEVER && t <= now;
}

/* Reports group `i`, in the words of the oldest querier. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    requires i < net->dev.d[dev].ngroup;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->mib, net->drop, net->trace,
            net->igmp.d[dev].group[i].gsquery,
            net->igmp.d[dev].group[i].source[0 .. NSF - 1];
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues)); */
static void igmp_report_group(struct net *net, uint32_t dev, uint32_t i)
{
	uint32_t group = net->dev.d[dev].group[i].multiaddr, h;

	if (igmp_v1_seen(&net->igmp.d[dev], net->now)) {
		igmp_send_report(net, dev, group, IGMP_V1_REPORT);
		return;
	}
	if (igmp_v2_seen(&net->igmp.d[dev], net->now)) {
		igmp_send_report(net, dev, group, IGMP_V2_REPORT);
		return;
	}
	trace_call(&net->trace, FN_igmpv3_send_report);
	//@ assert Inv(*net);
	h = igmp_add_state(net, POOL_SIZE, dev, i);
	igmpv3_sendpack(net, h, dev);
}

/* The timer of group `i` ran off [Linux igmp_timer_expire]. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    requires i < net->dev.d[dev].ngroup;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->mib, net->drop, net->trace,
            net->rnd.state, net->igmp.d[dev].group[i];
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures NotDue(net->igmp.d[dev].group[i].timer, net->now);
    ensures IGM_051_reporter: net->igmp.d[dev].group[i].reporter == 1; */
static void igmp_timer_expire(struct net *net, uint32_t dev, uint32_t i)
{
	trace_call(&net->trace, FN_igmp_timer_expire);
	net->igmp.d[dev].group[i].timer = NEVER;
	net->igmp.d[dev].group[i].reporter = 1;
	if (net->igmp.d[dev].group[i].unsolicit_count > 0u)
		net->igmp.d[dev].group[i].unsolicit_count--;
	if (net->igmp.d[dev].group[i].unsolicit_count > 0u)
		igmp_start_timer(&net->igmp.d[dev].group[i], &net->rnd,
			net->now, unsolicited_report_interval(
				&net->igmp.d[dev], net->now));
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
	igmp_report_group(net, dev, i);
}

/* The general timer ran off [Linux igmp_gq_timer_expire]. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->mib, net->drop, net->trace,
            net->igmp.d[dev].gq_timer,
            net->igmp.d[dev].group[0 .. NGROUP - 1];
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures net->igmp.d[dev].gq_timer == NEVER; */
static void igmp_gq_timer_expire(struct net *net, uint32_t dev)
{
	trace_call(&net->trace, FN_igmp_gq_timer_expire);
	net->igmp.d[dev].gq_timer = NEVER;
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
	igmpv3_send_report(net, dev);
}

/* The timer of changes ran off [Linux igmp_ifc_timer_expire]. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->mib, net->drop, net->trace,
            net->rnd.state, net->igmp.d[dev].ifc_timer,
            net->igmp.d[dev].ifc_count, net->igmp.d[dev].ngone,
            net->igmp.d[dev].gone[0 .. NGROUP - 1],
            net->igmp.d[dev].group[0 .. NGROUP - 1];
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures NotDue(net->igmp.d[dev].ifc_timer, net->now);
    ensures \old(net->igmp.d[dev].ifc_count) == 0 ==>
            net->igmp.d[dev].ifc_timer == NEVER; */
static void igmp_ifc_timer_expire(struct net *net, uint32_t dev)
{
	trace_call(&net->trace, FN_igmp_ifc_timer_expire);
	net->igmp.d[dev].ifc_timer = NEVER;
	if (net->igmp.d[dev].ifc_count > 0u) {
		net->igmp.d[dev].ifc_count--;
		net->igmp.d[dev].ifc_timer = igmp_deadline(&net->rnd, net->now,
			unsolicited_report_interval(&net->igmp.d[dev],
				net->now));
	}
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
	igmpv3_send_cr(net, dev);
}

/* The leave messages that are due. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->mib, net->drop, net->trace,
            net->igmp.d[dev].leave_timer, net->igmp.d[dev].nleave;
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures net->igmp.d[dev].leave_timer == NEVER; */
static void igmp_send_leaves(struct net *net, uint32_t dev)
{
	uint32_t k = 0;

	/*@ loop invariant 0 <= k <= net->igmp.d[dev].nleave && Inv(*net);
	    loop invariant OnlyQueued(net->queues, \at(net->queues, Pre));
	    loop assigns k, net->pool, net->queues, net->skb, net->mib,
	      net->drop, net->trace;
	    loop variant net->igmp.d[dev].nleave - k; */
	while (k < net->igmp.d[dev].nleave) {
		igmp_send_report(net, dev, net->igmp.d[dev].leave[k],
			IGMP_V2_LEAVE);
		k++;
	}
	net->igmp.d[dev].leave_timer = NEVER;
	net->igmp.d[dev].nleave = 0;
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
}

/* The groups of a device whose time has come. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->mib, net->drop, net->trace,
            net->rnd.state, net->igmp.d[dev].group[0 .. NGROUP - 1];
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures GroupsLater(net->igmp.d[dev], net->dev.d[dev].ngroup, net->now);
 */
static void igmp_groups_expire(struct net *net, uint32_t dev)
{
	uint32_t i = 0;

	/*@ loop invariant 0 <= i <= net->dev.d[dev].ngroup && Inv(*net);
	    loop invariant OnlyQueued(net->queues, \at(net->queues, Pre));
	    loop invariant GroupsLater(net->igmp.d[dev], i, net->now);
	    loop assigns i, net->pool, net->queues, net->skb, net->mib,
	      net->drop, net->trace, net->rnd.state,
	      net->igmp.d[dev].group[0 .. NGROUP - 1];
	    loop variant net->dev.d[dev].ngroup - i; */
	while (i < net->dev.d[dev].ngroup) {
		if (due(net->igmp.d[dev].group[i].timer, net->now))
			igmp_timer_expire(net, dev, i);
		i++;
	}
}

/* All that is due on a device. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->mib, net->drop, net->trace,
            net->rnd.state, net->igmp.d[dev];
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures DeviceLater(net->igmp.d[dev], net->dev.d[dev].ngroup, net->now);
 */
static void igmp_device_expire(struct net *net, uint32_t dev)
{
	if (due(net->igmp.d[dev].leave_timer, net->now))
		igmp_send_leaves(net, dev);
	if (due(net->igmp.d[dev].ifc_timer, net->now))
		igmp_ifc_timer_expire(net, dev);
	if (due(net->igmp.d[dev].gq_timer, net->now))
		igmp_gq_timer_expire(net, dev);
	igmp_groups_expire(net, dev);
}

void igmp_timer(struct net *net)
{
	uint32_t k = 0;

	/*@ loop invariant 0 <= k <= NDEV && Inv(*net);
	    loop invariant OnlyQueued(net->queues, \at(net->queues, Pre));
	    loop invariant \forall integer j; 0 <= j < k ==>
	      DeviceLater(net->igmp.d[j], net->dev.d[j].ngroup, net->now);
	    loop assigns k, net->pool, net->queues, net->skb, net->mib,
	      net->drop, net->trace, net->rnd.state, net->igmp;
	    loop variant NDEV - k; */
	while (k < NDEV) {
		igmp_device_expire(net, k);
		k++;
	}
	/*@ assert none: \forall integer j; 0 <= j < NDEV ==>
	      DeviceNotBefore(net->igmp.d[j], net->dev.d[j].ngroup,
	        net->now + 1); */
	igmp_update_next(net);
}
