/* The groups of a device come and go.  Contracts: igmp_group.h. */
#include "ipv4/igmp_group.h"
#include "ipv4/igmp_gone.h"
#include "ipv4/igmp_source.h"

/* The group is new: reports of it are due [Linux igmp_group_added]. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    requires i < net->dev.d[dev].ngroup;
    terminates \true; exits \false;
    assigns net->igmp.d[dev], net->rnd.state;
    ensures Inv(*net); */
static void igmp_group_added(struct net *net, uint32_t dev, uint32_t i)
{
	net->igmp.d[dev].group[i].unsolicit_count = net->sysctl.igmp_qrv;
	if (igmp_v1_seen(&net->igmp.d[dev], net->now) ||
	    igmp_v2_seen(&net->igmp.d[dev], net->now)) {
		igmp_start_timer(&net->igmp.d[dev].group[i], &net->rnd,
			net->now, IGMP_INITIAL_REPORT_DELAY);
		//@ assert DeviceOk(net->dev.d[dev]);
		//@ assert DevicesOk(net->dev);
		//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
		//@ assert IgmpOk(net->igmp, net->dev);
		//@ assert Inv(*net);
		return;
	}
	if (net->dev.d[dev].group[i].sfmode == MCAST_EXCLUDE)
		net->igmp.d[dev].group[i].crcount = igmp_qrv(net, dev);
	//@ assert DeviceOk(net->dev.d[dev]);
	//@ assert DevicesOk(net->dev);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
	igmp_ifc_event(net, dev);
	//@ assert DeviceOk(net->dev.d[dev]);
	//@ assert DevicesOk(net->dev);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
}

/* Entry `i`, fresh: a group with one socket, which names no source yet. */
/*@ requires \valid(im) && \valid(g) && \separated(im, g) && mode <= 1;
    terminates \true; exits \false;
    assigns *im, *g;
    ensures McListOk(*im) && im->multiaddr == group && im->sfmode == mode;
    ensures TombOk(g->tomb) && g->timer == NEVER; */
static void group_init(struct ip_mc_list *im, struct igmp_group *g,
	uint32_t group, uint32_t mode)
{
	im->multiaddr = group;
	im->users = 1;
	im->sfmode = mode;
	im->exclude = mode == MCAST_EXCLUDE;
	im->include = mode != MCAST_EXCLUDE;
	im->nsource = 0;
	g->timer = NEVER;
	g->reporter = 0;
	g->unsolicit_count = 0;
	g->gsquery = 0;
	g->crcount = 0;
	g->tomb.n = 0;
}

bool ip_mc_inc_group(struct net *net, uint32_t dev, uint32_t group,
	uint32_t mode)
{
	uint32_t i = ip_mc_find(&net->dev.d[dev], group);

	if (ipv4_is_all_hosts(group))
		return true;
	if (i != NGROUP) {
		if (net->dev.d[dev].group[i].users != UINT32_MAX)
			net->dev.d[dev].group[i].users++;
		//@ assert DeviceOk(net->dev.d[dev]);
		//@ assert DevicesOk(net->dev);
		//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
		//@ assert IgmpOk(net->igmp, net->dev);
		//@ assert Inv(*net);
		group_add_mode(net, dev, i, mode);
		//@ assert GroupAt(net->dev.d[dev], i, group);
		return true;
	}
	i = net->dev.d[dev].ngroup;
	if (i == NGROUP)
		return false;
	group_init(&net->dev.d[dev].group[i], &net->igmp.d[dev].group[i],
		group, mode);
	net->dev.d[dev].ngroup = i + 1u;
	//@ assert GroupAt(net->dev.d[dev], i, group);
	//@ assert DeviceOk(net->dev.d[dev]);
	//@ assert DevicesOk(net->dev);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
	igmpv3_del_delrec(net, dev, i);
	igmp_group_added(net, dev, i);
	return true;
}

/* Takes entry `i` of both tables out. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    requires i < net->dev.d[dev].ngroup;
    terminates \true; exits \false;
    assigns net->dev.d[dev].ngroup, net->dev.d[dev].group[0 .. NGROUP - 1],
            net->igmp.d[dev];
    ensures Inv(*net);
    ensures net->dev.d[dev].ngroup == \old(net->dev.d[dev].ngroup) - 1; */
static void group_remove(struct net *net, uint32_t dev, uint32_t i)
{
	/*@ loop invariant \at(i, Pre) <= i < net->dev.d[dev].ngroup;
	    loop invariant Inv(*net);
	    loop assigns i, net->dev.d[dev].group[0 .. NGROUP - 1],
	      net->igmp.d[dev];
	    loop variant net->dev.d[dev].ngroup - i; */
	while (i + 1u < net->dev.d[dev].ngroup) {
		net->dev.d[dev].group[i] = net->dev.d[dev].group[i + 1u];
		net->igmp.d[dev].group[i] = net->igmp.d[dev].group[i + 1u];
		//@ assert DeviceOk(net->dev.d[dev]);
		//@ assert DevicesOk(net->dev);
		//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
		//@ assert IgmpOk(net->igmp, net->dev);
		//@ assert Inv(*net);
		i++;
	}
	net->dev.d[dev].ngroup--;
	//@ assert DeviceOk(net->dev.d[dev]);
	//@ assert DevicesOk(net->dev);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
}

void ip_mc_dec_group(struct net *net, uint32_t dev, uint32_t group)
{
	uint32_t i = ip_mc_find(&net->dev.d[dev], group);

	if (i == NGROUP)
		return;
	if (net->dev.d[dev].group[i].users > 1u) {
		net->dev.d[dev].group[i].users--;
		//@ assert DeviceOk(net->dev.d[dev]);
		//@ assert DevicesOk(net->dev);
		//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
		//@ assert IgmpOk(net->igmp, net->dev);
		//@ assert Inv(*net);
		return;
	}
	igmp_group_dropped(net, dev, i);
	group_remove(net, dev, i);
}
