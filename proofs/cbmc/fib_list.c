/*
 * Three routes, any of them, inserted in any mode, then any lookup: what a
 * scan over the three, in the order of insertion, finds best.
 *
 * bmc-set: ipv4/ip_fib.h: NROUTE = 4096 -> NROUTE = 4
 * bmc-unwind: 5
 * bmc-bug: ipv4/fib_list.c: return p.tos > q.tos; -> return p.tos < q.tos;
 */
#include "ipv4/ip_fib.h"
#include "proofs/cbmc/bmc.h"

enum { ROUTES = 3 };

static struct fib fib;

/* The oracle: the routes that were taken, and their order among equals. */
static struct fib_route route[ROUTES];
static uint32_t place[ROUTES], routes;

static struct fib_route any_route(uint32_t id)
{
	struct fib_route r;

	r.plen = nondet_u8();
	__CPROVER_assume(r.plen <= 32);
	r.size = 1ull << (32 - r.plen);
	r.dst = nondet_u32();
	__CPROVER_assume((r.dst & (r.size - 1)) == 0);
	r.table = nondet_u8() % 2 ? RT_TABLE_MAIN : RT_TABLE_LOCAL;
	r.tos = nondet_u8() % 32 / 4 * 4;
	r.priority = nondet_u32();
	r.type = nondet_u8();
	__CPROVER_assume(r.type >= RTN_UNICAST && r.type <= RTN_THROW);
	r.scope = 0;
	r.oif = nondet_u8() % NDEV;
	r.gateway = 0;
	r.prefsrc = id;		/* tells the routes apart */
	return r;
}

static bool same_key(const struct fib_route *a, const struct fib_route *b)
{
	return a->dst == b->dst && a->plen == b->plen &&
		a->table == b->table && a->tos == b->tos &&
		a->priority == b->priority;
}

static void insert(uint32_t id)
{
	struct fib_route r = any_route(id);
	uint32_t mode = nondet_u8() % 3, i;
	bool there = false;
	int32_t result = fib_table_insert(&fib, r, mode);

	for (i = 0; i < ROUTES; i++)
		if (i < routes && same_key(&route[i], &r))
			there = true;
	__CPROVER_assert(result == (mode == FIB_ADD && there ? -17 : 0),
		"taken or EEXIST");
	if (result != 0)
		return;
	place[routes] = mode == FIB_APPEND ? 10 + id : 9 - id;
	route[routes++] = r;
	__CPROVER_assert(fib.n == routes, "one more");
}

static bool usable(const struct fib_route *r, uint32_t a, uint32_t tos,
	uint32_t oif)
{
	return (a & ~(uint32_t)(r->size - 1)) == r->dst &&
		(r->tos == 0 || r->tos == tos) &&
		(r->type >= RTN_BLACKHOLE || oif == ANY_DEVICE ||
		 r->oif == oif);
}

static bool better(uint32_t i, uint32_t j)
{
	const struct fib_route *a = &route[i], *b = &route[j];

	if (a->plen != b->plen)
		return a->plen > b->plen;
	if (a->table != b->table)
		return a->table > b->table;
	if (a->tos != b->tos)
		return a->tos > b->tos;
	if (a->priority != b->priority)
		return a->priority < b->priority;
	return place[i] < place[j];
}

static uint32_t scan(uint32_t a, uint32_t tos, uint32_t oif)
{
	uint32_t i, best = ROUTES;

	for (i = 0; i < ROUTES; i++)
		if (i < routes && usable(&route[i], a, tos, oif) &&
		    (best == ROUTES || better(i, best)))
			best = i;
	return best;
}

#include "ipv4/fib_list.c"

void harness(void)
{
	uint32_t a = nondet_u32(), tos = nondet_u8() % 32 / 4 * 4;
	uint32_t oif = nondet_u8() % (NDEV + 1), id, best, found;

	fib_init(&fib);
	for (id = 0; id < ROUTES; id++)
		insert(id);
	best = scan(a, tos, oif);
	found = fib_lookup(&fib, a, tos, oif);
	__CPROVER_assert((found == FIB_NIL) == (best == ROUTES), "found");
	if (best < ROUTES)
		__CPROVER_assert(found < fib.n &&
			fib.r[found].prefsrc == route[best].prefsrc,
			"the longest match");
	REACHED(best == 1 && found == 1 && routes == 3, "the middle one");
	REACHED(best == ROUTES && routes == 3, "none");
	REACHED(routes == 2, "one was there already");
	REACHED(routes == 3 && same_key(&route[0], &route[2]) && best == 2 &&
		found == 0, "prepended");
}
