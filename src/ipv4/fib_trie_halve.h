/* A tnode with half as many cells. */
#ifndef IPV4_FIB_TRIE_HALVE_H
#define IPV4_FIB_TRIE_HALVE_H

#include "ipv4/fib_trie.h"

/* One bit less for tnode n; the tnode now there [Linux halve]. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
             fib_ghost.bk) && Attached(tr->nd, tr->lk) && Tnode(tr->nd, n) &&
             tr->nd.bits[n] >= 2;
    terminates \true; exits \false;
    assigns tr->nd, tr->lk, tr->ct, tr->fl;
    assigns fib_ghost.cl, fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk)
            && Attached(tr->nd, tr->lk) && SameLeaves(\old(tr->nd), tr->nd);
    ensures Tnode(tr->nd, \result) && tr->nd.expo[\result] ==
            \old(tr->nd.expo[n]);
*/
uint32_t trie_halve(struct fib_trie *tr, uint32_t n);

#endif
