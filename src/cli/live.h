/*
 * live: the same host file given to the running Linux: a nameless network
 * namespace with a tap for each dev line, its sockets opened for real.
 *
 * A child process holds the namespace and answers frame by frame in the JSON
 * of json.h; a frame that is written to a tap is handled by the kernel before
 * write() returns, in the child's own context, so that what the kernel says
 * meanwhile is about this frame.  Needs root, tracefs and /dev/net/tun.
 */
#ifndef CLI_LIVE_H
#define CLI_LIVE_H

#include "cli/capture.h"
#include "cli/host_file.h"
#include "cli/text.h"

struct live;

/* What keeps this machine from it and how to mend that; NULL: nothing. */
const char *live_missing(void);
const char *live_lacks_root(void);
const char *live_lacks_tap(void);
const char *live_lacks_tracefs(void);
const char *live_lacks_namespace(void);
const char *live_lacks_program(const char *name);

/* Starts a host of that text, which outlives it; NULL: error says why. */
struct live *live_start(const struct host_text *text,
	struct host_error *error);

/*
 * The frame enters: appends one line of JSON, and one before it if a timer did
 * something since the last frame.  Waits where the capture paused for half a
 * second or longer.  false: the child has come to an end; error says why.
 */
bool live_frame(struct live *live, const struct capture_frame *frame,
	struct text *lines, struct host_error *error);

/* Back to the host as it was started. */
bool live_fresh(struct live *live, struct host_error *error);

/* Ends the child and its namespace; NULL is allowed. */
void live_end(struct live *live);

#endif
