/*
 * annotate: explain -w: the capture again, each frame with its verdict beside
 * it, and each frame that the host sent behind the one that caused it.
 */
#ifndef CLI_ANNOTATE_H
#define CLI_ANNOTATE_H

#include <stdbool.h>

#include "cli/outcome.h"

struct annotate;

/* NULL: error says why. */
struct annotate *annotate_open(const char *name, struct capture_error *error);

/* One frame and what was sent; `json` ends in a zero.  False: see close. */
bool annotate_outcome(struct annotate *a, const struct outcome *o,
	const struct host *host, const char *json);

/* Completes the file; NULL is allowed.  False: error says why. */
bool annotate_close(struct annotate *a, struct capture_error *error);

#endif
