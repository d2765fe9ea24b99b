/*
 * Hash chains over node numbers, newest first [Linux include/linux/list.h].
 *
 * A table has HLIST_BUCKETS chains over HLIST_NODES nodes; the nodes' contents
 * live with the caller, under the same numbers.  A walk is
 *
 *	for (n = hlist_first(t, b); n != HLIST_NIL; n = hlist_next(t, n))
 *
 * with the invariant "n is NIL or in chain b, and every member of b whose rank
 * is above rank[n] (or every member, at NIL) was seen", and with the variant
 * "n == HLIST_NIL ? 0 : rank[n] + 1".
 */
#ifndef LIB_HLIST_H
#define LIB_HLIST_H

#include <stdbool.h>
#include <stdint.h>

enum {
	HLIST_BUCKETS = 256,
	HLIST_NODES = 512,
	HLIST_NIL = HLIST_NODES,
};

struct hlist {
	uint32_t head[HLIST_BUCKETS];
	uint32_t next[HLIST_NODES];
	uint32_t prev[HLIST_NODES];
	uint32_t bucket[HLIST_NODES];	/* HLIST_BUCKETS: in no chain */
	uint64_t rank[HLIST_NODES];
	uint64_t seq;			/* above every rank in the table */
};

#include "spec/hlist.h"

/*@ requires \valid(t);
    terminates \true;
    exits \false;
    assigns t->head[0 .. HLIST_BUCKETS - 1], t->bucket[0 .. HLIST_NODES - 1];
    assigns t->seq;
    ensures HlistOk(*t);
    ensures \forall integer b; 0 <= b < HLIST_BUCKETS ==>
      t->head[b] == HLIST_NIL;
    ensures \forall integer n; 0 <= n < HLIST_NODES ==>
      t->bucket[n] == HLIST_BUCKETS;
*/
void hlist_init(struct hlist *t);

/* False, and nothing done, only if 2^64 - 1 nodes were added before. */
/*@ requires \valid(t);
    requires b < HLIST_BUCKETS && n < HLIST_NODES;
    requires HlistOk(*t);
    requires t->bucket[n] == HLIST_BUCKETS;
    terminates \true;
    exits \false;
    assigns t->head[b], t->next[n], t->prev[0 .. HLIST_NODES - 1];
    assigns t->bucket[n], t->rank[n], t->seq;
    ensures HlistOk(*t);
    behavior worn:
      assumes t->seq == 0xffffffffffffffff;
      ensures !\result;
      ensures *t == \old(*t);
    behavior ok:
      assumes t->seq < 0xffffffffffffffff;
      ensures \result;
      ensures InChain(*t, b, n);
      ensures t->head[b] == n && t->next[n] == \old(t->head[b]);
      ensures t->rank[n] == \old(t->seq) && t->seq == \old(t->seq) + 1;
    complete behaviors;
    disjoint behaviors;
*/
bool hlist_add_head(struct hlist *t, uint32_t b, uint32_t n);

/*@ requires \valid(t);
    requires n < HLIST_NODES;
    requires HlistOk(*t);
    requires t->bucket[n] < HLIST_BUCKETS;
    terminates \true;
    exits \false;
    assigns t->head[0 .. HLIST_BUCKETS - 1], t->next[0 .. HLIST_NODES - 1];
    assigns t->prev[0 .. HLIST_NODES - 1], t->bucket[n];
    ensures HlistOk(*t);
    ensures t->bucket[n] == HLIST_BUCKETS;
*/
void hlist_del(struct hlist *t, uint32_t n);

/*@ requires \valid_read(t);
    requires n < HLIST_NODES;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result <==> t->bucket[n] == HLIST_BUCKETS;
*/
bool hlist_unhashed(const struct hlist *t, uint32_t n);

/* The newest node of chain b, or HLIST_NIL. */
/*@ requires \valid_read(t);
    requires b < HLIST_BUCKETS;
    requires HlistOk(*t);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result == t->head[b];
    ensures \result == HLIST_NIL || InChain(*t, b, \result);
    ensures \result == HLIST_NIL ==>
      \forall integer r; !InChain(*t, b, r);
    ensures \result != HLIST_NIL ==> \forall integer r;
      InChain(*t, b, r) ==> t->rank[r] <= t->rank[\result];
*/
uint32_t hlist_first(const struct hlist *t, uint32_t b);

/* The next older node of n's chain, or HLIST_NIL. */
/*@ requires \valid_read(t);
    requires n < HLIST_NODES;
    requires HlistOk(*t);
    requires t->bucket[n] < HLIST_BUCKETS;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result == t->next[n];
    ensures \result == HLIST_NIL || (InChain(*t, t->bucket[n], \result) &&
      t->rank[\result] < t->rank[n]);
    ensures \forall integer r; InChain(*t, t->bucket[n], r) && r != n &&
      (\result == HLIST_NIL || t->rank[r] > t->rank[\result]) ==>
      t->rank[r] > t->rank[n];
*/
uint32_t hlist_next(const struct hlist *t, uint32_t n);

#endif
