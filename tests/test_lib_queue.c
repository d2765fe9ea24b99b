/* lib/queue: order, length, bytes, owners, and the worn-out refusal. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "lib/queue.h"

static struct pool pool;
static struct queues q;

static int setup(void **state)
{
	(void)state;
	pool_init(&pool);
	queues_init(&q);
	return 0;
}

static uint32_t arrive(uint32_t n, uint32_t size)
{
	uint32_t h = handle_alloc(&pool, &q);

	assert_int_equal(q.own[h], OWN_FLIGHT);
	assert_true(queue_tail(&q, n, h, size));
	assert_int_equal(q.own[h], OWN_QUEUE + n);
	return h;
}

static void test_queue_is_first_in_first_out(void **state)
{
	uint32_t h[10], i;

	(void)state;
	assert_true(queue_empty(&q, 5));
	assert_int_equal(queue_peek(&q, 5), QUEUE_NIL);
	for (i = 0; i < 10; i++)
		h[i] = arrive(5, i);
	for (i = 0; i < 10; i++) {
		assert_int_equal(queue_peek(&q, 5), h[i]);
		assert_int_equal(queue_head(&q, 5), h[i]);
		assert_int_equal(q.own[h[i]], OWN_FLIGHT);
	}
	assert_true(queue_empty(&q, 5));
}

static void test_queue_counts_packets_and_bytes(void **state)
{
	(void)state;
	assert_int_equal(queue_len(&q, 1), 0);
	assert_int_equal(queue_bytes(&q, 1), 0);
	arrive(1, 100);
	arrive(1, 0);
	arrive(1, 0xffffffff);
	assert_int_equal(queue_len(&q, 1), 3);
	assert_int_equal(queue_bytes(&q, 1), 100 + 0xffffffffll);
	queue_head(&q, 1);
	assert_int_equal(queue_len(&q, 1), 2);
	assert_int_equal(queue_bytes(&q, 1), 0xffffffff);
	queue_head(&q, 1);
	queue_head(&q, 1);
	assert_int_equal(queue_len(&q, 1), 0);
	assert_int_equal(queue_bytes(&q, 1), 0);
}

static void test_queue_neighbours_are_independent(void **state)
{
	uint32_t a, b;

	(void)state;
	a = arrive(0, 1);
	b = arrive(NQUEUE - 1, 2);
	arrive(0, 3);
	assert_int_equal(queue_head(&q, NQUEUE - 1), b);
	assert_int_equal(queue_len(&q, 0), 2);
	assert_int_equal(queue_bytes(&q, 0), 4);
	assert_int_equal(queue_head(&q, 0), a);
}

static void test_queue_turns_over_for_long(void **state)
{
	uint32_t i, h;

	(void)state;
	arrive(3, 1);
	arrive(3, 1);
	for (i = 0; i < 100000; i++) {
		h = queue_head(&q, 3);
		assert_true(queue_tail(&q, 3, h, 1));
		assert_int_equal(queue_len(&q, 3), 2);
		assert_int_equal(queue_bytes(&q, 3), 2);
	}
}

static void test_queue_refuses_a_worn_counter(void **state)
{
	uint32_t h = arrive(7, 10), g = handle_alloc(&pool, &q);

	(void)state;
	q.rank[h] = UINT64_MAX - 1;
	assert_false(queue_tail(&q, 7, g, 1));
	q.rank[h] = 0;
	q.acc[h] = UINT64_MAX - 1;
	assert_false(queue_tail(&q, 7, g, 2));
	assert_int_equal(q.own[g], OWN_FLIGHT);
	assert_int_equal(queue_len(&q, 7), 1);
	assert_true(queue_tail(&q, 7, g, 1));
	assert_int_equal(queue_bytes(&q, 7), 11);
}

static void test_queue_handles_run_out_and_return(void **state)
{
	uint32_t i;

	(void)state;
	for (i = 0; i < POOL_SIZE; i++)
		arrive(i % NQUEUE, 1);
	assert_int_equal(handle_alloc(&pool, &q), POOL_SIZE);
	handle_free(&pool, &q, queue_head(&q, 9));
	assert_int_equal(pool.nfree, 1);
	assert_true(handle_alloc(&pool, &q) < POOL_SIZE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_queue_is_first_in_first_out,
				       setup),
		cmocka_unit_test_setup(test_queue_counts_packets_and_bytes,
				       setup),
		cmocka_unit_test_setup(test_queue_neighbours_are_independent,
				       setup),
		cmocka_unit_test_setup(test_queue_turns_over_for_long, setup),
		cmocka_unit_test_setup(test_queue_refuses_a_worn_counter,
				       setup),
		cmocka_unit_test_setup(test_queue_handles_run_out_and_return,
				       setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
