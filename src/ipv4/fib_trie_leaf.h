/* A leaf's way into the trie and out of it. */
#ifndef IPV4_FIB_TRIE_LEAF_H
#define IPV4_FIB_TRIE_LEAF_H

#include "ipv4/fib_trie.h"

/*
 * The leaf of k, made if it is not there; NNODE when the pools are empty
 * [Linux fib_find_node, fib_insert_node].
 */
/*@ requires \valid(tr) && Bases && Key(k);
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    requires Attached(tr->nd, tr->lk);
    terminates \true; exits \false;
    assigns tr->nd, tr->lk, tr->ct, tr->fl;
    assigns fib_ghost.cl, fib_ghost.bk;
    assigns tr->al.head[tr->fl.node];
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    ensures Attached(tr->nd, tr->lk);
    ensures \result <= NNODE;
    ensures found: \result != NNODE ==>
            Leaf(tr->nd, \result) && tr->nd.key[\result] == k;
    ensures kept: \forall integer l; \old(Leaf(tr->nd, l)) ==>
            Leaf(tr->nd, l) && tr->nd.key[l] == \old(tr->nd.key[l]) &&
            tr->al.head[l] == \old(tr->al.head[l]);
    ensures fresh: \forall integer l; Leaf(tr->nd, l) &&
            !\old(Leaf(tr->nd, l)) ==>
            l == \result && tr->al.head[l] == NALIAS; */
uint32_t fib_insert_node(struct fib_trie *tr, uint64_t k);

/* Takes a leaf out and frees it. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    requires Attached(tr->nd, tr->lk) && Leaf(tr->nd, l);
    terminates \true; exits \false;
    assigns tr->fl.node, tr->nd.kind[l], tr->lk.child[tr->lk.pcell[l]];
    assigns tr->lk.pcell[l], tr->lk.parent[l], tr->ct;
    assigns fib_ghost.bk.node[0 .. NNODE - 1];
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    ensures Attached(tr->nd, tr->lk) && FreeNode(tr->nd, l); */
void fib_remove_node(struct fib_trie *tr, uint32_t l);

#endif
