/*
 * ipv4/fib_rules: which rule selects a packet, and which one decides.
 */
#include "rules_host.h"

static void test_three_rules_to_begin_with(void **state)
{
	static const uint32_t priority[] = { 0, 32766, 32767 };
	static const uint32_t table[] = { 255, 254, 253 };
	uint32_t i;

	(void)state;
	assert_int_equal(fib.rules.n, 3);
	assert_int_equal(fib.rules.custom, 0);
	for (i = 0; i < 3; i++) {
		assert_int_equal(fib.rules.rule[i].priority, priority[i]);
		assert_int_equal(fib.rules.rule[i].table, table[i]);
		assert_int_equal(fib.rules.rule[i].action, FR_ACT_TO_TBL);
		assert_int_equal(fib.rules.rule[i].protocol, RTPROT_KERNEL);
	}
	assert_int_equal(answer(), NO_NETWORK);
}

static void test_tables_are_asked_in_the_order_of_the_rules(void **state)
{
	struct fib_result res;

	(void)state;
	route(RT_TABLE_DEFAULT, 0, 0, RTN_UNICAST);
	res = fib_rules_lookup(&fib, flow);
	assert_int_equal(res.table, FIB_DEFAULT);
	assert_int_equal(res.rule, 2);
	route(RT_TABLE_MAIN, 0, 0, RTN_UNICAST);
	assert_int_equal(fib_rules_lookup(&fib, flow).rule, 1);
	route(RT_TABLE_LOCAL, 0, 0, RTN_LOCAL);
	res = fib_rules_lookup(&fib, flow);
	assert_int_equal(res.rule, 0);
	assert_int_equal(res.err, 0);
	assert_int_equal(fib.r[res.route].type, RTN_LOCAL);
}

/* Of all flows the one that the test set up alone is selected. */
static void assert_selects(struct fib_rule r, const uint32_t *field,
	uint32_t other)
{
	struct flowi4 w = flow;
	size_t at = (size_t)((const uint8_t *)field - (const uint8_t *)&flow);

	assert_true(fib_rule_match(r, flow));
	memcpy((uint8_t *)&w + at, &other, sizeof(other));
	assert_false(fib_rule_match(r, w));
	r.invert = 1;
	assert_false(fib_rule_match(r, flow));
	assert_true(fib_rule_match(r, w));
}

static void test_prefixes_select(void **state)
{
	struct fib_rule r = rule(1, FR_ACT_NOP);

	(void)state;
	r.src = A;
	r.src_len = 32;
	assert_selects(r, &flow.saddr, A + 1);
	r.src_len = 24;
	assert_selects(r, &flow.saddr, A + 256);
	r.src = A + 7;		/* bits behind the prefix do not count */
	assert_selects(r, &flow.saddr, 0);
	r.src_len = 0;
	r.dst = TARGET;
	r.dst_len = 31;
	assert_selects(r, &flow.daddr, TARGET + 1);
	r.dst_len = 1;
	assert_selects(r, &flow.daddr, TARGET | 1u << 31);
}

static void test_devices_select(void **state)
{
	struct fib_rule r = rule(1, FR_ACT_NOP);

	(void)state;
	r.iif = DEV_LO;
	assert_selects(r, &flow.iif, ETH0);
	r.iif = ANY_DEVICE;
	r.oif = ETH0;
	assert_false(fib_rule_match(r, flow));
	flow.oif = ETH0;
	assert_selects(r, &flow.oif, ANY_DEVICE);
	r.oif = MISSING_DEVICE;
	assert_false(fib_rule_match(r, flow));
	r.invert = 1;
	assert_true(fib_rule_match(r, flow));
}

static void test_mark_and_user_select(void **state)
{
	struct fib_rule r = rule(1, FR_ACT_NOP);

	(void)state;
	flow.mark = 5;
	flow.uid = 7;
	r.mark = 1;
	r.mark_mask = 3;
	assert_selects(r, &flow.mark, 6);
	r.mark = 0x101;		/* bits behind the mask do not count */
	assert_selects(r, &flow.mark, 7);
	r.mark_mask = 0;
	r.uid_lo = 5;
	r.uid_hi = 7;
	assert_selects(r, &flow.uid, 8);
	assert_selects(r, &flow.uid, 4);
	r.uid_hi = 6;
	assert_false(fib_rule_match(r, flow));
}

static void test_tos_protocol_and_ports_select(void **state)
{
	struct fib_rule r = rule(1, FR_ACT_NOP);

	(void)state;
	flow.tos = 0x10;
	r.tos = 0x10;
	assert_selects(r, &flow.tos, 0x14);
	assert_selects(r, &flow.tos, 0);
	r.tos = 0;
	r.ip_proto = 17;
	assert_selects(r, &flow.proto, 6);
	r.ip_proto = 0;
	r.sport_lo = FROM - 1;
	r.sport_hi = FROM;
	assert_selects(r, &flow.sport, FROM + 1);
	assert_selects(r, &flow.sport, FROM - 2);
	r.sport_lo = r.sport_hi = 0;
	r.dport_lo = r.dport_hi = PORT;
	assert_selects(r, &flow.dport, PORT + 1);
}

static void test_not_without_selectors_selects_nothing(void **state)
{
	struct fib_rule r = rule(1, FR_ACT_PROHIBIT);

	(void)state;
	r.invert = 1;
	assert_int_equal(add(r), 0);
	assert_int_equal(answer(), NO_NETWORK);
	r = jump(2, 3);
	r.invert = 1;
	assert_int_equal(add(r), 0);
	assert_int_equal(add(rule(3, FR_ACT_PROHIBIT)), 0);
	assert_int_equal(answer(), NO_ACCESS);
}

static void test_refusing_actions(void **state)
{
	(void)state;
	route(RT_TABLE_MAIN, 0, 0, RTN_UNICAST);
	assert_int_equal(answer(), 0);
	assert_int_equal(add(rule(9, FR_ACT_UNREACHABLE)), 0);
	assert_int_equal(answer(), NO_NETWORK);
	assert_int_equal(add(rule(8, FR_ACT_PROHIBIT)), 0);
	assert_int_equal(answer(), NO_ACCESS);
	assert_int_equal(add(rule(7, FR_ACT_BLACKHOLE)), 0);
	assert_int_equal(answer(), INVALID);
	assert_int_equal(add(rule(6, FR_ACT_NOP)), 0);
	assert_int_equal(answer(), INVALID);
	assert_int_equal(fib_rules_lookup(&fib, flow).rule, 2);
	assert_int_equal(fib_rules_lookup(&fib, flow).route, FIB_NIL);
}

static void test_routes_that_refuse_end_and_throw_goes_on(void **state)
{
	(void)state;
	route(RT_TABLE_MAIN, 0, 0, RTN_UNICAST);
	assert_int_equal(add(to_table(100, 100)), 0);
	assert_int_equal(answer(), 0);	/* no such table */
	route(100, TARGET, 32, RTN_THROW);
	assert_int_equal(answer(), 0);
	route(100, TARGET + 1, 32, RTN_UNREACHABLE);
	route(100, TARGET + 2, 32, RTN_PROHIBIT);
	route(100, TARGET + 3, 32, RTN_BLACKHOLE);
	flow.daddr = TARGET + 1;
	assert_int_equal(answer(), NO_HOST);
	flow.daddr = TARGET + 2;
	assert_int_equal(answer(), NO_ACCESS);
	flow.daddr = TARGET + 3;
	assert_int_equal(answer(), INVALID);
	flow.daddr = TARGET + 4;
	assert_int_equal(answer(), 0);
}

static void test_suppress_passes_over_short_routes_but_not_refusals(
	void **state)
{
	struct fib_rule r = to_table(100, 100);

	(void)state;
	route(100, 0x1e000000, 24, RTN_UNICAST);
	route(100, 0x1f000000, 24, RTN_UNREACHABLE);
	r.suppress_prefixlen = 23;
	assert_int_equal(add(r), 0);
	assert_int_equal(answer(), 0);
	assert_int_equal(delete(r), 0);
	r.suppress_prefixlen = 24;
	assert_int_equal(add(r), 0);
	assert_int_equal(answer(), NO_NETWORK);
	flow.daddr = 0x1f000001;
	assert_int_equal(answer(), NO_HOST);
}

static void test_goto_leads_to_the_first_of_its_target(void **state)
{
	(void)state;
	route(RT_TABLE_MAIN, 0, 0, RTN_UNICAST);
	assert_int_equal(add(jump(100, 40000)), 0);
	assert_int_equal(add(rule(101, FR_ACT_UNREACHABLE)), 0);
	assert_int_equal(answer(), NO_NETWORK);		/* unresolved */
	assert_int_equal(add(rule(40000, FR_ACT_PROHIBIT)), 0);
	assert_int_equal(answer(), NO_ACCESS);
	assert_int_equal(add(rule(40000, FR_ACT_BLACKHOLE)), 0);
	assert_int_equal(answer(), NO_ACCESS);
	assert_int_equal(delete(rule(40000, FR_ACT_PROHIBIT)), 0);
	assert_int_equal(answer(), INVALID);
	assert_int_equal(delete(rule(40000, FR_ACT_UNSPEC)), 0);
	assert_int_equal(answer(), NO_NETWORK);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_three_rules_to_begin_with),
		TEST(test_tables_are_asked_in_the_order_of_the_rules),
		TEST(test_prefixes_select),
		TEST(test_devices_select),
		TEST(test_mark_and_user_select),
		TEST(test_tos_protocol_and_ports_select),
		TEST(test_not_without_selectors_selects_nothing),
		TEST(test_refusing_actions),
		TEST(test_routes_that_refuse_end_and_throw_goes_on),
		TEST(test_suppress_passes_over_short_routes_but_not_refusals),
		TEST(test_goto_leads_to_the_first_of_its_target)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
