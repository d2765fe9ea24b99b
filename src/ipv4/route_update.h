/*
 * ICMP tells about the way to a destination: it is narrower than thought
 * [RFC 1191, Linux net/ipv4/route.c].
 */
#ifndef IPV4_ROUTE_UPDATE_H
#define IPV4_ROUTE_UPDATE_H

#include "ipv4/icmp_quote.h"
#include "ipv4/route.h"
#include "ipv4/route_exception.h"

/* What routing looks at when the quoted packet is sent once more. */
struct flow_out {
	uint32_t saddr;		/* host byte order; 0: any of ours */
	uint32_t daddr;
	uint32_t tos;		/* with the two ECN bits cleared */
	uint32_t oif;		/* ANY_DEVICE: not bound to one */
};

/*@ // routing refuses to send from a to a device: it is no address of ours, or
    // a loopback address that would leave
    predicate SourceRefused(struct fib b, struct devices v, integer a,
      integer oif) = a != 0 && ((NoMatch(b, a, 0, ANY_DEVICE) ||
        \exists integer i; LongestMatch(b, i, a, 0, ANY_DEVICE) &&
        b.r[i].type != RTN_LOCAL) ||
       (IsLoopback(a) && oif != DEV_LO && !RouteLocalnet(v, oif)));
    // route i is the one that such a packet takes to another host
    predicate WayOut(struct fib b, struct devices v, integer i,
      struct flow_out f) =
      f.daddr != 0 && f.daddr != 0xffffffff && !IsMulticast(f.daddr) &&
      LongestMatch(b, i, f.daddr, f.tos, f.oif) &&
      (b.r[i].type == RTN_UNICAST || b.r[i].type == RTN_BROADCAST) &&
      !SourceRefused(b, v, f.saddr, b.r[i].oif);
    // the MTU to remember when `mtu` is told and `old` was known
    logic integer PathMtu(integer old, integer mtu, integer least) =
      mtu >= least ? mtu : old < least ? old : least;
    // the deadline that many seconds from now
    logic integer Seconds(integer now, integer s) =
      now + s * 1000000000 > 0xffffffffffffffff ? 0xffffffffffffffff
      : now + s * 1000000000; */

/*
 * The route of a packet, FIB_NIL when there is none, or it is a local one, or
 * its source is not ours [Linux __ip_route_output_key].
 */
/*@ requires \valid_read(net) && Inv(*net);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= FIB_NIL;
    ensures RTE_020_way: \result != FIB_NIL ==>
            WayOut(net->fib, net->dev, \result, f);
    ensures RTE_021_no_way: \result == FIB_NIL ==> \forall integer i;
            !WayOut(net->fib, net->dev, i, f);
    ensures RTE_027_one: \forall integer i;
            WayOut(net->fib, net->dev, i, f) ==> i == \result; */
uint32_t ip_route_output_flow(const struct net *net, struct flow_out f);

/* The key of what is remembered of f.daddr, whose route is i. */
/*@ requires \valid_read(net) && Inv(*net) && Live(net->fib, i);
    terminates \true; exits \false;
    assigns \nothing;
    ensures IsKey(\result, f.daddr, net->fib.r[i].oif,
                  net->fib.r[i].gateway) && \result.oif < NDEV; */
struct fnhe_key fnhe_key_of_route(const struct net *net, struct flow_out f,
	uint32_t i);

/*
 * The path to f.daddr takes packets of `mtu` bytes at most.  Less than
 * min_pmtu is not believed: then it is min_pmtu, and stays.  It never grows
 * but by being forgotten, after mtu_expires [Linux __ip_rt_update_pmtu].
 */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->route, net->trace;
    ensures Inv(*net);
    ensures RTE_022_no_way: (\forall integer i;
            !WayOut(net->fib, net->dev, i, f)) ==>
            net->route == \old(net->route);
    ensures RTE_023_locked: \forall integer i, j;
            WayOut(net->fib, net->dev, i, f) && 0 <= j < \old(net->route.n) &&
            \old(net->route.e[j].mtu_locked) != 0 &&
            net->now < \old(net->route.e[j].expires) &&
            IsKey(\old(net->route.e[j].key), f.daddr, net->fib.r[i].oif,
                  net->fib.r[i].gateway) ==> net->route == \old(net->route);
    ensures RTE_024_kept: \forall integer j; 0 <= j < NFNHE &&
            net->route.e[j] != \old(net->route.e[j]) ==>
            net->route.e[j].key.daddr == f.daddr &&
            net->route.e[j].expires ==
            Seconds(net->now, net->sysctl.mtu_expires);
    ensures RTE_025_told: \forall integer j; 0 <= j < NFNHE &&
            net->route.e[j] != \old(net->route.e[j]) &&
            mtu >= net->sysctl.min_pmtu > 0 ==>
            net->route.e[j].pmtu == mtu && net->route.e[j].mtu_locked == 0;
    ensures RTE_026_least: \forall integer j; 0 <= j < NFNHE &&
            net->route.e[j] != \old(net->route.e[j]) &&
            mtu < net->sysctl.min_pmtu ==> net->route.e[j].pmtu <=
            net->sysctl.min_pmtu || net->route.e[j].pmtu ==
            \old(net->route.e[j].pmtu); */
void __ip_rt_update_pmtu(struct net *net, struct flow_out f, uint32_t mtu);

#endif
