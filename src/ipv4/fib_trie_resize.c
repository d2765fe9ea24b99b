/*
 * Keeping tnodes as large as they are full.  Contract: fib_trie_resize.h.
 *
 * Whatever is decided here, the trie stays sound and keeps its leaves: the
 * counts and thresholds cost time or room, nothing else.
 */
#include "ipv4/fib_trie_resize.h"
#include "ipv4/fib_trie_bits.h"
#include "ipv4/fib_trie_halve.h"
#include "ipv4/fib_trie_inflate.h"
#include "ipv4/fib_trie_link.h"
#include "ipv4/fib_trie_node.h"
#include "ipv4/fib_trie_split.h"

/* In percent of a tnode's cells [Linux halve_threshold and so on]. */
enum {
	INFLATE_THRESHOLD = 50,
	INFLATE_THRESHOLD_ROOT = 30,
	HALVE_THRESHOLD = 25,
	HALVE_THRESHOLD_ROOT = 15,
	MAX_WORK = 10,
	MAX_BITS = 20,
	/* Cells that are for leaves alone: two for each there can be. */
	CELL_RESERVE = 2 * NALIAS
};

/* Cells of n that have a child. */
/*@ requires \valid_read(tr) && Bases;
    requires Forest(tr->nd, tr->lk, fib_ghost.cl) && Tnode(tr->nd, n);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= 4294967296; */
static uint64_t tnode_used(const struct fib_trie *tr, uint32_t n)
{
	uint64_t size = trie_size(tr->nd.bits[n]);

	return tr->ct.empty[n] < size ? size - tr->ct.empty[n] : 0;
}

/* [Linux should_inflate] */
/*@ requires \valid_read(tr) && Bases;
    requires Forest(tr->nd, tr->lk, fib_ghost.cl) && Tnode(tr->nd, n);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result ==> tr->nd.pos[n] >= 1;
*/
static bool should_inflate(const struct fib_trie *tr, uint32_t n)
{
	uint64_t size = trie_size(tr->nd.bits[n]);
	uint64_t used = tnode_used(tr, n) + tr->ct.full[n];
	uint64_t percent = tr->lk.parent[n] >= NNODE ?
		INFLATE_THRESHOLD_ROOT : INFLATE_THRESHOLD;

	if (tr->nd.pos[n] == 0 || tr->nd.bits[n] >= MAX_BITS ||
	    tr->fl.bump + 2 * size > NCELL - CELL_RESERVE)
		return false;
	return used > 1 && used * 50 >= size * percent;
}

/* [Linux should_halve] */
/*@ requires \valid_read(tr) && Bases;
    requires Forest(tr->nd, tr->lk, fib_ghost.cl) && Tnode(tr->nd, n);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result ==> tr->nd.bits[n] >= 2;
*/
static bool should_halve(const struct fib_trie *tr, uint32_t n)
{
	uint64_t size = trie_size(tr->nd.bits[n]), used = tnode_used(tr, n);
	uint64_t percent = tr->lk.parent[n] >= NNODE ?
		HALVE_THRESHOLD_ROOT : HALVE_THRESHOLD;

	return tr->nd.bits[n] >= 2 && used > 1 && used * 100 < size * percent;
}

/* The first cell from i on, and before the end of n, with a child; or it. */
/*@ requires \valid_read(tr) && Bases;
    requires Forest(tr->nd, tr->lk, fib_ghost.cl) && Tnode(tr->nd, n)
             && tr->nd.first[n] <= i <= tr->nd.first[n] + Pow(tr->nd.bits[n]);
    terminates \true; exits \false;
    assigns \nothing;
    ensures i <= \result <= tr->nd.first[n] + Pow(tr->nd.bits[n]);
    ensures \result < tr->nd.first[n] + Pow(tr->nd.bits[n]) ==>
            tr->lk.child[\result] != NNODE;
    ensures \forall integer c; i <= c < \result ==> tr->lk.child[c] ==
            NNODE;
*/
static uint32_t next_child(const struct fib_trie *tr, uint32_t n, uint32_t i)
{
	uint64_t end = tr->nd.first[n] + trie_size(tr->nd.bits[n]);
	uint32_t c = i;

	/*@ loop invariant i <= c <= end == tr->nd.first[n] +
	          Pow(tr->nd.bits[n]);
	    loop invariant \forall integer e; i <= e < c ==>
	          tr->lk.child[e] == NNODE;
	    loop assigns c;
	    loop variant end - c; */
	while (c < end && tr->lk.child[c] == NNODE)
		c++;
	return c;
}

/* Takes n out if it has one child or none [Linux should_collapse]. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
             fib_ghost.bk) && Attached(tr->nd, tr->lk) && Tnode(tr->nd, n);
    terminates \true; exits \false;
    assigns tr->nd.kind[n], tr->lk, tr->ct, tr->fl;
    assigns fib_ghost.cl.own[0 .. NCELL - 1], fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk)
            && Attached(tr->nd, tr->lk) && SameLeaves(\old(tr->nd), tr->nd);
    ensures nodes: KeptNodes(\old(tr->nd), \old(tr->lk), tr->nd,
            tr->lk, n);
    ensures cells: KeptCells(\old(fib_ghost.cl), fib_ghost.cl, n);
    ensures children: KeptChildren(\old(tr->lk), \old(fib_ghost.cl),
            tr->lk, n, \old(tr->lk.pcell[n]));
*/
static void prune(struct fib_trie *tr, uint32_t n)
{
	uint64_t end;
	uint32_t i;

	if (tnode_used(tr, n) > 1)
		return;
	end = tr->nd.first[n] + trie_size(tr->nd.bits[n]);
	i = next_child(tr, n, tr->nd.first[n]);
	/*@ assert a0: Cell(fib_ghost.cl, tr->lk.pcell[n]) && !Of(tr->nd,
	      n, tr->lk.pcell[n]) && tr->lk.parent[n] != n; */
	if (i == end) {
		trie_unlink(tr, n);
		tnode_free(tr, n);
	} else if (next_child(tr, n, i + 1) == end) {
		trie_collapse(tr, n, i);
	}
}

/* Prunes the children of n. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
             fib_ghost.bk) && Attached(tr->nd, tr->lk) && Tnode(tr->nd, n);
    terminates \true; exits \false;
    assigns tr->nd.kind[0 .. NNODE - 1], tr->lk, tr->ct, tr->fl;
    assigns fib_ghost.cl.own[0 .. NCELL - 1], fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk)
            && Attached(tr->nd, tr->lk) && SameLeaves(\old(tr->nd), tr->nd) &&
            Tnode(tr->nd, n);
*/
static void prune_children(struct fib_trie *tr, uint32_t n)
{
	uint32_t i = tr->nd.first[n];
	uint64_t end = i + trie_size(tr->nd.bits[n]);

	/*@ loop invariant tr->nd.first[n] <= i <= end == tr->nd.first[n]
	          + Pow(tr->nd.bits[n]);
	    loop invariant TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
	          fib_ghost.bk) && Attached(tr->nd, tr->lk) &&
	          SameLeaves(\at(tr->nd, Pre), tr->nd) && Tnode(tr->nd, n);
	    loop assigns i, tr->nd.kind[0 .. NNODE - 1], tr->lk, tr->ct,
	      tr->fl, fib_ghost.cl.own[0 .. NCELL - 1], fib_ghost.bk;
	    loop variant end - i; */
	while (i < end) {
		uint32_t m = tr->lk.child[i];

		//@ assert c00: Of(tr->nd, n, i) && fib_ghost.cl.own[i] == n;
		/*@ assert c0: Cell(fib_ghost.cl, i) &&
		      fib_ghost.cl.own[i] == n && i >= NTABLE; */
		/*@ assert c1: m != NNODE ==> Node(tr->nd, m) &&
		      tr->lk.pcell[m] == i && tr->lk.parent[m] == n && m != n
		      && tr->nd.expo[m] < tr->nd.expo[n]; */
		if (m != NNODE && tr->nd.kind[m] == TRIE_TNODE)
			prune(tr, m);
		i++;
	}
}

/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
             fib_ghost.bk) && Attached(tr->nd, tr->lk) && Tnode(tr->nd, n);
    terminates \true; exits \false;
    assigns tr->nd, tr->lk, tr->ct, tr->fl;
    assigns fib_ghost.cl, fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk)
            && Attached(tr->nd, tr->lk) && SameLeaves(\old(tr->nd), tr->nd);
    ensures Tnode(tr->nd, \result) && tr->nd.expo[\result] ==
            \old(tr->nd.expo[n]);
*/
static uint32_t resize(struct fib_trie *tr, uint32_t n)
{
	uint32_t work = 0, t = n;

	/*@ loop invariant 0 <= work <= MAX_WORK;
	    loop invariant TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
	          fib_ghost.bk) && Attached(tr->nd, tr->lk) &&
	          SameLeaves(\at(tr->nd, Pre), tr->nd);
	    loop invariant Tnode(tr->nd, t) && tr->nd.expo[t] ==
	          \at(tr->nd.expo[n], Pre);
	    loop assigns work, t, tr->nd, tr->lk, tr->ct, tr->fl,
	      fib_ghost.cl, fib_ghost.bk;
	    loop variant MAX_WORK - work; */
	while (work < MAX_WORK && should_inflate(tr, t)) {
		t = trie_inflate(tr, t);
		prune_children(tr, t);
		work++;
	}
	if (work > 0)
		return t;
	/*@ loop invariant 0 <= work <= MAX_WORK;
	    loop invariant TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
	          fib_ghost.bk) && Attached(tr->nd, tr->lk) &&
	          SameLeaves(\at(tr->nd, Pre), tr->nd);
	    loop invariant Tnode(tr->nd, t) && tr->nd.expo[t] ==
	          \at(tr->nd.expo[n], Pre);
	    loop assigns work, t, tr->nd, tr->lk, tr->ct, tr->fl,
	      fib_ghost.cl, fib_ghost.bk;
	    loop variant MAX_WORK - work; */
	while (work < MAX_WORK && should_halve(tr, t)) {
		t = trie_halve(tr, t);
		work++;
	}
	return t;
}

void trie_rebalance(struct fib_trie *tr, uint32_t n)
{
	uint32_t t = n;

	/*@ loop invariant TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
	          fib_ghost.bk) && Attached(tr->nd, tr->lk) &&
	          SameLeaves(\at(tr->nd, Pre), tr->nd);
	    loop invariant t >= NNODE || Tnode(tr->nd, t);
	    loop assigns t, tr->nd, tr->lk, tr->ct, tr->fl,
	      fib_ghost.cl, fib_ghost.bk;
	    loop variant t >= NNODE ? 0 : 33 - tr->nd.expo[t]; */
	while (t < NNODE) {
		uint32_t parent;

		t = resize(tr, t);
		parent = tr->lk.parent[t];
		/*@ assert p0: Cell(fib_ghost.cl, tr->lk.pcell[t]) &&
		      fib_ghost.cl.own[tr->lk.pcell[t]] == parent &&
		      Sub(tr->nd, fib_ghost.cl, t, tr->lk.pcell[t]); */
		/*@ assert p1: parent < NNODE ==> Tnode(tr->nd, parent)
		      && tr->nd.expo[parent] > tr->nd.expo[t] && parent != t;
		      */
		prune(tr, t);
		//@ assert p2: parent < NNODE ==> Tnode(tr->nd, parent);
		t = parent;
	}
}
