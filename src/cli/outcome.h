/*
 * outcome: one frame goes into a host; all that follows is gathered here:
 * verdict, what sockets read, what devices sent, which counters moved.
 */
#ifndef CLI_OUTCOME_H
#define CLI_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/capture.h"
#include "cli/host.h"
#include "cli/text.h"
#include "cli/tuple.h"
#include "cli/verdict.h"

/* What a read of a socket gave. */
enum received_kind {
	RECEIVED_DATAGRAM,	/* or it waits in a noread socket */
	RECEIVED_ERROR,		/* the call failed: ee.err says how */
	RECEIVED_QUEUED_ERROR	/* an entry of the error queue */
};

struct received {
	enum received_kind kind;
	uint32_t socket;
	uint32_t len;		/* bytes of payload */
	size_t at;		/* of them in outcome.bytes */
	bool read;		/* false: it waits in a noread socket */
	struct sock_extended_err ee;	/* of an error */
};

/* A frame that the host sent. */
struct sent {
	uint32_t dev;
	uint32_t len;
	size_t at;		/* of its bytes in outcome.bytes */
};

struct mib_change {
	uint32_t counter;	/* enum mib_counter */
	uint64_t by;
};

struct outcome {
	uint64_t number;	/* of the frame, counted from 1 */
	bool timer;		/* it is what timers did after that frame */
	int64_t ts_ns;
	uint32_t dev;		/* where it entered */
	uint32_t len, caplen;
	uint32_t linktype;
	const uint8_t *frame;	/* as captured: caplen bytes */
	struct packet_view view;
	struct tuple tuple;
	struct verdict verdict;
	struct text bytes;	/* of received and sent */
	uint32_t receiveds;
	struct received received[POOL_SIZE];
	uint32_t sents;
	struct sent sent[POOL_SIZE];
	uint32_t changes;
	struct mib_change change[MIB_MAX];
	struct mib before;	/* the counters after the frame before */
};

/* A socket got a datagram: errors alone are no delivery. */
bool outcome_delivered(const struct outcome *o);

/*
 * The packet that came in left by a device, or a part of it: something went
 * out that has its source.
 */
bool outcome_went_on(const struct outcome *o);

/*
 * Before a host is set up: its clock, so that it is up for ten seconds when its
 * first frame comes at ts_ns.  What it sends on its own meanwhile (reports of
 * the groups that it joined) is no answer to anything and is not told.
 */
void outcome_set_up(struct host *host, int64_t ts_ns);

/* Begins with a host that was set up; the outcome starts zeroed. */
void outcome_init(struct outcome *o, struct host *host, int64_t ts_ns);
void outcome_free(struct outcome *o);

/* The frame enters, everybody reads, everything sent is taken. */
void outcome_of(struct outcome *o, struct host *host,
	const struct capture_frame *frame);

/*
 * Time goes on to ts_ns: what timers did on the way, after frame `number`.
 * False: nothing that can be seen.
 */
bool outcome_of_timers(struct outcome *o, struct host *host, int64_t ts_ns);

#endif
