/*
 * DPDK's rte_lpm: a table of 2^24 entries, one of 2^8 behind each /24 that has
 * longer prefixes.  Made for just the rules and tables that are needed.
 */
#include "peer.h"
#include "dpdk.h"
#include <rte_lpm.h>
#include <stdlib.h>

enum { BULK = 32, HOP = 0xffffff };

static struct rte_lpm *lpm;
static size_t before;

static void init(const struct table *t)
{
	struct rte_lpm_config c = { .max_rules = t->n + 1,
		.number_tbl8s = t->deep + 1 };

	before = dpdk_bytes();
	lpm = rte_lpm_create("fib", SOCKET_ID_ANY, &c);
	if (lpm == NULL)
		abort();
}

static bool insert(struct prefix p, uint32_t hop)
{
	return rte_lpm_add(lpm, p.addr, (uint8_t)p.plen, hop) == 0;
}

static bool take(struct prefix p)
{
	return rte_lpm_delete(lpm, p.addr, (uint8_t)p.plen) == 0;
}

static inline uint32_t answer(uint32_t entry)
{
	return entry & RTE_LPM_LOOKUP_SUCCESS ? entry & HOP : 0;
}

static void lookup(const uint32_t *key, uint32_t *hop, uint32_t n)
{
	for (uint32_t i = 0; i < n; i += BULK) {
		uint32_t *h = hop + i;

		rte_lpm_lookup_bulk(lpm, key + i, h, BULK);
		for (uint32_t j = 0; j < BULK; j++)
			h[j] = answer(h[j]);
	}
}

static inline uint32_t one(uint32_t key)
{
	uint32_t hop;

	return rte_lpm_lookup(lpm, key, &hop) == 0 ? hop : 0;
}

PEER_CHAIN(one)

static size_t bytes(void)
{
	return dpdk_bytes() - before;
}

static void done(void)
{
	rte_lpm_free(lpm);
}

const struct peer peer_lpm = {
	.name = "rte_lpm", .init = init, .insert = insert, .remove = take,
	.lookup = lookup, .chain = chain, .bytes = bytes, .done = done,
	.linear = true
};
