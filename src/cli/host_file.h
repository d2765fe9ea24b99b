/*
 * host_file: reads a host file: the lines a Linux user already types (ip,
 * sysctl, and `dev` and `socket` for what Linux has no command for).
 *
 * A word that this version does not follow is an error that names it; nothing
 * is ignored.  One message, for the first line that is wrong:
 *
 *	FILE:LINE: what is wrong (what was expected); the mend
 */
#ifndef CLI_HOST_FILE_H
#define CLI_HOST_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/host.h"

enum host_file_limit {
	HOST_FILE_MAX = 16 << 20,	/* bytes of a file */
	HOST_LINE_MAX = 4096,		/* bytes of a line */
	HOST_WORDS_MAX = 1024		/* words of a line */
};

/* One line for the user; no newline. */
struct host_error {
	char text[1024];
};

/* The bytes of a host file; parsed once for each capture. */
struct host_text {
	const char *name;	/* for messages; outlives this */
	char *bytes;
	size_t size;
};

/* Reads a file, or standard input for "-"; NULL: host b of the muffin. */
bool host_text_read(struct host_text *text, const char *name,
	struct host_error *error);
void host_text_free(struct host_text *text);

/* Makes the host that the text describes out of one fresh from host_init. */
bool host_file_parse(struct host *host, const struct host_text *text,
	struct host_error *error);

#endif
