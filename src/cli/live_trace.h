/*
 * live_trace: what the kernel says of packets while it has them: the events
 * netif_receive_skb, kfree_skb and consume_skb of this process, in an instance
 * of tracefs of its own, so that no other tracer is disturbed.
 *
 * Linux frees some packets without an event: a datagram that was read, a
 * fragment that was merged into another.  So an address is only believed
 * between the frame's entry and its end.
 */
#ifndef CLI_LIVE_TRACE_H
#define CLI_LIVE_TRACE_H

#include "cli/host_file.h"
#include "cli/text.h"

enum {
	LIVE_WORD = 64,		/* bytes of a reason or function */
	LIVE_HELD = 1024	/* packets that wait */
};

/* What became of the packet that entered. */
struct live_fate {
	uint64_t skb;		/* its address; 0: it did not enter */
	bool ended;		/* dropped, or used up */
	bool dropped;
	char reason[LIVE_WORD], at[LIVE_WORD];
};

struct live_trace {
	char dir[LIVE_WORD];
	int pipe;
	bool lost;		/* the kernel or we could not keep up */
	struct text text;
};

bool live_trace_open(struct live_trace *t, struct host_error *error);
void live_trace_close(struct live_trace *t);

/* Forgets what was said until now. */
void live_trace_discard(struct live_trace *t);

/*
 * Follows one packet through what was said since: the first that entered by
 * the device with that length behind its Ethernet header, or fate->skb if that
 * is known already.  The length tells it from packets of other namespaces,
 * which a softirq may handle in our name.
 */
void live_trace_follow(struct live_trace *t, struct live_fate *fate,
	const char *dev, uint32_t len);

/* Whether drops by others are told too: timers run in anybody's name. */
bool live_trace_everybody(struct live_trace *t, bool on);

/*
 * The first drop of one of the n packets since; those that came to an end
 * become 0.
 */
void live_trace_look(struct live_trace *t, struct live_fate *fate,
	uint64_t *skb, uint32_t n);

#endif
