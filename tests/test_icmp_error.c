/*
 * ICMP errors: which socket hears of them, and what.  The rows are what Linux
 * 6.18 was seen to do.
 */
#include "quotes.h"
#include "ipv4/ping.h"

/* A socket on our port; connected to FROM of A, with IP_RECVERR. */
static uint32_t udp_socket(uint32_t port, bool connected, uint32_t recverr)
{
	uint32_t s = sk_alloc(&net.sock);

	assert_int_equal(inet_bind(&net, s, 0, port), 0);
	net.sock.s[s].recverr = recverr;
	if (connected)
		assert_int_equal(ip4_datagram_connect(&net, s, A, FROM), 0);
	return s;
}

static void hear(uint32_t type, uint32_t code, uint32_t port)
{
	receive(quote_frame(about_udp(type, code, port, A)));
	assert_int_equal(dropped(), DROP_NONE);
	assert_int_equal(not_known(), NM_MAX);
	assert_int_equal(noted(TRACE_CONSUMED), 1);
}

static void test_a_connected_socket_hears_of_fatal_errors_once(void **state)
{
	static const uint32_t fatal[16] = { 0, 0, 92, 111, 90, 0, 101, 112,
		64, 101, 113, 0, 0, 113, 113, 113 };
	uint32_t s = udp_socket(4001, true, 0), code;

	(void)state;
	for (code = 0; code < 16; code++) {
		hear(3, code, 4001);
		assert_int_equal(error_of(s), fatal[code]);
		assert_int_equal(error_of(s), 0);
	}
	hear(3, 16, 4001);
	hear(11, 0, 4001);
	hear(4, 0, 4001);
	assert_int_equal(error_of(s), 0);
	hear(12, 0, 4001);
	assert_int_equal(error_of(s), EPROTO);
	assert_int_equal(net.mib.v[MIB_Icmp_InErrors], 0);
}

static void test_a_socket_that_is_not_connected_hears_nothing(void **state)
{
	uint32_t s = udp_socket(4000, false, 0);

	(void)state;
	hear(3, 3, 4000);
	hear(12, 0, 4000);
	assert_int_equal(error_of(s), 0);
	assert_int_equal(errors_waiting(s), 0);
	assert_int_equal(net.mib.v[MIB_Icmp_InErrors], 0);
}

/* Reads one error of the queue and compares it. */
static void assert_queued(uint32_t s, uint32_t err, uint32_t type,
	uint32_t code, uint32_t info, const char *data, uint32_t len)
{
	struct sock_err_msg m;
	uint8_t to[64];

	assert_int_equal(ip_recv_error(&net, s, to, sizeof to, &m), 0);
	assert_int_equal(m.ee.err, err);
	assert_int_equal(m.ee.origin, 2);
	assert_int_equal(m.ee.type, type);
	assert_int_equal(m.ee.code, code);
	assert_int_equal(m.ee.info, info);
	assert_int_equal(m.ee.offender, ROUTER);
	assert_int_equal(m.ee.daddr, A);
	assert_int_equal(m.len, len);
	assert_memory_equal(to, data, len);
}

static void test_recverr_hears_of_everything(void **state)
{
	static const uint32_t errno_of[16] = { 101, 113, 92, 111, 90, 95, 101,
		112, 64, 101, 113, 101, 113, 113, 113, 113 };
	uint32_t s = udp_socket(4002, false, 1), code;

	(void)state;
	for (code = 0; code < 16; code++) {
		hear(3, code, 4002);
		assert_int_equal(error_of(s), errno_of[code]);
		assert_queued(s, errno_of[code], 3, code, 0, "muffin", 6);
	}
	hear(11, 7, 4002);
	assert_queued(s, EHOSTUNREACH, 11, 7, 0, "muffin", 6);
	hear(4, 0, 4002);
	hear(11, 1, 4002);
	assert_int_equal(errors_waiting(s), 0);
	assert_int_equal(error_of(s), 0);
}

static void test_the_queue_tells_what_waits_next(void **state)
{
	uint32_t s = udp_socket(4002, false, 1);
	struct sock_err_msg m;
	uint8_t to[4];

	(void)state;
	hear(3, 3, 4002);
	hear(3, 1, 4002);
	hear(12, 0, 4002);
	assert_int_equal(error_of(s), EPROTO);
	assert_int_equal(ip_recv_error(&net, s, to, 4, &m), 0);
	assert_int_equal(m.len, 6);
	assert_int_equal(m.ee.err, ECONNREFUSED);
	assert_int_equal(m.ee.port, FROM);
	assert_memory_equal(to, "muff", 4);
	assert_int_equal(error_of(s), EHOSTUNREACH);
	assert_int_equal(ip_recv_error(&net, s, to, 4, &m), 0);
	assert_int_equal(net.sock.s[s].err, EPROTO);
	assert_int_equal(ip_recv_error(&net, s, to, 4, &m), 0);
	assert_int_equal(error_of(s), 0);
	assert_int_equal(ip_recv_error(&net, s, to, 4, &m), -11);
}

/* Linux: SO_RCVBUF 0 holds two of these on a tap, each 768 bytes. */
static void test_the_receive_buffer_bounds_the_queue(void **state)
{
	uint32_t s = udp_socket(4002, false, 1), i, free = net.pool.nfree;

	(void)state;
	net.sock.s[s].rcvbuf = SOCK_MIN_RCVBUF;
	for (i = 0; i < 12; i++)
		receive(quote_frame(about_udp(3, 3, 4002, A)));
	assert_int_equal(errors_waiting(s), 2);
	assert_int_equal(net.drop.n[DROP_ERR_RCVBUF], 10);
	assert_int_equal(net.pool.nfree, free - 2);
	assert_int_equal(error_of(s), ECONNREFUSED);
}

static void test_a_short_quote_reaches_nobody(void **state)
{
	uint32_t s = udp_socket(4002, false, 1), n;
	struct quote q = about_udp(3, 3, 4002, A);

	(void)state;
	for (n = 1; n < 34; n++) {
		q.cut = n;
		receive(quote_frame(q));
		assert_int_equal(error_of(s), n < 28 ? 0 : ECONNREFUSED);
		assert_int_equal(net.mib.v[MIB_Icmp_InErrors], n < 28 ? n : 27);
	}
	assert_int_equal(errors_waiting(s), 6);
}

static void test_path_mtu_discovery_decides_about_too_big(void **state)
{
	uint32_t u = udp_socket(4001, true, 0), r = udp_socket(4002, false, 1);
	uint32_t mode;
	struct quote q;

	(void)state;
	for (mode = 0; mode <= IP_PMTUDISC_OMIT; mode++) {
		q = about_udp(3, 4, 4001, A);
		q.word = 1000;
		net.route.n = 0;
		net.sock.s[u].pmtudisc = net.sock.s[r].pmtudisc = mode;
		receive(quote_frame(q));
		assert_int_equal(error_of(u), mode ? EMSGSIZE : 0);
		assert_int_equal(net.route.n, mode < IP_PMTUDISC_INTERFACE);
		receive(quote_frame(about_udp(3, 4, 4002, A)));
		assert_int_equal(error_of(r), mode ? EMSGSIZE : 0);
		assert_int_equal(errors_waiting(r), mode);
	}
}

static void test_no_pmtu_disc_hides_the_mtu(void **state)
{
	uint32_t r = udp_socket(4002, false, 1), mode;
	struct quote q;

	(void)state;
	for (mode = 0; mode < 4; mode++) {
		net.sysctl.ip_no_pmtu_disc = mode;
		q = about_udp(3, 4, 4002, A);
		q.word = 1400;
		receive(quote_frame(q));
		assert_int_equal(error_of(r), mode < 2 ? EMSGSIZE : 0);
		if (mode < 2)
			assert_queued(r, EMSGSIZE, 3, 4, mode ? 0 : 1400,
				"muffin", 6);
	}
	assert_int_equal(net.route.e[0].pmtu, 552);
	assert_int_equal(net.route.e[0].mtu_locked, 1);
}

static void test_errors_about_broadcasts_may_be_ignored(void **state)
{
	uint32_t r = udp_socket(4002, false, 1);
	struct quote q = about_udp(3, 3, 4002, SUBNET_BROADCAST);

	(void)state;
	receive(quote_frame(q));
	assert_int_equal(error_of(r), ECONNREFUSED);
	net.sysctl.icmp_ignore_bogus_error_responses = 0;
	receive(quote_frame(q));
	q.daddr = 0;
	receive(quote_frame(q));
	q.daddr = 0xffffffff;
	receive(quote_frame(q));
	assert_int_equal(error_of(r), 0);
	q.daddr = 0x0a000000;
	receive(quote_frame(q));
	assert_int_equal(error_of(r), ECONNREFUSED);
}

static void test_other_protocols(void **state)
{
	struct quote q = { 3, 3, 0, 255, B, A, "12345678", 8, 0, 0 };

	(void)state;
	receive(quote_frame(q));
	assert_int_equal(net.mib.v[MIB_Icmp_InErrors], 1);
	q.protocol = 99;
	receive(quote_frame(q));
	assert_int_equal(not_known(), NM_MAX);
	q.protocol = IPPROTO_UDPLITE;
	receive(quote_frame(q));
	assert_int_equal(net.mib.v[MIB_Icmp_InErrors], 2);
	q.protocol = IPPROTO_TCP;
	receive(quote_frame(q));
	assert_int_equal(not_known(), NM_tcp);
	q.cut = 27;
	receive(quote_frame(q));
	assert_int_equal(not_known(), NM_MAX);
}

static uint32_t raw_socket(uint32_t saddr, uint32_t daddr, uint32_t recverr)
{
	uint32_t s = sk_alloc(&net.sock);

	net.sock.s[s].type = SOCK_RAW;
	net.sock.s[s].protocol = 99;
	net.sock.s[s].rcv_saddr = saddr;
	net.sock.s[s].daddr = daddr;
	net.sock.s[s].state = daddr ? TCP_ESTABLISHED : TCP_CLOSE;
	net.sock.s[s].recverr = recverr;
	return s;
}

static void test_every_raw_socket_that_fits_hears(void **state)
{
	uint32_t u = raw_socket(0, 0, 0), c = raw_socket(B, A, 0);
	uint32_t x = raw_socket(0, NEIGHBOUR, 0), r = raw_socket(0, 0, 1);
	uint32_t h = raw_socket(0, 0, 1), dont = raw_socket(0, 0, 1);
	struct quote q = { 3, 3, 0, 99, B, A, "12345678abc", 11, 0, 0 };

	(void)state;
	net.sock.s[h].hdrincl = 1;
	net.sock.s[dont].pmtudisc = IP_PMTUDISC_DONT;
	receive(quote_frame(q));
	assert_int_equal(error_of(u), 0);
	assert_int_equal(error_of(c), ECONNREFUSED);
	assert_int_equal(error_of(x), 0);
	assert_queued(r, ECONNREFUSED, 3, 3, 0, "12345678abc", 11);
	assert_int_equal(errors_waiting(h), 1);
	assert_int_equal(net.skb.s[net.queues.head[QUEUE_ERR + h]].pkt
		.b[net.skb.s[net.queues.head[QUEUE_ERR + h]].data], 0x45);
	assert_queued(dont, ECONNREFUSED, 3, 3, 0, "12345678abc", 11);
	q.code = 4;
	q.word = 1000;
	net.sock.s[c].pmtudisc = IP_PMTUDISC_DONT;
	receive(quote_frame(q));
	assert_int_equal(error_of(c), 0);
	assert_queued(dont, EMSGSIZE, 3, 4, 1000, "12345678abc", 11);
	q.type = 4;
	receive(quote_frame(q));
	assert_int_equal(errors_waiting(dont), 0);
}

static uint32_t ping_socket(uint32_t ident, uint32_t recverr)
{
	uint32_t s = sk_alloc(&net.sock);

	net.sock.s[s].protocol = IPPROTO_ICMP;
	net.sock.s[s].recverr = recverr;
	net.sock.s[s].reuse = 1;
	assert_int_equal(ping_bind(&net, s, 0, ident), 0);
	return s;
}

static void test_a_ping_socket_hears_of_its_identifier(void **state)
{
	uint32_t old = ping_socket(0x1234, 1), s = ping_socket(0x1234, 1);
	struct quote q = { 3, 3, 0, 1, B, A, "\10\0\0\0\x12\x34\0\1ping", 12, 0,
		0 };

	(void)state;
	receive(quote_frame(q));
	assert_int_equal(error_of(old), 0);
	assert_int_equal(error_of(s), ECONNREFUSED);
	assert_queued(s, ECONNREFUSED, 3, 3, 0, "\10\0\0\0\x12\x34\0\1ping",
		12);
	q.type = 4;
	receive(quote_frame(q));
	assert_int_equal(error_of(s), EREMOTEIO);
	q.type = 5;
	q.word = NEARER;
	receive(quote_frame(q));
	assert_int_equal(error_of(s), EREMOTEIO);
	q.type = 3;
	q.payload = "\10\1\0\0\x12\x34\0\1ping";
	receive(quote_frame(q));
	q.payload = "\15\0\0\0\x12\x34\0\1ping";
	receive(quote_frame(q));
	assert_int_equal(error_of(s), 0);
	q.payload = "\52\0\0\0\x12\x34\0\1ping";
	receive(quote_frame(q));
	assert_int_equal(error_of(s), ECONNREFUSED);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		T(test_a_connected_socket_hears_of_fatal_errors_once),
		T(test_a_socket_that_is_not_connected_hears_nothing),
		T(test_recverr_hears_of_everything),
		T(test_the_queue_tells_what_waits_next),
		T(test_the_receive_buffer_bounds_the_queue),
		T(test_a_short_quote_reaches_nobody),
		T(test_path_mtu_discovery_decides_about_too_big),
		T(test_no_pmtu_disc_hides_the_mtu),
		T(test_errors_about_broadcasts_may_be_ignored),
		T(test_other_protocols),
		T(test_every_raw_socket_that_fits_hears),
		T(test_a_ping_socket_hears_of_its_identifier),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
