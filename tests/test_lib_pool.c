/* lib/pool: every index once, none twice, and all again after freeing. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdbool.h>
#include "lib/pool.h"

static struct pool pool;
static bool seen[POOL_SIZE];

static void test_pool_gives_each_index_once_then_none(void **state)
{
	uint32_t i, k;

	(void)state;
	pool_init(&pool);
	for (k = 0; k < POOL_SIZE; k++) {
		i = pool_alloc(&pool);
		assert_true(i < POOL_SIZE);
		assert_false(seen[i]);
		seen[i] = true;
	}
	assert_int_equal(pool_alloc(&pool), POOL_SIZE);
	assert_int_equal(pool.nfree, 0);
}

static void test_pool_freed_index_comes_back(void **state)
{
	(void)state;
	pool_free(&pool, 77);
	assert_int_equal(pool.nfree, 1);
	assert_int_equal(pool_alloc(&pool), 77);
	assert_int_equal(pool_alloc(&pool), POOL_SIZE);
}

static void test_pool_frees_in_any_order(void **state)
{
	uint32_t k;

	(void)state;
	for (k = 0; k < POOL_SIZE; k++)
		pool_free(&pool, k * 1027u % POOL_SIZE);
	assert_int_equal(pool.nfree, POOL_SIZE);
	for (k = 0; k < POOL_SIZE; k++)
		assert_true(pool_alloc(&pool) < POOL_SIZE);
	assert_int_equal(pool_alloc(&pool), POOL_SIZE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pool_gives_each_index_once_then_none),
		cmocka_unit_test(test_pool_freed_index_comes_back),
		cmocka_unit_test(test_pool_frees_in_any_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
