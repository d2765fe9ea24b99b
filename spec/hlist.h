/*
 * Hash chains over node numbers, as predicates over their value.
 *
 * A node is in chain b iff its bucket word says so.  Its rank is the moment it
 * was added; ranks fall along a chain, so newest comes first.
 */
#include "lib/hlist.h" /* before the guard: it includes this file */

#ifndef SPEC_HLIST_H
#define SPEC_HLIST_H

/*@ predicate InChain(struct hlist t, integer b, integer n) =
      0 <= b < HLIST_BUCKETS && 0 <= n < HLIST_NODES && t.bucket[n] == b;
    predicate Linked(struct hlist t, integer n) =
      0 <= n < HLIST_NODES && t.bucket[n] != HLIST_BUCKETS;
    predicate HRange(struct hlist t) = \forall integer n;
      0 <= n < HLIST_NODES ==> t.bucket[n] <= HLIST_BUCKETS;
    predicate HSeq(struct hlist t) = \forall integer n;
      Linked(t, n) ==> t.rank[n] < t.seq;
    predicate HHead(struct hlist t) = \forall integer b;
      0 <= b < HLIST_BUCKETS ==> t.head[b] == HLIST_NIL ||
        (InChain(t, b, t.head[b]) && t.prev[t.head[b]] == HLIST_NIL);
    predicate HTop(struct hlist t) = \forall integer n;
      Linked(t, n) ==> t.head[t.bucket[n]] != HLIST_NIL &&
        t.rank[n] <= t.rank[t.head[t.bucket[n]]];
    predicate HNext(struct hlist t) = \forall integer n;
      Linked(t, n) && t.next[n] != HLIST_NIL ==>
        InChain(t, t.bucket[n], t.next[n]) && t.prev[t.next[n]] == n &&
        t.rank[t.next[n]] < t.rank[n];
    predicate HFirst(struct hlist t) = \forall integer n;
      Linked(t, n) && t.prev[n] == HLIST_NIL ==> t.head[t.bucket[n]] == n;
    predicate HPrev(struct hlist t) = \forall integer n;
      Linked(t, n) && t.prev[n] != HLIST_NIL ==>
        InChain(t, t.bucket[n], t.prev[n]) && t.next[t.prev[n]] == n;
    predicate HDense(struct hlist t) = \forall integer n, r;
      Linked(t, n) && Linked(t, r) && t.bucket[n] == t.bucket[r] &&
      t.rank[r] < t.rank[n] ==>
        t.next[n] != HLIST_NIL && t.rank[r] <= t.rank[t.next[n]];
    predicate HUnique(struct hlist t) = \forall integer n, r;
      Linked(t, n) && Linked(t, r) && t.rank[n] == t.rank[r] ==> n == r;
    predicate HlistOk(struct hlist t) = HRange(t) && HSeq(t) && HHead(t) &&
      HTop(t) && HNext(t) && HFirst(t) && HPrev(t) && HDense(t) && HUnique(t);

    predicate SameBuckets(struct hlist a, struct hlist b, integer n) =
      \forall integer r; 0 <= r < HLIST_NODES && r != n ==>
        a.bucket[r] == b.bucket[r];
*/

#endif
