/*
 * capture_input: see the header.
 *
 * Invariant: buffer[at..end) are the unread bytes, and buffer[0] stands at
 * offset base of the stream.  Bytes move only in capture_input_fill(), so a
 * pointer from capture_peek() holds until the next peek.
 */
#include "cli/capture_input.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

enum {
	GZIP_MAGIC_0 = 0x1f, /* [RFC 1952 2.3.1] */
	GZIP_MAGIC_1 = 0x8b,
	GZIP_WINDOW = 15 + 16, /* the largest window, gzip framing */
};

struct capture_gzip {
	z_stream z;
	bool between; /* behind a member: another may follow */
	bool over;
	/* One more than a read: the magic may come a byte at a time. */
	uint8_t bytes[CAPTURE_CHUNK + 1];
};

static void fail(struct capture_input *in, const char *what, const char *why)
{
	snprintf(in->failure, sizeof(in->failure), "%s%s%s", what,
		why ? ": " : "", why ? why : "");
}

static size_t memory_read(struct capture_input *in, uint8_t *to, size_t room)
{
	size_t size = room < in->memory_left ? room : in->memory_left;

	if (size == 0)
		return 0;
	memcpy(to, in->memory, size);
	in->memory += size;
	in->memory_left -= size;
	return size;
}

/* 0 at the end, and on a failure that in->failure then names. */
static size_t source_read(struct capture_input *in, uint8_t *to, size_t room)
{
	ssize_t got;

	if (in->fd < 0)
		return memory_read(in, to, room);
	do
		got = read(in->fd, to, room);
	while (got < 0 && errno == EINTR);
	if (got < 0) {
		fail(in, "cannot be read", strerror(errno));
		return 0;
	}
	return (size_t)got;
}

static bool gzip_refill(struct capture_input *in)
{
	struct capture_gzip *gzip = in->gzip;

	gzip->z.next_in = gzip->bytes;
	gzip->z.avail_in = (uInt)source_read(in, gzip->bytes, CAPTURE_CHUNK);
	return gzip->z.avail_in != 0;
}

/* Between members: another one, or the end; gzip(1) ignores what follows. */
static void gzip_member(struct capture_gzip *gzip)
{
	gzip->between = false;
	gzip->over = *gzip->z.next_in != GZIP_MAGIC_0;
	if (!gzip->over)
		inflateReset(&gzip->z);
}

static void gzip_inflate(struct capture_input *in)
{
	struct capture_gzip *gzip = in->gzip;
	int result = inflate(&gzip->z, Z_NO_FLUSH);

	if (result == Z_STREAM_END)
		gzip->between = true;
	else if (result != Z_OK && result != Z_BUF_ERROR)
		fail(in, "its gzip data is damaged", gzip->z.msg);
}

static void gzip_step(struct capture_input *in)
{
	struct capture_gzip *gzip = in->gzip;

	if (gzip->z.avail_in == 0 && !gzip_refill(in)) {
		gzip->over = true;
		if (!gzip->between && !in->failure[0])
			fail(in, "its gzip data is cut short", NULL);
	} else if (gzip->between) {
		gzip_member(gzip);
	} else {
		gzip_inflate(in);
	}
}

static size_t gzip_read(struct capture_input *in, uint8_t *to, size_t room)
{
	struct capture_gzip *gzip = in->gzip;

	gzip->z.next_out = to;
	gzip->z.avail_out = (uInt)room;
	while (gzip->z.avail_out == room && !gzip->over && !in->failure[0])
		gzip_step(in);
	return room - gzip->z.avail_out;
}

bool capture_input_fill(struct capture_input *in, size_t size)
{
	uint8_t *to;
	size_t got;

	if (size > CAPTURE_PIECE_MAX)
		return false;
	memmove(in->buffer, in->buffer + in->at, in->end - in->at);
	in->base += in->at;
	in->end -= in->at;
	in->at = 0;
	while (in->end < size) {
		to = in->buffer + in->end;
		got = in->gzip ? gzip_read(in, to, CAPTURE_CHUNK)
			       : source_read(in, to, CAPTURE_CHUNK);
		if (got == 0)
			return false;
		in->end += got;
	}
	return true;
}

bool capture_input_skip(struct capture_input *in, uint64_t size)
{
	while (size > in->end - in->at) {
		size -= in->end - in->at;
		in->at = in->end;
		if (!capture_input_fill(in, 1))
			return false;
	}
	in->at += (size_t)size;
	return true;
}

/* What was read so far is compressed: it becomes the input of zlib. */
static bool gzip_start(struct capture_input *in)
{
	struct capture_gzip *gzip = malloc(sizeof(*gzip));

	if (!gzip)
		return false;
	memset(&gzip->z, 0, sizeof(gzip->z));
	gzip->between = false;
	gzip->over = false;
	if (inflateInit2(&gzip->z, GZIP_WINDOW) != Z_OK) {
		free(gzip);
		return false;
	}
	memcpy(gzip->bytes, in->buffer, in->end);
	gzip->z.next_in = gzip->bytes;
	gzip->z.avail_in = (uInt)in->end;
	in->end = 0;
	in->gzip = gzip;
	return true;
}

static bool start(struct capture_input *in)
{
	const uint8_t *magic;

	in->buffer = malloc(CAPTURE_BUFFER);
	if (!in->buffer)
		return false;
	magic = capture_peek(in, 2);
	if (!magic || magic[0] != GZIP_MAGIC_0 || magic[1] != GZIP_MAGIC_1)
		return true;
	return gzip_start(in);
}

bool capture_input_open(struct capture_input *in, int fd)
{
	memset(in, 0, sizeof(*in));
	in->fd = fd;
	return start(in);
}

bool capture_input_memory(
	struct capture_input *in, const uint8_t *bytes, size_t size)
{
	memset(in, 0, sizeof(*in));
	in->fd = -1;
	in->memory = bytes;
	in->memory_left = size;
	return start(in);
}

void capture_input_close(struct capture_input *in)
{
	if (in->gzip)
		inflateEnd(&in->gzip->z);
	free(in->gzip);
	free(in->buffer);
	if (in->fd > STDIN_FILENO)
		close(in->fd);
}
