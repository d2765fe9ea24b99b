/*
 * The next hop of a flow.  Contracts: fib_multipath.h.
 */
#include "spec/fib_of_trie.h"
#include "ipv4/fib_multipath.h"
#include "ipv4/devinet.h"
#include "ipv4/multipath_hash.h"

/*@ requires \valid_read(m) && MultiOk(*m);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == Weight(*m, m->n) <= 4096;
    ensures \forall integer k; 0 <= k <= m->n ==>
            0 <= Weight(*m, k) <= \result;
    ensures \forall integer k; 0 <= k < m->n && m->nh[k].dead == 0 ==>
            1 <= Weight(*m, k + 1); */
static uint32_t total_weight(const struct fib_multi *m)
{
	uint32_t k, total = 0;

	/*@ loop invariant k <= m->n && total == Weight(*m, k) <= 256 * k;
	    loop invariant \forall integer j; 0 <= j <= k ==>
	      0 <= Weight(*m, j) <= total;
	    loop invariant \forall integer j; 0 <= j < k &&
	      m->nh[j].dead == 0 ==> 1 <= Weight(*m, j + 1);
	    loop assigns k, total;
	    loop variant m->n - k; */
	for (k = 0; k < m->n; k++)
		if (m->nh[k].dead == 0u)
			total += m->nh[k].weight;
	return total;
}

/*@ requires 1 <= w <= total <= 4096;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == (w * 2147483648 + total / 2) / total - 1;
    ensures 0 <= \result; */
static int32_t upper_bound(uint32_t w, uint32_t total)
{
	uint64_t sum = w * (uint64_t)2147483648u + total / 2u;
	uint64_t bound = sum / total;

	//@ assert most: sum < 2147483649 * total;
	//@ assert least: sum >= total;
	//@ assert in: 1 <= bound <= 2147483648;
	return (int32_t)(bound - 1u);
}

void fib_rebalance(struct fib_multi *m)
{
	uint32_t total = total_weight(m), w = 0, k;

	/*@ loop invariant k <= m->n && w == Weight(\at(*m, Pre), k);
	    loop invariant \forall integer j; k <= j < m->n ==>
	      m->nh[j] == \at(m->nh[j], Pre);
	    loop invariant \forall integer j; 0 <= j < m->n ==>
	      SameHop(m->nh[j], \at(m->nh[j], Pre));
	    loop invariant \forall integer j; 0 <= j < k ==>
	      m->nh[j].upper_bound == UpperBound(\at(*m, Pre), j);
	    loop assigns k, w, m->nh[0 .. NHOP - 1];
	    loop variant m->n - k; */
	for (k = 0; k < m->n; k++) {
		//@ assert step: 0 <= Weight(\at(*m, Pre), k + 1) <= total;
		if (m->nh[k].dead != 0u) {
			m->nh[k].upper_bound = -1;
			continue;
		}
		w += m->nh[k].weight;
		m->nh[k].upper_bound = upper_bound(w, total);
	}
}

uint32_t fib_put_hops(struct fib *f, struct fib_multi hops)
{
	uint32_t g;

	/*@ loop invariant 1 <= g <= NMULTI;
	    loop invariant \forall integer h; 0 < h < g ==>
	      f->multi.m[h].owner < NROUTE;
	    loop assigns g;
	    loop variant NMULTI - g; */
	for (g = 1; g < NMULTI; g++)
		if (f->multi.m[g].owner >= NROUTE) {
			fib_rebalance(&hops);
			f->multi.m[g] = hops;
			f->multi.m[g].owner = FIB_NIL;
			//@ assert groups: MultisOk(*f);
			return g;
		}
	return MULTI_NIL;
}

uint32_t fib_first_hop(const struct fib_multi *m, uint32_t oif)
{
	uint32_t k;

	/*@ loop invariant k <= m->n;
	    loop invariant \forall integer j; 0 <= j < k ==>
	      !HopBy(*m, j, oif);
	    loop assigns k;
	    loop variant m->n - k; */
	for (k = 0; k < m->n; k++)
		if (m->nh[k].dead == 0u &&
		    (oif == ANY_DEVICE || m->nh[k].oif == oif))
			return k;
	return m->n;
}

bool fib_leads_by(const struct fib *f, uint32_t i, uint32_t oif)
{
	uint32_t g = f->r[i].multi;

	if (g == MULTI_NIL)
		return oif == ANY_DEVICE || f->r[i].oif == oif;
	//@ assert group: MultiOk(f->multi.m[g]);
	return fib_first_hop(&f->multi.m[g], oif) < f->multi.m[g].n;
}

/*@ requires hash < 2147483648;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == HopScore(h, hash, saddr, source, good) <= 4; */
static uint32_t score(struct fib_nh h, uint32_t hash, uint32_t saddr,
	uint32_t source, uint32_t good)
{
	if (h.upper_bound == -1 || good == 0u)
		return 0;
	return 1u + (saddr != 0u && saddr == source ? 2u : 0u) +
		((int32_t)hash <= h.upper_bound ? 1u : 0u);
}

uint32_t fib_select_multipath(const struct fib_multi *m, struct fib_choice c,
	uint32_t hash, uint32_t saddr)
{
	uint32_t best = fib_first_hop(m, ANY_DEVICE), most = 0, k;

	if (best == m->n)
		best = 0;
	/*@ loop invariant k <= m->n && best < m->n;
	    loop invariant most > 0 ==>
	      most == HopScoreOf(*m, c, best, hash, saddr);
	    loop invariant \forall integer j; 0 <= j < k ==>
	      HopScoreOf(*m, c, j, hash, saddr) <= most;
	    loop invariant most > 0 ==> best < k && \forall integer j;
	      0 <= j < best ==> HopScoreOf(*m, c, j, hash, saddr) < most;
	    loop assigns k, best, most;
	    loop variant m->n - k; */
	for (k = 0; k < m->n; k++) {
		uint32_t mine = score(m->nh[k], hash, saddr, c.saddr[k],
			c.good[k]);

		if (mine > most) {
			best = k;
			most = mine;
		}
	}
	return best;
}

/* The only next hop of a route. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result.oif == r.oif && \result.via == r.via &&
            \result.gateway == r.gateway; */
static struct fib_nh single_hop(struct fib_route r)
{
	struct fib_nh h;

	h.oif = r.oif;
	h.via = r.via;
	h.gateway = r.gateway;
	h.weight = 1;
	h.upper_bound = INT32_MAX;
	h.dead = 0;
	h.onlink = 0;
	return h;
}

struct fib_nh fib_res_nhc(const struct fib *f, uint32_t i, uint32_t oif)
{
	uint32_t g = f->r[i].multi, k;

	if (g == MULTI_NIL)
		return single_hop(f->r[i]);
	//@ assert group: MultiOk(f->multi.m[g]);
	k = fib_first_hop(&f->multi.m[g], oif);
	/*@ assert hop: k < f->multi.m[g].n ==>
	      HopBy(f->multi.m[g], k, f->multi.m[g].nh[k].oif); */
	//@ assert none: k == f->multi.m[g].n ==> !LeadsBy(f->multi, f->r[i], oif);
	if (k == f->multi.m[g].n)
		k = 0;
	return f->multi.m[g].nh[k];
}

bool fib_info_nh_uses_dev(const struct fib *f, uint32_t i, uint32_t dev)
{
	uint32_t g = f->r[i].multi, k;

	if (g == MULTI_NIL)
		return f->r[i].oif == dev;
	//@ assert group: MultiOk(f->multi.m[g]);
	/*@ loop invariant k <= f->multi.m[g].n;
	    loop invariant \forall integer j; 0 <= j < k ==>
	      f->multi.m[g].nh[j].oif != dev;
	    loop assigns k;
	    loop variant f->multi.m[g].n - k; */
	for (k = 0; k < f->multi.m[g].n; k++)
		if (f->multi.m[g].nh[k].oif == dev)
			return true;
	return false;
}

/* Is the gateway there, as far as is known?  Who was never asked is. */
/*@ requires \valid_read(t) && NeighOk(*t);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == 1 || (\result == 0 && h.gateway != 0); */
static uint32_t fib_good_nh(const struct neigh_table *t, struct fib_nh h)
{
	uint32_t e;

	if (h.gateway == 0u)
		return 1;
	e = neigh_lookup(t, h.gateway, h.oif);
	if (e == NEIGH_NIL)
		return 1;
	return t->e[e].state != NUD_NONE && t->e[e].state != NUD_INCOMPLETE &&
		t->e[e].state != NUD_FAILED ? 1u : 0u;
}

/*@ requires \valid_read(net) && Inv(*net) && Live(net->fib, i) &&
             net->fib.r[i].multi != MULTI_NIL;
    terminates \true; exits \false;
    assigns \nothing; */
static struct fib_choice hop_choice(const struct net *net, uint32_t i)
{
	uint32_t g = net->fib.r[i].multi, k;
	struct fib_choice c = { { 0 }, { 0 } };

	//@ assert group: MultiOk(net->fib.multi.m[g]);
	/*@ loop invariant k <= net->fib.multi.m[g].n;
	    loop assigns k, c;
	    loop variant net->fib.multi.m[g].n - k; */
	for (k = 0; k < net->fib.multi.m[g].n; k++) {
		c.saddr[k] = inet_select_addr(&net->dev,
			net->fib.multi.m[g].nh[k].oif,
			net->fib.multi.m[g].nh[k].via,
			net->fib.r[i].scope);
		c.good[k] = net->sysctl.fib_multipath_use_neigh == 0u ? 1u :
			fib_good_nh(&net->arp, net->fib.multi.m[g].nh[k]);
	}
	return c;
}

struct fib_nh fib_select_path(const struct net *net, uint32_t i,
	struct flowi4 w)
{
	uint32_t g = net->fib.r[i].multi, hash, k;

	if (g == MULTI_NIL || w.oif != ANY_DEVICE)
		return fib_res_nhc(&net->fib, i, w.oif);
	//@ assert group: MultiOk(net->fib.multi.m[g]);
	hash = fib_multipath_hash(w, net->sysctl.fib_multipath_hash_policy,
		net->sysctl.fib_multipath_hash_seed);
	k = fib_select_multipath(&net->fib.multi.m[g], hop_choice(net, i),
		hash, w.iif == DEV_LO ? w.saddr : 0u);
	return net->fib.multi.m[g].nh[k];
}
