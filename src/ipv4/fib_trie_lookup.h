/* The longest match, and those behind it. */
#ifndef IPV4_FIB_TRIE_LOOKUP_H
#define IPV4_FIB_TRIE_LOOKUP_H

#include "ipv4/fib_trie.h"

/* The first match for key k, or NALIAS. */
/*@ requires \valid_read(tr) && Bases && Key(k);
    requires Forest(tr->nd, tr->lk, fib_ghost.cl) && Complete(tr->nd,
             tr->lk, fib_ghost.cl) && AliasesOk(tr->nd, tr->al, fib_ghost.od,
             tr->fa_count);
    requires Attached(tr->nd, tr->lk);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NALIAS;
    ensures none: \result == NALIAS ==> \forall integer b;
            !Match(tr->nd, tr->al, fib_ghost.od, b, k, tos);
    ensures first: \result != NALIAS ==> Match(tr->nd, tr->al,
            fib_ghost.od, \result, k, tos) && \forall integer b; Match(tr->nd,
            tr->al, fib_ghost.od, b, k, tos) ==> First(tr->al, fib_ghost.od,
            \result, b);
*/
uint32_t trie_first(const struct fib_trie *tr, uint64_t k, uint32_t tos);

/* The match for k that comes behind the match a, or NALIAS. */
/*@ requires \valid_read(tr) && Bases && Key(k);
    requires Forest(tr->nd, tr->lk, fib_ghost.cl) && Attached(tr->nd,
             tr->lk) && Complete(tr->nd, tr->lk, fib_ghost.cl) &&
             AliasesOk(tr->nd, tr->al, fib_ghost.od, tr->fa_count) &&
             Match(tr->nd, tr->al, fib_ghost.od, a, k, tos);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NALIAS;
    ensures none: \result == NALIAS ==> \forall integer b;
            Match(tr->nd, tr->al, fib_ghost.od, b, k, tos) ==> First(tr->al,
            fib_ghost.od, b, a);
    ensures next: \result != NALIAS ==> Match(tr->nd, tr->al,
            fib_ghost.od, \result, k, tos) && !First(tr->al, fib_ghost.od,
            \result, a) && \forall integer b; Match(tr->nd, tr->al,
            fib_ghost.od, b, k, tos) && !First(tr->al, fib_ghost.od, b, a) ==>
            First(tr->al, fib_ghost.od, \result, b);
*/
uint32_t trie_next(const struct fib_trie *tr, uint64_t k, uint32_t tos,
	uint32_t a);

#endif
