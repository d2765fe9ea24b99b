/*
 * Tests of what explain says of a frame: the verdict that a trace comes to,
 * the tuple that its bytes show, and the JSON of both, byte for byte.
 *
 * Run from the top of the checkout: the keys are compared with the schema.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/host_file.h"
#include "cli/json.h"
#include "cli/names.h"
#include "cli/table.h"

#define SCHEMA "pcaps/verdict.schema.json"

static struct text out;
static struct trace trace;

/* What was written to `out`, as a string; the next write starts anew. */
static const char *written(void)
{
	text_byte(&out, '\0');
	out.size = 0;
	return out.bytes;
}

static void test_text_writes_numbers_and_addresses(void **state)
{
	(void)state;
	text_number(&out, 0);
	text_byte(&out, ' ');
	text_number(&out, UINT64_MAX);
	text_byte(&out, ' ');
	text_address(&out, 0xfffe0a00);
	assert_string_equal(written(), "0 18446744073709551615 255.254.10.0");
}

static void test_text_hex_is_lower_case_at_any_length(void **state)
{
	static const uint8_t b[] = { 0x00, 0x9a, 0xf0, 0x0f, 0xab, 0x90, 0xff };

	(void)state;
	text_hex(&out, b, 0);
	assert_string_equal(written(), "");
	text_hex(&out, b, 3);
	assert_string_equal(written(), "009af0");
	text_hex(&out, b, 4);
	assert_string_equal(written(), "009af00f");
	text_hex(&out, b, 7);
	assert_string_equal(written(), "009af00fab90ff");
}

static void test_text_seconds_have_nine_digits_and_a_sign(void **state)
{
	(void)state;
	text_seconds(&out, 1700000000000000001);
	assert_string_equal(written(), "1700000000.000000001");
	text_seconds(&out, -1);
	assert_string_equal(written(), "-0.000000001");
	text_seconds(&out, INT64_MIN);
	assert_string_equal(written(), "-9223372036.854775808");
}

static void test_text_json_escapes_what_json_refuses(void **state)
{
	(void)state;
	text_json(&out, "a\"b\\c\n\x80");
	assert_string_equal(written(), "\"a\\\"b\\\\c\\u000a\\u0080\"");
}

static struct verdict verdict(bool received, bool sent)
{
	return verdict_of(&trace, received, sent, false);
}

static void test_verdict_not_modelled_beats_all(void **state)
{
	struct verdict v;

	(void)state;
	trace_init(&trace);
	trace_call(&trace, FN_ip_rcv);
	trace_note(&trace, TRACE_DROP, DROP_IP_OTHERHOST);
	trace_note(&trace, TRACE_NOT_MODELLED, NM_forward);
	v = verdict(true, true);
	assert_int_equal(v.kind, VERDICT_not_modelled);
	assert_string_equal(v.detail, "forward");
	assert_string_equal(v.at, "ip_rcv");
	assert_null(v.reason);
}

static void test_verdict_delivered_beats_a_copy_that_was_dropped(void **state)
{
	struct verdict v;

	(void)state;
	trace_init(&trace);
	trace_call(&trace, FN___udp4_lib_rcv);
	trace_note(&trace, TRACE_DROP, DROP_UDP_RCVBUF);
	v = verdict(true, false);
	assert_int_equal(v.kind, VERDICT_delivered);
	assert_string_equal(v.at, "__udp4_lib_rcv");
	trace_call(&trace, FN___udp4_lib_mcast_deliver);
	assert_string_equal(verdict(true, false).at,
		"__udp4_lib_mcast_deliver");
}

static void test_verdict_of_a_drop_is_its_first_site(void **state)
{
	struct verdict v;

	(void)state;
	trace_init(&trace);
	trace_note(&trace, TRACE_DROP, DROP_UDP_SHORT);
	trace_note(&trace, TRACE_DROP, DROP_IP_OTHERHOST);
	v = verdict(false, true);
	assert_int_equal(v.kind, VERDICT_dropped);
	assert_string_equal(v.reason, "NOT_SPECIFIED");
	assert_string_equal(v.detail, "HEADER_SHORT");
	assert_string_equal(v.at, "__udp4_lib_rcv");
}

static void test_verdict_answered_names_who_answered(void **state)
{
	struct verdict v;

	(void)state;
	trace_init(&trace);
	trace_call(&trace, FN_icmp_rcv);
	trace_call(&trace, FN_icmp_echo);
	trace_call(&trace, FN_dev_queue_xmit);
	trace_note(&trace, TRACE_CONSUMED, FN_icmp_rcv);
	v = verdict(false, true);
	assert_int_equal(v.kind, VERDICT_answered);
	assert_string_equal(v.at, "icmp_echo");
	v = verdict(false, false);
	assert_int_equal(v.kind, VERDICT_consumed);
	assert_string_equal(v.at, "icmp_rcv");
}

/* IPv4, 20 + 8 bytes: 10.0.0.1:5000 to 10.0.0.2:4747. */
static const uint8_t udp[] = {
	0x45, 0, 0, 28, 0, 0, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2,
	0x13, 0x88, 0x12, 0x8b, 0, 8, 0, 0,
};

static struct tuple tuple_with(uint32_t size, uint32_t at, uint8_t value)
{
	uint8_t b[sizeof(udp)];

	memcpy(b, udp, sizeof(b));
	b[at] = value;
	return tuple_of((struct packet_view){ b, size, 0x0800 });
}

static void test_tuple_has_ports_only_where_they_are(void **state)
{
	struct tuple t = tuple_with(28, 0, 0x45);

	(void)state;
	assert_true(t.ipv4 && t.ports);
	assert_int_equal(t.saddr, 0x0a000001);
	assert_int_equal(t.dport, 4747);
	assert_false(tuple_with(23, 0, 0x45).ports);
	assert_true(tuple_with(24, 0, 0x45).ports);
	assert_false(tuple_with(28, 0, 0x44).ports);
	assert_false(tuple_with(28, 0, 0x4f).ports);
	assert_false(tuple_with(28, 3, 23).ports);
	assert_false(tuple_with(28, 7, 1).ports);
	assert_false(tuple_with(28, 9, 1).ports);
	assert_false(tuple_with(19, 0, 0x45).ipv4);
	assert_false(tuple_with(28, 0, 0x65).ipv4);
}

static void test_ethernet_view_goes_past_vlan_tags(void **state)
{
	static const uint8_t b[] = { 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 0x88,
		0xa8, 0, 1, 0x81, 0, 0, 2, 8, 0, 0x45 };
	struct packet_view p = ethernet_view(b, sizeof(b));

	(void)state;
	assert_int_equal(p.protocol, 0x0800);
	assert_int_equal(p.size, 1);
	assert_ptr_equal(p.bytes, b + 22);
	assert_int_equal(ethernet_view(b, 21).protocol, 0x8100);
	assert_int_equal(ethernet_view(b, 14).protocol, 0x88a8);
	assert_int_equal(ethernet_view(b, 13).size, 0);
}

static struct host host;
static struct outcome *o;

static int make_outcome(void **state)
{
	struct host_text text;
	struct host_error error;

	(void)state;
	o = calloc(1, sizeof(*o));
	if (!o || !host_init(&host, 1) ||
	    !host_text_read(&text, NULL, &error) ||
	    !host_file_parse(&host, &text, &error))
		return -1;
	host_text_free(&text);
	o->number = 7;
	o->ts_ns = 1700000000000000000;
	o->dev = 1;
	o->len = 60;
	return 0;
}

static int free_outcome(void **state)
{
	(void)state;
	outcome_free(o);
	free(o);
	host_free(&host);
	return 0;
}

static void test_json_of_a_delivered_frame(void **state)
{
	(void)state;
	trace_init(&host.net->trace);
	trace_call(&host.net->trace, FN_netif_receive_skb);
	trace_note(&host.net->trace, TRACE_QUEUED, 0);
	trace_call(&host.net->trace, FN_ip_rcv);
	o->tuple = tuple_with(28, 0, 0x45);
	o->verdict = (struct verdict){ VERDICT_delivered, NULL, NULL,
		"__udp4_lib_rcv" };
	text_put(&o->bytes, "muffin");
	o->receiveds = 2;
	o->received[0] = (struct received){ .len = 6, .read = true };
	o->received[1] = (struct received){ .len = 9, .at = 6 };
	o->changes = 1;
	o->change[0] = (struct mib_change){ MIB_Ip_InReceives, 1 };
	json_outcome(&out, o, &host);
	assert_string_equal(written(),
		"{\"v\":1,\"n\":7,\"ts\":\"1700000000.000000000\","
		"\"dev\":\"eth0\",\"len\":60,\"tuple\":{\"saddr\":"
		"\"10.0.0.1\",\"daddr\":\"10.0.0.2\",\"proto\":17,"
		"\"sport\":5000,\"dport\":4747},\"verdict\":\"delivered\","
		"\"reason\":null,\"detail\":null,\"at\":\"__udp4_lib_rcv\","
		"\"sockets\":[{\"name\":\"muffin\",\"len\":6,\"data\":"
		"\"6d756666696e\"},{\"name\":\"muffin\",\"len\":9,\"data\":"
		"null}],\"queue\":null,\"out\":[],\"mib\":{\"Ip.InReceives\":"
		"1},\"trace\":[\"netif_receive_skb\",\"ip_rcv\"]}");
}

static void test_json_of_errors_that_a_socket_reads(void **state)
{
	struct sock_extended_err ee = { .err = 111, .origin = 2, .type = 3,
		.code = 3, .info = 0, .offender = 0x0a000001 };

	(void)state;
	trace_init(&host.net->trace);
	o->timer = true;
	o->changes = 0;
	o->tuple.ipv4 = false;
	o->verdict = (struct verdict){ VERDICT_consumed, NULL, NULL, NULL };
	text_put(&o->bytes, "muf");
	o->receiveds = 2;
	o->received[0] = (struct received){ .kind = RECEIVED_ERROR, .ee = ee };
	o->received[1] = (struct received){ .kind = RECEIVED_QUEUED_ERROR,
		.ee = ee, .len = 3, .read = true };
	json_outcome(&out, o, &host);
	assert_string_equal(written(),
		"{\"v\":1,\"n\":7,\"phase\":\"timer\","
		"\"ts\":\"1700000000.000000000\","
		"\"dev\":\"eth0\",\"len\":60,\"tuple\":null,"
		"\"verdict\":\"consumed\",\"reason\":null,"
		"\"detail\":null,\"at\":null,\"sockets\":["
		"{\"name\":\"muffin\",\"error\":\"ECONNREFUSED\"},"
		"{\"name\":\"muffin\",\"errqueue\":{\"error\":"
		"\"ECONNREFUSED\",\"origin\":2,\"type\":3,\"code\":3,"
		"\"info\":0,\"offender\":\"10.0.0.1\",\"len\":3,"
		"\"data\":\"6d7566\"}}],\"queue\":null,\"out\":[],"
		"\"mib\":{},\"trace\":[]}");
}

static void test_json_of_a_dropped_frame_with_an_answer(void **state)
{
	(void)state;
	trace_init(&host.net->trace);
	o->timer = false;
	o->tuple = (struct tuple){ .ipv4 = false };
	o->verdict = (struct verdict){ VERDICT_dropped, "NO_SOCKET", "X", "f" };
	o->bytes.size = 0;
	text_put(&o->bytes, "\x01\xfe");
	o->receiveds = 0;
	o->sents = 2;
	o->sent[0] = (struct sent){ 1, 2, 0 };
	o->sent[1] = (struct sent){ 0, 1, 1 };
	o->changes = 3;
	o->change[0] = (struct mib_change){ MIB_IpExt_ReasmOverlaps, 2 };
	o->change[1] = (struct mib_change){ MIB_IcmpMsg_InType0 + 8, 1 };
	o->change[2] = (struct mib_change){ MIB_IcmpMsg_OutType0 + 255, 1 };
	json_outcome(&out, o, &host);
	assert_string_equal(written(),
		"{\"v\":1,\"n\":7,\"ts\":\"1700000000.000000000\","
		"\"dev\":\"eth0\",\"len\":60,\"tuple\":null,\"verdict\":"
		"\"dropped\",\"reason\":\"NO_SOCKET\",\"detail\":\"X\","
		"\"at\":\"f\",\"sockets\":[],\"queue\":null,\"out\":[{\"dev\":"
		"\"eth0\",\"hex\":\"01fe\"},{\"dev\":\"lo\",\"hex\":\"fe\"}],"
		"\"mib\":{\"IpExt.ReasmOverlaps\":2,\"IcmpMsg.InType8\":1,"
		"\"IcmpMsg.OutType255\":1},\"trace\":[]}");
}

static void test_json_has_the_keys_of_the_schema_in_order(void **state)
{
	static char schema[65536];
	FILE *f = fopen(SCHEMA, "r");
	const char *at;
	char key[64];
	int keys = 0, n = 0;

	(void)state;
	assert_non_null(f);
	assert_true(fread(schema, 1, sizeof(schema) - 1, f) > 0);
	fclose(f);
	o->tuple.ipv4 = false;
	o->receiveds = o->sents = 0;
	json_outcome(&out, o, &host);
	at = written();
	char *required = strstr(schema, "\"required\": [");
	assert_non_null(required);
	required += strlen("\"required\": [");
	for (; sscanf(required, " \"%60[a-z]\"%n", key, &n) == 1; keys++) {
		strcat(key, "\":");
		at = strstr(at, key);
		assert_non_null(at);
		required += n + 1;
	}
	assert_int_equal(keys, 15);
}

static void test_table_line_says_why_and_what_was_sent(void **state)
{
	static const uint8_t arp[42] = { [12] = 8, [13] = 6, [21] = 2,
		[28] = 10, [31] = 2 };
	struct table table = { .colour = false };

	(void)state;
	o->tuple = tuple_with(28, 0, 0x45);
	o->view = (struct packet_view){ udp, 28, 0x0800 };
	o->verdict = (struct verdict){ VERDICT_dropped, "NOT_SPECIFIED",
		"BLACKHOLE", "ip_error" };
	o->bytes.size = 0;
	text_bytes(&o->bytes, arp, sizeof(arp));
	o->receiveds = 0;
	o->sents = 1;
	o->sent[0] = (struct sent){ 1, sizeof(arp), 0 };
	table_outcome(&out, &table, o, &host);
	assert_string_equal(written(),
		"     7     0.000000  10.0.0.1:5000 > 10.0.0.2:4747 udp"
		"           dropped       NOT_SPECIFIED (BLACKHOLE)"
		"       ip_error                  "
		"sent arp is-at 10.0.0.2 on eth0\n");
	table_comment(&out, o, &host);
	assert_string_equal(written(),
		"dropped NOT_SPECIFIED (BLACKHOLE) at ip_error; "
		"sent arp is-at 10.0.0.2 on eth0");
}

#define TEST(name) cmocka_unit_test(test_##name)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(text_writes_numbers_and_addresses),
		TEST(text_hex_is_lower_case_at_any_length),
		TEST(text_seconds_have_nine_digits_and_a_sign),
		TEST(text_json_escapes_what_json_refuses),
		TEST(verdict_not_modelled_beats_all),
		TEST(verdict_delivered_beats_a_copy_that_was_dropped),
		TEST(verdict_of_a_drop_is_its_first_site),
		TEST(verdict_answered_names_who_answered),
		TEST(tuple_has_ports_only_where_they_are),
		TEST(ethernet_view_goes_past_vlan_tags),
		TEST(json_of_a_delivered_frame),
		TEST(json_of_errors_that_a_socket_reads),
		TEST(json_of_a_dropped_frame_with_an_answer),
		TEST(json_has_the_keys_of_the_schema_in_order),
		TEST(table_line_says_why_and_what_was_sent),
	};

	return cmocka_run_group_tests(tests, make_outcome, free_outcome);
}
