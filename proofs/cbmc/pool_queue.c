/*
 * The pool and the queues under 6 operations in any order, with 4 handles and
 * 2 queues, beside arrays that say who has what: T7's ground.
 *
 * bmc-set: lib/pool.h: POOL_SIZE = 4096 -> POOL_SIZE = 4
 * bmc-set: lib/queue.h: NQUEUE = 2080 -> NQUEUE = 2
 * bmc-unwind: 10
 * bmc-bug: lib/pool.c: p->pos[other] = at; -> p->pos[other] = first;
 */
#include "lib/queue.h"
#include "proofs/cbmc/bmc.h"

enum { OPERATIONS = 6 };

static struct pool pool;
static struct queues queues;

/* The oracle: who has a handle, and since when. */
static uint32_t owner[POOL_SIZE], size_of[POOL_SIZE], since[POOL_SIZE], turn;
static uint32_t waiting[NQUEUE], idle;
static uint64_t bytes[NQUEUE];

static void check_pool(void)
{
	uint32_t i;

	__CPROVER_assert(pool.nfree == idle, "as many free as should be");
	for (i = 0; i < POOL_SIZE; i++) {
		__CPROVER_assert(pool.fl[i] < POOL_SIZE &&
			pool.pos[i] < POOL_SIZE, "entries are handles");
		__CPROVER_assert(pool.pos[pool.fl[i]] == i, "inverse");
		__CPROVER_assert((pool.pos[i] < pool.nfree) ==
			(queues.own[i] == OWN_FREE), "free by both accounts");
		__CPROVER_assert(queues.own[i] == owner[i], "the owner");
	}
}

static void check_queue(uint32_t q)
{
	__CPROVER_assert(queue_empty(&queues, q) == (waiting[q] == 0),
		"empty");
	__CPROVER_assert(queue_len(&queues, q) == waiting[q], "length");
	__CPROVER_assert(queue_bytes(&queues, q) == bytes[q], "bytes");
	__CPROVER_assert((queue_peek(&queues, q) == QUEUE_NIL) ==
		(waiting[q] == 0), "an oldest one");
}

/*
 * Once, at the end: a turn may pass without an operation, so that the end of
 * every shorter sequence is the end of one of these.
 */
static void check(void)
{
	uint32_t q;

	check_pool();
	for (q = 0; q < NQUEUE; q++)
		check_queue(q);
}

static void take(void)
{
	uint32_t h = handle_alloc(&pool, &queues);

	__CPROVER_assert((h == POOL_SIZE) == (idle == 0), "none is left");
	if (h == POOL_SIZE)
		return;
	__CPROVER_assert(h < POOL_SIZE && owner[h] == OWN_FREE, "it was free");
	owner[h] = OWN_FLIGHT;
	idle--;
}

static void give(uint32_t h)
{
	handle_free(&pool, &queues, h);
	owner[h] = OWN_FREE;
	idle++;
}

static void put(uint32_t q, uint32_t h)
{
	uint32_t size = nondet_u8();

	__CPROVER_assert(queue_tail(&queues, q, h, size), "never worn");
	waiting[q]++;
	since[h] = turn;
	bytes[q] += size;
	size_of[h] = size;
	owner[h] = OWN_QUEUE + q;
}

static void get(uint32_t q)
{
	uint32_t h = queue_head(&queues, q), g;

	__CPROVER_assert(h < POOL_SIZE && owner[h] == OWN_QUEUE + q,
		"it waited there");
	for (g = 0; g < POOL_SIZE; g++)
		__CPROVER_assert(owner[g] != OWN_QUEUE + q ||
			since[h] <= since[g], "first in, first out");
	waiting[q]--;
	bytes[q] -= size_of[h];
	owner[h] = OWN_FLIGHT;
}

static void operate(void)
{
	uint32_t h = nondet_u32(), q = nondet_u32(), what = nondet_u8();

	__CPROVER_assume(h < POOL_SIZE && q < NQUEUE && what < 5);
	if (what == 0)
		take();
	else if (what == 1 && owner[h] == OWN_FLIGHT)
		give(h);
	else if (what == 2 && owner[h] == OWN_FLIGHT)
		put(q, h);
	else if (what == 3 && waiting[q] > 0)
		get(q);
}

#include "lib/pool.c"
#include "lib/queue.c"

void harness(void)
{
	pool_init(&pool);
	queues_init(&queues);
	idle = POOL_SIZE;
	for (turn = 0; turn < OPERATIONS; turn++)
		operate();
	check();
	REACHED(idle == 0, "all are taken");
	REACHED(waiting[0] == 1 && waiting[1] == 2, "three wait in two queues");
	REACHED(waiting[1] == 1 && queues.rank[queues.head[1]] == 1 &&
		idle == POOL_SIZE - 1, "one passed through");
}
