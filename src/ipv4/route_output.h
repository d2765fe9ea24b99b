/*
 * Where a packet that we send goes, and what it is sent from, by everything
 * that is known of it [Linux net/ipv4/route.c, ip_route_output_key_hash].
 */
#ifndef IPV4_ROUTE_OUTPUT_H
#define IPV4_ROUTE_OUTPUT_H

#include "ipv4/route.h"

/*@ // routing takes a for a source: it is an address of ours
    predicate OurAddress{L}(struct fib b, integer a) = !IsMulticast(a) &&
      a != 0xffffffff && \exists integer i; AddrRoute(b, i, a) &&
      b.r[i].type == RTN_LOCAL;
    // an address of many: a group's, or everybody's
    predicate ManyHosts(integer a) = IsMulticast(a) || a == 0xffffffff;
    // the tables are asked about it
    predicate AsksTables(struct flowi4 w) = w.daddr != 0 && (w.oif == ANY_DEVICE
      ? !(ManyHosts(w.daddr) && w.saddr != 0)
      : w.daddr / 256 != 0xe00000 && w.daddr != 0xffffffff &&
        w.proto != IPPROTO_IGMP); */

/*
 * 0, and *dst says the way, w->saddr and w->daddr the addresses; or -EINVAL (a
 * source that nobody may send from), -ENETUNREACH (a source that is not ours,
 * a device that is down, no route), or the errno of the lookup.  Out of a
 * named device everything goes that no route is there for.
 */
/*@ requires \valid_read(net) && Inv(*net) && \valid(w) && \valid(dst);
    requires \separated(net, w, dst) && w->oif <= ANY_DEVICE;
    terminates \true; exits \false;
    assigns *w, *dst;
    ensures dst->oif < NDEV;
    ensures \result == 0 || \result == -101 || \result == -113 ||
            \result == -13 || \result == -22;
    ensures RTO_001_many: ManyHosts(\old(w->saddr)) ==> \result == -22;
    ensures RTO_002_ours: \old(w->saddr) != 0 &&
            !ManyHosts(\old(w->saddr)) &&
            !OurAddress(net->fib, \old(w->saddr)) ==> \result == -101;
    ensures RTO_003_down: \old(w->oif) != ANY_DEVICE &&
            net->dev.d[\old(w->oif)].up == 0 ==>
            \result == -101 || \result == -22;
    ensures RTO_004_kept: \result == 0 && \old(w->saddr) != 0 ==>
            w->saddr == \old(w->saddr);
    ensures RTO_005_kept: \result == 0 && \old(w->daddr) != 0 ==>
            w->daddr == \old(w->daddr);
    ensures RTO_006_here: \result == 0 && \old(w->daddr) == 0 ==>
            dst->type == RTN_LOCAL && dst->oif == DEV_LO &&
            w->daddr == (w->saddr == 0 ? 0x7f000001 : w->saddr);
    ensures RTO_007_no_route: \forall integer e;
            \old(w->oif) == ANY_DEVICE && \old(w->saddr) == 0 &&
            AsksTables(\old(*w)) &&
            NoneDecides(net->fib, fib_ghost, \old(*w), e) ==> \result == e;
    ensures RTO_008_group: \result == 0 && IsMulticast(\old(w->daddr)) ==>
            dst->type == RTN_MULTICAST;
    ensures RTO_008_everybody: \result == 0 &&
            \old(w->daddr) == 0xffffffff ==> dst->type == RTN_BROADCAST;
    ensures RTO_009_device: \result == 0 && \old(w->oif) != ANY_DEVICE &&
            \old(w->daddr) != 0 && dst->type != RTN_LOCAL ==>
            dst->oif == \old(w->oif);
    ensures RTO_010_loopback: \result == 0 && IsLoopback(w->saddr) &&
            dst->type != RTN_LOCAL && dst->oif != DEV_LO ==>
            RouteLocalnet(net->dev, dst->oif); */
int32_t ip_route_output_key_hash(const struct net *net, struct flowi4 *w,
	struct dst_entry *dst);

#endif
