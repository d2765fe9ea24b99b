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

enum { NFNHE = 2048, FNHE_NIL = NFNHE };	/* destinations remembered */

struct fib_nh_exception {
	uint32_t daddr;		/* host byte order */
	uint32_t oif;		/* device of the next hop that it is about */
	uint32_t nh_gw;		/* gateway of that next hop; 0: on link */
	uint32_t gateway;	/* the better one; 0: none was told */
	uint32_t pmtu;		/* bytes; 0: none was told */
	uint32_t mtu_locked;	/* 1: it was below min_pmtu */
	ktime_t expires;	/* of pmtu */
};

/* The first n are in use, at most one for each destination and next hop. */
struct fib_exceptions {
	uint32_t n;
	struct fib_nh_exception e[NFNHE];
};

/*@ predicate ExceptionsOk(struct fib_exceptions x) = x.n <= NFNHE &&
      \forall integer i; 0 <= i < x.n ==> x.e[i].oif < NDEV; */

/* Nothing was told. */
/*@ requires \valid(x);
    terminates \true; exits \false;
    assigns x->n;
    ensures ExceptionsOk(*x) && x->n == 0; */
void fib_exceptions_init(struct fib_exceptions *x);

#endif
