/*
 * Draws the table that table.h describes, from the shortest prefixes to the
 * longest; a set with open addressing knows what is there.
 */
#include "table.h"
#include "random.h"
#include <stdlib.h>
#include <string.h>

static const uint32_t share[33] = {
	[8] = 16, 14, 40, 102, 300, 600, 1200, 2100, 13700, 8400, 14000,
	25500, 45000, 52000, 113000, 102000, 621528,
	90, 90, 90, 90, 90, 90, 90, 100
};

enum { SET = 1 << 22 };

/* Prefixes as addr * 64 + plen; 0 is none. */
static uint64_t set[SET];

/* Adds a prefix and says whether it was new. */
static int set_add(uint32_t addr, uint32_t plen)
{
	uint64_t v = (uint64_t)addr << 6 | plen;
	uint64_t i = v * 0x9e3779b97f4a7c15u >> 42;

	while (set[i] != 0 && set[i] != v)
		i = (i + 1) % SET;
	if (set[i] == v)
		return 0;
	set[i] = v;
	return 1;
}

static uint32_t anywhere(uint64_t *rs)
{
	return (1 + random_below(rs, 223)) << 24 | random_next(rs) >> 8;
}

/* A new address for length plen; prefixes below `same` are shorter. */
static uint32_t draw(const struct table *t, uint32_t same, uint32_t plen,
	uint64_t *rs)
{
	uint32_t how = random_below(rs, 4), a = anywhere(rs);

	if (how < 2 && same > 0) {
		struct prefix p = t->prefix[random_below(rs, same)];

		a = p.addr | (random_next(rs) & ~prefix_mask(p.plen));
	} else if (how == 2 && t->n > same) {
		a = t->prefix[same + random_below(rs, t->n - same)].addr;
		a += 1u << (32 - plen);
	}
	return a & prefix_mask(plen);
}

static void add_length(struct table *t, uint32_t plen, uint32_t count,
	uint64_t *rs)
{
	uint32_t same = t->n;

	while (t->n < same + count) {
		uint32_t a = draw(t, same, plen, rs);

		if (a >> 24 < 1 || a >> 24 > 223 || !set_add(a, plen))
			continue;
		t->prefix[t->n].addr = a;
		t->prefix[t->n].plen = plen;
		t->n++;
	}
}

static uint32_t count_of(uint32_t n, uint32_t plen)
{
	uint32_t rest = n;

	if (plen != 24)
		return (uint32_t)((uint64_t)n * share[plen] / 1000000);
	for (uint32_t i = 0; i <= 32; i++)
		rest -= i == 24 ? 0 : count_of(n, i);
	return rest;
}

static uint32_t deep_blocks(const struct table *t)
{
	uint32_t deep = 0;

	memset(set, 0, sizeof(set));
	for (uint32_t i = 0; i < t->n; i++)
		if (t->prefix[i].plen > 24)
			deep += (uint32_t)set_add(t->prefix[i].addr >> 8, 24);
	return deep;
}

static void shuffle(struct table *t, uint64_t *rs)
{
	for (uint32_t i = t->n; i-- > 1;) {
		uint32_t j = random_below(rs, i + 1);
		struct prefix p = t->prefix[i];

		t->prefix[i] = t->prefix[j];
		t->prefix[j] = p;
	}
	for (uint32_t i = 0; i < t->n; i++) {
		uint32_t j = random_below(rs, i + 1);

		t->order[i] = t->order[j];
		t->order[j] = i;
	}
}

struct table table_new(uint32_t n)
{
	struct table t = { 0 };
	uint64_t rs = 88172645463325252u;

	t.prefix = malloc(n * sizeof(*t.prefix));
	t.order = malloc(n * sizeof(*t.order));
	if (t.prefix == NULL || t.order == NULL)
		abort();
	memset(set, 0, sizeof(set));
	for (uint32_t plen = 1; plen <= 32; plen++)
		add_length(&t, plen, count_of(n, plen), &rs);
	t.deep = deep_blocks(&t);
	shuffle(&t, &rs);
	return t;
}

void table_free(struct table *t)
{
	free(t->prefix);
	free(t->order);
}
