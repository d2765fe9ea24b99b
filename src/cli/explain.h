/*
 * explain: what the command line of `muffin explain` says.
 */
#ifndef CLI_EXPLAIN_H
#define CLI_EXPLAIN_H

#include <stdbool.h>
#include <stdint.h>

struct explain_options {
	const char *host;		/* NULL: host b of the muffin */
	const char **capture;		/* names, "-" for standard input */
	uint32_t captures;
	const char *annotate;		/* NULL: no pcapng is written */
	bool json;
	bool trace;
	bool strict;
	bool quiet;
	bool flush;			/* after each frame */
	bool colour;
	uint32_t seed;
	uint32_t linger;		/* seconds that time goes on at the end */
};

/* Reads the command line; a wrong one ends the program with status 2. */
void explain_options_read(struct explain_options *options, int argc,
	char **argv);

/* Does what the options say; an enum status. */
int explain(const struct explain_options *options);

#endif
