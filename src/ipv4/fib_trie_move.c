/*
 * Moving children from one tnode to another.  Contract: fib_trie_move.h.
 *
 * A child keeps its key and size; it goes to the cell of t that holds its key.
 * All changes of size are made of this step and of tnode_new and tnode_free.
 */
#include "ipv4/fib_trie_move.h"
#include "ipv4/fib_trie_find.h"
#include "ipv4/fib_trie_link.h"

void trie_move(struct fib_trie *tr, uint32_t lo, uint32_t hi, uint32_t t)
	/*@ ghost (uint32_t f) */
{
	uint32_t i = lo;

	/*@ loop invariant lo <= i <= hi;
	    loop invariant TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
	          fib_ghost.bk);
	    loop invariant a1: \forall integer c; lo <= c < i ==>
	          tr->lk.child[c] == NNODE;
	    loop invariant a2: \forall integer c; Cell(fib_ghost.cl, c)
	          && fib_ghost.cl.own[c] != t && !(lo <= c < i) ==>
	          tr->lk.child[c] == \at(tr->lk.child[c], Pre);
	    loop invariant a3: \forall integer m; Node(tr->nd, m) ==>
	          (tr->lk.pcell[m] == NCELL <==> \at(tr->lk.pcell[m], Pre) ==
	          NCELL);
	    loop invariant a4: \forall integer m; Node(tr->nd, m) && !(lo
	          <= \at(tr->lk.pcell[m], Pre) < i) ==> tr->lk.pcell[m] ==
	          \at(tr->lk.pcell[m], Pre) && tr->lk.parent[m] ==
	          \at(tr->lk.parent[m], Pre);
	    loop invariant a5: \forall integer d; Cell(fib_ghost.cl, d)
	          && fib_ghost.cl.own[d] == t && \at(tr->lk.child[d], Pre) !=
	          NNODE ==> tr->lk.child[d] == \at(tr->lk.child[d], Pre);
	    loop invariant a6: \forall integer d; Cell(fib_ghost.cl, d)
	          && fib_ghost.cl.own[d] == t && tr->lk.child[d] != NNODE &&
	          \at(tr->lk.child[d], Pre) == NNODE ==> (\let x =
	          tr->lk.child[d]; lo <= \at(tr->lk.pcell[x], Pre) < i &&
	          \at(tr->lk.child[tr->lk.pcell[x]], Pre) == x);
	    loop assigns i, tr->lk, tr->ct;
	    loop variant hi - i; */
	while (i < hi) {
		uint32_t m = tr->lk.child[i], c;

		/*@ assert b00: Of(tr->nd, f, i) && f != t &&
		      fib_ghost.cl.own[i] == f; */
		//@ assert b01: Cell(fib_ghost.cl, i) && !(lo <= i < i);
		/*@ assert b0: \let x = i; Cell(fib_ghost.cl, i) &&
		      fib_ghost.cl.own[i] == f && m == \at(tr->lk.child[x],
		      Pre); */
		if (m != NNODE) {
			/*@ assert b1: Node(tr->nd, m) && tr->lk.pcell[m]
			      == i && (\let x = m; \at(tr->lk.pcell[x], Pre) ==
			      i) && tr->nd.expo[m] <= tr->nd.pos[t] &&
			      InNode(tr->nd, t, tr->nd.key[m]); */
			trie_unlink(tr, m);
			c = trie_cell(tr, t, tr->nd.key[m]);
			/*@ assert b2: c != i && MeetCell(tr->nd,
			      fib_ghost.cl, m, c) && Block(fib_ghost.cl.at[c],
			      fib_ghost.cl.ex[c]) && Block(tr->nd.key[m],
			      tr->nd.expo[m]); */
			/*@ assert b20: \forall integer e; lo <= e < hi
			      ==> Of(tr->nd, f, e) && fib_ghost.cl.own[e] == f;
			      */
			/*@ assert b21: \forall integer e; lo <= e < hi
			      ==> e != c; */
			//@ assert b3: Sub(tr->nd, fib_ghost.cl, m, c);
			/*@ assert b4: \let x = c; \at(tr->lk.child[x],
			      Pre) == NNODE; */
			/*@ assert b5: tr->lk.child[c] != NNODE ==>
			      Node(tr->nd, tr->lk.child[c]) && Sub(tr->nd,
			      fib_ghost.cl, tr->lk.child[c], c) &&
			      MeetCell(tr->nd, fib_ghost.cl, tr->lk.child[c],
			      c); */
			/*@ assert b51: tr->lk.child[c] != NNODE ==>
			      (\let x = tr->lk.child[c];
			      lo <= \at(tr->lk.pcell[x], Pre) < i &&
			      \at(tr->lk.child[tr->lk.pcell[x]], Pre) == x); */
			/*@ assert b52: \forall integer e; lo <= e < i &&
			      \at(tr->lk.child[e], Pre) != NNODE ==>
			      !MeetCell(tr->nd, fib_ghost.cl,
			      \at(tr->lk.child[e], Pre), c); */
			//@ assert b6: tr->lk.child[c] == NNODE;
			trie_link(tr, m, c, t);
			/*@ assert b9: \forall integer e; lo <= e <= i
			      ==> tr->lk.child[e] == NNODE; */
			/*@ assert b7: tr->lk.child[c] == m &&
			      tr->lk.pcell[m] == c && (\let x = m; lo <=
			      \at(tr->lk.pcell[x], Pre) < i + 1 &&
			      \at(tr->lk.child[tr->lk.pcell[x]], Pre) == x); */
			/*@ assert b8: \forall integer d;
			      Cell(fib_ghost.cl, d) && fib_ghost.cl.own[d] == t
			      && d != c && tr->lk.child[d] != NNODE &&
			      \at(tr->lk.child[d], Pre) == NNODE ==> (\let x =
			      tr->lk.child[d]; lo <= \at(tr->lk.pcell[x], Pre)
			      < i && \at(tr->lk.child[tr->lk.pcell[x]], Pre) ==
			      x); */
		}
		i++;
	}
}
