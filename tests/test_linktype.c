/* Link types: what enters the host of a captured frame. */
#include "capture_files.h"

#include "cli/linktype.h"

static enum linktype_result decode(uint32_t linktype, const char *bytes,
	uint32_t caplen, uint32_t len, struct link_frame *out)
{
	struct capture_frame f = {.linktype = linktype,
		.caplen = caplen,
		.bytes = (const uint8_t *)bytes,
		.len = len};

	return linktype_decode(&f, out);
}

static void test_ethernet_tells_broadcast_and_multicast(void **state)
{
	struct link_frame out;
	char bytes[15] = "\xff\xff\xff\xff\xff\xff";

	(void)state;
	assert_int_equal(decode(1, bytes, 14, 60, &out), LINKTYPE_DECODED);
	assert_true(out.has_ethernet);
	assert_int_equal(out.packet_type, LINKTYPE_BROADCAST);
	bytes[5] = 0x7f;
	decode(1, bytes, 14, 60, &out);
	assert_int_equal(out.packet_type, LINKTYPE_MULTICAST);
	bytes[0] = 0x52;
	decode(1, bytes, 14, 60, &out);
	assert_int_equal(out.packet_type, LINKTYPE_HOST);
	assert_int_equal(decode(1, bytes, 13, 60, &out), LINKTYPE_TRUNCATED);
	assert_int_equal(decode(1, bytes, 13, 13, &out), LINKTYPE_DECODED);
	assert_int_equal(out.caplen, 13);
}

static void test_raw_and_loopback_tell_the_protocol(void **state)
{
	struct link_frame out;

	(void)state;
	assert_int_equal(decode(101, "E", 1, 40, &out), LINKTYPE_DECODED);
	assert_false(out.has_ethernet);
	assert_int_equal(out.protocol, 0x0800);
	decode(12, "\x60", 1, 40, &out);
	assert_int_equal(out.protocol, 0x86dd);
	decode(14, "\x10", 1, 40, &out);
	assert_int_equal(out.protocol, 0);
	assert_int_equal(decode(101, "", 0, 0, &out), LINKTYPE_TRUNCATED);
	decode(228, "\x60", 1, 40, &out);
	assert_int_equal(out.protocol, 0x0800);
	decode(229, "E", 1, 40, &out);
	assert_int_equal(out.protocol, 0x86dd);
	decode(0, "\7\0\0\0", 4, 44, &out);
	assert_int_equal(out.protocol, 0);
	decode(0, "\2\0\0\0E", 5, 44, &out);
	assert_int_equal(out.protocol, 0x0800);
	assert_int_equal(out.caplen, 1);
	assert_int_equal(out.len, 40);
	assert_int_equal(out.bytes[0], 'E');
	decode(0, "\0\0\0\x1e", 4, 44, &out);
	assert_int_equal(out.protocol, 0x86dd);
	decode(108, "\0\0\0\2", 4, 44, &out);
	assert_int_equal(out.protocol, 0x0800);
	assert_int_equal(decode(0, "\2\0\0", 3, 44, &out), LINKTYPE_TRUNCATED);
}

static void test_cooked_headers_tell_direction_and_protocol(void **state)
{
	struct link_frame out;

	(void)state;
	assert_int_equal(
		decode(113, "\0\4\0\1\0\6mmmmmm\0\0\x08\0E", 17, 41, &out),
		LINKTYPE_DECODED);
	assert_int_equal(out.packet_type, LINKTYPE_OUTGOING);
	assert_int_equal(out.protocol, 0x0800);
	assert_int_equal(out.bytes[0], 'E');
	assert_int_equal(out.len, 25);
	assert_int_equal(decode(276, "\x86\xdd\0\0\0\0\0\7\0\1\3\6mmmmmm\0\0",
				 20, 60, &out),
		LINKTYPE_DECODED);
	assert_int_equal(out.packet_type, LINKTYPE_OTHERHOST);
	assert_int_equal(out.protocol, 0x86dd);
	assert_int_equal(decode(113, "\0", 1, 60, &out), LINKTYPE_TRUNCATED);
	assert_int_equal(
		decode(113, "\0\0\3\x38\0\0mmmmmm\0\0\0\0", 16, 60, &out),
		LINKTYPE_UNSUPPORTED);
}

static void test_other_link_types_have_a_name_only(void **state)
{
	struct link_frame out;

	(void)state;
	assert_int_equal(decode(9, "", 0, 0, &out), LINKTYPE_UNSUPPORTED);
	assert_string_equal(linktype_name(9), "PPP");
	assert_string_equal(linktype_name(1), "EN10MB");
	assert_string_equal(linktype_name(65535), "unknown");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ethernet_tells_broadcast_and_multicast),
		cmocka_unit_test(test_raw_and_loopback_tell_the_protocol),
		cmocka_unit_test(
			test_cooked_headers_tell_direction_and_protocol),
		cmocka_unit_test(test_other_link_types_have_a_name_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
