/*
 * json_read: reads one JSON text into a tree, in the memory of the caller.
 *
 * Made for lines of verdicts: strings are cut out where they stand, numbers
 * stay text, nesting is bounded.
 */
#ifndef CLI_JSON_READ_H
#define CLI_JSON_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum json_type { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY,
	JSON_OBJECT };

struct json_value {
	enum json_type type;
	const char *key;	/* of a member of an object; else NULL */
	const char *text;	/* of a string, a number, true and false */
	struct json_value *child;	/* first member or element */
	struct json_value *next;
};

struct json_reader {
	char *at, *end;
	struct json_value *value;	/* room for values */
	size_t used, room;
	int depth;
};

/*
 * Reads the text, of which it writes to the bytes.  values: room for that many;
 * NULL: it is no JSON, or too much of it.
 */
struct json_value *json_read(char *bytes, size_t size,
	struct json_value *values, size_t room);

/* The member of that key; NULL: there is none, or v is no object. */
const struct json_value *json_member(const struct json_value *v,
	const char *key);
/* Its text; NULL where it is null, absent, or no string or number. */
const char *json_text(const struct json_value *v, const char *key);

#endif
