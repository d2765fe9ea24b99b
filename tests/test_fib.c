/*
 * ipv4/fib: the routes in the trie beside the same routes in a list.
 */
#include "fib_list.h"
#include "frames.h"

enum { STEPS = 300000, LOOKUPS = 4, MOST = 300 };

static struct fib fib;
static struct fib_list list;
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
	list.n = 0;
	seed = 20261120;
	return 0;
}

/* Few distinct bits, so that prefixes nest and meet. */
static uint32_t some_address(void)
{
	return number(4) << 30 | number(4) << 8 | number(4);
}

static struct fib_route random_route(void)
{
	static const uint32_t types[] = { RTN_UNICAST, RTN_LOCAL,
		RTN_BROADCAST, RTN_BLACKHOLE, RTN_THROW };
	struct fib_route r = { .plen = number(33) };

	r.table = number(3) ? FIB_MAIN : FIB_LOCAL;
	r.dst = fib_prefix(r.table, some_address(), r.plen);
	r.tos = number(4) ? 0 : 4 * number(3);
	r.priority = number(2);
	r.type = types[number(5)];
	r.oif = number(3);
	r.prefsrc = number(6);
	return r;
}

static void assert_lookup(uint32_t a, uint32_t tos, uint32_t oif)
{
	uint32_t e = list_lookup(&list, a, tos, oif);
	uint32_t i = fib_lookup(&fib, a, tos, oif);

	assert_int_equal(i == FIB_NIL, e == LIST_NIL);
	if (e != LIST_NIL)
		assert_memory_equal(&fib.r[i], &list.r[e], sizeof(fib.r[i]));
}

static void insert(struct fib_route r, uint32_t mode)
{
	assert_int_equal(fib_table_insert(&fib, r, mode),
		list_insert(&list, r, mode));
}

/* The number of that very route. */
static uint32_t find(struct fib_route r)
{
	uint32_t i;

	for (i = 0; i < fib.top; i++)
		if (fib.used[i] && memcmp(&fib.r[i], &r, sizeof(r)) == 0)
			return i;
	fail_msg("the route is not there");
	return FIB_NIL;
}

static void remove_one(void)
{
	uint32_t e = number(list.n);

	fib_table_remove(&fib, find(list.r[e]));
	list_remove(&list, e);
}

static void test_a_million_changes_and_lookups_are_those_of_the_list(
	void **state)
{
	uint32_t step, i;

	(void)state;
	for (step = 0; step < STEPS; step++) {
		if (list.n == MOST || (list.n > 0 && number(3) == 0))
			remove_one();
		else
			insert(random_route(), number(FIB_CHANGE + 1));
		assert_int_equal(fib.trie.fa_count, list.n);
		for (i = 0; i < LOOKUPS; i++)
			assert_lookup(some_address(), 4 * number(3),
				number(2) ? ANY_DEVICE : number(3));
	}
}

static void test_lookup_at_the_edges_of_every_prefix_length(void **state)
{
	struct fib_route r = { .table = FIB_MAIN, .type = RTN_UNICAST };

	(void)state;
	for (r.plen = 0; r.plen <= 32; r.plen++) {
		uint64_t size = fib_block_size(r.plen);

		r.dst = 0xc0a80101 - (uint32_t)(0xc0a80101 % size);
		r.prefsrc = r.plen + 1;
		insert(r, FIB_ADD);
		assert_lookup(r.dst, 0, ANY_DEVICE);
		assert_lookup((uint32_t)(r.dst + size - 1), 0, ANY_DEVICE);
		assert_lookup(r.dst - 1, 0, ANY_DEVICE);
		assert_lookup((uint32_t)(r.dst + size), 0, ANY_DEVICE);
	}
	assert_int_equal(fib.r[fib_lookup(&fib, 0xc0a80101, 0, ANY_DEVICE)]
		.plen, 32);
	assert_int_equal(fib.r[fib_lookup(&fib, 0x40000000, 0, ANY_DEVICE)]
		.plen, 0);
}

static void test_prepended_comes_first_and_appended_last(void **state)
{
	struct fib_route r = { .table = FIB_MAIN, .type = RTN_UNICAST };

	(void)state;
	r.prefsrc = 1;
	assert_int_equal(fib_table_insert(&fib, r, FIB_ADD), 0);
	assert_int_equal(fib_table_insert(&fib, r, FIB_APPEND), -17);
	r.prefsrc = 2;
	assert_int_equal(fib_table_insert(&fib, r, FIB_ADD), -17);
	assert_int_equal(fib_table_insert(&fib, r, FIB_APPEND), 0);
	assert_int_equal(fib.r[fib_lookup(&fib, 9, 0, ANY_DEVICE)].prefsrc, 1);
	r.prefsrc = 3;
	assert_int_equal(fib_table_insert(&fib, r, FIB_PREPEND), 0);
	assert_int_equal(fib.r[fib_lookup(&fib, 9, 0, ANY_DEVICE)].prefsrc, 3);
	r.prefsrc = 4;
	assert_int_equal(fib_table_insert(&fib, r, FIB_REPLACE), 0);
	assert_int_equal(fib.r[fib_lookup(&fib, 9, 0, ANY_DEVICE)].prefsrc, 4);
	assert_int_equal(fib.trie.fa_count, 3);
}

static void test_table_default_decides_where_main_throws(void **state)
{
	struct fib_route r = { .table = FIB_MAIN, .type = RTN_UNREACHABLE };

	(void)state;
	assert_int_equal(fib_table_insert(&fib, r, FIB_ADD), 0);
	assert_int_equal(fib.r[fib_lookup(&fib, 9, 0, ANY_DEVICE)].type,
		RTN_UNREACHABLE);
	r.table = FIB_DEFAULT;
	r.type = RTN_UNICAST;
	r.dst = 0x0a000000;
	r.plen = 8;
	assert_int_equal(fib_table_insert(&fib, r, FIB_ADD), 0);
	assert_int_equal(fib.r[fib_lookup(&fib, 0x0a000001, 0, ANY_DEVICE)]
		.type, RTN_UNREACHABLE);
	r.table = FIB_MAIN;
	r.type = RTN_THROW;
	assert_int_equal(fib_table_insert(&fib, r, FIB_ADD), 0);
	assert_int_equal(fib.r[fib_lookup(&fib, 0x0a000001, 0, ANY_DEVICE)]
		.type, RTN_UNICAST);
	assert_int_equal(fib.r[fib_lookup(&fib, 9, 0, ANY_DEVICE)].type,
		RTN_UNREACHABLE);
}

static void test_a_million_routes_fit_and_more_are_refused(void **state)
{
	struct fib_route r = { .plen = 32, .table = FIB_MAIN,
		.type = RTN_UNICAST };

	(void)state;
	for (r.dst = 0; r.dst < NROUTE; r.dst++)
		assert_int_equal(fib_table_insert(&fib, r, FIB_APPEND), 0);
	assert_int_equal(fib_table_insert(&fib, r, FIB_APPEND), -105);
	assert_int_equal(fib.trie.fa_count, NROUTE);
	assert_int_equal(fib_lookup(&fib, NROUTE, 0, ANY_DEVICE), FIB_NIL);
	assert_int_equal(fib.r[fib_lookup(&fib, 77, 0, ANY_DEVICE)].dst, 77);
	fib_table_remove(&fib, fib_lookup(&fib, 77, 0, ANY_DEVICE));
	assert_int_equal(fib_table_insert(&fib, r, FIB_APPEND), 0);
	assert_int_equal(fib_lookup(&fib, 77, 0, ANY_DEVICE), FIB_NIL);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(
		test_a_million_changes_and_lookups_are_those_of_the_list,
			empty),
		cmocka_unit_test_setup(
			test_lookup_at_the_edges_of_every_prefix_length, empty),
		cmocka_unit_test_setup(
			test_prepended_comes_first_and_appended_last, empty),
		cmocka_unit_test_setup(
			test_table_default_decides_where_main_throws, empty),
		cmocka_unit_test_setup(
			test_a_million_routes_fit_and_more_are_refused, empty)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
