/*
 * ipv4/fib: the lookup beside a trivially right scan.
 *
 * The scan keeps the routes in the order of their insertion and looks at all
 * of them: which cover the address bit by bit, and which of those is best.
 */
#include "frames.h"

#include "ipv4/ip_fib.h"

enum { ROUNDS = 40, ROUTES = 120, LOOKUPS = 400 };

static struct fib fib;

/* An inserted route, and its place among equals: greater is earlier. */
struct entry {
	struct fib_route r;
	int64_t rank;
};

static struct entry all[ROUTES];
static uint32_t n_all;

static uint64_t seed;

/* Numbers of our own [Knuth, MMIX]. */
static uint32_t number(uint32_t below)
{
	seed = seed * UINT64_C(6364136223846793005) +
	       UINT64_C(1442695040888963407);
	return (uint32_t)(seed >> 33) % below;
}

static int empty(void **state)
{
	(void)state;
	fib_init(&fib);
	n_all = 0;
	seed = 20261120;
	return 0;
}

/* Do the first plen bits agree? */
static bool covers(const struct fib_route *r, uint32_t a)
{
	uint32_t bit;

	for (bit = 0; bit < r->plen; bit++)
		if ((r->dst >> (31 - bit) & 1) != (a >> (31 - bit) & 1))
			return false;
	return true;
}

static bool usable(const struct fib_route *r, uint32_t a, uint32_t tos,
	uint32_t oif)
{
	return covers(r, a) && (r->tos == 0 || r->tos == tos) &&
	       (oif == ANY_DEVICE || r->oif == oif ||
		r->type >= RTN_BLACKHOLE);
}

/* Below 0: x decides before y [the rules of ip-route(8)]. */
static int compare(const struct entry *x, const struct entry *y)
{
	if (x->r.plen != y->r.plen)
		return x->r.plen > y->r.plen ? -1 : 1;
	if (x->r.table != y->r.table)
		return x->r.table == RT_TABLE_LOCAL ? -1 : 1;
	if (x->r.tos != y->r.tos)
		return x->r.tos > y->r.tos ? -1 : 1;
	if (x->r.priority != y->r.priority)
		return x->r.priority < y->r.priority ? -1 : 1;
	return x->rank > y->rank ? -1 : 1;
}

static const struct entry *scan(uint32_t a, uint32_t tos, uint32_t oif)
{
	const struct entry *best = NULL;
	uint32_t i;

	for (i = 0; i < n_all; i++)
		if (usable(&all[i].r, a, tos, oif) &&
		    (!best || compare(&all[i], best) < 0))
			best = &all[i];
	return best;
}

static bool taken(const struct fib_route *r)
{
	uint32_t i;

	for (i = 0; i < n_all; i++)
		if (all[i].r.dst == r->dst && all[i].r.plen == r->plen &&
		    all[i].r.table == r->table && all[i].r.tos == r->tos &&
		    all[i].r.priority == r->priority)
			return true;
	return false;
}

/* Few distinct bits, so that prefixes nest and meet. */
static struct fib_route random_route(uint32_t id)
{
	static const uint32_t types[] = { RTN_UNICAST, RTN_LOCAL,
		RTN_BROADCAST, RTN_BLACKHOLE, RTN_THROW };
	struct fib_route r = { .plen = number(33) };

	r.size = fib_block_size(r.plen);
	r.dst = (number(4) << 30 | number(4) << 8 | number(4));
	r.dst -= (uint32_t)(r.dst % r.size);
	r.table = number(3) ? RT_TABLE_MAIN : RT_TABLE_LOCAL;
	r.tos = number(4) ? 0 : 4 * number(3);
	r.priority = number(2);
	r.type = types[number(5)];
	r.oif = number(3);
	r.prefsrc = id;			/* tells routes apart */
	return r;
}

static void insert(struct fib_route r, uint32_t mode)
{
	int32_t expected = mode == FIB_ADD && taken(&r) ? -17 : 0;

	assert_int_equal(fib_table_insert(&fib, r, mode), expected);
	if (expected)
		return;
	all[n_all].r = r;
	all[n_all].rank = mode == FIB_APPEND ? -(int64_t)r.prefsrc
					     : (int64_t)r.prefsrc;
	n_all++;
}

static void assert_lookup(uint32_t a, uint32_t tos, uint32_t oif)
{
	const struct entry *e = scan(a, tos, oif);
	uint32_t i = fib_lookup(&fib, a, tos, oif);

	assert_int_equal(i == FIB_NIL, e == NULL);
	if (e)
		assert_int_equal(fib.r[i].prefsrc, e->r.prefsrc);
}

static void test_lookup_is_the_scan_on_random_tables(void **state)
{
	uint32_t round, i;

	for (round = 0; round < ROUNDS; round++) {
		fib_init(&fib);
		n_all = 0;
		for (i = 1; i <= ROUTES; i++)
			insert(random_route(i), number(3));
		assert_int_equal(fib.n, n_all);
		for (i = 0; i < LOOKUPS; i++)
			assert_lookup(number(4) << 30 | number(4) << 8 |
				number(4), 4 * number(3),
				number(2) ? ANY_DEVICE : number(3));
	}
	(void)state;
}

static void test_lookup_at_the_edges_of_every_prefix_length(void **state)
{
	struct fib_route r = { .table = RT_TABLE_MAIN, .type = RTN_UNICAST };

	(void)state;
	for (r.plen = 0; r.plen <= 32; r.plen++) {
		r.size = fib_block_size(r.plen);
		r.dst = 0xc0a80101 - (uint32_t)(0xc0a80101 % r.size);
		r.prefsrc = r.plen + 1;
		insert(r, FIB_ADD);
		assert_lookup(r.dst, 0, ANY_DEVICE);
		assert_lookup((uint32_t)(r.dst + r.size - 1), 0, ANY_DEVICE);
		assert_lookup(r.dst - 1, 0, ANY_DEVICE);
		assert_lookup((uint32_t)(r.dst + r.size), 0, ANY_DEVICE);
	}
	assert_int_equal(fib.r[fib_lookup(&fib, 0xc0a80101, 0, ANY_DEVICE)]
		.plen, 32);
	assert_int_equal(fib.r[fib_lookup(&fib, 0x40000000, 0, ANY_DEVICE)]
		.plen, 0);
}

static void test_prepended_comes_first_and_appended_last(void **state)
{
	struct fib_route r = { .plen = 0, .size = UINT64_C(1) << 32,
		.table = RT_TABLE_MAIN, .type = RTN_UNICAST };

	(void)state;
	r.prefsrc = 1;
	assert_int_equal(fib_table_insert(&fib, r, FIB_ADD), 0);
	r.prefsrc = 2;
	assert_int_equal(fib_table_insert(&fib, r, FIB_ADD), -17);
	assert_int_equal(fib_table_insert(&fib, r, FIB_APPEND), 0);
	assert_int_equal(fib.r[fib_lookup(&fib, 9, 0, ANY_DEVICE)].prefsrc, 1);
	r.prefsrc = 3;
	assert_int_equal(fib_table_insert(&fib, r, FIB_PREPEND), 0);
	assert_int_equal(fib.r[fib_lookup(&fib, 9, 0, ANY_DEVICE)].prefsrc, 3);
}

static void test_a_full_table_refuses_and_stays(void **state)
{
	struct fib_route r = { .plen = 32, .size = 1, .table = RT_TABLE_MAIN,
		.type = RTN_UNICAST };

	(void)state;
	for (r.dst = 0; r.dst < NROUTE; r.dst++)
		assert_int_equal(fib_table_insert(&fib, r, FIB_APPEND), 0);
	assert_int_equal(fib_table_insert(&fib, r, FIB_APPEND), -105);
	assert_int_equal(fib.n, NROUTE);
	assert_int_equal(fib_lookup(&fib, NROUTE, 0, ANY_DEVICE), FIB_NIL);
	assert_int_equal(fib.r[fib_lookup(&fib, 77, 0, ANY_DEVICE)].dst, 77);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(
			test_lookup_is_the_scan_on_random_tables, empty),
		cmocka_unit_test_setup(
			test_lookup_at_the_edges_of_every_prefix_length,
			empty),
		cmocka_unit_test_setup(
			test_prepended_comes_first_and_appended_last, empty),
		cmocka_unit_test_setup(
			test_a_full_table_refuses_and_stays, empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
