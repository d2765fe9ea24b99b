/*
 * ipv4/fib_rules_change: adding and deleting rules, and what is refused.
 */
#include "rules_host.h"

static void test_goto_forward_only_and_with_a_target(void **state)
{
	struct fib_rule r = rule(100, FR_ACT_NOP);

	(void)state;
	assert_int_equal(add(jump(100, 100)), INVALID);
	assert_int_equal(add(jump(100, 99)), INVALID);
	assert_int_equal(add(jump(100, 0)), INVALID);
	r.target = 200;
	assert_int_equal(add(r), INVALID);
	assert_int_equal(fib_newrule(&fib, jump(0, 32765), false,
		true), INVALID);
	assert_int_equal(fib_newrule(&fib, jump(0, 32766), false,
		true), 0);
	assert_int_equal(delete(jump(32766, 50)), INVALID);
	assert_int_equal(fib.rules.n, 4);
}

static void test_requests_that_make_no_rule(void **state)
{
	struct fib_rule r = to_table(100, 100);

	(void)state;
	r.src_len = 33;
	assert_int_equal(add(r), INVALID);
	r.src_len = 0;
	r.dst_len = 33;
	assert_int_equal(add(r), INVALID);
	r.dst_len = 0;
	r.uid_lo = 5;
	r.uid_hi = 3;
	assert_int_equal(add(r), INVALID);
	r.uid_hi = UINT32_MAX;
	assert_int_equal(add(r), INVALID);
	r.uid_lo = 0;
	r.action = 77;
	assert_int_equal(add(r), INVALID);
	r.action = FR_ACT_UNSPEC;
	assert_int_equal(add(r), INVALID);
	assert_int_equal(fib.rules.n, 3);
	assert_int_equal(fib.rules.custom, 0);
}

static void test_tos_and_ports_have_limits(void **state)
{
	static const uint32_t ports[][2] = { { 5, 3 }, { 0, 5 }, { 1, 65535 },
		{ 5, 0 } };
	static const uint32_t tos[] = { 1, 2, 0x20, 0xe0 };
	struct fib_rule r = to_table(100, 100);
	uint32_t i;

	(void)state;
	for (i = 0; i < 4; i++) {
		r.tos = tos[i];
		assert_int_equal(add(r), INVALID);
		r.tos = 0;
		r.sport_lo = ports[i][0];
		r.sport_hi = ports[i][1];
		assert_int_equal(add(r), INVALID);
		r.dport_lo = r.sport_lo;
		r.dport_hi = r.sport_hi;
		r.sport_lo = r.sport_hi = 0;
		assert_int_equal(add(r), INVALID);
		r.dport_lo = r.dport_hi = 0;
	}
	r.tos = 0x1c;
	r.sport_lo = 1;
	r.sport_hi = 65534;
	assert_int_equal(add(r), 0);
}

static void test_exists_looks_at_less_than_all(void **state)
{
	struct fib_rule r = to_table(100, 100);

	(void)state;
	r.src = A;
	r.src_len = 32;
	assert_int_equal(add(r), 0);
	assert_int_equal(add(r), EXISTS);
	r.invert = 1;
	assert_int_equal(add(r), EXISTS);
	assert_int_equal(add(to_table(100, 100)), EXISTS);
	assert_int_equal(add(to_table(101, 100)), 0);
	r = to_table(101, 100);
	r.src_len = 32;
	assert_int_equal(add(r), 0);
	assert_int_equal(add(jump(102, 200)), 0);
	assert_int_equal(add(jump(102, 300)), EXISTS);
	r = to_table(101, 100);
	r.protocol = 7;
	assert_int_equal(add(r), 0);
	assert_int_equal(fib_newrule(&fib, r, true, false), 0);
	assert_int_equal(add(to_table(32766, 254)), 0);
	assert_int_equal(add(to_table(32766, 254)), EXISTS);
}

static void test_priority_is_one_below_the_second_rule(void **state)
{
	(void)state;
	assert_int_equal(fib_newrule(&fib, to_table(0, 7), false,
		true), 0);
	assert_int_equal(fib.rules.rule[1].priority, 32765);
	assert_int_equal(fib_newrule(&fib, to_table(0, 8), false,
		true), 0);
	assert_int_equal(fib.rules.rule[1].priority, 32764);
	assert_int_equal(fib.rules.rule[1].table, 8);
	assert_int_equal(add(to_table(0, 9)), 0);
	assert_int_equal(fib.rules.rule[1].table, 9);
	assert_int_equal(fib_default_rule_pref(&fib.rules), 0);
	fib.rules.n = 0;
	assert_int_equal(fib_default_rule_pref(&fib.rules), 0);
}

static void test_table_0_is_a_new_one(void **state)
{
	(void)state;
	assert_int_equal(add(to_table(106, 0)), 0);
	assert_int_equal(fib.rules.rule[1].table, 1);
	assert_int_equal(add(to_table(106, 0)), 0);
	assert_int_equal(fib.rules.rule[2].table, 2);
	while (fib.ntable < NTABLE)
		assert_int_equal(add(to_table(106, 0)), 0);
	assert_int_equal(add(to_table(106, 0)), NO_ROOM);
}

static void test_delete_takes_the_first_that_fits(void **state)
{
	struct fib_rule r = to_table(100, 100), any = rule(0, FR_ACT_UNSPEC);

	(void)state;
	assert_int_equal(delete(rule(5, FR_ACT_UNSPEC)), MISSING);
	assert_int_equal(fib.rules.custom, 0);
	assert_int_equal(add(r), 0);
	r.uid_lo = r.uid_hi = 3;
	assert_int_equal(add(r), 0);
	any.uid_lo = 3;
	any.uid_hi = 4;
	assert_int_equal(fib_delrule(&fib, any, false), MISSING);
	any.uid_hi = 3;
	assert_int_equal(fib_delrule(&fib, any, false), 0);
	assert_int_equal(fib.rules.n, 4);
	assert_int_equal(delete(to_table(0, RT_TABLE_LOCAL)), 0);
	assert_int_equal(fib.rules.rule[0].table, 100);
	assert_int_equal(fib.rules.rule[1].table, RT_TABLE_MAIN);
	assert_int_equal(fib.rules.n, 3);
	any.uid_lo = any.src_len = 33;
	assert_int_equal(delete(any), INVALID);
}

/* What a request may name, each with a value that no rule has unasked. */
static struct fib_rule naming(uint32_t what, uint32_t value)
{
	struct fib_rule r = to_table(100, 100);

	switch (what) {
	case 0: r.table = 100 + value; break;
	case 1: r.protocol = value; break;
	case 2: r.iif = ETH0 * value; break;
	case 3: r.oif = ETH0 * value; break;
	case 4: r.mark = value; break;
	case 5: r.mark_mask = value; break;
	case 6: r.suppress_prefixlen = (int32_t)value; break;
	case 7: r.uid_lo = value - 1; r.uid_hi = 9; break;
	case 8: r.uid_hi = 9 + value; break;
	case 9: r.ip_proto = value; break;
	case 10: r.sport_lo = value; r.sport_hi = 9; break;
	case 11: r.sport_lo = 1; r.sport_hi = 9 + value; break;
	case 12: r.dport_lo = value; r.dport_hi = 9; break;
	case 13: r.dport_lo = 1; r.dport_hi = 9 + value; break;
	case 14: r.src = 256 * value; r.src_len = 24; break;
	case 15: r.src = 0; r.src_len = 24 + value; break;
	case 16: r.dst = 256 * value; r.dst_len = 24; break;
	case 17: r.dst = 0; r.dst_len = 24 + value; break;
	default: r.tos = 4 * value; break;
	}
	return r;
}

enum { NAMES = 19 };

static void test_a_request_to_delete_is_compared_where_it_names(void **state)
{
	uint32_t what;

	(void)state;
	for (what = 0; what < NAMES; what++) {
		assert_int_equal(add(naming(what, 1)), 0);
		assert_int_equal(delete(naming(what, 2)), MISSING);
		assert_int_equal(delete(naming(what, 1)), 0);
		assert_int_equal(add(naming(what, 1)), 0);
		assert_int_equal(delete(rule(100, FR_ACT_UNSPEC)), 0);
	}
	assert_int_equal(fib.rules.n, 3);
}

static void test_a_rule_is_like_one_that_names_the_same(void **state)
{
	uint32_t what;

	(void)state;
	for (what = 0; what < NAMES; what++) {
		assert_int_equal(add(naming(what, 1)), 0);
		assert_int_equal(add(naming(what, 1)), EXISTS);
		assert_int_equal(add(naming(what, 2)), 0);
		assert_int_equal(delete(naming(what, 1)), 0);
		assert_int_equal(delete(naming(what, 2)), 0);
	}
}

static void test_once_touched_the_rules_are_custom_for_good(void **state)
{
	(void)state;
	assert_int_equal(delete(to_table(32767, 0)), 0);
	assert_int_equal(fib.rules.custom, 1);
	fib_rules_init(&fib.rules);
	assert_int_equal(add(rule(40000, FR_ACT_NOP)), 0);
	assert_int_equal(delete(rule(40000, FR_ACT_UNSPEC)), 0);
	assert_int_equal(fib.rules.n, 3);
	assert_int_equal(fib.rules.custom, 1);
}

static void test_equals_stay_in_the_order_they_came_in(void **state)
{
	uint32_t i;

	(void)state;
	for (i = fib.rules.n; i < NRULE; i++)
		assert_int_equal(add(to_table(5 + i % 3, 1000 + i)), 0);
	assert_int_equal(add(to_table(9, 9)), NO_ROOM);
	assert_int_equal(fib.rules.n, NRULE);
	for (i = 1; i < NRULE - 3; i++) {
		assert_true(fib.rules.rule[i].priority <=
			fib.rules.rule[i + 1].priority);
		if (fib.rules.rule[i].priority == fib.rules.rule[i + 1].priority)
			assert_true(fib.rules.rule[i].table <
				fib.rules.rule[i + 1].table);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_goto_forward_only_and_with_a_target),
		TEST(test_requests_that_make_no_rule),
		TEST(test_tos_and_ports_have_limits),
		TEST(test_exists_looks_at_less_than_all),
		TEST(test_priority_is_one_below_the_second_rule),
		TEST(test_table_0_is_a_new_one),
		TEST(test_delete_takes_the_first_that_fits),
		TEST(test_a_request_to_delete_is_compared_where_it_names),
		TEST(test_a_rule_is_like_one_that_names_the_same),
		TEST(test_once_touched_the_rules_are_custom_for_good),
		TEST(test_equals_stay_in_the_order_they_came_in)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
