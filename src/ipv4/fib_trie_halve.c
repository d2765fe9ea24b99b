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
#include "ipv4/fib_trie_node.h"
#include "ipv4/fib_trie_pour.h"
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
			/*@ assert a5: Of(tr->nd, m, tr->nd.first[m]) &&
			      fib_ghost.cl.own[tr->nd.first[m]] == m && m !=
			      t; */
			/*@ assert a6: \forall integer c; Of(tr->nd, t, c) ==>
			      Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] == t
			      && c != tr->nd.first[m]; */
			/*@ assert a7: \forall integer c, d; i < c < end &&
			      tr->lk.child[c] != NNODE && Of(tr->nd,
			      tr->lk.child[c], d) ==> Cell(fib_ghost.cl, d) &&
			      fib_ghost.cl.own[d] == tr->lk.child[c] &&
			      fib_ghost.cl.own[d] != m && tr->lk.child[d] ==
			      NNODE; */
			/*@ assert a8: \forall integer c, d; i < c < end &&
			      tr->lk.child[c] != NNODE && Of(tr->nd,
			      tr->lk.child[c], d) ==> d != tr->nd.first[m]; */
			tnode_free(tr, m);
		}
		/*@ assert a9: \forall integer c; tr->nd.first[t] <= c <= i ==>
		      tr->lk.child[c] == NNODE; */
		/*@ assert a4: \forall integer c; i < c < end &&
		      tr->lk.child[c] != NNODE ==> Tnode(tr->nd,
		      tr->lk.child[c]) && Empty(tr->nd, tr->lk,
		      tr->lk.child[c]); */
		i++;
	}
	tnode_free(tr, t);
}

/* An empty tnode in cell d of t for two children of n; 0: no room. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    requires Half(tr->nd, n, t) && AttachedBut(tr->nd, tr->lk, t) &&
             tr->lk.pcell[t] == NCELL;
    requires Cell(fib_ghost.cl, i) && fib_ghost.cl.own[i] == n &&
             fib_ghost.cl.ex[i] == tr->nd.pos[n] &&
             tr->lk.child[i] != NNODE;
    requires Cell(fib_ghost.cl, d) && fib_ghost.cl.own[d] == t &&
             fib_ghost.cl.ex[d] == tr->nd.pos[t] &&
             tr->lk.child[d] == NNODE;
    requires fib_ghost.cl.at[i] == fib_ghost.cl.at[d];
    terminates \true; exits \false;
    assigns tr->nd, tr->lk, tr->ct, tr->fl;
    assigns fib_ghost.cl, fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk)
            && SameLeaves(\old(tr->nd), tr->nd);
    ensures nodes: KeptNodes(\old(tr->nd), \old(tr->lk), tr->nd, tr->lk, -1);
    ensures cells: KeptCells(\old(fib_ghost.cl), fib_ghost.cl, -1);
    ensures children: KeptChildren(\old(tr->lk), \old(fib_ghost.cl), tr->lk,
            -1, d);
    ensures only: \forall integer m; Node(tr->nd, m) ==>
            \old(Node(tr->nd, m)) || (\result && m == tr->lk.child[d]);
    ensures none: !\result ==> tr->lk.child[d] == NNODE;
    ensures new: \result ==> Tnode(tr->nd, tr->lk.child[d]) &&
            tr->nd.pos[tr->lk.child[d]] == tr->nd.pos[n] &&
            tr->nd.bits[tr->lk.child[d]] == 1 &&
            tr->lk.pcell[tr->lk.child[d]] == d &&
            Empty(tr->nd, tr->lk, tr->lk.child[d]);
    ensures fresh: \result ==> (\let u = tr->lk.child[d];
            !\old(Node(tr->nd, u))); */
static bool prepare_pair(struct fib_trie *tr, uint32_t n, uint32_t t,
	uint32_t i, uint32_t d)
{
	uint32_t m = tr->lk.child[i], u;

	/*@ assert m0: Node(tr->nd, m) && Sub(tr->nd, fib_ghost.cl, m, i) &&
	      Block(fib_ghost.cl.at[d], fib_ghost.cl.ex[d]) &&
	      Block(tr->nd.key[m], tr->nd.expo[m]); */
	/*@ assert m1: fib_ghost.cl.at[d] <= tr->nd.key[m] < fib_ghost.cl.at[d]
	      + Pow(fib_ghost.cl.ex[d]); */
	//@ assert m2: Base(tr->nd.key[m], tr->nd.pos[t]) == fib_ghost.cl.at[d];
	u = tnode_new(tr, trie_base(tr->nd.key[m], tr->nd.pos[t]),
		tr->nd.pos[n], 1);
	if (u == NNODE)
		return false;
	/*@ assert u0: tr->nd.key[u] == fib_ghost.cl.at[d] && tr->nd.expo[u] ==
	      tr->nd.pos[t] && Cell(fib_ghost.cl, d) && fib_ghost.cl.own[d] ==
	      t && u != t && u != n; */
	/*@ assert u1: Sub(tr->nd, fib_ghost.cl, u, d) && tr->lk.child[d] ==
	      NNODE && tr->lk.pcell[u] == NCELL; */
	/*@ assert u2: \forall integer c; Of(tr->nd, u, c) ==> tr->lk.child[c]
	      == NNODE && fib_ghost.cl.own[c] == u && c != d; */
	trie_link(tr, u, d, t);
	return true;
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
    ensures kids: Kids(tr->nd, tr->lk, n, t, tr->nd.first[t]);
    ensures pairs: \result ==> Pairs(tr->nd, tr->lk, n, t, tr->nd.first[t],
            tr->nd.first[t] + Pow(tr->nd.bits[t]));
*/
static bool halve_prepare(struct fib_trie *tr, uint32_t n, uint32_t t)
{
	uint64_t size = trie_size(tr->nd.bits[t]);
	uint32_t x = 0;

	//@ ghost trie_lemma_half(tr, n, t);
	/*@ assert none: \forall integer m; Node(tr->nd, m) && m != t ==>
	      tr->lk.parent[m] != t; */
	/*@ loop invariant 0 <= x <= size == Pow(tr->nd.bits[t]);
	    loop invariant TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
	          fib_ghost.bk) && SameLeaves(\at(tr->nd, Pre), tr->nd);
	    loop invariant nodes: KeptNodes(\at(tr->nd, Pre), \at(tr->lk,
	          Pre), tr->nd, tr->lk, -1);
	    loop invariant rest: \forall integer c; tr->nd.first[t] + x
	          <= c < tr->nd.first[t] + size ==> tr->lk.child[c] == NNODE;
	    loop invariant kids: Kids(tr->nd, tr->lk, n, t, tr->nd.first[t]);
	    loop invariant pairs: Pairs(tr->nd, tr->lk, n, t, tr->nd.first[t],
	      tr->nd.first[t] + x);
	    loop invariant AttachedBut(tr->nd, tr->lk, t);
	    loop invariant fresh: \forall integer m; Node(tr->nd, m) &&
	          tr->lk.parent[m] == t && m != t ==> !\at(Node(tr->nd, m),
	          Pre);
	    loop assigns x, tr->nd, tr->lk, tr->ct, tr->fl,
	      fib_ghost.cl, fib_ghost.bk;
	    loop variant size - x; */
	while (x < size) {
		uint32_t i = tr->nd.first[n] + 2 * x, d = tr->nd.first[t] + x;
		bool room;

		//@ ghost trie_lemma_half(tr, n, t);
		//@ ghost trie_lemma_pair(tr, n, t, x, i, d);
		if (tr->lk.child[i] == NNODE || tr->lk.child[i + 1] == NNODE) {
			x++;
			continue;
		}
		/*@ assert k0: \forall integer c; Of(tr->nd, t, c) ==>
		      Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] == t; */
		/*@ assert k1: \forall integer c; Of(tr->nd, n, c) ==>
		      Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] == n && c !=
		      d; */
		/*@ assert k2: \forall integer e; Of(tr->nd, t, e) &&
		      tr->lk.child[e] != NNODE ==> Tnode(tr->nd,
		      tr->lk.child[e]) && tr->lk.child[e] != t && Empty(tr->nd,
		      tr->lk, tr->lk.child[e]); */
		/*@ assert k3: \forall integer e, c; Of(tr->nd, t, e) &&
		      tr->lk.child[e] != NNODE && Of(tr->nd, tr->lk.child[e],
		      c) ==> Cell(fib_ghost.cl, c) && c != d && tr->lk.child[c]
		      == NNODE; */
		//@ ghost uint32_t fn = tr->nd.first[n], ft = tr->nd.first[t];
		/*@ assert k5: \forall integer e, c; ft <= e < ft + x && c ==
		      fn + 2 * (e - ft) && tr->lk.child[e] == NNODE &&
		      tr->lk.child[c] != NNODE ==>
		      tr->lk.child[c + 1] == NNODE; */
		//@ ghost L: ;
		room = prepare_pair(tr, n, t, i, d);
		/*@ assert s0: tr->nd.first[t] == \at(tr->nd.first[t], L) &&
		      tr->nd.bits[t] == \at(tr->nd.bits[t], L) &&
		      tr->nd.first[n] == \at(tr->nd.first[n], L) &&
		      tr->nd.pos[n] == \at(tr->nd.pos[n], L) && Half(tr->nd, n,
		      t); */
		/*@ assert s1: \forall integer c; \at(Cell(fib_ghost.cl, c), L)
		      && c != d ==> tr->lk.child[c] == \at(tr->lk.child[c],
		      L); */
		/*@ assert s5: \forall integer c; Of(tr->nd, n, c) ==>
		      tr->lk.child[c] == \at(tr->lk.child[c], L); */
		/*@ assert s6: \forall integer e; Of(tr->nd, t, e) && e != d
		      ==> tr->lk.child[e] == \at(tr->lk.child[e], L); */
		/*@ assert s7: \forall integer v; \at(Node(tr->nd, v), L) ==>
		      Node(tr->nd, v) && tr->nd.kind[v] == \at(tr->nd.kind[v],
		      L) && tr->nd.first[v] == \at(tr->nd.first[v], L) &&
		      tr->nd.bits[v] == \at(tr->nd.bits[v], L) && tr->nd.pos[v]
		      == \at(tr->nd.pos[v], L); */
		/*@ assert s8: \forall integer e, c; Of(tr->nd, t, e) && e != d
		      && tr->lk.child[e] != NNODE && Of(tr->nd,
		      tr->lk.child[e], c) ==> \at(Of(tr->nd, t, e) &&
		      tr->lk.child[e] != NNODE && Of(tr->nd, tr->lk.child[e],
		      c), L); */
		/*@ assert s2: \forall integer e, c; Of(tr->nd, t, e) && e != d
		      && tr->lk.child[e] != NNODE && Of(tr->nd,
		      tr->lk.child[e], c) ==> tr->lk.child[c] == NNODE; */
		/*@ assert s9: tr->nd.first[n] == fn && tr->nd.first[t] == ft
		      && \forall integer e; ft <= e < ft + x ==>
		      Of(tr->nd, t, e) && Of(tr->nd, n, fn + 2 * (e - ft)) &&
		      Of(tr->nd, n, fn + 2 * (e - ft) + 1) && e != d; */
		/*@ assert s10: \forall integer e; ft <= e < ft + x ==>
		      tr->lk.child[e] == \at(tr->lk.child[e], L) &&
		      tr->lk.child[fn + 2 * (e - ft)] ==
		      \at(tr->lk.child[fn + 2 * (e - ft)], L) &&
		      tr->lk.child[fn + 2 * (e - ft) + 1] ==
		      \at(tr->lk.child[fn + 2 * (e - ft) + 1], L); */
		/*@ assert s11: \forall integer e, c; ft <= e < ft + x && c ==
		      fn + 2 * (e - ft) && tr->lk.child[e] == NNODE &&
		      tr->lk.child[c] != NNODE ==>
		      tr->lk.child[c + 1] == NNODE; */
		//@ assert s3: Kids(tr->nd, tr->lk, n, t, tr->nd.first[t]);
		/*@ assert s4: Pairs(tr->nd, tr->lk, n, t, tr->nd.first[t],
		      tr->nd.first[t] + x); */
		if (!room)
			return false;
		x++;
	}
	return true;
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
