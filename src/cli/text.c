/* text: see the header. */
#include "cli/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	FIRST_ROOM = 1 << 16,
	DIGITS = 20,			/* of the largest 64-bit number */
	FRACTION_DIGITS = 9,
	NS_PER_SECOND = 1000000000
};

void text_grow(struct text *t, size_t more)
{
	size_t room = t->room ? t->room : FIRST_ROOM;

	while (room - t->size < more)
		room *= 2;
	t->bytes = realloc(t->bytes, room);
	if (!t->bytes) {
		fputs("muffin: out of memory\n", stderr);
		_exit(2);
	}
	t->room = room;
}

void text_free(struct text *t)
{
	free(t->bytes);
	memset(t, 0, sizeof(*t));
}

int text_flush(struct text *t, int fd)
{
	size_t done = 0;
	ssize_t n;

	while (done < t->size) {
		n = write(fd, t->bytes + done, t->size - done);
		if (n >= 0)
			done += (size_t)n;
		else if (errno != EINTR)
			return errno;
	}
	t->size = 0;
	return 0;
}

void text_number(struct text *t, uint64_t value)
{
	char digits[DIGITS];
	size_t i = DIGITS;

	do {
		digits[--i] = (char)('0' + value % 10);
		value /= 10;
	} while (value != 0);
	text_bytes(t, digits + i, DIGITS - i);
}

static void hex_byte(char *to, uint8_t byte)
{
	static const char digits[] = "0123456789abcdef";

	to[0] = digits[byte >> 4];
	to[1] = digits[byte & 15];
}

/*
 * Four bytes at once: their nibbles spread to one byte each, then all turned
 * into digits by one addition; nibbles above 9 carry into bit 4 when 6 is
 * added, and 39 is the way from '9' + 1 to 'a'.
 */
static void hex_four(char *to, const uint8_t *from)
{
	const uint64_t ones = 0x0101010101010101u;
	uint64_t x = (uint64_t)from[0] | (uint64_t)from[1] << 16 |
		     (uint64_t)from[2] << 32 | (uint64_t)from[3] << 48;
	uint64_t n = (x >> 4 & 0x000f000f000f000fu) |
		     (x & 0x000f000f000f000fu) << 8;
	uint64_t d = n + ones * '0' + ((n + ones * 6) >> 4 & ones) * 39;
	int i;

	for (i = 0; i < 8; i++)
		to[i] = (char)(d >> 8 * i);
}

void text_hex(struct text *t, const uint8_t *bytes, size_t size)
{
	size_t i = 0;
	char *to;

	text_reserve(t, 2 * size);
	to = t->bytes + t->size;
	for (; i + 4 <= size; i += 4)
		hex_four(to + 2 * i, bytes + i);
	for (; i < size; i++)
		hex_byte(to + 2 * i, bytes[i]);
	t->size += 2 * size;
}

void text_address(struct text *t, uint32_t address)
{
	text_number(t, address >> 24);
	text_byte(t, '.');
	text_number(t, address >> 16 & 0xff);
	text_byte(t, '.');
	text_number(t, address >> 8 & 0xff);
	text_byte(t, '.');
	text_number(t, address & 0xff);
}

void text_seconds(struct text *t, int64_t nanoseconds)
{
	uint64_t ns = (uint64_t)nanoseconds;
	char digits[FRACTION_DIGITS];
	int i;

	if (nanoseconds < 0) {
		text_byte(t, '-');
		ns = 0 - ns;
	}
	text_number(t, ns / NS_PER_SECOND);
	text_byte(t, '.');
	ns %= NS_PER_SECOND;
	for (i = FRACTION_DIGITS; i > 0; ns /= 10)
		digits[--i] = (char)('0' + ns % 10);
	text_bytes(t, digits, sizeof(digits));
}

static void json_escape(struct text *t, char c)
{
	char escape[] = "\\u0000";

	hex_byte(escape + 4, (uint8_t)c);
	text_bytes(t, escape, sizeof(escape) - 1);
}

void text_json(struct text *t, const char *s)
{
	text_byte(t, '"');
	for (; *s; s++) {
		if ((uint8_t)*s < ' ' || (uint8_t)*s > '~') {
			json_escape(t, *s);
			continue;
		}
		if (*s == '"' || *s == '\\')
			text_byte(t, '\\');
		text_byte(t, *s);
	}
	text_byte(t, '"');
}

static void spaces(struct text *t, size_t n)
{
	text_reserve(t, n);
	memset(t->bytes + t->size, ' ', n);
	t->size += n;
}

void text_column(struct text *t, size_t start, size_t column)
{
	size_t at = t->size - start;

	spaces(t, at < column ? column - at : 1);
}

void text_right(struct text *t, size_t start, size_t column, size_t size)
{
	size_t end = t->size - start + size;

	spaces(t, end < column ? column - end : 0);
}
