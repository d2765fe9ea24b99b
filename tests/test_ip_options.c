/* ipv4/ip_options: well-formed ones pass, a fault is answered by its byte. */
#include "frames.h"

/* Options, the site of the drop, and the byte that the answer points at. */
struct row {
	const char *options;
	uint32_t len, site, at;
};

static void receive_options(const char *options, uint32_t len)
{
	struct datagram d = good_datagram();

	d.ip.options = options;
	d.ip.optlen = len;
	receive(udp_frame(d));
}

/* Surprise 9. */
static void test_bad_option_is_answered_by_its_offset(void **state)
{
	static const struct row rows[] = {
		{ "\x07\x01\0\0", 4, 0, 20 },		/* length 1 */
		{ "\x07\x00\0\0", 4, 0, 20 },		/* length 0 */
		{ "\x01\x55\x09\0", 4, 0, 21 },		/* past the header */
		{ "\x01\x01\x01\x07", 4, 0, 23 },	/* no length byte */
		{ "\x07\x02\0\0", 4, 0, 21 },		/* no pointer */
		{ "\x07\x07\x03\0\0\0\0", 8, 0, 22 },	/* pointer 3 */
		{ "\x07\x07\x06\0\0\0\0", 8, 0, 22 },	/* half an address */
		{ "\x44\x03\x05\0", 4, 0, 21 },		/* no flags */
		{ "\x44\x04\x04\0", 4, 0, 22 },		/* pointer 4 */
		{ "\x44\x04\x05\xf0", 4, 0, 23 },	/* overflow is full */
		{ "\x94\x03\0\0", 4, 0, 21 },		/* alert too short */
		{ "\x86\x08\0\0\0\1\1\2", 8, 0, 22 },	/* no CIPSO here */
		{ "\x83\x02\0\0", 4, 0, 21 },		/* no pointer */
		{ "\x83\x07\x03\0\0\0\0", 8, 0, 22 },	/* pointer 3 */
	};
	struct frame f;
	uint32_t i;

	(void)state;
	net.sysctl.icmp_ratemask = 0;	/* one after the other */
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		receive_options(rows[i].options, rows[i].len);
		assert_int_equal(dropped(), DROP_IP_OPTIONS);
		assert_icmp_sent(&f, 12, 0);
		assert_int_equal(f.b[18 + f.b[14] % 16u * 4u], rows[i].at);
		assert_int_equal(get32(f.b + 30), A);
	}
	assert_int_equal(net.mib.v[MIB_Ip_InHdrErrors], i);
	assert_int_equal(net.mib.v[MIB_Icmp_OutParmProbs], i);
	assert_int_equal(waiting(muffin), 0);
}

/* Surprise 9. */
static void test_source_routes_are_dropped_in_silence(void **state)
{
	static const struct row rows[] = {
		{ "\x83\x07\x04\x0a\0\0\1\0", 8, 0, 0 },
		{ "\x83\x07\x08\x0a\0\0\1\0", 8, 0, 0 },	/* exhausted */
		{ "\x89\x07\x04\x0a\0\0\1\0", 8, 0, 0 },
		{ "\x89\x07\x08\x0a\0\0\1\0", 8, 0, 0 },
	};
	uint32_t i;

	(void)state;
	for (i = 0; i < 4; i++) {
		receive_options(rows[i].options, rows[i].len);
		assert_int_equal(dropped(), DROP_IP_SOURCE_ROUTE);
		assert_int_equal(sent().len, 0);
	}
}

static void follow_source_routes(void)
{
	net.dev.all.accept_source_route = 1;
	net.dev.d[ETH0].conf.accept_source_route = 1;
}

static void test_a_source_route_on_needs_forwarding(void **state)
{
	(void)state;
	follow_source_routes();
	receive_options("\x83\x07\x04\x0a\0\0\1\0", 8);
	assert_int_equal(dropped(), DROP_IP_SOURCE_ROUTE);
	assert_int_equal(sent().len, 0);
}

static void test_an_exhausted_source_route_is_delivered(void **state)
{
	(void)state;
	follow_source_routes();
	receive_options("\x83\x07\x08\x0a\0\0\1\0", 8);
	assert_int_equal(dropped(), DROP_NONE);
	assert_int_equal(waiting(muffin), 1);
}

static void test_a_source_route_to_ourselves_is_followed(void **state)
{
	(void)state;
	follow_source_routes();
	receive_options("\x83\x0b\x08\x0a\0\0\7\x0a\0\0\2\0", 12);
	assert_int_equal(dropped(), DROP_NONE);
	assert_int_equal(waiting(muffin), 1);
}

static void test_half_a_stop_is_a_parameter_problem(void **state)
{
	struct frame f;

	(void)state;
	follow_source_routes();
	receive_options("\x83\x08\x08\x0a\0\0\1\0", 8);
	assert_int_equal(dropped(), DROP_IP_SOURCE_ROUTE);
	assert_icmp_sent(&f, 12, 0);
	assert_int_equal(f.b[18 + f.b[14] % 16u * 4u], 22);
}

static void test_a_strict_route_through_us_is_a_parameter_problem(void **state)
{
	struct datagram d = good_datagram();
	struct frame f;

	(void)state;
	follow_source_routes();
	net.dev.d[ETH0].conf.forwarding = 1;
	d.ip.daddr = NEIGHBOUR;
	d.ip.options = "\x89\x07\x04\x0a\0\0\2\0";
	d.ip.optlen = 8;
	receive(udp_frame(d));
	assert_int_equal(dropped(), DROP_IP_SOURCE_ROUTE);
	assert_icmp_sent(&f, 12, 0);
	assert_int_equal(f.b[38], 16);
}

static void test_a_source_route_in_a_broadcast_frame_is_dropped(void **state)
{
	struct datagram d = good_datagram();

	(void)state;
	follow_source_routes();
	d.ip.to = MAC_ALL;
	d.ip.options = "\x83\x07\x08\x0a\0\0\1\0";
	d.ip.optlen = 8;
	receive(udp_frame(d));
	assert_int_equal(dropped(), DROP_IP_SOURCE_ROUTE);
}

static void test_good_options_are_delivered(void **state)
{
	static const struct row rows[] = {
		{ "\x01\x01\x01\x01", 4, 0, 0 },
		{ "\0\xff\xff\xff", 4, 0, 0 },		/* behind the end */
		{ "\x55\x04\0\0", 4, 0, 0 },		/* unknown */
		{ "\x07\x07\x04\0\0\0\0", 8, 0, 0 },
		{ "\x07\x07\x08\0\0\0\0", 8, 0, 0 },	/* full */
		{ "\x44\x08\x05\0\0\0\0\0", 8, 0, 0 },
		{ "\x44\x04\x05\xe0", 4, 0, 0 },	/* one more may be lost */
		{ "\x94\x04\0\0", 4, 0, 0 },
	};
	uint32_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		receive_options(rows[i].options, rows[i].len);
		assert_int_equal(dropped(), DROP_NONE);
		assert_int_equal(waiting(muffin), i + 1);
	}
}

static void test_the_longest_header_is_delivered(void **state)
{
	static const char nops[40] =
		"\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
		"\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1";

	(void)state;
	receive_options(nops, 40);
	assert_int_equal(waiting(muffin), 1);
}

static void test_a_fault_is_found_before_the_route_refuses(void **state)
{
	struct datagram d = good_datagram();
	struct frame f;

	(void)state;
	d.ip.daddr = FOREIGN;
	d.ip.options = "\x07\x01\0\0";
	d.ip.optlen = 4;
	receive(udp_frame(d));
	assert_int_equal(dropped(), DROP_IP_OPTIONS);
	assert_icmp_sent(&f, 12, 0);
	assert_int_equal(f.b[38], 20);
}

/* What was recorded before the fault goes back in the answer. */
static void test_a_fault_is_answered_with_what_came_before(void **state)
{
	struct frame f;

	(void)state;
	receive_options("\x07\x07\x04\0\0\0\0\x55\1\0\0", 12);
	assert_int_equal(dropped(), DROP_IP_OPTIONS);
	assert_icmp_sent(&f, 12, 0);
	assert_int_equal(f.b[14], 0x47);
	assert_memory_equal(f.b + 34, "\x07\x07\x08\x0a\0\0\2\0", 8);
	assert_int_equal(f.b[46], 27);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		T(test_bad_option_is_answered_by_its_offset),
		T(test_source_routes_are_dropped_in_silence),
		T(test_a_source_route_on_needs_forwarding),
		T(test_an_exhausted_source_route_is_delivered),
		T(test_a_source_route_to_ourselves_is_followed),
		T(test_half_a_stop_is_a_parameter_problem),
		T(test_a_strict_route_through_us_is_a_parameter_problem),
		T(test_a_source_route_in_a_broadcast_frame_is_dropped),
		T(test_good_options_are_delivered),
		T(test_the_longest_header_is_delivered),
		T(test_a_fault_is_answered_with_what_came_before),
		T(test_a_fault_is_found_before_the_route_refuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
