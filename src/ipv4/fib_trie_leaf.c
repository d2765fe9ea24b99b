/*
 * A leaf's way into the trie and out of it.  Contracts: fib_trie_leaf.h.
 *
 * The descent for a key ends at a cell.  If that is empty, the leaf goes
 * there; if not, a tnode of one bit goes between.
 */
#include "ipv4/fib_trie_leaf.h"
#include "ipv4/fib_trie_bits.h"
#include "ipv4/fib_trie_find.h"
#include "ipv4/fib_trie_link.h"
#include "ipv4/fib_trie_node.h"

/*
 * A new tnode t in n's cell j, over n and the place where k belongs:
 *
 *	  j			  j
 *	  |			  |
 *	  n		=>	  t, the smallest block with n and k
 *				 / \
 *				n   (k)
 */
/*@ requires \valid(tr) && Bases && Key(k);
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    requires Cell(fib_ghost.cl, p.cell) && InCell(fib_ghost.cl, p.cell, k);
    requires p.parent == fib_ghost.cl.own[p.cell];
    requires n == tr->lk.child[p.cell] && Node(tr->nd, n);
    requires !InNode(tr->nd, n, k);
    terminates \true; exits \false;
    assigns tr->nd, tr->lk, tr->ct, tr->fl;
    assigns fib_ghost.cl, fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    ensures \result <= NNODE;
    ensures SameLeaves(\old(tr->nd), tr->nd);
    ensures nodes: \forall integer m; 0 <= m < NNODE && m != \result ==>
            (Node(tr->nd, m) <==> \old(Node(tr->nd, m))) &&
            tr->nd.expo[m] == \old(tr->nd.expo[m]) &&
            (tr->lk.pcell[m] == NCELL <==> \old(tr->lk.pcell[m]) == NCELL);
    ensures made: \result != NNODE ==> Tnode(tr->nd, \result) &&
            \old(FreeNode(tr->nd, \result)) &&
            tr->lk.pcell[\result] != NCELL && InNode(tr->nd, \result, k);
    ensures room: \result != NNODE ==> \forall integer c;
            Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] == \result &&
            InCell(fib_ghost.cl, c, k) ==> tr->lk.child[c] == NNODE; */
static uint32_t trie_fork(struct fib_trie *tr, struct trie_place p,
	uint32_t n, uint64_t k)
{
	uint64_t top = k / 4294967296u * 4294967296u, nk = tr->nd.key[n];
	struct trie_block b;
	uint32_t t, c;
	//@ ghost uint64_t at = fib_ghost.cl.at[p.cell];
	//@ ghost uint8_t ex = fib_ghost.cl.ex[p.cell];

	//@ ghost uint64_t root = k / 4294967296u;
	/*@ assert o0: Cell(fib_ghost.cl, root) && top == root * 4294967296 &&
	      fib_ghost.cl.at[root] == top && fib_ghost.cl.ex[root] == 32; */
	//@ assert o1: Block(top, 32) && top <= k < top + Pow(32);
	//@ assert q0: Base(k, 32) == top;
	//@ assert o2: Block(at, ex) && at <= k < at + Pow(ex);
	//@ assert o3: Block(nk, tr->nd.expo[n]);
	//@ assert o4: Sub(tr->nd, fib_ghost.cl, n, p.cell) && Key(nk);
	//@ assert o5: at <= nk < at + Pow(ex);
	//@ assert q1: Base(k, ex) == at && Base(nk, ex) == at;
	//@ assert q2: Base(nk, 32) == top;
	//@ assert q3: Base(nk, tr->nd.expo[n]) == nk;
	//@ assert q4: Base(k, tr->nd.expo[n]) != nk && k != nk;
	b = trie_common(k, nk, top, 32);
	//@ assert b0: tr->nd.expo[n] < b.expo;
	//@ assert b1: b.expo <= ex;
	//@ assert b2: Block(b.key, b.expo);
	t = tnode_new(tr, b.key, (uint8_t)(b.expo - 1), 1);
	if (t == NNODE)
		return NNODE;
	//@ assert t00: t != n && tr->nd.bits[t] == 1;
	//@ assert t01: Tnode(tr->nd, t) && tr->nd.pos[t] == b.expo - 1;
	//@ assert t02: tr->nd.expo[t] == tr->nd.pos[t] + tr->nd.bits[t];
	//@ assert t0: t != n && Tnode(tr->nd, t) && tr->nd.expo[t] == b.expo;
	/*@ assert t1: Cell(fib_ghost.cl, p.cell) && n ==
	      tr->lk.child[p.cell] && fib_ghost.cl.own[p.cell] == p.parent &&
	      fib_ghost.cl.own[p.cell] != t && tr->lk.pcell[n] == p.cell; */
	/*@ assert t2: fib_ghost.cl.at[p.cell] == at &&
	      fib_ghost.cl.ex[p.cell] == ex && tr->nd.key[n] == nk; */
	//@ assert t3: InNode(tr->nd, t, k) && InNode(tr->nd, t, nk);
	//@ assert t4: Meet(tr->nd.key[t], b.expo, at, ex) && Block(at, ex);
	//@ assert t5: Sub(tr->nd, fib_ghost.cl, t, p.cell);
	/*@ assert t6: \forall integer c; Cell(fib_ghost.cl, c) &&
	      fib_ghost.cl.own[c] == t ==> tr->lk.child[c] == NNODE &&
	      c != p.cell; */
	trie_unlink(tr, n);
	trie_link(tr, t, p.cell, p.parent);
	c = trie_cell(tr, t, nk);
	/*@ assert c00: Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] == t &&
	      c >= NTABLE && fib_ghost.cl.ex[c] == tr->nd.pos[t]; */
	/*@ assert c01: Block(fib_ghost.cl.at[c], fib_ghost.cl.ex[c]) &&
	      InCell(fib_ghost.cl, c, nk); */
	//@ assert c02: tr->nd.pos[t] == b.expo - 1;
	/*@ assert c0: fib_ghost.cl.at[c] == Base(nk, b.expo - 1) &&
	      fib_ghost.cl.ex[c] == b.expo - 1 && c != p.cell; */
	//@ assert c1: tr->lk.child[c] == NNODE;
	/*@ assert c2: Block(fib_ghost.cl.at[c], b.expo - 1) &&
	      Block(nk, tr->nd.expo[n]) && Meet(nk, tr->nd.expo[n],
	      fib_ghost.cl.at[c], b.expo - 1); */
	//@ assert c3: Sub(tr->nd, fib_ghost.cl, n, c);
	trie_link(tr, n, c, t);
	/*@ assert r00: \forall integer d; Cell(fib_ghost.cl, d) &&
	      fib_ghost.cl.own[d] == t ==> d >= NTABLE &&
	      fib_ghost.cl.ex[d] == b.expo - 1 &&
	      Block(fib_ghost.cl.at[d], b.expo - 1); */
	/*@ assert r0: \forall integer d; Cell(fib_ghost.cl, d) &&
	      fib_ghost.cl.own[d] == t && InCell(fib_ghost.cl, d, k) ==>
	      fib_ghost.cl.at[d] == Base(k, b.expo - 1); */
	return t;
}

uint32_t fib_insert_node(struct fib_trie *tr, uint64_t k)
{
	struct trie_place p = trie_descend(tr, k);
	uint32_t n = tr->lk.child[p.cell], l, t, c;

	if (n != NNODE && tr->nd.kind[n] == TRIE_LEAF && tr->nd.key[n] == k)
		return n;
	//@ assert q0: n != NNODE ==> Node(tr->nd, n) && !InNode(tr->nd, n, k);
	l = leaf_new(tr, k);
	if (l == NNODE)
		return NNODE;
	/*@ assert q1: l != n && Leaf(tr->nd, l) &&
	      Sub(tr->nd, fib_ghost.cl, l, p.cell); */
	/*@ assert q2: \forall integer m; Node(tr->nd, m) && m != l ==>
	      tr->lk.pcell[m] != NCELL; */
	if (n == NNODE) {
		trie_link(tr, l, p.cell, p.parent);
		return l;
	}
	t = trie_fork(tr, p, n, k);
	//@ assert t0: t != l && Leaf(tr->nd, l) && tr->lk.pcell[l] == NCELL;
	/*@ assert t1: \forall integer m; Node(tr->nd, m) && m != l ==>
	      tr->lk.pcell[m] != NCELL; */
	if (t == NNODE) {
		leaf_free(tr, l);
		return NNODE;
	}
	c = trie_cell(tr, t, k);
	//@ assert c0: Sub(tr->nd, fib_ghost.cl, l, c);
	trie_link(tr, l, c, t);
	return l;
}

void fib_remove_node(struct fib_trie *tr, uint32_t l)
{
	trie_unlink(tr, l);
	leaf_free(tr, l);
}
