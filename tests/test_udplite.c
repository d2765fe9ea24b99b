/*
 * ipv4/udplite: coverage of the checksum, its own table and counters.  The
 * rows are what Linux 6.18 was seen to do.
 */
#include "udp_host.h"
#include "ipv4/udplite.h"

enum { LEN = 12, NO_SUM = 65536 };

static uint32_t lite(uint32_t addr)
{
	uint32_t s = sk_alloc(&net.sock);

	net.sock.s[s].protocol = IPPROTO_UDPLITE;
	assert_int_equal(inet_bind(&net, s, addr, PORT), 0);
	return s;
}

/* A packet with `len` bytes of payload whose checksum covers `cov` bytes of
 * it and is `bad` too great; NO_SUM: it is 0. */
static uint32_t send_lite(uint32_t len, uint32_t cov, uint32_t bad,
	uint32_t type)
{
	struct gram g = { PEER, type == RTN_LOCAL ? OURS : BROADCAST, FROM,
		PORT, len, 0, type };
	uint32_t h = arrive(g), n = cov == 0 || cov > len + 8 ? len + 8 : cov;
	struct pkt *p = &net.skb.s[h].pkt;
	uint64_t sum;

	put_u8(p, IP_PROTOCOL, IPPROTO_UDPLITE);
	put_be16(p, 20 + UDP_LEN, (uint16_t)cov);
	put_be16(p, 20 + UDP_CHECK, 0);
	sum = csum_tcpudp_nofold(g.saddr, g.daddr, len + 8, IPPROTO_UDPLITE,
		0);
	sum = 65535 - csum_partial(p, 20, n, sum);
	put_be16(p, 20 + UDP_CHECK,
		bad == NO_SUM ? 0 : (uint16_t)((sum + bad) % 65536));
	udplite_rcv(&net, h);
	return h;
}

static void test_coverage_of_all_or_of_the_head_is_taken(void **state)
{
	static const uint32_t cov[] = { 0, 8, 12, 20 };
	uint32_t s = lite(OURS), i;
	struct udp_msg m;
	uint8_t to[32];

	(void)state;
	for (i = 0; i < 4; i++) {
		send_lite(LEN, cov[i], 0, RTN_LOCAL);
		assert_int_equal(udp_recvmsg(&net, s, to, sizeof to, &m), 0);
		assert_int_equal(m.len, LEN);
		assert_int_equal(m.sport, FROM);
		assert_int_equal(to[LEN - 1], LEN);
	}
	assert_int_equal(net.mib.v[MIB_UdpLite_InDatagrams], 4);
	assert_int_equal(net.mib.v[MIB_Udp_InDatagrams], 0);
	send_lite(0, 0, 0, RTN_LOCAL);
	assert_int_equal(udp_recvmsg(&net, s, to, sizeof to, &m), 0);
	assert_int_equal(m.len, 0);
}

static void test_bad_headers(void **state)
{
	static const uint32_t rows[][3] = {	/* coverage, bad, site */
		{ 1, 0, DROP_UDP_BAD_CSUM }, { 7, 0, DROP_UDP_BAD_CSUM },
		{ 21, 0, DROP_UDP_LENGTH }, { 65535, 0, DROP_UDP_LENGTH },
		{ 0, 1, DROP_UDP_BAD_CSUM }, { 20, 1, DROP_UDP_BAD_CSUM },
		{ 0, NO_SUM, DROP_UDP_BAD_CSUM },
		{ 12, NO_SUM, DROP_UDP_BAD_CSUM }
	};
	uint32_t i, h;

	for (i = 0; i < 8; i++) {
		setup(state);
		lite(OURS);
		h = send_lite(LEN, rows[i][0], rows[i][1], RTN_LOCAL);
		assert_int_equal(net.queues.own[h], OWN_FREE);
		assert_int_equal(net.drop.n[rows[i][2]], 1);
		assert_int_equal(net.mib.v[MIB_UdpLite_InErrors], 1);
		assert_int_equal(net.mib.v[MIB_UdpLite_InCsumErrors],
			rows[i][2] == DROP_UDP_BAD_CSUM);
		assert_int_equal(net.mib.v[MIB_Udp_InErrors], 0);
	}
}

static void test_a_short_header(void **state)
{
	struct gram g = { PEER, OURS, FROM, PORT, 0, 0, RTN_LOCAL };
	uint32_t h = arrive(g);

	(void)state;
	net.skb.s[h].tail--;
	udplite_rcv(&net, h);
	assert_int_equal(net.drop.n[DROP_UDP_SHORT], 1);
}

/* a partial checksum is verified when it is read, a full one above 76 bytes */
static void test_late_checksums(void **state)
{
	static const uint32_t rows[][2] = { { LEN, 12 }, { 100, 0 },
		{ 100, 12 } };
	uint32_t s = lite(OURS), i;
	struct udp_msg m;
	uint8_t to[8];

	(void)state;
	for (i = 0; i < 3; i++) {
		send_lite(rows[i][0], rows[i][1], 1, RTN_LOCAL);
		assert_int_equal(waits(s), 1);
		assert_int_equal(udp_recvmsg(&net, s, to, 8, &m), -11);
		assert_int_equal(net.drop.n[DROP_UDP_LATE_CSUM], i + 1);
		assert_int_equal(net.mib.v[MIB_UdpLite_InCsumErrors], i + 1);
	}
}

static void test_bytes_behind_the_coverage_may_be_wrong(void **state)
{
	uint32_t s = lite(OURS), h;
	struct udp_msg m;
	uint8_t to[32];

	(void)state;
	h = send_lite(LEN, 12, 0, RTN_LOCAL);
	put_u8(&net.skb.s[h].pkt, 28 + 4, 0xee);
	assert_int_equal(udp_recvmsg(&net, s, to, sizeof to, &m), 0);
	assert_int_equal(to[4], 0xee);
	h = send_lite(LEN, 12, 0, RTN_LOCAL);
	put_u8(&net.skb.s[h].pkt, 28 + 3, 0xee);
	assert_int_equal(udp_recvmsg(&net, s, to, sizeof to, &m), -11);
}

/* least coverage of the socket, coverage of the datagram: taken? */
static void test_a_socket_may_ask_for_coverage(void **state)
{
	static const uint32_t rows[][3] = {
		{ 0, 0, 1 }, { 0, 8, 0 }, { 0, 16, 0 }, { 8, 8, 1 },
		{ 12, 8, 0 }, { 12, 12, 1 }, { 12, 16, 1 }, { 16, 12, 0 },
		{ 20, 0, 1 }, { 20, 16, 0 }, { 65535, 0, 1 }, { 65535, 16, 0 }
	};
	uint32_t i, s;

	for (i = 0; i < 12; i++) {
		setup(state);
		s = lite(OURS);
		net.sock.s[s].pcflag = 1;
		net.sock.s[s].pcrlen = rows[i][0];
		send_lite(LEN, rows[i][1], 0, RTN_LOCAL);
		assert_int_equal(waits(s), rows[i][2]);
		assert_int_equal(net.drop.n[DROP_UDPLITE_PARTIAL],
			1 - rows[i][2]);
		assert_int_equal(net.mib.v[MIB_UdpLite_InErrors],
			1 - rows[i][2]);
	}
}

static void test_ports_are_its_own(void **state)
{
	uint32_t u = bound(OURS, ANY_DEVICE), l = lite(0), again;

	(void)state;
	send_to(OURS, RTN_LOCAL);
	send_lite(LEN, 0, 0, RTN_LOCAL);
	send_lite(LEN, 0, 0, RTN_BROADCAST);
	assert_int_equal(waits(u), 1);
	assert_int_equal(waits(l), 2);
	again = make_socket(0, 0, ANY_DEVICE);
	net.sock.s[again].protocol = IPPROTO_UDPLITE;
	assert_int_equal(inet_bind(&net, again, OURS, PORT), -98);
	assert_int_equal(ip4_datagram_connect(&net, l, PEER, FROM), 0);
	send_lite(LEN, 0, 0, RTN_LOCAL);
	assert_int_equal(waits(l), 3);
}

static void test_nobody_has_the_port(void **state)
{
	(void)state;
	bound(OURS, ANY_DEVICE);
	send_lite(LEN, 12, 1, RTN_LOCAL);
	assert_int_equal(net.drop.n[DROP_UDP_BAD_CSUM], 1);
	send_lite(LEN, 12, 0, RTN_LOCAL);
	assert_int_equal(net.drop.n[DROP_UDP_NO_SOCKET], 1);
	assert_int_equal(net.mib.v[MIB_UdpLite_NoPorts], 1);
	assert_int_equal(net.mib.v[MIB_Icmp_OutDestUnreachs], 1);
	send_lite(LEN, 0, 0, RTN_BROADCAST);
	assert_int_equal(net.drop.n[DROP_UDP_NO_LISTENER], 1);
	assert_int_equal(net.mib.v[MIB_UdpLite_IgnoredMulti], 1);
}

static void test_a_full_buffer(void **state)
{
	uint32_t s = lite(OURS), i;

	(void)state;
	net.sock.s[s].rcvbuf = SOCK_MIN_RCVBUF;
	for (i = 0; i < 5; i++)
		send_lite(LEN, 0, 0, RTN_LOCAL);
	assert_int_equal(waits(s), 3);
	assert_int_equal(net.mib.v[MIB_UdpLite_RcvbufErrors], 2);
	assert_int_equal(net.mib.v[MIB_UdpLite_InErrors], 2);
	assert_int_equal(net.sock.s[s].drops, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_coverage_of_all_or_of_the_head_is_taken),
		T(test_bad_headers),
		T(test_a_short_header),
		T(test_late_checksums),
		T(test_bytes_behind_the_coverage_may_be_wrong),
		T(test_a_socket_may_ask_for_coverage),
		T(test_ports_are_its_own),
		T(test_nobody_has_the_port),
		T(test_a_full_buffer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
