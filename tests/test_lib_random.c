/* lib/random and lib/time: published values, bounds, saturation. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "lib/random.h"
#include "lib/time.h"

/* From state 1 the 10000th one is 399268537 [C++11 minstd_rand]. */
static void test_random_follows_the_published_sequence(void **state)
{
	struct rnd r;
	uint32_t i;

	(void)state;
	prandom_seed(&r, 1);
	for (i = 0; i < 5000; i++)
		prandom_u32(&r);
	assert_int_equal(r.state, 399268537);
}

static void test_random_same_seed_same_run(void **state)
{
	struct rnd a, b;
	uint32_t i, same = 0;

	(void)state;
	prandom_seed(&a, 42);
	prandom_seed(&b, 42);
	for (i = 0; i < 1000; i++)
		assert_int_equal(prandom_u32(&a), prandom_u32(&b));
	prandom_seed(&b, 43);
	for (i = 0; i < 1000; i++)
		same += prandom_u32(&a) == prandom_u32(&b);
	assert_int_equal(same, 0);
}

static void test_random_zero_seed_does_not_stick(void **state)
{
	struct rnd r;

	(void)state;
	prandom_seed(&r, 0);
	prandom_u32(&r);
	assert_int_not_equal(r.state, 0);
	assert_int_not_equal(prandom_u32(&r), prandom_u32(&r));
}

static void test_random_scale_stays_below_n(void **state)
{
	(void)state;
	assert_int_equal(reciprocal_scale(0xffffffff, 10), 9);
	assert_int_equal(reciprocal_scale(0, 10), 0);
	assert_int_equal(reciprocal_scale(0x80000000, 10), 5);
	assert_int_equal(reciprocal_scale(0xffffffff, 0xffffffff), 0xfffffffe);
	assert_int_equal(reciprocal_scale(12345, 0), 0);
}

static void test_time_add_saturates(void **state)
{
	(void)state;
	assert_true(ktime_add(5, NSEC_PER_SEC) == 1000000005);
	assert_true(ktime_add(UINT64_MAX - 1, 1) == UINT64_MAX);
	assert_true(ktime_add(UINT64_MAX, NSEC_PER_MSEC) == UINT64_MAX);
	assert_true(ktime_sub(5, 3) == 2);
	assert_true(ktime_sub(3, 5) == 0);
	assert_true(ktime_before(3, 5));
	assert_false(ktime_before(5, 5));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_follows_the_published_sequence),
		cmocka_unit_test(test_random_same_seed_same_run),
		cmocka_unit_test(test_random_zero_seed_does_not_stick),
		cmocka_unit_test(test_random_scale_stays_below_n),
		cmocka_unit_test(test_time_add_saturates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
