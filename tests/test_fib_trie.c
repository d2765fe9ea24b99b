/*
 * The trie of routes beside a plain list: random routes, changes and lookups.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>
#include "ipv4/fib_trie.h"

enum { NKNOWN = 400, STEPS = 1000000, TABLES = 3 };

/* The routes that the trie should have, in the order of a table's search. */
struct known {
	struct trie_route r;
	uint32_t alias;
};
static struct known known[NKNOWN];
static uint32_t nknown;
static struct fib_trie *trie;

static uint64_t seed = 88172645463325252u;

static uint32_t random_below(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)(seed >> 20) % n;
}

static uint32_t mask(uint32_t plen)
{
	return plen == 0 ? 0 : 0xffffffffu << (32 - plen);
}

/* Few distinct bits, so that prefixes nest and meet. */
static uint32_t random_address(void)
{
	uint32_t a = 0;

	for (uint32_t i = 0; i < 32; i += 4)
		a = a << 4 | (random_below(3) ? 0 : random_below(16));
	return random_below(8) ? a : random_below(0xffffffffu);
}

static struct trie_route random_route(void)
{
	struct trie_route r = { 0 };

	r.table = random_below(TABLES);
	r.plen = random_below(33);
	r.dst = random_address() & mask(r.plen);
	r.priority = random_below(3);
	r.tos = (uint8_t)(random_below(4) == 0 ? random_below(2) * 16 + 4 : 0);
	r.info = random_below(1000000);
	return r;
}

/* Does p come before q in a search?  Tables do not mix. */
static int compare(struct trie_route p, struct trie_route q)
{
	if (p.plen != q.plen)
		return p.plen > q.plen ? -1 : 1;
	if (p.tos != q.tos)
		return p.tos > q.tos ? -1 : 1;
	if (p.priority != q.priority)
		return p.priority < q.priority ? -1 : 1;
	return 0;
}

static int same_key(struct trie_route p, struct trie_route q)
{
	return p.table == q.table && p.dst == q.dst && compare(p, q) == 0;
}

static uint32_t first_known(struct trie_route r)
{
	uint32_t i = 0;

	while (i < nknown && !same_key(known[i].r, r))
		i++;
	return i;
}

static void remember(struct trie_route r, uint32_t alias, uint32_t mode)
{
	uint32_t i = 0;

	while (i < nknown && (mode == TRIE_APPEND ?
	       compare(known[i].r, r) <= 0 : compare(known[i].r, r) < 0))
		i++;
	for (uint32_t j = nknown++; j > i; j--)
		known[j] = known[j - 1];
	known[i].r = r;
	known[i].alias = alias;
}

static void forget(uint32_t i)
{
	nknown--;
	for (; i < nknown; i++)
		known[i] = known[i + 1];
}

static int matches(struct trie_route r, uint32_t table, uint32_t address,
	uint32_t tos)
{
	return r.table == table && (address & mask(r.plen)) == r.dst &&
		(r.tos == 0 || r.tos == tos);
}

/* Every match of the trie, in its order, is the list's next one. */
static void check_lookup(uint32_t table, uint32_t address, uint32_t tos)
{
	uint32_t a = fib_trie_lookup(trie, table, address, tos);

	for (uint32_t i = 0; i < nknown; i++) {
		if (!matches(known[i].r, table, address, tos))
			continue;
		assert_int_equal(a, known[i].alias);
		assert_int_equal(trie->al.info[a], known[i].r.info);
		a = fib_trie_next(trie, table, address, tos, a);
	}
	assert_int_equal(a, NALIAS);
}

static void add_one(void)
{
	struct trie_route r = random_route();
	uint32_t mode = random_below(3);
	uint32_t a;

	if (nknown > 0 && random_below(4) == 0)
		r = known[random_below(nknown)].r;
	if (nknown == NKNOWN)
		return;
	a = fib_trie_insert(trie, r, mode);
	if (mode == TRIE_ADD && first_known(r) < nknown) {
		assert_int_equal(a, TRIE_EXISTS);
		return;
	}
	assert_true(a < NALIAS);
	remember(r, a, mode);
}

static void remove_one(void)
{
	uint32_t i;

	if (nknown == 0)
		return;
	i = random_below(nknown);
	assert_int_equal(fib_trie_find(trie, known[i].r),
		known[first_known(known[i].r)].alias);
	fib_trie_delete(trie, known[i].r.table, known[i].r.dst,
		known[i].alias);
	forget(i);
}

static void test_trie_agrees_with_a_list(void **state)
{
	(void)state;
	fib_trie_init(trie);
	nknown = 0;
	for (uint32_t i = 0; i < STEPS; i++) {
		uint32_t goal = i / 5000 % 2 ? 20 : NKNOWN - 1;

		if (random_below(NKNOWN) > nknown ? nknown <= goal :
		    nknown < goal)
			add_one();
		else
			remove_one();
		check_lookup(random_below(TABLES), nknown && i % 2 ?
			known[random_below(nknown)].r.dst | random_below(300) :
			random_address(), random_below(4) ? 4 : 20);
	}
	while (nknown > 0)
		remove_one();
	check_lookup(0, 0, 0);
	assert_int_equal(trie->fa_count, 0);
}

static void test_every_prefix_length_of_one_address(void **state)
{
	struct trie_route r = { 0 };

	(void)state;
	fib_trie_init(trie);
	for (r.plen = 0; r.plen <= 32; r.plen++) {
		r.dst = 0xc0a80fffu & mask(r.plen);
		assert_true(fib_trie_insert(trie, r, TRIE_ADD) < NALIAS);
		assert_int_equal(fib_trie_insert(trie, r, TRIE_ADD),
			TRIE_EXISTS);
	}
	for (uint32_t n = 33; n-- > 0;) {
		uint32_t a = fib_trie_lookup(trie, 0, 0xc0a80fffu, 0);

		assert_int_equal(trie->al.slen[a], 32 - n);
		assert_int_equal(fib_trie_lookup(trie, 1, 0xc0a80fffu, 0),
			NALIAS);
		fib_trie_delete(trie, 0, 0xc0a80fffu & mask(n), a);
	}
	assert_int_equal(fib_trie_lookup(trie, 0, 0xc0a80fffu, 0), NALIAS);
}

static void test_a_full_trie_refuses_and_keeps_its_routes(void **state)
{
	struct trie_route r = { 0 };
	uint32_t n = 0;

	(void)state;
	fib_trie_init(trie);
	r.plen = 30;
	while (fib_trie_insert(trie, r, TRIE_ADD) < NALIAS) {
		r.dst += 4;
		n++;
	}
	assert_int_equal(n, NALIAS);
	assert_int_equal(fib_trie_insert(trie, r, TRIE_ADD), TRIE_FULL);
	assert_int_equal(trie->fa_count, NALIAS);
	while (n-- > 0) {
		r.dst -= 4;
		uint32_t a = fib_trie_lookup(trie, 0, r.dst + 3, 0);

		assert_true(a < NALIAS);
		fib_trie_delete(trie, 0, r.dst, a);
	}
	assert_int_equal(trie->fa_count, 0);
	assert_int_equal(fib_trie_insert(trie, r, TRIE_ADD) < NALIAS, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_prefix_length_of_one_address),
		cmocka_unit_test(test_trie_agrees_with_a_list),
		cmocka_unit_test(test_a_full_trie_refuses_and_keeps_its_routes),
	};
	int failed;

	trie = malloc(sizeof(*trie));
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	free(trie);
	return failed;
}
