/*
 * Routes as a trie: adding, removing, looking up.  Contracts: fib_trie.h.
 */
#include "ipv4/fib_trie.h"
#include "ipv4/fib_trie_alias.h"
#include "ipv4/fib_trie_bits.h"
#include "ipv4/fib_trie_find.h"
#include "ipv4/fib_trie_leaf.h"
#include "ipv4/fib_trie_lookup.h"
#include "ipv4/fib_trie_resize.h"

//@ ghost struct trie_ghost fib_ghost;

/*@ requires table < NTABLE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == TrieKey(table, address) && Key(\result); */
static uint64_t trie_key(uint32_t table, uint32_t address)
{
	return (uint64_t)table * 4294967296u + address;
}

/*@ requires r.plen <= 32;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result.slen == 32 - r.plen && \result.tos == r.tos;
    ensures \result.priority == r.priority; */
static struct alias_key route_key(struct trie_route r)
{
	struct alias_key k = { (uint8_t)(32 - r.plen), r.tos, r.priority };

	return k;
}

/*@ requires \valid_read(tr) && a <= NALIAS;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> a != NALIAS && tr->al.slen[a] == k.slen &&
            tr->al.tos[a] == k.tos && tr->al.priority[a] == k.priority; */
static bool alias_is(const struct fib_trie *tr, uint32_t a, struct alias_key k)
{
	return a != NALIAS && tr->al.slen[a] == k.slen &&
		tr->al.tos[a] == k.tos && tr->al.priority[a] == k.priority;
}

/*@ ghost
  /@ terminates \true; exits \false;
     assigns fib_ghost.cl, fib_ghost.od.leaf[0 .. NALIAS - 1];
     ensures \forall integer j; NTABLE <= j < NCELL ==>
       fib_ghost.cl.own[j] == -1;
     ensures FRoot(fib_ghost.cl);
     ensures \forall integer a; 0 <= a < NALIAS ==>
       fib_ghost.od.leaf[a] == NNODE; @/
  void ghost_init(void)
  {
    uint32_t i = 0;
    /@ loop invariant 0 <= i <= NCELL;
       loop invariant \forall integer j; 0 <= j < i ==>
         fib_ghost.cl.own[j] == -1;
       loop assigns i, fib_ghost.cl.own[0 .. NCELL - 1];
       loop variant NCELL - i; @/
    while (i < NCELL) {
      fib_ghost.cl.own[i] = -1;
      i++;
    }
    i = 0;
    /@ loop invariant 0 <= i <= NTABLE;
       loop invariant \forall integer j; 0 <= j < i ==>
         fib_ghost.cl.own[j] == NNODE + j &&
         fib_ghost.cl.at[j] == j * 4294967296 && fib_ghost.cl.ex[j] == 32;
       loop invariant \forall integer j; NTABLE <= j < NCELL ==>
         fib_ghost.cl.own[j] == -1;
       loop assigns i, fib_ghost.cl;
       loop variant NTABLE - i; @/
    while (i < NTABLE) {
      fib_ghost.cl.own[i] = (int64_t)NNODE + i;
      fib_ghost.cl.at[i] = (uint64_t)i * 4294967296;
      fib_ghost.cl.ex[i] = 32;
      i++;
    }
    i = 0;
    /@ loop invariant 0 <= i <= NALIAS;
       loop invariant \forall integer a; 0 <= a < i ==>
         fib_ghost.od.leaf[a] == NNODE;
       loop assigns i, fib_ghost.od.leaf[0 .. NALIAS - 1];
       loop variant NALIAS - i; @/
    while (i < NALIAS) {
      fib_ghost.od.leaf[i] = NNODE;
      i++;
    }
  }

  void trie_tables(void)
  {
    uint32_t i = 0;
    /@ assert zero: Block(Base(0, 32), 32) && Base(0, 32) == 0; @/
    /@ loop invariant 0 <= i < NTABLE;
       loop invariant \forall integer t; 0 <= t <= i ==>
         Block(t * 4294967296, 32);
       loop assigns i;
       loop variant NTABLE - i; @/
    while (i < NTABLE - 1) {
      /@ assert step: Block(i * 4294967296 + Pow(32), 32); @/
      i++;
    }
  }
*/

/* All nodes and all aliases into their lists. */
/*@ requires \valid(tr);
    terminates \true; exits \false;
    assigns tr->nd.kind[0 .. NNODE - 1], tr->lk.parent[0 .. NNODE - 1];
    assigns tr->al.next[0 .. NALIAS - 1], tr->fl.node, tr->fa_free;
    assigns fib_ghost.bk.node[0 .. NNODE - 1];
    assigns fib_ghost.od.back[0 .. NALIAS - 1];
    ensures \forall integer n; 0 <= n < NNODE ==>
            tr->nd.kind[n] == TRIE_FREE && tr->lk.parent[n] == n + 1 &&
            fib_ghost.bk.node[n] == (n == 0 ? NNODE : n - 1);
    ensures \forall integer a; 0 <= a < NALIAS ==>
            tr->al.next[a] == a + 1 &&
            fib_ghost.od.back[a] == (a == 0 ? NALIAS : a - 1);
    ensures tr->fl.node == 0 && tr->fa_free == 0; */
static void lists_init(struct fib_trie *tr)
{
	uint32_t i;

	/*@ loop invariant 0 <= i <= NNODE;
	    loop invariant \forall integer n; 0 <= n < i ==>
	      tr->nd.kind[n] == TRIE_FREE && tr->lk.parent[n] == n + 1 &&
	      fib_ghost.bk.node[n] == (n == 0 ? NNODE : n - 1);
	    loop assigns i, tr->nd.kind[0 .. NNODE - 1],
	      tr->lk.parent[0 .. NNODE - 1],
	      fib_ghost.bk.node[0 .. NNODE - 1];
	    loop variant NNODE - i; */
	for (i = 0; i < NNODE; i++) {
		tr->nd.kind[i] = TRIE_FREE;
		tr->lk.parent[i] = i + 1;
		/*@ ghost if (i == 0) fib_ghost.bk.node[i] = NNODE;
		    else fib_ghost.bk.node[i] = i - 1; */
	}
	/*@ loop invariant 0 <= i <= NALIAS;
	    loop invariant \forall integer a; 0 <= a < i ==>
	      tr->al.next[a] == a + 1 &&
	      fib_ghost.od.back[a] == (a == 0 ? NALIAS : a - 1);
	    loop assigns i, tr->al.next[0 .. NALIAS - 1],
	      fib_ghost.od.back[0 .. NALIAS - 1];
	    loop variant NALIAS - i; */
	for (i = 0; i < NALIAS; i++) {
		tr->al.next[i] = i + 1;
		/*@ ghost if (i == 0) fib_ghost.od.back[i] = NALIAS;
		    else fib_ghost.od.back[i] = i - 1; */
	}
	tr->fl.node = 0;
	tr->fa_free = 0;
}

void fib_trie_init(struct fib_trie *tr)
{
	uint32_t i;

	lists_init(tr);
	/*@ loop invariant 0 <= i <= NTABLE;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      tr->lk.child[j] == NNODE;
	    loop assigns i, tr->lk.child[0 .. NCELL - 1];
	    loop variant NTABLE - i; */
	for (i = 0; i < NTABLE; i++)
		tr->lk.child[i] = NNODE;
	/*@ loop invariant 0 <= i <= 33;
	    loop invariant \forall integer b; 0 <= b < i ==>
	      tr->fl.cell[b] == NCELL;
	    loop assigns i, tr->fl.cell[0 .. 32];
	    loop variant 33 - i; */
	for (i = 0; i < 33; i++)
		tr->fl.cell[i] = NCELL;
	tr->fl.bump = NTABLE;
	tr->fa_count = 0;
	//@ ghost trie_bases();
	//@ ghost trie_tables();
	//@ ghost ghost_init();
	/*@ assert cells: \forall integer j; Cell(fib_ghost.cl, j) ==> 0
	      <= j < NTABLE; */
	//@ assert free: \forall integer c; !FreeBlock(fib_ghost.cl, c);
	//@ assert nodes: \forall integer n; !Node(tr->nd, n);
	//@ assert block: FCell(fib_ghost.cl);
	//@ assert apart: FApart(fib_ghost.cl);
	//@ assert f1: FKind(tr->nd) && FNode(tr->nd) && FTnode(tr->nd);
	//@ assert f2: FOwn(tr->nd, fib_ghost.cl);
	//@ assert f3: FRoot(fib_ghost.cl) && FOwner(tr->nd, fib_ghost.cl);
	//@ assert f4: FMul(tr->nd, fib_ghost.cl);
	//@ assert f5: FChild(tr->nd, tr->lk, fib_ghost.cl);
	//@ assert f6: FParent(tr->nd, tr->lk, fib_ghost.cl);
	//@ assert forest: Forest(tr->nd, tr->lk, fib_ghost.cl);
	//@ assert p1: NodePool(tr->nd, tr->lk, tr->fl, fib_ghost.bk);
	//@ assert p2: CellPool(tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
	//@ assert p3: AliasPool(tr->al, fib_ghost.od, tr->fa_free);
	//@ assert none: \forall integer a; !Alias(fib_ghost.od, a);
	/*@ assert a1: ALeaf(tr->nd, tr->al, fib_ghost.od) &&
	      AHead(tr->nd, tr->al, fib_ghost.od); */
	/*@ assert a2: ANext(tr->al, fib_ghost.od) && AMin(tr->al,
	      fib_ghost.od); */
	/*@ assert a3: AGap(tr->al, fib_ghost.od) && ASort(tr->al,
	      fib_ghost.od); */
	//@ assert a4: ARank(fib_ghost.od, tr->fa_count) && AOne(fib_ghost.od);
	//@ assert p4: AliasesOk(tr->nd, tr->al, fib_ghost.od, tr->fa_count);
}

/* Balances the trie from tnode n on upwards; the routes stay. */
/*@ requires \valid(tr) && Bases;
    requires FibTrieOk(*tr, fib_ghost) && (n >= NNODE || Tnode(tr->nd,
             n));
    terminates \true; exits \false;
    assigns tr->nd, tr->lk, tr->ct, tr->fl, fib_ghost.cl, fib_ghost.bk;
    ensures FibTrieOk(*tr, fib_ghost);
    ensures same: \forall integer b, q, s, t, p, i; RouteIs(tr->nd,
            tr->al, fib_ghost.od, b, q, s, t, p, i) <==> \old(RouteIs(tr->nd,
            tr->al, fib_ghost.od, b, q, s, t, p, i));
*/
static void rebalance(struct fib_trie *tr, uint32_t n)
{
	trie_rebalance(tr, n);
	/*@ assert l0: \forall integer b; Alias(fib_ghost.od, b) ==>
	      Leaf(tr->nd, fib_ghost.od.leaf[b]) &&
	      tr->nd.key[fib_ghost.od.leaf[b]] ==
	      \at(tr->nd.key[fib_ghost.od.leaf[b]], Pre); */
	//@ assert l1: ALeaf(tr->nd, tr->al, fib_ghost.od);
	//@ assert l2: AHead(tr->nd, tr->al, fib_ghost.od);
	//@ assert l3: AliasesOk(tr->nd, tr->al, fib_ghost.od, tr->fa_count);
}

/* Takes leaf l out if no route is left in it. */
/*@ requires \valid(tr) && Bases;
    requires FibTrieOk(*tr, fib_ghost) && Leaf(tr->nd, l);
    terminates \true; exits \false;
    assigns tr->nd, tr->lk, tr->ct, tr->fl, fib_ghost.cl, fib_ghost.bk;
    ensures FibTrieOk(*tr, fib_ghost);
    ensures same: \forall integer b, q, s, t, p, i; RouteIs(tr->nd,
            tr->al, fib_ghost.od, b, q, s, t, p, i) <==> \old(RouteIs(tr->nd,
            tr->al, fib_ghost.od, b, q, s, t, p, i));
*/
static void drop_leaf(struct fib_trie *tr, uint32_t l)
{
	uint32_t parent = tr->lk.parent[l];

	if (tr->al.head[l] != NALIAS)
		return;
	/*@ assert z0: \forall integer b; Alias(fib_ghost.od, b) ==>
	      fib_ghost.od.leaf[b] != l; */
	/*@ assert z4: Cell(fib_ghost.cl, tr->lk.pcell[l]) && parent ==
	      fib_ghost.cl.own[tr->lk.pcell[l]] && (parent < NNODE ==>
	      Tnode(tr->nd, parent) && parent != l); */
	fib_remove_node(tr, l);
	//@ assert z1: ALeaf(tr->nd, tr->al, fib_ghost.od);
	//@ assert z2: AHead(tr->nd, tr->al, fib_ghost.od);
	//@ assert z3: AliasesOk(tr->nd, tr->al, fib_ghost.od, tr->fa_count);
	rebalance(tr, parent);
}

uint32_t fib_trie_insert(struct fib_trie *tr, struct trie_route r,
	uint32_t mode)
{
	uint64_t key = trie_key(r.table, r.dst);
	struct alias_key k = route_key(r);
	struct alias_place at;
	uint32_t l, a;
	bool fresh;

	//@ ghost trie_bases();
	l = fib_insert_node(tr, key);
	/*@ assert y0: \forall integer b; Alias(fib_ghost.od, b) ==>
	      Leaf(tr->nd, fib_ghost.od.leaf[b]) &&
	      tr->nd.key[fib_ghost.od.leaf[b]] ==
	      \at(tr->nd.key[fib_ghost.od.leaf[b]], Pre) &&
	      tr->al.head[fib_ghost.od.leaf[b]] ==
	      \at(tr->al.head[fib_ghost.od.leaf[b]], Pre); */
	//@ assert y1: ALeaf(tr->nd, tr->al, fib_ghost.od);
	//@ assert y2: AHead(tr->nd, tr->al, fib_ghost.od);
	//@ assert y3: AMin(tr->al, fib_ghost.od);
	//@ assert y4: AliasesOk(tr->nd, tr->al, fib_ghost.od, tr->fa_count);
	/*@ assert y5: \forall integer b, q, s, t, p, i; RouteIs(tr->nd,
	      tr->al, fib_ghost.od, b, q, s, t, p, i) <==> \at(RouteIs(tr->nd,
	      tr->al, fib_ghost.od, b, q, s, t, p, i), Pre); */
	if (l == NNODE)
		return TRIE_FULL;
	//@ ghost trie_complete(tr);
	//@ ghost L: ;
	at = fib_find_alias(tr, l, k, mode == TRIE_APPEND);
	if (mode == TRIE_ADD && alias_is(tr, at.next, k)) {
		/*@ assert e0: RouteIs(tr->nd, tr->al, fib_ghost.od,
		      at.next, key, k.slen, k.tos, k.priority,
		      tr->al.info[at.next]); */
		return TRIE_EXISTS;
	}
	/*@ assert n0: mode == TRIE_ADD ==> \forall integer b, i;
	      !RouteIs(tr->nd, tr->al, fib_ghost.od, b, key, k.slen, k.tos,
	      k.priority, i); */
	fresh = tr->al.head[l] == NALIAS;
	a = fib_insert_alias(tr, l, at, k, r.info);
	/*@ assert x0: \forall integer b, q, s, t, p, i; b != a ==>
	      (RouteIs(tr->nd, tr->al, fib_ghost.od, b, q, s, t, p, i) <==>
	      \at(RouteIs(tr->nd, tr->al, fib_ghost.od, b, q, s, t, p, i), L));
	      */
	if (a == NALIAS) {
		drop_leaf(tr, l);
		return TRIE_FULL;
	}
	if (fresh)
		rebalance(tr, tr->lk.parent[l]);
	return a;
}

uint32_t fib_trie_find(const struct fib_trie *tr, struct trie_route r)
{
	uint32_t l;
	struct alias_place at;

	//@ ghost trie_bases();
	//@ ghost trie_complete(tr);
	l = fib_find_node(tr, trie_key(r.table, r.dst));
	if (l == NNODE)
		return NALIAS;
	at = fib_find_alias(tr, l, route_key(r), false);
	if (alias_is(tr, at.next, route_key(r)))
		return at.next;
	return NALIAS;
}

uint32_t fib_trie_begin(const struct fib_trie *tr, struct trie_route r)
{
	uint32_t l;
	struct alias_place at;

	//@ ghost trie_bases();
	//@ ghost trie_complete(tr);
	l = fib_find_node(tr, trie_key(r.table, r.dst));
	if (l == NNODE)
		return NALIAS;
	at = fib_find_alias(tr, l, route_key(r), false);
	/*@ assert leaf: \forall integer b; Alias(fib_ghost.od, b) &&
	      tr->nd.key[fib_ghost.od.leaf[b]] == TrieKey(r.table, r.dst) ==>
	      AliasOf(fib_ghost.od, b, l); */
	return at.next;
}

uint32_t fib_trie_sibling(const struct fib_trie *tr, uint32_t a)
{
	return tr->al.next[a];
}

void fib_trie_delete(struct fib_trie *tr, uint32_t table, uint32_t dst,
	uint32_t a)
{
	uint32_t l;

	//@ ghost trie_bases();
	//@ ghost trie_complete(tr);
	l = fib_find_node(tr, trie_key(table, dst));
	//@ assert l0: l == fib_ghost.od.leaf[a] && Leaf(tr->nd, l);
	fib_remove_alias(tr, l, a);
	/*@ assert x0: \forall integer b, q, s, t, p, i; b != a ==>
	      (RouteIs(tr->nd, tr->al, fib_ghost.od, b, q, s, t, p, i) <==>
	      \at(RouteIs(tr->nd, tr->al, fib_ghost.od, b, q, s, t, p, i),
	      Pre)); */
	drop_leaf(tr, l);
}

uint32_t fib_trie_lookup(const struct fib_trie *tr, uint32_t table,
	uint32_t address, uint32_t tos)
{
	//@ ghost trie_bases();
	//@ ghost trie_complete(tr);
	return trie_first(tr, trie_key(table, address), tos);
}

uint32_t fib_trie_next(const struct fib_trie *tr, uint32_t table,
	uint32_t address, uint32_t tos, uint32_t a)
{
	//@ ghost trie_bases();
	//@ ghost trie_complete(tr);
	return trie_next(tr, trie_key(table, address), tos, a);
}
