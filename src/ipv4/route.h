/*
 * Routing: what to do with a packet that came in, and how to reach an address
 * [Linux net/ipv4/route.c].
 */
#ifndef IPV4_ROUTE_H
#define IPV4_ROUTE_H

#include "ipv4/devinet.h"
#include "ipv4/fib_frontend.h"
#include "ipv4/igmp_filter.h"
#include "ipv4/ip.h"
#include "ipv4/route_exception.h"

/*@ // the martian checks on addresses alone, the first that refuses
    logic integer MartianSite(struct devices v, struct flowi4 f) =
      0xe0000000 <= f.saddr <= 0xefffffff || f.saddr == 0xffffffff ? DROP_MARTIAN_SOURCE :
      f.daddr == 0xffffffff || (f.saddr == 0 && f.daddr == 0) ? DROP_NONE :
      f.saddr == 0 ? DROP_MARTIAN_SOURCE :
      f.daddr == 0 ? DROP_MARTIAN_DEST :
      (f.daddr / 0x1000000 == 127 || f.saddr / 0x1000000 == 127) &&
        v.all.route_localnet == 0 && v.d[f.iif].conf.route_localnet == 0
        ? DROP_LOCALNET : DROP_NONE;
    // the packet is for the broadcast address, as far as it shows by itself
    predicate LimitedBroadcast(struct flowi4 f) =
      f.daddr == 0xffffffff || (f.saddr == 0 && f.daddr == 0);
    predicate Delivers(struct dst_entry d, integer type) =
      d.input == DST_LOCAL_DELIVER && d.type == type;
    // where ip_error drops what a lookup refuses with that errno, on a router
    logic integer ErrnoSite(integer err) =
      err == -101 ? DROP_INNOROUTES : err == -113 ? DROP_UNREACHABLE :
      err == -13 ? DROP_PROHIBIT : DROP_BLACKHOLE;
    // route i leads out of that device by one of its next hops
    predicate HopOut(struct fib b, integer i, integer oif) =
      b.r[i].multi == MULTI_NIL ? b.r[i].oif == oif
      : \exists integer k; 0 <= k < b.multi.m[b.r[i].multi].n &&
        b.multi.m[b.r[i].multi].nh[k].oif == oif;
    // the device tells of better ways to gateways like that
    predicate Redirects(struct devices v, struct flowi4 f, integer gateway) =
      (v.all.send_redirects != 0 || v.d[f.iif].conf.send_redirects != 0) &&
      (v.all.shared_media != 0 || v.d[f.iif].conf.shared_media != 0 ||
       SameLink(v.d[f.iif], f.saddr, gateway));
    // the packet goes on along route r
    predicate GoesOn(struct dst_entry d, struct fib_route r, integer oif,
      integer gateway, integer daddr) =
      d.input == DST_FORWARD && d.type == RTN_UNICAST && d.error == 0 &&
      d.oif == oif && d.gateway == (gateway != 0 ? gateway : daddr) &&
      d.uses_gateway == (gateway != 0 ? 1 : 0) &&
      d.prefsrc == r.prefsrc && d.mtu == r.mtu;
    predicate Forwards(struct devices v, struct flowi4 f,
      struct fib_route r, struct dst_entry d) =
      v.d[f.iif].conf.forwarding != 0 && r.type == RTN_UNICAST &&
      GoesOn(d, r, r.oif, r.gateway, f.daddr) && (d.redirect == 0 || (d.redirect == 1 &&
       d.oif == f.iif && Redirects(v, f, r.gateway)));
    // route k is the way back, by the device that the packet came in by
    predicate Mirrors{L}(struct fib b, struct flowi4 f, integer k) =
      WayBack(b, k, f) && b.r[k].oif == f.iif &&
      b.r[k].multi == MULTI_NIL && !Refuses(b.r[k]); */

/*
 * Where a packet goes: DROP_NONE and *dst, or the drop site of the refusal
 * [Linux ip_route_input_rcu, ip_route_input_slow, ip_route_input_mc].
 */
/*@ requires \valid_read(net) && Inv(*net) && f.iif < NDEV && \valid(dst);
    requires \separated(net, dst);
    terminates \true; exits \false;
    assigns *dst;
    ensures \result < DROP_MAX && dst->oif < NDEV;
    ensures \result == DROP_NONE ==> dst->input == DST_LOCAL_DELIVER ||
            dst->input == DST_FORWARD || dst->input == DST_ERROR;
    ensures IPR_029_error: dst->input == DST_ERROR ==>
            dst->error < DROP_MAX && dst->type == RTN_UNREACHABLE;
    ensures IPR_021_not_joined: IsMulticast(f.daddr) &&
            !McAccepts(net->dev.d[f.iif], f.daddr, f.saddr, f.proto) ==>
            \result == DROP_MC_NOT_JOINED;
    ensures IPR_022_multicast: IsMulticast(f.daddr) && \result == DROP_NONE
            ==> Delivers(*dst, RTN_MULTICAST);
    ensures IPR_023_martian: !IsMulticast(f.daddr) &&
            MartianSite(net->dev, f) != DROP_NONE ==>
            \result == MartianSite(net->dev, f);
    ensures IPR_024_limited_broadcast: !IsMulticast(f.daddr) &&
            LimitedBroadcast(f) && \result == DROP_NONE ==>
            Delivers(*dst, RTN_BROADCAST);
    ensures IPR_025_local: \forall integer i; !IsMulticast(f.daddr) &&
            !LimitedBroadcast(f) && \result == DROP_NONE &&
            LongestMatch(net->fib, i, f) &&
            (net->fib.r[i].type == RTN_LOCAL ||
             net->fib.r[i].type == RTN_BROADCAST) ==>
            Delivers(*dst, net->fib.r[i].type);
    ensures IPR_026_no_route: !IsMulticast(f.daddr) && !LimitedBroadcast(f) &&
            MartianSite(net->dev, f) == DROP_NONE &&
            NoMatch(net->fib, f) ==>
            \result == DROP_NONE && dst->input == DST_ERROR &&
            (net->dev.d[f.iif].conf.forwarding == 0 ?
             dst->error == DROP_INADDRERRORS : \forall integer e;
             NoneDecides(net->fib, fib_ghost, f, e) ==>
             dst->error == ErrnoSite(e));
    ensures FWD_020_forward: dst->input == DST_FORWARD &&
            \result == DROP_NONE ==> !IsMulticast(f.daddr) &&
            !LimitedBroadcast(f) && MartianSite(net->dev, f) == DROP_NONE;
    ensures FWD_021_route: \forall integer i; \result == DROP_NONE &&
            LongestMatch(net->fib, i, f) &&
            net->fib.r[i].multi == MULTI_NIL &&
            dst->input == DST_FORWARD && Untold(*net, f.daddr,
             net->fib.r[i].oif, net->fib.r[i].gateway) ==>
            Forwards(net->dev, f, net->fib.r[i], *dst);
    ensures FWD_022_redirect: \forall integer i, k; \result == DROP_NONE &&
            LongestMatch(net->fib, i, f) &&
            net->fib.r[i].multi == MULTI_NIL &&
            Mirrors(net->fib, f, k) && dst->input == DST_FORWARD &&
            dst->oif == f.iif && Redirects(net->dev, f, net->fib.r[i].gateway)
            ==> (dst->redirect == 1 <==> net->fib.r[k].gateway == 0);
    ensures FWD_024_hop: \forall integer i; \result == DROP_NONE &&
            LongestMatch(net->fib, i, f) && dst->input == DST_FORWARD ==>
            HopOut(net->fib, i, dst->oif);
    ensures FWD_023_refused: \forall integer i; \result == DROP_NONE &&
            !IsMulticast(f.daddr) && !LimitedBroadcast(f) &&
            LongestMatch(net->fib, i, f) &&
            Refuses(net->fib.r[i]) &&
            net->dev.d[f.iif].conf.forwarding != 0 ==>
            dst->input == DST_ERROR &&
            dst->error == ErrnoSite(RouteErrno(net->fib.r[i].type));
    ensures IPR_027_not_forwarding: \result == DROP_NONE &&
            net->dev.d[f.iif].conf.forwarding == 0 ==>
            dst->input == DST_LOCAL_DELIVER ||
            (dst->input == DST_ERROR && dst->error == DROP_INADDRERRORS); */
uint32_t ip_route_input(const struct net *net, struct flowi4 f,
	struct dst_entry *dst);

/*
 * How to reach w.daddr: 0 and *dst with the device, the next hop and the route
 * type, or the errno of the lookup.  For what is no group and not 0.0.0.0; the
 * source is not looked at [Linux ip_route_output_key_hash, fib_props].
 */
/*@ requires \valid_read(net) && Inv(*net) && \valid(dst);
    requires \separated(net, dst);
    terminates \true; exits \false;
    assigns *dst;
    ensures dst->oif < NDEV;
    ensures \result == 0 || \result == -101 || \result == -113 ||
            \result == -13 || \result == -22;
    ensures IPO_001_unreachable: \forall integer e;
            NoneDecides(net->fib, fib_ghost, w, e) ==>
            \result == e && e != 0;
    ensures IPO_002_longest: \forall integer i;
            LongestMatch(net->fib, i, w) &&
            !Refuses(net->fib.r[i]) ==> \result == 0 &&
            dst->type == net->fib.r[i].type &&
            dst->prefsrc == net->fib.r[i].prefsrc &&
            (net->fib.r[i].type == RTN_LOCAL ? dst->oif == DEV_LO
             : HopOut(net->fib, i, dst->oif));
    ensures RTE_013_untold: \forall integer i;
            LongestMatch(net->fib, i, w) && !Refuses(net->fib.r[i]) &&
            net->fib.r[i].multi == MULTI_NIL && !IsMulticast(w.daddr) &&
            (net->fib.r[i].type == RTN_LOCAL || Untold(*net, w.daddr,
             net->fib.r[i].oif, net->fib.r[i].gateway)) ==>
            dst->gateway == (net->fib.r[i].gateway != 0
                             ? net->fib.r[i].gateway : w.daddr) &&
            dst->uses_gateway == (net->fib.r[i].gateway != 0 ? 1 : 0) &&
            dst->mtu == net->fib.r[i].mtu; */
int32_t ip_route_output(const struct net *net, struct flowi4 w,
	struct dst_entry *dst);

/*
 * The address of ours to send from to `daddr` over `dst`: the one that the
 * route prefers, else for a local route the destination itself, else one by
 * inet_select_addr for the route's next hop and scope, else 0.
 */
/*@ requires \valid_read(net) && Inv(*net) && dst.oif < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures IPO_007_source: dst.type == RTN_LOCAL && dst.prefsrc == 0 ==>
            \result == daddr;
    ensures IPO_008_prefers: dst.prefsrc != 0 ==> \result == dst.prefsrc;
    ensures IPO_009_device: dst.type != RTN_LOCAL && dst.prefsrc == 0 ==>
            \result == 0 || AnyDeviceHas(net->dev, \result); */
uint32_t ip_select_source(const struct net *net, uint32_t daddr,
	struct dst_entry dst);

#endif
