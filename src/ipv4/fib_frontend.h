/*
 * Routes of a host, as `ip route add` makes them, and the check of a packet's
 * source [Linux net/ipv4/fib_frontend.c].
 */
#ifndef IPV4_FIB_FRONTEND_H
#define IPV4_FIB_FRONTEND_H

#include "ipv4/fib_ifaddr.h"
#include "ipv4/fib_lookup.h"

/*@ // what a request to delete names is so in the route
    predicate DeleteFits(struct fib_config c, struct fib_route r) =
      r.dst == c.dst && r.plen == c.plen && r.tos == c.tos &&
      (c.type == RTN_UNSPEC || r.type == c.type) &&
      (c.scope == RT_SCOPE_NOWHERE || r.scope == c.scope) &&
      (c.prefsrc == 0 || r.prefsrc == c.prefsrc) &&
      (c.protocol == RTPROT_UNSPEC || r.protocol == c.protocol) &&
      (c.priority == 0 || r.priority == c.priority) &&
      (c.oif == ANY_DEVICE || r.oif == c.oif) &&
      (c.gateway == 0 || r.via == c.gateway) &&
      (c.mtu == 0 || r.mtu == c.mtu);
    predicate HopFits(struct fib_config_nh n, integer oif, integer via) =
      (n.oif == ANY_DEVICE || n.oif == oif) &&
      (n.gateway == 0 || n.gateway == via);
    // next hops that it lists are so in route i, in their order; it may list
    // more, and weights do not count [Linux fib_nh_match, observed 6.18]
    predicate HopsFit(struct fib_config c, struct fib f, integer i) =
      c.n_nexthop == 0 || c.oif != ANY_DEVICE || c.gateway != 0 ||
      (f.r[i].multi == MULTI_NIL
       ? HopFits(c.nexthop[0], f.r[i].oif, f.r[i].via)
       : f.multi.m[f.r[i].multi].n <= c.n_nexthop && \forall integer k;
         0 <= k < f.multi.m[f.r[i].multi].n ==> HopFits(c.nexthop[k],
           f.multi.m[f.r[i].multi].nh[k].oif,
           f.multi.m[f.r[i].multi].nh[k].via)); */

/*
 * Adds a route, or puts it in the place of one: the errors of fib_create_info
 * and fib_table_insert, or -ENOBUFS (no room for one more table); then the
 * routes are what they were.
 */
/*@ requires \valid(net) && Inv(*net) && mode <= FIB_CHANGE;
    terminates \true; exits \false;
    assigns net->fib, fib_ghost;
    ensures Inv(*net);
    ensures FIB_010_added: \result == 0 ==> \exists integer i;
            Live(net->fib, i) && Makes(c, net->fib.r[i]) &&
            OthersSame(net->fib, \old(net->fib), i);
    ensures FIB_011_refused: \result != 0 ==>
            RoutesSame(net->fib, \old(net->fib)); */
int32_t inet_rtm_newroute(struct net *net, struct fib_config c, uint32_t mode);

/*
 * Takes out the first route that fits: prefix, table and TOS are those of the
 * request, and so is what else it names; a scope of RT_SCOPE_NOWHERE and zeros
 * name nothing.  0, -EINVAL, or -ESRCH [Linux fib_table_delete].
 */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->fib, fib_ghost;
    ensures Inv(*net);
    ensures FIB_020_gone: \result == 0 ==> \exists integer i;
            Live(\old(net->fib), i) && DeleteFits(c, \old(net->fib.r[i])) &&
            HopsFit(c, \old(net->fib), i) &&
            !Live(net->fib, i) && OthersSame(net->fib, \old(net->fib), i);
    ensures FIB_021_refused: \result != 0 ==>
            RoutesSame(net->fib, \old(net->fib)); */
int32_t inet_rtm_delroute(struct net *net, struct fib_config c);

/*
 * Is the source of a packet that came by w.iif acceptable there?  0, or the
 * drop site of the refusal.  `oif` is the device that a forwarded packet would
 * leave by, ANY_DEVICE for one that stays here [Linux fib_validate_source].
 */
/*@ requires \valid_read(net) && Inv(*net) && w.iif < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == DROP_NONE || \result == DROP_LOCAL_SOURCE ||
            \result == DROP_MARTIAN_SOURCE || \result == DROP_RPFILTER;
    ensures IPR_030_local_source: \result == DROP_NONE &&
            !AcceptLocal(net->dev, w.iif) && net->fib.custom_local == 0 &&
            net->fib.rules.custom == 0 && RpFilter(net->dev, w.iif) == 0 &&
            oif != w.iif ==> !IsLocalAddress(net->dev, w.saddr);
    ensures IPR_031_accept_local: AcceptLocal(net->dev, w.iif) ==>
            \result != DROP_LOCAL_SOURCE;
    ensures IPR_032_rp_filter_off: RpFilter(net->dev, w.iif) == 0 ==>
            \result != DROP_RPFILTER; */
uint32_t fib_validate_source(const struct net *net, struct flowi4 w,
	uint32_t oif);

/*@ // routes i and j are the ways back, the one by whatever device, the other
    // by that which the packet came by
    predicate WayBack{L}(struct fib f, integer i, struct flowi4 w) =
      \exists struct flowi4 b; FlowBack(b, w, ANY_DEVICE) &&
      LongestMatch(f, i, b);
    predicate WayBackBy{L}(struct fib f, integer j, struct flowi4 w) =
      \exists struct flowi4 b; FlowBack(b, w, w.iif) &&
      LongestMatch(f, j, b);
    predicate NoWayBack{L}(struct fib f, struct flowi4 w) =
      \exists struct flowi4 b; FlowBack(b, w, ANY_DEVICE) &&
      NoMatch(f, b); */

/*
 * Is the way back to the source, which fib_validate_source accepted with full
 * check, without a gateway?  Who sends from there can be told of a better way
 * [Linux __fib_validate_source, its positive answer].
 */
/*@ requires \valid_read(net) && Inv(*net) && w.iif < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures IPR_035_direct: \forall integer i;
            WayBack(net->fib, i, w) &&
            net->fib.r[i].multi == MULTI_NIL &&
            net->fib.r[i].oif == w.iif && !Refuses(net->fib.r[i]) ==>
            (\result <==> net->fib.r[i].gateway == 0);
    ensures IPR_036_by_device: \forall integer i, j;
            WayBack(net->fib, i, w) &&
            net->fib.r[i].multi == MULTI_NIL && net->fib.r[i].oif != w.iif &&
            !Refuses(net->fib.r[i]) && net->fib.r[j].multi == MULTI_NIL &&
            WayBackBy(net->fib, j, w) ==>
            (\result <==> net->dev.d[w.iif].naddr != 0 &&
             net->fib.r[j].type == RTN_UNICAST &&
             net->fib.r[j].gateway == 0);
    ensures IPR_037_unknown: NoWayBack(net->fib, w) ==> !\result; */
bool fib_source_on_link(const struct net *net, struct flowi4 w);

#endif
