/*
 * A plain walk of a level-compressed trie: nodes and search of Linux
 * [net/ipv4/fib_trie.c fib_table_lookup], built once from all prefixes in
 * order, each node behind the one before it in memory.  No changes.
 */
#include "peer.h"
#include <stdlib.h>
#include <string.h>

struct route {
	uint32_t hop;
	uint32_t slen;		/* 32 - prefix length; the least comes first */
};

struct node {
	uint32_t key;
	uint8_t pos;		/* bits below those that choose a child */
	uint8_t bits;		/* 2^bits children; 0: a leaf */
	uint8_t slen;		/* the largest of any route below */
	uint8_t routes;		/* of a leaf */
	struct node *parent;
	union {
		struct node *child[1];
		struct route route[1];
	} u;
};

struct item {
	uint32_t key;
	struct route route;
};

static char *arena;
static size_t arena_used, arena_size;
static struct node *root;

static struct node *node_new(uint32_t key, size_t tail)
{
	struct node *n = (struct node *)(void *)(arena + arena_used);

	arena_used += offsetof(struct node, u) + tail;
	if (arena_used > arena_size)
		abort();
	n->key = key;
	return n;
}

/* How many of the 2^bits children at pos the sorted items would fill. */
static uint32_t children(const struct item *it, uint32_t n, uint32_t pos)
{
	uint32_t c = 1;

	for (uint32_t i = 1; i < n; i++)
		c += it[i].key >> pos != it[i - 1].key >> pos;
	return c;
}

/* The most bits below `top` that leave the children full enough. */
static uint32_t choose_bits(const struct item *it, uint32_t n, uint32_t top,
	bool is_root)
{
	uint32_t bits = 1, percent = is_root ? 30 : 50;

	while (bits < top && children(it, n, top - bits - 1) * 100ull >=
	       (uint64_t)percent << (bits + 1))
		bits++;
	return bits;
}

static struct node *leaf(const struct item *it, uint32_t n)
{
	struct node *l = node_new(it[0].key, n * sizeof(struct route));

	l->routes = (uint8_t)n;
	for (uint32_t i = 0; i < n; i++)
		l->u.route[i] = it[i].route;
	l->slen = (uint8_t)it[n - 1].route.slen;
	return l;
}

static struct node *grow(const struct item *it, uint32_t n, bool is_root)
{
	uint32_t top, bits, differ = it[0].key ^ it[n - 1].key;
	struct node *t;

	if (differ == 0)
		return leaf(it, n);
	top = 32 - (uint32_t)__builtin_clz(differ);
	bits = choose_bits(it, n, top, is_root);
	t = node_new(top == 32 ? 0 : it[0].key >> top << top,
		sizeof(struct node *) << bits);
	t->pos = (uint8_t)(top - bits);
	t->bits = (uint8_t)bits;
	for (uint32_t i = 0, j; i < n; i = j) {
		struct node *c;

		for (j = i + 1; j < n && it[j].key >> t->pos ==
		     it[i].key >> t->pos; j++)
			;
		c = grow(it + i, j - i, false);
		c->parent = t;
		t->u.child[(it[i].key ^ t->key) >> t->pos] = c;
		if (c->slen > t->slen)
			t->slen = c->slen;
	}
	return t;
}

static int compare(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->route.slen < y->route.slen ? -1 : 1;
}

static void init(const struct table *t)
{
	arena_size = t->n * 128ul + 4096;
	arena = calloc(1, arena_size);
	arena_used = 0;
	if (arena == NULL)
		abort();
}

static void build(const struct table *t)
{
	struct item *it = malloc(t->n * sizeof(*it));

	if (it == NULL)
		abort();
	for (uint32_t i = 0; i < t->n; i++) {
		it[i].key = t->prefix[i].addr;
		it[i].route.hop = i + 1;
		it[i].route.slen = 32 - t->prefix[i].plen;
	}
	qsort(it, t->n, sizeof(*it), compare);
	root = grow(it, t->n, true);
	free(it);
}

static inline uint32_t leaf_hop(const struct node *l, uint32_t key)
{
	for (uint32_t i = 0; i < l->routes; i++)
		if ((uint64_t)(key ^ l->key) >> l->u.route[i].slen == 0)
			return l->u.route[i].hop;
	return 0;
}

/* Do the key and n differ above n's bits, other than in its lowest one? */
static inline bool mismatch(uint32_t key, const struct node *n)
{
	uint32_t prefix = n->key;

	return ((key ^ prefix) & (prefix | -prefix)) != 0;
}

/*
 * The next child to the left that may hold a shorter prefix of the key: the
 * place with its lowest bit cleared, or that of a node further up.
 */
static inline struct node *back(const struct node **pn, uint64_t *place)
{
	while (*place == 0) {
		uint32_t key = (*pn)->key;

		*pn = (*pn)->parent;
		if (*pn == NULL)
			return NULL;
		*place = (key ^ (*pn)->key) >> (*pn)->pos;
	}
	*place &= *place - 1;
	return (*pn)->u.child[*place];
}

/* From the child at *place: down along first children to a leaf's answer. */
static uint32_t search_left(const struct node *pn, uint64_t place,
	uint32_t key)
{
	for (;;) {
		const struct node *n = back(&pn, &place);

		if (n == NULL && pn == NULL)
			return 0;
		while (n != NULL && !mismatch(key, n) && n->slen > n->pos &&
		       n->bits != 0) {
			pn = n;
			place = 0;
			n = n->u.child[0];
		}
		if (n != NULL && n->bits == 0 && !mismatch(key, n)) {
			uint32_t hop = leaf_hop(n, key);

			if (hop != 0)
				return hop;
		}
	}
}

static inline uint32_t one(uint32_t key)
{
	const struct node *n = root, *pn = NULL;
	uint64_t place = 0;

	while (n != NULL && n->bits != 0) {
		uint64_t i = (uint64_t)(key ^ n->key) >> n->pos;

		if (i >> n->bits != 0)
			break;
		if (n->slen > n->pos) {
			pn = n;
			place = i;
		}
		n = n->u.child[i];
	}
	if (n != NULL && n->bits == 0) {
		uint32_t hop = leaf_hop(n, key);

		if (hop != 0)
			return hop;
	} else if (n != NULL && !mismatch(key, n) && n->slen > n->pos) {
		pn = n;
		place = 1;
	}
	return pn == NULL ? 0 : search_left(pn, place, key);
}

PEER_LOOKUP(one)
PEER_CHAIN(one)

static size_t bytes(void)
{
	return arena_used;
}

static void done(void)
{
	free(arena);
}

const struct peer peer_lc = {
	.name = "LC walk", .init = init, .build = build,
	.lookup = lookup, .chain = chain, .bytes = bytes, .done = done
};
