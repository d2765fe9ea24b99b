/*
 * What ICMP told about the way to single destinations: a smaller MTU, a better
 * gateway [Linux net/ipv4/route.c, struct fib_nh_exception].
 */
#ifndef IPV4_FIB_EXCEPTION_H
#define IPV4_FIB_EXCEPTION_H

#include <stdbool.h>
#include <stdint.h>
#include "core/netdevice.h"
#include "lib/time.h"

/*
 * Destinations remembered; for one more the one that was changed longest ago
 * is forgotten.  Linux has 2048 chains of five or more for each next hop.
 */
enum { NFNHE = 2048, FNHE_NIL = NFNHE };

/* A destination, and the next hop that its route names. */
struct fnhe_key {
	uint32_t daddr;		/* host byte order */
	uint32_t oif;		/* device of the next hop */
	uint32_t nh_gw;		/* its gateway; daddr itself: on link */
};

struct fib_nh_exception {
	struct fnhe_key key;
	uint32_t gateway;	/* the better one; 0: none was told */
	uint32_t pmtu;		/* bytes; 0: none was told */
	uint32_t mtu_locked;	/* 1: it was below min_pmtu */
	ktime_t expires;	/* when all of this is forgotten */
	ktime_t stamp;		/* when it was told last */
};

/* The first n are in use, at most one for each key. */
struct fib_exceptions {
	uint32_t n;
	struct fib_nh_exception e[NFNHE];
};

/*@ predicate SameRoute(struct fnhe_key a, struct fnhe_key b) =
      a.daddr == b.daddr && a.oif == b.oif && a.nh_gw == b.nh_gw;
    predicate ExceptionsOk(struct fib_exceptions x) = x.n <= NFNHE &&
      (\forall integer i; 0 <= i < x.n ==> x.e[i].key.oif < NDEV) &&
      (\forall integer i, j; 0 <= i < j < x.n ==>
        !SameRoute(x.e[i].key, x.e[j].key));
    // i is what was told about k, and is not forgotten yet
    predicate Told(struct fib_exceptions x, integer i, struct fnhe_key k,
      integer now) = 0 <= i < x.n && SameRoute(x.e[i].key, k) &&
      now < x.e[i].expires;
    predicate NoneTold(struct fib_exceptions x, struct fnhe_key k,
      integer now) = \forall integer i; 0 <= i < x.n &&
      SameRoute(x.e[i].key, k) ==> x.e[i].expires <= now; */

/* Nothing was told. */
/*@ requires \valid(x);
    terminates \true; exits \false;
    assigns x->n;
    ensures ExceptionsOk(*x) && x->n == 0; */
void fib_exceptions_init(struct fib_exceptions *x);

/* What was told about a destination, FNHE_NIL: nothing [Linux
 * find_exception]. */
/*@ requires \valid_read(x) && ExceptionsOk(*x);
    terminates \true; exits \false;
    assigns \nothing;
    ensures RTE_001_found: \result != FNHE_NIL ==> Told(*x, \result, k, now);
    ensures RTE_001_none: \result == FNHE_NIL <==> NoneTold(*x, k, now); */
uint32_t find_exception(const struct fib_exceptions *x, struct fnhe_key k,
	ktime_t now);

/*
 * Remembers a better gateway (0: none is told) or a path MTU (0: none is told)
 * until `expires`; what was told before of the other stays.  The number of the
 * entry [Linux update_or_create_fnhe].
 */
/*@ requires \valid(x) && ExceptionsOk(*x) && k.oif < NDEV;
    terminates \true; exits \false;
    assigns *x;
    ensures ExceptionsOk(*x) && \result < x->n;
    ensures SameRoute(x->e[\result].key, k);
    ensures x->e[\result].expires == expires && x->e[\result].stamp == now;
    ensures RTE_002_gateway: gw != 0 ==> x->e[\result].gateway == gw;
    ensures RTE_003_pmtu: pmtu != 0 ==> x->e[\result].pmtu == pmtu &&
            x->e[\result].mtu_locked == lock;
    ensures RTE_004_other: \forall integer i; Told(\old(*x), i, k, now) ==>
            \result == i &&
            (gw == 0 ==> x->e[i].gateway == \old(x->e[i].gateway)) &&
            (pmtu == 0 ==> x->e[i].pmtu == \old(x->e[i].pmtu) &&
             x->e[i].mtu_locked == \old(x->e[i].mtu_locked));
    ensures RTE_005_new: NoneTold(\old(*x), k, now) ==>
            (gw == 0 ==> x->e[\result].gateway == 0) &&
            (pmtu == 0 ==> x->e[\result].pmtu == 0 &&
             x->e[\result].mtu_locked == 0);
    ensures RTE_006_rest: \forall integer i; 0 <= i < NFNHE && i != \result
            ==> x->e[i] == \old(x->e[i]);
    ensures RTE_007_oldest: x->n == \old(x->n) &&
            !SameRoute(\old(x->e[\at(\result, Post)].key), k) ==>
            x->n == NFNHE && \forall integer i; 0 <= i < NFNHE ==>
            \old(x->e[\at(\result, Post)].stamp) <= \old(x->e[i].stamp); */
uint32_t update_or_create_fnhe(struct fib_exceptions *x, struct fnhe_key k,
	uint32_t gw, uint32_t pmtu, uint32_t lock, ktime_t expires, ktime_t now);

#endif
