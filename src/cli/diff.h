/*
 * diff: the same host file and the same frames given to Muffin and to a live
 * Linux, or to what one once said; and where they differ.
 */
#ifndef CLI_DIFF_H
#define CLI_DIFF_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/diff_compare.h"
#include "cli/diff_session.h"
#include "cli/frame_list.h"

struct diff_options {
	const char *host;		/* NULL: host b of the muffin */
	const char *capture;		/* NULL: frames are generated */
	const char *counterexample;	/* NULL: none is written */
	const char *record;		/* NULL: none is written */
	const char *against;		/* NULL: a live kernel is asked */
	bool generate;
	uint32_t seed, frames;		/* of --generate */
	bool alone;
	bool hurry;			/* pauses are not waited for */
	bool by_comment;		/* a new comment: a fresh host */
	bool igmp;			/* the host's own is compared */
	bool json;
	bool quiet;
};

/* Reads the command line; a wrong one ends the program with status 2. */
void diff_options_read(struct diff_options *options, int argc, char **argv);

enum { DIFF_WORDS = 64 };

struct diff_tally {
	uint64_t frames, timers;
	uint64_t judged[DIFF_MAX], agreed[DIFF_MAX];
	uint64_t differing;		/* frames, with their timers */
	uint64_t aparts;
	struct diff_apart {
		char word[ANSWER_WORD];
		enum apart_kind kind;
		uint64_t n;
	} apart[DIFF_WORDS];
	uint32_t words;
};

void diff_tally_add(struct diff_tally *t, const struct comparison *c);

/* diff_report.c: one difference, and what all came to. */
void diff_report(struct text *t, const struct session *s,
	const struct comparison *c, bool timer);
void diff_report_json(struct text *t, const struct session *s,
	const struct comparison *c, const struct comparison *timer);
void diff_summary(struct text *t, const struct diff_tally *tally);
void diff_summary_json(struct text *t, const struct diff_tally *tally);

/*
 * diff_minimise.c: the fewest frames, the shortest of them and the fewest
 * lines of the host file that still differ as frame `last` (an index) does in
 * the life of a host that begins with frame `first`.
 * Takes from both what is not needed; false: error says why.
 */
bool diff_minimise(struct host_text *text, struct frame_list *frames,
	uint32_t first, uint32_t last, struct host_error *error);

#endif
