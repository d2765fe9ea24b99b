/*
 * pcapng_writer: see the header.
 *
 * A failure is latched: the first one makes the message, and every later call
 * fails without writing.  Each block is written from its parts, whose sizes
 * are added up first: a block states its length before its contents.
 */
#include "cli/pcapng_writer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/capture_bytes.h"
#include "cli/pcapng.h"

enum {
	VERSION_MAJOR = 1,
	VERSION_MINOR = 0,

	OPTION_HEADER = 4,
	OPTION_VALUE_MAX = 65535,
	ENTERPRISE = 4,
	JSON_PIECE = OPTION_VALUE_MAX - ENTERPRISE,
	FLAGS = 4,
	PACKET_ID = 8,
	TSRESOL = 1,

	STREAM_BUFFER = 256 << 10,
};

static const char program[] = "muffin";

struct pcapng_writer {
	FILE *file;
	uint32_t devices;
	uint64_t left_out;
	struct capture_error error;
	char name[512];
};

static const char *shown_name(const char *name)
{
	return strcmp(name, "-") == 0 ? "standard output" : name;
}

static int fail(struct pcapng_writer *w, const char *why)
{
	if (!w->error.text[0])
		snprintf(w->error.text, sizeof(w->error.text),
			"%s: cannot be written: %s", shown_name(w->name), why);
	return -1;
}

static bool failed(const struct pcapng_writer *w)
{
	return w->error.text[0] != '\0';
}

static uint32_t padded(uint32_t size)
{
	return (size + 3) & ~3u;
}

static uint32_t option_size(uint32_t length)
{
	return OPTION_HEADER + padded(length);
}

/* Bytes that pcapng_writer_frame() and its like have counted before. */
static void put(struct pcapng_writer *w, const void *bytes, size_t size)
{
	if (size == 0 || failed(w))
		return;
	if (fwrite(bytes, 1, size, w->file) != size)
		fail(w, strerror(errno));
}

static void put_padding(struct pcapng_writer *w, uint32_t size)
{
	static const uint8_t zeros[4];

	put(w, zeros, padded(size) - size);
}

static void put_option_header(
	struct pcapng_writer *w, unsigned int code, uint32_t length)
{
	uint8_t header[OPTION_HEADER];

	capture_put16(header, (uint16_t)code);
	capture_put16(header + 2, (uint16_t)length);
	put(w, header, sizeof(header));
}

static void put_option(struct pcapng_writer *w, unsigned int code,
	const void *value, uint32_t length)
{
	put_option_header(w, code, length);
	put(w, value, length);
	put_padding(w, length);
}

static void put_end(struct pcapng_writer *w, uint32_t block_length)
{
	uint8_t end[OPTION_HEADER + BLOCK_TRAILER] = {0};

	capture_put32(end + OPTION_HEADER, block_length);
	put(w, end, sizeof(end));
}

static void put_section(struct pcapng_writer *w)
{
	uint8_t header[SECTION_OPTIONS];
	uint32_t text = (uint32_t)strlen(program);
	uint32_t length = SECTION_OPTIONS + option_size(text) + OPTION_HEADER +
			  BLOCK_TRAILER;

	capture_put32(header + BLOCK_TYPE, PCAPNG_SECTION);
	capture_put32(header + BLOCK_LENGTH, length);
	capture_put32(header + SECTION_BYTE_ORDER, PCAPNG_BYTE_ORDER);
	capture_put16(header + SECTION_MAJOR, VERSION_MAJOR);
	capture_put16(header + SECTION_MINOR, VERSION_MINOR);
	capture_put64(header + SECTION_LENGTH, UINT64_MAX); /* not known */
	put(w, header, sizeof(header));
	put_option(w, OPTION_USERAPPL, program, text);
	put_end(w, length);
}

/* Opens w->name; NULL with a message. */
static FILE *open_file(struct pcapng_writer *w)
{
	FILE *file;

	if (strcmp(w->name, "-") == 0) {
		if (!isatty(STDOUT_FILENO))
			return stdout;
		fail(w, "it is a terminal; send it to a file or a pipe");
		return NULL;
	}
	file = fopen(w->name, "wbe");
	if (!file)
		fail(w, strerror(errno));
	return file;
}

struct pcapng_writer *pcapng_writer_open(
	const char *name, struct capture_error *error)
{
	struct pcapng_writer *w = calloc(1, sizeof(*w));

	if (!w) {
		snprintf(error->text, sizeof(error->text), "out of memory");
		return NULL;
	}
	snprintf(w->name, sizeof(w->name), "%s", name);
	w->file = open_file(w);
	if (!w->file) {
		*error = w->error;
		free(w);
		return NULL;
	}
	setvbuf(w->file, NULL, _IOFBF, STREAM_BUFFER);
	put_section(w);
	return w;
}

static void put_interface(struct pcapng_writer *w, const char *name,
	uint32_t linktype, uint32_t snaplen)
{
	static const uint8_t nanoseconds = TSRESOL_NANOSECONDS;
	uint8_t header[INTERFACE_OPTIONS] = {0};
	uint32_t text = name ? (uint32_t)strnlen(name, CAPTURE_NAME - 1) : 0;
	uint32_t length = INTERFACE_OPTIONS + option_size(TSRESOL) +
			  OPTION_HEADER + BLOCK_TRAILER;

	if (name)
		length += option_size(text);
	capture_put32(header + BLOCK_TYPE, PCAPNG_INTERFACE);
	capture_put32(header + BLOCK_LENGTH, length);
	capture_put16(header + INTERFACE_LINKTYPE, (uint16_t)linktype);
	capture_put32(header + INTERFACE_SNAPLEN, snaplen);
	put(w, header, sizeof(header));
	if (name)
		put_option(w, OPTION_NAME, name, text);
	put_option(w, OPTION_TSRESOL, &nanoseconds, TSRESOL);
	put_end(w, length);
}

int pcapng_writer_device(struct pcapng_writer *w, const char *name,
	uint32_t linktype, uint32_t snaplen)
{
	if (failed(w))
		return -1;
	if (w->devices == PCAPNG_DEVICES)
		return fail(w, "it has too many devices");
	if (linktype > UINT16_MAX)
		return fail(w, "its link type has no number in pcapng");
	put_interface(w, name, linktype, snaplen);
	return failed(w) ? -1 : (int)w->devices++;
}

/* Length of a comment as written, with the newline at its end; 0: none. */
static uint32_t comment_length(const char *comment)
{
	size_t length = comment ? strlen(comment) : 0;

	if (length == 0)
		return 0;
	if (comment[length - 1] == '\n')
		length--;
	if (length > OPTION_VALUE_MAX - 1)
		length = OPTION_VALUE_MAX - 1;
	return (uint32_t)length + 1;
}

static void put_comment(
	struct pcapng_writer *w, const char *comment, uint32_t length)
{
	if (length == 0)
		return;
	put_option_header(w, CAPTURE_OPTION_COMMENT, length);
	put(w, comment, length - 1);
	put(w, "\n", 1);
	put_padding(w, length);
}

/* Size of all options that hold length bytes of JSON. */
static uint32_t json_size(uint32_t length)
{
	uint32_t whole = length / JSON_PIECE, rest = length % JSON_PIECE;
	uint32_t size = whole * option_size(ENTERPRISE + JSON_PIECE);

	if (rest > 0)
		size += option_size(ENTERPRISE + rest);
	return size;
}

static void put_json(struct pcapng_writer *w, const char *json, uint32_t length)
{
	uint8_t enterprise[ENTERPRISE];
	uint32_t piece;

	capture_put32(enterprise, PCAPNG_ENTERPRISE);
	for (; length > 0; length -= piece, json += piece) {
		piece = length < JSON_PIECE ? length : JSON_PIECE;
		put_option_header(
			w, CAPTURE_OPTION_CUSTOM_TEXT, ENTERPRISE + piece);
		put(w, enterprise, ENTERPRISE);
		put(w, json, piece);
		put_padding(w, ENTERPRISE + piece);
	}
}

/* What the block has in front of its options. */
static void put_packet(struct pcapng_writer *w, const struct pcapng_frame *f,
	uint32_t block_length)
{
	uint64_t ns = f->ts_ns < 0 ? 0 : (uint64_t)f->ts_ns;
	uint8_t header[ENHANCED_BYTES];

	capture_put32(header + BLOCK_TYPE, PCAPNG_ENHANCED);
	capture_put32(header + BLOCK_LENGTH, block_length);
	capture_put32(header + ENHANCED_INTERFACE, f->device);
	capture_put32(header + ENHANCED_TIME_HIGH, (uint32_t)(ns >> 32));
	capture_put32(header + ENHANCED_TIME_LOW, (uint32_t)ns);
	capture_put32(header + ENHANCED_CAPLEN, f->caplen);
	capture_put32(header + ENHANCED_LEN, f->len);
	put(w, header, sizeof(header));
	put(w, f->bytes, f->caplen);
	put_padding(w, f->caplen);
}

static void put_frame(
	struct pcapng_writer *w, const struct pcapng_frame *f, uint32_t json)
{
	uint32_t comment = comment_length(f->comment);
	uint32_t length = ENHANCED_BYTES + padded(f->caplen) +
			  (comment ? option_size(comment) : 0) +
			  option_size(FLAGS) + option_size(PACKET_ID) +
			  json_size(json) + OPTION_HEADER + BLOCK_TRAILER;
	uint8_t number[PACKET_ID];

	put_packet(w, f, length);
	put_comment(w, f->comment, comment);
	capture_put32(number, f->direction);
	put_option(w, CAPTURE_OPTION_FLAGS, number, FLAGS);
	capture_put64(number, f->packet_id);
	put_option(w, CAPTURE_OPTION_PACKET_ID, number, PACKET_ID);
	put_json(w, f->json, json);
	put_end(w, length);
}

int pcapng_writer_frame(struct pcapng_writer *w, const struct pcapng_frame *f)
{
	size_t json = f->json ? strlen(f->json) : 0;

	if (failed(w))
		return -1;
	if (f->device >= w->devices)
		return fail(w, "a frame names a device that it does not have");
	if (f->caplen > CAPTURE_FRAME_MAX || f->caplen > f->len)
		return fail(w, "a frame is longer than a capture can hold");
	if (json > PCAPNG_JSON_MAX) {
		w->left_out++;
		json = 0;
	}
	put_frame(w, f, (uint32_t)json);
	return failed(w) ? -1 : 0;
}

int pcapng_writer_flush(struct pcapng_writer *w)
{
	if (!failed(w) && fflush(w->file) != 0)
		fail(w, strerror(errno));
	return failed(w) ? -1 : 0;
}

uint64_t pcapng_writer_left_out(const struct pcapng_writer *w)
{
	return w->left_out;
}

const char *pcapng_writer_message(const struct pcapng_writer *w)
{
	return w->error.text;
}

int pcapng_writer_close(struct pcapng_writer *w, struct capture_error *error)
{
	int result;

	if (!w)
		return 0;
	pcapng_writer_flush(w);
	if (w->file != stdout && fclose(w->file) != 0)
		fail(w, strerror(errno));
	if (failed(w))
		*error = w->error;
	result = failed(w) ? -1 : 0;
	free(w);
	return result;
}
