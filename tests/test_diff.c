/* muffin diff without a kernel: what is compared, and how it is made small. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "cli/diff_compare.h"
#include "cli/diff_frame.h"
#include "cli/diff_session.h"

#define TEST(name) cmocka_unit_test(test_##name)

enum { SOURCE = 0x0a000001, HOST_TEXT_MAX = 2048, LINE_MAX_ = 2048 };

static struct host_text text_of(const char *bytes)
{
	static char copy[HOST_TEXT_MAX];

	snprintf(copy, sizeof(copy), "%s", bytes);
	return (struct host_text){ "test", copy, strlen(copy) };
}

static bool add(struct answer *a, const char *line)
{
	static const struct host_facts none;
	static char copy[LINE_MAX_];

	snprintf(copy, sizeof(copy), "%s", line);
	return answer_add(a, copy, strlen(copy), &none);
}

static struct comparison compared(const char *linux, const char *muffin)
{
	static struct answer l, m;	/* the comparison points into them */

	answer_clear(&l);
	answer_clear(&m);
	assert_true(add(&l, linux));
	assert_true(add(&m, muffin));
	return compare_answers(&l, &m);
}

#define LINE(verdict, reason, at, sockets, out, mib)                           \
	"{\"v\":1,\"n\":1,\"ts\":\"1.000000000\",\"verdict\":" verdict         \
	",\"reason\":" reason ",\"at\":" at ",\"sockets\":[" sockets           \
	"],\"out\":[" out "],\"mib\":{" mib "}}"
#define DROP(reason, at) LINE("\"dropped\"", reason, at, "", "", "")
#define GOT(sockets) LINE("\"delivered\"", "null", "null", sockets, "", "")

static void test_equal_answers_agree_in_all_that_was_judged(void **state)
{
	struct comparison c = compared(DROP("\"NO_SOCKET\"", "\"f\""),
		DROP("\"NO_SOCKET\"", "\"f\""));

	(void)state;
	assert_int_equal(c.differs, 0);
	assert_int_equal(c.judged, (1u << DIFF_igmp) - 1);
}

static void test_reasons_and_functions_differ_apart(void **state)
{
	struct comparison c = compared(DROP("\"IP_INHDR\"", "\"f\""),
		DROP("\"IP_CSUM\"", "\"g\""));

	(void)state;
	assert_int_equal(c.differs,
		1u << DIFF_reason | 1u << DIFF_function);
}

static void test_not_specified_is_no_reason_to_agree_on(void **state)
{
	struct comparison c = compared(DROP("\"NOT_SPECIFIED\"", "\"f\""),
		DROP("\"NOT_SPECIFIED\"", "\"f\""));

	(void)state;
	assert_int_equal(c.judged >> DIFF_reason & 1, 0);
	c = compared(DROP("\"NOT_SPECIFIED\"", "\"f\""),
		DROP("\"IP_CSUM\"", "\"f\""));
	assert_int_equal(c.differs, 1u << DIFF_reason);
}

static void test_a_function_that_frees_stands_for_its_decider(void **state)
{
	(void)state;
	assert_true(same_function("ip_local_deliver_finish",
		"ip_protocol_deliver_rcu"));
	assert_false(same_function("ip_protocol_deliver_rcu",
		"ip_local_deliver_finish"));
	assert_true(same_function("icmp_rcv", "icmp_rcv"));
}

static void test_deliveries_are_compared_by_name_and_bytes(void **state)
{
	(void)state;
	assert_int_equal(compared(
		GOT("{\"name\":\"a\",\"len\":1,\"data\":\"61\"},"
		    "{\"name\":\"b\",\"len\":1,\"data\":\"62\"}"),
		GOT("{\"name\":\"b\",\"len\":1,\"data\":\"62\"},"
		    "{\"name\":\"a\",\"len\":1,\"data\":\"61\"}")).differs, 0);
	assert_int_equal(compared(
		GOT("{\"name\":\"a\",\"len\":1,\"data\":\"61\"}"),
		GOT("{\"name\":\"a\",\"len\":1,\"data\":\"62\"}")).differs,
		1u << DIFF_deliveries);
}

static void test_the_order_of_one_socket_matters(void **state)
{
	(void)state;
	assert_int_equal(compared(
		GOT("{\"name\":\"a\",\"len\":1,\"data\":\"61\"},"
		    "{\"name\":\"a\",\"error\":\"ECONNREFUSED\"}"),
		GOT("{\"name\":\"a\",\"error\":\"ECONNREFUSED\"},"
		    "{\"name\":\"a\",\"len\":1,\"data\":\"61\"}")).differs,
		1u << DIFF_deliveries);
}

/* How long what waits is, a live kernel does not tell. */
static void test_of_what_waits_only_the_socket_counts(void **state)
{
	(void)state;
	assert_int_equal(compared(
		GOT("{\"name\":\"a\",\"len\":0,\"data\":null}"),
		GOT("{\"name\":\"a\",\"len\":6,\"data\":null}")).differs, 0);
}

static void test_error_queues_are_compared_field_by_field(void **state)
{
#define ERRQUEUE(info) GOT("{\"name\":\"a\",\"errqueue\":{\"error\":"          \
	"\"EMSGSIZE\",\"origin\":2,\"type\":3,\"code\":4,\"info\":" info       \
	",\"offender\":\"10.0.0.1\",\"len\":0,\"data\":\"\"}}")
	(void)state;
	assert_int_equal(compared(ERRQUEUE("576"), ERRQUEUE("576")).differs,
		0);
	assert_int_equal(compared(ERRQUEUE("576"), ERRQUEUE("552")).differs,
		1u << DIFF_deliveries);
}

static void test_counters_are_compared_by_name(void **state)
{
#define COUNTED(mib) LINE("\"consumed\"", "null", "null", "", "", mib)
	(void)state;
	assert_int_equal(compared(COUNTED("\"Ip.A\":1,\"Ip.B\":2"),
		COUNTED("\"Ip.B\":2,\"Ip.A\":1")).differs, 0);
	assert_int_equal(compared(COUNTED("\"Ip.A\":1"),
		COUNTED("\"Ip.A\":2")).differs, 1u << DIFF_counters);
}

static void test_what_is_not_modelled_is_counted_apart(void **state)
{
	static const char apart[] = "{\"verdict\":\"not_modelled\","
		"\"detail\":\"tcp\"}";
	struct comparison c = compared(GOT(""), apart);

	(void)state;
	assert_string_equal(c.apart, "tcp");
	assert_int_equal(c.apart_kind, APART_NOT_MODELLED);
	assert_int_equal(c.judged, 0);
	c = compared(apart, GOT(""));
	assert_int_equal(c.apart_kind, APART_NOT_ASKED);
}

static void test_a_capacity_is_counted_apart(void **state)
{
	static const char full[] = "{\"verdict\":\"dropped\",\"reason\":"
		"\"NOT_SPECIFIED\",\"detail\":\"FRAGMENT_NO_ROOM\"}";
	struct comparison c = compared("{\"verdict\":\"held\"}", full);

	(void)state;
	assert_string_equal(c.apart, "FRAGMENT_NO_ROOM");
	assert_int_equal(c.apart_kind, APART_CAPACITY);
}

static void test_lines_of_timers_sum_up(void **state)
{
	struct answer a;

	(void)state;
	memset(&a, 0, sizeof(a));
	assert_true(add(&a, COUNTED("\"Ip.A\":1,\"Ip.B\":1")));
	assert_true(add(&a, COUNTED("\"Ip.A\":2")));
	assert_int_equal(a.counters.n, 2);
	assert_string_equal(word_list_get(&a.counters, 0), "Ip.A 3");
	assert_string_equal(word_list_get(&a.counters, 1), "Ip.B 1");
	answer_free(&a);
}

static void test_a_line_that_is_no_verdict_is_refused(void **state)
{
	static const char *const bad[] = { "", "{", "[]", "{}", "null", "7",
		"{\"verdict\":7", "{\"verdict\":}", "{\"verdict\":\"x\"}x",
		"{\"verdict\" \"x\"}", "{\"verdict\":\"x}" };
	struct answer a;
	size_t i;

	(void)state;
	memset(&a, 0, sizeof(a));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(add(&a, bad[i]));
	assert_true(add(&a, "{\"verdict\":\"x\\\"\\u0041\\n\"}"));
	assert_string_equal(a.verdict, "x\"A\n");
	answer_free(&a);
}

static void test_any_member_of_a_reuseport_group_is_right(void **state)
{
	struct host_text text = text_of(
		"socket a udp bind 0.0.0.0:5 reuseport\n"
		"socket b udp reuseport bind 0.0.0.0:5 # the same\n"
		"socket c udp bind 0.0.0.0:6 reuseport\n"
		"socket d udp bind 0.0.0.0:5 reuseaddr\n");
	struct host_facts g;

	(void)state;
	host_facts_read(&g, &text);
	assert_string_equal(reuseport_name(&g, "b"), "a");
	assert_string_equal(reuseport_name(&g, "c"), "c");
	assert_string_equal(reuseport_name(&g, "d"), "d");
}

/* An answer of ours: 10.0.0.2 to 10.0.0.1, ICMP timestamp reply. */
static const uint8_t stamped[] = {
	0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 2, 0x08, 0x00,
	0x45, 0x00, 0x00, 0x28, 0x12, 0x34, 0x00, 0x00, 0x40, 0x01,
	0x54, 0x9f, 0x0a, 0x00, 0x00, 0x02, 0x0a, 0x00, 0x00, 0x01,
	0x0e, 0x00, 0xf1, 0xc9, 0x00, 0x01, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01,
	0x00, 0x00, 0x00, 0x11, 0x00, 0x00, 0x00, 0x22
};

enum { AT_ID = 18, AT_SUM = 24, AT_STAMP = 49, SIZE = sizeof(stamped) };

static void test_identification_and_stamps_are_left_out(void **state)
{
	uint8_t f[SIZE];

	(void)state;
	memcpy(f, stamped, SIZE);
	frame_normalise(f, SIZE, SOURCE);
	assert_int_equal(f[AT_ID], 0);
	assert_int_equal(f[AT_SUM], 0);
	assert_int_equal(f[AT_STAMP], 0);
	assert_int_equal(f[AT_STAMP - 4], 1);	/* the sender's own stays */
}

static void test_a_wrong_checksum_is_not_hidden(void **state)
{
	uint8_t f[SIZE];

	(void)state;
	memcpy(f, stamped, SIZE);
	f[AT_SUM] ^= 1;
	frame_normalise(f, SIZE, SOURCE);
	assert_int_equal(f[AT_ID], stamped[AT_ID]);
	memcpy(f, stamped, SIZE);
	f[SIZE - 1] ^= 1;
	frame_normalise(f, SIZE, SOURCE);
	assert_int_equal(f[AT_STAMP], stamped[AT_STAMP]);
}

/* A forwarded packet keeps what its sender wrote. */
static void test_a_forwarded_packet_is_compared_as_it_is(void **state)
{
	uint8_t f[SIZE];

	(void)state;
	memcpy(f, stamped, SIZE);
	frame_normalise(f, SIZE, 0x0a000002);
	assert_memory_equal(f, stamped, SIZE);
}

/* 10.0.0.1's request with a time stamp option, going on. */
static void test_time_stamps_in_options_are_left_out(void **state)
{
	uint8_t f[] = {
		0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 2, 0x08, 0x00,
		0x47, 0x00, 0x00, 0x1c, 0x12, 0x34, 0x00, 0x00, 0x40, 0xfd,
		0x00, 0x00, 0x0a, 0x00, 0x00, 0x01, 0x0a, 0x01, 0x00, 0x01,
		0x44, 0x08, 0x09, 0x00, 0x01, 0x02, 0x03, 0x04
	};

	(void)state;
	f[24] = 0x00;
	f[25] = 0x00;
	frame_normalise(f, sizeof(f), SOURCE);
	assert_int_equal(f[41], 0);
	assert_int_equal(f[AT_ID], 0x12);	/* its sender's: stays */
}

static void test_own_igmp_is_taken_out_with_its_counters(void **state)
{
	struct host_text text = text_of("ip addr add 10.0.0.2/24 dev eth0\n");
	static char line[] = COUNTED("\"Ip.OutRequests\":1,"
		"\"Ip.OutTransmits\":1,\"IpExt.OutMcastPkts\":1,"
		"\"IpExt.OutMcastOctets\":40,\"IpExt.OutOctets\":40");
	static char sent[] = "{\"verdict\":\"consumed\",\"out\":["
		"{\"dev\":\"eth0\",\"hex\":\""
		"01005e00001652540000000b080046c000280000400001020000"
		"0a000002e0000016940400002200f9fd00000001040000000e00"
		"0001\"}]}";
	struct host_facts facts;
	struct answer a;

	(void)state;
	host_facts_read(&facts, &text);
	memset(&a, 0, sizeof(a));
	assert_true(answer_add(&a, line, sizeof(line) - 1, &facts));
	assert_true(answer_tells(&a));
	assert_true(answer_add(&a, sent, sizeof(sent) - 1, &facts));
	assert_int_equal(a.igmp.n, 1);
	assert_int_equal(a.frames.n, 0);
	assert_int_equal(a.counters.n, 0);
	assert_false(answer_tells(&a));
	answer_free(&a);
}

static void test_any_bytes_can_be_normalised(void **state)
{
	uint8_t f[SIZE];
	size_t size;
	int ihl;

	(void)state;
	for (size = 0; size <= SIZE; size++)
		for (ihl = 0; ihl < 16; ihl++) {
			memcpy(f, stamped, SIZE);
			f[14] = (uint8_t)(0x40 | ihl);
			frame_normalise(f, size, SOURCE);
		}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(equal_answers_agree_in_all_that_was_judged),
		TEST(reasons_and_functions_differ_apart),
		TEST(not_specified_is_no_reason_to_agree_on),
		TEST(a_function_that_frees_stands_for_its_decider),
		TEST(deliveries_are_compared_by_name_and_bytes),
		TEST(the_order_of_one_socket_matters),
		TEST(of_what_waits_only_the_socket_counts),
		TEST(error_queues_are_compared_field_by_field),
		TEST(counters_are_compared_by_name),
		TEST(what_is_not_modelled_is_counted_apart),
		TEST(a_capacity_is_counted_apart),
		TEST(lines_of_timers_sum_up),
		TEST(a_line_that_is_no_verdict_is_refused),
		TEST(any_member_of_a_reuseport_group_is_right),
		TEST(identification_and_stamps_are_left_out),
		TEST(a_wrong_checksum_is_not_hidden),
		TEST(a_forwarded_packet_is_compared_as_it_is),
		TEST(time_stamps_in_options_are_left_out),
		TEST(own_igmp_is_taken_out_with_its_counters),
		TEST(any_bytes_can_be_normalised),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
