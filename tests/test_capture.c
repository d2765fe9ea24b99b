/* The capture reader: pcap, and where the bytes may come from. */
#include "capture_files.h"

#include <unistd.h>
#include <zlib.h>

static void test_pcap_little_endian_microsecond_frame(void **state)
{
	struct file f = {.big_endian = false};

	(void)state;
	one_record(&f, 0xa1b2c3d4, 7);
	assert_one_frame(&f, 101, 1700000000 * SECOND + 7000);
}

static void test_pcap_big_endian_nanosecond_frame(void **state)
{
	struct file f = {.big_endian = true};

	(void)state;
	one_record(&f, 0xa1b23c4d, 999999999);
	assert_one_frame(&f, 101, 1700000000 * SECOND + 999999999);
}

static void test_modified_pcap_has_longer_records(void **state)
{
	struct file f = {.big_endian = true};

	(void)state;
	one_record(&f, 0xa1b2cd34, 1);
	assert_one_frame(&f, 101, 1700000000 * SECOND + 1000);
}

static void test_pcap_link_type_is_without_fcs_bits(void **state)
{
	struct file f = {.big_endian = false};

	(void)state;
	pcap_header(&f, 0xa1b2c3d4, 0x24000001);
	pcap_record(&f, 0, 4, 60);
	put_text(&f, "muff", 4);
	assert_one_frame(&f, 1, 1700000000 * SECOND);
}

static void test_cut_frame_names_the_frame(void **state)
{
	struct file f = {.big_endian = false};

	(void)state;
	one_record(&f, 0xa1b2c3d4, 0);
	pcap_record(&f, 0, 100, 100);
	put_text(&f, "muffin", 6);
	assert_fails(&f, 1,
		"x: frame 2: 22 of 116 bytes are there: the file "
		"is cut short: keep the whole frames with "
		"'editcap -r x OUT 1-1'");
	f.size -= 6 + 9;
	assert_fails(&f, 1, "x: frame 2: 7 of 16 bytes are there");
}

static void test_absurd_lengths_name_the_frame(void **state)
{
	struct file f = {.big_endian = false};

	(void)state;
	one_record(&f, 0xa1b2c3d4, 0);
	pcap_record(&f, 0, 0x80000000, 0x80000000);
	assert_fails(&f, 1, "frame 2: says 2147483648 bytes, more than 262144");
	f.size -= 16;
	pcap_record(&f, 0, 61, 60);
	assert_fails(&f, 1, "frame 2: says 61 bytes were captured of 60");
}

static void test_largest_frame_is_read_a_larger_refused(void **state)
{
	static uint8_t bytes[40 + CAPTURE_FRAME_MAX + 1];
	struct file f = {.big_endian = false};
	struct capture_frame frame;
	struct capture_error error;
	struct capture *c;

	(void)state;
	pcap_header(&f, 0xa1b2c3d4, 1);
	pcap_record(&f, 0, CAPTURE_FRAME_MAX, CAPTURE_FRAME_MAX);
	memcpy(bytes, f.bytes, f.size);
	bytes[40 + CAPTURE_FRAME_MAX - 1] = 0x47;
	c = capture_open_memory("x", bytes, sizeof(bytes) - 1, &error);
	assert_int_equal(capture_next(c, &frame), 1);
	assert_int_equal(frame.caplen, CAPTURE_FRAME_MAX);
	assert_int_equal(frame.bytes[CAPTURE_FRAME_MAX - 1], 0x47);
	assert_int_equal(capture_next(c, &frame), 0);
	capture_close(c);
	f.size -= 16;
	pcap_record(&f, 0, CAPTURE_FRAME_MAX + 1, CAPTURE_FRAME_MAX + 1);
	assert_fails(&f, 0, "frame 1: says 262145 bytes");
}

static void test_files_that_are_no_capture_are_told(void **state)
{
	struct file f = {.big_endian = false};

	(void)state;
	assert_does_not_open(&f, "x: is empty");
	put_text(&f, "mu", 2);
	assert_does_not_open(&f, "x: byte 0, after frame 0: file header: "
				 "2 of 4 bytes are there");
	put_text(&f, "ff", 2);
	assert_does_not_open(&f, "is neither pcap nor pcapng "
				 "(it begins 6d 75 66 66)");
	f.size = 0;
	put_text(&f,
		"\xfd"
		"7zXZ",
		5);
	assert_does_not_open(&f, "is compressed with xz");
	f.size = 0;
	pcap_header(&f, 0xa1b2c3d4, 1);
	f.size--;
	assert_does_not_open(&f, "file header: 23 of 24 bytes are there");
	f.bytes[4] = 3;
	f.size++;
	assert_does_not_open(&f, "pcap version 3.4 is not 2.4");
}

static void test_a_file_that_is_not_there_is_told(void **state)
{
	struct capture_error error;

	(void)state;
	assert_null(capture_open("/nonexistent/x", &error));
	assert_string_equal(error.text, "/nonexistent/x: cannot be opened: "
					"No such file or directory");
	assert_null(capture_open("/", &error));
	assert_non_null(strstr(error.text, "Is a directory"));
}

static void write_gzip(const char *name, const struct file *f, size_t first)
{
	gzFile out = gzopen(name, "wb");

	assert_int_equal(gzwrite(out, f->bytes, (unsigned int)first), first);
	gzclose(out);
	out = gzopen(name, "ab");
	gzwrite(out, f->bytes + first, (unsigned int)(f->size - first));
	gzclose(out);
}

static void test_gzip_members_are_read_and_a_cut_told(void **state)
{
	struct file f = {.big_endian = false};
	struct capture_frame frame;
	struct capture_error error;
	struct capture *c;
	char name[200];

	path(name, *state, "gzip.gz");
	one_record(&f, 0xa1b2c3d4, 0);
	write_gzip(name, &f, 30);
	c = capture_open(name, &error);
	assert_non_null(c);
	assert_int_equal(capture_next(c, &frame), 1);
	assert_memory_equal(frame.bytes, "muff", 4);
	assert_int_equal(capture_next(c, &frame), 0);
	capture_close(c);
	write_gzip(name, &f, f.size);
	assert_int_equal(truncate(name, 50), 0);
	c = capture_open(name, &error);
	if (!c) {
		assert_non_null(strstr(error.text, "gzip data is cut short"));
		return;
	}
	while (capture_next(c, &frame) == 1)
		;
	assert_non_null(strstr(capture_message(c), "gzip data is cut short"));
	capture_close(c);
}

static void test_standard_input_is_read_from_a_pipe(void **state)
{
	struct file f = {.big_endian = false};
	struct capture_frame frame;
	struct capture_error error;
	struct capture *c;
	int ends[2], before = dup(STDIN_FILENO);

	(void)state;
	one_record(&f, 0xa1b2c3d4, 0);
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], f.bytes, f.size), f.size);
	assert_true(dup2(ends[0], STDIN_FILENO) >= 0);
	c = capture_open("-", &error);
	assert_non_null(c);
	assert_int_equal(capture_next(c, &frame), 1); /* before the end */
	assert_int_equal(write(ends[1], "muff", 4), 4);
	close(ends[1]);
	assert_int_equal(capture_next(c, &frame), -1);
	assert_non_null(strstr(capture_message(c),
		"standard input: frame 2: 4 of 16 bytes are there"));
	capture_close(c);
	close(ends[0]);
	assert_true(dup2(before, STDIN_FILENO) >= 0);
	close(before);
}

static void test_damaged_gzip_is_told(void **state)
{
	struct file f = {.big_endian = false};

	(void)state;
	put_text(&f, "\x1f\x8b\x08\0\0\0\0\0\0\x03\xff\xff\xff", 13);
	assert_does_not_open(&f, "its gzip data is damaged");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pcap_little_endian_microsecond_frame),
		cmocka_unit_test(test_pcap_big_endian_nanosecond_frame),
		cmocka_unit_test(test_modified_pcap_has_longer_records),
		cmocka_unit_test(test_pcap_link_type_is_without_fcs_bits),
		cmocka_unit_test(test_cut_frame_names_the_frame),
		cmocka_unit_test(test_absurd_lengths_name_the_frame),
		cmocka_unit_test(test_largest_frame_is_read_a_larger_refused),
		cmocka_unit_test(test_files_that_are_no_capture_are_told),
		cmocka_unit_test(test_a_file_that_is_not_there_is_told),
		cmocka_unit_test(test_gzip_members_are_read_and_a_cut_told),
		cmocka_unit_test(test_standard_input_is_read_from_a_pipe),
		cmocka_unit_test(test_damaged_gzip_is_told),
	};

	return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
