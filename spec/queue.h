/*
 * Queues of packet handles, as predicates over their value.
 *
 * A handle is in queue q iff its owner word says so; nothing else is
 * membership.  Order is the rank: consecutive from head to tail.  The links
 * only follow the ranks (QLinks), so no contract speaks of reachability.
 */
#include "lib/queue.h" /* before the guard: it includes this file */

#ifndef SPEC_QUEUE_H
#define SPEC_QUEUE_H

/*@ predicate InQueue(struct queues s, integer q, integer h) =
      0 <= h < POOL_SIZE && s.own[h] == OWN_QUEUE + q;
    predicate QueueEmpty(struct queues s, integer q) =
      s.head[q] == QUEUE_NIL;
    logic integer QueueLen(struct queues s, integer q) =
      s.head[q] == QUEUE_NIL ? 0 :
      s.rank[s.tail[q]] - s.rank[s.head[q]] + 1;
    logic integer QueueBytes(struct queues s, integer q) =
      s.head[q] == QUEUE_NIL ? 0 :
      s.acc[s.tail[q]] - s.acc[s.head[q]] + s.size[s.head[q]];

    predicate QRange(struct queues s) = \forall integer h;
      0 <= h < POOL_SIZE ==> s.own[h] < OWN_QUEUE + NQUEUE;
    predicate QEnds(struct queues s) = \forall integer q;
      0 <= q < NQUEUE ==> (s.head[q] == QUEUE_NIL && s.tail[q] == QUEUE_NIL)
        || (InQueue(s, q, s.head[q]) && InQueue(s, q, s.tail[q]));
    predicate QSpan(struct queues s) = \forall integer q, h;
      0 <= q < NQUEUE && InQueue(s, q, h) ==> s.head[q] != QUEUE_NIL &&
        s.rank[s.head[q]] <= s.rank[h] <= s.rank[s.tail[q]];
    predicate QLinks(struct queues s) = \forall integer q, h;
      0 <= q < NQUEUE && InQueue(s, q, h) && h != s.tail[q] ==>
        InQueue(s, q, s.next[h]) && s.rank[s.next[h]] == s.rank[h] + 1 &&
        s.acc[s.next[h]] == s.acc[h] + s.size[s.next[h]];
    predicate QUnique(struct queues s) = \forall integer q, g, h;
      0 <= q < NQUEUE && InQueue(s, q, g) && InQueue(s, q, h) &&
      s.rank[g] == s.rank[h] ==> g == h;
    predicate QSum(struct queues s) = \forall integer h;
      0 <= h < POOL_SIZE && s.own[h] >= OWN_QUEUE ==>
        s.size[h] <= s.acc[h] && s.rank[h] < 0xffffffffffffffff;
    predicate QSums(struct queues s) = \forall integer q, g, h;
      0 <= q < NQUEUE && InQueue(s, q, g) && InQueue(s, q, h) &&
      s.rank[g] < s.rank[h] ==> s.acc[g] + s.size[h] <= s.acc[h];
    predicate QueuesOk(struct queues s) = QRange(s) && QEnds(s) && QSpan(s)
      && QLinks(s) && QUnique(s) && QSum(s) && QSums(s);

    // the 64-bit counters cannot take one more packet of that size
    predicate QueueWorn(struct queues s, integer q, integer size) =
      s.head[q] != QUEUE_NIL &&
      (s.rank[s.tail[q]] == 0xfffffffffffffffe ||
       s.acc[s.tail[q]] + size > 0xffffffffffffffff);
    predicate SameOwn(struct queues a, struct queues b, integer h) =
      \forall integer g; 0 <= g < POOL_SIZE && g != h ==>
        a.own[g] == b.own[g];
    predicate OwnFree(struct pool p, struct queues s) = \forall integer h;
      0 <= h < POOL_SIZE ==> (s.own[h] == OWN_FREE <==> !Live(p, h));
*/

#endif
