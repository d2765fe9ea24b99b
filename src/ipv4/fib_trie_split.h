/* Splitting a tnode into halves, and taking a superfluous one out. */
#ifndef IPV4_FIB_TRIE_SPLIT_H
#define IPV4_FIB_TRIE_SPLIT_H

#include "ipv4/fib_trie.h"

/* Where tnode m was, a tnode of one bit over two halves of it; 0: no room. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
             fib_ghost.bk) && Attached(tr->nd, tr->lk) && Tnode(tr->nd, m) &&
             tr->nd.bits[m] >= 2;
    terminates \true; exits \false;
    assigns tr->nd, tr->lk, tr->ct, tr->fl;
    assigns fib_ghost.cl, fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk)
            && Attached(tr->nd, tr->lk) && SameLeaves(\old(tr->nd), tr->nd);
    ensures thin: \result ==> (\let x =
            tr->lk.child[\old(tr->lk.pcell[m])]; Tnode(tr->nd, x) &&
            tr->nd.bits[x] == 1 && tr->nd.expo[x] == \old(tr->nd.expo[m]));
    ensures nodes: KeptNodes(\old(tr->nd), \old(tr->lk), tr->nd,
            tr->lk, m);
    ensures cells: KeptCells(\old(fib_ghost.cl), fib_ghost.cl, m);
    ensures children: KeptChildren(\old(tr->lk), \old(fib_ghost.cl),
            tr->lk, m, \old(tr->lk.pcell[m]));
*/
bool trie_split(struct fib_trie *tr, uint32_t m);

/* The only child of tnode n, in its cell i, takes its place. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
             fib_ghost.bk) && Attached(tr->nd, tr->lk) && Tnode(tr->nd, n) &&
             Of(tr->nd, n, i) && tr->lk.child[i] != NNODE;
    requires \forall integer c; Of(tr->nd, n, c) && c != i ==>
             tr->lk.child[c] == NNODE;
    terminates \true; exits \false;
    assigns tr->nd.kind[n], tr->lk, tr->ct, tr->fl;
    assigns fib_ghost.cl.own[0 .. NCELL - 1], fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk)
            && Attached(tr->nd, tr->lk) && FreeNode(tr->nd, n);
    ensures nodes: KeptNodes(\old(tr->nd), \old(tr->lk), tr->nd,
            tr->lk, n);
    ensures cells: KeptCells(\old(fib_ghost.cl), fib_ghost.cl, n);
    ensures children: KeptChildren(\old(tr->lk), \old(fib_ghost.cl),
            tr->lk, n, \old(tr->lk.pcell[n]));
*/
void trie_collapse(struct fib_trie *tr, uint32_t n, uint32_t i);

/*@ ghost
  /@ requires \valid_read(tr) && Bases;
     requires Forest(tr->nd, tr->lk, fib_ghost.cl) && Tnode(tr->nd, n);
     terminates \true; exits \false;
     assigns \nothing;
     ensures Halves(tr->nd, fib_ghost.cl, n); @/
  void trie_lemma_halves(const struct fib_trie *tr, uint32_t n);

  /@ requires \valid_read(tr) && Bases;
     requires Forest(tr->nd, tr->lk, fib_ghost.cl);
     requires Half(tr->nd, n, t);
     terminates \true; exits \false;
     assigns \nothing;
     ensures tr->nd.bits[n] == tr->nd.bits[t] + 1;
     ensures Pow(tr->nd.bits[n]) == 2 * Pow(tr->nd.bits[t]);
     ensures Pow(tr->nd.pos[t]) == 2 * Pow(tr->nd.pos[n]); @/
  void trie_lemma_half(const struct fib_trie *tr, uint32_t n, uint32_t t);

  /@ requires \valid_read(tr) && Bases;
     requires Forest(tr->nd, tr->lk, fib_ghost.cl);
     requires Half(tr->nd, n, t);
     requires x < Pow(tr->nd.bits[t]);
     requires i == tr->nd.first[n] + 2 * x && d == tr->nd.first[t] + x;
     terminates \true; exits \false;
     assigns \nothing;
     ensures Of(tr->nd, n, i) && Of(tr->nd, n, i + 1) && Of(tr->nd, t, d);
     ensures Cell(fib_ghost.cl, i) && fib_ghost.cl.own[i] == n &&
       fib_ghost.cl.ex[i] == tr->nd.pos[n] && i >= NTABLE;
     ensures Cell(fib_ghost.cl, i + 1) && fib_ghost.cl.own[i + 1] == n &&
       fib_ghost.cl.ex[i + 1] == tr->nd.pos[n];
     ensures Cell(fib_ghost.cl, d) && fib_ghost.cl.own[d] == t &&
       fib_ghost.cl.ex[d] == tr->nd.pos[t] && d >= NTABLE;
     ensures fib_ghost.cl.at[i] == fib_ghost.cl.at[d];
     ensures fib_ghost.cl.at[i + 1] ==
       fib_ghost.cl.at[d] + Pow(tr->nd.pos[n]); @/
  void trie_lemma_pair(const struct fib_trie *tr, uint32_t n, uint32_t t,
    uint64_t x, uint64_t i, uint64_t d);
*/

#endif
