/*
 * The second half of halve: no memory is taken any more.  Contract:
 * fib_trie_pour.h.
 */
#include "ipv4/fib_trie_pour.h"
#include "ipv4/fib_trie_bits.h"
#include "ipv4/fib_trie_move.h"
#include "ipv4/fib_trie_split.h"

/* The children in cells i and i + 1 of n to cell d of t, or to its child. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    requires Half(tr->nd, n, t) && Of(tr->nd, n, i) && Of(tr->nd, n, i + 1);
    requires Cell(fib_ghost.cl, i) && fib_ghost.cl.own[i] == n &&
             fib_ghost.cl.ex[i] == tr->nd.pos[n] && i >= NTABLE;
    requires Cell(fib_ghost.cl, i + 1) && fib_ghost.cl.own[i + 1] == n &&
             fib_ghost.cl.ex[i + 1] == tr->nd.pos[n];
    requires Cell(fib_ghost.cl, d) && fib_ghost.cl.own[d] == t &&
             fib_ghost.cl.ex[d] == tr->nd.pos[t] && d >= NTABLE;
    requires fib_ghost.cl.at[i] == fib_ghost.cl.at[d] &&
             fib_ghost.cl.at[i + 1] ==
             fib_ghost.cl.at[d] + Pow(tr->nd.pos[n]);
    requires tr->lk.child[d] != NNODE ==> Tnode(tr->nd, tr->lk.child[d]) &&
             tr->nd.pos[tr->lk.child[d]] == tr->nd.pos[n] &&
             tr->nd.bits[tr->lk.child[d]] == 1 &&
             Empty(tr->nd, tr->lk, tr->lk.child[d]);
    requires tr->lk.child[d] == NNODE && tr->lk.child[i] != NNODE ==>
             tr->lk.child[i + 1] == NNODE;
    terminates \true; exits \false;
    assigns tr->lk, tr->ct;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    ensures gone: tr->lk.child[i] == NNODE && tr->lk.child[i + 1] == NNODE;
    ensures linked: \forall integer m; Node(tr->nd, m) ==>
            (tr->lk.pcell[m] == NCELL <==> \old(tr->lk.pcell[m]) == NCELL);
    ensures rest: \forall integer c; Cell(fib_ghost.cl, c) && c != i &&
            c != i + 1 && c != d &&
            fib_ghost.cl.own[c] != \old(tr->lk.child[d]) ==>
            tr->lk.child[c] == \old(tr->lk.child[c]); */
static void pour_pair(struct fib_trie *tr, uint32_t i, uint32_t d, uint32_t t)
	/*@ ghost (uint32_t n) */
{
	uint32_t u = tr->lk.child[d];

	//@ ghost uint32_t j = i + 1;
	//@ ghost trie_lemma_half(tr, n, t);
	//@ assert p1: \forall integer c; i <= c < i + 2 ==> c == i || c == j;
	/*@ assert p20: tr->lk.child[i] != NNODE ==> Node(tr->nd,
	      tr->lk.child[i]) && Sub(tr->nd, fib_ghost.cl, tr->lk.child[i], i)
	      && tr->lk.pcell[tr->lk.child[i]] == i; */
	/*@ assert p21: tr->lk.child[j] != NNODE ==> Node(tr->nd,
	      tr->lk.child[j]) && Sub(tr->nd, fib_ghost.cl, tr->lk.child[j], j)
	      && tr->lk.pcell[tr->lk.child[j]] == j; */
	/*@ assert p22: Pow(tr->nd.pos[t]) == 2 * Pow(tr->nd.pos[n]) &&
	      fib_ghost.cl.at[j] == fib_ghost.cl.at[d] + Pow(tr->nd.pos[n]); */
	/*@ assert p23: tr->lk.child[i] != NNODE ==> fib_ghost.cl.at[d] <=
	      tr->nd.key[tr->lk.child[i]] && tr->nd.key[tr->lk.child[i]] +
	      Pow(tr->nd.expo[tr->lk.child[i]]) <= fib_ghost.cl.at[d] +
	      Pow(fib_ghost.cl.ex[d]) && tr->nd.expo[tr->lk.child[i]] <=
	      tr->nd.pos[n]; */
	/*@ assert p24: tr->lk.child[j] != NNODE ==> fib_ghost.cl.at[d] <=
	      tr->nd.key[tr->lk.child[j]] && tr->nd.key[tr->lk.child[j]] +
	      Pow(tr->nd.expo[tr->lk.child[j]]) <= fib_ghost.cl.at[d] +
	      Pow(fib_ghost.cl.ex[d]) && tr->nd.expo[tr->lk.child[j]] <=
	      tr->nd.pos[n]; */
	/*@ assert p2: \forall integer c; i <= c < i + 2 && tr->lk.child[c] !=
	      NNODE ==> Node(tr->nd, tr->lk.child[c]) && Sub(tr->nd,
	      fib_ghost.cl, tr->lk.child[c], c) &&
	      tr->lk.pcell[tr->lk.child[c]] == c && fib_ghost.cl.at[d] <=
	      tr->nd.key[tr->lk.child[c]] && tr->nd.key[tr->lk.child[c]] +
	      Pow(tr->nd.expo[tr->lk.child[c]]) <= fib_ghost.cl.at[d] +
	      Pow(fib_ghost.cl.ex[d]) && tr->nd.expo[tr->lk.child[c]] <=
	      tr->nd.pos[n]; */
	/*@ assert p3: \forall integer c; Of(tr->nd, n, c) ==>
	      Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] == n && (c == i || c
	      == j || c < i || c > j); */
	/*@ assert p4: Block(fib_ghost.cl.at[d], fib_ghost.cl.ex[d]) &&
	      Block(fib_ghost.cl.at[i], fib_ghost.cl.ex[i]) &&
	      Block(fib_ghost.cl.at[j], fib_ghost.cl.ex[j]); */
	/*@ assert p5: \forall integer e; Cell(fib_ghost.cl, e) &&
	      fib_ghost.cl.own[e] == t ==> fib_ghost.cl.ex[e] == tr->nd.pos[t]
	      && Block(fib_ghost.cl.at[e], fib_ghost.cl.ex[e]) && e >=
	      NTABLE; */
	/*@ assert p6: \forall integer e; Cell(fib_ghost.cl, e) &&
	      fib_ghost.cl.own[e] == t && Meet(fib_ghost.cl.at[d],
	      fib_ghost.cl.ex[d], fib_ghost.cl.at[e], fib_ghost.cl.ex[e]) ==> e
	      == d; */
	/*@ assert p7: \forall integer z; Node(tr->nd, z) && i <=
	      tr->lk.pcell[z] < i + 2 ==> tr->lk.child[tr->lk.pcell[z]] == z &&
	      fib_ghost.cl.at[d] <= tr->nd.key[z] && tr->nd.key[z] +
	      Pow(tr->nd.expo[z]) <= fib_ghost.cl.at[d] +
	      Pow(fib_ghost.cl.ex[d]); */
	//@ ghost L: ;
	if (u != NNODE) {
		/*@ assert u0: Tnode(tr->nd, u) && u != n && u != t &&
		      tr->nd.key[u] == fib_ghost.cl.at[d] && tr->nd.expo[u] ==
		      tr->nd.pos[t] && tr->nd.pos[u] == tr->nd.pos[n] &&
		      tr->lk.pcell[u] == d; */
		/*@ assert u1: \forall integer e; Cell(fib_ghost.cl, e) &&
		      fib_ghost.cl.own[e] == u ==> tr->lk.child[e] == NNODE &&
		      fib_ghost.cl.ex[e] == tr->nd.pos[n] && e >= NTABLE &&
		      Block(fib_ghost.cl.at[e], fib_ghost.cl.ex[e]); */
		/*@ assert u2: \forall integer c, e; i <= c < i + 2 &&
		      tr->lk.child[c] != NNODE && Cell(fib_ghost.cl, e) &&
		      fib_ghost.cl.own[e] == u && MeetCell(tr->nd,
		      fib_ghost.cl, tr->lk.child[c], e) ==> fib_ghost.cl.at[e]
		      == fib_ghost.cl.at[c]; */
		//@ assert u3: FitsIn(tr->nd, tr->lk, i, i + 2, u);
		//@ assert u4: Room(tr->nd, tr->lk, fib_ghost.cl, i, i + 2, u);
		/*@ assert u5: Single(tr->nd, tr->lk, fib_ghost.cl, i, i + 2,
		      u); */
		trie_move(tr, i, i + 2, u) /*@ ghost (n) */;
		/*@ assert u6: \forall integer c; Cell(fib_ghost.cl, c) &&
		      fib_ghost.cl.own[c] != u && !(i <= c < i + 2) ==>
		      tr->lk.child[c] == \at(tr->lk.child[c], L); */
	} else {
		//@ assert v0: FitsIn(tr->nd, tr->lk, i, i + 2, t);
		/*@ assert v1: \forall integer c, e; i <= c < i + 2 &&
		      tr->lk.child[c] != NNODE && Cell(fib_ghost.cl, e) &&
		      fib_ghost.cl.own[e] == t && MeetCell(tr->nd,
		      fib_ghost.cl, tr->lk.child[c], e) ==> e == d; */
		//@ assert v2: Room(tr->nd, tr->lk, fib_ghost.cl, i, i + 2, t);
		/*@ assert v3: Single(tr->nd, tr->lk, fib_ghost.cl, i, i + 2,
		      t); */
		trie_move(tr, i, i + 2, t) /*@ ghost (n) */;
		/*@ assert v4: \forall integer e; Cell(fib_ghost.cl, e) &&
		      fib_ghost.cl.own[e] == t && tr->lk.child[e] != NNODE &&
		      \at(tr->lk.child[e], L) == NNODE ==> (\let z =
		      tr->lk.child[e]; Node(tr->nd, z) && Sub(tr->nd,
		      fib_ghost.cl, z, e) && i <= \at(tr->lk.pcell[z], L) < i +
		      2); */
		/*@ assert v41: \forall integer e; Cell(fib_ghost.cl, e) &&
		      fib_ghost.cl.own[e] == t && tr->lk.child[e] != NNODE &&
		      \at(tr->lk.child[e], L) == NNODE ==> (\let z =
		      tr->lk.child[e]; fib_ghost.cl.at[d] <= tr->nd.key[z] <
		      fib_ghost.cl.at[d] + Pow(fib_ghost.cl.ex[d]) &&
		      Sub(tr->nd, fib_ghost.cl, z, e)); */
		/*@ assert v42: \forall integer e; Cell(fib_ghost.cl, e) &&
		      fib_ghost.cl.own[e] == t && tr->lk.child[e] != NNODE &&
		      \at(tr->lk.child[e], L) == NNODE ==> e == d; */
		/*@ assert v5: \forall integer e; Cell(fib_ghost.cl, e) &&
		      fib_ghost.cl.own[e] == t && e != d ==> tr->lk.child[e] ==
		      \at(tr->lk.child[e], L); */
	}
}

void halve_pour(struct fib_trie *tr, uint32_t n, uint32_t t)
{
	uint64_t size = trie_size(tr->nd.bits[t]);
	uint32_t x = 0;

	//@ ghost trie_lemma_half(tr, n, t);
	/*@ loop invariant 0 <= x <= size == Pow(tr->nd.bits[t]);
	    loop invariant TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
	          fib_ghost.bk) && tr->lk.pcell[t] == NCELL;
	    loop invariant gone: \forall integer c; tr->nd.first[n] <= c
	          < tr->nd.first[n] + 2 * x ==> tr->lk.child[c] == NNODE;
	    loop invariant kids: Kids(tr->nd, tr->lk, n, t,
	      tr->nd.first[t] + x);
	    loop invariant pairs: Pairs(tr->nd, tr->lk, n, t,
	      tr->nd.first[t] + x, tr->nd.first[t] + size);
	    loop invariant AttachedBut(tr->nd, tr->lk, t);
	    loop assigns x, tr->lk, tr->ct;
	    loop variant size - x; */
	while (x < size) {
		uint32_t i = tr->nd.first[n] + 2 * x, d = tr->nd.first[t] + x;

		//@ ghost trie_lemma_half(tr, n, t);
		//@ ghost trie_lemma_pair(tr, n, t, x, i, d);
		//@ ghost uint32_t u = tr->lk.child[d];
		/*@ assert q0: u != NNODE ==> Tnode(tr->nd, u) && u != n && u
		      != t && tr->nd.pos[u] == tr->nd.pos[n] && tr->nd.bits[u]
		      == 1 && Empty(tr->nd, tr->lk, u) && tr->lk.pcell[u] ==
		      d; */
		/*@ assert q1: u == NNODE && tr->lk.child[i] != NNODE ==>
		      tr->lk.child[i + 1] == NNODE; */
		/*@ assert q2: \forall integer c; Of(tr->nd, n, c) ==>
		      Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] == n; */
		/*@ assert q3: \forall integer e; Of(tr->nd, t, e) ==>
		      Cell(fib_ghost.cl, e) && fib_ghost.cl.own[e] == t; */
		/*@ assert q4: \forall integer e; d < e < tr->nd.first[t] +
		      size && tr->lk.child[e] != NNODE ==> Tnode(tr->nd,
		      tr->lk.child[e]) && tr->lk.pcell[tr->lk.child[e]] == e &&
		      tr->lk.child[e] != n && tr->lk.child[e] != t &&
		      tr->lk.child[e] != u && Empty(tr->nd, tr->lk,
		      tr->lk.child[e]); */
		/*@ assert q5: \forall integer e, c; d < e < tr->nd.first[t] +
		      size && tr->lk.child[e] != NNODE && Of(tr->nd,
		      tr->lk.child[e], c) ==> Cell(fib_ghost.cl, c) &&
		      fib_ghost.cl.own[c] == tr->lk.child[e] && tr->lk.child[c]
		      == NNODE; */
		//@ ghost L: ;
		pour_pair(tr, i, d, t) /*@ ghost (n) */;
		/*@ assert w0: \forall integer c; Of(tr->nd, n, c) && c != i &&
		      c != i + 1 ==> tr->lk.child[c] == \at(tr->lk.child[c],
		      L); */
		/*@ assert w1: \forall integer e; Of(tr->nd, t, e) && e != d
		      ==> tr->lk.child[e] == \at(tr->lk.child[e], L); */
		/*@ assert w2: \forall integer e, c; d < e < tr->nd.first[t] +
		      size && tr->lk.child[e] != NNODE && Of(tr->nd,
		      tr->lk.child[e], c) ==> tr->lk.child[c] == NNODE; */
		x++;
	}
}
