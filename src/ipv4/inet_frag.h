/*
 * Fragments that wait to become a datagram again [RFC 791 3.2, RFC 815; Linux
 * net/ipv4/inet_fragment.c, ip_fragment.c].
 *
 * A queue has a buffer of its own: fragments are copied into it at their
 * place, and their packets end there.  What is there is told by runs: stretches
 * without a hole, in order, apart from each other or touching.
 *
 *	0          hdrlen before FRAG_BASE      FRAG_BASE            PKT_SIZE
 *	|     ...     | header of the first |  payload, by its offset  |
 */
#ifndef IPV4_INET_FRAG_H
#define IPV4_INET_FRAG_H

#include <stdbool.h>
#include <stdint.h>
#include "core/dropreason.h"
#include "core/skbuff.h"
#include "core/snmp.h"
#include "lib/time.h"

enum {
	NIPQ = 256,		/* datagrams in reassembly; more are refused */
	IPQ_NIL = NIPQ,
	NRUN = 64,		/* runs of a queue; more throw it away */
	IPQ_TRUESIZE = 200,	/* what Linux charges for a queue itself */
	FRAG_BASE = 64		/* room for the longest header */
};

/* A stretch of payload that is there: bytes start .. end - 1. */
struct frag_run {
	uint32_t start, end;
};

struct runs {
	uint32_t n;
	struct frag_run at[NRUN];
};

/* Which datagram a fragment is of; host byte order. */
struct ipq_key {
	uint32_t saddr, daddr;
	uint32_t id, protocol;
};

/* The place of a fragment in its datagram, in bytes of payload. */
struct frag {
	uint32_t offset, end;
	uint32_t hlen;			/* of its own header */
	uint32_t more, df;		/* 1: that flag is set */
};

/* One datagram in reassembly [Linux struct ipq]. */
struct ipq {
	uint32_t used;			/* 1: in use */
	struct ipq_key key;
	uint32_t first_in, last_in;	/* 1: that fragment is there */
	uint32_t len;			/* end of the payload, as known */
	uint32_t hdrlen;		/* of the first fragment's header */
	uint32_t ecn[4];		/* not 0: a fragment with that ECN */
	uint32_t max_size;		/* the longest fragment, in bytes */
	uint32_t max_df_size;		/* the longest with DF set */
	uint32_t truesize;		/* sum over the fragments */
	uint32_t pkt_type;		/* of the first fragment's packet */
	uint32_t head_len;		/* of the first fragment's payload */
	struct ip_options opt;		/* in the first fragment's header */
	uint32_t iif;			/* device of the last that came */
	uint32_t dist;			/* fragments of its source since then */
	ktime_t expires;		/* when it is given up */
	struct runs runs;
	struct pkt buf;
};

/* No queue in use is due before next. */
struct frags {
	ktime_t next;
	struct ipq q[NIPQ];
};

#include "spec/fragment.h"

/* No datagram is in reassembly. */
/*@ requires \valid(f);
    terminates \true; exits \false;
    assigns *f;
    ensures FragsOk(*f);
    ensures \forall integer i; 0 <= i < NIPQ ==> f->q[i].used == 0; */
void frags_init(struct frags *f);

/* The queue of that datagram; IPQ_NIL when there is none. */
/*@ requires \valid_read(f) && FragsOk(*f);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NIPQ;
    ensures FRA_001_found: \result < NIPQ ==> IpqIs(f->q[\result], key);
    ensures FRA_001_none: \result == IPQ_NIL ==>
            \forall integer i; 0 <= i < NIPQ ==> !IpqIs(f->q[i], key); */
uint32_t ipq_find(const struct frags *f, struct ipq_key key);

/* A queue that is not in use; IPQ_NIL when all are. */
/*@ requires \valid_read(f);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NIPQ;
    ensures \result < NIPQ ==> f->q[\result].used != 1;
    ensures FRA_002_room: \result == IPQ_NIL ==>
            \forall integer i; 0 <= i < NIPQ ==> f->q[i].used == 1; */
uint32_t ipq_unused(const struct frags *f);

/* Starts a queue without fragments. */
/*@ requires \valid(q) && used <= 1;
    terminates \true; exits \false;
    assigns q->used, q->key, q->first_in, q->last_in, q->len, q->hdrlen,
            q->ecn[0 .. 3], q->max_size, q->max_df_size, q->truesize,
            q->pkt_type, q->head_len, q->opt, q->iif, q->dist, q->expires,
            q->runs.n;
    ensures IpqOk(*q) && q->used == used && q->key == key;
    ensures q->expires == expires && q->runs.n == 0 && q->len == 0;
    ensures q->first_in == 0 && q->last_in == 0 && q->truesize == 0; */
void ipq_init(struct ipq *q, uint32_t used, struct ipq_key key,
	ktime_t expires);

/*
 * Adds bytes start .. end - 1 to what is there.  DROP_NONE, or why not: all of
 * them are there already, some are, or there is no room for one more run
 * [Linux inet_frag_queue_insert].
 */
/*@ requires \valid(r) && RunsOk(*r) && start < end <= 0x20000;
    terminates \true; exits \false;
    assigns r->n, r->at[0 .. NRUN - 1];
    ensures RunsOk(*r);
    ensures \result == DROP_NONE || \result == DROP_FRAG_DUPLICATE ||
            \result == DROP_FRAG_OVERLAP || \result == DROP_FRAG_NO_ROOM;
    ensures FRA_003_refused: \result != DROP_NONE ==> *r == \old(*r);
    ensures FRA_004_covers: \result == DROP_NONE ==>
            RunsGrew(*r, \old(*r), start, end);
    ensures FRA_005_duplicate: \result == DROP_FRAG_DUPLICATE ==>
            \forall integer k; start <= k < end ==> Covered(*r, k);
    ensures FRA_006_overlap: \result == DROP_FRAG_OVERLAP ==>
            (\exists integer k; start <= k < end && Covered(*r, k));
    ensures FRA_007_full: \result == DROP_FRAG_NO_ROOM ==> r->n == NRUN; */
uint32_t runs_add(struct runs *r, uint32_t start, uint32_t end);

/* Are bytes 0 .. len - 1 there, and nothing behind them? */
/*@ requires \valid_read(r) && RunsOk(*r);
    terminates \true; exits \false;
    assigns \nothing;
    ensures FRA_008_whole: \result <==>
            (\forall integer k; k >= 0 ==> (Covered(*r, k) <==> k < len)); */
bool runs_whole(const struct runs *r, uint32_t len);

/* Queue i starts, for that datagram. */
/*@ requires \valid(f) && FragsOk(*f) && i < NIPQ;
    terminates \true; exits \false;
    assigns f->next, f->q[i];
    ensures FragsOk(*f);
    ensures f->q[i].used == 1 && f->q[i].key == key &&
            f->q[i].expires == expires && f->q[i].runs.n == 0 &&
            f->q[i].first_in == 0 && f->q[i].last_in == 0 &&
            f->q[i].len == 0 && f->q[i].truesize == 0; */
void frags_start(struct frags *f, uint32_t i, struct ipq_key key,
	ktime_t expires);

/* Queue i is over [Linux inet_frag_kill]. */
/*@ requires \valid(f) && FragsOk(*f) && i < NIPQ;
    terminates \true; exits \false;
    assigns f->q[i].used;
    ensures FragsOk(*f) && f->q[i].used == 0; */
void frags_kill(struct frags *f, uint32_t i);

/*
 * Queue i loses its fragments and starts again [Linux ip_frag_reinit, which
 * forgets all but the longest sizes].
 */
/*@ requires \valid(f) && FragsOk(*f) && i < NIPQ && f->q[i].used == 1;
    terminates \true; exits \false;
    assigns f->next, f->q[i];
    ensures FragsOk(*f);
    ensures FRA_030_again: f->q[i].used == 1 && f->q[i].runs.n == 0 &&
            f->q[i].first_in == 0 && f->q[i].last_in == 0 &&
            f->q[i].len == 0 && f->q[i].truesize == 0 &&
            f->q[i].key == \old(f->q[i].key) && f->q[i].expires == expires; */
void frags_restart(struct frags *f, uint32_t i, ktime_t expires);

/* Bytes that wait: truesize, and a share for each queue. */
/*@ requires \valid_read(f);
    terminates \true; exits \false;
    assigns \nothing;
    ensures FRA_031_memory: \result == FragsMem(*f, NIPQ); */
uint64_t frags_mem(const struct frags *f);

/* A fragment of saddr came: every queue of that source counts it. */
/*@ requires \valid(f) && FragsOk(*f);
    terminates \true; exits \false;
    assigns f->q[0 .. NIPQ - 1];
    ensures FragsOk(*f);
    ensures FRA_032_counted: \forall integer i; 0 <= i < NIPQ ==>
            IpqPassed(f->q[i], \old(f->q[i]), saddr); */
void frags_passed(struct frags *f, uint32_t saddr);

/*
 * The queue whose time is over first, IPQ_NIL when none is in use; makes next
 * exact.
 */
/*@ requires \valid(f) && FragsOk(*f);
    terminates \true; exits \false;
    assigns f->next;
    ensures FragsOk(*f) && \result <= NIPQ;
    ensures FRA_009_first: \result != IPQ_NIL ==>
            f->q[\result].used == 1 && f->next == f->q[\result].expires;
    ensures FRA_009_none: \result == IPQ_NIL ==>
            f->next == 0xffffffffffffffff; */
uint32_t frags_earliest(struct frags *f);

#endif
