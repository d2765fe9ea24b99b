/*
 * What the parts of the frame fuzz target share: the hosts, what became of a
 * frame, and how a finding is told.
 */
#ifndef FUZZ_FRAME_H
#define FUZZ_FRAME_H

#include "cli/host_file.h"
#include "cli/verdict.h"
#include "core/dev.h"
#include "fuzz/hosts.h"
#include "ipv4/icmp.h"
#include "ipv4/udp.h"

/* What a frame changes, of a fresh host; the rest is constant. */
struct fresh {
	struct pool pool;
	struct queues queues;
	struct devices dev;
	uint32_t top;			/* of the routes, and they */
	struct fib_route *r;
	struct neigh_table arp;
	struct socks sock;
	struct udp_table udp;
	struct sysctl sysctl;
	struct mib mib;
	struct drops drop;
	struct rnd rnd;
	struct igmp_state igmp;
};

struct subject {
	struct host host;
	struct model_host model;
	struct fresh fresh;
};

extern struct subject subjects[FUZZ_HOSTS];

/* What became of one frame. */
struct seen {
	struct verdict verdict;
	uint32_t receivers;	/* bit i: the socket bound as number i got it */
	uint32_t sents;
	uint32_t sent_dev, sent_len;	/* of the first frame sent */
	bool looped;		/* something went to ourselves */
};

extern struct seen seen;
extern uint8_t sent[PKT_SIZE], payload[PKT_SIZE];
extern struct trace told;	/* the part of the trace that counts */

/* The input, for what a finding prints. */
struct input {
	const struct subject *subject;
	const uint8_t *bytes;
	size_t size;
	int dev;
	const struct model_verdict *model;
};

extern struct input now;

struct stats {
	unsigned long frames, compared, replies, received;
};

extern struct stats stats;

/* Prints the frame and both verdicts, and aborts, unless the condition holds. */
void require(bool condition, const char *what);

/* Every handle is free, in the pool as by its owner, or waits in a queue. */
void check_pool(const struct net *net);

/* The same reason, or none on both sides. */
bool same_reason(const char *a, const char *b);

/* What was seen is what the model says. */
void compare(const struct model_verdict *m);

#endif
