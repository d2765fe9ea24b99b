/* lib/hlist: newest first, deletion anywhere in a chain, nodes reusable. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "lib/hlist.h"

static struct hlist t;

static int setup(void **state)
{
	(void)state;
	hlist_init(&t);
	return 0;
}

/* the chain of bucket b is exactly the n nodes in want */
static void chain_is(uint32_t b, const uint32_t *want, uint32_t n)
{
	uint32_t x = hlist_first(&t, b), i;

	for (i = 0; i < n; i++) {
		assert_int_equal(x, want[i]);
		x = hlist_next(&t, x);
	}
	assert_int_equal(x, HLIST_NIL);
}

static void test_hlist_newest_comes_first(void **state)
{
	(void)state;
	chain_is(7, NULL, 0);
	assert_true(hlist_add_head(&t, 7, 1));
	assert_true(hlist_add_head(&t, 7, 511));
	assert_true(hlist_add_head(&t, 7, 0));
	assert_true(hlist_add_head(&t, 8, 9));
	chain_is(7, (const uint32_t[]){ 0, 511, 1 }, 3);
	chain_is(8, (const uint32_t[]){ 9 }, 1);
}

static void test_hlist_del_first_middle_last(void **state)
{
	uint32_t n;

	(void)state;
	for (n = 0; n < 5; n++)
		assert_true(hlist_add_head(&t, 255, n));
	hlist_del(&t, 2);
	chain_is(255, (const uint32_t[]){ 4, 3, 1, 0 }, 4);
	hlist_del(&t, 4);
	chain_is(255, (const uint32_t[]){ 3, 1, 0 }, 3);
	hlist_del(&t, 0);
	chain_is(255, (const uint32_t[]){ 3, 1 }, 2);
	hlist_del(&t, 1);
	hlist_del(&t, 3);
	chain_is(255, NULL, 0);
}

static void test_hlist_deleted_node_is_unhashed_and_reusable(void **state)
{
	(void)state;
	assert_true(hlist_unhashed(&t, 5));
	assert_true(hlist_add_head(&t, 0, 5));
	assert_false(hlist_unhashed(&t, 5));
	assert_true(hlist_add_head(&t, 0, 6));
	hlist_del(&t, 5);
	assert_true(hlist_unhashed(&t, 5));
	assert_true(hlist_add_head(&t, 0, 5));
	chain_is(0, (const uint32_t[]){ 5, 6 }, 2);
}

static void test_hlist_refuses_when_the_count_is_worn(void **state)
{
	(void)state;
	t.seq = UINT64_MAX;
	assert_false(hlist_add_head(&t, 3, 4));
	assert_true(hlist_unhashed(&t, 4));
	chain_is(3, NULL, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_hlist_newest_comes_first, setup),
		cmocka_unit_test_setup(test_hlist_del_first_middle_last,
				       setup),
		cmocka_unit_test_setup(
			test_hlist_deleted_node_is_unhashed_and_reusable,
			setup),
		cmocka_unit_test_setup(
			test_hlist_refuses_when_the_count_is_worn, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
