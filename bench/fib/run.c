/*
 * Fills the peers, looks up in all of them in turns, empties them.
 */
#include "run.h"
#include "clock.h"
#include <stdio.h>
#include <string.h>

/* The measurements of one peer; medians come last. */
struct times {
	double lookup[NKINDS][REPS], chain[NKINDS][REPS];
	double insert[REPS], remove[REPS];
	uint32_t inserts, removes;
};

const volatile uint32_t peer_zero;

static uint32_t key[NKEYS], right[NKEYS], hop[NKEYS];

static void fail(const struct peer *p, const char *what)
{
	fprintf(stderr, "fib: %s: %s\n", p->name, what);
	exit(1);
}

static void fill(const struct peer *p, const struct table *t, struct times *m)
{
	double start = clock_ns();

	if (p->build) {
		p->build(t);
		return;
	}
	for (uint32_t i = 0; i < t->n; i++)
		if (!p->insert(t->prefix[i], i + 1))
			fail(p, "an insertion failed");
	m->insert[m->inserts++] = (clock_ns() - start) / t->n;
}

static void drain(const struct peer *p, const struct table *t, uint32_t n,
	struct times *m)
{
	double start = clock_ns();

	for (uint32_t i = 0; i < n; i++)
		if (!p->remove(t->prefix[t->order[i]]))
			fail(p, "a removal failed");
	m->remove[m->removes++] = (clock_ns() - start) / n;
}

static bool sampled(const struct peer *p, const struct table *t)
{
	return p->linear && t->n > LINEAR;
}

/* Fills and drains but for the last time, which leaves the table full. */
static void start(const struct peer *p, const struct table *t,
	struct times *m)
{
	p->init(t);
	for (int i = 1; i < REPS && !p->build && !sampled(p, t); i++) {
		fill(p, t, m);
		drain(p, t, t->n, m);
	}
	fill(p, t, m);
}

static void compare(const struct peer *p)
{
	if (memcmp(hop, right, sizeof(hop)) != 0)
		fail(p, "an answer is not the binary trie's");
}

/* The first pass brings the table into the caches and is not timed. */
static void look_up(const struct peer *p, double *lookup, double *chain)
{
	double t0, t1;

	p->lookup(key, hop, NKEYS);
	t0 = clock_ns();
	p->lookup(key, hop, NKEYS);
	t1 = clock_ns();
	compare(p);
	*lookup = (t1 - t0) / NKEYS;
	t0 = clock_ns();
	p->chain(key, hop, NKEYS);
	t1 = clock_ns();
	compare(p);
	*chain = (t1 - t0) / NKEYS;
}

static void count(enum key_kind kind, struct answers *a)
{
	uint32_t hits = 0;

	for (uint32_t i = 0; i < NKEYS; i++) {
		hits += right[i] != 0;
		a->sum[kind] += right[i];
	}
	a->hits[kind] = (double)hits / NKEYS;
}

static void look_up_all(const struct peer *const *peer, uint32_t npeers,
	const struct table *t, struct times *m, struct answers *a)
{
	for (enum key_kind kind = 0; kind < NKINDS; kind++) {
		keys_fill(key, kind, t);
		peer[0]->lookup(key, right, NKEYS);
		count(kind, a);
		for (uint32_t r = 0; r < REPS; r++)
			for (uint32_t i = 0; i < npeers; i++)
				look_up(peer[i], &m[i].lookup[kind][r],
					&m[i].chain[kind][r]);
	}
}

/* An empty table answers nothing. */
static void finish(const struct peer *p, const struct table *t,
	struct times *m)
{
	if (!p->build)
		drain(p, t, sampled(p, t) ? SAMPLE : t->n, m);
	if (!p->build && !sampled(p, t)) {
		p->lookup(key, hop, NKEYS);
		for (uint32_t i = 0; i < NKEYS; i++)
			if (hop[i] != 0)
				fail(p, "an answer of an empty table");
	}
	p->done();
}

static void medians(struct times *m, struct result *r)
{
	for (int k = 0; k < NKINDS; k++) {
		r->lookup[k] = median(m->lookup[k], REPS);
		r->chain[k] = median(m->chain[k], REPS);
	}
	if (m->inserts > 0)
		r->insert = median(m->insert, m->inserts);
	if (m->removes > 0)
		r->remove = median(m->remove, m->removes);
}

struct answers run(const struct peer *const *peer, uint32_t npeers,
	const struct table *t, struct result *result)
{
	struct times *m = calloc(npeers, sizeof(*m));
	struct answers a = { 0 };

	if (m == NULL)
		abort();
	for (uint32_t i = 0; i < npeers; i++) {
		start(peer[i], t, &m[i]);
		result[i].bytes = (double)peer[i]->bytes() / t->n;
	}
	look_up_all(peer, npeers, t, m, &a);
	for (uint32_t i = 0; i < npeers; i++) {
		finish(peer[i], t, &m[i]);
		medians(&m[i], &result[i]);
	}
	free(m);
	return a;
}
