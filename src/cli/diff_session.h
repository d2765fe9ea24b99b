/*
 * diff_session: one host file on both sides: Linux, alive or as it was
 * recorded, and Muffin; frames go to both.
 */
#ifndef CLI_DIFF_SESSION_H
#define CLI_DIFF_SESSION_H

#include "cli/diff_compare.h"
#include "cli/diff_record.h"
#include "cli/host.h"
#include "cli/live.h"
#include "cli/outcome.h"

struct session {
	struct host_text text;		/* with the quiet settings */
	struct live *live;		/* NULL: a record speaks */
	struct record *record;
	struct host host;		/* Muffin's */
	struct outcome *outcome;
	struct host_facts facts;
	uint64_t number;		/* of the frame before; 0: none yet */
	struct text linux_lines, muffin_lines;	/* about the last frame */
	struct word_list linux_igmp, muffin_igmp;	/* of this host's life */
	struct answer linux_timer, linux_frame;
	struct answer muffin_timer, muffin_frame;
};

/*
 * Starts both with the text, of which it keeps a copy; record NULL: asks the
 * live kernel.
 */
bool session_start(struct session *s, const struct host_text *text,
	struct record *record, struct host_error *error);
void session_end(struct session *s);

/* Both as they were started. */
bool session_fresh(struct session *s, struct host_error *error);

/*
 * The frame enters on both sides; their answers are in s.  Muffin's clock goes
 * as Linux's went.
 */
bool session_frame(struct session *s, const struct capture_frame *frame,
	struct host_error *error);

/* Adds the quiet settings that the text does not set itself. */
void quiet_text(struct text *to, const struct host_text *text);

#endif
