/* The children of a tnode to one with half as many cells. */
#ifndef IPV4_FIB_TRIE_POUR_H
#define IPV4_FIB_TRIE_POUR_H

#include "ipv4/fib_trie.h"

/* The children of n to t, which has a tnode wherever two will share a cell. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
             fib_ghost.bk) && tr->lk.pcell[t] == NCELL;
    requires Half(tr->nd, n, t);
    requires AttachedBut(tr->nd, tr->lk, t);
    requires Kids(tr->nd, tr->lk, n, t, tr->nd.first[t]);
    requires Pairs(tr->nd, tr->lk, n, t, tr->nd.first[t], tr->nd.first[t] +
             Pow(tr->nd.bits[t]));
    terminates \true; exits \false;
    assigns tr->lk, tr->ct;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk)
            && Empty(tr->nd, tr->lk, n) && tr->lk.pcell[t] == NCELL;
    ensures AttachedBut(tr->nd, tr->lk, t); */
void halve_pour(struct fib_trie *tr, uint32_t n, uint32_t t);

#endif
