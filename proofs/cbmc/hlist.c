/*
 * Hash chains under up to 6 operations in any order, with 3 nodes and 2 chains,
 * beside arrays that hold each chain, newest first.
 *
 * bmc-set: lib/hlist.h: HLIST_BUCKETS = 256 -> HLIST_BUCKETS = 2
 * bmc-set: lib/hlist.h: HLIST_NODES = 512 -> HLIST_NODES = 3
 * bmc-unwind: 7
 * bmc-bug: lib/hlist.c: t->prev[next] = prev; -> t->prev[next] = HLIST_NIL;
 */
#include "lib/hlist.h"
#include "proofs/cbmc/bmc.h"

enum { OPERATIONS = 6 };

static struct hlist table;
static uint32_t chain[HLIST_BUCKETS][HLIST_NODES + 1], length[HLIST_BUCKETS];
static uint32_t where[HLIST_NODES];	/* HLIST_BUCKETS: in no chain */

static void check_chain(uint32_t b)
{
	uint32_t n = hlist_first(&table, b), i;

	for (i = 0; i < HLIST_NODES; i++) {
		if (i >= length[b])
			break;
		__CPROVER_assert(n == chain[b][i], "the node in its place");
		n = hlist_next(&table, chain[b][i]);
	}
	__CPROVER_assert(n == HLIST_NIL, "the chain ends");
}

static void check(void)
{
	uint32_t n, b;

	for (b = 0; b < HLIST_BUCKETS; b++)
		check_chain(b);
	for (n = 0; n < HLIST_NODES; n++)
		__CPROVER_assert(hlist_unhashed(&table, n) ==
			(where[n] == HLIST_BUCKETS), "in a chain or not");
}

static void add(uint32_t b, uint32_t n)
{
	uint32_t i;

	__CPROVER_assert(hlist_add_head(&table, b, n), "never worn");
	for (i = HLIST_NODES; i > 0; i--)
		chain[b][i] = chain[b][i - 1];
	chain[b][0] = n;
	length[b]++;
	where[n] = b;
}

static void del(uint32_t n)
{
	uint32_t b = where[n], i, to = 0;

	hlist_del(&table, n);
	for (i = 0; i < HLIST_NODES; i++)
		if (i < length[b] && chain[b][i] != n)
			chain[b][to++] = chain[b][i];
	length[b]--;
	where[n] = HLIST_BUCKETS;
}

#include "lib/hlist.c"

void harness(void)
{
	uint32_t i, n, b;

	hlist_init(&table);
	for (i = 0; i < HLIST_NODES; i++)
		where[i] = HLIST_BUCKETS;
	for (i = 0; i < OPERATIONS; i++) {
		n = nondet_u32();
		b = nondet_u32();
		__CPROVER_assume(n <= HLIST_NODES && b < HLIST_BUCKETS);
		if (n == HLIST_NODES)	/* one operation less */
			continue;
		if (where[n] == HLIST_BUCKETS)
			add(b, n);
		else
			del(n);
	}
	check();	/* a shorter sequence ends in turns without one */
	REACHED(length[0] == 3, "all in one chain");
	REACHED(length[0] == 1 && length[1] == 2, "some in each");
	REACHED(table.seq == 4 && length[0] == 1 && length[1] == 1,
		"two went again");
}
