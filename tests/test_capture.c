/*
 * Tests of the capture reader, the link types and the pcapng writer.  Files
 * are built in memory, byte by byte, in the byte order the test asks for; the
 * writer and gzip go through files in a directory of their own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "cli/capture.h"
#include "cli/linktype.h"
#include "cli/pcapng_writer.h"

#define SECOND INT64_C(1000000000)

struct file {
	uint8_t bytes[4096];
	size_t size;
	bool big_endian;
};

static void put(struct file *f, uint64_t value, size_t width)
{
	size_t i;

	for (i = 0; i < width; i++)
		f->bytes[f->size + i] =
			(uint8_t)(value >>
				  8 * (f->big_endian ? width - 1 - i : i));
	f->size += width;
}

static void put_text(struct file *f, const char *text, size_t size)
{
	memcpy(f->bytes + f->size, text, size);
	f->size += size;
}

static void pcap_header(struct file *f, uint32_t magic, uint32_t linktype)
{
	put(f, magic, 4);
	put(f, 2, 2);
	put(f, 4, 2);
	put(f, 0, 8);
	put(f, 65535, 4);
	put(f, linktype, 4);
}

static void pcap_record(
	struct file *f, uint32_t fraction, uint32_t caplen, uint32_t len)
{
	put(f, 1700000000, 4);
	put(f, fraction, 4);
	put(f, caplen, 4);
	put(f, len, 4);
}

/* A block around a body of 32-bit words; returns where its length stands. */
static size_t block_begin(struct file *f, uint32_t type)
{
	put(f, type, 4);
	put(f, 0, 4);
	return f->size - 4;
}

static void block_end(struct file *f, size_t at)
{
	size_t end = f->size + 4;
	uint32_t length = (uint32_t)(end - (at - 4));

	f->size = at;
	put(f, length, 4);
	f->size = end - 4;
	put(f, length, 4);
}

static void section(struct file *f)
{
	size_t at = block_begin(f, 0x0a0d0d0a);

	put(f, 0x1a2b3c4d, 4);
	put(f, 1, 2);
	put(f, 0, 2);
	put(f, UINT64_MAX, 8);
	block_end(f, at);
}

/* name has four bytes; tsresol and tsoffset as in the file. */
static void interface(struct file *f, uint32_t linktype, const char *name,
	uint32_t tsresol, uint64_t tsoffset)
{
	size_t at = block_begin(f, 1);

	put(f, linktype, 2);
	put(f, 0, 2);
	put(f, 96, 4);
	put(f, 2, 2);
	put(f, 4, 2);
	put_text(f, name, 4);
	put(f, 9, 2);
	put(f, 1, 2);
	put(f, tsresol, 1);
	put_text(f, "\0\0\0", 3);
	put(f, 14, 2);
	put(f, 8, 2);
	put(f, tsoffset, 8);
	block_end(f, at);
}

/* An enhanced packet of four bytes "muff", left open for options. */
static size_t packet(struct file *f, uint32_t interface_id, uint64_t units)
{
	size_t at = block_begin(f, 6);

	put(f, interface_id, 4);
	put(f, units >> 32, 4);
	put(f, (uint32_t)units, 4);
	put(f, 4, 4);
	put(f, 60, 4);
	put_text(f, "muff", 4);
	return at;
}

static struct capture *open_file(const struct file *f)
{
	struct capture_error error;
	struct capture *c = capture_open_memory("x", f->bytes, f->size, &error);

	if (!c)
		print_error("%s\n", error.text);
	assert_non_null(c);
	return c;
}

/* The file gives that many frames, then fails with that text in its message. */
static void assert_fails(const struct file *f, int frames, const char *text)
{
	struct capture *c = open_file(f);
	struct capture_frame frame;

	while (frames-- > 0)
		assert_int_equal(capture_next(c, &frame), 1);
	assert_int_equal(capture_next(c, &frame), -1);
	if (!strstr(capture_message(c), text))
		fail_msg("no \"%s\" in \"%s\"", text, capture_message(c));
	assert_int_equal(capture_next(c, &frame), -1);
	capture_close(c);
}

static void assert_does_not_open(const struct file *f, const char *text)
{
	struct capture_error error;

	assert_null(capture_open_memory("x", f->bytes, f->size, &error));
	if (!strstr(error.text, text))
		fail_msg("no \"%s\" in \"%s\"", text, error.text);
}

static void assert_one_frame(
	const struct file *f, uint32_t linktype, int64_t ts_ns)
{
	struct capture *c = open_file(f);
	struct capture_frame frame;

	assert_int_equal(capture_next(c, &frame), 1);
	assert_int_equal(frame.number, 1);
	assert_int_equal(frame.caplen, 4);
	assert_int_equal(frame.len, 60);
	assert_memory_equal(frame.bytes, "muff", 4);
	assert_int_equal(frame.linktype, linktype);
	assert_true(frame.has_ts);
	assert_int_equal(frame.ts_ns, ts_ns);
	assert_int_equal(capture_next(c, &frame), 0);
	assert_int_equal(capture_next(c, &frame), 0);
	assert_string_equal(capture_message(c), "");
	capture_close(c);
}

static void one_record(struct file *f, uint32_t magic, uint32_t fraction)
{
	pcap_header(f, magic, 101);
	pcap_record(f, fraction, 4, 60);
	if (magic == 0xa1b2cd34)
		put(f, 0, 8);
	put_text(f, "muff", 4);
}

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

/* A name in the test's own directory. */
static const char *path(char *to, const char *directory, const char *name)
{
	snprintf(to, 200, "%s/%s", directory, name);
	return to;
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

static int make_directory(void **state)
{
	static char directory[] = "/tmp/test_capture.XXXXXX";

	*state = mkdtemp(directory);
	return *state ? 0 : -1;
}

static int remove_directory(void **state)
{
	static const char *const files[] = {
		"gzip.gz", "written.pcapng", "long.pcapng"};
	char name[200];
	size_t i;

	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		unlink(path(name, *state, files[i]));
	return rmdir(*state);
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
		cmocka_unit_test(test_gzip_members_are_read_and_a_cut_told),
		cmocka_unit_test(test_standard_input_is_read_from_a_pipe),
		cmocka_unit_test(test_damaged_gzip_is_told),
		cmocka_unit_test(test_ethernet_tells_broadcast_and_multicast),
		cmocka_unit_test(test_raw_and_loopback_tell_the_protocol),
		cmocka_unit_test(
			test_cooked_headers_tell_direction_and_protocol),
		cmocka_unit_test(test_other_link_types_have_a_name_only),
		cmocka_unit_test(test_what_the_writer_writes_the_reader_reads),
		cmocka_unit_test(test_a_long_json_continues_in_the_next_option),
		cmocka_unit_test(test_a_full_disk_is_told),
	};

	return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
