/*
 * The routes of a host: adding and removing.  Contracts: ip_fib.h.
 */
#include "spec/fib_of_trie.h"
#include "ipv4/ip_fib.h"
#include "ipv4/fib_trie_bits.h"

enum { ENOENT = 2, EEXIST = 17, ENOBUFS = 105 };

static const uint64_t block_size[33] = {
	4294967296, 2147483648, 1073741824, 536870912, 268435456, 134217728,
	67108864, 33554432, 16777216, 8388608, 4194304, 2097152, 1048576,
	524288, 262144, 131072, 65536, 32768, 16384, 8192, 4096, 2048, 1024,
	512, 256, 128, 64, 32, 16, 8, 4, 2, 1
};

uint64_t fib_block_size(uint32_t plen)
{
	return block_size[plen];
}

uint32_t fib_get_table(const struct fib *f, uint32_t id)
{
	uint32_t number = id == 0u ? RT_TABLE_MAIN : id, t;

	/*@ loop invariant t <= f->ntable;
	    loop invariant \forall integer s; 0 <= s < t ==>
	      f->table_id[s] != number;
	    loop assigns t;
	    loop variant f->ntable - t; */
	for (t = 0; t < f->ntable; t++)
		if (f->table_id[t] == number)
			return t;
	return FIB_NO_TABLE;
}

uint32_t fib_new_table(struct fib *f, uint32_t id)
{
	uint32_t t = fib_get_table(f, id);

	if (t != FIB_NO_TABLE || f->ntable == NTABLE)
		return t;
	t = f->ntable;
	f->table_id[t] = id;
	f->ntable = t + 1u;
	return t;
}

/*@ ghost
  /@ requires Bases;
     terminates \true; exits \false;
     assigns \nothing;
     ensures \forall integer p; 0 <= p <= 32 ==>
       BlockSize(p) == Pow(32 - p); @/
  void fib_blocks(void)
  {
    uint32_t s = 0;
    /@ assert one: Pow(0) == 1; @/
    /@ loop invariant 0 <= s <= 32;
       loop invariant \forall integer p; 32 - s <= p <= 32 ==>
         BlockSize(p) == Pow(32 - p);
       loop assigns s;
       loop variant 32 - s; @/
    while (s < 32) {
      /@ assert twice: Pow(s + 1) == 2 * Pow(s); @/
      /@ assert half: BlockSize(32 - s) == Pow(s); @/
      /@ assert next: BlockSize(31 - s) == 2 * BlockSize(32 - s); @/
      s++;
    }
  }
*/

uint32_t fib_prefix(uint32_t table, uint32_t a, uint32_t plen)
{
	uint64_t key = (uint64_t)table * 4294967296u, base;

	//@ ghost trie_bases();
	//@ ghost trie_tables();
	//@ ghost fib_blocks();
	base = trie_base(key + a, 32u - plen);
	//@ assert up: Base(base, 32) == Base(key + a, 32) == key;
	//@ assert in: key <= base <= key + a < base + Pow(32 - plen);
	//@ assert down: Base(base, 32 - plen) == base;
	return (uint32_t)(base - key);
}

void fib_init(struct fib *f)
{
	uint32_t i;

	f->ntable = FIB_DEFAULT + 1;
	f->table_id[FIB_LOCAL] = RT_TABLE_LOCAL;
	f->table_id[FIB_MAIN] = RT_TABLE_MAIN;
	f->table_id[FIB_DEFAULT] = RT_TABLE_DEFAULT;
	f->has_default = 0;
	f->custom_local = 0;
	f->top = 0;
	/*@ loop invariant i <= NROUTE;
	    loop invariant \forall integer j; 0 <= j < i ==> f->used[j] == 0;
	    loop assigns i, f->used[0 .. NROUTE - 1];
	    loop variant NROUTE - i; */
	for (i = 0; i < NROUTE; i++)
		f->used[i] = 0;
	fib_trie_init(&f->trie);
}

/*@ requires RouteOk(r) && PrefixOk(r);
    terminates \true; exits \false;
    assigns \nothing;
    ensures TrieRouteOk(\result);
    ensures \result.table == r.table && \result.dst == r.dst &&
            \result.plen == r.plen && \result.priority == r.priority &&
            \result.info == 0 && \result.tos == r.tos; */
static struct trie_route trie_route(struct fib_route r)
{
	struct trie_route t;

	t.table = r.table;
	t.dst = r.dst;
	t.plen = r.plen;
	t.priority = r.priority;
	t.info = 0;
	t.tos = (uint8_t)r.tos;
	return t;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> SameKey(p, q); */
static bool same_key(struct fib_route p, struct fib_route q)
{
	return p.plen == q.plen && p.table == q.table && p.tos == q.tos &&
		p.priority == q.priority && p.dst == q.dst;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> p == q; */
static bool same_route(struct fib_route p, struct fib_route q)
{
	return same_key(p, q) && p.type == q.type && p.scope == q.scope &&
		p.oif == q.oif && p.via == q.via && p.gateway == q.gateway &&
		p.prefsrc == q.prefsrc && p.mtu == q.mtu &&
		p.protocol == q.protocol;
}

/* Is r itself there, at i or behind it? */
/*@ requires \valid_read(f) && FibOk(*f);
    requires i == FIB_NIL || Live(*f, i);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result ==> \exists integer j; Live(*f, j) && f->r[j] == r; */
static bool fib_has_route(const struct fib *f, uint32_t i, struct fib_route r)
{
	uint32_t j = i;

	/*@ loop invariant j == FIB_NIL || Live(*f, j);
	    loop invariant rank: j != FIB_NIL ==>
	      0 <= fib_ghost.od.rank[j] < NROUTE;
	    loop assigns j;
	    loop variant j == FIB_NIL ? 0 : NROUTE - fib_ghost.od.rank[j]; */
	while (j != FIB_NIL && same_key(f->r[j], r)) {
		if (same_route(f->r[j], r))
			return true;
		//@ assert here: Alias(fib_ghost.od, j);
		j = fib_trie_sibling(&f->trie, j);
		//@ assert there: j != FIB_NIL ==> Alias(fib_ghost.od, j);
	}
	return false;
}

/* The first route of that key, or FIB_NIL. */
/*@ requires \valid_read(f) && FibOk(*f) && RouteOk(r) && PrefixOk(r);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result != FIB_NIL ==> Live(*f, \result) &&
            SameKey(f->r[\result], r);
    ensures \result == FIB_NIL ==> \forall integer i; Live(*f, i) ==>
            !SameKey(f->r[i], r); */
static uint32_t fib_find(const struct fib *f, struct fib_route r)
{
	uint32_t i = fib_trie_find(&f->trie, trie_route(r));

	/*@ assert there: i != NALIAS ==> Live(*f, i) && RouteOk(f->r[i]) &&
	      TrieKey(f->r[i].table, f->r[i].dst) == TrieKey(r.table, r.dst);
	*/
	//@ assert key: i != NALIAS ==> f->r[i].table == r.table;
	return i;
}

/* Puts a new route into the trie and the array; false: there is no room. */
/*@ requires \valid(f) && FibOk(*f) && RouteOk(r) && PrefixOk(r);
    terminates \true; exits \false;
    assigns *f, fib_ghost;
    ensures FibOk(*f) && f->custom_local == \old(f->custom_local);
    ensures \result ==> \exists integer i; Live(*f, i) && f->r[i] == r &&
            OthersSame(*f, \old(*f), i) && !Live(\old(*f), i);
    ensures !\result ==> RoutesSame(*f, \old(*f)); */
static bool fib_link(struct fib *f, struct fib_route r, uint32_t mode)
{
	uint32_t i;

	i = fib_trie_insert(&f->trie, trie_route(r),
		mode == FIB_APPEND ? TRIE_APPEND : TRIE_PREPEND);
	/*@ assert kept: \forall integer j; Live(*f, j) ==>
	      RouteIs(f->trie.nd, f->trie.al, fib_ghost.od, j,
	      TrieKey(f->r[j].table, f->r[j].dst), 32 - f->r[j].plen,
	      f->r[j].tos, f->r[j].priority, 0); */
	/*@ assert were: \forall integer j, k, s, t, p, x; j != i &&
	      RouteIs(f->trie.nd, f->trie.al, fib_ghost.od, j, k, s, t, p, x)
	      ==> \at(Alias(fib_ghost.od, j), Pre); */
	/*@ assert is: \forall integer j; Alias(fib_ghost.od, j) ==>
	      RouteIs(f->trie.nd, f->trie.al, fib_ghost.od, j,
	      f->trie.nd.key[fib_ghost.od.leaf[j]], f->trie.al.slen[j],
	      f->trie.al.tos[j], f->trie.al.priority[j],
	      f->trie.al.info[j]); */
	/*@ assert known: \forall integer j; Alias(fib_ghost.od, j) && j != i ==>
	      \at(Alias(fib_ghost.od, j), Pre) && f->used[j] == 1; */
	if (i >= NALIAS) {
		//@ assert same: InTrie(*f, fib_ghost);
		return false;
	}
	//@ assert fresh: !Live(*f, i);
	f->used[i] = 1;
	f->r[i] = r;
	if (i >= f->top)
		f->top = i + 1u;
	if (r.table == FIB_DEFAULT)
		f->has_default = 1;
	//@ assert mine: Live(*f, i) && f->r[i] == r;
	//@ assert there: InTrie(*f, fib_ghost);
	return true;
}

int32_t fib_table_insert(struct fib *f, struct fib_route r, uint32_t mode)
{
	uint32_t i = fib_find(f, r);

	if (i == FIB_NIL) {
		if (mode == FIB_CHANGE)
			return -ENOENT;
		return fib_link(f, r, mode) ? 0 : -ENOBUFS;
	}
	if (mode == FIB_ADD)
		return -EEXIST;
	if (same_route(f->r[i], r))
		return mode >= FIB_REPLACE ? 0 : -EEXIST;
	if (fib_has_route(f, i, r))
		return -EEXIST;
	if (mode < FIB_REPLACE)
		return fib_link(f, r, mode) ? 0 : -ENOBUFS;
	f->r[i] = r;
	//@ assert there: InTrie(*f, fib_ghost);
	return 0;
}

void fib_table_remove(struct fib *f, uint32_t i)
{
	/*@ assert mine: RouteIs(f->trie.nd, f->trie.al, fib_ghost.od, i,
	      TrieKey(f->r[i].table, f->r[i].dst), 32 - f->r[i].plen,
	      f->r[i].tos, f->r[i].priority, 0); */
	fib_trie_delete(&f->trie, f->r[i].table, f->r[i].dst, i);
	/*@ assert kept: \forall integer j; Live(*f, j) && j != i ==>
	      RouteIs(f->trie.nd, f->trie.al, fib_ghost.od, j,
	      TrieKey(f->r[j].table, f->r[j].dst), 32 - f->r[j].plen,
	      f->r[j].tos, f->r[j].priority, 0); */
	/*@ assert were: \forall integer j, k, s, t, p, x; j != i &&
	      RouteIs(f->trie.nd, f->trie.al, fib_ghost.od, j, k, s, t, p, x)
	      ==> \at(Alias(fib_ghost.od, j), Pre); */
	/*@ assert is: \forall integer j; Alias(fib_ghost.od, j) ==>
	      RouteIs(f->trie.nd, f->trie.al, fib_ghost.od, j,
	      f->trie.nd.key[fib_ghost.od.leaf[j]], f->trie.al.slen[j],
	      f->trie.al.tos[j], f->trie.al.priority[j],
	      f->trie.al.info[j]); */
	/*@ assert known: \forall integer j; Alias(fib_ghost.od, j) && j != i ==>
	      \at(Alias(fib_ghost.od, j), Pre) && f->used[j] == 1; */
	f->used[i] = 0;
	//@ assert there: InTrie(*f, fib_ghost);
}
