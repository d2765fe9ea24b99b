/*
 * A pool of POOL_SIZE indices: allocate one, free it, never one twice.
 *
 *	fl:  | free indices ...      | live indices ... |
 *	      0                nfree                     POOL_SIZE
 *
 * fl is always a permutation of the indices and pos is its inverse, so that
 * "there is room for the freed index" needs no counting.
 */
#ifndef LIB_POOL_H
#define LIB_POOL_H

#include <stdint.h>

enum { POOL_SIZE = 4096 };

struct pool {
	uint32_t nfree;
	uint32_t fl[POOL_SIZE];
	uint32_t pos[POOL_SIZE];
};

#include "spec/pool.h"

/*@ requires \valid(p);
    terminates \true;
    exits \false;
    assigns p->nfree, p->fl[0 .. POOL_SIZE - 1], p->pos[0 .. POOL_SIZE - 1];
    ensures PoolOk(*p);
    ensures p->nfree == POOL_SIZE;
    ensures \forall integer i; !Live(*p, i);
*/
void pool_init(struct pool *p);

/* The newly live index, or POOL_SIZE when all are live. */
/*@ requires \valid(p);
    requires PoolOk(*p);
    terminates \true;
    exits \false;
    assigns p->nfree;
    ensures PoolOk(*p);
    behavior none:
      assumes p->nfree == 0;
      ensures \result == POOL_SIZE;
      ensures *p == \old(*p);
    behavior some:
      assumes p->nfree > 0;
      ensures \result < POOL_SIZE;
      ensures !\old(Live(*p, \at(\result, Post)));
      ensures Live(*p, \result);
      ensures p->nfree == \old(p->nfree) - 1;
      ensures \forall integer i; i != \result ==>
        (Live(*p, i) <==> \old(Live(*p, i)));
    complete behaviors;
    disjoint behaviors;
*/
uint32_t pool_alloc(struct pool *p);

/*@ requires \valid(p);
    requires PoolOk(*p);
    requires Live(*p, i);
    terminates \true;
    exits \false;
    assigns p->nfree, p->fl[0 .. POOL_SIZE - 1], p->pos[0 .. POOL_SIZE - 1];
    ensures PoolOk(*p);
    ensures !Live(*p, i);
    ensures p->nfree == \old(p->nfree) + 1;
    ensures \forall integer j; j != i ==>
      (Live(*p, j) <==> \old(Live(*p, j)));
*/
void pool_free(struct pool *p, uint32_t i);

#endif
