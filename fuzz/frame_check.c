/* The frame fuzz target's findings, and the invariants that every frame keeps. */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz/frame.h"

/* ---- findings ---- */

static const char *word(const char *text)
{
	return text ? text : "-";
}

static void print_model(const struct model_verdict *m)
{
	fprintf(stderr, "model:  %s %s @%s %s receivers %x any %x len %zu "
		"reply %d %u/%u@%u:%zu dev %d\n",
		model_verdict_name(m->verdict), word(m->reason), word(m->at),
		word(m->detail), m->receivers, m->any_of, m->payload_len,
		(int)m->reply.kind, m->reply.type, m->reply.code,
		m->reply.param, m->reply.len, m->reply.dev);
}

static _Noreturn void finding(const char *what)
{
	size_t i;

	fprintf(stderr, "\nfuzz/frame.c: %s\nhost %s, in by device %d\n", what,
		fuzz_hosts[now.subject - subjects].name, now.dev);
	for (i = 0; i < now.size; i++)
		fprintf(stderr, "%02x", now.bytes[i]);
	fprintf(stderr, "\nmuffin: %s %s @%s %s receivers %x sent %u (%u bytes "
		"on device %u)%s\n", verdict_name(seen.verdict.kind).text,
		word(seen.verdict.reason), word(seen.verdict.at),
		word(seen.verdict.detail), seen.receivers, seen.sents,
		seen.sent_len, seen.sent_dev, seen.looped ? " looped" : "");
	if (now.model)
		print_model(now.model);
	for (i = 0; seen.sents > 0 && i < seen.sent_len; i++)
		fprintf(stderr, "%02x", sent[i]);
	fprintf(stderr, "\n");
	abort();
}

void require(bool condition, const char *what)
{
	if (!condition)
		finding(what);
}

/* ---- invariants (T7) ---- */

/* Walks queue q: it is as long as it says; gives its length. */
static uint32_t walk(const struct queues *s, uint32_t q)
{
	uint32_t h = s->head[q], n = 0;
	uint64_t bytes = 0;

	if (h == QUEUE_NIL) {
		require(s->tail[q] == QUEUE_NIL, "an empty queue has a tail");
		return 0;
	}
	for (;; h = s->next[h]) {
		require(h < POOL_SIZE && n < POOL_SIZE, "a queue has no end");
		require(s->own[h] == OWN_QUEUE + q,
			"a packet in a queue has another owner");
		bytes += s->size[h];
		n++;
		if (h == s->tail[q])
			break;
	}
	require(queue_len(s, q) == n, "a queue's length is wrong");
	require(queue_bytes(s, q) == bytes, "a queue's bytes are wrong");
	return n;
}

void check_pool(const struct net *net)
{
	const struct pool *p = &net->pool;
	uint32_t h, q, queued = 0, idle = 0;

	for (q = 0; q < QUEUE_MAX; q++)
		if (net->queues.head[q] != QUEUE_NIL ||
		    net->queues.tail[q] != QUEUE_NIL)
			queued += walk(&net->queues, q);
	for (h = 0; h < POOL_SIZE; h++)
		idle += net->queues.own[h] == OWN_FREE;
	require(p->nfree <= POOL_SIZE && idle == p->nfree,
		"owners and pool do not agree on what is free");
	require(idle + queued == POOL_SIZE, "a packet has no end");
	for (h = 0; h < p->nfree; h++)
		require(p->fl[h] < POOL_SIZE && p->pos[p->fl[h]] == h &&
			net->queues.own[p->fl[h]] == OWN_FREE,
			"the free list is torn");
}
