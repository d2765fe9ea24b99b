/*
 * The groups of a device: what its sockets' memberships make of it, and the
 * reports that a change calls for [Linux ip_mc_inc_group, ip_mc_add_src,
 * ip_mc_del_src, igmp_group_added, igmp_group_dropped].
 */
#ifndef IPV4_IGMP_GROUP_H
#define IPV4_IGMP_GROUP_H

#include "ipv4/igmp_clock.h"

/*
 * One more socket joins the group on the device.  false when NGROUP are there
 * [Linux __ip_mc_inc_group].
 */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && mode <= 1;
    terminates \true; exits \false;
    assigns net->dev.d[dev].ngroup, net->dev.d[dev].group[0 .. NGROUP - 1],
            net->igmp, net->rnd.state;
    ensures Inv(*net);
    ensures IGM_010_joined: \result ==> InGroup(net->dev.d[dev], group);
    ensures !\result ==> net->dev == \old(net->dev) &&
            net->dev.d[dev].ngroup == NGROUP; */
bool ip_mc_inc_group(struct net *net, uint32_t dev, uint32_t group,
	uint32_t mode);

/* One socket less; the last one takes the group with it. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns net->dev.d[dev].ngroup, net->dev.d[dev].group[0 .. NGROUP - 1],
            net->igmp, net->rnd.state;
    ensures Inv(*net); */
void ip_mc_dec_group(struct net *net, uint32_t dev, uint32_t group);

/*
 * One more socket names the source.  false when NSF are there; nothing has
 * changed then [Linux ip_mc_add_src].
 */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && mode <= 1;
    terminates \true; exits \false;
    assigns net->dev.d[dev].group[0 .. NGROUP - 1], net->igmp, net->rnd.state;
    ensures Inv(*net); */
bool ip_mc_add_src(struct net *net, uint32_t dev, uint32_t group, uint32_t mode,
	uint32_t source);

/* One socket less names it [Linux ip_mc_del_src]. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && mode <= 1;
    terminates \true; exits \false;
    assigns net->dev.d[dev].group[0 .. NGROUP - 1], net->igmp, net->rnd.state;
    ensures Inv(*net); */
void ip_mc_del_src(struct net *net, uint32_t dev, uint32_t group, uint32_t mode,
	uint32_t source);

/* A membership that names no source changes its mode. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && mode <= 1;
    terminates \true; exits \false;
    assigns net->dev.d[dev].group[0 .. NGROUP - 1], net->igmp, net->rnd.state;
    ensures Inv(*net); */
void ip_mc_switch_mode(struct net *net, uint32_t dev, uint32_t group,
	uint32_t mode);

/*
 * A membership ends: its mode and its sources count no more
 * [Linux ip_mc_leave_src].
 */
/*@ requires \valid(net) && Inv(*net) && m.nsource <= NSOURCE;
    requires m.dev < NDEV;
    terminates \true; exits \false;
    assigns net->dev.d[m.dev].group[0 .. NGROUP - 1], net->igmp,
            net->rnd.state;
    ensures Inv(*net); */
void ip_mc_leave_src(struct net *net, struct ip_mc_socklist m);

/* One more socket has group `i` of the device, in that mode. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    requires i < net->dev.d[dev].ngroup && mode <= 1;
    terminates \true; exits \false;
    assigns net->dev.d[dev].group[i], net->igmp.d[dev], net->rnd.state;
    ensures Inv(*net);
    ensures net->dev.d[dev].group[i].multiaddr ==
            \old(net->dev.d[dev].group[i].multiaddr); */
void group_add_mode(struct net *net, uint32_t dev, uint32_t i, uint32_t mode);

#endif
