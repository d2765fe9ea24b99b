/*
 * Fuzz target: any bytes as a capture file: pcap, pcapng, or gzip of either.
 *
 * Every byte that the reader promises is read: frames, names, options, what
 * the link type makes of a frame.  Frames are numbered without a gap, a
 * message exists exactly after a failure, and what a frame holds fits into
 * the file unless it was compressed.
 *
 *	clang -fsanitize=fuzzer,address,undefined -Isrc \
 *		fuzz/capture.c src/cli/capture*.c src/cli/linktype.c -lz
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/capture.h"
#include "cli/linktype.h"

/* A bomb of gzip would only cost time. */
enum { FRAMES_MAX = 20000 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static volatile uint32_t sink;

static void touch(const uint8_t *bytes, size_t size)
{
	uint32_t sum = 0;
	size_t i;

	for (i = 0; i < size; i++)
		sum += bytes[i];
	sink = sum;
}

static void require(int condition)
{
	if (!condition)
		abort();
}

static void check_options(const struct capture_frame *f)
{
	static const uint16_t codes[] = {
		CAPTURE_OPTION_COMMENT,
		CAPTURE_OPTION_FLAGS,
		CAPTURE_OPTION_PACKET_ID,
		CAPTURE_OPTION_CUSTOM_TEXT,
	};
	struct capture_option option;
	uint32_t flags;
	uint64_t id;
	unsigned int n;
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		for (n = 0; n < 8 && capture_option(f, codes[i], n, &option);
			n++)
			touch(option.bytes, option.length);
	if (capture_flags(f, &flags) || capture_packet_id(f, &id))
		require(f->options_length >= 8);
}

static void check_link(const struct capture_frame *f)
{
	struct link_frame out;

	if (linktype_decode(f, &out) != LINKTYPE_DECODED)
		return;
	require(out.bytes + out.caplen == f->bytes + f->caplen);
	require(out.caplen <= out.len && out.len <= f->len);
	require(out.packet_type <= LINKTYPE_OUTGOING);
	require(!out.has_ethernet || out.protocol == 0);
	touch(out.bytes, out.caplen);
}

static void check_frame(const struct capture_frame *f)
{
	require(f->caplen <= CAPTURE_FRAME_MAX && f->caplen <= f->len);
	touch(f->bytes, f->caplen);
	touch(f->options, f->options_length);
	require(!f->if_name || strlen(f->if_name) < CAPTURE_NAME);
	require(linktype_name(f->linktype) != NULL);
	check_options(f);
	check_link(f);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct capture_error error = {{0}};
	struct capture_frame f;
	struct capture *c = capture_open_memory("fuzz", bytes, size, &error);
	uint64_t frames = 0;
	int result = 1;

	if (!c) {
		require(error.text[0] != '\0');
		return 0;
	}
	while (frames < FRAMES_MAX && (result = capture_next(c, &f)) == 1) {
		require(f.number == ++frames);
		check_frame(&f);
	}
	require((result < 0) == (capture_message(c)[0] != '\0'));
	require(result == 1 || capture_next(c, &f) == result);
	capture_close(c);
	return 0;
}
