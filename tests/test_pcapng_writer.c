/* The pcapng writer, read back by the reader. */
#include "capture_files.h"

#include "cli/pcapng_writer.h"

static void write_one(const char *name, const char *comment, const char *json)
{
	struct pcapng_frame frame = {
		.bytes = (const uint8_t *)"muffin",
		.caplen = 6,
		.len = 60,
		.ts_ns = 1700000000 * SECOND + 1,
		.direction = PCAPNG_OUT,
		.packet_id = 7,
		.comment = comment,
		.json = json,
		.device = 1,
	};
	struct capture_error error;
	struct pcapng_writer *w = pcapng_writer_open(name, &error);

	assert_non_null(w);
	assert_int_equal(pcapng_writer_device(w, "eth0", 1, 0), 0);
	assert_int_equal(pcapng_writer_device(w, "lo", 101, 65535), 1);
	assert_int_equal(pcapng_writer_frame(w, &frame), 0);
	assert_int_equal(pcapng_writer_close(w, &error), 0);
}

static void test_what_the_writer_writes_the_reader_reads(void **state)
{
	struct capture_option option;
	struct capture_frame frame;
	struct capture_error error;
	struct capture *c;
	uint32_t flags;
	uint64_t id;
	char name[200];

	path(name, *state, "written.pcapng");
	write_one(name, "delivered", "{\"v\":1}");
	c = capture_open(name, &error);
	assert_non_null(c);
	assert_int_equal(capture_next(c, &frame), 1);
	assert_string_equal(frame.if_name, "lo");
	assert_int_equal(frame.linktype, 101);
	assert_int_equal(frame.ts_ns, 1700000000 * SECOND + 1);
	assert_int_equal(frame.caplen, 6);
	assert_int_equal(frame.len, 60);
	assert_memory_equal(frame.bytes, "muffin", 6);
	assert_true(capture_option(&frame, CAPTURE_OPTION_COMMENT, 0, &option));
	assert_int_equal(option.length, 10);
	assert_memory_equal(option.bytes, "delivered\n", 10);
	assert_true(
		capture_option(&frame, CAPTURE_OPTION_CUSTOM_TEXT, 0, &option));
	assert_int_equal(option.length, 11);
	assert_memory_equal(option.bytes, "\xd9\x7e\0\0{\"v\":1}", 11);
	assert_true(capture_flags(&frame, &flags));
	assert_int_equal(flags, PCAPNG_OUT);
	assert_true(capture_packet_id(&frame, &id));
	assert_int_equal(id, 7);
	assert_int_equal(capture_next(c, &frame), 0);
	capture_close(c);
}

static void test_a_long_json_continues_in_the_next_option(void **state)
{
	static char json[65531 + 3];
	struct capture_option option;
	struct capture_frame frame;
	struct capture_error error;
	struct capture *c;
	char name[200];

	path(name, *state, "long.pcapng");
	memset(json, ' ', sizeof(json) - 1);
	write_one(name, NULL, json);
	c = capture_open(name, &error);
	assert_non_null(c);
	assert_int_equal(capture_next(c, &frame), 1);
	assert_false(
		capture_option(&frame, CAPTURE_OPTION_COMMENT, 0, &option));
	assert_true(
		capture_option(&frame, CAPTURE_OPTION_CUSTOM_TEXT, 0, &option));
	assert_int_equal(option.length, 65535);
	assert_true(
		capture_option(&frame, CAPTURE_OPTION_CUSTOM_TEXT, 1, &option));
	assert_int_equal(option.length, 4 + 2);
	capture_close(c);
}

static void test_a_full_disk_is_told(void **state)
{
	struct capture_error error;
	struct pcapng_writer *w = pcapng_writer_open("/dev/full", &error);

	(void)state;
	assert_non_null(w);
	assert_int_equal(pcapng_writer_flush(w), -1);
	assert_string_equal(pcapng_writer_message(w),
		"/dev/full: cannot be written: "
		"No space left on device");
	assert_int_equal(pcapng_writer_device(w, "eth0", 1, 0), -1);
	assert_int_equal(pcapng_writer_close(w, &error), -1);
	assert_non_null(strstr(error.text, "No space left"));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_the_writer_writes_the_reader_reads),
		cmocka_unit_test(test_a_long_json_continues_in_the_next_option),
		cmocka_unit_test(test_a_full_disk_is_told),
	};

	return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
