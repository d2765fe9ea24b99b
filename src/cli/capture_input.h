/*
 * capture_input: the byte stream below a capture reader: a descriptor or
 * memory, decompressed if it is gzip, in one buffer that never grows.
 *
 * The user asks for a number of bytes in one piece, looks at them, and takes
 * them.  A short stream is not an error here: the format above decides.
 */
#ifndef CLI_CAPTURE_INPUT_H
#define CLI_CAPTURE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum capture_input_limit {
	/* The largest piece: a frame of 256 KiB and ample options. */
	CAPTURE_PIECE_MAX = 4 << 20,
	/* One read: large enough to hide the call, small enough for L2. */
	CAPTURE_CHUNK = 256 << 10,
	CAPTURE_BUFFER = CAPTURE_PIECE_MAX + CAPTURE_CHUNK,
};

struct capture_gzip;

struct capture_input {
	uint8_t *buffer;	/* CAPTURE_BUFFER bytes */
	size_t at, end;		/* at <= end <= CAPTURE_BUFFER: unread bytes */
	uint64_t base;		/* offset in the stream of buffer[0] */
	int fd;			/* -1 for memory */
	const uint8_t *memory;
	size_t memory_left;	/* bytes */
	struct capture_gzip *gzip; /* NULL: not compressed */
	char failure[128];	/* why the source stopped; empty: it did not */
};

/* Starts on a descriptor, which it then owns; false: out of memory. */
bool capture_input_open(struct capture_input *in, int fd);

/* Starts on size bytes of memory that outlive it; false: out of memory. */
bool capture_input_memory(struct capture_input *in, const uint8_t *bytes,
			  size_t size);

void capture_input_close(struct capture_input *in);

/* Reads until size bytes are unread; false if the stream has fewer. */
bool capture_input_fill(struct capture_input *in, size_t size);

/* Drops size bytes of the stream, any number; false if it has fewer. */
bool capture_input_skip(struct capture_input *in, uint64_t size);

/* The next size bytes in one piece, not taken; NULL if there are fewer. */
static inline const uint8_t *capture_peek(struct capture_input *in, size_t size)
{
	if (in->end - in->at < size && !capture_input_fill(in, size))
		return NULL;
	return in->buffer + in->at;
}

/* Takes size bytes that capture_peek() has shown. */
static inline void capture_take(struct capture_input *in, size_t size)
{
	in->at += size;
}

/* Bytes read and not taken: all that is left when a peek has failed. */
static inline size_t capture_unread(const struct capture_input *in)
{
	return in->end - in->at;
}

/* Offset of the next byte in the (decompressed) stream. */
static inline uint64_t capture_offset(const struct capture_input *in)
{
	return in->base + in->at;
}

#endif
