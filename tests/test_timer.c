/*
 * ipv4/timer: datagrams that lack fragments are given up in time, in order,
 * and their sender is told; and what else bounds them.
 */
#include "frames.h"

#include "ipv4/icmp.h"
#include "ipv4/timer.h"

#define SECOND ((ktime_t)NSEC_PER_SEC)

static const uint8_t zero[1480];

/* A fragment of n bytes of payload; flags 1: more follow. */
static struct frame fragment(uint32_t id, uint32_t offset, uint32_t n,
	uint32_t flags)
{
	struct packet p = good_packet(IPPROTO_UDP);
	struct frame f;
	uint32_t sum;

	p.frag = offset / 8 + flags * 0x2000;
	f = ip_frame(p, zero, n);
	f.b[18] = (uint8_t)(id >> 8);
	f.b[19] = (uint8_t)id;
	f.b[24] = f.b[25] = 0;
	sum = plain_checksum(f.b + 14, 20, 0);
	f.b[24] = (uint8_t)(sum >> 8);
	f.b[25] = (uint8_t)sum;
	return f;
}

static void comes(uint32_t id, uint32_t offset, uint32_t n, uint32_t flags)
{
	receive(fragment(id, offset, n, flags));
}

static uint32_t in_reassembly(void)
{
	uint32_t i, n = 0;

	for (i = 0; i < NIPQ; i++)
		n += net.frag.q[i].used;
	return n;
}

static void pass(ktime_t ns)
{
	ktime_t to = net.now + ns;

	trace_init(&net.trace);
	assert_true(run_timers(&net, to));
	assert_true(net.now == to);
}

static void assert_failed(uint64_t timeouts, uint64_t fails)
{
	assert_int_equal(net.mib.v[MIB_Ip_ReasmTimeout], timeouts);
	assert_int_equal(net.mib.v[MIB_Ip_ReasmFails], fails);
}

static void test_after_30_seconds_the_sender_is_told(void **state)
{
	struct frame first = fragment(1, 0, 20, 1), f;

	(void)state;
	receive(first);
	comes(1, 32, 16, 1);
	pass(30 * SECOND - 1);
	assert_int_equal(in_reassembly(), 1);
	assert_failed(0, 0);
	pass(1);
	assert_int_equal(in_reassembly(), 0);
	assert_failed(1, 1);
	assert_int_equal(dropped(), DROP_FRAG_TIMEOUT);
	assert_icmp_sent(&f, ICMP_TIME_EXCEEDED, ICMP_EXC_FRAGTIME);
	assert_int_equal(f.len, 14 + 20 + 8 + 20 + 16);	/* cut to 8s */
	assert_int_equal(get32(f.b + 26), B);
	assert_int_equal(get32(f.b + 30), A);
	assert_memory_equal(f.b + 42, first.b + 14, 36);
	assert_int_equal(sent().len, 0);
	assert_int_equal(net.pool.nfree, POOL_SIZE);
}

static void test_the_quote_ends_at_576_bytes(void **state)
{
	struct frame f;

	(void)state;
	comes(1, 0, 1400, 1);
	pass(30 * SECOND);
	assert_icmp_sent(&f, ICMP_TIME_EXCEEDED, ICMP_EXC_FRAGTIME);
	assert_int_equal(f.len, 14 + 576);
}

static void test_without_the_first_nobody_is_told(void **state)
{
	(void)state;
	comes(1, 8, 16, 1);
	pass(30 * SECOND);
	assert_failed(1, 1);
	assert_int_equal(dropped(), DROP_FRAG_TIMEOUT);
	assert_int_equal(sent().len, 0);
}

static void test_no_error_about_a_broadcast(void **state)
{
	struct packet p = good_packet(IPPROTO_UDP);

	(void)state;
	p.daddr = SUBNET_BROADCAST;
	p.to = UINT64_C(0xffffffffffff);
	p.frag = 0x2000;
	receive(ip_frame(p, zero, 16));
	assert_int_equal(in_reassembly(), 1);
	pass(30 * SECOND);
	assert_failed(1, 1);
	assert_int_equal(sent().len, 0);
}

static void test_each_is_given_up_at_its_own_time(void **state)
{
	uint32_t i;

	(void)state;
	net.sysctl.ipfrag_time = 2;
	net.sysctl.icmp_ratemask = 0;
	for (i = 0; i < 8; i++) {
		comes(i * 5 % 8, 0, 8 + 8 * (i * 5 % 8), 1);
		pass(SECOND / 8);
	}
	trace_init(&net.trace);
	assert_true(run_timers(&net, net.now + 2 * SECOND));
	assert_failed(8, 8);
	for (i = 0; i < 8; i++)
		assert_int_equal(sent().len, 14 + 28 + 28 + 8 * (i * 5 % 8));
	assert_int_equal(in_reassembly(), 0);
}

static void test_time_never_goes_back(void **state)
{
	(void)state;
	pass(SECOND);
	assert_true(run_timers(&net, 5));
	assert_true(net.now == SECOND);
}

static void test_the_time_runs_from_the_first_that_came(void **state)
{
	(void)state;
	comes(1, 0, 16, 1);
	pass(29 * SECOND);
	comes(1, 16, 16, 1);
	pass(SECOND);
	assert_failed(1, 1);
	assert_int_equal(in_reassembly(), 0);
}

static void test_too_many_others_in_between_start_it_again(void **state)
{
	uint32_t i;

	(void)state;
	net.sysctl.ipfrag_max_dist = 3;
	comes(10, 0, 16, 1);
	for (i = 0; i < 2; i++)
		comes(20 + i, 0, 16, 1);
	comes(10, 16, 16, 1);
	assert_failed(0, 0);
	for (i = 0; i < 3; i++)
		comes(30 + i, 0, 16, 1);
	comes(10, 32, 16, 0);
	assert_failed(0, 1);
	assert_int_equal(net.drop.n[DROP_FRAG_FAR], 1);
	assert_int_equal(dropped(), DROP_NONE);
	assert_int_equal(in_reassembly(), 6);
	comes(10, 0, 32, 1);
	assert_int_equal(net.mib.v[MIB_Ip_ReasmOKs], 1);
}

static void test_max_dist_0_lets_any_distance_pass(void **state)
{
	uint32_t i;

	(void)state;
	net.sysctl.ipfrag_max_dist = 0;
	comes(10, 0, 16, 1);
	for (i = 0; i < 100; i++)
		comes(20 + i, 0, 16, 1);
	comes(10, 16, 16, 0);
	assert_int_equal(net.mib.v[MIB_Ip_ReasmOKs], 1);
}

static void test_the_memory_is_bounded(void **state)
{
	uint32_t one = 200 + 704;	/* a queue, and 16 bytes on a tap */

	(void)state;
	net.sysctl.ipfrag_high_thresh = one;
	comes(1, 0, 16, 1);
	assert_int_equal(frags_mem(&net.frag), one);
	comes(1, 16, 16, 1);
	assert_int_equal(dropped(), DROP_NONE);
	comes(1, 32, 16, 0);
	assert_int_equal(dropped(), DROP_FRAG_NO_ROOM);
	comes(2, 0, 16, 1);
	assert_int_equal(dropped(), DROP_FRAG_NO_ROOM);
	assert_failed(0, 2);
	assert_int_equal(in_reassembly(), 1);
	net.sysctl.ipfrag_high_thresh = 0;
	comes(2, 0, 16, 1);
	assert_int_equal(dropped(), DROP_FRAG_NO_ROOM);
	assert_failed(0, 3);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		T(test_after_30_seconds_the_sender_is_told),
		T(test_the_quote_ends_at_576_bytes),
		T(test_without_the_first_nobody_is_told),
		T(test_no_error_about_a_broadcast),
		T(test_each_is_given_up_at_its_own_time),
		T(test_time_never_goes_back),
		T(test_the_time_runs_from_the_first_that_came),
		T(test_too_many_others_in_between_start_it_again),
		T(test_max_dist_0_lets_any_distance_pass),
		T(test_the_memory_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
