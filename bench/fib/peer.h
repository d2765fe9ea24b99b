/*
 * A table of routes that the bench can fill, ask and empty.
 *
 * `lookup` asks for keys that do not wait for each other: throughput.  In
 * `chain` each key needs the answer before it: latency.  Both keep every
 * answer, so that the peers can be compared.
 */
#ifndef BENCH_FIB_PEER_H
#define BENCH_FIB_PEER_H

#include "table.h"
#include <stdbool.h>
#include <stddef.h>

struct peer {
	const char *name;
	void (*init)(const struct table *t);	/* empty, with room for t */
	bool (*insert)(struct prefix p, uint32_t hop);
	bool (*remove)(struct prefix p);
	void (*build)(const struct table *t);	/* in place of these two */
	void (*lookup)(const uint32_t *key, uint32_t *hop, uint32_t n);
	void (*chain)(const uint32_t *key, uint32_t *hop, uint32_t n);
	size_t (*bytes)(void);
	void (*done)(void);
	bool linear;	/* a change looks through all rules of its length */
};

extern const struct peer peer_muffin, peer_lpm, peer_fib, peer_binary,
	peer_lc;

/* Always 0, which the compiler cannot know. */
extern const volatile uint32_t peer_zero;

/* The loops of a peer that looks up one key at a time. */
#define PEER_LOOKUP(one) \
static void lookup(const uint32_t *key, uint32_t *hop, uint32_t n) \
{ \
	for (uint32_t i = 0; i < n; i++) \
		hop[i] = one(key[i]); \
}

#define PEER_CHAIN(one) \
static void chain(const uint32_t *key, uint32_t *hop, uint32_t n) \
{ \
	uint32_t x = 0, zero = peer_zero; \
\
	for (uint32_t i = 0; i < n; i++) \
		hop[i] = x = one(key[i] ^ (x & zero)); \
}

#endif
