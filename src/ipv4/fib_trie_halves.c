/*
 * The tnodes of a split.  Contract: fib_trie_halves.h.
 *
 * They are made before anything else changes; if there is no room for all,
 * those that were made go again.
 */
#include "ipv4/fib_trie_halves.h"
#include "ipv4/fib_trie_bits.h"
#include "ipv4/fib_trie_node.h"

/* tnode_new, and what it leaves as it was. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    requires 1 <= bits && pos + bits <= 32 && Block(key, pos + bits);
    terminates \true; exits \false;
    assigns tr->nd, tr->lk, tr->ct, tr->fl;
    assigns fib_ghost.cl, fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    ensures leaves: SameLeaves(\old(tr->nd), tr->nd) && \result <= NNODE;
    ensures nodes: KeptNodes(\old(tr->nd), \old(tr->lk), tr->nd, tr->lk, -1);
    ensures cells: KeptCells(\old(fib_ghost.cl), fib_ghost.cl, -1);
    ensures children: KeptChildren(\old(tr->lk), \old(fib_ghost.cl), tr->lk,
            -1, NCELL);
    ensures only: \forall integer n; Node(tr->nd, n) ==>
            \old(Node(tr->nd, n)) || n == \result;
    ensures new: \result != NNODE ==> !\old(Node(tr->nd, \result)) &&
            Tnode(tr->nd, \result) && tr->lk.pcell[\result] == NCELL &&
            tr->nd.key[\result] == key && tr->nd.pos[\result] == pos &&
            tr->nd.bits[\result] == bits;
    ensures empty: \result != NNODE ==> Empty(tr->nd, tr->lk, \result); */
static uint32_t tnode_more(struct fib_trie *tr, uint64_t key, uint8_t pos,
	uint8_t bits)
{
	return tnode_new(tr, key, pos, bits);
}

/* tnode_free, and what it leaves as it was. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    requires Tnode(tr->nd, m) && tr->lk.pcell[m] == NCELL &&
             Empty(tr->nd, tr->lk, m);
    terminates \true; exits \false;
    assigns tr->fl, tr->nd.kind[m], tr->lk.parent[m];
    assigns tr->lk.child[tr->nd.first[m]];
    assigns fib_ghost.cl.own[0 .. NCELL - 1], fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    ensures leaves: SameLeaves(\old(tr->nd), tr->nd) && FreeNode(tr->nd, m);
    ensures cells: KeptCells(\old(fib_ghost.cl), fib_ghost.cl, m);
    ensures children: KeptChildren(\old(tr->lk), \old(fib_ghost.cl), tr->lk,
            m, NCELL); */
static void tnode_less(struct fib_trie *tr, uint32_t m)
{
	/*@ assert f: Of(tr->nd, m, tr->nd.first[m]) &&
	      fib_ghost.cl.own[tr->nd.first[m]] == m; */
	tnode_free(tr, m);
}

/* Two of one size, detached and empty; low == NNODE: no room. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    requires 1 <= bits && pos + bits <= 32 && Block(low, pos + bits) &&
             Block(high, pos + bits);
    terminates \true; exits \false;
    assigns tr->nd, tr->lk, tr->ct, tr->fl;
    assigns fib_ghost.cl, fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    ensures leaves: SameLeaves(\old(tr->nd), tr->nd) && \result.top == NNODE;
    ensures nodes: KeptNodes(\old(tr->nd), \old(tr->lk), tr->nd, tr->lk, -1);
    ensures cells: KeptCells(\old(fib_ghost.cl), fib_ghost.cl, -1);
    ensures children: KeptChildren(\old(tr->lk), \old(fib_ghost.cl), tr->lk,
            -1, NCELL);
    ensures none: \result.low == NNODE ==> \forall integer n;
            Node(tr->nd, n) ==> \old(Node(tr->nd, n));
    ensures two: \result.low != NNODE ==> \forall integer n;
            Node(tr->nd, n) ==> \old(Node(tr->nd, n)) || n == \result.low ||
            n == \result.high;
    ensures new: \result.low != NNODE ==> !\old(Node(tr->nd, \result.low)) &&
            !\old(Node(tr->nd, \result.high)) && Tnode(tr->nd, \result.low) &&
            Tnode(tr->nd, \result.high) && \result.low != \result.high;
    ensures free: \result.low != NNODE ==>
            tr->lk.pcell[\result.low] == NCELL &&
            tr->lk.pcell[\result.high] == NCELL;
    ensures empty: \result.low != NNODE ==>
            Empty(tr->nd, tr->lk, \result.low) &&
            Empty(tr->nd, tr->lk, \result.high);
    ensures keys: \result.low != NNODE ==> tr->nd.key[\result.low] == low &&
            tr->nd.key[\result.high] == high &&
            tr->nd.pos[\result.low] == pos &&
            tr->nd.pos[\result.high] == pos &&
            tr->nd.bits[\result.low] == bits &&
            tr->nd.bits[\result.high] == bits; */
static struct trie_halves halves_pair(struct fib_trie *tr, uint64_t low,
	uint64_t high, uint8_t pos, uint8_t bits)
{
	struct trie_halves h = { NNODE, NNODE, NNODE };

	/*@ assert o: \forall integer j; Cell(fib_ghost.cl, j) ==>
	      fib_ghost.cl.own[j] >= NNODE || Tnode(tr->nd,
	      fib_ghost.cl.own[j]); */
	h.low = tnode_more(tr, low, pos, bits);
	if (h.low == NNODE)
		return h;
	/*@ assert own: \forall integer j; Of(tr->nd, h.low, j) ==>
	      Cell(fib_ghost.cl, j) && tr->lk.child[j] == NNODE; */
	h.high = tnode_more(tr, high, pos, bits);
	/*@ assert n1: KeptNodes(\at(tr->nd, Pre), \at(tr->lk, Pre), tr->nd,
	      tr->lk, -1); */
	//@ assert c1: KeptCells(\at(fib_ghost.cl, Pre), fib_ghost.cl, -1);
	/*@ assert e1: KeptChildren(\at(tr->lk, Pre), \at(fib_ghost.cl, Pre),
	      tr->lk, -1, NCELL); */
	/*@ assert e: Tnode(tr->nd, h.low) && tr->lk.pcell[h.low] == NCELL &&
	      Empty(tr->nd, tr->lk, h.low); */
	/*@ assert w: \forall integer n; Node(tr->nd, n) ==> \at(Node(tr->nd,
	      n), Pre) || n == h.low || n == h.high; */
	if (h.high != NNODE)
		return h;
	/*@ assert p: \forall integer j; \at(Cell(fib_ghost.cl, j), Pre) ==>
	      fib_ghost.cl.own[j] != h.low; */
	tnode_less(tr, h.low);
	/*@ assert n2: KeptNodes(\at(tr->nd, Pre), \at(tr->lk, Pre), tr->nd,
	      tr->lk, -1); */
	//@ assert c2: KeptCells(\at(fib_ghost.cl, Pre), fib_ghost.cl, -1);
	/*@ assert e2: KeptChildren(\at(tr->lk, Pre), \at(fib_ghost.cl, Pre),
	      tr->lk, -1, NCELL); */
	h.low = NNODE;
	return h;
}

struct trie_halves halves_new(struct fib_trie *tr, uint32_t m)
{
	uint64_t key = tr->nd.key[m];
	uint8_t e = tr->nd.expo[m], p = tr->nd.pos[m];
	uint8_t b = (uint8_t)(tr->nd.bits[m] - 1);
	struct trie_halves h = { NNODE, NNODE, NNODE };
	uint32_t top;

	/*@ assert g0: Block(key, e) && Block(key, e - 1) && Block(key + Pow(e
	      - 1), e - 1) && e == p + b + 1; */
	/*@ assert o: \forall integer j; Cell(fib_ghost.cl, j) ==>
	      fib_ghost.cl.own[j] >= NNODE || Tnode(tr->nd,
	      fib_ghost.cl.own[j]); */
	top = tnode_more(tr, key, (uint8_t)(e - 1), 1);
	if (top == NNODE)
		return h;
	/*@ assert own: \forall integer j; Of(tr->nd, top, j) ==>
	      Cell(fib_ghost.cl, j) && tr->lk.child[j] == NNODE; */
	//@ ghost L: ;
	h = halves_pair(tr, key, key + trie_size((uint32_t)e - 1), p, b);
	/*@ assert n1: KeptNodes(\at(tr->nd, Pre), \at(tr->lk, Pre), tr->nd,
	      tr->lk, -1); */
	//@ assert c1: KeptCells(\at(fib_ghost.cl, Pre), fib_ghost.cl, -1);
	/*@ assert e1: KeptChildren(\at(tr->lk, Pre), \at(fib_ghost.cl, Pre),
	      tr->lk, -1, NCELL); */
	/*@ assert t: Tnode(tr->nd, top) && tr->lk.pcell[top] == NCELL &&
	      tr->nd.first[top] == \at(tr->nd.first[top], L) &&
	      tr->nd.bits[top] == \at(tr->nd.bits[top], L); */
	/*@ assert f: \forall integer j; Of(tr->nd, top, j) ==>
	      \at(Of(tr->nd, top, j) && Cell(fib_ghost.cl, j) &&
	      tr->lk.child[j] == NNODE, L); */
	/*@ assert g: \forall integer j; \at(Cell(fib_ghost.cl, j), L) ==>
	      tr->lk.child[j] == \at(tr->lk.child[j], L); */
	//@ assert e: Empty(tr->nd, tr->lk, top);
	if (h.low != NNODE) {
		h.top = top;
		return h;
	}
	/*@ assert p: \forall integer j; \at(Cell(fib_ghost.cl, j), Pre) ==>
	      fib_ghost.cl.own[j] != top; */
	tnode_less(tr, top);
	/*@ assert n2: KeptNodes(\at(tr->nd, Pre), \at(tr->lk, Pre), tr->nd,
	      tr->lk, -1); */
	//@ assert c2: KeptCells(\at(fib_ghost.cl, Pre), fib_ghost.cl, -1);
	/*@ assert e2: KeptChildren(\at(tr->lk, Pre), \at(fib_ghost.cl, Pre),
	      tr->lk, -1, NCELL); */
	return h;
}
