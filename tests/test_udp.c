/*
 * ipv4/udp: header checks, full buffers, copies, late checksums.  The rows
 * are what Linux 6.18 was seen to do.
 */
#include "udp_host.h"

static void test_rcvbuf_takes_what_linux_takes(void **state)
{
	static const uint32_t rows[][2] = { { 2304, 3 }, { 4608, 6 },
		{ 8192, 11 }, { 16384, 23 }, { 1, 1 } };
	uint32_t i, k, s;

	for (i = 0; i < 5; i++) {
		setup(state);
		s = bound(0, ANY_DEVICE);
		net.sock.s[s].rcvbuf = rows[i][0];
		for (k = 0; k < 30; k++)
			send_to(OURS, RTN_LOCAL);
		assert_int_equal(waits(s), rows[i][1]);
		assert_int_equal(net.sock.s[s].drops, 30 - rows[i][1]);
		assert_int_equal(net.mib.v[MIB_Udp_RcvbufErrors],
			30 - rows[i][1]);
		assert_int_equal(net.mib.v[MIB_Udp_InErrors], 30 - rows[i][1]);
		assert_int_equal(net.drop.n[DROP_UDP_RCVBUF], 30 - rows[i][1]);
	}
}

static void test_multicast_goes_to_every_listener(void **state)
{
	uint32_t any = bound(0, ANY_DEVICE), group = bound(GROUP, ANY_DEVICE);
	uint32_t deaf = bound(0, ANY_DEVICE), joined = bound(0, ANY_DEVICE);
	uint32_t unicast = bound(OURS, ANY_DEVICE), h;

	(void)state;
	net.sock.s[deaf].mc_all = 0;
	net.sock.s[joined].mc_all = 0;
	assert_int_equal(ip_mc_join_group(&net, joined, OURS, ETH0), -22);
	assert_int_equal(ip_mc_join_group(&net, joined, GROUP, ETH0), 0);
	assert_int_equal(ip_mc_join_group(&net, joined, GROUP, ETH0), -98);
	h = send_to(GROUP, RTN_MULTICAST);
	assert_int_equal(net.queues.own[h], OWN_QUEUE + QUEUE_SOCK + joined);
	assert_int_equal(waits(any), 1);
	assert_int_equal(waits(group), 1);
	assert_int_equal(waits(joined), 1);
	assert_int_equal(waits(deaf) + waits(unicast), 0);
	assert_int_equal(net.drop.n[DROP_UDP_NO_LISTENER], 0);
	send_to(BROADCAST, RTN_BROADCAST);
	assert_int_equal(waits(any), 2);
	assert_int_equal(waits(deaf), 1);
}

static void test_multicast_without_listener_is_dropped(void **state)
{
	uint32_t h;

	(void)state;
	bound(OURS, ANY_DEVICE);
	h = send_to(GROUP, RTN_MULTICAST);
	assert_int_equal(net.queues.own[h], OWN_FREE);
	assert_int_equal(net.drop.n[DROP_UDP_NO_LISTENER], 1);
	assert_int_equal(net.mib.v[MIB_Udp_IgnoredMulti], 1);
}

static void test_copies_carry_the_payload(void **state)
{
	uint32_t a = bound(0, ANY_DEVICE), b = bound(0, ANY_DEVICE);
	struct udp_msg m;
	uint8_t to[8];

	(void)state;
	send_to(GROUP, RTN_MULTICAST);
	assert_int_equal(udp_recvmsg(&net, a, to, sizeof to, &m), 0);
	assert_memory_equal(to, "\1\2\3\4\5", 5);
	memset(to, 0, sizeof to);
	assert_int_equal(udp_recvmsg(&net, b, to, sizeof to, &m), 0);
	assert_memory_equal(to, "\1\2\3\4\5", 5);
	assert_int_equal(m.saddr, PEER);
	assert_int_equal(m.sport, FROM);
	assert_int_equal(net.mib.v[MIB_Udp_InDatagrams], 2);
}

static void test_recvmsg_cuts_and_goes_in_order(void **state)
{
	struct gram g = { PEER, OURS, FROM, PORT, 300, 0, RTN_LOCAL };
	uint32_t s = bound(OURS, ANY_DEVICE);
	struct udp_msg m;
	uint8_t to[2] = { 0, 0 };

	(void)state;
	udp_rcv(&net, arrive(g));
	g.len = 1;
	g.sport = 7;
	udp_rcv(&net, arrive(g));
	assert_int_equal(udp_recvmsg(&net, s, to, 1, &m), 0);
	assert_int_equal(m.len, 300);
	assert_int_equal(to[0], 1);
	assert_int_equal(to[1], 0);
	assert_int_equal(udp_recvmsg(&net, s, to, 2, &m), 0);
	assert_int_equal(m.len, 1);
	assert_int_equal(m.sport, 7);
	assert_int_equal(udp_recvmsg(&net, s, to, 2, &m), -11);
	assert_int_equal(net.pool.nfree, POOL_SIZE);
}

/* UDP length 76 is verified at once, 77 when it is read */
static void test_checksum_early_and_late(void **state)
{
	struct gram g = { PEER, OURS, FROM, PORT, 68, 1, RTN_LOCAL };
	uint32_t s = bound(OURS, ANY_DEVICE);
	struct udp_msg m;
	uint8_t to[200];

	(void)state;
	udp_rcv(&net, arrive(g));
	assert_int_equal(net.drop.n[DROP_UDP_BAD_CSUM], 1);
	assert_int_equal(net.mib.v[MIB_Udp_InCsumErrors], 1);
	assert_int_equal(waits(s), 0);
	g.len = 69;
	udp_rcv(&net, arrive(g));
	udp_rcv(&net, arrive(g));
	assert_int_equal(waits(s), 2);
	assert_int_equal(net.mib.v[MIB_Udp_InErrors], 1);
	g.bad = 0;
	udp_rcv(&net, arrive(g));
	assert_int_equal(udp_recvmsg(&net, s, to, sizeof to, &m), 0);
	assert_int_equal(m.len, 69);
	assert_int_equal(net.drop.n[DROP_UDP_LATE_CSUM], 2);
	assert_int_equal(net.mib.v[MIB_Udp_InCsumErrors], 3);
	assert_int_equal(net.mib.v[MIB_Udp_InErrors], 3);
	assert_int_equal(net.sock.s[s].drops, 2);
}

static void test_no_socket_verifies_long_ones_first(void **state)
{
	struct gram g = { PEER, OURS, FROM, PORT, 200, 1, RTN_LOCAL };

	(void)state;
	udp_rcv(&net, arrive(g));
	assert_int_equal(net.drop.n[DROP_UDP_BAD_CSUM], 1);
	assert_int_equal(net.mib.v[MIB_Udp_NoPorts], 0);
	assert_int_equal(net.mib.v[MIB_Icmp_OutMsgs], 0);
	g.bad = 0;
	udp_rcv(&net, arrive(g));
	assert_int_equal(net.drop.n[DROP_UDP_NO_SOCKET], 1);
	assert_int_equal(net.mib.v[MIB_Udp_NoPorts], 1);
	assert_int_equal(net.mib.v[MIB_Icmp_OutDestUnreachs], 1);
}

/* One line: bytes behind the IP header, what the UDP length says, the site. */
static void test_header_checks(void **state)
{
	static const uint32_t table[][3] = {
		{ 7, 7, DROP_UDP_SHORT }, { 0, 0, DROP_UDP_SHORT },
		{ 8, 7, DROP_UDP_LENGTH }, { 8, 0, DROP_UDP_LENGTH },
		{ 20, 21, DROP_UDP_LENGTH }, { 20, 8, DROP_NONE },
		{ 8, 8, DROP_NONE }
	};
	struct gram g = { PEER, OURS, FROM, PORT, 12, 0, RTN_LOCAL };
	uint32_t i, h, s, refused;

	for (i = 0; i < sizeof table / sizeof table[0]; i++) {
		setup(state);
		s = bound(OURS, ANY_DEVICE);
		h = arrive(g);
		put_be16(&net.skb.s[h].pkt, 24, (uint16_t)table[i][1]);
		put_be16(&net.skb.s[h].pkt, 26, 0);
		net.skb.s[h].tail = 20 + table[i][0];
		udp_rcv(&net, h);
		refused = table[i][2] != DROP_NONE;
		assert_int_equal(net.drop.n[table[i][2]], refused);
		assert_int_equal(net.mib.v[MIB_Udp_InErrors], refused);
		assert_int_equal(waits(s), !refused);
		if (!refused)
			assert_int_equal(skb_len(&net.skb.s[h]), 0);
	}
}

static void test_minttl_is_not_minded(void **state)
{
	uint32_t s = bound(OURS, ANY_DEVICE);

	(void)state;
	net.sock.s[s].min_ttl = 200;	/* the packet has 64 */
	send_to(OURS, RTN_LOCAL);
	assert_int_equal(waits(s), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_rcvbuf_takes_what_linux_takes),
		T(test_multicast_goes_to_every_listener),
		T(test_multicast_without_listener_is_dropped),
		T(test_copies_carry_the_payload),
		T(test_recvmsg_cuts_and_goes_in_order),
		T(test_checksum_early_and_late),
		T(test_no_socket_verifies_long_ones_first),
		T(test_header_checks),
		T(test_minttl_is_not_minded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
