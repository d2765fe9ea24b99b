/* Hash chains over node numbers.  Contracts: hlist.h. */
#include "lib/hlist.h"

void hlist_init(struct hlist *t)
{
	uint32_t i;

	/*@ loop invariant 0 <= i <= HLIST_BUCKETS;
	    loop invariant \forall integer b; 0 <= b < i ==>
	      t->head[b] == HLIST_NIL;
	    loop assigns i, t->head[0 .. HLIST_BUCKETS - 1];
	    loop variant HLIST_BUCKETS - i;
	*/
	for (i = 0; i < HLIST_BUCKETS; i++)
		t->head[i] = HLIST_NIL;
	/*@ loop invariant 0 <= i <= HLIST_NODES;
	    loop invariant \forall integer n; 0 <= n < i ==>
	      t->bucket[n] == HLIST_BUCKETS;
	    loop assigns i, t->bucket[0 .. HLIST_NODES - 1];
	    loop variant HLIST_NODES - i;
	*/
	for (i = 0; i < HLIST_NODES; i++)
		t->bucket[i] = HLIST_BUCKETS;
	t->seq = 0u;
}

bool hlist_add_head(struct hlist *t, uint32_t b, uint32_t n)
{
	uint32_t first = t->head[b];

	if (t->seq == UINT64_MAX)
		return false;
	t->next[n] = first;
	t->prev[n] = HLIST_NIL;
	if (first != HLIST_NIL)
		t->prev[first] = n;
	t->head[b] = n;
	t->bucket[n] = b;
	t->rank[n] = t->seq;
	t->seq++;
	//@ assert range: HRange(*t) && HSeq(*t);
	//@ assert head: HHead(*t);
	//@ assert top: HTop(*t);
	//@ assert next: HNext(*t);
	//@ assert first: HFirst(*t);
	//@ assert prev: HPrev(*t);
	//@ assert dense: HDense(*t);
	//@ assert unique: HUnique(*t);
	return true;
}

void hlist_del(struct hlist *t, uint32_t n)
{
	uint32_t next = t->next[n], prev = t->prev[n];

	/*@ assert next_in: next == HLIST_NIL ||
	      InChain(*t, t->bucket[n], next); */
	/*@ assert prev_in: prev == HLIST_NIL ||
	      InChain(*t, t->bucket[n], prev); */
	if (prev == HLIST_NIL)
		t->head[t->bucket[n]] = next;
	else
		t->next[prev] = next;
	if (next != HLIST_NIL)
		t->prev[next] = prev;
	t->bucket[n] = HLIST_BUCKETS;
	//@ assert range: HRange(*t) && HSeq(*t);
	//@ assert head: HHead(*t);
	//@ assert top: HTop(*t);
	//@ assert next: HNext(*t);
	//@ assert first: HFirst(*t);
	//@ assert prev: HPrev(*t);
	//@ assert dense: HDense(*t);
	//@ assert unique: HUnique(*t);
}

bool hlist_unhashed(const struct hlist *t, uint32_t n)
{
	return t->bucket[n] == HLIST_BUCKETS;
}

uint32_t hlist_first(const struct hlist *t, uint32_t b)
{
	return t->head[b];
}

uint32_t hlist_next(const struct hlist *t, uint32_t n)
{
	return t->next[n];
}
