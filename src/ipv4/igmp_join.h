/*
 * Sockets join groups, with lists of sources that they want or do not want
 * [RFC 3376 3.1, Linux net/ipv4/igmp.c].  Nothing is sent here: the reports
 * are due then (igmp_timer).
 */
#ifndef IPV4_IGMP_JOIN_H
#define IPV4_IGMP_JOIN_H

#include "ipv4/igmp_group.h"

/*
 * Joins socket `s` to a group on a device, all sources [IP_ADD_MEMBERSHIP].
 * 0, -EINVAL (not a group), -EADDRINUSE (joined already), -ENOBUFS (a table is
 * full, or igmp_max_memberships reached) [Linux ip_mc_join_group].
 */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK && dev < NDEV;
    terminates \true; exits \false;
    assigns net->sock.s[s].ngroup, net->sock.s[s].group[0 .. NMEMBER - 1],
            net->dev.d[dev].ngroup, net->dev.d[dev].group[0 .. NGROUP - 1],
            net->igmp, net->rnd.state;
    ensures Inv(*net);
    ensures \result == 0 || \result == -22 || \result == -98 ||
            \result == -105;
    ensures IGM_008_not_a_group: \result == -22 <==> !IsMulticast(group);
    ensures IGM_009_joined_already: \result == -98 <==> IsMulticast(group) &&
            \old(Joined(net->sock.s[s], group, dev));
    ensures IGM_014_limit: IsMulticast(group) &&
            !\old(Joined(net->sock.s[s], group, dev)) &&
            \old(net->sock.s[s].ngroup) >= net->sysctl.igmp_max_memberships
            ==> \result == -105;
    ensures IGM_015_joined: \result == 0 ==>
            InGroup(net->dev.d[dev], group) &&
            Joined(net->sock.s[s], group, dev);
    ensures \result != 0 ==> net->sock.s[s] == \old(net->sock.s[s]); */
int32_t ip_mc_join_group(struct net *net, uint32_t s, uint32_t group,
	uint32_t dev);

/*
 * Asks for one source of a group; joins it first where need be
 * [IP_ADD_SOURCE_MEMBERSHIP].  0, or what ip_mc_join_group and ip_mc_source
 * say, -EADDRINUSE apart [Linux do_mcast_group_source].
 */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK && dev < NDEV;
    terminates \true; exits \false;
    assigns net->sock.s[s].ngroup, net->sock.s[s].group[0 .. NMEMBER - 1],
            net->dev.d[dev].ngroup, net->dev.d[dev].group[0 .. NGROUP - 1],
            net->igmp, net->rnd.state;
    ensures Inv(*net);
    ensures \result == 0 || \result == -22 || \result == -99 ||
            \result == -105;
    ensures !IsMulticast(group) ==> \result == -22;
    ensures IGM_016_source: \result == 0 ==> \exists integer i;
            FirstMember(net->sock.s[s], i, group, dev) &&
            Listed(net->sock.s[s].group[i], source) &&
            net->sock.s[s].group[i].mode == MCAST_INCLUDE; */
int32_t ip_mc_join_source(struct net *net, uint32_t s, uint32_t group,
	uint32_t dev, uint32_t source);

/*
 * Changes the sources of a membership: adds one to its list or takes it out.
 * `omode` MCAST_EXCLUDE: IP_BLOCK_SOURCE, IP_UNBLOCK_SOURCE; MCAST_INCLUDE:
 * IP_ADD_SOURCE_MEMBERSHIP of a joined group, IP_DROP_SOURCE_MEMBERSHIP; the
 * last source dropped leaves the group.  0, -EINVAL (not a group, not joined,
 * the other mode), -EADDRNOTAVAIL (there already, or not there), -ENOBUFS
 * [Linux ip_mc_source].
 */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK && dev < NDEV && omode <= 1;
    terminates \true; exits \false;
    assigns net->sock.s[s].ngroup, net->sock.s[s].group[0 .. NMEMBER - 1],
            net->dev.d[dev].ngroup, net->dev.d[dev].group[0 .. NGROUP - 1],
            net->igmp, net->rnd.state;
    ensures Inv(*net);
    ensures \result == 0 || \result == -22 || \result == -99 ||
            \result == -105;
    ensures !IsMulticast(group) || !\old(Joined(net->sock.s[s], group, dev))
            ==> \result == -22;
    ensures IGM_017_listed: \result == 0 && add ==> \exists integer i;
            FirstMember(net->sock.s[s], i, group, dev) &&
            Listed(net->sock.s[s].group[i], source) &&
            net->sock.s[s].group[i].mode == omode; */
int32_t ip_mc_source(struct net *net, uint32_t s, bool add, uint32_t omode,
	uint32_t group, uint32_t dev, uint32_t source);

/*
 * Leaves a group on a device [IP_DROP_MEMBERSHIP].  0, or -EADDRNOTAVAIL (not
 * joined) [Linux ip_mc_leave_group].
 */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK && dev < NDEV;
    terminates \true; exits \false;
    assigns net->sock.s[s].ngroup, net->sock.s[s].group[0 .. NMEMBER - 1],
            net->dev.d[dev].ngroup, net->dev.d[dev].group[0 .. NGROUP - 1],
            net->igmp, net->rnd.state;
    ensures Inv(*net);
    ensures \result == 0 || \result == -99;
    ensures IGM_018_left: \result == 0 <==>
            \old(Joined(net->sock.s[s], group, dev));
    ensures \result == 0 ==> net->sock.s[s].ngroup ==
            \old(net->sock.s[s].ngroup) - 1; */
int32_t ip_mc_leave_group(struct net *net, uint32_t s, uint32_t group,
	uint32_t dev);

#endif
