/* Groups that a device has left.  Contracts: igmp_gone.h. */
#include "ipv4/igmp_gone.h"

void gone_remove(struct igmp_device *d, uint32_t j)
{
	/*@ loop invariant \at(j, Pre) <= j < d->ngone && GonesOk(*d);
	    loop assigns j, d->gone[0 .. NGROUP - 1];
	    loop variant d->ngone - j; */
	while (j + 1u < d->ngone) {
		d->gone[j] = d->gone[j + 1u];
		j++;
	}
	d->ngone--;
}

/* Where a group that was left stands, or NGROUP. */
/*@ requires \valid_read(d) && GonesOk(*d);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == NGROUP || (\result < d->ngone &&
            d->gone[\result].multiaddr == group); */
static uint32_t gone_find(const struct igmp_device *d, uint32_t group)
{
	uint32_t j = 0;

	/*@ loop invariant 0 <= j <= d->ngone;
	    loop assigns j;
	    loop variant d->ngone - j; */
	while (j < d->ngone) {
		if (d->gone[j].multiaddr == group)
			return j;
		j++;
	}
	return NGROUP;
}

void igmpv3_del_delrec(struct net *net, uint32_t dev, uint32_t i)
{
	uint32_t j = gone_find(&net->igmp.d[dev],
		net->dev.d[dev].group[i].multiaddr);

	if (j == NGROUP)
		return;
	if (net->dev.d[dev].group[i].sfmode == MCAST_INCLUDE)
		net->igmp.d[dev].group[i].tomb = net->igmp.d[dev].gone[j].tomb;
	else
		net->igmp.d[dev].group[i].crcount = igmp_qrv(net, dev);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
	gone_remove(&net->igmp.d[dev], j);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
}

/* Remembers what is to be told; a full table forgets it. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    requires i < net->dev.d[dev].ngroup;
    terminates \true; exits \false;
    assigns net->igmp.d[dev].ngone, net->igmp.d[dev].gone[0 .. NGROUP - 1];
    ensures Inv(*net);
    ensures IGM_013_remembered: \old(net->igmp.d[dev].ngone) < NGROUP ==>
            \let j = \old(net->igmp.d[dev].ngone);
            net->igmp.d[dev].ngone == j + 1 &&
            net->igmp.d[dev].gone[j].multiaddr ==
            net->dev.d[dev].group[i].multiaddr &&
            net->igmp.d[dev].gone[j].crcount ==
            Qrv(net->igmp.d[dev], net->sysctl); */
static void igmpv3_add_delrec(struct net *net, uint32_t dev, uint32_t i)
{
	uint32_t j = net->igmp.d[dev].ngone;

	if (j == NGROUP)
		return;
	net->igmp.d[dev].gone[j].multiaddr = net->dev.d[dev].group[i].multiaddr;
	net->igmp.d[dev].gone[j].sfmode = net->dev.d[dev].group[i].sfmode;
	net->igmp.d[dev].gone[j].crcount = igmp_qrv(net, dev);
	net->igmp.d[dev].gone[j].tomb.n = 0;
	if (net->dev.d[dev].group[i].sfmode == MCAST_INCLUDE)
		net->igmp.d[dev].gone[j].tomb = net->igmp.d[dev].group[i].tomb;
	net->igmp.d[dev].ngone = j + 1u;
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
}

/* A v2 querier is told at once, by the next run of the timers. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns net->igmp.d[dev].nleave, net->igmp.d[dev].leave_timer,
            net->igmp.d[dev].leave[0 .. NGROUP - 1];
    ensures Inv(*net); */
static void igmp_leave_due(struct net *net, uint32_t dev, uint32_t group)
{
	uint32_t n = net->igmp.d[dev].nleave;

	if (n == NGROUP || ktime_add(net->now, 1) == net->now)
		return;
	net->igmp.d[dev].leave[n] = group;
	net->igmp.d[dev].nleave = n + 1u;
	net->igmp.d[dev].leave_timer = ktime_add(net->now, 1);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
}

void igmp_group_dropped(struct net *net, uint32_t dev, uint32_t i)
{
	bool reporter = net->igmp.d[dev].group[i].reporter != 0u;

	igmp_stop_timer(&net->igmp.d[dev].group[i]);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
	if (igmp_v1_seen(&net->igmp.d[dev], net->now))
		return;
	if (igmp_v2_seen(&net->igmp.d[dev], net->now)) {
		if (reporter)
			igmp_leave_due(net, dev,
				net->dev.d[dev].group[i].multiaddr);
		return;
	}
	igmpv3_add_delrec(net, dev, i);
	igmp_ifc_event(net, dev);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
}

void igmpv3_clear_delrec(struct net *net, uint32_t dev)
{
	uint32_t i = 0;

	net->igmp.d[dev].ifc_count = 0;
	net->igmp.d[dev].ifc_timer = NEVER;
	net->igmp.d[dev].ngone = 0;
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
	/*@ loop invariant 0 <= i <= net->dev.d[dev].ngroup && Inv(*net);
	    loop assigns i, net->igmp.d[dev].group[0 .. NGROUP - 1];
	    loop variant net->dev.d[dev].ngroup - i; */
	while (i < net->dev.d[dev].ngroup) {
		net->igmp.d[dev].group[i].tomb.n = 0;
		//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
		//@ assert IgmpOk(net->igmp, net->dev);
		//@ assert Inv(*net);
		i++;
	}
}
