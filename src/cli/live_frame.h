/*
 * live_frame: one frame into a live host, and all that follows, in the same
 * struct outcome that Muffin's own host fills.
 */
#ifndef CLI_LIVE_FRAME_H
#define CLI_LIVE_FRAME_H

#include "cli/live_host.h"
#include "cli/live_mib.h"
#include "cli/live_read.h"
#include "cli/live_trace.h"
#include "cli/outcome.h"

struct live_state {
	struct live_host host;
	struct live_trace trace;
	struct live_mib mib;
	struct outcome outcome;
	uint32_t background;	/* frames of our own IGMP among those sent */
	int64_t ts_ns;		/* of the frame before, in the capture */
	int64_t first_ns;	/* of the first frame, in the capture */
	int64_t began_ns;	/* when that entered, by our clock */
	uint64_t number;
	bool started;
	int control;		/* descriptor; closed: wait no more */
	bool stale;		/* only a new namespace is a fresh host */
	bool learned;		/* neighbours may have changed */
	bool limits;		/* ICMP is limited: peers are remembered */
	uint32_t helds;
	uint64_t held[LIVE_HELD];	/* packets that wait in the kernel */
};

/* A new host of the text, in a new namespace; false: error says why. */
bool live_state_start(struct live_state *l, const struct host_text *text,
	struct host_error *error);
void live_state_end(struct live_state *l);

/* The host as it was started, by the cheapest sound way. */
bool live_state_fresh(struct live_state *l, const struct host_text *text,
	struct host_error *error);

/*
 * Waits as long as the capture did; true: a timer did something meanwhile,
 * which l->outcome tells.
 */
bool live_wait(struct live_state *l, int64_t ts_ns);

/* The frame enters; l->outcome tells what followed. */
void live_inject(struct live_state *l, const struct capture_frame *frame);

#endif
