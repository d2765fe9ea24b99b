/*
 * ipv4/ip_options_echo, _stamp, _build: options that come are written into,
 * and go back in the answer.  The bytes are those that Linux 6.18 sent.
 */
#include "frames.h"

#include "ipv4/icmp.h"
#include "ipv4/ip_options.h"

enum { TIME = 12345678 };	/* milliseconds since midnight */

/* Options in, options out; len 0: no answer. */
struct row {
	const char *in;
	uint32_t in_len;
	const char *out;
	uint32_t len;
};

static struct frame echo_with(const char *options, uint32_t len)
{
	struct packet p = good_packet(IPPROTO_ICMP);

	p.options = options;
	p.optlen = len;
	return icmp_frame(p, 8, 0, "\1\2\3\4muffin", 10);
}

static void assert_echoed(const struct row *row)
{
	struct frame f;

	net.now = (ktime_t)TIME * NSEC_PER_MSEC;
	receive(echo_with(row->in, row->in_len));
	assert_int_equal(dropped(), DROP_NONE);
	if (row->len == 0) {
		assert_int_equal(sent().len, 0);
		return;
	}
	assert_icmp_sent(&f, 0, 0);
	assert_int_equal(f.b[14], 0x45 + row->len / 4);
	assert_memory_equal(f.b + 34, row->out, row->len);
	assert_memory_equal(f.b + 34 + row->len + 8, "muffin", 6);
}

/* 10.0.0.2, 10.0.0.1, and TIME. */
#define ME "\x0a\0\0\2"
#define YOU "\x0a\0\0\1"
#define NOW "\0\xbc\x61\x4e"
#define ZERO "\0\0\0\0"

static void test_record_route_has_both_our_addresses(void **state)
{
	static const struct row rows[] = {
		{ "\7\13\4" ZERO ZERO, 12, "\7\13\14" ME ME, 12 },
		{ "\7\13\10\1\1\1\1" ZERO, 12, "\7\13\14\1\1\1\1" ME, 12 },
		{ "\7\7\4" ZERO, 8, "\7\7\10" ME, 8 },
		{ "\7\7\10\1\1\1\1", 8, "\7\7\10\1\1\1\1", 8 },
		/* room for one, and for a part of a second: no answer */
		{ "\7\11\4" ZERO "\0\0\0\0", 12, "", 0 },
	};
	uint32_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_echoed(&rows[i]);
}

static void test_timestamps_by_their_kind(void **state)
{
	static const struct row rows[] = {
		{ "\x44\14\5\0" ZERO ZERO, 12, "\x44\14\15\0" NOW NOW, 12 },
		{ "\x44\24\5\1" ZERO ZERO ZERO ZERO, 20,
			"\x44\24\25\1" ME NOW ME NOW, 20 },
		/* prespecified: only where we are named */
		{ "\x44\14\5\3" ME ZERO, 12, "\x44\14\15\3" ME NOW, 12 },
		{ "\x44\14\5\3" YOU ZERO, 12, "\x44\14\5\3" YOU ZERO, 12 },
		{ "\x44\24\5\3" ME ZERO ME ZERO, 20,
			"\x44\24\25\3" ME NOW ME NOW, 20 },
		/* full: one more host without room */
		{ "\x44\10\11\0" ZERO, 8, "\x44\10\11\20" ZERO, 8 },
		{ "\x44\10\11\x31" ZERO, 8, "\x44\10\11\x41" ZERO, 8 },
		/* an unknown kind stays as it is */
		{ "\x44\14\5\2" ZERO ZERO, 12, "\x44\14\5\2" ZERO ZERO, 12 },
	};
	uint32_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_echoed(&rows[i]);
}

static void follow_source_routes(void)
{
	net.dev.all.accept_source_route = 1;
	net.dev.d[ETH0].conf.accept_source_route = 1;
}

static void test_the_source_route_goes_back(void **state)
{
	/* by 10.0.0.9 and 10.0.0.1: back by 10.0.0.1 first */
	static const struct row rows[] = {
		{ "\x83\13\14\x0a\0\0\11" YOU, 12,
			"\x83\13\4\x0a\0\0\11" YOU, 12 },
		/* the sender as the first stop is left out */
		{ "\x83\13\14" YOU YOU, 12, "\x83\7\4" YOU, 8 },
	};
	uint32_t i;

	(void)state;
	follow_source_routes();
	for (i = 0; i < 2; i++)
		assert_echoed(&rows[i]);
}

static void test_a_source_route_of_the_sender_alone_is_none(void **state)
{
	struct frame f;

	(void)state;
	follow_source_routes();
	receive(echo_with("\x83\7\10" YOU, 8));
	assert_icmp_sent(&f, 0, 0);
	assert_int_equal(f.b[14], 0x45);
}

static void test_router_alert_is_not_given_back(void **state)
{
	struct frame f;

	(void)state;
	receive(echo_with("\x94\4\0\0", 4));
	assert_icmp_sent(&f, 0, 0);
	assert_int_equal(f.b[14], 0x45);
}

/* Order: record route, timestamp, source route. */
static void test_all_options_in_their_order(void **state)
{
	static const struct row row = {
		"\x83\13\14\x0a\0\0\11" YOU "\7\7\4" ZERO
		"\x44\14\5\0" ZERO ZERO "\0\0", 32,
		"\7\7\10" ME "\x44\14\15\0" NOW NOW "\x83\13\4\x0a\0\0\11" YOU
		"\0\0", 32
	};

	(void)state;
	follow_source_routes();
	assert_echoed(&row);
}

/* The quote shows the packet as this host changed it; its checksum is old. */
static void test_an_error_quotes_what_was_written(void **state)
{
	struct datagram d = good_datagram();
	struct frame f;

	(void)state;
	d.ip.options = "\7\13\4" ZERO ZERO;
	d.ip.optlen = 12;
	d.dport = 9;
	receive(udp_frame(d));
	assert_int_equal(dropped(), DROP_UDP_NO_SOCKET);
	assert_icmp_sent(&f, 3, 3);
	assert_memory_equal(f.b + 34, "\7\13\14" ME ME, 11);
	assert_memory_equal(f.b + 34 + 12 + 8 + 20, "\7\13\10" ME ZERO, 11);
	assert_int_not_equal(plain_checksum(f.b + 34 + 12 + 8, 32, 0), 0);
}

/* 576 bytes at most, with the options. */
static void test_options_take_room_from_the_quote(void **state)
{
	struct datagram d = good_datagram();
	struct frame f;

	(void)state;
	d.ip.options = "\7\13\4" ZERO ZERO;
	d.ip.optlen = 12;
	d.dport = 9;
	d.len = 1000;
	receive(udp_frame(d));
	assert_icmp_sent(&f, 3, 3);
	assert_int_equal(f.len, 14 + ICMP_MAX_PACKET);
	assert_int_equal(f.b[14], 0x48);
}

static void test_bytes_behind_the_end_are_cleared(void **state)
{
	struct datagram d = good_datagram();
	struct frame f;

	(void)state;
	d.ip.options = "\1\0\xff\xff";
	d.ip.optlen = 4;
	d.dport = 9;
	receive(udp_frame(d));
	assert_icmp_sent(&f, 3, 3);
	assert_memory_equal(f.b + 34 + 8 + 20, "\1\0\0\0", 4);
}

/* A router's hand: the next stop of a source route, and the checksum. */
static void test_a_forwarded_packet_moves_on(void **state)
{
	struct sk_buff *skb;
	struct frame f = echo_with("\x83\13\4" "\x0a\0\0\11" YOU, 12);
	uint32_t h = alloc_skb(&net, SKB_HEADROOM);

	(void)state;
	skb = &net.skb.s[h];
	pkt_copy_in(&skb->pkt, skb->data, f.b + 14, f.len - 14);
	skb_put(skb, f.len - 14);
	skb->dev = ETH0;
	skb->dst.oif = ETH0;
	skb->dst.type = RTN_LOCAL;
	skb->dst.input = DST_LOCAL_DELIVER;
	skb_reset_network_header(skb);
	net.dev.d[ETH0].conf.forwarding = 1;
	assert_int_equal(ip_options_compile(skb), 0);
	assert_int_equal(ip_options_rcv_srr(&net, h), DROP_NONE);
	assert_int_equal(skb->dst.input, DST_FORWARD);
	assert_int_equal(skb->opt.nexthop, NEIGHBOUR);
	ip_forward_options(&net, h);
	assert_int_equal(get32(skb->pkt.b + skb->data + IP_DADDR), NEIGHBOUR);
	assert_memory_equal(skb->pkt.b + skb->data + 20, "\x83\13\10" ME YOU,
		11);
	assert_int_equal(plain_checksum(skb->pkt.b + skb->data, 32, 0), 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		T(test_record_route_has_both_our_addresses),
		T(test_timestamps_by_their_kind),
		T(test_the_source_route_goes_back),
		T(test_a_source_route_of_the_sender_alone_is_none),
		T(test_router_alert_is_not_given_back),
		T(test_all_options_in_their_order),
		T(test_an_error_quotes_what_was_written),
		T(test_options_take_room_from_the_quote),
		T(test_bytes_behind_the_end_are_cleared),
		T(test_a_forwarded_packet_moves_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
