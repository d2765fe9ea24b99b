/*
 * A plain binary trie: a bit of the address a level.  It is the judge of the
 * others' answers, being too simple to be wrong.
 */
#include "peer.h"
#include <stdlib.h>

struct node {
	uint32_t child[2];	/* 0: none */
	uint32_t hop;		/* 0: no route ends here */
};

static struct node *node;	/* 0 is the root */
static uint32_t used, room, free_list, live;

static void init(const struct table *t)
{
	(void)t;
	room = 1024;
	node = calloc(room, sizeof(*node));
	if (node == NULL)
		abort();
	used = live = 1;
	free_list = 0;
}

static uint32_t node_new(void)
{
	uint32_t n = free_list;

	live++;
	if (n != 0) {
		free_list = node[n].child[0];
		node[n].child[0] = 0;
		return n;
	}
	if (used == room) {
		room *= 2;
		node = realloc(node, room * sizeof(*node));
		if (node == NULL)
			abort();
	}
	node[used] = (struct node){ 0 };
	return used++;
}

static bool insert(struct prefix p, uint32_t hop)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < p.plen; i++) {
		uint32_t b = p.addr >> (31 - i) & 1;

		if (node[n].child[b] == 0) {
			uint32_t m = node_new();

			node[n].child[b] = m;
		}
		n = node[n].child[b];
	}
	node[n].hop = hop;
	return true;
}

/* Nodes that are of no use any more go, from the prefix upwards. */
static bool take(struct prefix p)
{
	uint32_t path[33] = { 0 };
	uint32_t i, n;

	for (i = 0; i < p.plen; i++)
		path[i + 1] = node[path[i]].child[p.addr >> (31 - i) & 1];
	n = path[i];
	node[n].hop = 0;
	while (i > 0 && node[n].hop == 0 && node[n].child[0] == 0 &&
	       node[n].child[1] == 0) {
		node[n].child[0] = free_list;
		free_list = n;
		live--;
		i--;
		n = path[i];
		node[n].child[p.addr >> (31 - i) & 1] = 0;
	}
	return true;
}

static inline uint32_t one(uint32_t key)
{
	uint32_t n = 0, hop = 0;

	do {
		if (node[n].hop != 0)
			hop = node[n].hop;
		n = node[n].child[key >> 31];
		key <<= 1;
	} while (n != 0);
	return hop;
}

PEER_LOOKUP(one)
PEER_CHAIN(one)

static size_t bytes(void)
{
	return live * sizeof(struct node);
}

static void done(void)
{
	free(node);
}

const struct peer peer_binary = {
	.name = "binary trie", .init = init, .insert = insert, .remove = take,
	.lookup = lookup, .chain = chain, .bytes = bytes, .done = done
};
