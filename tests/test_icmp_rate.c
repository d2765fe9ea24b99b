/* ipv4/icmp_rate, icmp_limit: how many errors go out, to one and to all. */
#include "frames.h"

#include "ipv4/icmp.h"
#include "ipv4/icmp_rate.h"

enum { C0000 = 0x0b000000 };	/* the first of many peers */

#define MSEC UINT64_C(1000000)
#define SECOND UINT64_C(1000000000)

/* How many of n messages to that peer are allowed now. */
static uint32_t allowed(uint32_t peer, uint32_t n)
{
	uint32_t yes = 0;

	while (n-- > 0)
		yes += icmpv4_xrlim_allow(&net, peer, ETH0, ICMP_DEST_UNREACH,
			ICMP_PORT_UNREACH, 1);
	return yes;
}

static uint32_t unroutable(uint32_t n)
{
	uint32_t yes = 0;

	while (n-- > 0)
		yes += ip_error_allow(&net, A) && allowed(A, 1) == 1;
	return yes;
}

/* What the defaults give to a peer: six, then one a second. */
static void test_six_at_once_then_one_a_second(void **state)
{
	(void)state;
	assert_int_equal(allowed(A, 9), 6);
	assert_int_equal(net.mib.v[MIB_Icmp_OutRateLimitHost], 3);
	assert_int_equal(allowed(NEIGHBOUR, 9), 6);
	net.now += SECOND - 1;
	assert_int_equal(allowed(A, 3), 0);
	net.now += 1;
	assert_int_equal(allowed(A, 3), 1);
	net.now += 3600 * SECOND;
	assert_int_equal(allowed(A, 9), 6);
}

/* Measured: both buckets are one, so an error takes from it twice. */
static void test_an_unroutable_packet_pays_twice(void **state)
{
	static const struct {
		uint32_t ratelimit, yes;
	} rows[] = { { 1000, 2 }, { 100, 4 }, { 0, 5 } };
	uint32_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		icmp_limit_init(&net.limit);
		net.sysctl.icmp_ratelimit = rows[i].ratelimit;
		assert_int_equal(unroutable(8), rows[i].yes);
		net.now += SECOND + 100 * MSEC;
		assert_int_equal(unroutable(8), rows[i].ratelimit != 1000);
	}
}

/* Measured: with a limit of 0 each error empties the bucket. */
static void test_no_limit_still_empties_the_bucket(void **state)
{
	(void)state;
	net.sysctl.icmp_ratelimit = 0;
	assert_int_equal(allowed(A, 100), 100);
	assert_int_equal(unroutable(3), 0);
}

static void test_lo_and_what_is_not_limited_pay_nothing(void **state)
{
	uint32_t i;

	(void)state;
	for (i = 0; i < 9; i++) {
		assert_true(icmpv4_xrlim_allow(&net, A, DEV_LO, 3, 3, 1));
		assert_true(icmpv4_xrlim_allow(&net, A, ETH0, 3, 4, 0));
	}
	assert_int_equal(net.limit.n, 0);
}

/* Only types of ratemask are counted, and not fragmentation needed. */
static void test_which_messages_are_limited(void **state)
{
	uint32_t type, limited;

	(void)state;
	for (type = 0; type < 20; type++) {
		assert_true(icmpv4_global_allow(&net, type, 3, &limited));
		assert_int_equal(limited, type == 3 || type == 4 ||
			type == 11 || type == 12);
	}
	assert_true(icmpv4_global_allow(&net, 3, ICMP_FRAG_NEEDED, &limited));
	assert_int_equal(limited, 0);
}

/* Sends until the credit is used up; each costs 0, 1 or 2. */
static uint32_t burst(void)
{
	uint32_t limited, n = 0;

	while (icmpv4_global_allow(&net, 11, 0, &limited)) {
		assert_int_equal(limited, 1);
		assert_true(icmpv4_xrlim_allow(&net, A, DEV_LO, 11, 0, 1));
		n++;
	}
	return n;
}

static void test_all_together_have_a_credit(void **state)
{
	uint32_t n;

	(void)state;
	n = burst();
	assert_in_range(n, 25, 200);
	assert_int_equal(net.mib.v[MIB_Icmp_OutRateLimitGlobal], 1);
	net.now += 19 * MSEC;
	assert_int_equal(burst(), 0);
	net.now += 1 * MSEC;		/* 20 more */
	n = burst();
	assert_in_range(n, 9, 100);
	net.now += 10 * SECOND;
	n = burst();
	assert_in_range(n, 25, 200);
}

static void test_a_credit_costs_one_on_average(void **state)
{
	uint32_t i, n = 0;

	(void)state;
	for (i = 0; i < 1000; i++) {
		n += burst();
		net.now += SECOND;
	}
	assert_in_range(n, 48000, 55000);
}

/* Who was asked for last stays. */
static void test_the_peer_of_longest_ago_is_forgotten(void **state)
{
	uint32_t i;

	(void)state;
	for (i = 0; i < NPEER; i++) {
		net.now++;
		assert_int_equal(allowed(C0000 + i, 6), 6);
	}
	net.now++;
	assert_int_equal(allowed(C0000, 1), 0);
	net.now++;
	assert_int_equal(allowed(A, 6), 6);
	assert_int_equal(net.limit.n, NPEER);
	assert_int_equal(allowed(C0000, 1), 0);
	assert_int_equal(allowed(C0000 + 1, 6), 6);
}

static int limited_host(void **state)
{
	host_b(state);
	net.sysctl.icmp_ratemask = 0x1818;	/* Linux's default */
	return 0;
}

#undef T
#define T(name) cmocka_unit_test_setup(name, limited_host)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		T(test_six_at_once_then_one_a_second),
		T(test_an_unroutable_packet_pays_twice),
		T(test_no_limit_still_empties_the_bucket),
		T(test_lo_and_what_is_not_limited_pay_nothing),
		T(test_which_messages_are_limited),
		T(test_all_together_have_a_credit),
		T(test_a_credit_costs_one_on_average),
		T(test_the_peer_of_longest_ago_is_forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
