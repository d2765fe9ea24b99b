/*
 * The steps of a search among smaller keys.  Contracts: fib_trie_back.h.
 *
 * A prefix that matches k has a leaf whose key is k without its low bits.  So
 * after the descent the search goes back, from cell to cell of smaller keys:
 * each time the lowest set bit of the cell's number is cleared, and only the
 * leftmost leaf below can match [Linux fib_table_lookup].
 */
#include "ipv4/fib_trie_back.h"
#include "ipv4/fib_trie_bits.h"

/* The nearest cell before j whose number has one bit less set. */
/*@ requires \valid_read(tr) && Bases;
    requires Forest(tr->nd, tr->lk, fib_ghost.cl) &&
             Cell(fib_ghost.cl, j) && j >= NTABLE && n == fib_ghost.cl.own[j]
             && tr->nd.first[n] < j;
    terminates \true; exits \false;
    assigns \nothing;
    ensures tr->nd.first[n] <= \result < j && Cell(fib_ghost.cl,
            \result) && fib_ghost.cl.own[\result] == n;
    ensures block: \exists integer t; fib_ghost.cl.ex[j] <= t <= 32 &&
            fib_ghost.cl.at[j] == fib_ghost.cl.at[\result] + Pow(t) &&
            Block(fib_ghost.cl.at[\result], t);
*/
static uint32_t trie_strip(const struct fib_trie *tr, uint32_t n, uint32_t j)
{
	uint32_t c = j - tr->nd.first[n], d = c, s = 1;
	//@ ghost uint32_t t = tr->nd.pos[n];
	//@ ghost uint64_t p = trie_pow(tr->nd.pos[n]);
	//@ ghost uint64_t size = p;

	/*@ assert i0: Tnode(tr->nd, n) && fib_ghost.cl.at[j] ==
	      tr->nd.key[n] + c * Pow(tr->nd.pos[n]) && fib_ghost.cl.at[j] +
	      Pow(tr->nd.pos[n]) <= tr->nd.key[n] + Pow(tr->nd.expo[n]); */
	/*@ assert i1: c * p + p <= Pow(tr->nd.expo[n]) <= 4294967296 &&
	      fib_ghost.cl.at[j] == tr->nd.key[n] + c * p; */
	/*@ loop invariant v0: tr->nd.pos[n] <= t < tr->nd.expo[n];
	    loop invariant v1: 1 <= d <= c && 1 <= s <= c;
	    loop invariant v2: d * s == c;
	    loop invariant v3: size == Pow(t);
	    loop invariant v4: size == s * p;
	    loop assigns d, s, t, size;
	    loop variant d; */
	while (d % 2u == 0) {
		//@ assert w0: d == 2 * (d / 2) && d / 2 >= 1;
		//@ assert w1: (d / 2) * (2 * s) == c;
		//@ ghost trie_mul_ge(d / 2, (uint64_t)s * 2, c);
		//@ assert w2: 2 * s <= c;
		//@ ghost trie_mul_mono((uint64_t)s * 2, c, p);
		//@ assert w3: (2 * s) * p <= c * p;
		/*@ assert w4: 2 * size <= c * p && Pow(t + 1) == 2 *
		      size && t + 1 <= 32; */
		//@ assert w5: t + 1 < tr->nd.expo[n];
		d = d / 2u;
		s = s * 2u;
		//@ ghost t = t + 1;
		//@ ghost size = size * 2;
	}
	//@ ghost uint32_t x = j - s;
	/*@ assert z00: Of(tr->nd, n, j) && tr->nd.first[n] <= x < j &&
	      Of(tr->nd, n, x); */
	/*@ assert z0: tr->nd.first[n] <= x < j && Cell(fib_ghost.cl, x)
	      && fib_ghost.cl.own[x] == n && x >= NTABLE; */
	/*@ assert z1: fib_ghost.cl.at[x] == tr->nd.key[n] + (x -
	      tr->nd.first[n]) * Pow(tr->nd.pos[n]); */
	//@ assert z2: x - tr->nd.first[n] == c - s && p == Pow(tr->nd.pos[n]);
	//@ assert z3: fib_ghost.cl.at[x] == tr->nd.key[n] + (c - s) * p;
	//@ assert z4: fib_ghost.cl.at[j] == fib_ghost.cl.at[x] + size;
	//@ ghost uint64_t q = trie_quotient(tr->nd.key[n], t);
	//@ assert z5: Base(tr->nd.key[n], t) == tr->nd.key[n];
	//@ assert z6: (c - s) * p == (d - 1) * size;
	//@ assert z7: fib_ghost.cl.at[x] == (q + d - 1) * size;
	//@ assert z71: size == Pow(t) && t <= 32;
	/*@ assert z72: Block(fib_ghost.cl.at[x], fib_ghost.cl.ex[x]) &&
	      Pow(fib_ghost.cl.ex[x]) >= 1; */
	//@ assert z73: Key(fib_ghost.cl.at[x]);
	/*@ assert z70: fib_ghost.cl.at[x] == (q + d - 1) * Pow(t) &&
	      Key(fib_ghost.cl.at[x]) && t <= 32; */
	//@ ghost trie_multiple(fib_ghost.cl.at[x], q + d - 1, t);
	//@ assert z8: Block(fib_ghost.cl.at[x], t);
	return j - s;
}

/* The leaf that has the least key below n, if that is n's own. */
/*@ requires \valid_read(tr) && Bases;
    requires Forest(tr->nd, tr->lk, fib_ghost.cl) && Complete(tr->nd,
             tr->lk, fib_ghost.cl) && (n == NNODE || Node(tr->nd, n));
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == NNODE || Leaf(tr->nd, \result);
    ensures own: n != NNODE ==> \forall integer l; Leaf(tr->nd, l) &&
            tr->nd.key[l] == tr->nd.key[n] ==> \result == l;
    ensures in: \result != NNODE ==> n != NNODE && InNode(tr->nd, n,
            tr->nd.key[\result]);
*/
static uint32_t trie_leftmost(const struct fib_trie *tr, uint32_t n)
{
	uint32_t m = n;

	/*@ loop invariant m == NNODE || Node(tr->nd, m);
	    loop invariant n == NNODE ==> m == NNODE;
	    loop invariant in: m != NNODE ==> n != NNODE && tr->nd.key[m]
	          >= tr->nd.key[n] && tr->nd.key[m] + Pow(tr->nd.expo[m]) <=
	          tr->nd.key[n] + Pow(tr->nd.expo[n]);
	    loop invariant own: n != NNODE ==> \forall integer l;
	          Leaf(tr->nd, l) && tr->nd.key[l] == tr->nd.key[n] ==> m !=
	          NNODE && tr->nd.key[m] == tr->nd.key[l];
	    loop assigns m;
	    loop variant m == NNODE ? 0 : tr->nd.expo[m] + 1; */
	while (m != NNODE && tr->nd.kind[m] == TRIE_TNODE) {
		//@ ghost uint32_t x = tr->nd.first[m];
		//@ assert f0: Pow(tr->nd.bits[m]) >= 1 && Of(tr->nd, m, x);
		/*@ assert f1: fib_ghost.cl.own[x] == m &&
		      Cell(fib_ghost.cl, x) && x >= NTABLE; */
		/*@ assert f2: fib_ghost.cl.at[x] == tr->nd.key[m] + (x -
		      tr->nd.first[m]) * Pow(tr->nd.pos[m]); */
		//@ assert f3: fib_ghost.cl.at[x] == tr->nd.key[m];
		/*@ assert f4: \forall integer l; Leaf(tr->nd, l) &&
		      tr->nd.key[l] == tr->nd.key[n] ==> InCell(fib_ghost.cl,
		      x, tr->nd.key[l]); */
		/*@ assert f5: tr->lk.child[x] != NNODE ==> Sub(tr->nd,
		      fib_ghost.cl, tr->lk.child[x], x); */
		m = tr->lk.child[tr->nd.first[m]];
	}
	return m;
}

uint32_t leaf_match(const struct fib_trie *tr, uint32_t l, uint32_t a,
	uint64_t k, uint32_t tos)
{
	uint32_t x = a;

	/*@ assert sizes: \forall integer b; AliasOf(fib_ghost.od, b, l)
	      ==> Block(tr->nd.key[l], tr->al.slen[b]); */
	/*@ loop invariant x == NALIAS || (AliasOf(fib_ghost.od, x, l) &&
	          a != NALIAS && fib_ghost.od.rank[a] <= fib_ghost.od.rank[x]);
	    loop invariant x == NALIAS || x == a || fib_ghost.od.rank[a]
	          < fib_ghost.od.rank[x];
	    loop invariant \forall integer b; AliasOf(fib_ghost.od, b, l)
	          && Match(tr->nd, tr->al, fib_ghost.od, b, k, tos) && a !=
	          NALIAS && fib_ghost.od.rank[a] <= fib_ghost.od.rank[b] ==> x
	          != NALIAS && fib_ghost.od.rank[x] <= fib_ghost.od.rank[b];
	    loop assigns x;
	    loop variant x == NALIAS ? 0 : NALIAS + 1 -
	          fib_ghost.od.rank[x]; */
	while (x != NALIAS && (k < tr->nd.key[l] ||
	       k - tr->nd.key[l] >= trie_size(tr->al.slen[x]) ||
	       (tr->al.tos[x] != 0 && tr->al.tos[x] != tos)))
		x = tr->al.next[x];
	return x;
}

struct trie_place trie_climb(const struct fib_trie *tr,
	struct trie_place p) /*@ ghost (uint64_t k, uint32_t tos) */
{
	struct trie_place r = p;

	/*@ loop invariant Cell(fib_ghost.cl, r.cell) && r.parent ==
	          fib_ghost.cl.own[r.cell];
	    loop invariant fib_ghost.cl.at[r.cell] <=
	          fib_ghost.cl.at[p.cell] && Base(fib_ghost.cl.at[r.cell], 32)
	          == Base(k, 32);
	    loop invariant left: \forall integer b; Match(tr->nd, tr->al,
	          fib_ghost.od, b, k, tos) && tr->nd.key[fib_ghost.od.leaf[b]]
	          < fib_ghost.cl.at[p.cell] ==>
	          tr->nd.key[fib_ghost.od.leaf[b]] < fib_ghost.cl.at[r.cell];
	    loop assigns r;
	    loop variant 32 - fib_ghost.cl.ex[r.cell]; */
	while (r.parent < NNODE && r.cell == tr->nd.first[r.parent]) {
		//@ ghost uint32_t n = r.parent;
		//@ ghost uint32_t x = tr->lk.pcell[n];
		/*@ assert a0: r.cell >= NTABLE && Tnode(tr->nd, n) &&
		      Cell(fib_ghost.cl, x) && Sub(tr->nd, fib_ghost.cl, n, x);
		      */
		/*@ assert a1: fib_ghost.cl.at[r.cell] == tr->nd.key[n] +
		      (r.cell - tr->nd.first[n]) * Pow(tr->nd.pos[n]); */
		/*@ assert a2: fib_ghost.cl.at[r.cell] == tr->nd.key[n]
		      && fib_ghost.cl.at[x] <= tr->nd.key[n] &&
		      tr->lk.parent[n] == fib_ghost.cl.own[x]; */
		/*@ assert a3: \forall integer b; Match(tr->nd, tr->al,
		      fib_ghost.od, b, k, tos) &&
		      tr->nd.key[fib_ghost.od.leaf[b]] <
		      fib_ghost.cl.at[r.cell] &&
		      tr->nd.key[fib_ghost.od.leaf[b]] >= fib_ghost.cl.at[x]
		      ==> Leaf(tr->nd, fib_ghost.od.leaf[b]) &&
		      InCell(fib_ghost.cl, x,
		      tr->nd.key[fib_ghost.od.leaf[b]]); */
		/*@ assert a4: \forall integer b; Match(tr->nd, tr->al,
		      fib_ghost.od, b, k, tos) &&
		      tr->nd.key[fib_ghost.od.leaf[b]] <
		      fib_ghost.cl.at[r.cell] &&
		      tr->nd.key[fib_ghost.od.leaf[b]] >= fib_ghost.cl.at[x]
		      ==> InNode(tr->nd, n, tr->nd.key[fib_ghost.od.leaf[b]]);
		      */
		/*@ assert a5: Base(tr->nd.key[n], fib_ghost.cl.ex[x]) ==
		      fib_ghost.cl.at[x] && Block(fib_ghost.cl.at[x],
		      fib_ghost.cl.ex[x]); */
		/*@ assert a6: Base(fib_ghost.cl.at[x], 32) ==
		      Base(tr->nd.key[n], 32); */
		r.cell = tr->lk.pcell[r.parent];
		r.parent = tr->lk.parent[r.parent];
	}
	return r;
}

uint32_t trie_below(const struct fib_trie *tr, uint32_t n, uint64_t k,
	uint32_t tos)
{
	uint32_t l = trie_leftmost(tr, n), a;

	/*@ assert m0: \forall integer b; Match(tr->nd, tr->al,
	      fib_ghost.od, b, k, tos) ==> 0 <= tr->al.slen[b] <= 32 && Base(k,
	      tr->al.slen[b]) == tr->nd.key[fib_ghost.od.leaf[b]] &&
	      Leaf(tr->nd, fib_ghost.od.leaf[b]) &&
	      tr->al.head[fib_ghost.od.leaf[b]] != NALIAS &&
	      fib_ghost.od.rank[tr->al.head[fib_ghost.od.leaf[b]]] <=
	      fib_ghost.od.rank[b]; */
	if (l == NNODE)
		return NALIAS;
	/*@ assert h0: tr->al.head[l] == NALIAS || AliasOf(fib_ghost.od,
	      tr->al.head[l], l); */
	a = leaf_match(tr, l, tr->al.head[l], k, tos);
	/*@ assert b0: \forall integer b; Match(tr->nd, tr->al,
	      fib_ghost.od, b, k, tos) && tr->nd.key[fib_ghost.od.leaf[b]] ==
	      tr->nd.key[l] ==> AliasOf(fib_ghost.od, b, l); */
	/*@ assert b1: a != NALIAS ==> \forall integer b; Match(tr->nd,
	      tr->al, fib_ghost.od, b, k, tos) && fib_ghost.od.leaf[b] == l ==>
	      fib_ghost.od.rank[a] <= fib_ghost.od.rank[b]; */
	/*@ assert b2: a != NALIAS ==> \forall integer b; Match(tr->nd,
	      tr->al, fib_ghost.od, b, k, tos) && fib_ghost.od.leaf[b] == l ==>
	      b == a || !Before(tr->al, b, a); */
	/*@ assert b3: a != NALIAS ==> \forall integer b; Match(tr->nd,
	      tr->al, fib_ghost.od, b, k, tos) &&
	      tr->nd.key[fib_ghost.od.leaf[b]] < tr->nd.key[l] ==>
	      tr->al.slen[a] <= tr->al.slen[b]; */
	/*@ assert b4: a != NALIAS ==> \forall integer b; Match(tr->nd,
	      tr->al, fib_ghost.od, b, k, tos) &&
	      tr->nd.key[fib_ghost.od.leaf[b]] < tr->nd.key[l] ==>
	      tr->al.slen[a] != tr->al.slen[b]; */
	/*@ assert b5: a != NALIAS ==> AliasOf(fib_ghost.od, a, l) &&
	      Match(tr->nd, tr->al, fib_ghost.od, a, k, tos); */
	/*@ assert b6: a != NALIAS ==> \forall integer b; Match(tr->nd,
	      tr->al, fib_ghost.od, b, k, tos) &&
	      tr->nd.key[fib_ghost.od.leaf[b]] == tr->nd.key[l] ==>
	      tr->al.slen[a] <= tr->al.slen[b] && fib_ghost.od.rank[a] <=
	      fib_ghost.od.rank[b]; */
	/*@ assert b7: a != NALIAS ==> \forall integer b; Match(tr->nd,
	      tr->al, fib_ghost.od, b, k, tos) &&
	      tr->nd.key[fib_ghost.od.leaf[b]] <= tr->nd.key[l] ==>
	      First(tr->al, fib_ghost.od, a, b); */
	return a;
}

struct trie_place trie_retreat(const struct fib_trie *tr,
	struct trie_place p) /*@ ghost (uint64_t k, uint32_t tos) */
{
	struct trie_place r = p;

	//@ ghost uint32_t n = p.parent;
	//@ ghost uint32_t j = p.cell;
	//@ assert n00: j >= NTABLE && fib_ghost.cl.own[j] == n;
	/*@ assert n01: Tnode(tr->nd, n) && Node(tr->nd, n) &&
	      tr->nd.key[n] <= fib_ghost.cl.at[j] && fib_ghost.cl.at[j] +
	      Pow(fib_ghost.cl.ex[j]) <= tr->nd.key[n] + Pow(tr->nd.expo[n]);
	      */
	/*@ assert n02: Block(tr->nd.key[n], tr->nd.expo[n]) &&
	      Pow(fib_ghost.cl.ex[j]) >= 1; */
	/*@ assert n0: j >= NTABLE && Tnode(tr->nd, n) &&
	      Block(tr->nd.key[n], tr->nd.expo[n]) && InNode(tr->nd, n,
	      fib_ghost.cl.at[j]); */
	/*@ assert n1: Key(fib_ghost.cl.at[j]) &&
	      Base(fib_ghost.cl.at[j], tr->nd.expo[n]) == tr->nd.key[n]; */
	//@ assert n2: Base(tr->nd.key[n], 32) == Base(k, 32);
	r.cell = trie_strip(tr, p.parent, p.cell);
	/*@ assert n3: InNode(tr->nd, n, fib_ghost.cl.at[r.cell]) &&
	      Key(fib_ghost.cl.at[r.cell]); */
	/*@ assert n4: Base(fib_ghost.cl.at[r.cell], tr->nd.expo[n]) ==
	      tr->nd.key[n]; */
	//@ assert n5: Base(fib_ghost.cl.at[r.cell], 32) == Base(k, 32);
	/*@ assert s0: fib_ghost.cl.at[r.cell] < fib_ghost.cl.at[j] <= k
	      && fib_ghost.cl.at[r.cell] + Pow(fib_ghost.cl.ex[r.cell]) <=
	      fib_ghost.cl.at[j]; */
	/*@ assert s1: \forall integer b; Match(tr->nd, tr->al,
	      fib_ghost.od, b, k, tos) ==> 0 <= tr->al.slen[b] <= 32 && Base(k,
	      tr->al.slen[b]) == tr->nd.key[fib_ghost.od.leaf[b]] &&
	      Leaf(tr->nd, fib_ghost.od.leaf[b]); */
	/*@ assert s2: \exists integer t; 0 <= t <= 32 &&
	      fib_ghost.cl.at[j] == fib_ghost.cl.at[r.cell] + Pow(t) &&
	      Base(fib_ghost.cl.at[r.cell], t) == fib_ghost.cl.at[r.cell] &&
	      Key(fib_ghost.cl.at[r.cell]); */
	/*@ assert s3: \forall integer b; Match(tr->nd, tr->al,
	      fib_ghost.od, b, k, tos) && fib_ghost.cl.at[r.cell] <=
	      tr->nd.key[fib_ghost.od.leaf[b]] < fib_ghost.cl.at[j] ==>
	      fib_ghost.cl.at[r.cell] <= Base(k, tr->al.slen[b]) <
	      fib_ghost.cl.at[j]; */
	/*@ assert s4: \forall integer b; Match(tr->nd, tr->al,
	      fib_ghost.od, b, k, tos) && fib_ghost.cl.at[r.cell] <=
	      tr->nd.key[fib_ghost.od.leaf[b]] < fib_ghost.cl.at[j] ==>
	      tr->nd.key[fib_ghost.od.leaf[b]] == fib_ghost.cl.at[r.cell]; */
	/*@ assert s5: \forall integer b; Match(tr->nd, tr->al,
	      fib_ghost.od, b, k, tos) && fib_ghost.cl.at[r.cell] <=
	      tr->nd.key[fib_ghost.od.leaf[b]] < fib_ghost.cl.at[j] ==>
	      InCell(fib_ghost.cl, r.cell, tr->nd.key[fib_ghost.od.leaf[b]]);
	      */
	/*@ assert s6: tr->lk.child[r.cell] != NNODE ==> Sub(tr->nd,
	      fib_ghost.cl, tr->lk.child[r.cell], r.cell); */
	/*@ assert s7: \forall integer b; Match(tr->nd, tr->al,
	      fib_ghost.od, b, k, tos) && fib_ghost.cl.at[r.cell] <=
	      tr->nd.key[fib_ghost.od.leaf[b]] < fib_ghost.cl.at[j] ==>
	      tr->lk.child[r.cell] != NNODE && InNode(tr->nd,
	      tr->lk.child[r.cell], tr->nd.key[fib_ghost.od.leaf[b]]); */
	/*@ assert s8: \forall integer b; Match(tr->nd, tr->al,
	      fib_ghost.od, b, k, tos) && fib_ghost.cl.at[r.cell] <=
	      tr->nd.key[fib_ghost.od.leaf[b]] < fib_ghost.cl.at[p.cell] ==>
	      tr->nd.key[fib_ghost.od.leaf[b]] == fib_ghost.cl.at[r.cell] &&
	      tr->nd.key[tr->lk.child[r.cell]] <=
	      tr->nd.key[fib_ghost.od.leaf[b]] && fib_ghost.cl.at[r.cell] <=
	      tr->nd.key[tr->lk.child[r.cell]]; */
	return r;
}
