/*
 * host_line: one line of a host file, cut into words, and the readers of
 * words that every kind of line shares.
 *
 * All readers say false after line_fail(), which wrote the message.
 */
#ifndef CLI_HOST_LINE_H
#define CLI_HOST_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/host_file.h"

struct host_line {
	struct host *host;
	struct host_error *error;
	const char *file;
	uint64_t number;		/* counts from 1 */
	const char *what;		/* "ip route": for messages */
	char bytes[HOST_LINE_MAX + 1];
	const char *word[HOST_WORDS_MAX];
	uint32_t words;
	uint32_t at;			/* the next word to read */
};

/*
 * A word of a kind of line.  `read` reads what follows it; NULL: Linux knows
 * the word, this version of Muffin does not follow it.
 */
struct keyword {
	const char *name;
	bool (*read)(struct host_line *line, void *to);
	bool many;			/* may come more than once */
};

/* A word and the number it stands for; a table of them ends with NULL and what
 * choose() says of other words. */
struct choice {
	const char *name;
	uint32_t value;
};

/* Cuts size bytes into words; a word that starts with '#' ends the line. */
bool line_split(struct host_line *line, const char *bytes, size_t size);

__attribute__((format(printf, 2, 3)))
bool line_fail(struct host_line *line, const char *format, ...);
bool line_not_modelled(struct host_line *line, const char *word);

/* The next word; NULL at the end of the line. */
const char *line_next(struct host_line *line);
/* The next word, which must be there: `expected` says what it would be. */
bool line_want(struct host_line *line, const char *expected,
	const char **word);
/* Reads the rest of the line: the table ends with a NULL name. */
bool line_keywords(struct host_line *line, const struct keyword *table,
	void *to);
/*
 * The same, and a word that is none of the table's goes to `other`, which
 * may take it (true), or leave it (*taken = false).
 */
bool line_keywords_or(struct host_line *line, const struct keyword *table,
	bool (*other)(struct host_line *, const char *, void *, bool *taken),
	void *to);

/* Readers of one word; each takes the word itself. */
bool word_number(struct host_line *line, const char *word, const char *what,
	uint32_t least, uint32_t most, uint32_t *to);
bool word_address(struct host_line *line, const char *word, uint32_t *to);
/* The byte that iproute2 calls tos: hexadecimal digits, 0x before or not. */
bool word_tos(struct host_line *line, const char *word, uint32_t *to);
/* Main, local, default, or a number. */
bool word_table(struct host_line *line, const char *word, uint32_t *to);
/* MARK, or with a mask to fill MARK/MASK; each decimal or 0x and hexadecimal.
 * Without a mask all bits count, but of mark 0 none. */
bool word_mark(struct host_line *line, const char *word, uint32_t *mark,
	uint32_t *mask);
/* The number in the header of IPv4, or its name. */
bool word_protocol(struct host_line *line, const char *word, uint32_t *to);
/* RT_SCOPE_*, by number or by iproute2's names. */
bool word_scope(struct host_line *line, const char *word, uint32_t *to);
/* A.B.C.D/N or A.B.C.D, which is /32. */
bool word_prefix(struct host_line *line, const char *word, uint32_t *address,
	uint32_t *plen);
bool word_mac(struct host_line *line, const char *word, mac_t *to);
bool word_device(struct host_line *line, const char *word, uint32_t *to);
/* A name we may give to something: letters, digits and ._-@:+ */
bool word_name(struct host_line *line, const char *word, size_t room);
/* A decimal number without sign, up to 2^32 - 1; no message. */
bool decimal(const char *s, size_t size, uint32_t *to);

uint32_t choose(const struct choice *table, const char *word);

/* `a` is `full` or begins it, as iproute2 reads words. */
bool abbreviates(const char *a, const char *full);

/* The kinds of lines; each starts behind its first words. */
bool read_dev(struct host_line *line);
bool read_ip(struct host_line *line);
bool read_ip_address(struct host_line *line);
bool read_ip_link(struct host_line *line);
bool read_ip_route(struct host_line *line);
bool read_ip_rule(struct host_line *line);
bool read_sysctl(struct host_line *line);
bool read_socket(struct host_line *line);

#endif
