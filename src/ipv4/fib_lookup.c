/*
 * The route that decides for a destination.  Contracts: ip_fib.h.
 */
#include "spec/fib_of_trie.h"
#include "ipv4/ip_fib.h"
#include "ipv4/fib_trie_bits.h"
#include "ipv4/fib_trie_find.h"

enum { EACCES = 13, EINVAL = 22, ENETUNREACH = 101, EHOSTUNREACH = 113 };

/*@ predicate TrieMatches(struct fib f, struct trie_ghost g, integer t,
      integer a, integer tos, integer i) =
      Match(f.trie.nd, f.trie.al, g.od, i, TrieKey(t, a), tos); */

/*@ ghost
  /@ requires Bases;
     terminates \true; exits \false;
     assigns \nothing;
     ensures \forall integer p; 0 <= p <= 32 ==>
       BlockSize(p) == Pow(32 - p); @/
  void fib_blocks(void);

  /@ requires Bases && \valid_read(f) && FibOk(*f) && t < NTABLE;
     terminates \true; exits \false;
     assigns \nothing;
     ensures \forall integer i;
       TrieMatches(*f, fib_ghost, t, a, tos, i) <==> Live(*f, i) &&
       f->r[i].table == t && Matches(f->r[i], a) &&
       (f->r[i].tos == 0 || f->r[i].tos == tos); @/
  void fib_matches(const struct fib *f, uint32_t t, uint32_t a, uint32_t tos)
  {
    trie_tables();
    fib_blocks();
    /@ assert key: Key(TrieKey(t, a)) &&
         Base(TrieKey(t, a), 32) == t * 4294967296; @/
    /@ assert live: \forall integer i; Alias(fib_ghost.od, i) ==>
         Live(*f, i); @/
    /@ assert is: \forall integer i; Live(*f, i) ==>
         Alias(fib_ghost.od, i) && RouteOk(f->r[i]) && PrefixOk(f->r[i]) &&
         f->trie.nd.key[fib_ghost.od.leaf[i]] ==
           TrieKey(f->r[i].table, f->r[i].dst) &&
         f->trie.al.slen[i] == 32 - f->r[i].plen &&
         f->trie.al.tos[i] == f->r[i].tos; @/
    /@ assert keys: \forall integer i; Live(*f, i) ==>
         Key(TrieKey(f->r[i].table, f->r[i].dst)) &&
         0 <= 32 - f->r[i].plen <= 32; @/
    /@ assert block: \forall integer i; Live(*f, i) ==>
         Block(Base(TrieKey(f->r[i].table, f->r[i].dst), 32 - f->r[i].plen),
           32 - f->r[i].plen); @/
    /@ assert table: \forall integer i; Live(*f, i) ==>
         Base(TrieKey(f->r[i].table, f->r[i].dst), 32) ==
         f->r[i].table * 4294967296; @/
    /@ assert up: \forall integer s; 0 <= s <= 32 ==>
         Base(Base(TrieKey(t, a), s), 32) == t * 4294967296; @/
    /@ assert same: \forall integer i; Live(*f, i) &&
         Base(TrieKey(t, a), 32 - f->r[i].plen) ==
           TrieKey(f->r[i].table, f->r[i].dst) ==> f->r[i].table == t; @/
    /@ assert in: \forall integer s; 0 <= s <= 32 ==>
         Base(TrieKey(t, a), s) <= TrieKey(t, a) <
         Base(TrieKey(t, a), s) + Pow(s); @/
    /@ assert forth: \forall integer i; Live(*f, i) &&
         Base(TrieKey(t, a), 32 - f->r[i].plen) ==
           TrieKey(f->r[i].table, f->r[i].dst) ==> Matches(f->r[i], a); @/
    /@ assert whole: \forall integer i; Live(*f, i) && f->r[i].table == t &&
         Matches(f->r[i], a) ==> TrieKey(t, f->r[i].dst) <= TrieKey(t, a) <
         TrieKey(t, f->r[i].dst) + Pow(32 - f->r[i].plen); @/
    /@ assert back: \forall integer i; Live(*f, i) && f->r[i].table == t &&
         Matches(f->r[i], a) ==> Base(TrieKey(t, a), 32 - f->r[i].plen) ==
         TrieKey(t, f->r[i].dst); @/
  }
*/

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> Eligible(r, oif, scope); */
static bool eligible(struct fib_route r, uint32_t oif, uint32_t scope)
{
	return scope <= r.scope && (r.type >= RTN_BLACKHOLE ||
		oif == ANY_DEVICE || r.oif == oif);
}

/* The same in one table. */
/*@ requires \valid_read(f) && FibOk(*f) && t < NTABLE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NROUTE;
    ensures \result != FIB_NIL ==>
            Best(*f, t, t, \result, a, tos, oif, scope);
    ensures \result == FIB_NIL ==>
            NoneSuits(*f, t, t, a, tos, oif, scope); */
static uint32_t fib_one_lookup(const struct fib *f, uint32_t t, uint32_t a,
	uint32_t tos, uint32_t oif, uint32_t scope)
{
	uint32_t i;

	//@ ghost trie_bases();
	//@ ghost fib_matches(f, t, a, tos);
	i = fib_trie_lookup(&f->trie, t, a, tos);
	/*@ loop invariant i <= NALIAS;
	    loop invariant match: i != NALIAS ==>
	      TrieMatches(*f, fib_ghost, t, a, tos, i);
	    loop invariant before: \forall integer b;
	      TrieMatches(*f, fib_ghost, t, a, tos, b) &&
	      Eligible(f->r[b], oif, scope) ==>
	      i != NALIAS && First(f->trie.al, fib_ghost.od, i, b);
	    loop assigns i;
	    loop variant i == NALIAS ? 0 : 1 +
	      (32 - f->trie.al.slen[i]) * (NALIAS + 1) +
	      NALIAS - fib_ghost.od.rank[i]; */
	while (i != NALIAS && !eligible(f->r[i], oif, scope)) {
		//@ ghost uint32_t j = i;
		/*@ assert total: \forall integer b;
		      TrieMatches(*f, fib_ghost, t, a, tos, b) &&
		      First(f->trie.al, fib_ghost.od, j, b) &&
		      First(f->trie.al, fib_ghost.od, b, j) ==> b == j; */
		i = fib_trie_next(&f->trie, t, a, tos, i);
		/*@ assert later: \forall integer b;
		      TrieMatches(*f, fib_ghost, t, a, tos, b) &&
		      Eligible(f->r[b], oif, scope) ==>
		      !First(f->trie.al, fib_ghost.od, b, j); */
	}
	//@ ghost trie_complete(&f->trie);
	/*@ assert key: i != NALIAS ==> \forall integer b;
	      TrieMatches(*f, fib_ghost, t, a, tos, b) &&
	      f->trie.al.slen[i] == f->trie.al.slen[b] ==>
	      Leaf(f->trie.nd, fib_ghost.od.leaf[b]) &&
	      Leaf(f->trie.nd, fib_ghost.od.leaf[i]) &&
	      f->trie.nd.key[fib_ghost.od.leaf[b]] ==
	      f->trie.nd.key[fib_ghost.od.leaf[i]]; */
	/*@ assert leaf: i != NALIAS ==> \forall integer b;
	      TrieMatches(*f, fib_ghost, t, a, tos, b) &&
	      f->trie.al.slen[i] == f->trie.al.slen[b] ==>
	      AliasOf(fib_ghost.od, b, fib_ghost.od.leaf[i]); */
	/*@ assert sorted: i != NALIAS ==> \forall integer b;
	      TrieMatches(*f, fib_ghost, t, a, tos, b) &&
	      First(f->trie.al, fib_ghost.od, i, b) &&
	      f->trie.al.slen[i] == f->trie.al.slen[b] ==>
	      AliasOf(fib_ghost.od, b, fib_ghost.od.leaf[i]) &&
	      (b == i || !Before(f->trie.al, b, i)); */
	/*@ assert first: i != NALIAS ==> \forall integer b;
	      TrieMatches(*f, fib_ghost, t, a, tos, b) &&
	      First(f->trie.al, fib_ghost.od, i, b) ==> FibFirst(*f, i, b); */
	return i;
}

uint32_t fib_table_lookup(const struct fib *f, uint32_t lo, uint32_t hi,
	uint32_t a, uint32_t tos, uint32_t oif, uint32_t scope)
{
	uint32_t t, best = FIB_NIL;

	/*@ loop invariant lo <= t <= hi + 1;
	    loop invariant best <= NROUTE;
	    loop invariant best != FIB_NIL ==> Live(*f, best) &&
	      lo <= f->r[best].table < t &&
	      Suits(f->r[best], a, tos, oif, scope);
	    loop invariant first: \forall integer j; Live(*f, j) &&
	      lo <= f->r[j].table < t && Suits(f->r[j], a, tos, oif, scope)
	      ==> best != FIB_NIL && FibFirst(*f, best, j);
	    loop assigns t, best;
	    loop variant hi + 1 - t; */
	for (t = lo; t <= hi; t++) {
		uint32_t i = fib_one_lookup(f, t, a, tos, oif, scope);

		/*@ assert of_t: \forall integer j; Live(*f, j) &&
		      f->r[j].table == t && Suits(f->r[j], a, tos, oif, scope)
		      ==> i != FIB_NIL && FibFirst(*f, i, j); */
		if (i != FIB_NIL && (best == FIB_NIL ||
		    f->r[i].plen > f->r[best].plen))
			best = i;
		/*@ assert mine: \forall integer j; Live(*f, j) &&
		      f->r[j].table == t && Suits(f->r[j], a, tos, oif, scope)
		      ==> best != FIB_NIL && FibFirst(*f, best, j); */
		/*@ assert others: \forall integer j; Live(*f, j) &&
		      lo <= f->r[j].table < t &&
		      Suits(f->r[j], a, tos, oif, scope)
		      ==> best != FIB_NIL && FibFirst(*f, best, j); */
	}
	/*@ assert ranks: \forall integer i, j; Live(*f, i) && Live(*f, j) &&
	      fib_ghost.od.rank[i] == fib_ghost.od.rank[j] ==> i == j; */
	return best;
}

uint32_t fib_lookup_scope(const struct fib *f, uint32_t a, uint32_t tos,
	uint32_t oif, uint32_t scope)
{
	uint32_t i = fib_table_lookup(f, FIB_LOCAL, FIB_MAIN, a, tos, oif,
		scope);

	if (f->has_default == 0 ||
	    (i != FIB_NIL && f->r[i].type != RTN_THROW))
		return i;
	return fib_table_lookup(f, FIB_DEFAULT, FIB_DEFAULT, a, tos, oif,
		scope);
}

uint32_t fib_lookup(const struct fib *f, uint32_t a, uint32_t tos,
	uint32_t oif)
{
	return fib_lookup_scope(f, a, tos, oif, RT_SCOPE_UNIVERSE);
}

int32_t fib_error(uint32_t type)
{
	if (type == RTN_BLACKHOLE)
		return -EINVAL;
	if (type == RTN_UNREACHABLE)
		return -EHOSTUNREACH;
	if (type == RTN_PROHIBIT)
		return -EACCES;
	return type == RTN_THROW ? -ENETUNREACH : 0;
}
