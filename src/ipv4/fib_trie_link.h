/* A node's place in its cell.  The smallest steps of all changes. */
#ifndef IPV4_FIB_TRIE_LINK_H
#define IPV4_FIB_TRIE_LINK_H

#include "ipv4/fib_trie.h"

/* Puts the detached node m into the empty cell j of `parent`. */
/*@ requires \valid(tr);
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    requires Node(tr->nd, m) && tr->lk.pcell[m] == NCELL;
    requires Cell(fib_ghost.cl, j) && parent == fib_ghost.cl.own[j];
    requires tr->lk.child[j] == NNODE && Sub(tr->nd, fib_ghost.cl, m, j);
    terminates \true; exits \false;
    assigns tr->lk.child[j], tr->lk.pcell[m], tr->lk.parent[m], tr->ct;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    ensures tr->lk.child[j] == m && tr->lk.pcell[m] == j; */
void trie_link(struct fib_trie *tr, uint32_t m, uint32_t j, uint32_t parent);

/* Takes node m out of its cell. */
/*@ requires \valid(tr);
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    requires Node(tr->nd, m) && tr->lk.pcell[m] != NCELL;
    terminates \true; exits \false;
    assigns tr->lk.child[tr->lk.pcell[m]], tr->lk.pcell[m], tr->ct;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    ensures tr->lk.child[\old(tr->lk.pcell[m])] == NNODE;
    ensures tr->lk.pcell[m] == NCELL; */
void trie_unlink(struct fib_trie *tr, uint32_t m);

#endif
