/* The way down to a key. */
#ifndef IPV4_FIB_TRIE_FIND_H
#define IPV4_FIB_TRIE_FIND_H

#include "ipv4/fib_trie.h"

/* Does the block of node n hold k? */
/*@ requires \valid_read(tr) && Bases;
    requires Forest(tr->nd, tr->lk, fib_ghost.cl) && Node(tr->nd, n);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> InNode(tr->nd, n, k); */
bool trie_holds(const struct fib_trie *tr, uint32_t n, uint64_t k);

/* The cell of tnode n that k belongs to [Linux get_cindex]. */
/*@ requires \valid_read(tr) && Bases;
    requires Forest(tr->nd, tr->lk, fib_ghost.cl);
    requires Tnode(tr->nd, n) && InNode(tr->nd, n, k);
    terminates \true; exits \false;
    assigns \nothing;
    ensures Of(tr->nd, n, \result) && \result >= NTABLE;
    ensures InCell(fib_ghost.cl, \result, k) && Cell(fib_ghost.cl, \result);
    ensures fib_ghost.cl.own[\result] == n; */
uint32_t trie_cell(const struct fib_trie *tr, uint32_t n, uint64_t k);

/*@ ghost
  /@ requires \valid_read(tr) && Bases;
     requires Forest(tr->nd, tr->lk, fib_ghost.cl) &&
       Attached(tr->nd, tr->lk);
     terminates \true; exits \false;
     assigns \nothing;
     ensures Complete(tr->nd, tr->lk, fib_ghost.cl); @/
  void trie_complete(const struct fib_trie *tr);
*/

/*
 * Where k belongs: a cell that holds it, whose child is absent, or a leaf, or
 * does not hold k.
 */
struct trie_place {
	uint32_t cell;
	uint32_t parent;	/* its owner */
};
/*@ requires \valid_read(tr) && Bases && Key(k);
    requires Forest(tr->nd, tr->lk, fib_ghost.cl);
    terminates \true; exits \false;
    assigns \nothing;
    ensures Cell(fib_ghost.cl, \result.cell);
    ensures InCell(fib_ghost.cl, \result.cell, k);
    ensures \result.parent == fib_ghost.cl.own[\result.cell];
    ensures tr->lk.child[\result.cell] == NNODE ||
            Leaf(tr->nd, tr->lk.child[\result.cell]) ||
            (Tnode(tr->nd, tr->lk.child[\result.cell]) &&
            !InNode(tr->nd, tr->lk.child[\result.cell], k)); */
struct trie_place trie_descend(const struct fib_trie *tr, uint64_t k);

/* The leaf of k, or NNODE [Linux fib_find_node]. */
/*@ requires \valid_read(tr) && Bases && Key(k);
    requires Forest(tr->nd, tr->lk, fib_ghost.cl) && Attached(tr->nd, tr->lk);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NNODE;
    ensures \result == NNODE ==> \forall integer l;
            Leaf(tr->nd, l) ==> tr->nd.key[l] != k;
    ensures \result != NNODE ==> Leaf(tr->nd, \result) &&
            tr->nd.key[\result] == k; */
uint32_t fib_find_node(const struct fib_trie *tr, uint64_t k);

#endif
