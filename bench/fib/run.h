/*
 * What one table costs one peer: medians of nanoseconds, and bytes.
 */
#ifndef BENCH_FIB_RUN_H
#define BENCH_FIB_RUN_H

#include "keys.h"
#include "peer.h"

enum { REPS = 5, MAX_PEERS = 8 };

/*
 * A peer that is linear is filled once only above LINEAR prefixes, and just
 * SAMPLE of its removals are made.
 */
enum { LINEAR = 100000, SAMPLE = 5000 };

struct result {
	double lookup[NKINDS];	/* ns a key */
	double chain[NKINDS];
	double insert;		/* ns a prefix; 0: it cannot */
	double remove;
	double bytes;		/* a prefix */
};

struct answers {
	double hits[NKINDS];	/* share of keys with a route */
	uint64_t sum[NKINDS];	/* of the next hops */
};

/*
 * Measures all peers on table t, the first of which judges the answers of the
 * others.  Ends the program if one answers otherwise.
 */
struct answers run(const struct peer *const *peer, uint32_t npeers,
	const struct table *t, struct result *result);

#endif
