/* The sources of a device's groups.  Contracts: igmp_group.h. */
#include "ipv4/igmp_group.h"
#include "ipv4/igmp_gone.h"
#include "ipv4/igmp_source.h"

/* What the counts of a group make of its mode; without any it stays. */
/*@ requires \valid_read(im) && im->sfmode <= 1;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= 1;
    ensures im->exclude != 0 ==> \result == MCAST_EXCLUDE; */
static uint32_t sf_mode(const struct ip_mc_list *im)
{
	if (im->exclude != 0u)
		return MCAST_EXCLUDE;
	return im->include != 0u ? MCAST_INCLUDE : im->sfmode;
}

/* The mode changed: that is reported, with all sources. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    requires i < net->dev.d[dev].ngroup && mode <= 1;
    terminates \true; exits \false;
    assigns net->dev.d[dev].group[i].sfmode, net->igmp.d[dev], net->rnd.state;
    ensures Inv(*net);
    ensures IGM_011_mode: net->dev.d[dev].group[i].sfmode == mode &&
            net->igmp.d[dev].group[i].crcount ==
            Qrv(net->igmp.d[dev], net->sysctl); */
static void sf_change_mode(struct net *net, uint32_t dev, uint32_t i,
	uint32_t mode)
{
	net->dev.d[dev].group[i].sfmode = mode;
	net->igmp.d[dev].group[i].crcount = igmp_qrv(net, dev);
	net->igmp.d[dev].ifc_count = igmp_qrv(net, dev);
	sf_clear_changes(&net->igmp.d[dev].group[i],
		net->dev.d[dev].group[i].nsource);
	igmp_ifc_event(net, dev);
	//@ assert DeviceOk(net->dev.d[dev]);
	//@ assert DevicesOk(net->dev);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
}

/* After a change of counts: what is there to report?  `report`: something. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    requires i < net->dev.d[dev].ngroup;
    terminates \true; exits \false;
    assigns net->dev.d[dev].group[i].sfmode, net->igmp.d[dev], net->rnd.state;
    ensures Inv(*net); */
static void sf_update(struct net *net, uint32_t dev, uint32_t i, bool report)
{
	uint32_t mode = sf_mode(&net->dev.d[dev].group[i]);

	if (mode != net->dev.d[dev].group[i].sfmode) {
		sf_change_mode(net, dev, i, mode);
		return;
	}
	if (sf_setstate(&net->dev.d[dev].group[i],
		&net->igmp.d[dev].group[i], igmp_qrv(net, dev)))
		report = true;
	//@ assert DeviceOk(net->dev.d[dev]);
	//@ assert DevicesOk(net->dev);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
	if (report)
		igmp_ifc_event(net, dev);
	//@ assert DeviceOk(net->dev.d[dev]);
	//@ assert DevicesOk(net->dev);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
}

/* How often a source that goes is reported: not at all to an old querier. */
/*@ requires \valid_read(net) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing; */
static uint32_t sf_qrv(const struct net *net, uint32_t dev)
{
	if (igmp_v1_seen(&net->igmp.d[dev], net->now) ||
	    igmp_v2_seen(&net->igmp.d[dev], net->now))
		return 0;
	return igmp_qrv(net, dev);
}

/* One socket more in that mode. */
/*@ requires \valid(im) && McListOk(*im);
    terminates \true; exits \false;
    assigns im->exclude, im->include;
    ensures McListOk(*im);
    ensures mode == MCAST_EXCLUDE ==> im->exclude != 0;
    ensures mode == MCAST_INCLUDE ==> im->include != 0; */
static void sf_count(struct ip_mc_list *im, uint32_t mode)
{
	if (mode == MCAST_EXCLUDE && im->exclude != UINT32_MAX)
		im->exclude++;
	if (mode != MCAST_EXCLUDE && im->include != UINT32_MAX)
		im->include++;
}

/* One less. */
/*@ requires \valid(im) && McListOk(*im);
    terminates \true; exits \false;
    assigns im->exclude, im->include;
    ensures McListOk(*im); */
static void sf_uncount_mode(struct ip_mc_list *im, uint32_t mode)
{
	if (mode == MCAST_EXCLUDE && im->exclude != 0u)
		im->exclude--;
	if (mode != MCAST_EXCLUDE && im->include != 0u)
		im->include--;
}

/* Marks what counts now. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    requires i < net->dev.d[dev].ngroup;
    terminates \true; exits \false;
    assigns net->igmp.d[dev].group[i].source[0 .. NSF - 1];
    ensures Inv(*net); */
static void group_mark(struct net *net, uint32_t dev, uint32_t i)
{
	sf_markstate(&net->dev.d[dev].group[i], &net->igmp.d[dev].group[i]);
	//@ assert DeviceOk(net->dev.d[dev]);
	//@ assert DevicesOk(net->dev);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
}

void group_add_mode(struct net *net, uint32_t dev, uint32_t i, uint32_t mode)
{
	group_mark(net, dev, i);
	sf_count(&net->dev.d[dev].group[i], mode);
	//@ assert DeviceOk(net->dev.d[dev]);
	//@ assert DevicesOk(net->dev);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
	sf_update(net, dev, i, false);
}

bool ip_mc_add_src(struct net *net, uint32_t dev, uint32_t group, uint32_t mode,
	uint32_t source)
{
	uint32_t i = ip_mc_find(&net->dev.d[dev], group);

	if (i == NGROUP)
		return true;
	group_mark(net, dev, i);
	if (!ip_mc_add1_src(&net->dev.d[dev].group[i],
		&net->igmp.d[dev].group[i], mode, source)) {
		//@ assert DeviceOk(net->dev.d[dev]);
		//@ assert DevicesOk(net->dev);
		//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
		//@ assert IgmpOk(net->igmp, net->dev);
		//@ assert Inv(*net);
		return false;
	}
	//@ assert DeviceOk(net->dev.d[dev]);
	//@ assert DevicesOk(net->dev);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
	sf_update(net, dev, i, false);
	return true;
}

void ip_mc_del_src(struct net *net, uint32_t dev, uint32_t group, uint32_t mode,
	uint32_t source)
{
	uint32_t i = ip_mc_find(&net->dev.d[dev], group);
	bool report;

	if (i == NGROUP)
		return;
	group_mark(net, dev, i);
	report = ip_mc_del1_src(&net->dev.d[dev].group[i],
		&net->igmp.d[dev].group[i], mode, source, sf_qrv(net, dev));
	//@ assert DeviceOk(net->dev.d[dev]);
	//@ assert DevicesOk(net->dev);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
	sf_update(net, dev, i, report);
}

void ip_mc_switch_mode(struct net *net, uint32_t dev, uint32_t group,
	uint32_t mode)
{
	uint32_t i = ip_mc_find(&net->dev.d[dev], group);

	if (i == NGROUP)
		return;
	group_add_mode(net, dev, i, mode);
	group_mark(net, dev, i);
	sf_uncount_mode(&net->dev.d[dev].group[i],
		mode == MCAST_EXCLUDE ? MCAST_INCLUDE : MCAST_EXCLUDE);
	//@ assert DeviceOk(net->dev.d[dev]);
	//@ assert DevicesOk(net->dev);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
	sf_update(net, dev, i, false);
}

/* Takes the sources of a membership out of the group's list. */
/*@ requires \valid(net) && Inv(*net) && m.nsource <= NSOURCE;
    requires m.dev < NDEV && i < net->dev.d[m.dev].ngroup;
    terminates \true; exits \false;
    assigns net->dev.d[m.dev].group[i], net->igmp.d[m.dev];
    ensures Inv(*net); */
static bool group_del_sources(struct net *net, struct ip_mc_socklist m,
	uint32_t i)
{
	uint32_t k = 0, qrv = sf_qrv(net, m.dev);
	bool report = false;

	/*@ loop invariant 0 <= k <= m.nsource && Inv(*net);
	    loop assigns k, report, net->dev.d[m.dev].group[i],
	      net->igmp.d[m.dev];
	    loop variant m.nsource - k; */
	while (k < m.nsource) {
		if (ip_mc_del1_src(&net->dev.d[m.dev].group[i],
			&net->igmp.d[m.dev].group[i], m.mode, m.source[k],
			qrv))
			report = true;
		//@ assert DeviceOk(net->dev.d[m.dev]);
		//@ assert DevicesOk(net->dev);
		/*@ assert IgmpDeviceOk(net->igmp.d[m.dev],
		      net->dev.d[m.dev].ngroup); */
		//@ assert IgmpOk(net->igmp, net->dev);
		//@ assert Inv(*net);
		k++;
	}
	return report;
}

void ip_mc_leave_src(struct net *net, struct ip_mc_socklist m)
{
	uint32_t i = ip_mc_find(&net->dev.d[m.dev], m.group);
	bool report;

	if (i == NGROUP)
		return;
	m.mode = m.mode == MCAST_EXCLUDE ? MCAST_EXCLUDE : MCAST_INCLUDE;
	group_mark(net, m.dev, i);
	sf_uncount_mode(&net->dev.d[m.dev].group[i], m.mode);
	//@ assert DeviceOk(net->dev.d[m.dev]);
	//@ assert DevicesOk(net->dev);
	/*@ assert IgmpDeviceOk(net->igmp.d[m.dev],
	      net->dev.d[m.dev].ngroup); */
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
	report = group_del_sources(net, m, i);
	sf_update(net, m.dev, i, report);
}
