/*
 * The list of routes of a leaf.  Contracts: fib_trie_alias.h.
 *
 * The proofs give all aliases of all leaves a rank; a list is in order of
 * rank, and rank follows the order of keys.  So equal keys may stand in any
 * order, and a list holds every alias of its leaf: AMin and AGap say that
 * none lies between two neighbours.
 */
#include "ipv4/fib_trie_alias.h"

/*@ ghost
  /@ requires ARank(fib_ghost.od, n) && n < NALIAS;
     terminates \true; exits \false;
     assigns fib_ghost.od.rank[0 .. NALIAS - 1];
     ensures \forall integer x; Alias(fib_ghost.od, x) ==>
       fib_ghost.od.rank[x] == \old(fib_ghost.od.rank[x]) +
       (\old(fib_ghost.od.rank[x]) >= r ? 1 : 0); @/
  void rank_open(uint32_t r, uint32_t n)
  {
    uint32_t i = 0;
    /@ loop invariant 0 <= i <= NALIAS;
       loop invariant \forall integer x; 0 <= x < i && Alias(fib_ghost.od, x)
         ==> fib_ghost.od.rank[x] == \at(fib_ghost.od.rank[x], Pre) +
         (\at(fib_ghost.od.rank[x], Pre) >= r ? 1 : 0);
       loop invariant \forall integer x; i <= x < NALIAS ==>
         fib_ghost.od.rank[x] == \at(fib_ghost.od.rank[x], Pre);
       loop assigns i, fib_ghost.od.rank[0 .. NALIAS - 1];
       loop variant NALIAS - i; @/
    while (i < NALIAS) {
      if (fib_ghost.od.leaf[i] != NNODE && fib_ghost.od.rank[i] >= r)
        fib_ghost.od.rank[i] = fib_ghost.od.rank[i] + 1;
      i++;
    }
  }

  /@ terminates \true; exits \false;
     assigns fib_ghost.od.rank[0 .. NALIAS - 1];
     ensures \forall integer x; Alias(fib_ghost.od, x) ==>
       fib_ghost.od.rank[x] == \old(fib_ghost.od.rank[x]) -
       (\old(fib_ghost.od.rank[x]) > r ? 1 : 0); @/
  void rank_close(uint32_t r)
  {
    uint32_t i = 0;
    /@ loop invariant 0 <= i <= NALIAS;
       loop invariant \forall integer x; 0 <= x < i && Alias(fib_ghost.od, x)
         ==> fib_ghost.od.rank[x] == \at(fib_ghost.od.rank[x], Pre) -
         (\at(fib_ghost.od.rank[x], Pre) > r ? 1 : 0);
       loop invariant \forall integer x; i <= x < NALIAS ==>
         fib_ghost.od.rank[x] == \at(fib_ghost.od.rank[x], Pre);
       loop assigns i, fib_ghost.od.rank[0 .. NALIAS - 1];
       loop variant NALIAS - i; @/
    while (i < NALIAS) {
      if (fib_ghost.od.leaf[i] != NNODE && fib_ghost.od.rank[i] > r)
        fib_ghost.od.rank[i] = fib_ghost.od.rank[i] - 1;
      i++;
    }
  }
*/

/* Ties a new alias in; its fields are set, and its rank is its own. */
/*@ requires \valid(tr) && Leaf(tr->nd, l) && FreeAlias(fib_ghost.od, a);
    requires AliasesOk(tr->nd, tr->al, fib_ghost.od, tr->fa_count);
    requires Place(tr->al, fib_ghost.od, l, at.prev, at.next);
    requires Fits(tr->al, fib_ghost.od, l, at.prev, at.next, tr->al.slen[a],
             tr->al.tos[a], tr->al.priority[a]);
    requires tr->al.slen[a] <= 32 &&
             Base(tr->nd.key[l], tr->al.slen[a]) == tr->nd.key[l];
    requires fib_ghost.od.rank[a] < tr->fa_count;
    requires \forall integer x; Alias(fib_ghost.od, x) ==>
             fib_ghost.od.rank[x] != fib_ghost.od.rank[a];
    requires at.next != NALIAS ==>
             fib_ghost.od.rank[a] < fib_ghost.od.rank[at.next];
    requires at.prev != NALIAS ==>
             fib_ghost.od.rank[at.prev] < fib_ghost.od.rank[a];
    terminates \true; exits \false;
    assigns tr->al.head[l], tr->al.next[0 .. NALIAS - 1];
    assigns fib_ghost.od.leaf[a];
    ensures AliasesOk(tr->nd, tr->al, fib_ghost.od, tr->fa_count);
    ensures fib_ghost.od.leaf[a] == l;
    ensures free: \forall integer x; FreeAlias(fib_ghost.od, x) ==>
            tr->al.next[x] == \old(tr->al.next[x]); */
static void alias_tie(struct fib_trie *tr, uint32_t l, uint32_t a,
	struct alias_place at)
{
	/*@ assert g1: \forall integer x; AliasOf(fib_ghost.od, x, l) &&
	      fib_ghost.od.rank[x] > fib_ghost.od.rank[a] ==>
	      at.next != NALIAS &&
	      fib_ghost.od.rank[at.next] <= fib_ghost.od.rank[x]; */
	/*@ assert g2: \forall integer x; AliasOf(fib_ghost.od, x, l) &&
	      fib_ghost.od.rank[x] < fib_ghost.od.rank[a] ==>
	      at.prev != NALIAS &&
	      fib_ghost.od.rank[x] <= fib_ghost.od.rank[at.prev]; */
	/*@ assert g3: \forall integer x; Alias(fib_ghost.od, x) ==> x != a &&
	      tr->al.next[x] != a && tr->al.head[fib_ghost.od.leaf[x]] != a; */
	/*@ assert s1: \forall integer x; AliasOf(fib_ghost.od, x, l) &&
	      fib_ghost.od.rank[x] > fib_ghost.od.rank[a] ==>
	      !Before(tr->al, x, a); */
	/*@ assert s2: \forall integer x; AliasOf(fib_ghost.od, x, l) &&
	      fib_ghost.od.rank[x] < fib_ghost.od.rank[a] ==>
	      !Before(tr->al, a, x); */
	/*@ assert m1: at.prev == NALIAS ==> \forall integer x;
	      AliasOf(fib_ghost.od, x, l) ==>
	      fib_ghost.od.rank[a] <= fib_ghost.od.rank[x]; */
	/*@ assert m2: at.prev != NALIAS ==> tr->al.head[l] != NALIAS &&
	      fib_ghost.od.rank[tr->al.head[l]] <= fib_ghost.od.rank[a]; */
	tr->al.next[a] = at.next;
	if (at.prev == NALIAS)
		tr->al.head[l] = a;
	else
		tr->al.next[at.prev] = a;
	//@ ghost fib_ghost.od.leaf[a] = l;
	//@ assert h1: ALeaf(tr->nd, tr->al, fib_ghost.od);
	//@ assert h2: AHead(tr->nd, tr->al, fib_ghost.od);
	//@ assert h3: ANext(tr->al, fib_ghost.od);
	//@ assert h4: AMin(tr->al, fib_ghost.od);
	/*@ assert h5a: \forall integer x; AliasOf(fib_ghost.od, x, l) &&
	      x != a && fib_ghost.od.rank[x] > fib_ghost.od.rank[a] ==>
	      tr->al.next[a] != NALIAS && fib_ghost.od.rank[tr->al.next[a]] <=
	      fib_ghost.od.rank[x]; */
	/*@ assert h5b: \forall integer x; AliasOf(fib_ghost.od, x, l) &&
	      x != a && fib_ghost.od.rank[x] < fib_ghost.od.rank[a] ==>
	      tr->al.next[x] != NALIAS && fib_ghost.od.rank[tr->al.next[x]] <=
	      fib_ghost.od.rank[a]; */
	/*@ assert h5c: \forall integer x, y; Alias(fib_ghost.od, x) &&
	      AliasOf(fib_ghost.od, y, fib_ghost.od.leaf[x]) && x != a &&
	      y != a && x != at.prev &&
	      fib_ghost.od.rank[x] < fib_ghost.od.rank[y] ==>
	      tr->al.next[x] != NALIAS && fib_ghost.od.rank[tr->al.next[x]] <=
	      fib_ghost.od.rank[y]; */
	/*@ assert h5d: \forall integer y; at.prev != NALIAS &&
	      AliasOf(fib_ghost.od, y, l) && y != a &&
	      fib_ghost.od.rank[at.prev] < fib_ghost.od.rank[y] ==>
	      tr->al.next[at.prev] != NALIAS &&
	      fib_ghost.od.rank[tr->al.next[at.prev]] <=
	      fib_ghost.od.rank[y]; */
	//@ assert h5: AGap(tr->al, fib_ghost.od);
	/*@ assert h60: \forall integer x, y; Alias(fib_ghost.od, x) &&
	      AliasOf(fib_ghost.od, y, fib_ghost.od.leaf[x]) && x != a && y !=
	      a && fib_ghost.od.rank[x] < fib_ghost.od.rank[y] ==>
	      !Before(tr->al, y, x); */
	/*@ assert h61: \forall integer y; AliasOf(fib_ghost.od, y, l) &&
	      y != a && fib_ghost.od.rank[a] < fib_ghost.od.rank[y] ==>
	      !Before(tr->al, y, a); */
	/*@ assert h62: \forall integer y; AliasOf(fib_ghost.od, y, l) &&
	      y != a && fib_ghost.od.rank[y] < fib_ghost.od.rank[a] ==>
	      !Before(tr->al, a, y); */
	//@ assert h6: ASort(tr->al, fib_ghost.od);
	//@ assert h7: ARank(fib_ghost.od, tr->fa_count);
	//@ assert h8: AOne(fib_ghost.od);
}

uint32_t fib_insert_alias(struct fib_trie *tr, uint32_t l,
	struct alias_place at, struct alias_key k, uint32_t info)
{
	uint32_t a = tr->fa_free;

	if (a == NALIAS || tr->fa_count == NALIAS)
		return NALIAS;
	/*@ assert next: tr->al.next[a] != NALIAS ==>
	      FreeAlias(fib_ghost.od, tr->al.next[a]) && tr->al.next[a] != a &&
	      fib_ghost.od.back[tr->al.next[a]] == a; */
	/*@ assert sole: \forall integer x; FreeAlias(fib_ghost.od, x) ==>
	      tr->al.next[x] != a; */
	/*@ assert gap: \forall integer x, y; Alias(fib_ghost.od, x) &&
	      AliasOf(fib_ghost.od, y, fib_ghost.od.leaf[x]) &&
	      fib_ghost.od.rank[x] < fib_ghost.od.rank[y] ==>
	      tr->al.next[x] != NALIAS && Alias(fib_ghost.od, tr->al.next[x]) &&
	      fib_ghost.od.rank[tr->al.next[x]] <= fib_ghost.od.rank[y]; */
	tr->fa_free = tr->al.next[a];
	tr->al.info[a] = info;
	tr->al.priority[a] = k.priority;
	tr->al.slen[a] = k.slen;
	tr->al.tos[a] = k.tos;
	/*@ ghost
	  uint32_t r = tr->fa_count;
	  if (at.next != NALIAS)
	    r = fib_ghost.od.rank[at.next];
	  rank_open(r, tr->fa_count);
	  fib_ghost.od.rank[a] = r;
	  if (tr->fa_free != NALIAS)
	    fib_ghost.od.back[tr->fa_free] = NALIAS;
	*/
	tr->fa_count++;
	//@ assert o1: ALeaf(tr->nd, tr->al, fib_ghost.od);
	//@ assert o2: AHead(tr->nd, tr->al, fib_ghost.od);
	//@ assert o3: ANext(tr->al, fib_ghost.od);
	//@ assert o4: AMin(tr->al, fib_ghost.od);
	/*@ assert mono: \forall integer x, y; Alias(fib_ghost.od, x) &&
	      Alias(fib_ghost.od, y) ==> (fib_ghost.od.rank[x] <
	      fib_ghost.od.rank[y] <==> \at(fib_ghost.od.rank[x], Pre) <
	      \at(fib_ghost.od.rank[y], Pre)); */
	/*@ assert o50: \forall integer x, y; Alias(fib_ghost.od, x) &&
	      AliasOf(fib_ghost.od, y, fib_ghost.od.leaf[x]) &&
	      fib_ghost.od.rank[x] < fib_ghost.od.rank[y] ==>
	      \at(fib_ghost.od.rank[x], Pre) < \at(fib_ghost.od.rank[y], Pre);
	      */
	/*@ assert o51: \forall integer x, y; Alias(fib_ghost.od, x) &&
	      AliasOf(fib_ghost.od, y, fib_ghost.od.leaf[x]) &&
	      fib_ghost.od.rank[x] < fib_ghost.od.rank[y] ==> tr->al.next[x] !=
	      NALIAS && Alias(fib_ghost.od, tr->al.next[x]); */
	/*@ assert o52: \forall integer x, y; Alias(fib_ghost.od, x) &&
	      AliasOf(fib_ghost.od, y, fib_ghost.od.leaf[x]) &&
	      fib_ghost.od.rank[x] < fib_ghost.od.rank[y] ==> (\let z =
	      tr->al.next[x]; \at(fib_ghost.od.rank[z], Pre) <=
	      \at(fib_ghost.od.rank[y], Pre)); */
	//@ assert o5: AGap(tr->al, fib_ghost.od);
	//@ assert o6: ASort(tr->al, fib_ghost.od);
	//@ assert o7: ARank(fib_ghost.od, tr->fa_count);
	//@ assert o8: AOne(fib_ghost.od);
	//@ assert place: Place(tr->al, fib_ghost.od, l, at.prev, at.next);
	/*@ assert fits: Fits(tr->al, fib_ghost.od, l, at.prev, at.next,
	      tr->al.slen[a], tr->al.tos[a], tr->al.priority[a]); */
	alias_tie(tr, l, a, at);
	//@ assert pool: AliasPool(tr->al, fib_ghost.od, tr->fa_free);
	return a;
}

/* The alias before a in its list, or NALIAS. */
/*@ requires \valid_read(tr) && Leaf(tr->nd, l);
    requires AliasOf(fib_ghost.od, a, l);
    requires AliasesOk(tr->nd, tr->al, fib_ghost.od, tr->fa_count);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == NALIAS ==> tr->al.head[l] == a;
    ensures \result != NALIAS ==> AliasOf(fib_ghost.od, \result, l) &&
            tr->al.next[\result] == a &&
            fib_ghost.od.rank[\result] < fib_ghost.od.rank[a]; */
static uint32_t alias_prev(const struct fib_trie *tr, uint32_t l, uint32_t a)
{
	uint32_t p = NALIAS, b = tr->al.head[l];

	/*@ loop invariant AliasOf(fib_ghost.od, b, l);
	    loop invariant fib_ghost.od.rank[b] <= fib_ghost.od.rank[a];
	    loop invariant p == NALIAS ==> b == tr->al.head[l];
	    loop invariant p != NALIAS ==> AliasOf(fib_ghost.od, p, l) &&
	      tr->al.next[p] == b &&
	      fib_ghost.od.rank[p] < fib_ghost.od.rank[b];
	    loop assigns p, b;
	    loop variant fib_ghost.od.rank[a] - fib_ghost.od.rank[b]; */
	while (b != a) {
		p = b;
		b = tr->al.next[b];
	}
	return p;
}

/*@ requires \valid(tr) && Leaf(tr->nd, l) && AliasOf(fib_ghost.od, a, l);
    requires AliasesOk(tr->nd, tr->al, fib_ghost.od, tr->fa_count);
    terminates \true; exits \false;
    assigns tr->al.head[l], tr->al.next[0 .. NALIAS - 1];
    assigns fib_ghost.od.leaf[a];
    ensures AliasesOk(tr->nd, tr->al, fib_ghost.od, tr->fa_count);
    ensures fib_ghost.od.leaf[a] == NNODE;
    ensures free: \forall integer x; \old(FreeAlias(fib_ghost.od, x)) ==>
            tr->al.next[x] == \old(tr->al.next[x]); */
static void alias_untie(struct fib_trie *tr, uint32_t l, uint32_t a)
{
	uint32_t p = alias_prev(tr, l, a);

	/*@ assert g1: \forall integer x; Alias(fib_ghost.od, x) &&
	      tr->al.next[x] == a ==> x == p; */
	/*@ assert g2: \forall integer b; AliasOf(fib_ghost.od, b, l) &&
	      fib_ghost.od.rank[a] < fib_ghost.od.rank[b] ==>
	      tr->al.next[a] != NALIAS &&
	      fib_ghost.od.rank[tr->al.next[a]] <= fib_ghost.od.rank[b]; */
	/*@ assert g3: p == NALIAS ==> \forall integer b;
	      AliasOf(fib_ghost.od, b, l) && b != a ==>
	      fib_ghost.od.rank[a] < fib_ghost.od.rank[b]; */
	/*@ assert g4: p != NALIAS ==> \forall integer b;
	      AliasOf(fib_ghost.od, b, l) && b != a &&
	      fib_ghost.od.rank[p] < fib_ghost.od.rank[b] ==>
	      fib_ghost.od.rank[a] < fib_ghost.od.rank[b]; */
	/*@ assert g5: \forall integer b; Alias(fib_ghost.od, b) ==>
	      tr->al.next[b] != NALIAS ==> tr->al.next[b] != b; */
	if (p == NALIAS)
		tr->al.head[l] = tr->al.next[a];
	else
		tr->al.next[p] = tr->al.next[a];
	//@ ghost fib_ghost.od.leaf[a] = NNODE;
	//@ assert h1: ALeaf(tr->nd, tr->al, fib_ghost.od);
	//@ assert h2: AHead(tr->nd, tr->al, fib_ghost.od);
	//@ assert h3: ANext(tr->al, fib_ghost.od);
	/*@ assert h41: p == NALIAS ==> \forall integer b;
	      AliasOf(fib_ghost.od, b, l) ==> tr->al.head[l] != NALIAS &&
	      fib_ghost.od.rank[tr->al.head[l]] <= fib_ghost.od.rank[b]; */
	/*@ assert h42: p != NALIAS ==> \forall integer b;
	      AliasOf(fib_ghost.od, b, l) ==> tr->al.head[l] != NALIAS &&
	      fib_ghost.od.rank[tr->al.head[l]] <= fib_ghost.od.rank[b]; */
	//@ assert h4: AMin(tr->al, fib_ghost.od);
	/*@ assert h51: p != NALIAS ==> \forall integer y;
	      AliasOf(fib_ghost.od, y, l) &&
	      fib_ghost.od.rank[p] < fib_ghost.od.rank[y] ==>
	      tr->al.next[p] != NALIAS && fib_ghost.od.rank[tr->al.next[p]] <=
	      fib_ghost.od.rank[y]; */
	/*@ assert h52: \forall integer x, y; Alias(fib_ghost.od, x) && x
	      != p && AliasOf(fib_ghost.od, y, fib_ghost.od.leaf[x]) &&
	      fib_ghost.od.rank[x] < fib_ghost.od.rank[y] ==> tr->al.next[x] !=
	      NALIAS && fib_ghost.od.rank[tr->al.next[x]] <=
	      fib_ghost.od.rank[y]; */
	//@ assert h5: AGap(tr->al, fib_ghost.od);
	//@ assert h6: ASort(tr->al, fib_ghost.od);
	//@ assert h7: ARank(fib_ghost.od, tr->fa_count);
	//@ assert h8: AOne(fib_ghost.od);
}

void fib_remove_alias(struct fib_trie *tr, uint32_t l, uint32_t a)
{
	//@ ghost uint32_t r = fib_ghost.od.rank[a];
	alias_untie(tr, l, a);
	//@ ghost L: ;
	/*@ assert gap: \forall integer x, y; Alias(fib_ghost.od, x) &&
	      AliasOf(fib_ghost.od, y, fib_ghost.od.leaf[x]) &&
	      fib_ghost.od.rank[x] < fib_ghost.od.rank[y] ==>
	      tr->al.next[x] != NALIAS && Alias(fib_ghost.od, tr->al.next[x]) &&
	      fib_ghost.od.rank[tr->al.next[x]] <= fib_ghost.od.rank[y]; */
	/*@ assert other: \forall integer x; Alias(fib_ghost.od, x) ==>
	      fib_ghost.od.rank[x] != r; */
	tr->al.next[a] = tr->fa_free;
	/*@ ghost
	  if (tr->fa_free != NALIAS)
	    fib_ghost.od.back[tr->fa_free] = a;
	  fib_ghost.od.back[a] = NALIAS;
	  rank_close(r);
	*/
	tr->fa_free = a;
	tr->fa_count--;
	//@ assert o1: ALeaf(tr->nd, tr->al, fib_ghost.od);
	//@ assert o2: AHead(tr->nd, tr->al, fib_ghost.od);
	//@ assert o3: ANext(tr->al, fib_ghost.od);
	//@ assert o4: AMin(tr->al, fib_ghost.od);
	/*@ assert mono: \forall integer x, y; Alias(fib_ghost.od, x) &&
	      Alias(fib_ghost.od, y) ==>
	      (fib_ghost.od.rank[x] < fib_ghost.od.rank[y] <==>
	      \at(fib_ghost.od.rank[x], L) < \at(fib_ghost.od.rank[y], L)); */
	/*@ assert o50: \forall integer x, y; Alias(fib_ghost.od, x) &&
	      AliasOf(fib_ghost.od, y, fib_ghost.od.leaf[x]) &&
	      fib_ghost.od.rank[x] < fib_ghost.od.rank[y] ==>
	      \at(fib_ghost.od.rank[x], L) < \at(fib_ghost.od.rank[y], L); */
	/*@ assert o51: \forall integer x, y; Alias(fib_ghost.od, x) &&
	      AliasOf(fib_ghost.od, y, fib_ghost.od.leaf[x]) &&
	      fib_ghost.od.rank[x] < fib_ghost.od.rank[y] ==> tr->al.next[x] !=
	      NALIAS && Alias(fib_ghost.od, tr->al.next[x]); */
	/*@ assert o52: \forall integer x, y; Alias(fib_ghost.od, x) &&
	      AliasOf(fib_ghost.od, y, fib_ghost.od.leaf[x]) &&
	      fib_ghost.od.rank[x] < fib_ghost.od.rank[y] ==> (\let z =
	      tr->al.next[x]; \at(fib_ghost.od.rank[z], L) <=
	      \at(fib_ghost.od.rank[y], L)); */
	//@ assert o5: AGap(tr->al, fib_ghost.od);
	//@ assert o6: ASort(tr->al, fib_ghost.od);
	//@ assert o7: ARank(fib_ghost.od, tr->fa_count);
	//@ assert o8: AOne(fib_ghost.od);
	//@ assert pool: AliasPool(tr->al, fib_ghost.od, tr->fa_free);
}
