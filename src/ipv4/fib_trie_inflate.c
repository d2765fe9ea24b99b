/*
 * A tnode with twice as many cells.  Contracts: fib_trie_inflate.h.
 *
 * A child that fills its cell has to give way to its own two halves.  So all
 * such children are split first, until they have one bit; then the new tnode
 * takes their children, and the other children as they are.
 */
#include "ipv4/fib_trie_inflate.h"
#include "ipv4/fib_trie_bits.h"
#include "ipv4/fib_trie_link.h"
#include "ipv4/fib_trie_move.h"
#include "ipv4/fib_trie_node.h"
#include "ipv4/fib_trie_split.h"

void trie_replace(struct fib_trie *tr, uint32_t n, uint32_t t)
{
	uint32_t j = tr->lk.pcell[n], parent = tr->lk.parent[n];

	/*@ assert k0: Cell(fib_ghost.cl, j) && fib_ghost.cl.own[j] == parent
	      && parent != n && parent != t && Sub(tr->nd, fib_ghost.cl, n, j)
	      && Sub(tr->nd, fib_ghost.cl, t, j); */
	trie_unlink(tr, n);
	tnode_free(tr, n);
	/*@ assert k1: Cell(fib_ghost.cl, j) && fib_ghost.cl.own[j] == parent
	      && Sub(tr->nd, fib_ghost.cl, t, j) && tr->lk.child[j] ==
	      NNODE; */
	trie_link(tr, t, j, parent);
}

/* Children that fill their cell come to have one bit; 0: no room for that. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
             fib_ghost.bk) && Attached(tr->nd, tr->lk) && Tnode(tr->nd, n);
    requires tr->nd.pos[n] >= 1;
    terminates \true; exits \false;
    assigns tr->nd, tr->lk, tr->ct, tr->fl;
    assigns fib_ghost.cl, fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk)
            && Attached(tr->nd, tr->lk) && SameLeaves(\old(tr->nd), tr->nd);
    ensures Tnode(tr->nd, n) && tr->nd.key[n] == \old(tr->nd.key[n]) &&
            tr->nd.expo[n] == \old(tr->nd.expo[n]) && tr->nd.pos[n] ==
            \old(tr->nd.pos[n]) && tr->nd.bits[n] == \old(tr->nd.bits[n]) &&
            tr->nd.first[n] == \old(tr->nd.first[n]);
    ensures thin: \result ==> \forall integer c; Of(tr->nd, n, c) ==>
            Thin(tr->nd, tr->lk, n, c);
*/
static bool inflate_thin(struct fib_trie *tr, uint32_t n)
{
	uint32_t i = tr->nd.first[n];
	uint64_t end = i + trie_size(tr->nd.bits[n]);

	/*@ loop invariant tr->nd.first[n] <= i <= end == tr->nd.first[n]
	          + Pow(tr->nd.bits[n]);
	    loop invariant TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
	          fib_ghost.bk) && Attached(tr->nd, tr->lk) &&
	          SameLeaves(\at(tr->nd, Pre), tr->nd);
	    loop invariant self: Tnode(tr->nd, n) && tr->nd.key[n] ==
	          \at(tr->nd.key[n], Pre) && tr->nd.expo[n] ==
	          \at(tr->nd.expo[n], Pre) && tr->nd.pos[n] ==
	          \at(tr->nd.pos[n], Pre) && tr->nd.bits[n] ==
	          \at(tr->nd.bits[n], Pre) && tr->nd.first[n] ==
	          \at(tr->nd.first[n], Pre);
	    loop invariant thin: \forall integer c; tr->nd.first[n] <= c
	          < i ==> Thin(tr->nd, tr->lk, n, c);
	    loop assigns i, tr->nd, tr->lk, tr->ct, tr->fl,
	      fib_ghost.cl, fib_ghost.bk;
	    loop variant end - i; */
	while (i < end) {
		uint32_t m = tr->lk.child[i];

		/*@ assert c0: Cell(fib_ghost.cl, i) && fib_ghost.cl.own[i] ==
		      n && i >= NTABLE; */
		/*@ assert c1: m != NNODE ==> Node(tr->nd, m) &&
		      tr->lk.pcell[m] == i && tr->lk.parent[m] == n && m != n
		      && tr->nd.expo[m] < tr->nd.expo[n]; */
		/*@ assert c2: tr->lk.parent[n] ==
		      fib_ghost.cl.own[tr->lk.pcell[n]] && (tr->lk.parent[n] <
		      NNODE ==> tr->nd.expo[tr->lk.parent[n]] >
		      tr->nd.expo[n]); */
		/*@ assert c3: \forall integer c; Of(tr->nd, n, c) ==>
		      Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] == n &&
		      (tr->lk.child[c] != NNODE ==> Node(tr->nd,
		      tr->lk.child[c]) && tr->lk.pcell[tr->lk.child[c]] ==
		      c); */
		//@ ghost L: ;
		if (m != NNODE && tr->nd.kind[m] == TRIE_TNODE &&
		    tr->nd.expo[m] == tr->nd.pos[n] && tr->nd.bits[m] > 1 &&
		    !trie_split(tr, m))
			return false;
		/*@ assert d0: Tnode(tr->nd, n) && tr->nd.key[n] ==
		      \at(tr->nd.key[n], L) && tr->nd.expo[n] ==
		      \at(tr->nd.expo[n], L) && tr->nd.pos[n] ==
		      \at(tr->nd.pos[n], L) && tr->nd.bits[n] ==
		      \at(tr->nd.bits[n], L) && tr->nd.first[n] ==
		      \at(tr->nd.first[n], L); */
		/*@ assert d1: \forall integer c; tr->nd.first[n] <= c < i ==>
		      tr->lk.child[c] == \at(tr->lk.child[c], L); */
		/*@ assert d2: \forall integer c; tr->nd.first[n] <= c < i ==>
		      Thin(tr->nd, tr->lk, n, c); */
		//@ assert d3: Thin(tr->nd, tr->lk, n, i);
		i++;
	}
	return true;
}

/* The two children of the child m, which fills cell i of n, to t. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    requires Twice(tr->nd, n, t) && tr->lk.pcell[t] == NCELL &&
             AttachedBut(tr->nd, tr->lk, t);
    requires Cell(fib_ghost.cl, i) && fib_ghost.cl.own[i] == n &&
             fib_ghost.cl.ex[i] == tr->nd.pos[n] && i >= NTABLE &&
             tr->lk.child[i] == m;
    requires FilledTo(tr->lk, fib_ghost.cl, t, fib_ghost.cl.at[i]);
    requires Tnode(tr->nd, m) && tr->nd.expo[m] == tr->nd.pos[n] &&
             tr->nd.bits[m] == 1;
    terminates \true; exits \false;
    assigns tr->nd.kind[m], tr->lk, tr->ct, tr->fl;
    assigns fib_ghost.cl.own[0 .. NCELL - 1], fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    ensures leaves: SameLeaves(\old(tr->nd), tr->nd) && Tnode(tr->nd, n) &&
            Tnode(tr->nd, t);
    ensures gone: tr->lk.child[i] == NNODE;
    ensures AttachedBut(tr->nd, tr->lk, t) && tr->lk.pcell[t] == NCELL;
    ensures own: \forall integer c; \old(Cell(fib_ghost.cl, c) &&
            fib_ghost.cl.own[c] == n) && c != i ==> Cell(fib_ghost.cl, c) &&
            fib_ghost.cl.own[c] == n &&
            tr->lk.child[c] == \old(tr->lk.child[c]);
    ensures filled: FilledTo(tr->lk, fib_ghost.cl, t, fib_ghost.cl.at[i] +
            Pow(tr->nd.pos[n])); */
static void inflate_full(struct fib_trie *tr, uint32_t m, uint32_t t)
	/*@ ghost (uint32_t n, uint32_t i) */
{
	uint32_t f = tr->nd.first[m];

	/*@ assert c0: m != n && m != t && tr->lk.pcell[m] == i && Sub(tr->nd,
	      fib_ghost.cl, m, i) && Pow(1) == 2; */
	/*@ assert b1: \forall integer d; Cell(fib_ghost.cl, d) &&
	      fib_ghost.cl.own[d] == t ==> fib_ghost.cl.ex[d] == tr->nd.pos[t]
	      && d >= NTABLE; */
	/*@ assert c1: tr->nd.pos[m] == tr->nd.pos[t] && tr->nd.key[m] ==
	      fib_ghost.cl.at[i]; */
	//@ assert c11: \forall integer c; f <= c < f + 2 ==> Of(tr->nd, m, c);
	/*@ assert c12: \forall integer c; Of(tr->nd, m, c) ==>
	      Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] == m; */
	/*@ assert c2: \forall integer c; f <= c < f + 2 ==> Cell(fib_ghost.cl,
	      c) && fib_ghost.cl.own[c] == m && fib_ghost.cl.ex[c] ==
	      tr->nd.pos[t] && c >= NTABLE; */
	/*@ assert c3: \forall integer c; f <= c < f + 2 && tr->lk.child[c] !=
	      NNODE ==> Node(tr->nd, tr->lk.child[c]) && Sub(tr->nd,
	      fib_ghost.cl, tr->lk.child[c], c) && fib_ghost.cl.at[i] <=
	      tr->nd.key[tr->lk.child[c]] && tr->nd.key[tr->lk.child[c]] +
	      Pow(tr->nd.expo[tr->lk.child[c]]) <= fib_ghost.cl.at[i] +
	      Pow(fib_ghost.cl.ex[i]); */
	//@ assert c4: FitsIn(tr->nd, tr->lk, f, f + 2, t);
	//@ assert c5: Room(tr->nd, tr->lk, fib_ghost.cl, f, f + 2, t);
	/*@ assert c6: \forall integer c, d; f <= c < f + 2 &&
	      Cell(fib_ghost.cl, d) && fib_ghost.cl.own[d] == t &&
	      tr->lk.child[c] != NNODE && MeetCell(tr->nd, fib_ghost.cl,
	      tr->lk.child[c], d) ==> Cell(fib_ghost.cl, c) &&
	      Meet(fib_ghost.cl.at[c], fib_ghost.cl.ex[c], fib_ghost.cl.at[d],
	      fib_ghost.cl.ex[d]) && fib_ghost.cl.ex[c] == fib_ghost.cl.ex[d]
	      && Block(fib_ghost.cl.at[c], fib_ghost.cl.ex[c]) &&
	      Block(fib_ghost.cl.at[d], fib_ghost.cl.ex[d]); */
	/*@ assert c7: \forall integer c, d; f <= c < f + 2 &&
	      Cell(fib_ghost.cl, d) && fib_ghost.cl.own[d] == t &&
	      tr->lk.child[c] != NNODE && MeetCell(tr->nd, fib_ghost.cl,
	      tr->lk.child[c], d) ==> fib_ghost.cl.at[c] ==
	      fib_ghost.cl.at[d]; */
	/*@ assert c8: \forall integer c, e; f <= c < e < f + 2 ==>
	      fib_ghost.cl.at[c] < fib_ghost.cl.at[e]; */
	//@ assert c9: Single(tr->nd, tr->lk, fib_ghost.cl, f, f + 2, t);
	trie_move(tr, f, f + 2, t) /*@ ghost (m) */;
	/*@ assert d1: tr->lk.child[i] == m && tr->lk.pcell[m] == i &&
	      Empty(tr->nd, tr->lk, m); */
	/*@ assert d2: \forall integer d; Cell(fib_ghost.cl, d) &&
	      fib_ghost.cl.own[d] == t && tr->lk.child[d] != NNODE &&
	      fib_ghost.cl.at[d] + Pow(fib_ghost.cl.ex[d]) > fib_ghost.cl.at[i]
	      ==> Meet(fib_ghost.cl.at[d], fib_ghost.cl.ex[d],
	      fib_ghost.cl.at[i], fib_ghost.cl.ex[i]); */
	/*@ assert d3: \forall integer d; Cell(fib_ghost.cl, d) &&
	      fib_ghost.cl.own[d] == t && tr->lk.child[d] != NNODE &&
	      fib_ghost.cl.at[d] + Pow(fib_ghost.cl.ex[d]) > fib_ghost.cl.at[i]
	      ==> fib_ghost.cl.at[d] + Pow(fib_ghost.cl.ex[d]) <=
	      fib_ghost.cl.at[i] + Pow(fib_ghost.cl.ex[i]); */
	/*@ assert d31: \forall integer c; Of(tr->nd, n, c) ==>
	      Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] == n && c != f; */
	/*@ assert x1: \forall integer c; Cell(fib_ghost.cl, c) &&
	      fib_ghost.cl.own[c] == n && c != i ==> fib_ghost.cl.own[c] != m
	      && tr->lk.child[c] == \at(tr->lk.child[c], Pre); */
	/*@ assert d32: \forall integer d; Of(tr->nd, t, d) ==>
	      Cell(fib_ghost.cl, d) && fib_ghost.cl.own[d] == t && d != f && d
	      != i; */
	//@ ghost M: ;
	trie_unlink(tr, m);
	tnode_free(tr, m);
	/*@ assert d33: \forall integer d; Cell(fib_ghost.cl, d) &&
	      fib_ghost.cl.own[d] == t ==> Of(tr->nd, t, d); */
	/*@ assert d34: \forall integer d; Of(tr->nd, t, d) ==> tr->lk.child[d]
	      == \at(tr->lk.child[d], M); */
	/*@ assert d4: \forall integer d; Cell(fib_ghost.cl, d) &&
	      fib_ghost.cl.own[d] == t && tr->lk.child[d] != NNODE &&
	      fib_ghost.cl.at[d] + Pow(fib_ghost.cl.ex[d]) > fib_ghost.cl.at[i]
	      ==> fib_ghost.cl.at[d] + Pow(fib_ghost.cl.ex[d]) <=
	      fib_ghost.cl.at[i] + Pow(fib_ghost.cl.ex[i]); */
}

/* The child in cell i of n, which does not fill it, to t. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    requires Twice(tr->nd, n, t) && tr->lk.pcell[t] == NCELL &&
             AttachedBut(tr->nd, tr->lk, t);
    requires Cell(fib_ghost.cl, i) && fib_ghost.cl.own[i] == n &&
             fib_ghost.cl.ex[i] == tr->nd.pos[n] && i >= NTABLE &&
             tr->lk.child[i] != NNODE;
    requires FilledTo(tr->lk, fib_ghost.cl, t, fib_ghost.cl.at[i]);
    requires tr->nd.expo[tr->lk.child[i]] < tr->nd.pos[n];
    terminates \true; exits \false;
    assigns tr->lk, tr->ct;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    ensures gone: tr->lk.child[i] == NNODE;
    ensures AttachedBut(tr->nd, tr->lk, t) && tr->lk.pcell[t] == NCELL;
    ensures own: \forall integer c; \old(Cell(fib_ghost.cl, c) &&
            fib_ghost.cl.own[c] == n) && c != i ==> Cell(fib_ghost.cl, c) &&
            fib_ghost.cl.own[c] == n &&
            tr->lk.child[c] == \old(tr->lk.child[c]);
    ensures filled: FilledTo(tr->lk, fib_ghost.cl, t, fib_ghost.cl.at[i] +
            Pow(tr->nd.pos[n])); */
static void inflate_one(struct fib_trie *tr, uint32_t i, uint32_t t)
	/*@ ghost (uint32_t n) */
{
	//@ ghost uint32_t m = tr->lk.child[i];
	/*@ assert c0: Node(tr->nd, m) && m != n && m != t && tr->lk.pcell[m]
	      == i && Sub(tr->nd, fib_ghost.cl, m, i); */
	/*@ assert b1: \forall integer d; Cell(fib_ghost.cl, d) &&
	      fib_ghost.cl.own[d] == t ==> fib_ghost.cl.ex[d] == tr->nd.pos[t]
	      && d >= NTABLE; */
	//@ assert s1: FitsIn(tr->nd, tr->lk, i, i + 1, t);
	//@ assert s2: Room(tr->nd, tr->lk, fib_ghost.cl, i, i + 1, t);
	//@ assert s3: Single(tr->nd, tr->lk, fib_ghost.cl, i, i + 1, t);
	trie_move(tr, i, i + 1, t) /*@ ghost (n) */;
	/*@ assert s4: \forall integer d; Cell(fib_ghost.cl, d) &&
	      fib_ghost.cl.own[d] == t && tr->lk.child[d] != NNODE &&
	      fib_ghost.cl.at[d] + Pow(fib_ghost.cl.ex[d]) > fib_ghost.cl.at[i]
	      ==> Meet(fib_ghost.cl.at[d], fib_ghost.cl.ex[d],
	      fib_ghost.cl.at[i], fib_ghost.cl.ex[i]); */
	/*@ assert s5: \forall integer d; Cell(fib_ghost.cl, d) &&
	      fib_ghost.cl.own[d] == t && tr->lk.child[d] != NNODE &&
	      fib_ghost.cl.at[d] + Pow(fib_ghost.cl.ex[d]) > fib_ghost.cl.at[i]
	      ==> fib_ghost.cl.at[d] + Pow(fib_ghost.cl.ex[d]) <=
	      fib_ghost.cl.at[i] + Pow(fib_ghost.cl.ex[i]); */
}

/* The child in cell i of n, or its children, to t. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    requires Twice(tr->nd, n, t) && tr->lk.pcell[t] == NCELL &&
             AttachedBut(tr->nd, tr->lk, t);
    requires Cell(fib_ghost.cl, i) && fib_ghost.cl.own[i] == n &&
             fib_ghost.cl.ex[i] == tr->nd.pos[n] && i >= NTABLE &&
             tr->lk.child[i] != NNODE && Thin(tr->nd, tr->lk, n, i);
    requires FilledTo(tr->lk, fib_ghost.cl, t, fib_ghost.cl.at[i]);
    terminates \true; exits \false;
    assigns tr->nd.kind[0 .. NNODE - 1], tr->lk, tr->ct, tr->fl;
    assigns fib_ghost.cl.own[0 .. NCELL - 1], fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    ensures leaves: SameLeaves(\old(tr->nd), tr->nd) && Tnode(tr->nd, n) &&
            Tnode(tr->nd, t);
    ensures kinds: \forall integer z; \old(Node(tr->nd, z) &&
            z != tr->lk.child[i]) ==> tr->nd.kind[z] == \old(tr->nd.kind[z]);
    ensures gone: tr->lk.child[i] == NNODE;
    ensures AttachedBut(tr->nd, tr->lk, t) && tr->lk.pcell[t] == NCELL;
    ensures own: \forall integer c; \old(Cell(fib_ghost.cl, c) &&
            fib_ghost.cl.own[c] == n) && c != i ==> Cell(fib_ghost.cl, c) &&
            fib_ghost.cl.own[c] == n &&
            tr->lk.child[c] == \old(tr->lk.child[c]);
    ensures filled: FilledTo(tr->lk, fib_ghost.cl, t, fib_ghost.cl.at[i] +
            Pow(tr->nd.pos[n])); */
static void inflate_cell(struct fib_trie *tr, uint32_t n, uint32_t t,
	uint32_t i)
{
	uint32_t m = tr->lk.child[i];

	/*@ assert c0: Node(tr->nd, m) && m != n && m != t && Sub(tr->nd,
	      fib_ghost.cl, m, i); */
	if (tr->nd.expo[m] == tr->nd.pos[n])
		inflate_full(tr, m, t) /*@ ghost (n, i) */;
	else
		inflate_one(tr, i, t) /*@ ghost (n) */;
}

/* The children of n, or theirs, to the empty t with one bit more. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
             fib_ghost.bk) && Twice(tr->nd, n, t) &&
             tr->lk.pcell[t] == NCELL && Empty(tr->nd, tr->lk, t);
    requires \forall integer c; Of(tr->nd, n, c) ==> Thin(tr->nd,
             tr->lk, n, c);
    requires AttachedBut(tr->nd, tr->lk, t);
    terminates \true; exits \false;
    assigns tr->nd.kind[0 .. NNODE - 1], tr->lk, tr->ct, tr->fl;
    assigns fib_ghost.cl.own[0 .. NCELL - 1], fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk)
            && SameLeaves(\old(tr->nd), tr->nd);
    ensures Tnode(tr->nd, n) && Tnode(tr->nd, t) && tr->lk.pcell[t] ==
            NCELL && Empty(tr->nd, tr->lk, n);
    ensures AttachedBut(tr->nd, tr->lk, t);
*/
static void inflate_pour(struct fib_trie *tr, uint32_t n, uint32_t t)
{
	uint32_t i = tr->nd.first[n];
	uint64_t end = i + trie_size(tr->nd.bits[n]);

	/*@ loop invariant tr->nd.first[n] <= i <= end == tr->nd.first[n]
	          + Pow(tr->nd.bits[n]);
	    loop invariant TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
	          fib_ghost.bk) && SameLeaves(\at(tr->nd, Pre), tr->nd);
	    loop invariant v0: Tnode(tr->nd, n) && Tnode(tr->nd, t) &&
	          tr->lk.pcell[t] == NCELL;
	    loop invariant v2: \forall integer c; tr->nd.first[n] <= c <
	          i ==> tr->lk.child[c] == NNODE;
	    loop invariant v3: \forall integer c; i <= c < end ==>
	          Thin(tr->nd, tr->lk, n, c);
	    loop invariant v4: i < end ==> FilledTo(tr->lk, fib_ghost.cl, t,
	          fib_ghost.cl.at[i]);
	    loop invariant v5: AttachedBut(tr->nd, tr->lk, t);
	    loop assigns i, tr->nd.kind[0 .. NNODE - 1], tr->lk, tr->ct,
	      tr->fl, fib_ghost.cl.own[0 .. NCELL - 1], fib_ghost.bk;
	    loop variant end - i; */
	while (i < end) {
		uint32_t m = tr->lk.child[i];

		//@ ghost uint32_t k = i + 1;
		/*@ assert b0: \forall integer c; Of(tr->nd, n, c) ==>
		      Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] == n &&
		      fib_ghost.cl.ex[c] == tr->nd.pos[n] && c >= NTABLE; */
		/*@ assert b1: \forall integer c; Of(tr->nd, n, c) && c != i &&
		      tr->lk.child[c] != NNODE ==> Node(tr->nd,
		      tr->lk.child[c]) && tr->lk.child[c] != m; */
		/*@ assert b2: k < end ==> fib_ghost.cl.at[i] +
		      Pow(tr->nd.pos[n]) <= fib_ghost.cl.at[k]; */
		/*@ assert b4: \forall integer c; tr->nd.first[n] <= c < i
		      ==> Of(tr->nd, n, c) && tr->lk.child[c] == NNODE; */
		/*@ assert b3: \forall integer c; i < c < end ==>
		      Of(tr->nd, n, c) && Thin(tr->nd, tr->lk, n, c); */
		//@ ghost L: ;
		if (m != NNODE) {
			inflate_cell(tr, n, t, i);
			/*@ assert c1: \forall integer c; Of(tr->nd, n, c) && c
			      != i ==> tr->lk.child[c] == \at(tr->lk.child[c],
			      L); */
			/*@ assert c3: \forall integer c; i < c < end ==>
			      \at(Thin(tr->nd, tr->lk, n, c), L) &&
			      tr->lk.child[c] == \at(tr->lk.child[c], L); */
			/*@ assert c4: \forall integer c; i < c < end &&
			      tr->lk.child[c] != NNODE ==>
			      (\let v = tr->lk.child[c]; tr->nd.kind[v] ==
			      \at(tr->nd.kind[v], L)); */
			/*@ assert c5: \forall integer c; tr->nd.first[n] <=
			      c < i ==> Of(tr->nd, n, c) && tr->lk.child[c] ==
			      \at(tr->lk.child[c], L); */
			/*@ assert c6: \forall integer c; tr->nd.first[n] <=
			      c < i ==> tr->lk.child[c] == NNODE; */
			/*@ assert c2: \forall integer c; i < c < end ==>
			      Thin(tr->nd, tr->lk, n, c); */
		}
		/*@ assert d0: \forall integer c; tr->nd.first[n] <= c < i
		      ==> tr->lk.child[c] == NNODE; */
		//@ assert d3: tr->lk.child[i] == NNODE;
		/*@ assert d1: \forall integer c; tr->nd.first[n] <= c <= i ==>
		      tr->lk.child[c] == NNODE; */
		/*@ assert d2: FilledTo(tr->lk, fib_ghost.cl, t,
		      fib_ghost.cl.at[i] + Pow(tr->nd.pos[n])); */
		i++;
	}
}

uint32_t trie_inflate(struct fib_trie *tr, uint32_t n)
{
	uint32_t t;

	if (!inflate_thin(tr, n))
		return n;
	/*@ assert g0: \forall integer c; Of(tr->nd, n, c) ==>
	      Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] == n &&
	      (tr->lk.child[c] != NNODE ==> Node(tr->nd, tr->lk.child[c])); */
	t = tnode_new(tr, tr->nd.key[n], (uint8_t)(tr->nd.pos[n] - 1),
		(uint8_t)(tr->nd.bits[n] + 1));
	if (t == NNODE)
		return n;
	/*@ assert g1: t != n && Tnode(tr->nd, n) && Tnode(tr->nd, t) &&
	      Empty(tr->nd, tr->lk, t); */
	//@ assert g3: Twice(tr->nd, n, t);
	/*@ assert g2: \forall integer c; Of(tr->nd, n, c) ==> Thin(tr->nd,
	      tr->lk, n, c); */
	inflate_pour(tr, n, t);
	trie_replace(tr, n, t);
	return t;
}
