/*
 * host_words: the lines of a host file as words, cut as a shell would cut
 * them, for whoever hands them on: to programs, to the sockets of a live host.
 *
 * What the words mean is checked by host_file; here only quotes are.
 */
#ifndef CLI_HOST_WORDS_H
#define CLI_HOST_WORDS_H

#include <stdbool.h>
#include <stdint.h>

struct host_text;

enum { WORDS_MAX = 256, WORDS_LINE = 4096 };	/* as host_file.h has them */

struct host_words {
	const char *at, *end;		/* what is left of the text */
	uint64_t number;		/* of the line, counted from 1 */
	uint32_t n;
	char *word[WORDS_MAX + 1];	/* the last one is NULL */
	char bytes[WORDS_LINE + 1];
};

void host_words_start(struct host_words *w, const struct host_text *text);

/* The next line that is not empty; false at the end of the text. */
bool host_words_next(struct host_words *w);

/* The word behind the first one of that name; NULL: there is none. */
const char *host_words_after(const struct host_words *w, const char *name);
bool host_words_has(const struct host_words *w, const char *name);

#endif
