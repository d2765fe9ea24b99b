/*
 * ipv4/ping: which socket an echo reply is for, and what it reads.  The rows
 * are what Linux 6.18 was seen to do.
 */
#include "frames.h"
#include "core/sk_filter.h"
#include "ipv4/icmp.h"
#include "ipv4/ping.h"
#include "filters.h"

enum { ID = 0x6461 };		/* "da" */

static uint32_t ping(uint32_t reuse)
{
	uint32_t s = sk_alloc(&net.sock);

	net.sock.s[s].protocol = IPPROTO_ICMP;
	net.sock.s[s].reuse = reuse;
	return s;
}

static uint32_t bound(uint32_t addr)
{
	uint32_t s = ping(1);

	assert_int_equal(ping_bind(&net, s, addr, ID), 0);
	return s;
}

/* Identifier "da", sequence "ta", four bytes of data. */
static void reply(uint32_t type)
{
	struct frame f = icmp_frame(good_packet(IPPROTO_ICMP), type, 0,
		"data....", 8);

	receive(f);
}

static void test_the_reply_finds_its_identifier(void **state)
{
	uint32_t other = ping(1), s = bound(0);
	struct udp_msg m;
	uint8_t to[64];

	(void)state;
	assert_int_equal(ping_bind(&net, other, 0, ID + 1), 0);
	reply(ICMP_ECHOREPLY);
	assert_int_equal(waiting(other), 0);
	assert_int_equal(ping_recvmsg(&net, s, to, sizeof to, &m), 0);
	assert_int_equal(m.saddr, A);
	assert_int_equal(to[0], ICMP_ECHOREPLY);
	assert_int_equal(get16(to + 4), ID);
	assert_int_equal(ping_recvmsg(&net, s, to, sizeof to, &m), -11);
	reply(ICMP_EXT_ECHOREPLY);
	assert_int_equal(waiting(s), 1);
	reply(ICMP_ECHO);
	assert_int_equal(waiting(s), 1);
}

static void test_nobody_has_the_identifier(void **state)
{
	uint32_t unbound = ping(1);

	(void)state;
	receive(icmp_frame(good_packet(IPPROTO_ICMP), ICMP_ECHOREPLY, 0,
		"\0\0\0\1", 4));
	assert_int_equal(dropped(), DROP_ICMP_NO_ECHO_SOCKET);
	assert_int_equal(waiting(unbound), 0);
	assert_int_equal(net.mib.v[MIB_Icmp_InEchoReps], 1);
	assert_int_equal(net.mib.v[MIB_Icmp_InErrors], 0);
}

static void test_the_newest_that_fits_gets_it(void **state)
{
	uint32_t any = bound(0), ours = bound(B), loopback = bound(0x7f000001);
	uint32_t lo = ping(1);

	(void)state;
	net.sock.s[lo].bound_dev = DEV_LO;
	assert_int_equal(ping_bind(&net, lo, 0, ID), 0);
	reply(ICMP_ECHOREPLY);
	assert_int_equal(waiting(ours), 1);
	assert_int_equal(waiting(any) + waiting(loopback) + waiting(lo), 0);
}

/* its peer does not matter */
static void test_a_connected_socket_hears_strangers(void **state)
{
	uint32_t s = bound(0);

	(void)state;
	assert_int_equal(ip4_datagram_connect(&net, s, NEIGHBOUR, 0), 0);
	assert_int_equal(net.sock.s[s].rcv_saddr, B);
	reply(ICMP_ECHOREPLY);
	assert_int_equal(waiting(s), 1);
	assert_int_equal(ip4_datagram_connect(&net, ping(1), A, 0), -22);
}

static void test_bind(void **state)
{
	uint32_t a = ping(0), b = ping(1), c = ping(1);

	(void)state;
	assert_int_equal(ping_bind(&net, a, SUBNET_BROADCAST, 9), -99);
	assert_int_equal(ping_bind(&net, a, ALL_HOSTS, 9), -99);
	assert_int_equal(ping_bind(&net, a, 0xffffffff, 9), -99);
	assert_int_equal(ping_bind(&net, a, NEIGHBOUR, 9), -99);
	assert_int_equal(ping_bind(&net, a, 0, 0), -22);
	assert_int_equal(ping_bind(&net, a, 0x7f000002, 9), 0);
	assert_int_equal(ping_bind(&net, a, 0, 10), -22);
	assert_int_equal(ping_bind(&net, b, B, 9), -98);
	assert_int_equal(ping_bind(&net, b, B, 10), 0);
	assert_int_equal(ping_bind(&net, c, 0, 10), 0);
}

static void test_filter_and_buffer(void **state)
{
	struct sock_filter f = { BPF_RET_K, 0, 0, 9 };
	uint32_t s = bound(0), i;
	struct udp_msg m;
	uint8_t to[64];

	(void)state;
	assert_int_equal(attach(&net, s, 1, &f), 0);
	reply(ICMP_ECHOREPLY);
	assert_int_equal(ping_recvmsg(&net, s, to, sizeof to, &m), 0);
	assert_int_equal(m.len, 9);
	net.sock.s[s].rcvbuf = SOCK_MIN_RCVBUF;
	for (i = 0; i < 8; i++)
		reply(ICMP_ECHOREPLY);
	assert_int_equal(dropped(), DROP_PING_RCVBUF);
	assert_int_equal(net.sock.s[s].drops, 8 - waiting(s));
	f.k = 0;
	assert_int_equal(attach(&net, s, 1, &f), 0);
	reply(ICMP_ECHOREPLY);
	assert_int_equal(dropped(), DROP_PING_FILTER);
	assert_int_equal(net.sock.s[s].drops, 8 - waiting(s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_the_reply_finds_its_identifier),
		T(test_nobody_has_the_identifier),
		T(test_the_newest_that_fits_gets_it),
		T(test_a_connected_socket_hears_strangers),
		T(test_bind),
		T(test_filter_and_buffer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
