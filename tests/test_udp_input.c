/*
 * ipv4/udp from the wire up: lengths, ports and checksums as Linux takes
 * them.  tests/test_udp.c and test_udp_table.c show the rest.
 */
#include "frames.h"

#include "ipv4/udp.h"

static void assert_refused(struct datagram d, uint32_t site)
{
	receive(udp_frame(d));
	assert_int_equal(dropped(), site);
	assert_int_equal(waiting(muffin), 0);
	assert_int_equal(sent().len, 0);
}

static struct datagram told(uint32_t length)
{
	struct datagram d = good_datagram();

	d.lies = 1;
	d.told_length = length;
	return d;
}

/* Surprise 1. */
static void test_udp_length_zero_is_pkt_too_small(void **state)
{
	(void)state;
	assert_refused(told(0), DROP_UDP_LENGTH);
	assert_refused(told(7), DROP_UDP_LENGTH);
	assert_int_equal(net.mib.v[MIB_Udp_InErrors], 2);
}

/* Surprise 1. */
static void test_udp_length_above_the_packet_is_pkt_too_small(void **state)
{
	(void)state;
	assert_refused(told(15), DROP_UDP_LENGTH);
	assert_refused(told(65535), DROP_UDP_LENGTH);
	assert_int_equal(net.mib.v[MIB_Udp_InErrors], 2);
}

/* Surprise 1. */
static void test_udp_length_below_the_packet_is_trimmed(void **state)
{
	struct udp_msg m;
	uint8_t to[8] = { 0 };

	(void)state;
	receive(udp_frame(told(10)));
	assert_int_equal(udp_recvmsg(&net, muffin, to, sizeof(to), &m), 0);
	assert_int_equal(m.len, 2);
	assert_memory_equal(to, "\1\2\0", 3);
	receive(udp_frame(told(8)));
	assert_int_equal(udp_recvmsg(&net, muffin, to, sizeof(to), &m), 0);
	assert_int_equal(m.len, 0);
}

/* Surprise 2. */
static void test_payload_below_8_bytes_is_silence(void **state)
{
	uint32_t n;

	(void)state;
	for (n = 0; n < 8; n++) {
		receive(ip_frame(good_packet(IPPROTO_UDP), "\0\0\0\0\0\0\0", n));
		assert_int_equal(dropped(), DROP_UDP_SHORT);
		assert_int_equal(sent().len, 0);
	}
	assert_int_equal(net.mib.v[MIB_Udp_InErrors], 8);
}

/* Surprise 2. */
static void test_port_zero_is_a_port_like_others(void **state)
{
	struct datagram d = good_datagram();
	struct frame f;

	(void)state;
	d.sport = 0;
	receive(udp_frame(d));
	assert_int_equal(waiting(muffin), 1);
	d.dport = 0;
	receive(udp_frame(d));
	assert_int_equal(dropped(), DROP_UDP_NO_SOCKET);
	assert_icmp_sent(&f, 3, 3);
}

static void test_checksum_zero_is_not_checked(void **state)
{
	struct datagram d = good_datagram();
	struct udp_msg m;
	uint8_t to[8];

	(void)state;
	d.no_sum = 1;
	receive(udp_frame(d));
	assert_int_equal(udp_recvmsg(&net, muffin, to, sizeof(to), &m), 0);
	assert_int_equal(m.len, 6);
}

static void test_wrong_checksum_is_dropped_without_answer(void **state)
{
	struct datagram d = good_datagram();

	(void)state;
	d.sum_error = 1;
	assert_refused(d, DROP_UDP_BAD_CSUM);
	d.dport = 9;
	assert_refused(d, DROP_UDP_BAD_CSUM);
	assert_int_equal(net.mib.v[MIB_Udp_InCsumErrors], 2);
	assert_int_equal(net.mib.v[MIB_Udp_NoPorts], 0);
}

static void test_every_payload_length_comes_back_unchanged(void **state)
{
	struct datagram d = good_datagram();
	uint8_t to[1500];
	struct udp_msg m;
	uint32_t i;

	(void)state;
	for (d.len = 0; d.len <= 1472; d.len++) {
		receive(udp_frame(d));
		assert_int_equal(
			udp_recvmsg(&net, muffin, to, sizeof(to), &m), 0);
		assert_int_equal(m.len, d.len);
		assert_int_equal(m.saddr, A);
		assert_int_equal(m.sport, FROM);
		for (i = 0; i < d.len; i++)
			assert_int_equal(to[i], (i + 1) % 256);
	}
	assert_int_equal(net.pool.nfree, POOL_SIZE);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		T(test_udp_length_zero_is_pkt_too_small),
		T(test_udp_length_above_the_packet_is_pkt_too_small),
		T(test_udp_length_below_the_packet_is_trimmed),
		T(test_payload_below_8_bytes_is_silence),
		T(test_port_zero_is_a_port_like_others),
		T(test_checksum_zero_is_not_checked),
		T(test_wrong_checksum_is_dropped_without_answer),
		T(test_every_payload_length_comes_back_unchanged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
