/* Keeping tnodes as large as they are full. */
#ifndef IPV4_FIB_TRIE_RESIZE_H
#define IPV4_FIB_TRIE_RESIZE_H

#include "ipv4/fib_trie.h"

/* Balances tnode n and all above it [Linux trie_rebalance]. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
             fib_ghost.bk) && Attached(tr->nd, tr->lk) && (n >= NNODE ||
             Tnode(tr->nd, n));
    terminates \true; exits \false;
    assigns tr->nd, tr->lk, tr->ct, tr->fl;
    assigns fib_ghost.cl, fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk)
            && Attached(tr->nd, tr->lk) && SameLeaves(\old(tr->nd), tr->nd);
*/
void trie_rebalance(struct fib_trie *tr, uint32_t n);

#endif
