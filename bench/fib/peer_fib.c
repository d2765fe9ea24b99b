/*
 * DPDK's rte_fib, DIR24_8 with next hops of four bytes and the search that it
 * chooses by itself.  It looks up in bulk only; a chain is of bulks of one.
 */
#include "peer.h"
#include "dpdk.h"
#include <rte_fib.h>
#include <rte_memory.h>
#include <stdlib.h>

enum { BULK = 32 };

static struct rte_fib *fib;
static size_t before;

static void init(const struct table *t)
{
	struct rte_fib_conf c = { .type = RTE_FIB_DIR24_8,
		.max_routes = (int)t->n + 1 };

	c.dir24_8.nh_sz = RTE_FIB_DIR24_8_4B;
	c.dir24_8.num_tbl8 = t->deep + 1;
	before = dpdk_bytes();
	fib = rte_fib_create("fib", SOCKET_ID_ANY, &c);
	if (fib == NULL)
		abort();
}

static bool insert(struct prefix p, uint32_t hop)
{
	return rte_fib_add(fib, p.addr, (uint8_t)p.plen, hop) == 0;
}

static bool take(struct prefix p)
{
	return rte_fib_delete(fib, p.addr, (uint8_t)p.plen) == 0;
}

static void lookup(const uint32_t *key, uint32_t *hop, uint32_t n)
{
	uint64_t h[BULK];
	uint32_t k[BULK];

	for (uint32_t i = 0; i < n; i += BULK) {
		for (uint32_t j = 0; j < BULK; j++)
			k[j] = key[i + j];
		rte_fib_lookup_bulk(fib, k, h, BULK);
		for (uint32_t j = 0; j < BULK; j++)
			hop[i + j] = (uint32_t)h[j];
	}
}

static inline uint32_t one(uint32_t key)
{
	uint64_t hop;

	rte_fib_lookup_bulk(fib, &key, &hop, 1);
	return (uint32_t)hop;
}

PEER_CHAIN(one)

static size_t bytes(void)
{
	return dpdk_bytes() - before;
}

static void done(void)
{
	rte_fib_free(fib);
}

const struct peer peer_fib = {
	.name = "rte_fib", .init = init, .insert = insert, .remove = take,
	.lookup = lookup, .chain = chain, .bytes = bytes, .done = done
};
