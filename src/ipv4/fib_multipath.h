/*
 * Routes with several next hops: their shares of the flows, and the one that
 * a flow takes [Linux net/ipv4/fib_semantics.c].
 */
#ifndef IPV4_FIB_MULTIPATH_H
#define IPV4_FIB_MULTIPATH_H

#include "core/net.h"
#include "ipv4/flow.h"

/* What a choice takes into account beside the hash, hop by hop. */
struct fib_choice {
	uint32_t saddr[NHOP];	/* address that we would send from; 0: none */
	uint32_t good[NHOP];	/* 1: its neighbour is believed to be there */
};

/*@ // weight of the first k hops, those that are dead left out
    logic integer Weight(struct fib_multi m, integer k) = k <= 0 ? 0 :
      Weight(m, k - 1) + (m.nh[k - 1].dead == 0 ? m.nh[k - 1].weight : 0);
    // greatest hash of the share of hop k, to the nearest
    logic integer UpperBound(struct fib_multi m, integer k) =
      m.nh[k].dead != 0 ? -1 :
      (Weight(m, k + 1) * 2147483648 + Weight(m, m.n) / 2) / Weight(m, m.n)
      - 1;
    // all but the share is as it was
    predicate SameHop(struct fib_nh a, struct fib_nh b) = a.oif == b.oif &&
      a.via == b.via && a.gateway == b.gateway && a.weight == b.weight &&
      a.dead == b.dead && a.onlink == b.onlink;
    predicate SameHops(struct fib_multi a, struct fib_multi b) = a.n == b.n &&
      \forall integer k; 0 <= k < a.n ==> SameHop(a.nh[k], b.nh[k]);
    // a hop's worth for a flow: 0 if it cannot be used; a hop that the source
    // belongs to is better than one whose share the hash is in
    logic integer HopScore(struct fib_nh h, integer hash, integer saddr,
      integer source, integer good) =
      h.upper_bound == -1 || good == 0 ? 0 :
      1 + (saddr != 0 && saddr == source ? 2 : 0) +
      (hash <= h.upper_bound ? 1 : 0);
    logic integer HopScoreOf(struct fib_multi m, struct fib_choice c, integer k,
      integer hash, integer saddr) =
      HopScore(m.nh[k], hash, saddr, c.saddr[k], c.good[k]); */

/*
 * Shares out the hashes by weight among the hops that are not dead
 * [Linux fib_rebalance].
 */
/*@ requires \valid(m) && MultiOk(*m);
    terminates \true; exits \false;
    assigns m->nh[0 .. NHOP - 1];
    ensures MultiOk(*m) && SameHops(*m, \old(*m));
    ensures MPH_002_share: \forall integer k; 0 <= k < m->n ==>
            m->nh[k].upper_bound == UpperBound(\old(*m), k); */
void fib_rebalance(struct fib_multi *m);

/*
 * Puts next hops where no route has its own, shared out by weight: the number
 * of their group, or MULTI_NIL when there is no room.
 */
/*@ requires \valid(f) && FibOk(*f) && MultiOk(hops);
    terminates \true; exits \false;
    assigns f->multi;
    ensures FibOk(*f) && \result < NMULTI;
    ensures MPH_009_put: \result != MULTI_NIL ==>
            f->multi.m[\result].owner == FIB_NIL &&
            MultiOk(f->multi.m[\result]) &&
            SameHops(f->multi.m[\result], hops) &&
            \forall integer k; 0 <= k < hops.n ==>
            f->multi.m[\result].nh[k].upper_bound == UpperBound(hops, k);
    ensures MPH_009_room: \result == MULTI_NIL ==> \forall integer g;
            0 < g < NMULTI ==> f->multi.m[g].owner < NROUTE;
    ensures \forall integer g; 0 < g < NMULTI &&
            f->multi.m[g].owner < NROUTE ==>
            f->multi.m[g] == \old(f->multi.m[g]); */
uint32_t fib_put_hops(struct fib *f, struct fib_multi hops);

/* The first hop that can be used and leads out of that device, or n. */
/*@ requires \valid_read(m) && MultiOk(*m);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= m->n;
    ensures MPH_003_first: \result < m->n ==> HopBy(*m, \result, oif) &&
            \forall integer k; 0 <= k < \result ==> !HopBy(*m, k, oif);
    ensures MPH_003_none: \result == m->n ==> \forall integer k;
            !HopBy(*m, k, oif); */
uint32_t fib_first_hop(const struct fib_multi *m, uint32_t oif);

/*
 * The hop of a flow with that hash and source (0: not known yet): the first
 * of the highest score.  If none can be used: the first that is not dead, or
 * the first of all [Linux fib_select_multipath, 6.16 and later].
 */
/*@ requires \valid_read(m) && MultiOk(*m) && hash < 2147483648;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result < m->n;
    ensures MPH_004_best: \forall integer k; 0 <= k < m->n ==>
            HopScoreOf(*m, c, k, hash, saddr) <=
            HopScoreOf(*m, c, \result, hash, saddr);
    ensures MPH_004_first: HopScoreOf(*m, c, \result, hash, saddr) > 0 ==>
            \forall integer k; 0 <= k < \result ==>
            HopScoreOf(*m, c, k, hash, saddr) <
            HopScoreOf(*m, c, \result, hash, saddr); */
uint32_t fib_select_multipath(const struct fib_multi *m, struct fib_choice c,
	uint32_t hash, uint32_t saddr);

/*
 * The next hop that a lookup found with a route: the first that leads out of
 * the device asked for, or ANY_DEVICE [Linux FIB_RES_NHC].
 */
/*@ requires \valid_read(f) && FibOk(*f) && Live(*f, i);
    terminates \true; exits \false;
    assigns \nothing;
    ensures RouteOk(f->r[i]) ==> \result.oif < NDEV;
    ensures f->r[i].multi == MULTI_NIL ==> \result.oif == f->r[i].oif &&
            \result.via == f->r[i].via &&
            \result.gateway == f->r[i].gateway;
    ensures MPH_005_device: LeadsBy(f->multi, f->r[i], oif) &&
            oif != ANY_DEVICE ==> \result.oif == oif;
    ensures MPH_005_leads: LeadsBy(f->multi, f->r[i], oif) ==>
            LeadsBy(f->multi, f->r[i], \result.oif);
    ensures f->r[i].multi != MULTI_NIL ==> \exists integer k;
            0 <= k < f->multi.m[f->r[i].multi].n &&
            \result == f->multi.m[f->r[i].multi].nh[k]; */
struct fib_nh fib_res_nhc(const struct fib *f, uint32_t i, uint32_t oif);

/* Does any next hop, dead or not, lead out of the device?
 * [Linux fib_info_nh_uses_dev] */
/*@ requires \valid_read(f) && FibOk(*f) && Live(*f, i);
    terminates \true; exits \false;
    assigns \nothing;
    ensures f->r[i].oif == dev ==> \result;
    ensures f->r[i].multi == MULTI_NIL ==>
            (\result <==> f->r[i].oif == dev); */
bool fib_info_nh_uses_dev(const struct fib *f, uint32_t i, uint32_t dev);

/*
 * The next hop that a flow takes of route i: that of a device which it must
 * leave by, else by hash and, when we send it ourselves, by source
 * [Linux fib_select_path].
 */
/*@ requires \valid_read(net) && Inv(*net) && Live(net->fib, i);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result.oif < NDEV;
    ensures MPH_006_single: net->fib.r[i].multi == MULTI_NIL ==>
            \result.oif == net->fib.r[i].oif &&
            \result.via == net->fib.r[i].via &&
            \result.gateway == net->fib.r[i].gateway;
    ensures MPH_007_device: w.oif != ANY_DEVICE &&
            LeadsBy(net->fib.multi, net->fib.r[i], w.oif) ==>
            \result.oif == w.oif;
    ensures MPH_008_one: net->fib.r[i].multi != MULTI_NIL ==>
            \exists integer k;
            0 <= k < net->fib.multi.m[net->fib.r[i].multi].n &&
            \result == net->fib.multi.m[net->fib.r[i].multi].nh[k]; */
struct fib_nh fib_select_path(const struct net *net, uint32_t i,
	struct flowi4 w);

#endif
