/*
 * The index pool, as predicates over its value.
 *
 * fl is a permutation of the indices and pos its inverse; the first nfree
 * places of fl are the free indices, the others the live ones.
 */
#include "lib/pool.h" /* before the guard: it includes this file */

#ifndef SPEC_POOL_H
#define SPEC_POOL_H

/*@ predicate PoolOk(struct pool p) = p.nfree <= POOL_SIZE &&
      (\forall integer j; 0 <= j < POOL_SIZE ==>
         p.fl[j] < POOL_SIZE && p.pos[p.fl[j]] == j) &&
      (\forall integer i; 0 <= i < POOL_SIZE ==>
         p.pos[i] < POOL_SIZE && p.fl[p.pos[i]] == i);
    predicate Live(struct pool p, integer i) =
      0 <= i < POOL_SIZE && p.pos[i] >= p.nfree;
*/

#endif
