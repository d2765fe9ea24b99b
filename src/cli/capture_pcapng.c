/*
 * capture_pcapng: sections of blocks.
 *
 * A block gives its length at both ends, in four-byte steps; it is read whole
 * if it matters (interfaces, packets) and skipped if not.  A section header
 * sets the byte order and forgets the interfaces before it.  Nothing of a
 * block is used before its two lengths agree.
 */
#include "cli/capture_format.h"

#include <string.h>

#include "cli/capture_bytes.h"
#include "cli/capture_clock.h"
#include "cli/pcapng.h"

enum {
	VERSION_MAJOR = 1,
	TSRESOL_LENGTH = 1,
	TSOFFSET_LENGTH = 8,
};

/* A block; bytes are in the buffer as far as they were asked for. */
struct block {
	const uint8_t *bytes;
	uint32_t type, length;
};

static uint32_t get32(
	const struct capture *c, const struct block *b, uint32_t offset)
{
	return capture_get32(c->big_endian, b->bytes + offset);
}

bool capture_pcapng_magic(const uint8_t *magic)
{
	return capture_get32(true, magic) == PCAPNG_SECTION;
}

static bool is_packet(uint32_t type)
{
	return type == PCAPNG_ENHANCED || type == PCAPNG_SIMPLE ||
	       type == PCAPNG_PACKET;
}

static int bad_length(struct capture *c, const struct block *b)
{
	if (is_packet(b->type))
		return capture_bad_frame(
			c, "its block says it has %u bytes", b->length);
	return capture_bad_place(c, capture_offset(&c->in),
		"block of type 0x%x says it has %u bytes", b->type, b->length);
}

static int cut_block(struct capture *c, const struct block *b)
{
	if (is_packet(b->type))
		return capture_cut_frame(c, b->length);
	return capture_cut_place(c, "block", capture_offset(&c->in), b->length);
}

static int bad_trailer(struct capture *c, const struct block *b, uint32_t other)
{
	return capture_bad_place(c, capture_offset(&c->in),
		"block of type 0x%x says %u bytes at its "
		"start and %u at its end",
		b->type, b->length, other);
}

/* The byte order that a section header gives; 0, or -1 if it gives none. */
static int section_order(struct capture *c, const uint8_t *block)
{
	const uint8_t *order = block + SECTION_BYTE_ORDER;

	c->big_endian = capture_get32(true, order) == PCAPNG_BYTE_ORDER;
	if (c->big_endian || capture_get32(false, order) == PCAPNG_BYTE_ORDER)
		return 0;
	return capture_bad_place(c, capture_offset(&c->in),
		"section header without its byte-order magic");
}

/* Type and length of the block ahead: 1; 0 at the end; -1 cut or absurd. */
static int block_header(struct capture *c, struct block *b)
{
	b->bytes = capture_peek(&c->in, BLOCK_MIN);
	if (!b->bytes && capture_unread(&c->in) == 0)
		return capture_end(c);
	if (!b->bytes)
		return capture_cut_place(
			c, "block", capture_offset(&c->in), BLOCK_MIN);
	if (capture_pcapng_magic(b->bytes) && section_order(c, b->bytes) < 0)
		return -1;
	b->type = get32(c, b, BLOCK_TYPE);
	b->length = get32(c, b, BLOCK_LENGTH);
	if (b->length < BLOCK_MIN || b->length % 4 != 0)
		return bad_length(c, b);
	return 1;
}

/* The whole block into the buffer; 0, or -1 with a message. */
static int block_read(struct capture *c, struct block *b)
{
	uint32_t trailer;

	if (b->length > CAPTURE_PIECE_MAX)
		return bad_length(c, b);
	b->bytes = capture_peek(&c->in, b->length);
	if (!b->bytes)
		return cut_block(c, b);
	trailer = get32(c, b, b->length - BLOCK_TRAILER);
	if (trailer != b->length)
		return bad_trailer(c, b, trailer);
	return 0;
}

/* A block of no interest, of any length; 0, or -1 with a message. */
static int block_skip(struct capture *c, const struct block *b)
{
	uint64_t start = capture_offset(&c->in);
	const uint8_t *trailer = NULL;
	uint32_t other;

	if (capture_input_skip(&c->in, b->length - BLOCK_TRAILER))
		trailer = capture_peek(&c->in, BLOCK_TRAILER);
	if (!trailer)
		return capture_cut_place(c, "block", start, b->length);
	other = capture_get32(c->big_endian, trailer);
	if (other != b->length)
		return bad_trailer(c, b, other);
	capture_take(&c->in, BLOCK_TRAILER);
	return 0;
}

static int section_block(struct capture *c, struct block *b)
{
	unsigned int major;

	if (b->length < SECTION_OPTIONS + BLOCK_TRAILER)
		return bad_length(c, b);
	b->bytes = capture_peek(&c->in, SECTION_OPTIONS);
	if (!b->bytes)
		return cut_block(c, b);
	major = capture_get16(c->big_endian, b->bytes + SECTION_MAJOR);
	if (major != VERSION_MAJOR)
		return capture_bad_place(c, capture_offset(&c->in),
			"pcapng version %u is not 1", major);
	c->interfaces = 0;
	return block_skip(c, b);
}

static void interface_name(struct capture_interface *interface,
	const struct capture_option *option)
{
	size_t length = option->length;

	if (length > CAPTURE_NAME - 1)
		length = CAPTURE_NAME - 1;
	memcpy(interface->name, option->bytes, length);
	interface->name[length] = '\0';
}

static void interface_option(
	struct capture *c, uint16_t code, const struct capture_option *option)
{
	struct capture_interface *interface = &c->interface[c->interfaces];

	if (code == OPTION_NAME)
		interface_name(interface, option);
	else if (code == OPTION_TSRESOL && option->length == TSRESOL_LENGTH)
		capture_clock_unit(&interface->clock, option->bytes[0]);
	else if (code == OPTION_TSOFFSET && option->length == TSOFFSET_LENGTH)
		capture_clock_offset(&interface->clock,
			capture_get64(c->big_endian, option->bytes));
}

static int interface_options(struct capture *c, const struct block *b)
{
	const uint8_t *options = b->bytes + INTERFACE_OPTIONS;
	uint32_t length = b->length - INTERFACE_OPTIONS - BLOCK_TRAILER;
	struct capture_option option;
	uint32_t at = 0;
	uint16_t code;
	int more;

	while ((more = capture_option_next(c->big_endian, options, length, &at,
			&code, &option)) == 1)
		interface_option(c, code, &option);
	if (more == 0)
		return 0;
	return capture_bad_place(c,
		capture_offset(&c->in) + INTERFACE_OPTIONS + at,
		"an option goes past its block");
}

static int interface_block(struct capture *c, struct block *b)
{
	struct capture_interface *interface = &c->interface[c->interfaces];

	if (b->length < INTERFACE_OPTIONS + BLOCK_TRAILER)
		return bad_length(c, b);
	if (block_read(c, b) < 0)
		return -1;
	if (c->interfaces == CAPTURE_INTERFACES)
		return capture_bad_place(c, capture_offset(&c->in),
			"more than %u interfaces", CAPTURE_INTERFACES);
	interface->linktype =
		capture_get16(c->big_endian, b->bytes + INTERFACE_LINKTYPE);
	interface->snaplen = get32(c, b, INTERFACE_SNAPLEN);
	interface->name[0] = '\0';
	interface->clock.offset_ns = 0;
	capture_clock_unit(&interface->clock, TSRESOL_DEFAULT);
	if (interface_options(c, b) < 0)
		return -1;
	c->interfaces++;
	capture_take(&c->in, b->length);
	return 0;
}

/* Interface f->interface exists, and its properties are the frame's. */
static int frame_interface(struct capture *c, struct capture_frame *f)
{
	const struct capture_interface *interface;

	if (f->interface >= c->interfaces)
		return capture_bad_frame(c,
			"is of interface %u, and the section has %u",
			f->interface, c->interfaces);
	interface = &c->interface[f->interface];
	f->linktype = interface->linktype;
	f->if_name = interface->name[0] ? interface->name : NULL;
	f->big_endian = c->big_endian;
	return 0;
}

/* The bytes at offset, and the options behind them, lie in the block. */
static int frame_bytes(struct capture *c, const struct block *b,
	struct capture_frame *f, uint32_t offset)
{
	uint32_t room = b->length - BLOCK_TRAILER - offset;
	uint32_t padded;

	if (f->caplen > CAPTURE_FRAME_MAX)
		return capture_bad_frame(c, "says %u bytes, more than %u",
			f->caplen, CAPTURE_FRAME_MAX);
	if (f->caplen > f->len)
		return capture_bad_frame(c, "says %u bytes were captured of %u",
			f->caplen, f->len);
	padded = (f->caplen + 3) & ~3u;
	if (padded > room)
		return capture_bad_frame(c,
			"says %u bytes in a block that has room for %u",
			f->caplen, room);
	f->bytes = b->bytes + offset;
	f->options = f->bytes + padded;
	f->options_length = room - padded;
	return 0;
}

static int frame_options(struct capture *c, const struct capture_frame *f)
{
	struct capture_option option;
	uint32_t at = 0;
	uint16_t code;
	int more;

	do
		more = capture_option_next(c->big_endian, f->options,
			f->options_length, &at, &code, &option);
	while (more == 1);
	if (more == 0)
		return 0;
	return capture_bad_frame(c, "its option %u goes past its block", code);
}

/* An enhanced packet block, or the obsolete packet block. */
static int enhanced_block(
	struct capture *c, struct block *b, struct capture_frame *f)
{
	uint64_t units;

	if (b->length < ENHANCED_BYTES + BLOCK_TRAILER)
		return bad_length(c, b);
	if (block_read(c, b) < 0)
		return -1;
	f->interface = get32(c, b, ENHANCED_INTERFACE);
	if (b->type == PCAPNG_PACKET)
		f->interface = capture_get16(
			c->big_endian, b->bytes + PACKET_INTERFACE);
	f->caplen = get32(c, b, ENHANCED_CAPLEN);
	f->len = get32(c, b, ENHANCED_LEN);
	if (frame_interface(c, f) < 0 ||
		frame_bytes(c, b, f, ENHANCED_BYTES) < 0 ||
		frame_options(c, f) < 0)
		return -1;
	units = (uint64_t)get32(c, b, ENHANCED_TIME_HIGH) << 32 |
		get32(c, b, ENHANCED_TIME_LOW);
	f->ts_ns = capture_clock_ns(&c->interface[f->interface].clock, units);
	f->has_ts = true;
	capture_take(&c->in, b->length);
	return 1;
}

/* No time, no options, no captured length: that is len up to the snaplen. */
static int simple_block(
	struct capture *c, struct block *b, struct capture_frame *f)
{
	uint32_t snaplen;

	if (b->length < SIMPLE_BYTES + BLOCK_TRAILER)
		return bad_length(c, b);
	if (block_read(c, b) < 0)
		return -1;
	f->interface = 0;
	if (frame_interface(c, f) < 0)
		return -1;
	snaplen = c->interface[0].snaplen;
	f->len = get32(c, b, SIMPLE_LEN);
	f->caplen = snaplen != 0 && f->len > snaplen ? snaplen : f->len;
	if (frame_bytes(c, b, f, SIMPLE_BYTES) < 0)
		return -1;
	f->options_length = 0;
	f->ts_ns = c->last_ts_ns;
	f->has_ts = false;
	capture_take(&c->in, b->length);
	return 1;
}

/* 1: it was a frame; 0: look at the next block; -1 with a message. */
static int any_block(
	struct capture *c, struct block *b, struct capture_frame *f)
{
	switch (b->type) {
	case PCAPNG_SECTION:
		return section_block(c, b);
	case PCAPNG_INTERFACE:
		return interface_block(c, b);
	case PCAPNG_ENHANCED:
	case PCAPNG_PACKET:
		return enhanced_block(c, b, f);
	case PCAPNG_SIMPLE:
		return simple_block(c, b, f);
	default:
		return block_skip(c, b);
	}
}

static int pcapng_next(struct capture *c, struct capture_frame *f)
{
	struct block b;
	int result;

	do {
		result = block_header(c, &b);
		if (result != 1)
			return result;
		result = any_block(c, &b, f);
	} while (result == 0);
	return result;
}

int capture_pcapng_start(struct capture *c)
{
	struct block b;

	c->next = pcapng_next;
	if (block_header(c, &b) < 0)
		return -1;
	return section_block(c, &b);
}
