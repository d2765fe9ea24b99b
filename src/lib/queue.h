/*
 * First-in first-out queues of packet handles: one structure for every holder
 * of packets (socket queues, the backlog, a qdisc, a neighbour's queue ...).
 *
 *	own[h]  who has handle h: OWN_FREE, OWN_FLIGHT or OWN_QUEUE + q
 *	next[h] the handle behind h in its queue (not kept for the tail)
 *	rank[h] h's place: consecutive from head to tail
 *	size[h] h's bytes, as charged to the queue;  acc[h] their running sum
 *
 * So length and bytes of a queue are differences between its two ends, and a
 * handle is in exactly one place because it has exactly one owner word.
 */
#ifndef LIB_QUEUE_H
#define LIB_QUEUE_H

#include <stdbool.h>
#include <stdint.h>
#include "lib/pool.h"

enum {
	NQUEUE = 2080,
	QUEUE_NIL = POOL_SIZE,

	OWN_FREE = 0,
	OWN_FLIGHT = 1,
	OWN_QUEUE = 2,
};

struct queues {
	uint32_t own[POOL_SIZE];
	uint32_t next[POOL_SIZE];
	uint64_t rank[POOL_SIZE];
	uint64_t acc[POOL_SIZE];
	uint32_t size[POOL_SIZE];
	uint32_t head[NQUEUE];
	uint32_t tail[NQUEUE];
};

#include "spec/queue.h"

/*@ requires \valid(s);
    terminates \true;
    exits \false;
    assigns s->own[0 .. POOL_SIZE - 1];
    assigns s->head[0 .. NQUEUE - 1], s->tail[0 .. NQUEUE - 1];
    ensures QueuesOk(*s);
    ensures \forall integer h; 0 <= h < POOL_SIZE ==> s->own[h] == OWN_FREE;
    ensures \forall integer q; 0 <= q < NQUEUE ==> QueueEmpty(*s, q);
*/
void queues_init(struct queues *s);

/* A packet in flight goes to the end of queue q, and is charged size bytes. */
/*@ requires \valid(s);
    requires q < NQUEUE && h < POOL_SIZE;
    requires QueuesOk(*s);
    requires s->own[h] == OWN_FLIGHT;
    terminates \true;
    exits \false;
    assigns s->own[h], s->next[0 .. POOL_SIZE - 1], s->rank[h], s->acc[h];
    assigns s->size[h], s->head[q], s->tail[q];
    ensures QueuesOk(*s);
    ensures \result <==> !\old(QueueWorn(*s, q, size));
    behavior worn:
      assumes QueueWorn(*s, q, size);
      ensures *s == \old(*s);
    behavior ok:
      assumes !QueueWorn(*s, q, size);
      ensures InQueue(*s, q, h);
      ensures s->tail[q] == h && s->size[h] == size;
      ensures s->head[q] == (\old(s->head[q]) == QUEUE_NIL ? h :
                            \old(s->head[q]));
      ensures QueueLen(*s, q) == \old(QueueLen(*s, q)) + 1;
      ensures QueueBytes(*s, q) == \old(QueueBytes(*s, q)) + size;
    complete behaviors;
    disjoint behaviors;
*/
bool queue_tail(struct queues *s, uint32_t q, uint32_t h, uint32_t size);

/* Takes the oldest packet of queue q; it is in flight then. */
/*@ requires \valid(s);
    requires q < NQUEUE;
    requires QueuesOk(*s);
    requires !QueueEmpty(*s, q);
    terminates \true;
    exits \false;
    assigns s->own[0 .. POOL_SIZE - 1], s->head[q], s->tail[q];
    ensures QueuesOk(*s);
    ensures \result == \old(s->head[q]) && \result < POOL_SIZE;
    ensures \old(InQueue(*s, q, s->head[q]));
    ensures s->own[\result] == OWN_FLIGHT;
    ensures SameOwn(*s, \old(*s), \result);
    ensures QueueLen(*s, q) == \old(QueueLen(*s, q)) - 1;
    ensures QueueBytes(*s, q) == \old(QueueBytes(*s, q)) - s->size[\result];
*/
uint32_t queue_head(struct queues *s, uint32_t q);

/*@ requires \valid_read(s);
    requires q < NQUEUE;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result <==> QueueEmpty(*s, q);
*/
bool queue_empty(const struct queues *s, uint32_t q);

/*@ requires \valid_read(s);
    requires q < NQUEUE;
    requires QueuesOk(*s);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result == QueueLen(*s, q);
    ensures \result == 0 <==> QueueEmpty(*s, q);
*/
uint64_t queue_len(const struct queues *s, uint32_t q);

/*@ requires \valid_read(s);
    requires q < NQUEUE;
    requires QueuesOk(*s);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result == QueueBytes(*s, q);
*/
uint64_t queue_bytes(const struct queues *s, uint32_t q);

/* The oldest packet, left where it is; QUEUE_NIL if there is none. */
/*@ requires \valid_read(s);
    requires q < NQUEUE;
    requires QueuesOk(*s);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result == s->head[q];
    ensures \result == QUEUE_NIL || InQueue(*s, q, \result);
*/
uint32_t queue_peek(const struct queues *s, uint32_t q);

/* A free handle, now in flight; POOL_SIZE when there is none. */
/*@ requires \valid(p) && \valid(s) && \separated(p, s);
    requires PoolOk(*p) && QueuesOk(*s) && OwnFree(*p, *s);
    terminates \true;
    exits \false;
    assigns p->nfree, s->own[0 .. POOL_SIZE - 1];
    ensures PoolOk(*p) && QueuesOk(*s) && OwnFree(*p, *s);
    behavior none:
      assumes p->nfree == 0;
      ensures \result == POOL_SIZE;
      ensures *p == \old(*p) && *s == \old(*s);
    behavior some:
      assumes p->nfree > 0;
      ensures \result < POOL_SIZE;
      ensures \old(s->own[\at(\result, Post)]) == OWN_FREE;
      ensures s->own[\result] == OWN_FLIGHT;
      ensures SameOwn(*s, \old(*s), \result);
      ensures p->nfree == \old(p->nfree) - 1;
    complete behaviors;
    disjoint behaviors;
*/
uint32_t handle_alloc(struct pool *p, struct queues *s);

/* The end of a packet in flight. */
/*@ requires \valid(p) && \valid(s) && \separated(p, s);
    requires PoolOk(*p) && QueuesOk(*s) && OwnFree(*p, *s);
    requires h < POOL_SIZE && s->own[h] == OWN_FLIGHT;
    terminates \true;
    exits \false;
    assigns p->nfree, p->fl[0 .. POOL_SIZE - 1], p->pos[0 .. POOL_SIZE - 1];
    assigns s->own[h];
    ensures PoolOk(*p) && QueuesOk(*s) && OwnFree(*p, *s);
    ensures s->own[h] == OWN_FREE;
    ensures p->nfree == \old(p->nfree) + 1;
*/
void handle_free(struct pool *p, struct queues *s, uint32_t h);

#endif
