/* ipv4/icmp: what is answered, what is taken, what is refused; errors sent. */
#include "frames.h"

#include "ipv4/arp.h"
#include "ipv4/icmp.h"

static void assert_refused(struct frame f, uint32_t site)
{
	uint64_t before = net.mib.v[MIB_Icmp_InErrors];

	receive(f);
	assert_int_equal(dropped(), site);
	assert_int_equal(net.mib.v[MIB_Icmp_InErrors], before + 1);
	assert_int_equal(sent().len, 0);
}

static void assert_consumed(struct frame f)
{
	receive(f);
	assert_int_equal(dropped(), DROP_NONE);
	assert_int_equal(not_known(), NM_MAX);
	assert_int_equal(noted(TRACE_CONSUMED), 1);
	assert_int_equal(sent().len, 0);
}

static struct frame message(uint32_t type, uint32_t code, const char *data,
	uint32_t len)
{
	return icmp_frame(good_packet(IPPROTO_ICMP), type, code, data, len);
}

/* An error about a datagram that this host would have sent. */
static struct frame error_about(uint32_t type, uint32_t code, uint32_t port,
	uint32_t quoted)
{
	struct datagram d = good_datagram();
	uint8_t data[64] = { 0 };
	struct frame f;

	d.ip.saddr = B;
	d.ip.daddr = A;
	d.sport = port;
	f = udp_frame(d);
	memcpy(data + 4, f.b + 14, 34);
	return message(type, code, (char *)data, 4 + quoted);
}

static void test_echo_is_answered_with_its_bytes(void **state)
{
	struct frame f;

	(void)state;
	receive(message(8, 0, "\1\2\3\4muffin!", 11));
	assert_int_equal(dropped(), DROP_NONE);
	assert_icmp_sent(&f, 0, 0);
	assert_int_equal(f.len, 34 + 4 + 11);
	assert_memory_equal(f.b + 38, "\1\2\3\4muffin!", 11);
	assert_memory_equal(f.b, "\x52\x54\0\0\0\x0a\x52\x54\0\0\0\x0b", 12);
	assert_int_equal(get32(f.b + 26), B);
	assert_int_equal(get32(f.b + 30), A);
	assert_int_equal(f.b[22], 64);
	assert_int_equal(net.mib.v[MIB_Icmp_InEchos], 1);
	assert_int_equal(net.mib.v[MIB_Icmp_OutEchoReps], 1);
	assert_int_equal(net.mib.v[MIB_IcmpMsg_InType0 + 8], 1);
	assert_int_equal(net.mib.v[MIB_IcmpMsg_OutType0], 1);
	assert_int_equal(net.mib.v[MIB_Icmp_OutMsgs], 1);
}

static void test_echo_ignore_all_is_silence(void **state)
{
	(void)state;
	net.sysctl.icmp_echo_ignore_all = 1;
	assert_consumed(message(8, 0, "\1\2\3\4", 4));
}

static void test_broadcast_echo_is_refused_until_allowed(void **state)
{
	struct packet p = good_packet(IPPROTO_ICMP);
	struct frame f;

	(void)state;
	p.daddr = SUBNET_BROADCAST;
	p.to = MAC_ALL;
	assert_refused(icmp_frame(p, 8, 0, "\1\2\3\4", 4),
		DROP_ICMP_BROADCAST);
	net.sysctl.icmp_echo_ignore_broadcasts = 0;
	receive(icmp_frame(p, 8, 0, "\1\2\3\4", 4));
	assert_icmp_sent(&f, 0, 0);
	assert_int_equal(get32(f.b + 26), B);
}

/* Surprise 4. */
static void test_echo_in_a_broadcast_mac_is_answered(void **state)
{
	struct packet p = good_packet(IPPROTO_ICMP);
	struct frame f;

	(void)state;
	p.to = MAC_ALL;
	receive(icmp_frame(p, 8, 0, "\1\2\3\4", 4));
	assert_icmp_sent(&f, 0, 0);
}

static void test_timestamp_is_answered_with_the_clock(void **state)
{
	struct frame f;

	(void)state;
	net.now = (ktime_t)86405 * NSEC_PER_SEC;
	receive(message(13, 0, "\1\2\3\4\0\0\0\7\xff\xff\xff\xff\xff\xff\xff"
			       "\xff", 16));
	assert_icmp_sent(&f, 14, 0);
	assert_int_equal(f.len, 34 + 20);
	assert_int_equal(get32(f.b + 42), 7);
	assert_int_equal(get32(f.b + 46), 5000);
	assert_int_equal(get32(f.b + 50), 5000);
	assert_refused(message(13, 0, "\1\2\3\4\0\0\0", 7),
		DROP_ICMP_TIMESTAMP_SHORT);
}

static void test_wrong_checksum_is_refused(void **state)
{
	struct frame f = message(8, 0, "\1\2\3\4", 4);

	(void)state;
	f.b[36] ^= 1;
	assert_refused(f, DROP_ICMP_BAD_CSUM);
	assert_int_equal(net.mib.v[MIB_Icmp_InCsumErrors], 1);
}

static void test_below_8_bytes_is_refused(void **state)
{
	(void)state;
	assert_refused(message(8, 0, "\1\2\3", 3), DROP_ICMP_SHORT);
}

static void test_unknown_types_are_refused(void **state)
{
	static const uint32_t types[] = { 19, 41, 44, 100, 255 };
	uint32_t i;

	(void)state;
	for (i = 0; i < 5; i++)
		assert_refused(message(types[i], 0, "\1\2\3\4", 4),
			DROP_ICMP_TYPE);
}

static void test_obsolete_types_are_taken_in_silence(void **state)
{
	static const uint32_t types[] = { 1, 2, 6, 7, 9, 10, 14, 15, 16, 17,
		18 };
	uint32_t i;

	(void)state;
	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		assert_consumed(message(types[i], 0, "\1\2\3\4", 4));
}

static void test_echo_reply_has_no_socket(void **state)
{
	(void)state;
	receive(message(0, 0, "\1\2\3\4", 4));
	assert_int_equal(dropped(), DROP_ICMP_NO_ECHO_SOCKET);
	assert_int_equal(net.mib.v[MIB_Icmp_InEchoReps], 1);
}

static void test_error_for_nobody_counts_in_errors(void **state)
{
	(void)state;
	assert_consumed(error_about(3, 3, 9, 34));
	assert_int_equal(net.mib.v[MIB_Icmp_InErrors], 1);
	assert_consumed(error_about(11, 0, 9, 34));
	assert_int_equal(net.mib.v[MIB_Icmp_InTimeExcds], 1);
	assert_int_equal(net.mib.v[MIB_Icmp_InErrors], 2);
}

static void test_quote_that_is_cut_is_refused(void **state)
{
	(void)state;
	assert_refused(error_about(3, 3, 9, 19), DROP_ICMP_QUOTE);
	assert_refused(error_about(5, 1, 9, 19), DROP_ICMP_REDIRECT_SHORT);
}

static void test_quote_with_a_short_ihl_is_refused(void **state)
{
	char data[24] = { 0, 0, 0, 0, 0x44 };

	(void)state;
	assert_refused(message(3, 3, data, 24), DROP_ICMP_QUOTE_IHL);
}

static void test_error_quotes_at_most_548_bytes(void **state)
{
	struct datagram d = good_datagram();
	struct frame in, f;

	(void)state;
	d.dport = 9;
	d.len = 1472;
	in = udp_frame(d);
	receive(in);
	assert_icmp_sent(&f, 3, 3);
	assert_int_equal(f.len, 14 + 576);
	assert_memory_equal(f.b + 42, in.b + 14, 548);
	d.len = 6;
	in = udp_frame(d);
	receive(in);
	assert_icmp_sent(&f, 3, 3);
	assert_int_equal(f.len, 42 + 34);
	assert_memory_equal(f.b + 42, in.b + 14, 34);
	assert_int_equal(f.b[15], 0xc0);
}

static void test_no_error_about_an_error(void **state)
{
	uint32_t type;
	struct frame f;

	(void)state;
	for (type = 0; type < 256; type++) {
		f = message(type, 0, "\1\2\3\4", 4);
		receive(f);
		f = sent();
		if (f.len)
			assert_true(f.b[34] == 0 || f.b[34] == 14);
	}
}

static void test_error_to_an_unknown_neighbour_waits_for_it(void **state)
{
	struct datagram d = good_datagram();

	(void)state;
	d.dport = 9;
	d.ip.saddr = NEIGHBOUR;
	receive(udp_frame(d));
	assert_int_equal(dropped(), DROP_UDP_NO_SOCKET);
	assert_int_equal(not_known(), NM_MAX);
	assert_int_equal(get16(sent().b + 12), ETH_P_ARP);
	assert_int_equal(sent().len, 0);
	receive(arp_frame(ARPOP_REPLY, MAC_A, NEIGHBOUR, B));
	assert_int_equal(sent().b[34], ICMP_DEST_UNREACH);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		T(test_echo_is_answered_with_its_bytes),
		T(test_echo_ignore_all_is_silence),
		T(test_broadcast_echo_is_refused_until_allowed),
		T(test_echo_in_a_broadcast_mac_is_answered),
		T(test_timestamp_is_answered_with_the_clock),
		T(test_wrong_checksum_is_refused),
		T(test_below_8_bytes_is_refused),
		T(test_unknown_types_are_refused),
		T(test_obsolete_types_are_taken_in_silence),
		T(test_echo_reply_has_no_socket),
		T(test_error_for_nobody_counts_in_errors),
		T(test_quote_that_is_cut_is_refused),
		T(test_quote_with_a_short_ihl_is_refused),
		T(test_error_quotes_at_most_548_bytes),
		T(test_no_error_about_an_error),
		T(test_error_to_an_unknown_neighbour_waits_for_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
