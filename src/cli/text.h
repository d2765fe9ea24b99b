/*
 * text: a growing buffer of output, and the few ways to append to it.
 *
 * Everything that explain prints for a frame goes through here: no printf, so
 * that a frame costs nanoseconds.  When memory ends the program ends (exit 2):
 * there is nothing left to say then.
 */
#ifndef CLI_TEXT_H
#define CLI_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Zero it to start; bytes are text[0 .. size - 1]. */
struct text {
	char *bytes;
	size_t size;
	size_t room;
};

/* A constant with its length, so that nobody counts it again. */
struct name {
	const char *text;
	size_t size;
};

#define NAME(s) { (s), sizeof(s) - 1 }

/* Makes room for at least `more` bytes behind size. */
void text_grow(struct text *t, size_t more);
void text_free(struct text *t);

/* Writes all of it to a descriptor and empties it; 0, or an errno. */
int text_flush(struct text *t, int fd);

void text_number(struct text *t, uint64_t value);
/* Lower-case hexadecimal, two digits a byte. */
void text_hex(struct text *t, const uint8_t *bytes, size_t size);
/* a.b.c.d of an address in host byte order. */
void text_address(struct text *t, uint32_t address);
/* Seconds with nine digits behind the point. */
void text_seconds(struct text *t, int64_t nanoseconds);
/* A JSON string with its quotes; bytes that JSON refuses are escaped. */
void text_json(struct text *t, const char *s);
/* Spaces up to a column, counted from `start`; at least one. */
void text_column(struct text *t, size_t start, size_t column);
/* The same so that what follows, `size` bytes, ends at the column. */
void text_right(struct text *t, size_t start, size_t column, size_t size);

static inline void text_reserve(struct text *t, size_t more)
{
	if (t->room - t->size < more)
		text_grow(t, more);
}

static inline void text_bytes(struct text *t, const void *bytes, size_t size)
{
	text_reserve(t, size);
	memcpy(t->bytes + t->size, bytes, size);
	t->size += size;
}

static inline void text_byte(struct text *t, char c)
{
	text_reserve(t, 1);
	t->bytes[t->size++] = c;
}

static inline void text_put(struct text *t, const char *s)
{
	text_bytes(t, s, strlen(s));
}

static inline void text_name(struct text *t, struct name name)
{
	text_bytes(t, name.text, name.size);
}

#endif
