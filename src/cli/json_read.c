/* json_read: see the header. */
#include "cli/json_read.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 16, HEX = 16, UNICODE_DIGITS = 4 };

static struct json_value *value(struct json_reader *r);

static struct json_value *make(struct json_reader *r, enum json_type type)
{
	struct json_value *v = r->used < r->room ? &r->value[r->used++] : NULL;

	if (v)
		*v = (struct json_value){ type, NULL, NULL, NULL, NULL };
	return v;
}

static char space(struct json_reader *r)
{
	while (r->at < r->end && strchr(" \t\r\n", *r->at) && *r->at)
		r->at++;
	return r->at < r->end ? *r->at : '\0';
}

static bool take(struct json_reader *r, char c)
{
	if (space(r) != c)
		return false;
	r->at++;
	return true;
}

/* \u00e9: what we write is ASCII; anything beyond is kept as `?`. */
static char unicode(struct json_reader *r)
{
	char digits[UNICODE_DIGITS + 1] = "";
	unsigned long c;

	if (r->end - r->at < UNICODE_DIGITS)
		return '?';
	memcpy(digits, r->at, UNICODE_DIGITS);
	r->at += UNICODE_DIGITS;
	c = strtoul(digits, NULL, HEX);
	return c > 0 && c < 0x80 ? (char)c : '?';
}

static char escaped(struct json_reader *r)
{
	static const char letters[] = "nrtbf", controls[] = "\n\r\t\b\f";
	char c = r->at < r->end ? *r->at++ : '"';
	const char *found = strchr(letters, c);

	if (c == 'u')
		return unicode(r);
	return c && found ? controls[found - letters] : c;
}

/* Cuts the string out in place; its quote becomes the zero. */
static const char *string(struct json_reader *r)
{
	char *from = r->at + 1;
	char *to = from;

	for (r->at = from; r->at < r->end && *r->at != '"';) {
		char c = *r->at++;

		*to++ = c == '\\' ? escaped(r) : c;
	}
	if (r->at >= r->end)
		return NULL;
	r->at++;
	*to = '\0';
	return from;
}

static bool member(struct json_reader *r, struct json_value ***last,
	bool keyed)
{
	const char *key = NULL;
	struct json_value *v;

	if (keyed) {
		key = space(r) == '"' ? string(r) : NULL;
		if (!key || !take(r, ':'))
			return false;
	}
	v = value(r);
	if (!v)
		return false;
	v->key = key;
	**last = v;
	*last = &v->next;
	return true;
}

static struct json_value *many(struct json_reader *r, enum json_type type,
	char close)
{
	struct json_value *v = make(r, type);
	struct json_value **last;

	if (!v || r->depth == DEPTH_MAX)
		return NULL;
	r->at++;
	if (take(r, close))
		return v;
	r->depth++;
	last = &v->child;
	do {
		if (!member(r, &last, type == JSON_OBJECT))
			return NULL;
	} while (take(r, ','));
	r->depth--;
	return take(r, close) ? v : NULL;
}

static struct json_value *text_value(struct json_reader *r)
{
	struct json_value *v = make(r, JSON_STRING);

	if (v)
		v->text = string(r);
	return v && v->text ? v : NULL;
}

static bool in_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' ||
	       c == '+' || c == '.' || c == 'E';
}

static enum json_type type_of(const char *word, size_t size)
{
	if (size == 4 && memcmp(word, "null", size) == 0)
		return JSON_NULL;
	if ((size == 4 && memcmp(word, "true", size) == 0) ||
	    (size == 5 && memcmp(word, "false", size) == 0))
		return JSON_BOOL;
	return JSON_NUMBER;
}

/*
 * null, true, false, a number.  It has no quote to give up for the zero: it
 * moves one byte down, over the colon, comma or bracket before it.
 */
static struct json_value *word_value(struct json_reader *r, const char *begin)
{
	char *from = r->at;
	struct json_value *v;
	size_t size;

	while (r->at < r->end && in_word(*r->at))
		r->at++;
	size = (size_t)(r->at - from);
	v = make(r, type_of(from, size));
	if (!v || size == 0 || from == begin ||
	    (v->type == JSON_NUMBER && !strchr("-0123456789", *from)))
		return NULL;
	memmove(from - 1, from, size);
	from[size - 1] = '\0';
	v->text = v->type == JSON_NULL ? NULL : from - 1;
	return v;
}

static struct json_value *value(struct json_reader *r)
{
	const char *begin = r->at;
	char c = space(r);

	if (c == '{')
		return many(r, JSON_OBJECT, '}');
	if (c == '[')
		return many(r, JSON_ARRAY, ']');
	if (c == '"')
		return text_value(r);
	return word_value(r, r->depth ? NULL : begin);
}

struct json_value *json_read(char *bytes, size_t size,
	struct json_value *values, size_t room)
{
	struct json_reader r = { bytes, bytes + size, values, 0, room, 0 };
	struct json_value *v = value(&r);

	return v && space(&r) == '\0' && r.at == r.end ? v : NULL;
}

const struct json_value *json_member(const struct json_value *v,
	const char *key)
{
	const struct json_value *m;

	if (!v || v->type != JSON_OBJECT)
		return NULL;
	for (m = v->child; m; m = m->next)
		if (strcmp(m->key, key) == 0)
			return m;
	return NULL;
}

const char *json_text(const struct json_value *v, const char *key)
{
	const struct json_value *m = json_member(v, key);

	return m && (m->type == JSON_STRING || m->type == JSON_NUMBER)
		       ? m->text : NULL;
}
