/*
 * A route as it is after what ICMP told about its destination
 * [Linux net/ipv4/route.c, rt_bind_exception].
 */
#ifndef IPV4_ROUTE_EXCEPTION_H
#define IPV4_ROUTE_EXCEPTION_H

#include "core/net.h"

/*@ // k is the key of a route to a whose next hop is gw, 0: a itself
    predicate IsKey(struct fnhe_key k, integer a, integer oif, integer gw) =
      k.daddr == a && k.oif == oif && k.nh_gw == (gw == 0 ? a : gw);
    // i is what is known about the route d to a
    predicate Excepts(struct net n, integer i, integer a,
      struct dst_entry d) = d.type != RTN_LOCAL && 0 <= i < n.route.n &&
      IsKey(n.route.e[i].key, a, d.oif, d.gateway) &&
      n.now < n.route.e[i].expires;
    // nothing is known of a by that device and next hop
    predicate Untold(struct net n, integer a, integer oif, integer gw) =
      \forall integer i; 0 <= i < n.route.n &&
        IsKey(n.route.e[i].key, a, oif, gw) ==>
        n.route.e[i].expires <= n.now; */

/* The key of a route to `daddr`; gw 0: it is on link. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures IsKey(\result, daddr, oif, gw); */
struct fnhe_key fnhe_key_of(uint32_t daddr, uint32_t oif, uint32_t gw);

/*
 * Puts into a route, just found for `daddr`, what is known of that
 * destination: the better gateway, and the MTU of the path, which a forwarded
 * packet minds only if ip_forward_use_pmtu says so or min_pmtu took its place.
 * dst->gateway 0 or `daddr` means on link.  A local route stays as it is.
 */
/*@ requires \valid_read(net) && Inv(*net) && \valid(dst);
    requires \separated(net, dst);
    terminates \true; exits \false;
    assigns dst->gateway, dst->uses_gateway, dst->mtu;
    ensures RTE_010_none: \old(dst->type) == RTN_LOCAL ||
            Untold(*net, daddr, \old(dst->oif), \old(dst->gateway)) ==>
            *dst == \old(*dst);
    ensures RTE_011_mtu: \forall integer i;
            Excepts(*net, i, daddr, \old(*dst)) ==> dst->mtu ==
            (net->route.e[i].pmtu != 0 && (dst->input != DST_FORWARD ||
             net->sysctl.ip_forward_use_pmtu != 0 ||
             net->route.e[i].mtu_locked != 0)
             ? net->route.e[i].pmtu : \old(dst->mtu));
    ensures RTE_012_gateway: \forall integer i;
            Excepts(*net, i, daddr, \old(*dst)) ==>
            dst->gateway == (net->route.e[i].gateway == 0
              ? \old(dst->gateway) : net->route.e[i].gateway) &&
            (net->route.e[i].gateway != 0 ==> dst->uses_gateway == 1); */
void fib_exception_apply(const struct net *net, uint32_t daddr,
	struct dst_entry *dst);

#endif
