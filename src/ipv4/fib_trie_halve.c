/*
 * A tnode with half as many cells.  Contract: fib_trie_halve.h.
 *
 * First the new tnode gets an empty one of one bit for each two children that
 * will share a cell; if room runs out it is taken down again and nothing has
 * changed.  Then the children move, which cannot fail.
 */
#include "ipv4/fib_trie_halve.h"
#include "ipv4/fib_trie_bits.h"
#include "ipv4/fib_trie_inflate.h"
#include "ipv4/fib_trie_link.h"
#include "ipv4/fib_trie_move.h"
#include "ipv4/fib_trie_node.h"
#include "ipv4/fib_trie_split.h"

/* Takes t, which has empty tnodes of one bit at most, down again. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
             fib_ghost.bk) && Tnode(tr->nd, t) && tr->lk.pcell[t] == NCELL;
    requires \forall integer c; Of(tr->nd, t, c) && tr->lk.child[c] !=
             NNODE ==> Tnode(tr->nd, tr->lk.child[c]) && Empty(tr->nd, tr->lk,
             tr->lk.child[c]);
    requires AttachedBut(tr->nd, tr->lk, t);
    terminates \true; exits \false;
    assigns tr->nd.kind[0 .. NNODE - 1], tr->lk, tr->ct, tr->fl;
    assigns fib_ghost.cl.own[0 .. NCELL - 1], fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk)
            && Attached(tr->nd, tr->lk) && SameLeaves(\old(tr->nd), tr->nd);
    ensures \forall integer m; \old(Node(tr->nd, m)) && m != t &&
            \old(tr->lk.parent[m]) != t ==> tr->nd.kind[m] ==
            \old(tr->nd.kind[m]);
*/
static void halve_undo(struct fib_trie *tr, uint32_t t)
{
	uint32_t i = tr->nd.first[t];
	uint64_t end = i + trie_size(tr->nd.bits[t]);

	/*@ loop invariant tr->nd.first[t] <= i <= end == tr->nd.first[t]
	          + Pow(tr->nd.bits[t]);
	    loop invariant TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
	          fib_ghost.bk) && SameLeaves(\at(tr->nd, Pre), tr->nd) &&
	          Tnode(tr->nd, t) && tr->lk.pcell[t] == NCELL;
	    loop invariant \forall integer c; tr->nd.first[t] <= c < i
	          ==> tr->lk.child[c] == NNODE;
	    loop invariant full: \forall integer c; i <= c < end &&
	          tr->lk.child[c] != NNODE ==> Tnode(tr->nd, tr->lk.child[c])
	          && Empty(tr->nd, tr->lk, tr->lk.child[c]);
	    loop invariant AttachedBut(tr->nd, tr->lk, t);
	    loop invariant \forall integer m; \at(Node(tr->nd, m), Pre)
	          && m != t && \at(tr->lk.parent[m], Pre) != t ==>
	          tr->nd.kind[m] == \at(tr->nd.kind[m], Pre);
	    loop invariant \forall integer m; Node(tr->nd, m) ==>
	          tr->lk.parent[m] == \at(tr->lk.parent[m], Pre);
	    loop assigns i, tr->nd.kind[0 .. NNODE - 1], tr->lk, tr->ct,
	      tr->fl, fib_ghost.cl.own[0 .. NCELL - 1], fib_ghost.bk;
	    loop variant end - i; */
	while (i < end) {
		uint32_t m = tr->lk.child[i];

		/*@ assert a0: \forall integer c; Of(tr->nd, t, c) ==>
		      Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] == t && c >=
		      NTABLE && (tr->lk.child[c] != NNODE ==>
		      tr->lk.pcell[tr->lk.child[c]] == c &&
		      tr->lk.parent[tr->lk.child[c]] == t && tr->lk.child[c] !=
		      t); */
		/*@ assert a1: \forall integer c, d; i <= c < end &&
		      tr->lk.child[c] != NNODE && Of(tr->nd, tr->lk.child[c],
		      d) ==> Cell(fib_ghost.cl, d) && fib_ghost.cl.own[d] ==
		      tr->lk.child[c] && !Of(tr->nd, t, d); */
		if (m != NNODE) {
			trie_unlink(tr, m);
			/*@ assert a2: Empty(tr->nd, tr->lk, m) &&
			      Tnode(tr->nd, m); */
			/*@ assert a3: \forall integer c; i < c < end &&
			      tr->lk.child[c] != NNODE ==> tr->lk.child[c] != m
			      && Tnode(tr->nd, tr->lk.child[c]) &&
			      Empty(tr->nd, tr->lk, tr->lk.child[c]); */
			/*@ assert a5: \forall integer c, d; i < c < end
			      && tr->lk.child[c] != NNODE && Of(tr->nd,
			      tr->lk.child[c], d) ==> d != tr->nd.first[m] &&
			      Cell(fib_ghost.cl, d) && fib_ghost.cl.own[d] ==
			      tr->lk.child[c] && fib_ghost.cl.own[d] != m; */
			tnode_free(tr, m);
		}
		/*@ assert a4: \forall integer c; i < c < end &&
		      tr->lk.child[c] != NNODE ==> Tnode(tr->nd,
		      tr->lk.child[c]) && Empty(tr->nd, tr->lk,
		      tr->lk.child[c]); */
		i++;
	}
	tnode_free(tr, t);
}

/* Empty tnodes for the pairs; 0: no room for all. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
             fib_ghost.bk) && tr->lk.pcell[t] == NCELL && Empty(tr->nd, tr->lk,
             t);
    requires Half(tr->nd, n, t);
    requires AttachedBut(tr->nd, tr->lk, t);
    terminates \true; exits \false;
    assigns tr->nd, tr->lk, tr->ct, tr->fl;
    assigns fib_ghost.cl, fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk)
            && SameLeaves(\old(tr->nd), tr->nd);
    ensures nodes: KeptNodes(\old(tr->nd), \old(tr->lk), tr->nd,
            tr->lk, -1);
    ensures AttachedBut(tr->nd, tr->lk, t);
    ensures fresh: \forall integer m; Node(tr->nd, m) &&
            tr->lk.parent[m] == t && m != t ==> !\old(Node(tr->nd, m));
    ensures few: \forall integer c; Of(tr->nd, t, c) && tr->lk.child[c]
            != NNODE ==> Tnode(tr->nd, tr->lk.child[c]) && Empty(tr->nd,
            tr->lk, tr->lk.child[c]);
    ensures ready: \result ==> \forall integer y; 0 <= y <
            Pow(tr->nd.bits[t]) ==> Ready(tr->nd, tr->lk, n, t, y);
*/
static bool halve_prepare(struct fib_trie *tr, uint32_t n, uint32_t t)
{
	uint64_t size = trie_size(tr->nd.bits[t]);
	uint32_t x = 0;

	//@ ghost trie_lemma_half(tr, n, t);
	/*@ assert own: \forall integer c; Of(tr->nd, n, c) ==>
	      Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] == n; */
	/*@ assert none: \forall integer m; Node(tr->nd, m) && m != t ==>
	      tr->lk.parent[m] != t; */
	/*@ loop invariant 0 <= x <= size == Pow(tr->nd.bits[t]);
	    loop invariant TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
	          fib_ghost.bk) && SameLeaves(\at(tr->nd, Pre), tr->nd);
	    loop invariant nodes: KeptNodes(\at(tr->nd, Pre), \at(tr->lk,
	          Pre), tr->nd, tr->lk, -1);
	    loop invariant cells: KeptCells(\at(fib_ghost.cl, Pre),
	          fib_ghost.cl, -1);
	    loop invariant kids: \forall integer c; Of(tr->nd, n, c) ==>
	          tr->lk.child[c] == \at(tr->lk.child[c], Pre);
	    loop invariant rest: \forall integer c; tr->nd.first[t] + x
	          <= c < tr->nd.first[t] + size ==> tr->lk.child[c] == NNODE;
	    loop invariant few: \forall integer y; 0 <= y < x ==>
	          Ready(tr->nd, tr->lk, n, t, y);
	    loop invariant AttachedBut(tr->nd, tr->lk, t);
	    loop invariant fresh: \forall integer m; Node(tr->nd, m) &&
	          tr->lk.parent[m] == t && m != t ==> !\at(Node(tr->nd, m),
	          Pre);
	    loop assigns x, tr->nd, tr->lk, tr->ct, tr->fl,
	      fib_ghost.cl, fib_ghost.bk;
	    loop variant size - x; */
	while (x < size) {
		uint32_t i = tr->nd.first[n] + 2 * x, d = tr->nd.first[t] + x;
		uint32_t u;

		//@ ghost trie_lemma_half(tr, n, t);
		//@ ghost trie_lemma_pair(tr, n, t, x, i, d);
		if (tr->lk.child[i] == NNODE || tr->lk.child[i + 1] == NNODE) {
			x++;
			continue;
		}
		//@ ghost uint32_t m = tr->lk.child[i];
		/*@ assert m0: Node(tr->nd, m) && Sub(tr->nd,
		      fib_ghost.cl, m, i) && Block(fib_ghost.cl.at[d],
		      fib_ghost.cl.ex[d]) && fib_ghost.cl.at[d] <=
		      tr->nd.key[m] < fib_ghost.cl.at[d] +
		      Pow(fib_ghost.cl.ex[d]); */
		/*@ assert m1: Base(tr->nd.key[m], tr->nd.pos[t]) ==
		      fib_ghost.cl.at[d]; */
		/*@ assert m2: \forall integer c; Of(tr->nd, t, c) ==>
		      Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] == t; */
		/*@ assert m3: \forall integer y, c; 0 <= y < x &&
		      tr->lk.child[tr->nd.first[t] + y] != NNODE && Of(tr->nd,
		      tr->lk.child[tr->nd.first[t] + y], c) ==>
		      Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] ==
		      tr->lk.child[tr->nd.first[t] + y] && c != d &&
		      tr->lk.child[c] == NNODE; */
		u = tnode_new(tr, trie_base(tr->nd.key[tr->lk.child[i]],
			tr->nd.pos[t]), tr->nd.pos[n], 1);
		/*@ assert n3: \forall integer y, c; 0 <= y < x &&
		      tr->lk.child[tr->nd.first[t] + y] != NNODE && Of(tr->nd,
		      tr->lk.child[tr->nd.first[t] + y], c) ==>
		      Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] ==
		      tr->lk.child[tr->nd.first[t] + y] && c != d &&
		      tr->lk.child[c] == NNODE; */
		/*@ assert n0: \forall integer y; 0 <= y < x ==>
		      Ready(tr->nd, tr->lk, n, t, y); */
		/*@ assert n1: \forall integer c; Of(tr->nd, n, c) ==>
		      tr->lk.child[c] == \at(tr->lk.child[c], Pre); */
		/*@ assert n2: \forall integer c; tr->nd.first[t] + x <=
		      c < tr->nd.first[t] + size ==> tr->lk.child[c] == NNODE;
		      */
		if (u == NNODE)
			return false;
		/*@ assert u0: Tnode(tr->nd, u) && u != t && u != n &&
		      tr->nd.key[u] == fib_ghost.cl.at[d] && tr->nd.expo[u] ==
		      tr->nd.pos[t] && Cell(fib_ghost.cl, d) &&
		      fib_ghost.cl.own[d] == t; */
		/*@ assert u1: Sub(tr->nd, fib_ghost.cl, u, d) &&
		      tr->lk.child[d] == NNODE && tr->lk.pcell[u] == NCELL; */
		/*@ assert u2: \forall integer c; Of(tr->nd, u, c) ==>
		      tr->lk.child[c] == NNODE && Cell(fib_ghost.cl, c) &&
		      fib_ghost.cl.own[c] == u && c != d; */
		trie_link(tr, u, d, t);
		//@ assert u3: Empty(tr->nd, tr->lk, u);
		/*@ assert u4: \forall integer y; 0 <= y < x ==>
		      Ready(tr->nd, tr->lk, n, t, y); */
		//@ assert u5: Ready(tr->nd, tr->lk, n, t, x);
		x++;
	}
	return true;
}

/* The children of n, two by two, into what is ready for them. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
             fib_ghost.bk) && tr->lk.pcell[t] == NCELL;
    requires Half(tr->nd, n, t);
    requires AttachedBut(tr->nd, tr->lk, t);
    requires \forall integer y; 0 <= y < Pow(tr->nd.bits[t]) ==>
             Ready(tr->nd, tr->lk, n, t, y);
    terminates \true; exits \false;
    assigns tr->lk, tr->ct;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk)
            && Empty(tr->nd, tr->lk, n) && tr->lk.pcell[t] == NCELL;
    ensures AttachedBut(tr->nd, tr->lk, t);
*/
static void halve_pour(struct fib_trie *tr, uint32_t n, uint32_t t)
{
	uint64_t size = trie_size(tr->nd.bits[t]);
	uint32_t x = 0;

	//@ ghost trie_lemma_half(tr, n, t);
	/*@ loop invariant 0 <= x <= size == Pow(tr->nd.bits[t]);
	    loop invariant TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
	          fib_ghost.bk) && tr->lk.pcell[t] == NCELL;
	    loop invariant gone: \forall integer c; tr->nd.first[n] <= c
	          < tr->nd.first[n] + 2 * x ==> tr->lk.child[c] == NNODE;
	    loop invariant ready: \forall integer y; x <= y < size ==>
	          Ready(tr->nd, tr->lk, n, t, y);
	    loop invariant AttachedBut(tr->nd, tr->lk, t);
	    loop assigns x, tr->lk, tr->ct;
	    loop variant size - x; */
	while (x < size) {
		uint32_t i = tr->nd.first[n] + 2 * x, d = tr->nd.first[t] + x;
		uint32_t u = tr->lk.child[d];

		//@ ghost trie_lemma_half(tr, n, t);
		//@ ghost trie_lemma_pair(tr, n, t, x, i, d);
		//@ ghost uint32_t j = i + 1;
		//@ assert p0: Ready(tr->nd, tr->lk, n, t, x);
		/*@ assert p1: \forall integer c; i <= c < i + 2 ==> c ==
		      i || c == j; */
		/*@ assert p2: \forall integer c; i <= c < i + 2 &&
		      tr->lk.child[c] != NNODE ==> Node(tr->nd,
		      tr->lk.child[c]) && Sub(tr->nd, fib_ghost.cl,
		      tr->lk.child[c], c) && tr->lk.pcell[tr->lk.child[c]] == c
		      && fib_ghost.cl.at[d] <= tr->nd.key[tr->lk.child[c]] &&
		      tr->nd.key[tr->lk.child[c]] +
		      Pow(tr->nd.expo[tr->lk.child[c]]) <= fib_ghost.cl.at[d] +
		      Pow(fib_ghost.cl.ex[d]) && tr->nd.expo[tr->lk.child[c]]
		      <= tr->nd.pos[n]; */
		/*@ assert p3: \forall integer c; Of(tr->nd, n, c) ==>
		      Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] == n && (c
		      == i || c == j || c < i || c > j); */
		/*@ assert p4: Block(fib_ghost.cl.at[d],
		      fib_ghost.cl.ex[d]) && Block(fib_ghost.cl.at[i],
		      fib_ghost.cl.ex[i]) && Block(fib_ghost.cl.at[j],
		      fib_ghost.cl.ex[j]); */
		/*@ assert p5: \forall integer e; Cell(fib_ghost.cl, e)
		      && fib_ghost.cl.own[e] == t ==> fib_ghost.cl.ex[e] ==
		      tr->nd.pos[t] && Block(fib_ghost.cl.at[e],
		      fib_ghost.cl.ex[e]) && e >= NTABLE; */
		/*@ assert p6: \forall integer e; Cell(fib_ghost.cl, e)
		      && fib_ghost.cl.own[e] == t && Meet(fib_ghost.cl.at[d],
		      fib_ghost.cl.ex[d], fib_ghost.cl.at[e],
		      fib_ghost.cl.ex[e]) ==> e == d; */
		/*@ assert p7: \forall integer z; Node(tr->nd, z) && i <=
		      tr->lk.pcell[z] < i + 2 ==> tr->lk.child[tr->lk.pcell[z]]
		      == z && fib_ghost.cl.at[d] <= tr->nd.key[z] &&
		      tr->nd.key[z] + Pow(tr->nd.expo[z]) <= fib_ghost.cl.at[d]
		      + Pow(fib_ghost.cl.ex[d]); */
		/*@ assert q0: tr->nd.bits[n] >= 2 && \forall integer y;
		      x <= y < size && tr->lk.child[tr->nd.first[t] + y] !=
		      NNODE ==> Of(tr->nd, t, tr->nd.first[t] + y) &&
		      Cell(fib_ghost.cl, tr->nd.first[t] + y) && Node(tr->nd,
		      tr->lk.child[tr->nd.first[t] + y]) &&
		      tr->lk.pcell[tr->lk.child[tr->nd.first[t] + y]] ==
		      tr->nd.first[t] + y && tr->lk.child[tr->nd.first[t] + y]
		      != n && tr->lk.child[tr->nd.first[t] + y] != t; */
		/*@ assert q1: \forall integer y, c; x < y < size &&
		      tr->lk.child[tr->nd.first[t] + y] != NNODE && Of(tr->nd,
		      tr->lk.child[tr->nd.first[t] + y], c) ==>
		      Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] ==
		      tr->lk.child[tr->nd.first[t] + y] && tr->lk.child[c] ==
		      NNODE && fib_ghost.cl.own[c] != u; */
		//@ ghost L: ;
		if (u != NNODE) {
			/*@ assert u0: Tnode(tr->nd, u) && u != n && u !=
			      t && tr->nd.key[u] == fib_ghost.cl.at[d] &&
			      tr->nd.expo[u] == tr->nd.pos[t] && tr->nd.pos[u]
			      == tr->nd.pos[n] && tr->lk.pcell[u] == d; */
			/*@ assert u1: \forall integer e;
			      Cell(fib_ghost.cl, e) && fib_ghost.cl.own[e] == u
			      ==> tr->lk.child[e] == NNODE &&
			      fib_ghost.cl.ex[e] == tr->nd.pos[n] && e >=
			      NTABLE && Block(fib_ghost.cl.at[e],
			      fib_ghost.cl.ex[e]); */
			/*@ assert u2: \forall integer c, e; i <= c < i +
			      2 && tr->lk.child[c] != NNODE &&
			      Cell(fib_ghost.cl, e) && fib_ghost.cl.own[e] == u
			      && MeetCell(tr->nd, fib_ghost.cl,
			      tr->lk.child[c], e) ==> fib_ghost.cl.at[e] ==
			      fib_ghost.cl.at[c]; */
			//@ assert u3: FitsIn(tr->nd, tr->lk, i, i + 2, u);
			/*@ assert u4: Room(tr->nd, tr->lk, fib_ghost.cl,
			      i, i + 2, u); */
			/*@ assert u5: Single(tr->nd, tr->lk,
			      fib_ghost.cl, i, i + 2, u); */
			trie_move(tr, i, i + 2, u) /*@ ghost (n) */;
			/*@ assert u6: \forall integer c;
			      Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] != u
			      && !(i <= c < i + 2) ==> tr->lk.child[c] ==
			      \at(tr->lk.child[c], L); */
		} else {
			//@ assert v0: FitsIn(tr->nd, tr->lk, i, i + 2, t);
			/*@ assert v1: \forall integer c, e; i <= c < i +
			      2 && tr->lk.child[c] != NNODE &&
			      Cell(fib_ghost.cl, e) && fib_ghost.cl.own[e] == t
			      && MeetCell(tr->nd, fib_ghost.cl,
			      tr->lk.child[c], e) ==> e == d; */
			/*@ assert v2: Room(tr->nd, tr->lk, fib_ghost.cl,
			      i, i + 2, t); */
			/*@ assert v3: Single(tr->nd, tr->lk,
			      fib_ghost.cl, i, i + 2, t); */
			trie_move(tr, i, i + 2, t) /*@ ghost (n) */;
			/*@ assert v4: \forall integer e;
			      Cell(fib_ghost.cl, e) && fib_ghost.cl.own[e] == t
			      && tr->lk.child[e] != NNODE &&
			      \at(tr->lk.child[e], L) == NNODE ==> (\let z =
			      tr->lk.child[e]; Node(tr->nd, z) && Sub(tr->nd,
			      fib_ghost.cl, z, e) && i <= \at(tr->lk.pcell[z],
			      L) < i + 2); */
			/*@ assert v41: \forall integer e;
			      Cell(fib_ghost.cl, e) && fib_ghost.cl.own[e] == t
			      && tr->lk.child[e] != NNODE &&
			      \at(tr->lk.child[e], L) == NNODE ==> (\let z =
			      tr->lk.child[e]; fib_ghost.cl.at[d] <=
			      tr->nd.key[z] < fib_ghost.cl.at[d] +
			      Pow(fib_ghost.cl.ex[d]) && Sub(tr->nd,
			      fib_ghost.cl, z, e)); */
			/*@ assert v42: \forall integer e;
			      Cell(fib_ghost.cl, e) && fib_ghost.cl.own[e] == t
			      && tr->lk.child[e] != NNODE &&
			      \at(tr->lk.child[e], L) == NNODE ==> e == d; */
			/*@ assert v5: \forall integer e;
			      Cell(fib_ghost.cl, e) && fib_ghost.cl.own[e] == t
			      && e != d ==> tr->lk.child[e] ==
			      \at(tr->lk.child[e], L); */
		}
		/*@ assert w0: \forall integer c; Of(tr->nd, n, c) && !(i
		      <= c < i + 2) ==> tr->lk.child[c] == \at(tr->lk.child[c],
		      L); */
		/*@ assert w1: \forall integer c; tr->nd.first[n] <= c <
		      tr->nd.first[n] + 2 * x + 2 ==> tr->lk.child[c] == NNODE;
		      */
		/*@ assert w2: \forall integer y; x < y < size ==>
		      Of(tr->nd, t, tr->nd.first[t] + y) &&
		      tr->lk.child[tr->nd.first[t] + y] ==
		      \at(tr->lk.child[tr->nd.first[t] + y], L); */
		/*@ assert w3: \forall integer y; x < y < size ==>
		      Of(tr->nd, n, tr->nd.first[n] + 2 * y) && Of(tr->nd, n,
		      tr->nd.first[n] + 2 * y + 1); */
		/*@ assert w4: \forall integer y, c; x < y < size &&
		      tr->lk.child[tr->nd.first[t] + y] != NNODE && Of(tr->nd,
		      tr->lk.child[tr->nd.first[t] + y], c) ==>
		      Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] ==
		      tr->lk.child[tr->nd.first[t] + y] && tr->lk.child[c] ==
		      NNODE; */
		/*@ assert w5: \forall integer y; x < y < size ==>
		      Ready(tr->nd, tr->lk, n, t, y); */
		x++;
	}
}

uint32_t trie_halve(struct fib_trie *tr, uint32_t n)
{
	uint32_t t = tnode_new(tr, tr->nd.key[n],
		(uint8_t)(tr->nd.pos[n] + 1), (uint8_t)(tr->nd.bits[n] - 1));

	if (t == NNODE)
		return n;
	/*@ assert g0: t != n && Tnode(tr->nd, n) && Tnode(tr->nd, t) &&
	      Empty(tr->nd, tr->lk, t) && tr->nd.expo[t] == tr->nd.expo[n]; */
	if (!halve_prepare(tr, n, t)) {
		//@ assert g1: tr->lk.parent[n] != t && Tnode(tr->nd, n);
		halve_undo(tr, t);
		return n;
	}
	halve_pour(tr, n, t);
	trie_replace(tr, n, t);
	return t;
}
