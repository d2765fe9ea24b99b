/*
 * capture: what both formats share: opening, the latched end, and messages.
 *
 * Every way out of a file passes through capture_next(): a result other than
 * 1 is kept and given again.  Every message is one line made here: the file,
 * the place, the finding, and what the user can do about it.
 */
#include "cli/capture.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/capture_format.h"

enum { MAGIC = 4 };

static void append_list(struct capture *c, const char *format, va_list list)
	__attribute__((format(printf, 2, 0)));
static void append(struct capture *c, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Appends to the message, as far as it fits. */
static void append_list(struct capture *c, const char *format, va_list list)
{
	size_t used = strlen(c->error.text);

	vsnprintf(c->error.text + used, sizeof(c->error.text) - used, format,
		list);
}

static void append(struct capture *c, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	append_list(c, format, list);
	va_end(list);
}

static bool is_stdin(const char *name)
{
	return strcmp(name, "-") == 0;
}

static void begin(struct capture *c)
{
	c->error.text[0] = '\0';
	append(c, "%s: ", is_stdin(c->name) ? "standard input" : c->name);
}

/* What helps depends on how much of the file is whole. */
static void append_mend(struct capture *c)
{
	const char *name = is_stdin(c->name) ? "FILE" : c->name;

	if (c->frames == 0)
		append(c,
			": no frame of it is whole; capture it again, or "
			"try 'pcapfix %s'",
			name);
	else
		append(c,
			": keep the whole frames with "
			"'editcap -r %s OUT 1-%" PRIu64 "'",
			name, c->frames);
}

int capture_bad_frame(struct capture *c, const char *format, ...)
{
	va_list list;

	begin(c);
	append(c, "frame %" PRIu64 ": ", c->frames + 1);
	va_start(list, format);
	append_list(c, format, list);
	va_end(list);
	append(c, ": the file is damaged");
	append_mend(c);
	return -1;
}

int capture_bad_place(
	struct capture *c, uint64_t offset, const char *format, ...)
{
	va_list list;

	begin(c);
	append(c, "byte %" PRIu64 ", after frame %" PRIu64 ": ", offset,
		c->frames);
	va_start(list, format);
	append_list(c, format, list);
	va_end(list);
	append(c, ": the file is damaged");
	append_mend(c);
	return -1;
}

static int cut(struct capture *c, uint64_t start, uint64_t wanted)
{
	uint64_t end = capture_offset(&c->in) + capture_unread(&c->in);

	append(c, "%" PRIu64 " of %" PRIu64 " bytes are there: the file %s",
		end - start, wanted,
		c->in.failure[0] ? c->in.failure : "is cut short");
	append_mend(c);
	return -1;
}

int capture_cut_frame(struct capture *c, uint64_t wanted)
{
	begin(c);
	append(c, "frame %" PRIu64 ": ", c->frames + 1);
	return cut(c, capture_offset(&c->in), wanted);
}

int capture_cut_place(
	struct capture *c, const char *what, uint64_t start, uint64_t wanted)
{
	begin(c);
	append(c, "byte %" PRIu64 ", after frame %" PRIu64 ": %s: ", start,
		c->frames, what);
	return cut(c, start, wanted);
}

int capture_end(struct capture *c)
{
	if (!c->in.failure[0])
		return 0;
	begin(c);
	append(c, "after frame %" PRIu64 ": the file %s", c->frames,
		c->in.failure);
	append_mend(c);
	return -1;
}

static int fail_to_open(struct capture *c, const char *why, const char *mend)
{
	begin(c);
	append(c, "%s: %s", why, mend);
	return -1;
}

/* What else a user may take for a capture, by its first bytes. */
static const struct {
	uint8_t bytes[MAGIC];
	const char *why, *mend;
} strangers[] = {
	{{0xfd, '7', 'z', 'X'}, "is compressed with xz",
		"decompress it with 'xz -dc FILE | muffin explain -r -'"},
	{{0x28, 0xb5, 0x2f, 0xfd}, "is compressed with zstd",
		"decompress it with 'zstd -dc FILE | muffin explain -r -'"},
	{{0x04, 0x22, 0x4d, 0x18}, "is compressed with lz4",
		"decompress it with 'lz4 -dc FILE | muffin explain -r -'"},
	{{'B', 'Z', 'h', '9'}, "is compressed with bzip2",
		"decompress it with 'bzip2 -dc FILE | muffin explain -r -'"},
	{{'s', 'n', 'o', 'o'}, "is a snoop capture",
		"convert it with 'editcap FILE OUT.pcapng'"},
	{{'G', 'M', 'B', 'U'}, "is a Network Monitor capture",
		"convert it with 'editcap FILE OUT.pcapng'"},
};

static int stranger(struct capture *c, const uint8_t *magic)
{
	size_t i;

	for (i = 0; i < sizeof(strangers) / sizeof(strangers[0]); i++)
		if (memcmp(magic, strangers[i].bytes, MAGIC) == 0)
			return fail_to_open(
				c, strangers[i].why, strangers[i].mend);
	begin(c);
	append(c,
		"is neither pcap nor pcapng (it begins %02x %02x %02x %02x): "
		"if it is another capture format, convert it with "
		"'editcap FILE OUT.pcapng'",
		magic[0], magic[1], magic[2], magic[3]);
	return -1;
}

static int start(struct capture *c)
{
	const uint8_t *magic = capture_peek(&c->in, MAGIC);

	if (!magic && c->in.failure[0])
		return fail_to_open(c, c->in.failure, "is it a readable file?");
	if (!magic && capture_unread(&c->in) == 0)
		return fail_to_open(
			c, "is empty", "a capture begins with a header");
	if (!magic)
		return capture_cut_place(c, "file header", 0, MAGIC);
	if (capture_pcap_magic(magic))
		return capture_pcap_start(c);
	if (capture_pcapng_magic(magic))
		return capture_pcapng_start(c);
	return stranger(c, magic);
}

static struct capture *create(const char *name, struct capture_error *error)
{
	struct capture *c = calloc(1, sizeof(*c));

	/* Not zeroed: only the interfaces of the file are ever touched. */
	if (c)
		c->interface =
			malloc(CAPTURE_INTERFACES * sizeof(*c->interface));
	if (!c || !c->interface) {
		free(c);
		snprintf(error->text, sizeof(error->text), "out of memory");
		return NULL;
	}
	snprintf(c->name, sizeof(c->name), "%s", name);
	c->in.fd = -1;
	c->result = 1;
	return c;
}

static struct capture *give_up(struct capture *c, struct capture_error *error)
{
	*error = c->error;
	capture_close(c);
	return NULL;
}

/* A descriptor, or -1 with a message. */
static int open_file(struct capture *c)
{
	int fd;

	if (is_stdin(c->name)) {
		if (!isatty(STDIN_FILENO))
			return STDIN_FILENO;
		return fail_to_open(
			c, "is a terminal", "pipe a capture into it");
	}
	fd = open(c->name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		fail_to_open(c, "cannot be opened", strerror(errno));
	return fd;
}

struct capture *capture_open(const char *name, struct capture_error *error)
{
	struct capture *c = create(name, error);
	int fd;

	if (!c)
		return NULL;
	fd = open_file(c);
	if (fd < 0)
		return give_up(c, error);
	if (!capture_input_open(&c->in, fd)) {
		fail_to_open(c, "cannot be read", "out of memory");
		return give_up(c, error);
	}
	return start(c) < 0 ? give_up(c, error) : c;
}

struct capture *capture_open_memory(const char *name, const uint8_t *bytes,
	size_t size, struct capture_error *error)
{
	struct capture *c = create(name, error);

	if (!c)
		return NULL;
	if (!capture_input_memory(&c->in, bytes, size)) {
		fail_to_open(c, "cannot be read", "out of memory");
		return give_up(c, error);
	}
	return start(c) < 0 ? give_up(c, error) : c;
}

int capture_next(struct capture *c, struct capture_frame *f)
{
	if (c->result != 1)
		return c->result;
	c->result = c->next(c, f);
	if (c->result == 1) {
		f->number = ++c->frames;
		c->last_ts_ns = f->ts_ns;
	}
	return c->result;
}

const char *capture_message(const struct capture *c)
{
	return c->error.text;
}

void capture_close(struct capture *c)
{
	if (!c)
		return;
	capture_input_close(&c->in);
	free(c->interface);
	free(c);
}
