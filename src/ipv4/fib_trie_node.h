/* The pool of nodes: leaves, and tnodes with their cells. */
#ifndef IPV4_FIB_TRIE_NODE_H
#define IPV4_FIB_TRIE_NODE_H

#include "ipv4/fib_trie.h"

/* A detached leaf without routes, or NNODE [Linux leaf_new]. */
/*@ requires \valid(tr) && Bases && Key(k);
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    terminates \true; exits \false;
    assigns tr->fl.node, tr->nd.kind[tr->fl.node], tr->nd.key[tr->fl.node];
    assigns tr->nd.expo[tr->fl.node], tr->lk.pcell[tr->fl.node];
    assigns tr->al.head[tr->fl.node], fib_ghost.bk.node[0 .. NNODE - 1];
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    ensures \result == \old(tr->fl.node) && \result <= NNODE;
    ensures \result != NNODE ==> \old(FreeNode(tr->nd, tr->fl.node)) &&
            Leaf(tr->nd, \result) && tr->nd.key[\result] == k &&
            tr->lk.pcell[\result] == NCELL && tr->al.head[\result] == NALIAS;
*/
uint32_t leaf_new(struct fib_trie *tr, uint64_t k);

/* Frees a detached leaf. */
/*@ requires \valid(tr);
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    requires Leaf(tr->nd, m) && tr->lk.pcell[m] == NCELL;
    terminates \true; exits \false;
    assigns tr->fl.node, tr->nd.kind[m], tr->lk.parent[m];
    assigns fib_ghost.bk.node[0 .. NNODE - 1];
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    ensures FreeNode(tr->nd, m); */
void leaf_free(struct fib_trie *tr, uint32_t m);

/* A detached tnode with 2^bits empty cells, or NNODE [Linux tnode_new]. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    requires 1 <= bits && pos + bits <= 32 && Block(key, pos + bits);
    terminates \true; exits \false;
    assigns tr->fl, tr->ct, tr->nd.kind[tr->fl.node], tr->nd.key[tr->fl.node];
    assigns tr->nd.expo[tr->fl.node], tr->nd.pos[tr->fl.node];
    assigns tr->nd.bits[tr->fl.node], tr->nd.first[tr->fl.node];
    assigns tr->lk.pcell[tr->fl.node], tr->lk.child[0 .. NCELL - 1];
    assigns fib_ghost.cl, fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    ensures \result != NNODE ==> \result == \old(tr->fl.node) &&
            \old(FreeNode(tr->nd, tr->fl.node)) && Tnode(tr->nd, \result) &&
            tr->nd.key[\result] == key && tr->nd.pos[\result] == pos &&
            tr->nd.bits[\result] == bits && tr->lk.pcell[\result] == NCELL;
    ensures empty: \result != NNODE ==> \forall integer j;
            Of(tr->nd, \result, j) ==> tr->lk.child[j] == NNODE &&
            \old(fib_ghost.cl.own[j]) < 0;
    ensures none: \result == NNODE ==> \forall integer n; 0 <= n < NNODE ==>
            tr->nd.kind[n] == \old(tr->nd.kind[n]) &&
            tr->nd.key[n] == \old(tr->nd.key[n]) &&
            tr->nd.expo[n] == \old(tr->nd.expo[n]) &&
            tr->nd.pos[n] == \old(tr->nd.pos[n]) &&
            tr->nd.bits[n] == \old(tr->nd.bits[n]) &&
            tr->nd.first[n] == \old(tr->nd.first[n]) &&
            tr->lk.pcell[n] == \old(tr->lk.pcell[n]);
    ensures frame: \forall integer j; 0 <= j < NCELL &&
            \old(fib_ghost.cl.own[j]) >= 0 ==>
            tr->lk.child[j] == \old(tr->lk.child[j]) &&
            fib_ghost.cl.own[j] == \old(fib_ghost.cl.own[j]) &&
            fib_ghost.cl.at[j] == \old(fib_ghost.cl.at[j]) &&
            fib_ghost.cl.ex[j] == \old(fib_ghost.cl.ex[j]); */
uint32_t tnode_new(struct fib_trie *tr, uint64_t key, uint8_t pos,
	uint8_t bits);

/* Frees a detached tnode without children [Linux tnode_free]. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    requires Tnode(tr->nd, m) && tr->lk.pcell[m] == NCELL;
    requires \forall integer j; Of(tr->nd, m, j) ==> tr->lk.child[j] == NNODE;
    terminates \true; exits \false;
    assigns tr->fl, tr->nd.kind[m], tr->lk.parent[m];
    assigns tr->lk.child[tr->nd.first[m]];
    assigns fib_ghost.cl.own[0 .. NCELL - 1], fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    ensures FreeNode(tr->nd, m);
    ensures frame: \forall integer j; 0 <= j < NCELL &&
            \old(fib_ghost.cl.own[j]) >= 0 &&
            \old(fib_ghost.cl.own[j]) != m ==>
            fib_ghost.cl.own[j] == \old(fib_ghost.cl.own[j]); */
void tnode_free(struct fib_trie *tr, uint32_t m);

#endif
