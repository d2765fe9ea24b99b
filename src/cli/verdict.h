/*
 * verdict: what became of a frame, in one word, and who decided: read from
 * the trace that the host wrote while it had the frame.
 */
#ifndef CLI_VERDICT_H
#define CLI_VERDICT_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/text.h"
#include "core/trace.h"

#define VERDICTS(X)                                                            \
	X(delivered) X(forwarded) X(answered) X(consumed) X(held) X(queued)    \
	X(dropped) X(not_modelled)

#define VERDICT_ENUM(name) VERDICT_##name,
enum verdict_kind { VERDICTS(VERDICT_ENUM) VERDICT_MAX };

/* NULL where there is none. */
struct verdict {
	enum verdict_kind kind;
	const char *reason;	/* Linux's, of a drop */
	const char *detail;	/* Muffin's finer word */
	const char *at;		/* the Linux function that decided */
};

struct name verdict_name(enum verdict_kind kind);

/* Did the trace come through that function (enum of core/trace.h)? */
bool was_called(const struct trace *trace, uint32_t fn);

/*
 * `received`: a socket got it; `sent`: the host sent something; `went_on`: the
 * packet itself, or a part of it.
 */
struct verdict verdict_of(const struct trace *trace, bool received, bool sent,
	bool went_on);

/* A frame that did not enter the host: `detail` says why. */
struct verdict verdict_not_entered(const char *detail);

#endif
