/*
 * table: an outcome as one line for people, and what they all come to.
 */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include <stdbool.h>

#include "cli/outcome.h"

struct table {
	bool colour;
	bool trace;		/* an indented line with the functions */
	bool started;		/* the first frame's time is known */
	int64_t start_ns;
};

/* How often each verdict and each drop reason came. */
struct tally {
	uint64_t frames;
	uint64_t verdict[VERDICT_MAX];
	struct tally_reason {
		const char *verdict, *reason, *detail;
		uint64_t n;
	} reason[DROP_MAX + NM_MAX + 8];
	uint32_t reasons;
};

void table_head(struct text *t, const struct table *table);
void table_outcome(struct text *t, struct table *table,
	const struct outcome *o, const struct host *host);

/* The same as a comment: no columns, no colour, no newline. */
void table_comment(struct text *t, const struct outcome *o,
	const struct host *host);

void tally_add(struct tally *tally, const struct verdict *v);
void table_tally(struct text *t, const struct table *table,
	const struct tally *tally);

#endif
