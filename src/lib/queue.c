/* Queues of packet handles.  Contracts: queue.h. */
#include "lib/queue.h"

void queues_init(struct queues *s)
{
	uint32_t i;

	/*@ loop invariant 0 <= i <= POOL_SIZE;
	    loop invariant \forall integer h; 0 <= h < i ==>
	      s->own[h] == OWN_FREE;
	    loop assigns i, s->own[0 .. POOL_SIZE - 1];
	    loop variant POOL_SIZE - i;
	*/
	for (i = 0; i < POOL_SIZE; i++)
		s->own[i] = OWN_FREE;
	/*@ loop invariant 0 <= i <= NQUEUE;
	    loop invariant \forall integer q; 0 <= q < i ==>
	      s->head[q] == QUEUE_NIL && s->tail[q] == QUEUE_NIL;
	    loop assigns i, s->head[0 .. NQUEUE - 1], s->tail[0 .. NQUEUE - 1];
	    loop variant NQUEUE - i;
	*/
	for (i = 0; i < NQUEUE; i++) {
		s->head[i] = QUEUE_NIL;
		s->tail[i] = QUEUE_NIL;
	}
}

bool queue_tail(struct queues *s, uint32_t q, uint32_t h, uint32_t size)
{
	uint32_t t = s->tail[q];

	if (t == QUEUE_NIL) {
		s->rank[h] = 0u;
		s->acc[h] = size;
		s->head[q] = h;
	} else {
		if (s->rank[t] == UINT64_MAX - 1u ||
		    s->acc[t] > UINT64_MAX - size)
			return false;
		s->rank[h] = s->rank[t] + 1u;
		s->acc[h] = s->acc[t] + size;
		s->next[t] = h;
	}
	s->tail[q] = h;
	s->size[h] = size;
	s->own[h] = OWN_QUEUE + q;
	/*@ assert others: \forall integer r, g; 0 <= r < NQUEUE && g != h ==>
	      (InQueue(*s, r, g) <==> InQueue(\at(*s, Pre), r, g)); */
	/*@ assert last: \forall integer g; InQueue(*s, q, g) && g != h ==>
	      s->rank[g] < s->rank[h]; */
	/*@ assert most: \forall integer g; InQueue(*s, q, g) && g != h ==>
	      s->acc[g] + size <= s->acc[h]; */
	//@ assert range: QRange(*s);
	//@ assert ends: QEnds(*s);
	//@ assert span: QSpan(*s);
	//@ assert links: QLinks(*s);
	//@ assert unique: QUnique(*s);
	//@ assert sum: QSum(*s);
	//@ assert sums: QSums(*s);
	return true;
}

uint32_t queue_head(struct queues *s, uint32_t q)
{
	uint32_t h = s->head[q];

	if (h == s->tail[q]) {
		s->head[q] = QUEUE_NIL;
		s->tail[q] = QUEUE_NIL;
	} else {
		s->head[q] = s->next[h];
	}
	s->own[h] = OWN_FLIGHT;
	/*@ assert others: \forall integer r, g; 0 <= r < NQUEUE && g != h ==>
	      (InQueue(*s, r, g) <==> InQueue(\at(*s, Pre), r, g)); */
	/*@ assert younger: \forall integer g; InQueue(*s, q, g) ==>
	      g != h && s->rank[h] < s->rank[g]; */
	//@ assert range: QRange(*s);
	//@ assert ends: QEnds(*s);
	//@ assert span: QSpan(*s);
	//@ assert links: QLinks(*s);
	//@ assert unique: QUnique(*s);
	//@ assert sum: QSum(*s);
	//@ assert sums: QSums(*s);
	return h;
}

bool queue_empty(const struct queues *s, uint32_t q)
{
	return s->head[q] == QUEUE_NIL;
}

uint64_t queue_len(const struct queues *s, uint32_t q)
{
	if (s->head[q] == QUEUE_NIL)
		return 0;
	return s->rank[s->tail[q]] - s->rank[s->head[q]] + 1u;
}

uint64_t queue_bytes(const struct queues *s, uint32_t q)
{
	if (s->head[q] == QUEUE_NIL)
		return 0;
	return s->acc[s->tail[q]] -
	       (s->acc[s->head[q]] - s->size[s->head[q]]);
}

uint32_t queue_peek(const struct queues *s, uint32_t q)
{
	return s->head[q];
}

uint32_t handle_alloc(struct pool *p, struct queues *s)
{
	uint32_t h = pool_alloc(p);

	if (h == POOL_SIZE)
		return POOL_SIZE;
	s->own[h] = OWN_FLIGHT;
	/*@ assert others: \forall integer r, g; 0 <= r < NQUEUE ==>
	      (InQueue(*s, r, g) <==> InQueue(\at(*s, Pre), r, g)); */
	//@ assert ok: QueuesOk(*s);
	return h;
}

void handle_free(struct pool *p, struct queues *s, uint32_t h)
{
	s->own[h] = OWN_FREE;
	/*@ assert others: \forall integer r, g; 0 <= r < NQUEUE ==>
	      (InQueue(*s, r, g) <==> InQueue(\at(*s, Pre), r, g)); */
	//@ assert ok: QueuesOk(*s);
	pool_free(p, h);
}
