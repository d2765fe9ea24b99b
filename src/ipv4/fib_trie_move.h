/* Moving children from one tnode to another. */
#ifndef IPV4_FIB_TRIE_MOVE_H
#define IPV4_FIB_TRIE_MOVE_H

#include "ipv4/fib_trie.h"

/* Moves the children in cells lo .. hi - 1 of f to t [Linux put_child]. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
             fib_ghost.bk) && Tnode(tr->nd, f) && Tnode(tr->nd, t) && f != t;
    requires tr->nd.first[f] <= lo <= hi <= tr->nd.first[f] +
             Pow(tr->nd.bits[f]);
    requires FitsIn(tr->nd, tr->lk, lo, hi, t) && Room(tr->nd, tr->lk,
             fib_ghost.cl, lo, hi, t) && Single(tr->nd, tr->lk, fib_ghost.cl,
             lo, hi, t);
    terminates \true; exits \false;
    assigns tr->lk, tr->ct;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    ensures gone: \forall integer c; lo <= c < hi ==> tr->lk.child[c]
            == NNODE;
    ensures rest: \forall integer c; Cell(fib_ghost.cl, c) &&
            fib_ghost.cl.own[c] != t && !(lo <= c < hi) ==> tr->lk.child[c] ==
            \old(tr->lk.child[c]);
    ensures linked: \forall integer m; Node(tr->nd, m) ==>
            (tr->lk.pcell[m] == NCELL <==> \old(tr->lk.pcell[m]) == NCELL);
    ensures stay: \forall integer m; Node(tr->nd, m) && !(lo <=
            \old(tr->lk.pcell[m]) < hi) ==> tr->lk.pcell[m] ==
            \old(tr->lk.pcell[m]) && tr->lk.parent[m] ==
            \old(tr->lk.parent[m]);
    ensures kept: \forall integer d; Cell(fib_ghost.cl, d) &&
            fib_ghost.cl.own[d] == t && \old(tr->lk.child[d]) != NNODE ==>
            tr->lk.child[d] == \old(tr->lk.child[d]);
    ensures new: \forall integer d; Cell(fib_ghost.cl, d) &&
            fib_ghost.cl.own[d] == t && tr->lk.child[d] != NNODE &&
            \old(tr->lk.child[d]) == NNODE ==> (\let x = tr->lk.child[d]; lo <=
            \old(tr->lk.pcell[x]) < hi);
*/
void trie_move(struct fib_trie *tr, uint32_t lo, uint32_t hi, uint32_t t)
	/*@ ghost (uint32_t f) */;

#endif
