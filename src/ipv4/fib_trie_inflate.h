/* A tnode with twice as many cells, or with half as many. */
#ifndef IPV4_FIB_TRIE_INFLATE_H
#define IPV4_FIB_TRIE_INFLATE_H

#include "ipv4/fib_trie.h"

/* The empty and detached t takes the place of n, which is empty. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
             fib_ghost.bk) && Tnode(tr->nd, n) && Tnode(tr->nd, t) && n != t &&
             tr->lk.pcell[n] != NCELL && tr->lk.pcell[t] == NCELL &&
             Empty(tr->nd, tr->lk, n);
    requires tr->nd.key[t] == tr->nd.key[n] && tr->nd.expo[t] ==
             tr->nd.expo[n];
    requires AttachedBut(tr->nd, tr->lk, t);
    terminates \true; exits \false;
    assigns tr->nd.kind[n], tr->lk, tr->ct, tr->fl;
    assigns fib_ghost.cl.own[0 .. NCELL - 1], fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk)
            && Attached(tr->nd, tr->lk) && FreeNode(tr->nd, n);
*/
void trie_replace(struct fib_trie *tr, uint32_t n, uint32_t t);

/* One more bit for tnode n; the tnode now there [Linux inflate]. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
             fib_ghost.bk) && Attached(tr->nd, tr->lk) && Tnode(tr->nd, n) &&
             tr->nd.pos[n] >= 1;
    terminates \true; exits \false;
    assigns tr->nd, tr->lk, tr->ct, tr->fl;
    assigns fib_ghost.cl, fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk)
            && Attached(tr->nd, tr->lk) && SameLeaves(\old(tr->nd), tr->nd);
    ensures Tnode(tr->nd, \result) && tr->nd.expo[\result] ==
            \old(tr->nd.expo[n]);
*/
uint32_t trie_inflate(struct fib_trie *tr, uint32_t n);

#endif
