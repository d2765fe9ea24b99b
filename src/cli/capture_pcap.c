/*
 * capture_pcap: the classic format: a header of 24 bytes, then records.
 *
 * The magic tells the byte order of all numbers and the unit of timestamps.
 * Kuznetzov's variant of the format has eight bytes more in each record.
 */
#include "cli/capture_format.h"

#include "cli/capture_bytes.h"

enum {
	FILE_MAJOR = 4,
	FILE_MINOR = 6,
	FILE_LINKTYPE = 20,
	FILE_HEADER = 24,

	RECORD_SECONDS = 0,
	RECORD_FRACTION = 4,
	RECORD_CAPLEN = 8,
	RECORD_LEN = 12,
	RECORD_HEADER = 16,
	RECORD_HEADER_MODIFIED = 24,

	VERSION_MAJOR = 2,
	VERSION_ORDERED = 3, /* minor; before it, len came first */

	/* Above: frame check sequence, reserved [pcap 4]. */
	LINKTYPE_MASK = 0x03ffffff,
};

#define NS_PER_SECOND 1000000000u
#define NS_PER_MICROSECOND 1000u

enum magic_index { MICROSECONDS, NANOSECONDS, MODIFIED, MAGICS };

static const uint32_t magics[MAGICS] = {
	[MICROSECONDS] = 0xa1b2c3d4,
	[NANOSECONDS] = 0xa1b23c4d,
	[MODIFIED] = 0xa1b2cd34,
};

static enum magic_index find_magic(const uint8_t *magic, bool big_endian)
{
	unsigned int i = 0;

	while (i < MAGICS && capture_get32(big_endian, magic) != magics[i])
		i++;
	return (enum magic_index)i;
}

bool capture_pcap_magic(const uint8_t *magic)
{
	return find_magic(magic, false) != MAGICS ||
	       find_magic(magic, true) != MAGICS;
}

/* Record headers of versions before 2.3 hold the two lengths exchanged. */
static void record_lengths(
	const struct capture *c, const uint8_t *record, struct capture_frame *f)
{
	uint32_t first = capture_get32(c->big_endian, record + RECORD_CAPLEN);
	uint32_t second = capture_get32(c->big_endian, record + RECORD_LEN);

	f->caplen = c->swapped_lengths ? second : first;
	f->len = c->swapped_lengths ? first : second;
}

static int64_t record_time(const struct capture *c, const uint8_t *record)
{
	int64_t seconds = capture_get32(c->big_endian, record + RECORD_SECONDS);
	int64_t ticks = capture_get32(c->big_endian, record + RECORD_FRACTION);

	return seconds * NS_PER_SECOND + ticks * c->tick_ns;
}

static int cut_header(struct capture *c)
{
	if (capture_unread(&c->in) == 0)
		return capture_end(c);
	return capture_cut_frame(c, c->record_header);
}

static int pcap_next(struct capture *c, struct capture_frame *f)
{
	const uint8_t *record = capture_peek(&c->in, c->record_header);
	size_t size;

	if (!record)
		return cut_header(c);
	record_lengths(c, record, f);
	if (f->caplen > CAPTURE_FRAME_MAX)
		return capture_bad_frame(c, "says %u bytes, more than %u",
			f->caplen, CAPTURE_FRAME_MAX);
	if (f->caplen > f->len)
		return capture_bad_frame(c, "says %u bytes were captured of %u",
			f->caplen, f->len);
	size = c->record_header + f->caplen;
	record = capture_peek(&c->in, size);
	if (!record)
		return capture_cut_frame(c, size);
	f->ts_ns = record_time(c, record);
	f->has_ts = true;
	f->bytes = record + c->record_header;
	f->linktype = c->linktype;
	f->interface = 0;
	f->if_name = NULL;
	f->options = NULL;
	f->options_length = 0;
	f->big_endian = c->big_endian;
	capture_take(&c->in, size);
	return 1;
}

int capture_pcap_start(struct capture *c)
{
	const uint8_t *header = capture_peek(&c->in, FILE_HEADER);
	enum magic_index magic;
	unsigned int major, minor;

	if (!header)
		return capture_cut_place(c, "file header", 0, FILE_HEADER);
	c->big_endian = find_magic(header, false) == MAGICS;
	magic = find_magic(header, c->big_endian);
	major = capture_get16(c->big_endian, header + FILE_MAJOR);
	minor = capture_get16(c->big_endian, header + FILE_MINOR);
	if (major != VERSION_MAJOR)
		return capture_bad_place(c, FILE_MAJOR,
			"pcap version %u.%u is not 2.4", major, minor);
	c->linktype = capture_get32(c->big_endian, header + FILE_LINKTYPE) &
		      LINKTYPE_MASK;
	c->tick_ns = magic == NANOSECONDS ? 1 : NS_PER_MICROSECOND;
	c->record_header =
		magic == MODIFIED ? RECORD_HEADER_MODIFIED : RECORD_HEADER;
	c->swapped_lengths = minor < VERSION_ORDERED;
	c->next = pcap_next;
	capture_take(&c->in, FILE_HEADER);
	return 0;
}
