/* capture_files: see the header. */
#include "capture_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void put(struct file *f, uint64_t value, size_t width)
{
	size_t i;

	for (i = 0; i < width; i++)
		f->bytes[f->size + i] =
			(uint8_t)(value >>
				  8 * (f->big_endian ? width - 1 - i : i));
	f->size += width;
}

void put_text(struct file *f, const char *text, size_t size)
{
	memcpy(f->bytes + f->size, text, size);
	f->size += size;
}

void pcap_header(struct file *f, uint32_t magic, uint32_t linktype)
{
	put(f, magic, 4);
	put(f, 2, 2);
	put(f, 4, 2);
	put(f, 0, 8);
	put(f, 65535, 4);
	put(f, linktype, 4);
}

void pcap_record(
	struct file *f, uint32_t fraction, uint32_t caplen, uint32_t len)
{
	put(f, 1700000000, 4);
	put(f, fraction, 4);
	put(f, caplen, 4);
	put(f, len, 4);
}

size_t block_begin(struct file *f, uint32_t type)
{
	put(f, type, 4);
	put(f, 0, 4);
	return f->size - 4;
}

void block_end(struct file *f, size_t at)
{
	size_t end = f->size + 4;
	uint32_t length = (uint32_t)(end - (at - 4));

	f->size = at;
	put(f, length, 4);
	f->size = end - 4;
	put(f, length, 4);
}

void section(struct file *f)
{
	size_t at = block_begin(f, 0x0a0d0d0a);

	put(f, 0x1a2b3c4d, 4);
	put(f, 1, 2);
	put(f, 0, 2);
	put(f, UINT64_MAX, 8);
	block_end(f, at);
}

void interface(struct file *f, uint32_t linktype, const char *name,
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

size_t packet(struct file *f, uint32_t interface_id, uint64_t units)
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

struct capture *open_file(const struct file *f)
{
	struct capture_error error;
	struct capture *c = capture_open_memory("x", f->bytes, f->size, &error);

	if (!c)
		print_error("%s\n", error.text);
	assert_non_null(c);
	return c;
}

void assert_fails(const struct file *f, int frames, const char *text)
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

void assert_does_not_open(const struct file *f, const char *text)
{
	struct capture_error error;

	assert_null(capture_open_memory("x", f->bytes, f->size, &error));
	if (!strstr(error.text, text))
		fail_msg("no \"%s\" in \"%s\"", text, error.text);
}

void assert_one_frame(
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

void one_record(struct file *f, uint32_t magic, uint32_t fraction)
{
	pcap_header(f, magic, 101);
	pcap_record(f, fraction, 4, 60);
	if (magic == 0xa1b2cd34)
		put(f, 0, 8);
	put_text(f, "muff", 4);
}

const char *path(char *to, const char *directory, const char *name)
{
	snprintf(to, 200, "%s/%s", directory, name);
	return to;
}

int make_directory(void **state)
{
	static char directory[] = "/tmp/test_capture.XXXXXX";

	*state = mkdtemp(directory);
	return *state ? 0 : -1;
}

int remove_directory(void **state)
{
	static const char *const files[] = {
		"gzip.gz", "written.pcapng", "long.pcapng"};
	char name[200];
	size_t i;

	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		unlink(path(name, *state, files[i]));
	return rmdir(*state);
}
