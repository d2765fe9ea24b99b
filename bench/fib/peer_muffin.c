/*
 * Muffin's trie of routes, as it is.
 *
 * A removal finds the route first, as a caller would who has the prefix only.
 * Its bytes are those of the entries in use in the trie's arrays: the arrays
 * themselves have a fixed size.
 */
#include "peer.h"
#include "ipv4/fib_trie.h"
#include <stdlib.h>

static struct fib_trie *trie;

static void init(const struct table *t)
{
	(void)t;
	trie = malloc(sizeof(*trie));
	if (trie == NULL)
		abort();
	fib_trie_init(trie);
}

static struct trie_route route(struct prefix p, uint32_t hop)
{
	struct trie_route r = { 0 };

	r.dst = p.addr;
	r.plen = p.plen;
	r.info = hop;
	return r;
}

static bool insert(struct prefix p, uint32_t hop)
{
	return fib_trie_insert(trie, route(p, hop), TRIE_ADD) < NALIAS;
}

static bool take(struct prefix p)
{
	uint32_t a = fib_trie_find(trie, route(p, 0));

	if (a >= NALIAS)
		return false;
	fib_trie_delete(trie, 0, p.addr, a);
	return true;
}

static inline uint32_t one(uint32_t key)
{
	uint32_t a = fib_trie_lookup(trie, 0, key, 0);

	return a < NALIAS ? trie->al.info[a] : 0;
}

PEER_LOOKUP(one)
PEER_CHAIN(one)

/* What a node, a cell and an alias take, over all arrays. */
static size_t bytes(void)
{
	size_t node = sizeof(struct trie_nodes) / NNODE +
		sizeof(struct trie_counts) / NNODE +
		sizeof(trie->lk.pcell[0]) + sizeof(trie->lk.parent[0]) +
		sizeof(trie->al.head[0]);
	size_t cell = sizeof(trie->lk.child[0]);
	size_t alias = (sizeof(struct trie_aliases) -
		sizeof(trie->al.head)) / NALIAS;
	size_t sum = trie->fa_count * alias;

	for (uint32_t i = 0; i < NNODE; i++) {
		if (trie->nd.kind[i] != TRIE_FREE)
			sum += node;
		if (trie->nd.kind[i] == TRIE_TNODE)
			sum += cell << trie->nd.bits[i];
	}
	return sum;
}

static void done(void)
{
	free(trie);
}

const struct peer peer_muffin = {
	.name = "muffin", .init = init, .insert = insert, .remove = take,
	.lookup = lookup, .chain = chain, .bytes = bytes, .done = done
};
