/*
 * The routes of a host as a level-compressed trie [Linux net/ipv4/fib_trie.c].
 *
 *	cell t		the root of table t
 *	  |
 *	tnode		2^bits cells, each for 2^pos keys; keys of a cell
 *	 / | \		differ in the low pos bits alone
 *	.  |  tnode ...
 *	  leaf		one key: the routes of all prefixes that begin there,
 *	   |		the longest first
 *	 alias - alias
 *
 * Nodes, cells and aliases are numbers into arrays, and all tables share
 * them; a key has its table in the bits above the address, so two tables
 * never meet.  spec/trie.h says what a sound trie is.  A route is known by
 * the number of its alias for as long as it is there.
 */
#ifndef IPV4_FIB_TRIE_H
#define IPV4_FIB_TRIE_H

#include <stdbool.h>
#include <stdint.h>

enum {
	NTABLE = 16,		/* tables; each has its own root */
	NNODE = 2097152,	/* leaves and tnodes of all tables */
	NCELL = 8388608,	/* places for children */
	NALIAS = 1048576	/* routes */
};

enum trie_kind { TRIE_FREE = 0, TRIE_LEAF = 1, TRIE_TNODE = 2 };

/* A node covers 2^expo keys from `key` on; a leaf covers one. */
struct trie_nodes {
	uint64_t key[NNODE];	/* table * 2^32 + address */
	uint8_t kind[NNODE];	/* enum trie_kind */
	uint8_t expo[NNODE];	/* pos + bits; 0: a leaf */
	uint8_t pos[NNODE];	/* a child's cell covers 2^pos keys */
	uint8_t bits[NNODE];	/* 2^bits cells */
	uint32_t first[NNODE];	/* the first of them */
};

/* Who is whose child. */
struct trie_links {
	uint32_t pcell[NNODE];	/* the cell a node is in; NCELL: detached */
	uint32_t parent[NNODE];	/* its owner; NNODE + t: root of table t */
	uint32_t child[NCELL];	/* NNODE: none; a free block's link */
};

/* What a tnode has, for the balance.  Nothing is proven of it. */
struct trie_counts {
	uint32_t empty[NNODE];	/* cells without a child */
	uint32_t full[NNODE];	/* children that fill their cell */
};

/* A route as the caller knows it. */
struct trie_route {
	uint32_t table;		/* 0 .. NTABLE - 1 */
	uint32_t dst;		/* no bits behind the prefix */
	uint32_t plen;		/* prefix length, 0..32 */
	uint32_t priority;	/* metric; the least wins */
	uint32_t info;		/* the caller's [Linux fa_info] */
	uint8_t tos;		/* 0: any */
};

/* What to do when the same prefix, TOS and metric is there already. */
enum trie_mode { TRIE_ADD, TRIE_APPEND, TRIE_PREPEND };

/* In place of the number of an alias. */
enum { TRIE_FULL = NALIAS, TRIE_EXISTS = NALIAS + 1 };

/*
 * A route, by its prefix length, TOS and metric; each leaf has a list of them.
 */
struct trie_aliases {
	uint32_t head[NNODE];	/* of a leaf; NALIAS: none */
	uint32_t next[NALIAS];	/* NALIAS: the last; a free alias's link */
	uint32_t info[NALIAS];	/* the caller's [Linux fa_info] */
	uint32_t priority[NALIAS]; /* metric; the least wins */
	uint8_t slen[NALIAS];	/* 32 - prefix length */
	uint8_t tos[NALIAS];	/* 0: any */
};

/* Heads of the free lists, and the first cell never used. */
struct trie_free {
	uint32_t node;		/* NNODE: none */
	uint32_t bump;
	uint32_t cell[33];	/* blocks of 2^i cells; NCELL: none */
};

struct fib_trie {
	struct trie_nodes nd;
	struct trie_links lk;
	struct trie_counts ct;
	struct trie_free fl;
	struct trie_aliases al;
	uint32_t fa_free;	/* the first free alias; NALIAS: none */
	uint32_t fa_count;	/* how many are in use */
};

/* In the proofs only; the program has no object of these types. */
struct trie_cells {
	int64_t own[NCELL];	/* a node; -1: never used; -2 - c: block c */
	uint64_t at[NCELL];	/* first key of the cell */
	uint8_t ex[NCELL];	/* it covers 2^ex keys */
};
struct trie_back {		/* the free lists backwards */
	uint32_t node[NNODE];
	uint32_t cell[NCELL];
	uint8_t bits[NCELL];	/* a free block has 2^bits cells */
};
struct trie_order {
	uint32_t leaf[NALIAS];	/* the leaf of an alias; NNODE: free */
	uint32_t rank[NALIAS];	/* its place among all aliases */
	uint32_t back[NALIAS];
};
struct trie_ghost {
	struct trie_cells cl;
	struct trie_back bk;
	struct trie_order od;
};
//@ ghost extern struct trie_ghost fib_ghost;

#include "spec/trie.h"

/*@ requires \valid(tr);
    terminates \true; exits \false;
    assigns *tr, fib_ghost;
    ensures FibTrieOk(*tr, fib_ghost);
    ensures \forall integer a; !Alias(fib_ghost.od, a); */
void fib_trie_init(struct fib_trie *tr);

/*
 * Adds a route and returns its number, or TRIE_FULL, or TRIE_EXISTS (TRIE_ADD
 * of a key that is there).  It comes before its equals, with TRIE_APPEND
 * behind them [Linux fib_table_insert].
 */
/*@ requires \valid(tr) && FibTrieOk(*tr, fib_ghost) && TrieRouteOk(r);
    terminates \true; exits \false;
    assigns *tr, fib_ghost;
    ensures FibTrieOk(*tr, fib_ghost);
    ensures added: \result < NALIAS ==> RouteIs(tr->nd, tr->al, fib_ghost.od,
            \result, TrieKey(r.table, r.dst), 32 - r.plen, r.tos, r.priority,
            r.info) && !\old(Alias(fib_ghost.od, \result));
    ensures others: \forall integer b, k, s, t, p, i; b != \result ==>
            (RouteIs(tr->nd, tr->al, fib_ghost.od, b, k, s, t, p, i) <==>
            \old(RouteIs(tr->nd, tr->al, fib_ghost.od, b, k, s, t, p, i)));
    ensures alone: \result < NALIAS && mode == TRIE_ADD ==>
            \forall integer b, i; !\old(RouteIs(tr->nd, tr->al, fib_ghost.od,
            b, TrieKey(r.table, r.dst), 32 - r.plen, r.tos, r.priority, i));
    ensures exists: \result >= NALIAS ==> \result == TRIE_FULL ||
            (\result == TRIE_EXISTS && mode == TRIE_ADD && \exists integer b,
            i; RouteIs(tr->nd, tr->al, fib_ghost.od, b,
            TrieKey(r.table, r.dst), 32 - r.plen, r.tos, r.priority, i)); */
uint32_t fib_trie_insert(struct fib_trie *tr, struct trie_route r,
	uint32_t mode);

/* The first route of that key, whatever its info, or NALIAS. */
/*@ requires \valid_read(tr) && FibTrieOk(*tr, fib_ghost) && TrieRouteOk(r);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NALIAS;
    ensures \result != NALIAS ==> RouteIs(tr->nd, tr->al, fib_ghost.od,
            \result, TrieKey(r.table, r.dst), 32 - r.plen, r.tos, r.priority,
            tr->al.info[\result]);
    ensures none: \result == NALIAS ==> \forall integer b, i;
            !RouteIs(tr->nd, tr->al, fib_ghost.od, b,
            TrieKey(r.table, r.dst), 32 - r.plen, r.tos, r.priority, i); */
uint32_t fib_trie_find(const struct fib_trie *tr, struct trie_route r);

/* The first route of r.dst that does not come before r, or NALIAS. */
/*@ requires \valid_read(tr) && FibTrieOk(*tr, fib_ghost) && TrieRouteOk(r);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NALIAS;
    ensures \result != NALIAS ==> Alias(fib_ghost.od, \result) &&
            tr->nd.key[fib_ghost.od.leaf[\result]] ==
            TrieKey(r.table, r.dst) && !KeyBefore(tr->al.slen[\result],
            tr->al.tos[\result], tr->al.priority[\result], 32 - r.plen,
            r.tos, r.priority);
    ensures first: \forall integer b; Alias(fib_ghost.od, b) &&
            tr->nd.key[fib_ghost.od.leaf[b]] == TrieKey(r.table, r.dst) &&
            !KeyBefore(tr->al.slen[b], tr->al.tos[b], tr->al.priority[b],
            32 - r.plen, r.tos, r.priority) ==> \result != NALIAS &&
            AliasOf(fib_ghost.od, b, fib_ghost.od.leaf[\result]) &&
            fib_ghost.od.rank[\result] <= fib_ghost.od.rank[b]; */
uint32_t fib_trie_begin(const struct fib_trie *tr, struct trie_route r);

/* The next route of the same leaf in its order, or NALIAS. */
/*@ requires \valid_read(tr) && FibTrieOk(*tr, fib_ghost);
    requires Alias(fib_ghost.od, a);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result != NALIAS ==>
            AliasOf(fib_ghost.od, \result, fib_ghost.od.leaf[a]) &&
            fib_ghost.od.rank[a] < fib_ghost.od.rank[\result] &&
            !Before(tr->al, \result, a);
    ensures gap: \forall integer b; AliasOf(fib_ghost.od, b,
            fib_ghost.od.leaf[a]) &&
            fib_ghost.od.rank[a] < fib_ghost.od.rank[b] ==>
            \result != NALIAS &&
            fib_ghost.od.rank[\result] <= fib_ghost.od.rank[b]; */
uint32_t fib_trie_sibling(const struct fib_trie *tr, uint32_t a);

/* Removes the route of number a, which is one of dst in that table. */
/*@ requires \valid(tr) && FibTrieOk(*tr, fib_ghost) && table < NTABLE;
    requires Alias(fib_ghost.od, a);
    requires tr->nd.key[fib_ghost.od.leaf[a]] == TrieKey(table, dst);
    terminates \true; exits \false;
    assigns *tr, fib_ghost;
    ensures FibTrieOk(*tr, fib_ghost) && !Alias(fib_ghost.od, a);
    ensures others: \forall integer b, k, s, t, p, i; b != a ==>
            (RouteIs(tr->nd, tr->al, fib_ghost.od, b, k, s, t, p, i) <==>
            \old(RouteIs(tr->nd, tr->al, fib_ghost.od, b, k, s, t, p, i))); */
void fib_trie_delete(struct fib_trie *tr, uint32_t table, uint32_t dst,
	uint32_t a);

/*
 * The route that decides for an address: the longest prefix, of those the
 * first in its list; NALIAS: none matches.
 */
/*@ requires \valid_read(tr) && FibTrieOk(*tr, fib_ghost) && table < NTABLE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NALIAS;
    ensures none: \result == NALIAS ==> \forall integer b; !Match(tr->nd,
            tr->al, fib_ghost.od, b, TrieKey(table, address), tos);
    ensures longest: \result != NALIAS ==> Match(tr->nd, tr->al, fib_ghost.od,
            \result, TrieKey(table, address), tos) && \forall integer b;
            Match(tr->nd, tr->al, fib_ghost.od, b, TrieKey(table, address),
            tos) ==> First(tr->al, fib_ghost.od, \result, b); */
uint32_t fib_trie_lookup(const struct fib_trie *tr, uint32_t table,
	uint32_t address, uint32_t tos);

/*
 * The route that decides if a, which matches, and all before it do not: for a
 * caller with conditions of its own.
 */
/*@ requires \valid_read(tr) && FibTrieOk(*tr, fib_ghost) && table < NTABLE;
    requires Match(tr->nd, tr->al, fib_ghost.od, a, TrieKey(table, address),
             tos);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NALIAS;
    ensures none: \result == NALIAS ==> \forall integer b; Match(tr->nd,
            tr->al, fib_ghost.od, b, TrieKey(table, address), tos) ==>
            First(tr->al, fib_ghost.od, b, a);
    ensures next: \result != NALIAS ==> Match(tr->nd, tr->al, fib_ghost.od,
            \result, TrieKey(table, address), tos) &&
            !First(tr->al, fib_ghost.od, \result, a) && \forall integer b;
            Match(tr->nd, tr->al, fib_ghost.od, b, TrieKey(table, address),
            tos) && !First(tr->al, fib_ghost.od, b, a) ==>
            First(tr->al, fib_ghost.od, \result, b); */
uint32_t fib_trie_next(const struct fib_trie *tr, uint32_t table,
	uint32_t address, uint32_t tos, uint32_t a);

/*@ ghost
  /@ requires Bases;
     terminates \true; exits \false;
     assigns \nothing;
     ensures \forall integer t; 0 <= t < NTABLE ==> Block(t * 4294967296, 32);
  @/
  void trie_tables(void);
*/

#endif
