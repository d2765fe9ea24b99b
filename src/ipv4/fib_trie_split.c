/*
 * Splitting a tnode, and taking one out.  Contracts: fib_trie_split.h.
 *
 *	m, 2^b cells	=>	top, 2 cells
 *				/          \
 *			low, 2^(b-1)   high, 2^(b-1)
 *
 * The three are made before anything changes; if there is no room, they go
 * and m stays.
 */
#include "ipv4/fib_trie_split.h"
#include "ipv4/fib_trie_bits.h"
#include "ipv4/fib_trie_halves.h"
#include "ipv4/fib_trie_link.h"
#include "ipv4/fib_trie_move.h"
#include "ipv4/fib_trie_node.h"

/*@ ghost
  void trie_lemma_halves(const struct fib_trie *tr, uint32_t n)
  {
    uint32_t h = (uint32_t)(tr->nd.first[n] + trie_pow(tr->nd.bits[n] - 1));
    /@ assert h1: Cell(fib_ghost.cl, h) && fib_ghost.cl.own[h] == n; @/
    /@ assert h2: fib_ghost.cl.at[h] == tr->nd.key[n] +
         Pow(tr->nd.bits[n] - 1) * Pow(tr->nd.pos[n]); @/
    trie_pow_add(tr->nd.pos[n], tr->nd.bits[n] - 1);
    /@ assert h3: Pow(tr->nd.pos[n] + (tr->nd.bits[n] - 1)) ==
         Pow(tr->nd.bits[n] - 1) * Pow(tr->nd.pos[n]); @/
    /@ assert h4: fib_ghost.cl.at[h] ==
         tr->nd.key[n] + Pow(tr->nd.expo[n] - 1); @/
    /@ assert h5: \forall integer c; Of(tr->nd, n, c) ==>
         Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] == n &&
         fib_ghost.cl.ex[c] == tr->nd.pos[n]; @/
  }

  void trie_lemma_half(const struct fib_trie *tr, uint32_t n, uint32_t t)
  {
    /@ assert tr->nd.bits[n] == tr->nd.bits[t] + 1; @/
    /@ assert Pow(tr->nd.bits[t] + 1) == 2 * Pow(tr->nd.bits[t]); @/
    /@ assert Pow(tr->nd.pos[n] + 1) == 2 * Pow(tr->nd.pos[n]); @/
  }

  void trie_lemma_pair(const struct fib_trie *tr, uint32_t n, uint32_t t,
    uint64_t x, uint64_t i, uint64_t d)
  {
    trie_lemma_half(tr, n, t);
    uint64_t j = i + 1;
    uint64_t p = trie_pow(tr->nd.pos[n]);
    /@ assert a0: Of(tr->nd, n, i) && Of(tr->nd, n, j) && Of(tr->nd, t, d); @/
    /@ assert a1: fib_ghost.cl.own[i] == n && fib_ghost.cl.own[j] == n &&
         fib_ghost.cl.own[d] == t && i >= NTABLE && d >= NTABLE; @/
    /@ assert a2: fib_ghost.cl.at[i] == tr->nd.key[n] +
         (i - tr->nd.first[n]) * Pow(tr->nd.pos[n]); @/
    /@ assert a3: fib_ghost.cl.at[j] == tr->nd.key[n] +
         (j - tr->nd.first[n]) * Pow(tr->nd.pos[n]); @/
    /@ assert a4: fib_ghost.cl.at[d] == tr->nd.key[t] +
         (d - tr->nd.first[t]) * Pow(tr->nd.pos[t]); @/
    /@ assert a5: Pow(tr->nd.pos[t]) == 2 * p && Pow(tr->nd.pos[n]) == p; @/
    /@ assert a6: i - tr->nd.first[n] == 2 * x && j - tr->nd.first[n] ==
         2 * x + 1 && d - tr->nd.first[t] == x; @/
    /@ assert a7: (2 * x) * p == x * (2 * p) &&
         (2 * x + 1) * p == x * (2 * p) + p; @/
    /@ assert a8: Cell(fib_ghost.cl, j) && j == i + 1 &&
         fib_ghost.cl.ex[j] == tr->nd.pos[n]; @/
  }
*/

/* The halves into their tnode. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
             fib_ghost.bk);
    requires Tnode(tr->nd, h.top) && tr->nd.bits[h.top] == 1 &&
             Empty(tr->nd, tr->lk, h.top);
    requires Node(tr->nd, h.low) && Node(tr->nd, h.high) &&
             tr->lk.pcell[h.low] == NCELL && tr->lk.pcell[h.high] == NCELL &&
             h.low != h.high && h.low != h.top && h.high != h.top;
    requires tr->nd.key[h.low] == tr->nd.key[h.top] &&
             tr->nd.key[h.high] == tr->nd.key[h.top] + Pow(tr->nd.pos[h.top]);
    requires tr->nd.expo[h.low] == tr->nd.pos[h.top] &&
             tr->nd.expo[h.high] == tr->nd.pos[h.top];
    terminates \true; exits \false;
    assigns tr->lk, tr->ct;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk)
            && tr->lk.pcell[h.low] != NCELL && tr->lk.pcell[h.high] != NCELL;
    ensures \forall integer n; Node(tr->nd, n) && n != h.low && n !=
            h.high ==> tr->lk.pcell[n] == \old(tr->lk.pcell[n]) &&
            tr->lk.parent[n] == \old(tr->lk.parent[n]);
    ensures \forall integer j; Cell(fib_ghost.cl, j) &&
            fib_ghost.cl.own[j] != h.top ==> tr->lk.child[j] ==
            \old(tr->lk.child[j]);
*/
static void halves_link(struct fib_trie *tr, struct trie_halves h)
{
	uint32_t c = tr->nd.first[h.top];

	//@ ghost uint32_t d = c + 1;
	/*@ assert o0: Pow(1) == 2 && Of(tr->nd, h.top, c) && Of(tr->nd, h.top,
	      d); */
	/*@ assert o1: Cell(fib_ghost.cl, c) && Cell(fib_ghost.cl, d) &&
	      fib_ghost.cl.own[c] == h.top && fib_ghost.cl.own[d] == h.top && c
	      >= NTABLE; */
	/*@ assert o2: fib_ghost.cl.at[c] == tr->nd.key[h.top] + (c -
	      tr->nd.first[h.top]) * Pow(tr->nd.pos[h.top]); */
	/*@ assert o3: fib_ghost.cl.at[d] == tr->nd.key[h.top] + (d -
	      tr->nd.first[h.top]) * Pow(tr->nd.pos[h.top]); */
	/*@ assert o4: fib_ghost.cl.at[c] == tr->nd.key[h.top] &&
	      fib_ghost.cl.at[d] == tr->nd.key[h.top] +
	      Pow(tr->nd.pos[h.top]); */
	/*@ assert o5: Sub(tr->nd, fib_ghost.cl, h.low, c) && Sub(tr->nd,
	      fib_ghost.cl, h.high, d); */
	trie_link(tr, h.low, c, h.top);
	/*@ assert o6: tr->lk.child[d] == NNODE && tr->lk.pcell[h.high] ==
	      NCELL; */
	trie_link(tr, h.high, c + 1, h.top);
}

/* The children of m to its halves. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl,
             fib_ghost.bk);
    requires Tnode(tr->nd, m) && Tnode(tr->nd, low) && Tnode(tr->nd,
             high) && m != low && m != high && low != high && tr->nd.bits[m] >=
             2;
    requires Empty(tr->nd, tr->lk, low) && Empty(tr->nd, tr->lk,
             high);
    requires tr->lk.pcell[low] == NCELL && tr->lk.pcell[high] ==
             NCELL;
    requires tr->nd.pos[low] == tr->nd.pos[m] && tr->nd.pos[high] ==
             tr->nd.pos[m] && tr->nd.expo[low] == tr->nd.expo[m] - 1 &&
             tr->nd.expo[high] == tr->nd.expo[m] - 1;
    requires tr->nd.key[low] == tr->nd.key[m] && tr->nd.key[high] ==
             tr->nd.key[m] + Pow(tr->nd.expo[m] - 1);
    terminates \true; exits \false;
    assigns tr->lk, tr->ct;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk)
            && Empty(tr->nd, tr->lk, m) && tr->lk.pcell[low] == NCELL &&
            tr->lk.pcell[high] == NCELL;
    ensures linked: \forall integer n; Node(tr->nd, n) ==>
            (tr->lk.pcell[n] == NCELL <==> \old(tr->lk.pcell[n]) == NCELL);
    ensures stay: \forall integer n; Node(tr->nd, n) &&
            \old(tr->lk.parent[n]) != m ==> tr->lk.pcell[n] ==
            \old(tr->lk.pcell[n]) && tr->lk.parent[n] ==
            \old(tr->lk.parent[n]);
    ensures rest: \forall integer j; Cell(fib_ghost.cl, j) &&
            fib_ghost.cl.own[j] != m && fib_ghost.cl.own[j] != low &&
            fib_ghost.cl.own[j] != high ==> tr->lk.child[j] ==
            \old(tr->lk.child[j]);
*/
static void halves_fill(struct fib_trie *tr, uint32_t m, uint32_t low,
	uint32_t high)
{
	uint32_t cb = tr->nd.first[m];
	uint32_t half = (uint32_t)trie_size((uint32_t)tr->nd.bits[m] - 1);

	//@ ghost trie_lemma_halves(tr, m);
	/*@ assert h0: Pow(tr->nd.bits[m]) == half + half && Halves(tr->nd,
	      fib_ghost.cl, m); */
	/*@ assert h1: \forall integer c; Of(tr->nd, m, c) ==>
	      Cell(fib_ghost.cl, c) && fib_ghost.cl.own[c] == m &&
	      fib_ghost.cl.ex[c] == tr->nd.pos[m] && c >= NTABLE; */
	/*@ assert h2: \forall integer c, e; Of(tr->nd, m, c) && Of(tr->nd, m,
	      e) && c < e ==> fib_ghost.cl.at[c] < fib_ghost.cl.at[e]; */
	/*@ assert h3: \forall integer d; Cell(fib_ghost.cl, d) &&
	      (fib_ghost.cl.own[d] == low || fib_ghost.cl.own[d] == high) ==>
	      fib_ghost.cl.ex[d] == tr->nd.pos[m] && tr->lk.child[d] == NNODE
	      && d >= NTABLE; */
	/*@ assert h4: \forall integer c, d; Cell(fib_ghost.cl, c) &&
	      Cell(fib_ghost.cl, d) && tr->lk.child[c] != NNODE &&
	      fib_ghost.cl.ex[c] == fib_ghost.cl.ex[d] && MeetCell(tr->nd,
	      fib_ghost.cl, tr->lk.child[c], d) ==> fib_ghost.cl.at[c] ==
	      fib_ghost.cl.at[d]; */
	/*@ assert h5: \forall integer c; Of(tr->nd, m, c) && tr->lk.child[c]
	      != NNODE ==> Node(tr->nd, tr->lk.child[c]) && Sub(tr->nd,
	      fib_ghost.cl, tr->lk.child[c], c) &&
	      tr->lk.pcell[tr->lk.child[c]] == c &&
	      tr->lk.parent[tr->lk.child[c]] == m; */
	//@ assert f0: FitsIn(tr->nd, tr->lk, cb, cb + half, low);
	//@ assert f1: Room(tr->nd, tr->lk, fib_ghost.cl, cb, cb + half, low);
	/*@ assert f2: Single(tr->nd, tr->lk, fib_ghost.cl, cb, cb + half,
	      low); */
	trie_move(tr, cb, cb + half, low) /*@ ghost (m) */;
	/*@ assert i0: \forall integer d; Cell(fib_ghost.cl, d) &&
	      fib_ghost.cl.own[d] == high ==> tr->lk.child[d] == NNODE; */
	/*@ assert i1: \forall integer c, d; Cell(fib_ghost.cl, c) &&
	      Cell(fib_ghost.cl, d) && tr->lk.child[c] != NNODE &&
	      fib_ghost.cl.ex[c] == fib_ghost.cl.ex[d] && MeetCell(tr->nd,
	      fib_ghost.cl, tr->lk.child[c], d) ==> fib_ghost.cl.at[c] ==
	      fib_ghost.cl.at[d]; */
	/*@ assert i2: \forall integer c; Of(tr->nd, m, c) && tr->lk.child[c]
	      != NNODE ==> Node(tr->nd, tr->lk.child[c]) && Sub(tr->nd,
	      fib_ghost.cl, tr->lk.child[c], c); */
	/*@ assert f3: FitsIn(tr->nd, tr->lk, cb + half, cb + half + half,
	      high); */
	/*@ assert f4: Room(tr->nd, tr->lk, fib_ghost.cl, cb + half, cb + half
	      + half, high); */
	/*@ assert f5: Single(tr->nd, tr->lk, fib_ghost.cl, cb + half, cb +
	      half + half, high); */
	trie_move(tr, cb + half, cb + half + half, high) /*@ ghost (m) */;
	/*@ assert e0: \forall integer c; Of(tr->nd, m, c) ==> tr->lk.child[c]
	      == NNODE; */
}

/* The children of m to the halves, and those to where m was. */
/*@ requires \valid(tr) && Bases;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    requires Tnode(tr->nd, m) && tr->nd.bits[m] >= 2 &&
             tr->lk.pcell[m] != NCELL;
    requires Tnode(tr->nd, h.top) && Tnode(tr->nd, h.low) &&
             Tnode(tr->nd, h.high) && m != h.top && m != h.low && m != h.high &&
             h.top != h.low && h.top != h.high && h.low != h.high;
    requires tr->lk.pcell[h.top] == NCELL && tr->lk.pcell[h.low] == NCELL &&
             tr->lk.pcell[h.high] == NCELL && Empty(tr->nd, tr->lk, h.top) &&
             Empty(tr->nd, tr->lk, h.low) && Empty(tr->nd, tr->lk, h.high);
    requires tr->nd.key[h.top] == tr->nd.key[m] && tr->nd.bits[h.top] == 1 &&
             tr->nd.pos[h.top] == tr->nd.expo[m] - 1;
    requires tr->nd.key[h.low] == tr->nd.key[m] &&
             tr->nd.pos[h.low] == tr->nd.pos[m] &&
             tr->nd.bits[h.low] == tr->nd.bits[m] - 1;
    requires tr->nd.key[h.high] == tr->nd.key[m] + Pow(tr->nd.expo[m] - 1) &&
             tr->nd.pos[h.high] == tr->nd.pos[m] &&
             tr->nd.bits[h.high] == tr->nd.bits[m] - 1;
    requires \forall integer n; Node(tr->nd, n) && n != h.top && n != h.low &&
             n != h.high ==> tr->lk.pcell[n] != NCELL;
    terminates \true; exits \false;
    assigns tr->nd.kind[m], tr->lk, tr->ct, tr->fl;
    assigns fib_ghost.cl.own[0 .. NCELL - 1], fib_ghost.bk;
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk)
            && Attached(tr->nd, tr->lk) && SameLeaves(\old(tr->nd), tr->nd);
    ensures there: tr->lk.child[\old(tr->lk.pcell[m])] == h.top;
    ensures nodes: \forall integer n; \old(Node(tr->nd, n) && n != m &&
            n != h.top && n != h.low && n != h.high && tr->lk.parent[n] != m)
            ==> tr->lk.pcell[n] == \old(tr->lk.pcell[n]) &&
            tr->lk.parent[n] == \old(tr->lk.parent[n]);
    ensures cells: KeptCells(\old(fib_ghost.cl), fib_ghost.cl, m);
    ensures children: \forall integer j; \old(Cell(fib_ghost.cl, j) &&
            fib_ghost.cl.own[j] != m && fib_ghost.cl.own[j] != h.top &&
            fib_ghost.cl.own[j] != h.low && fib_ghost.cl.own[j] != h.high &&
            j != tr->lk.pcell[m]) ==>
            tr->lk.child[j] == \old(tr->lk.child[j]); */
static void split_to(struct fib_trie *tr, uint32_t m, struct trie_halves h)
{
	uint32_t j = tr->lk.pcell[m], parent = tr->lk.parent[m];

	/*@ assert k0: Cell(fib_ghost.cl, j) && fib_ghost.cl.own[j] == parent
	      && parent != m && Sub(tr->nd, fib_ghost.cl, m, j) && parent !=
	      h.top && parent != h.low && parent != h.high; */
	//@ assert k01: tr->nd.expo[h.top] == tr->nd.expo[m];
	//@ assert k02: Sub(tr->nd, fib_ghost.cl, h.top, j);
	halves_fill(tr, m, h.low, h.high);
	/*@ assert k1: Empty(tr->nd, tr->lk, h.top) && tr->lk.pcell[h.top] ==
	      NCELL; */
	/*@ assert k2: \forall integer n; Node(tr->nd, n) && n != h.top && n !=
	      h.low && n != h.high ==> tr->lk.pcell[n] != NCELL; */
	//@ assert k20: tr->lk.pcell[m] == j && tr->lk.parent[m] == parent;
	/*@ assert k21: Of(tr->nd, m, tr->nd.first[m]) &&
	      fib_ghost.cl.own[tr->nd.first[m]] == m; */
	trie_unlink(tr, m);
	tnode_free(tr, m);
	/*@ assert k3: Cell(fib_ghost.cl, j) && fib_ghost.cl.own[j] == parent
	      && Sub(tr->nd, fib_ghost.cl, h.top, j) && tr->lk.child[j] ==
	      NNODE; */
	//@ assert k4: Tnode(tr->nd, h.top) && Empty(tr->nd, tr->lk, h.top);
	//@ assert k40: KeptCells(\at(fib_ghost.cl, Pre), fib_ghost.cl, m);
	/*@ assert k41: \forall integer i; \at(Cell(fib_ghost.cl, i) &&
	      fib_ghost.cl.own[i] != m && fib_ghost.cl.own[i] != h.top &&
	      fib_ghost.cl.own[i] != h.low && fib_ghost.cl.own[i] != h.high,
	      Pre) && i != j ==> tr->lk.child[i] == \at(tr->lk.child[i],
	      Pre); */
	trie_link(tr, h.top, j, parent);
	//@ assert k5: Empty(tr->nd, tr->lk, h.top);
	/*@ assert k6: \forall integer n; Node(tr->nd, n) && n != h.low && n !=
	      h.high ==> tr->lk.pcell[n] != NCELL; */
	halves_link(tr, h);
	//@ assert z0: Attached(tr->nd, tr->lk);
}

bool trie_split(struct fib_trie *tr, uint32_t m)
{
	struct trie_halves h = halves_new(tr, m);

	if (h.top == NNODE)
		return false;
	/*@ assert a00: \forall integer n; Node(tr->nd, n) && n != h.top && n
	      != h.low && n != h.high ==> \at(Node(tr->nd, n), Pre) &&
	      tr->lk.pcell[n] == \at(tr->lk.pcell[n], Pre) && tr->lk.parent[n]
	      == \at(tr->lk.parent[n], Pre) && tr->lk.pcell[n] != NCELL; */
	/*@ assert a0: Tnode(tr->nd, m) && m != h.top && m != h.low && m !=
	      h.high && tr->lk.pcell[m] != NCELL; */
	/*@ assert a1: \forall integer j; \at(Cell(fib_ghost.cl, j), Pre) ==>
	      Cell(fib_ghost.cl, j) && fib_ghost.cl.own[j] != h.top &&
	      fib_ghost.cl.own[j] != h.low && fib_ghost.cl.own[j] != h.high; */
	split_to(tr, m, h);
	/*@ assert z0: KeptNodes(\at(tr->nd, Pre), \at(tr->lk, Pre), tr->nd,
	      tr->lk, m); */
	//@ assert z1: KeptCells(\at(fib_ghost.cl, Pre), fib_ghost.cl, m);
	/*@ assert z2: KeptChildren(\at(tr->lk, Pre), \at(fib_ghost.cl, Pre),
	      tr->lk, m, \at(tr->lk.pcell[m], Pre)); */
	return true;
}

void trie_collapse(struct fib_trie *tr, uint32_t n, uint32_t i)
{
	uint32_t m = tr->lk.child[i], j = tr->lk.pcell[n];
	uint32_t parent = tr->lk.parent[n];

	/*@ assert a0: Cell(fib_ghost.cl, i) && fib_ghost.cl.own[i] == n &&
	      Node(tr->nd, m) && m != n && Sub(tr->nd, fib_ghost.cl, m, i) &&
	      tr->lk.pcell[m] == i && tr->lk.parent[m] == n; */
	/*@ assert a1: Sub(tr->nd, fib_ghost.cl, n, j) && Cell(fib_ghost.cl, j)
	      && fib_ghost.cl.own[j] == parent && parent != n && i != j; */
	trie_unlink(tr, m);
	trie_unlink(tr, n);
	/*@ assert a2: Sub(tr->nd, fib_ghost.cl, m, j) && tr->lk.child[j] ==
	      NNODE && tr->lk.pcell[m] == NCELL; */
	tnode_free(tr, n);
	/*@ assert a3: Sub(tr->nd, fib_ghost.cl, m, j) && Cell(fib_ghost.cl, j)
	      && fib_ghost.cl.own[j] == parent && tr->lk.child[j] == NNODE &&
	      tr->lk.pcell[m] == NCELL && Node(tr->nd, m); */
	trie_link(tr, m, j, parent);
}
