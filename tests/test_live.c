/*
 * A live host in a namespace of its own: every word of a socket line, what the
 * readings tell, and what is said of a line that Linux refuses.  Skipped where
 * the machine cannot ask its kernel.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "cli/generate_packet.h"
#include "cli/linktype.h"
#include "cli/live.h"

#define TEST(name) cmocka_unit_test(test_##name)

enum { OURS = 0x0a000002, PEER = 0x0a000001, STRANGER = 0x0a000007,
	GROUP = 0xe8010101, SPORT = 7000 };

#define DEV "dev eth0 type tap address 52:54:00:00:00:0b\n"                    \
	"ip addr add 10.0.0.2/24 dev eth0\n"                                   \
	"ip neigh add 10.0.0.1 lladdr 52:54:00:00:00:0a dev eth0 "             \
	"nud permanent\n"

static const char host[] = DEV
	"socket plain udp bind 0.0.0.0:5000\n"
	"socket deaf udp bind 0.0.0.0:5001 filter \"1,6 0 0 0\"\n"
	"socket tells udp bind 10.0.0.2:5002 opt recverr 1 "
	"connect 10.0.0.1:7000\n"
	"socket light udplite bind 0.0.0.0:5003\n"
	"socket waits udp bind 0.0.0.0:5004 noread rcvbuf 1\n"
	"socket one udp bind 0.0.0.0:5005 reuseaddr "
	"join 232.1.1.1 from 10.0.0.1@eth0\n"
	"socket others udp bind 0.0.0.0:5005 reuseaddr opt multicast_all 0 "
	"join 232.1.1.1 except 10.0.0.1@eth0\n"
	"socket echo ping bind 0.0.0.0:77\n"
	"socket eighty raw 89\n"
	"socket far udp bind 0.0.0.0:5006 opt minttl 200 dev eth0 broadcast "
	"reuseport opt mtu_discover 2\n";

static struct live *live;
static struct text lines;
static struct packet packet;
static struct ip_fields fields;

static void begin(uint32_t saddr, uint32_t daddr, uint32_t protocol)
{
	fields = (struct ip_fields){ saddr, daddr, protocol, 1, 0, 64, 0, NULL,
		0 };
	packet.n = 0;
	packet_ethernet(&packet, daddr == GROUP ? 0x01005e010101
						: 0x52540000000b,
		0x52540000000a, 0x0800);
	packet_ip(&packet, &fields);
}

/* What is said of the frame, as one string. */
static const char *said(void)
{
	struct host_error error;
	struct capture_frame f;

	packet_ip_end(&packet, AT_IP);
	memset(&f, 0, sizeof(f));
	f.bytes = packet.b;
	f.caplen = f.len = packet.n;
	f.linktype = LINKTYPE_ETHERNET;
	f.number = 1;
	lines.size = 0;
	assert_true(live_frame(live, &f, &lines, &error));
	text_byte(&lines, '\0');
	return lines.bytes;
}

static const char *said_of(uint32_t saddr, uint32_t daddr, uint32_t protocol,
	uint32_t port)
{
	uint32_t at;

	begin(saddr, daddr, protocol);
	at = packet.n;
	packet_bytes(&packet, (const uint8_t *)"--------muffin", 14);
	packet_udp(&packet, at, &fields, SPORT, port);
	return said();
}

static void has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("no %s in %s", part, text);
}

#define MUFFIN "\"len\":6,\"data\":\"6d756666696e\"}"

/* Without a live host the test is skipped, and counted so. */
static void alive(void **state)
{
	(void)state;
	if (!live)
		skip();
}

static void test_a_datagram_is_read(void **state)
{
	const char *s;

	alive(state);
	s = said_of(PEER, OURS, PROTO_UDP, 5000);
	has(s, "\"verdict\":\"delivered\"");
	has(s, "[{\"name\":\"plain\"," MUFFIN "]");
	has(s, "\"Udp.InDatagrams\":1");
}

static void test_a_drop_has_reason_function_and_answer(void **state)
{
	const char *s;

	alive(state);
	s = said_of(PEER, OURS, PROTO_UDP, 9);
	has(s, "\"verdict\":\"dropped\",\"reason\":\"NO_SOCKET\"");
	has(s, "\"at\":\"__udp4_lib_rcv\"");
	has(s, "\"out\":[{\"dev\":\"eth0\",\"hex\":\"52540000000a52540000000b");
	has(s, "\"IcmpMsg.OutType3\":1");
}

static void test_a_filter_drops(void **state)
{
	alive(state);
	has(said_of(PEER, OURS, PROTO_UDP, 5001), "\"SOCKET_FILTER\"");
}

static void test_udplite_has_its_own_counters(void **state)
{
	const char *s;

	alive(state);
	s = said_of(PEER, OURS, PROTO_UDPLITE, 5003);
	has(s, "{\"name\":\"light\"," MUFFIN);
	has(s, "\"UdpLite.InDatagrams\":1");
}

static void test_what_nobody_reads_waits(void **state)
{
	alive(state);
	has(said_of(PEER, OURS, PROTO_UDP, 5004),
		"{\"name\":\"waits\",\"len\":6,\"data\":null}");
}

static void test_sources_of_groups_are_heard_or_not(void **state)
{
	alive(state);
	has(said_of(PEER, GROUP, PROTO_UDP, 5005),
		"\"sockets\":[{\"name\":\"one\"," MUFFIN "]");
	has(said_of(STRANGER, GROUP, PROTO_UDP, 5005),
		"\"sockets\":[{\"name\":\"others\"," MUFFIN "]");
}

/* IP_MINTTL is TCP's: Linux takes it of a UDP socket and does nothing. */
static void test_minttl_is_nothing_to_udp(void **state)
{
	alive(state);
	has(said_of(PEER, OURS, PROTO_UDP, 5006),
		"[{\"name\":\"far\"," MUFFIN "]");
}

static void test_an_error_is_read_and_in_the_queue(void **state)
{
	static struct packet quote;
	const char *s;
	uint32_t at;

	alive(state);
	begin(PEER, OURS, PROTO_ICMP);
	at = packet.n;
	packet_u16(&packet, 0x0303);
	packet_u16(&packet, 0);
	packet_u32(&packet, 0);
	fields.saddr = OURS;
	fields.daddr = PEER;
	fields.protocol = PROTO_UDP;
	quote.n = 0;
	packet_ip(&quote, &fields);
	packet_bytes(&quote, (const uint8_t *)"--------muffin", 14);
	packet_udp(&quote, 20, &fields, 5002, SPORT);
	packet_ip_end(&quote, 0);
	packet_bytes(&packet, quote.b, quote.n);
	packet_sum(&packet, at, at + 2);
	s = said();
	has(s, "\"verdict\":\"consumed\"");
	has(s, "{\"name\":\"tells\",\"error\":\"ECONNREFUSED\"}");
	has(s, "{\"name\":\"tells\",\"errqueue\":{\"error\":\"ECONNREFUSED\","
		"\"origin\":2,\"type\":3,\"code\":3,\"info\":0,\"offender\":"
		"\"10.0.0.1\"," MUFFIN "}");
}

static void test_an_echo_reply_comes_to_its_ping_socket(void **state)
{
	uint32_t at;

	alive(state);
	begin(PEER, OURS, PROTO_ICMP);
	at = packet.n;
	packet_u32(&packet, 0);
	packet_u16(&packet, 77);
	packet_u16(&packet, 1);
	packet_sum(&packet, at, at + 2);
	has(said(), "{\"name\":\"echo\",\"len\":8,");
}

static void test_a_raw_socket_reads_the_header_too(void **state)
{
	alive(state);
	begin(PEER, OURS, 89);
	packet_u32(&packet, 0x01020304);
	has(said(), "{\"name\":\"eighty\",\"len\":24,\"data\":\"45000018");
}

static void test_a_fragment_is_held_and_forgotten(void **state)
{
	struct host_error error;

	alive(state);
	begin(PEER, OURS, PROTO_UDP);
	packet.b[AT_IP + 6] = 0x20;
	packet_u32(&packet, 0);
	packet_u32(&packet, 0);
	has(said(), "\"verdict\":\"held\"");
	assert_true(live_fresh(live, &error));
	packet.b[AT_IP + 6] = 0;
	packet.b[AT_IP + 7] = 1;
	has(said(), "\"verdict\":\"held\"");
	assert_true(live_fresh(live, &error));
	has(said_of(PEER, OURS, PROTO_UDP, 5000), "\"delivered\"");
}

static void test_a_frame_that_no_tap_takes_is_said(void **state)
{
	struct host_error error;
	struct capture_frame f;

	alive(state);
	memset(&f, 0, sizeof(f));
	f.bytes = packet.b;
	f.caplen = f.len = 13;
	f.linktype = LINKTYPE_ETHERNET;
	f.number = 1;
	lines.size = 0;
	assert_true(live_frame(live, &f, &lines, &error));
	text_byte(&lines, '\0');
	has(lines.bytes, "\"verdict\":\"not_modelled\",\"reason\":null,"
		"\"detail\":\"refused\"");
}

static void refuses(const char *bytes, const char *first, const char *second)
{
	struct host_text text = { "bad.host", (char *)(uintptr_t)bytes,
		strlen(bytes) };
	struct host_error error;

	assert_null(live_start(&text, &error));
	has(error.text, first);
	has(error.text, second);
}

static void test_a_line_that_linux_refuses_is_named(void **state)
{
	alive(state);
	refuses(DEV "ip route add 10.9.0.0/24 via 192.0.2.1\n", "bad.host:4: ",
		"Nexthop has invalid gateway");
	refuses(DEV "sysctl -w net.ipv4.muffin=1\n", "bad.host:4: ", "sysctl");
	refuses(DEV "socket a udp bind 10.9.9.9:1\n", "bad.host:4: ",
		"bind: Cannot assign");
	refuses(DEV "socket a udp bind 0.0.0.0:1 filter \"1,9\"\n",
		"bad.host:4: ", "SO_ATTACH_FILTER");
	refuses(DEV "socket a udp bind 0.0.0.0:1 opt muffin 1\n",
		"bad.host:4: ", "muffin: Protocol not available");
	refuses(DEV "nonexistent-program x\n", "bad.host:4: ", "No such file");
}

static int start(void **state)
{
	struct host_text text = { "live.host", (char *)(uintptr_t)host,
		sizeof(host) - 1 };
	struct host_error error;

	(void)state;
	if (live_missing()) {
		print_message("# skipped (%s)\n", live_missing());
		return 0;
	}
	live = live_start(&text, &error);
	if (!live)
		print_error("%s\n", error.text);
	return live ? 0 : -1;
}

static int stop(void **state)
{
	(void)state;
	live_end(live);
	text_free(&lines);
	return 0;
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(a_datagram_is_read),
		TEST(a_drop_has_reason_function_and_answer),
		TEST(a_filter_drops),
		TEST(udplite_has_its_own_counters),
		TEST(what_nobody_reads_waits),
		TEST(sources_of_groups_are_heard_or_not),
		TEST(minttl_is_nothing_to_udp),
		TEST(an_error_is_read_and_in_the_queue),
		TEST(an_echo_reply_comes_to_its_ping_socket),
		TEST(a_raw_socket_reads_the_header_too),
		TEST(a_fragment_is_held_and_forgotten),
		TEST(a_frame_that_no_tap_takes_is_said),
		TEST(a_line_that_linux_refuses_is_named),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
