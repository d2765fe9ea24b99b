/*
 * The longest match, and those behind it.  Contracts: fib_trie_lookup.h.
 *
 * First the cell where the descent for k ends; then, cell by cell, backwards.
 * A prefix whose leaf has a smaller key is a shorter one (BOrder), so the
 * first match found is the longest.
 */
#include "ipv4/fib_trie_lookup.h"
#include "ipv4/fib_trie_back.h"
#include "ipv4/fib_trie_bits.h"
#include "ipv4/fib_trie_find.h"

/* The first match whose leaf has a key before cell p.cell, or NALIAS. */
/*@ requires \valid_read(tr) && Bases && Key(k);
    requires Forest(tr->nd, tr->lk, fib_ghost.cl) && Attached(tr->nd,
             tr->lk) && Complete(tr->nd, tr->lk, fib_ghost.cl) &&
             AliasesOk(tr->nd, tr->al, fib_ghost.od, tr->fa_count);
    requires Cell(fib_ghost.cl, p.cell) && p.parent ==
             fib_ghost.cl.own[p.cell] && fib_ghost.cl.at[p.cell] <= k;
    requires Base(fib_ghost.cl.at[p.cell], 32) == Base(k, 32);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NALIAS;
    ensures none: \result == NALIAS ==> \forall integer b;
            Match(tr->nd, tr->al, fib_ghost.od, b, k, tos) ==>
            tr->nd.key[fib_ghost.od.leaf[b]] >= fib_ghost.cl.at[p.cell];
    ensures first: \result != NALIAS ==> Match(tr->nd, tr->al,
            fib_ghost.od, \result, k, tos) &&
            tr->nd.key[fib_ghost.od.leaf[\result]] < fib_ghost.cl.at[p.cell] &&
            \forall integer b; Match(tr->nd, tr->al, fib_ghost.od, b, k, tos)
            && tr->nd.key[fib_ghost.od.leaf[b]] < fib_ghost.cl.at[p.cell] ==>
            First(tr->al, fib_ghost.od, \result, b);
*/
static uint32_t trie_back(const struct fib_trie *tr, struct trie_place p,
	uint64_t k, uint32_t tos)
{
	struct trie_place r = trie_climb(tr, p) /*@ ghost (k, tos) */;

	/*@ loop invariant Cell(fib_ghost.cl, r.cell) && r.parent ==
	          fib_ghost.cl.own[r.cell];
	    loop invariant r.cell < NTABLE || tr->nd.first[r.parent] <
	          r.cell;
	    loop invariant fib_ghost.cl.at[r.cell] <=
	          fib_ghost.cl.at[p.cell] && Base(fib_ghost.cl.at[r.cell], 32)
	          == Base(k, 32);
	    loop invariant left: \forall integer b; Match(tr->nd, tr->al,
	          fib_ghost.od, b, k, tos) && tr->nd.key[fib_ghost.od.leaf[b]]
	          < fib_ghost.cl.at[p.cell] ==>
	          tr->nd.key[fib_ghost.od.leaf[b]] < fib_ghost.cl.at[r.cell];
	    loop assigns r;
	    loop variant fib_ghost.cl.at[r.cell]; */
	while (r.parent < NNODE) {
		uint32_t a;

		//@ assert n0: r.cell >= NTABLE;
		//@ ghost uint32_t j = r.cell;
		r = trie_retreat(tr, r) /*@ ghost (k, tos) */;
		/*@ assert s0: tr->lk.child[r.cell] != NNODE ==>
		      Sub(tr->nd, fib_ghost.cl, tr->lk.child[r.cell], r.cell);
		      */
		a = trie_below(tr, tr->lk.child[r.cell], k, tos);
		/*@ assert s1: a != NALIAS ==>
		      tr->nd.key[fib_ghost.od.leaf[a]] < fib_ghost.cl.at[j]; */
		/*@ assert s2: a != NALIAS ==> \forall integer b;
		      Match(tr->nd, tr->al, fib_ghost.od, b, k, tos) &&
		      tr->nd.key[fib_ghost.od.leaf[b]] < fib_ghost.cl.at[j] ==>
		      tr->nd.key[fib_ghost.od.leaf[b]] <=
		      tr->nd.key[fib_ghost.od.leaf[a]]; */
		if (a != NALIAS)
			return a;
		/*@ assert s3: \forall integer b; Match(tr->nd, tr->al,
		      fib_ghost.od, b, k, tos) &&
		      tr->nd.key[fib_ghost.od.leaf[b]] < fib_ghost.cl.at[j] ==>
		      tr->nd.key[fib_ghost.od.leaf[b]] <
		      fib_ghost.cl.at[r.cell]; */
		r = trie_climb(tr, r) /*@ ghost (k, tos) */;
	}
	/*@ assert t0: r.cell < NTABLE && Block(fib_ghost.cl.at[r.cell],
	      fib_ghost.cl.ex[r.cell]) && fib_ghost.cl.ex[r.cell] == 32; */
	//@ assert t1: fib_ghost.cl.at[r.cell] == Base(k, 32);
	/*@ assert t2: \forall integer b; Match(tr->nd, tr->al,
	      fib_ghost.od, b, k, tos) ==> 0 <= tr->al.slen[b] <= 32 && Base(k,
	      tr->al.slen[b]) == tr->nd.key[fib_ghost.od.leaf[b]]; */
	/*@ assert t3: \forall integer b; Match(tr->nd, tr->al,
	      fib_ghost.od, b, k, tos) ==>
	      Base(tr->nd.key[fib_ghost.od.leaf[b]], 32) == Base(k, 32) &&
	      Key(tr->nd.key[fib_ghost.od.leaf[b]]); */
	/*@ assert t4: \forall integer b; Match(tr->nd, tr->al,
	      fib_ghost.od, b, k, tos) ==> tr->nd.key[fib_ghost.od.leaf[b]] >=
	      Base(k, 32); */
	return NALIAS;
}

uint32_t trie_first(const struct fib_trie *tr, uint64_t k, uint32_t tos)
{
	struct trie_place p = trie_descend(tr, k);
	uint32_t n = tr->lk.child[p.cell], a;

	/*@ assert x0: \forall integer b; Match(tr->nd, tr->al,
	      fib_ghost.od, b, k, tos) && InCell(fib_ghost.cl, p.cell,
	      tr->nd.key[fib_ghost.od.leaf[b]]) ==> Leaf(tr->nd,
	      fib_ghost.od.leaf[b]) && n != NNODE && InNode(tr->nd, n,
	      tr->nd.key[fib_ghost.od.leaf[b]]); */
	/*@ assert x1: n != NNODE && tr->nd.kind[n] == TRIE_TNODE ==> 0
	      <= tr->nd.expo[n] <= 32 && Base(tr->nd.key[n], tr->nd.expo[n]) ==
	      tr->nd.key[n] && !(tr->nd.key[n] <= k < tr->nd.key[n] +
	      Pow(tr->nd.expo[n])); */
	/*@ assert x2: \forall integer b; Match(tr->nd, tr->al,
	      fib_ghost.od, b, k, tos) ==> 0 <= tr->al.slen[b] <= 32 && Base(k,
	      tr->al.slen[b]) == tr->nd.key[fib_ghost.od.leaf[b]]; */
	/*@ assert x3: n != NNODE && tr->nd.kind[n] == TRIE_TNODE ==>
	      \forall integer b; Match(tr->nd, tr->al, fib_ghost.od, b, k, tos)
	      && InNode(tr->nd, n, tr->nd.key[fib_ghost.od.leaf[b]]) ==>
	      tr->nd.key[fib_ghost.od.leaf[b]] == tr->nd.key[n]; */
	/*@ assert x4: n != NNODE && tr->nd.kind[n] == TRIE_LEAF ==>
	      \forall integer l; InNode(tr->nd, n, tr->nd.key[l]) ==>
	      tr->nd.key[l] == tr->nd.key[n]; */
	/*@ assert x5: \forall integer b; Match(tr->nd, tr->al,
	      fib_ghost.od, b, k, tos) && InCell(fib_ghost.cl, p.cell,
	      tr->nd.key[fib_ghost.od.leaf[b]]) ==> n != NNODE &&
	      tr->nd.key[fib_ghost.od.leaf[b]] == tr->nd.key[n]; */
	/*@ assert x6: \forall integer b; Match(tr->nd, tr->al,
	      fib_ghost.od, b, k, tos) ==> tr->nd.key[fib_ghost.od.leaf[b]] <=
	      k; */
	/*@ assert x61: \forall integer b; Match(tr->nd, tr->al,
	      fib_ghost.od, b, k, tos) && tr->nd.key[fib_ghost.od.leaf[b]] >=
	      fib_ghost.cl.at[p.cell] ==> InCell(fib_ghost.cl, p.cell,
	      tr->nd.key[fib_ghost.od.leaf[b]]); */
	//@ assert x62: n != NNODE ==> Sub(tr->nd, fib_ghost.cl, n, p.cell);
	/*@ assert x7: Key(fib_ghost.cl.at[p.cell]) &&
	      Block(fib_ghost.cl.at[p.cell], fib_ghost.cl.ex[p.cell]); */
	/*@ assert x71: Base(k, fib_ghost.cl.ex[p.cell]) ==
	      fib_ghost.cl.at[p.cell]; */
	//@ assert x8: Base(fib_ghost.cl.at[p.cell], 32) == Base(k, 32);
	a = trie_below(tr, n, k, tos);
	/*@ assert y0: a != NALIAS ==> \forall integer b; Match(tr->nd,
	      tr->al, fib_ghost.od, b, k, tos) ==>
	      tr->nd.key[fib_ghost.od.leaf[b]] <=
	      tr->nd.key[fib_ghost.od.leaf[a]]; */
	if (a != NALIAS)
		return a;
	return trie_back(tr, p, k, tos);
}

/* The next match of a's own leaf l, or NALIAS. */
/*@ requires \valid_read(tr) && Bases && Key(k);
    requires Forest(tr->nd, tr->lk, fib_ghost.cl) && Complete(tr->nd,
             tr->lk, fib_ghost.cl) && AliasesOk(tr->nd, tr->al, fib_ghost.od,
             tr->fa_count) && Match(tr->nd, tr->al, fib_ghost.od, a, k, tos) &&
             AliasOf(fib_ghost.od, a, l);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NALIAS;
    ensures none: \result == NALIAS ==> \forall integer b;
            Match(tr->nd, tr->al, fib_ghost.od, b, k, tos) &&
            tr->nd.key[fib_ghost.od.leaf[b]] >= tr->nd.key[l] ==> First(tr->al,
            fib_ghost.od, b, a);
    ensures next: \result != NALIAS ==> Match(tr->nd, tr->al,
            fib_ghost.od, \result, k, tos) && !First(tr->al, fib_ghost.od,
            \result, a) && \forall integer b; Match(tr->nd, tr->al,
            fib_ghost.od, b, k, tos) && !First(tr->al, fib_ghost.od, b, a) ==>
            First(tr->al, fib_ghost.od, \result, b);
*/
static uint32_t leaf_next(const struct fib_trie *tr, uint32_t l, uint64_t k,
	uint32_t tos, uint32_t a)
{
	uint32_t b = leaf_match(tr, l, tr->al.next[a], k, tos);

	/*@ assert m0: \forall integer c; Match(tr->nd, tr->al,
	      fib_ghost.od, c, k, tos) ==> 0 <= tr->al.slen[c] <= 32 && Base(k,
	      tr->al.slen[c]) == tr->nd.key[fib_ghost.od.leaf[c]] &&
	      Leaf(tr->nd, fib_ghost.od.leaf[c]); */
	/*@ assert m1: \forall integer c; Match(tr->nd, tr->al,
	      fib_ghost.od, c, k, tos) && tr->nd.key[fib_ghost.od.leaf[c]] ==
	      tr->nd.key[l] ==> AliasOf(fib_ghost.od, c, l); */
	/*@ assert m2: \forall integer c; Match(tr->nd, tr->al,
	      fib_ghost.od, c, k, tos) && tr->al.slen[c] == tr->al.slen[a] ==>
	      AliasOf(fib_ghost.od, c, l); */
	/*@ assert m3: \forall integer c; Match(tr->nd, tr->al,
	      fib_ghost.od, c, k, tos) && tr->nd.key[fib_ghost.od.leaf[c]] >
	      tr->nd.key[l] ==> tr->al.slen[c] <= tr->al.slen[a] &&
	      tr->al.slen[c] != tr->al.slen[a]; */
	/*@ assert m4: \forall integer c; Match(tr->nd, tr->al,
	      fib_ghost.od, c, k, tos) && AliasOf(fib_ghost.od, c, l) &&
	      fib_ghost.od.rank[c] > fib_ghost.od.rank[a] ==> tr->al.slen[c] >=
	      tr->al.slen[a] && tr->al.next[a] != NALIAS &&
	      fib_ghost.od.rank[tr->al.next[a]] <= fib_ghost.od.rank[c]; */
	/*@ assert m5: \forall integer c; Match(tr->nd, tr->al,
	      fib_ghost.od, c, k, tos) && AliasOf(fib_ghost.od, c, l) &&
	      fib_ghost.od.rank[c] <= fib_ghost.od.rank[a] ==> c == a ||
	      tr->al.slen[c] <= tr->al.slen[a]; */
	/*@ assert m6: \forall integer c; Match(tr->nd, tr->al,
	      fib_ghost.od, c, k, tos) && !First(tr->al, fib_ghost.od, c, a)
	      ==> (AliasOf(fib_ghost.od, c, l) && fib_ghost.od.rank[c] >
	      fib_ghost.od.rank[a]) || tr->nd.key[fib_ghost.od.leaf[c]] <
	      tr->nd.key[l]; */
	/*@ assert m7: b != NALIAS ==> fib_ghost.od.rank[b] >
	      fib_ghost.od.rank[a] && tr->al.slen[b] >= tr->al.slen[a]; */
	/*@ assert m8: b != NALIAS ==> \forall integer c; Match(tr->nd,
	      tr->al, fib_ghost.od, c, k, tos) && AliasOf(fib_ghost.od, c, l)
	      && fib_ghost.od.rank[a] < fib_ghost.od.rank[c] ==> c == b ||
	      (fib_ghost.od.rank[b] < fib_ghost.od.rank[c] && tr->al.slen[b] <=
	      tr->al.slen[c]); */
	/*@ assert m9: b != NALIAS ==> \forall integer c; Match(tr->nd,
	      tr->al, fib_ghost.od, c, k, tos) &&
	      tr->nd.key[fib_ghost.od.leaf[c]] < tr->nd.key[l] ==>
	      tr->al.slen[b] <= tr->al.slen[c] && tr->al.slen[b] !=
	      tr->al.slen[c]; */
	return b;
}

uint32_t trie_next(const struct fib_trie *tr, uint64_t k, uint32_t tos,
	uint32_t a)
{
	//@ ghost uint64_t key = tr->nd.key[fib_ghost.od.leaf[a]];
	/*@ assert k0: Leaf(tr->nd, fib_ghost.od.leaf[a]) && 0 <=
	      tr->al.slen[a] <= 32 && key == Base(k, tr->al.slen[a]) &&
	      Key(key); */
	uint32_t l = fib_find_node(tr, trie_base(k, tr->al.slen[a])), b;
	struct trie_place p;

	//@ assert l0: l == fib_ghost.od.leaf[a] && Leaf(tr->nd, l);
	b = leaf_next(tr, l, k, tos, a);
	if (b != NALIAS)
		return b;
	p.cell = tr->lk.pcell[l];
	p.parent = tr->lk.parent[l];
	/*@ assert c0: Cell(fib_ghost.cl, p.cell) && tr->lk.child[p.cell]
	      == l && p.parent == fib_ghost.cl.own[p.cell]; */
	/*@ assert c1: Sub(tr->nd, fib_ghost.cl, l, p.cell) &&
	      tr->nd.expo[l] == 0; */
	/*@ assert c2: InCell(fib_ghost.cl, p.cell, tr->nd.key[l]) &&
	      Key(fib_ghost.cl.at[p.cell]) && Block(fib_ghost.cl.at[p.cell],
	      fib_ghost.cl.ex[p.cell]); */
	/*@ assert c3: \forall integer c; Match(tr->nd, tr->al,
	      fib_ghost.od, c, k, tos) ==> 0 <= tr->al.slen[c] <= 32 && Base(k,
	      tr->al.slen[c]) == tr->nd.key[fib_ghost.od.leaf[c]] &&
	      Leaf(tr->nd, fib_ghost.od.leaf[c]); */
	/*@ assert c4: \forall integer c; Match(tr->nd, tr->al,
	      fib_ghost.od, c, k, tos) && InCell(fib_ghost.cl, p.cell,
	      tr->nd.key[fib_ghost.od.leaf[c]]) ==> InNode(tr->nd, l,
	      tr->nd.key[fib_ghost.od.leaf[c]]); */
	/*@ assert c5: \forall integer c; Match(tr->nd, tr->al,
	      fib_ghost.od, c, k, tos) && tr->nd.key[fib_ghost.od.leaf[c]] <
	      tr->nd.key[l] ==> tr->nd.key[fib_ghost.od.leaf[c]] <
	      fib_ghost.cl.at[p.cell]; */
	/*@ assert c6: Base(tr->nd.key[l], fib_ghost.cl.ex[p.cell]) ==
	      fib_ghost.cl.at[p.cell]; */
	//@ assert c7: Base(tr->nd.key[l], 32) == Base(k, 32);
	/*@ assert c8: Base(fib_ghost.cl.at[p.cell], 32) == Base(k, 32)
	      && fib_ghost.cl.at[p.cell] <= k; */
	/*@ assert c9: \forall integer c; Match(tr->nd, tr->al,
	      fib_ghost.od, c, k, tos) && tr->nd.key[fib_ghost.od.leaf[c]] <
	      tr->nd.key[l] ==> tr->al.slen[a] <= tr->al.slen[c] &&
	      tr->al.slen[c] != tr->al.slen[a]; */
	return trie_back(tr, p, k, tos);
}
