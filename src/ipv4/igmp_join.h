/*
 * Sockets join groups, with lists of sources that they want or do not want
 * [RFC 3376 3.1, Linux net/ipv4/igmp.c].
 */
#ifndef IPV4_IGMP_JOIN_H
#define IPV4_IGMP_JOIN_H

#include "core/net.h"

/*
 * Joins socket `s` to a group on a device, all sources [IP_ADD_MEMBERSHIP].
 * 0, -EINVAL (not a group), -EADDRINUSE (joined already), -ENOBUFS (a table is
 * full, or igmp_max_memberships reached) [Linux ip_mc_join_group].
 */
int32_t ip_mc_join_group(struct net *net, uint32_t s, uint32_t group,
	uint32_t dev);

/*
 * Asks for one source of a group; joins it first where need be
 * [IP_ADD_SOURCE_MEMBERSHIP].  0, or what ip_mc_join_group and ip_mc_source
 * say, -EADDRINUSE apart [Linux do_mcast_group_source].
 */
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
int32_t ip_mc_source(struct net *net, uint32_t s, bool add, uint32_t omode,
	uint32_t group, uint32_t dev, uint32_t source);

/*
 * Leaves a group on a device [IP_DROP_MEMBERSHIP].  0, or -EADDRNOTAVAIL (not
 * joined) [Linux ip_mc_leave_group].
 */
int32_t ip_mc_leave_group(struct net *net, uint32_t s, uint32_t group,
	uint32_t dev);

#endif
