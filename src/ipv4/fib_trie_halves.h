/* The tnodes that the halves of another will need. */
#ifndef IPV4_FIB_TRIE_HALVES_H
#define IPV4_FIB_TRIE_HALVES_H

#include "ipv4/fib_trie.h"

struct trie_halves {
	uint32_t top, low, high;	/* top == NNODE: no room */
};

/* The three tnodes that a split of m needs, detached and empty. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
             fib_ghost.bk) && Tnode(tr->nd, m) && tr->nd.bits[m] >= 2;
    terminates \true; exits \false;
    assigns tr->nd, tr->lk, tr->ct, tr->fl;
    assigns fib_ghost.cl, fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk)
            && SameLeaves(\old(tr->nd), tr->nd) && \result.top <= NNODE;
    ensures nodes: KeptNodes(\old(tr->nd), \old(tr->lk), tr->nd,
            tr->lk, -1);
    ensures cells: KeptCells(\old(fib_ghost.cl), fib_ghost.cl, -1);
    ensures children: KeptChildren(\old(tr->lk), \old(fib_ghost.cl),
            tr->lk, -1, NCELL);
    ensures none: \result.top == NNODE ==> \forall integer n;
            Node(tr->nd, n) ==> \old(Node(tr->nd, n));
    ensures three: \result.top != NNODE ==> \forall integer n;
            Node(tr->nd, n) ==> \old(Node(tr->nd, n)) || n == \result.top || n
            == \result.low || n == \result.high;
    ensures new: \result.top != NNODE ==> Tnode(tr->nd, \result.top) &&
            Tnode(tr->nd, \result.low) && Tnode(tr->nd, \result.high) &&
            !\old(Node(tr->nd, \result.top)) && !\old(Node(tr->nd,
            \result.low)) && !\old(Node(tr->nd, \result.high)) && \result.top
            != \result.low && \result.top != \result.high && \result.low !=
            \result.high;
    ensures free: \result.top != NNODE ==> tr->lk.pcell[\result.top] ==
            NCELL && tr->lk.pcell[\result.low] == NCELL &&
            tr->lk.pcell[\result.high] == NCELL && Empty(tr->nd, tr->lk,
            \result.top) && Empty(tr->nd, tr->lk, \result.low) && Empty(tr->nd,
            tr->lk, \result.high);
    ensures top: \result.top != NNODE ==> tr->nd.key[\result.top] ==
            \old(tr->nd.key[m]) && tr->nd.pos[\result.top] ==
            \old(tr->nd.expo[m]) - 1 && tr->nd.bits[\result.top] == 1;
    ensures low: \result.top != NNODE ==> tr->nd.key[\result.low] ==
            \old(tr->nd.key[m]) && tr->nd.pos[\result.low] ==
            \old(tr->nd.pos[m]) && tr->nd.bits[\result.low] ==
            \old(tr->nd.bits[m]) - 1;
    ensures high: \result.top != NNODE ==> tr->nd.key[\result.high] ==
            \old(tr->nd.key[m] + Pow(tr->nd.expo[m] - 1)) &&
            tr->nd.pos[\result.high] == \old(tr->nd.pos[m]) &&
            tr->nd.bits[\result.high] == \old(tr->nd.bits[m]) - 1;
*/
struct trie_halves halves_new(struct fib_trie *tr, uint32_t m);

#endif
