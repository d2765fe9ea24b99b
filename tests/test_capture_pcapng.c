/* The capture reader: pcapng. */
#include "capture_files.h"

static void test_pcapng_interfaces_differ_in_all(void **state)
{
	struct file f = {.big_endian = true};
	struct capture_frame frame;
	struct capture *c;

	(void)state;
	section(&f);
	interface(&f, 1, "eth0", 9, 0);
	interface(&f, 276, "any0", 0x80 | 10, (uint64_t)-100);
	block_end(&f, packet(&f, 1, 200 * 1024 + 512));
	block_end(&f, packet(&f, 0, 1234567890123456789));
	c = open_file(&f);
	assert_int_equal(capture_next(c, &frame), 1);
	assert_string_equal(frame.if_name, "any0");
	assert_int_equal(frame.linktype, 276);
	assert_int_equal(frame.interface, 1);
	assert_int_equal(frame.ts_ns, 100 * SECOND + SECOND / 2);
	assert_int_equal(capture_next(c, &frame), 1);
	assert_string_equal(frame.if_name, "eth0");
	assert_int_equal(frame.linktype, 1);
	assert_int_equal(frame.ts_ns, 1234567890123456789);
	assert_int_equal(capture_next(c, &frame), 0);
	capture_close(c);
}

static void test_pcapng_sections_differ_in_byte_order(void **state)
{
	struct file f = {.big_endian = true};
	struct capture_frame frame;
	struct capture *c;

	(void)state;
	section(&f);
	interface(&f, 1, "eth0", 6, 0);
	block_end(&f, packet(&f, 0, 5));
	f.big_endian = false;
	section(&f);
	interface(&f, 101, "tun0", 0, 0);
	block_end(&f, packet(&f, 0, 5));
	block_end(&f, packet(&f, 1, 5));
	c = open_file(&f);
	assert_int_equal(capture_next(c, &frame), 1);
	assert_int_equal(frame.ts_ns, 5000);
	assert_int_equal(capture_next(c, &frame), 1);
	assert_string_equal(frame.if_name, "tun0");
	assert_int_equal(frame.ts_ns, 5 * SECOND);
	assert_int_equal(frame.number, 2);
	capture_close(c);
	assert_fails(
		&f, 2, "frame 3: is of interface 1, and the section has 1");
}

static void test_pcapng_times_that_do_not_fit_saturate(void **state)
{
	struct file f = {.big_endian = false};

	(void)state;
	section(&f);
	interface(&f, 1, "eth0", 0, INT64_MAX);
	block_end(&f, packet(&f, 0, UINT64_MAX));
	assert_one_frame(&f, 1, INT64_MAX);
	f.size = 0;
	section(&f);
	interface(&f, 1, "eth0", 29, 0);
	block_end(&f, packet(&f, 0, UINT64_MAX));
	assert_one_frame(&f, 1, 0);
	f.size = 0;
	section(&f);
	interface(&f, 1, "eth0", 0x80 | 127, 0);
	block_end(&f, packet(&f, 0, UINT64_MAX));
	assert_one_frame(&f, 1, 0);
}

static void test_pcapng_times_finer_than_a_nanosecond(void **state)
{
	struct file f = {.big_endian = false};

	(void)state;
	section(&f);
	interface(&f, 1, "eth0", 12, 0);
	block_end(&f, packet(&f, 0, 5123999));
	assert_one_frame(&f, 1, 5123);
	f.size = 0;
	section(&f);
	interface(&f, 1, "eth0", 0x80 | 63, 1);
	block_end(&f, packet(&f, 0, UINT64_C(3) << 62));
	assert_one_frame(&f, 1, SECOND + SECOND + SECOND / 2);
}

static void test_simple_packet_ends_at_the_snaplen(void **state)
{
	struct file f = {.big_endian = false};
	struct capture_frame frame;
	struct capture *c;
	size_t at;

	(void)state;
	section(&f);
	interface(&f, 101, "tun0", 9, 0);
	block_end(&f, packet(&f, 0, 77));
	at = block_begin(&f, 3);
	put(&f, 200, 4);
	memset(f.bytes + f.size, 'm', 96);
	f.size += 96;
	block_end(&f, at);
	c = open_file(&f);
	assert_int_equal(capture_next(c, &frame), 1);
	assert_int_equal(capture_next(c, &frame), 1);
	assert_int_equal(frame.caplen, 96);
	assert_int_equal(frame.len, 200);
	assert_false(frame.has_ts);
	assert_int_equal(frame.ts_ns, 77);
	capture_close(c);
}

static void test_obsolete_packet_and_unknown_blocks(void **state)
{
	struct file f = {.big_endian = true};
	size_t at;

	(void)state;
	section(&f);
	interface(&f, 1, "eth0", 6, 0);
	at = block_begin(&f, 0x0bad);
	put_text(&f, "whatever", 8);
	block_end(&f, at);
	at = packet(&f, 7, 3);
	f.bytes[at - 1] = 2;
	f.bytes[at + 5] = 0; /* interface 0, seven drops */
	f.bytes[at + 7] = 7;
	block_end(&f, at);
	assert_one_frame(&f, 1, 3000);
}

static void test_packet_options_need_no_end(void **state)
{
	struct file f = {.big_endian = true};
	struct capture_option option;
	struct capture_frame frame;
	struct capture *c;
	uint64_t id;
	uint32_t flags;
	size_t at;

	(void)state;
	section(&f);
	interface(&f, 1, "eth0", 6, 0);
	at = packet(&f, 0, 0);
	put(&f, 1 << 16 | 3, 4);
	put_text(&f, "one\0", 4);
	put(&f, 2 << 16 | 4, 4);
	put(&f, 2, 4);
	put(&f, 5 << 16 | 8, 4);
	put(&f, 0x123456789, 8);
	put(&f, 1 << 16 | 0, 4);
	block_end(&f, at);
	c = open_file(&f);
	assert_int_equal(capture_next(c, &frame), 1);
	assert_true(capture_option(&frame, CAPTURE_OPTION_COMMENT, 0, &option));
	assert_int_equal(option.length, 3);
	assert_memory_equal(option.bytes, "one", 3);
	assert_true(capture_option(&frame, CAPTURE_OPTION_COMMENT, 1, &option));
	assert_int_equal(option.length, 0);
	assert_false(
		capture_option(&frame, CAPTURE_OPTION_COMMENT, 2, &option));
	assert_true(capture_flags(&frame, &flags));
	assert_int_equal(flags, 2);
	assert_true(capture_packet_id(&frame, &id));
	assert_int_equal(id, 0x123456789);
	capture_close(c);
}

static void test_option_past_its_block_names_the_frame(void **state)
{
	struct file f = {.big_endian = false};
	size_t at;

	(void)state;
	section(&f);
	interface(&f, 1, "eth0", 6, 0);
	at = packet(&f, 0, 0);
	put(&f, 1, 2);
	put(&f, 5, 2);
	put_text(&f, "muff", 4);
	block_end(&f, at);
	assert_fails(&f, 0, "frame 1: its option 1 goes past its block");
}

static void test_block_lengths_that_cannot_be(void **state)
{
	static const uint32_t lengths[] = {0, 4, 37, 0xfffffffc};
	struct file f = {.big_endian = false};
	size_t at, i;

	(void)state;
	section(&f);
	interface(&f, 1, "eth0", 6, 0);
	at = packet(&f, 0, 0);
	block_end(&f, at);
	for (i = 0; i < 4; i++) {
		memcpy(f.bytes + at, &lengths[i], 4);
		assert_fails(&f, 0, "frame 1: its block says it has ");
	}
	memcpy(f.bytes + at, "\x28\0\0\0", 4);
	assert_fails(&f, 0, "frame 1: 36 of 40 bytes are there");
	put(&f, 44, 4);
	assert_fails(&f, 0, "says 40 bytes at its start and 44 at its end");
	f.bytes[at + 16] = 61;
	f.bytes[at + 20] = 61;
	f.bytes[f.size - 4] = 40;
	assert_fails(&f, 0, "says 61 bytes in a block that has room for 8");
}

static void test_damaged_sections_and_interfaces_tell_their_byte(void **state)
{
	struct file f = {.big_endian = true};

	(void)state;
	section(&f);
	interface(&f, 1, "eth0", 6, 0);
	f.bytes[47] = 200; /* the length of if_name */
	assert_fails(&f, 0, "byte 44, after frame 0: an option goes past");
	section(&f);
	f.bytes[28 + 7] = 16;
	assert_fails(&f, 0, "byte 28, after frame 0: block of type 0x1 says");
	f.bytes[13] = 2;
	assert_does_not_open(&f, "pcapng version 2 is not 1");
	f.bytes[8] = 0;
	assert_does_not_open(&f, "section header without its byte-order magic");
	f.size = 11;
	assert_does_not_open(&f, "11 of 12 bytes are there");
}

static void test_one_interface_too_many_is_told(void **state)
{
	static uint8_t bytes[28 + (CAPTURE_INTERFACES + 1) * 48];
	struct file f = {.big_endian = false};
	struct capture_frame frame;
	struct capture_error error;
	struct capture *c;
	size_t i;

	(void)state;
	section(&f);
	memcpy(bytes, f.bytes, 28);
	f.size = 0;
	interface(&f, 1, "eth0", 6, 0);
	assert_int_equal(f.size, 48);
	for (i = 0; i <= CAPTURE_INTERFACES; i++)
		memcpy(bytes + 28 + i * 48, f.bytes, 48);
	c = capture_open_memory("x", bytes, sizeof(bytes), &error);
	assert_int_equal(capture_next(c, &frame), -1);
	assert_non_null(
		strstr(capture_message(c), "more than 4096 interfaces"));
	capture_close(c);
	c = capture_open_memory("x", bytes, sizeof(bytes) - 48, &error);
	assert_int_equal(capture_next(c, &frame), 0);
	capture_close(c);
}

static void test_cut_block_tells_its_place(void **state)
{
	struct file f = {.big_endian = false};

	(void)state;
	section(&f);
	put(&f, 0x0bad, 4);
	put(&f, 1 << 30, 4);
	put(&f, 0, 4);
	assert_fails(&f, 0,
		"byte 28, after frame 0: block: "
		"12 of 1073741824 bytes are there");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pcapng_interfaces_differ_in_all),
		cmocka_unit_test(test_pcapng_sections_differ_in_byte_order),
		cmocka_unit_test(test_pcapng_times_that_do_not_fit_saturate),
		cmocka_unit_test(test_pcapng_times_finer_than_a_nanosecond),
		cmocka_unit_test(test_simple_packet_ends_at_the_snaplen),
		cmocka_unit_test(test_obsolete_packet_and_unknown_blocks),
		cmocka_unit_test(test_packet_options_need_no_end),
		cmocka_unit_test(test_option_past_its_block_names_the_frame),
		cmocka_unit_test(test_block_lengths_that_cannot_be),
		cmocka_unit_test(
			test_damaged_sections_and_interfaces_tell_their_byte),
		cmocka_unit_test(test_one_interface_too_many_is_told),
		cmocka_unit_test(test_cut_block_tells_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
