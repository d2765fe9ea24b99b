/*
 * Blocks of cells for tnodes: what is fresh lies from `bump` on, and there is
 * a list of freed blocks for each size.
 */
#ifndef IPV4_FIB_TRIE_CELL_H
#define IPV4_FIB_TRIE_CELL_H

#include "ipv4/fib_trie.h"

/* A block of 2^bits cells that nobody owns, or NCELL. */
/*@ requires \valid(tr) && Bases && bits <= 32;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    terminates \true; exits \false;
    assigns tr->fl.cell[bits], tr->fl.bump;
    assigns fib_ghost.cl.own[0 .. NCELL - 1], fib_ghost.bk.cell[0 .. NCELL - 1];
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    ensures \result <= NCELL;
    ensures full: \result == NCELL ==> \forall integer j; 0 <= j < NCELL ==>
            fib_ghost.cl.own[j] == \old(fib_ghost.cl.own[j]);
    ensures low: \result != NCELL ==> NTABLE <= \result &&
            \result + Pow(bits) <= tr->fl.bump;
    ensures block: \result != NCELL ==> \forall integer j;
            \result <= j < \result + Pow(bits) ==>
            fib_ghost.cl.own[j] == -1 && \old(fib_ghost.cl.own[j]) < 0;
    ensures frame: \result != NCELL ==> \forall integer j; 0 <= j < NCELL &&
            !(\result <= j < \result + Pow(bits)) ==>
            fib_ghost.cl.own[j] == \old(fib_ghost.cl.own[j]); */
uint32_t trie_cells_alloc(struct fib_trie *tr, uint32_t bits);

/* Gives the block from c on back; nobody owns it any more. */
/*@ requires \valid(tr) && Bases && bits <= 32;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    requires NTABLE <= c && c + Pow(bits) <= tr->fl.bump;
    requires \forall integer j; c <= j < c + Pow(bits) ==>
             fib_ghost.cl.own[j] == -1;
    terminates \true; exits \false;
    assigns tr->fl.cell[bits], tr->lk.child[c];
    assigns fib_ghost.cl.own[0 .. NCELL - 1], fib_ghost.bk.cell[0 .. NCELL - 1];
    assigns fib_ghost.bk.bits[c];
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    ensures frame: \forall integer j; 0 <= j < NCELL &&
            !(c <= j < c + Pow(bits)) ==>
            fib_ghost.cl.own[j] == \old(fib_ghost.cl.own[j]);
    ensures block: \forall integer j; c <= j < c + Pow(bits) ==>
            fib_ghost.cl.own[j] < 0; */
void trie_cells_free(struct fib_trie *tr, uint32_t c, uint32_t bits);

#endif
