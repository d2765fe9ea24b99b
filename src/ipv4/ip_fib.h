/*
 * The forwarding information base: the routes of a host, and the lookup.
 *
 * The trie knows the keys of the routes, `r` the rest; both by the number that
 * a route has for as long as it is there.  Tables local and main are searched
 * as one, as Linux does while no rule is set [Linux fib_trie_unmerge].
 */
#ifndef IPV4_IP_FIB_H
#define IPV4_IP_FIB_H

#include <stdbool.h>
#include <stdint.h>
#include "ipv4/fib_types.h"

#include "spec/route.h"

/*@ requires \valid(f);
    terminates \true; exits \false;
    assigns *f, fib_ghost;
    ensures FibOk(*f) && f->custom_local == 0 && f->has_default == 0;
    ensures \forall integer i; !Live(*f, i); */
void fib_init(struct fib *f);

/* Addresses that a prefix of `plen` bits covers. */
/*@ requires plen <= 32;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == BlockSize(plen);
    ensures 1 <= \result <= 4294967296; */
uint64_t fib_block_size(uint32_t plen);

/* The table of that number (RT_TABLE_*; 0: main), or FIB_NO_TABLE. */
/*@ requires \valid_read(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= FIB_NO_TABLE;
    ensures \result != FIB_NO_TABLE ==> \result < f->ntable &&
            f->table_id[\result] == (id == 0 ? RT_TABLE_MAIN : id);
    ensures \result == FIB_NO_TABLE ==> \forall integer t;
            0 <= t < f->ntable ==>
            f->table_id[t] != (id == 0 ? RT_TABLE_MAIN : id); */
uint32_t fib_get_table(const struct fib *f, uint32_t id);

/* The same; it is made if need be.  FIB_NO_TABLE: there are NTABLE. */
/*@ requires \valid(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns f->ntable, f->table_id[0 .. NTABLE - 1];
    ensures FibOk(*f);
    ensures \result <= FIB_NO_TABLE;
    ensures \result != FIB_NO_TABLE ==> \result < f->ntable &&
            f->table_id[\result] == (id == 0 ? RT_TABLE_MAIN : id);
    ensures \forall integer t; 0 <= t < \old(f->ntable) ==>
            f->table_id[t] == \old(f->table_id[t]);
    ensures \result == FIB_NO_TABLE ==> f->ntable == NTABLE; */
uint32_t fib_new_table(struct fib *f, uint32_t id);

/* The first address of the prefix of that length that covers a. */
/*@ requires plen <= 32 && table < NTABLE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures Base(TrieKey(table, \result), 32 - plen) ==
            TrieKey(table, \result);
    ensures \result <= a < \result + BlockSize(plen);
    ensures Base(TrieKey(table, a), 32 - plen) == TrieKey(table, a) ==>
            \result == a; */
uint32_t fib_prefix(uint32_t table, uint32_t a, uint32_t plen);

/* The errno of a route that refuses, else 0 [Linux fib_props]. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == RouteErrno(type); */
int32_t fib_error(uint32_t type);

/*
 * The route of tables lo to hi, taken as one, that decides for a destination,
 * or FIB_NIL.  `oif` is a device that the route must leave by, or ANY_DEVICE;
 * its scope is `scope` or narrower [Linux fib_table_lookup].
 */
/*@ requires \valid_read(f) && FibOk(*f) && lo <= hi < NTABLE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NROUTE;
    ensures T3_best: \result != FIB_NIL ==>
            Best(*f, lo, hi, \result, a, tos, oif, scope);
    ensures T3_only: \forall integer j;
            Best(*f, lo, hi, j, a, tos, oif, scope) ==> j == \result;
    ensures T3_nothing: \result == FIB_NIL ==>
            NoneSuits(*f, lo, hi, a, tos, oif, scope); */
uint32_t fib_table_lookup(const struct fib *f, uint32_t lo, uint32_t hi,
	uint32_t a, uint32_t tos, uint32_t oif, uint32_t scope);

/*
 * The route that decides for a destination, or FIB_NIL; with a scope, of those
 * routes alone that are of that scope or narrower [Linux fib_lookup].
 */
/*@ requires \valid_read(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NROUTE;
    ensures \result != FIB_NIL ==> LongestIn(*f, \result, a, tos, oif, scope);
    ensures \forall integer j;
            LongestIn(*f, j, a, tos, oif, scope) ==> j == \result; */
uint32_t fib_lookup_scope(const struct fib *f, uint32_t a, uint32_t tos,
	uint32_t oif, uint32_t scope);
/*@ requires \valid_read(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NROUTE;
    ensures \result != FIB_NIL ==> Live(*f, \result) && RouteOk(f->r[\result]);
    ensures T3_longest: \result != FIB_NIL ==>
            LongestMatch(*f, \result, a, tos, oif);
    ensures T3_one: \forall integer j;
            LongestMatch(*f, j, a, tos, oif) ==> j == \result;
    ensures T3_none: \result == FIB_NIL ==> NoMatch(*f, a, tos, oif); */
uint32_t fib_lookup(const struct fib *f, uint32_t a, uint32_t tos,
	uint32_t oif);

/* What to do when the same prefix, TOS and metric is there already. */
enum fib_insert_mode {
	FIB_ADD,	/* -EEXIST */
	FIB_APPEND,	/* come behind it; -EEXIST if the whole route is there */
	FIB_PREPEND,	/* come before it; the same */
	FIB_REPLACE,	/* take its place */
	FIB_CHANGE	/* the same; -ENOENT if it is not there */
};

/*
 * Adds a route, or puts it in the place of one.  0, -EEXIST, -ENOENT,
 * -ENOBUFS [Linux fib_table_insert].
 */
/*@ requires \valid(f) && FibOk(*f) && RouteOk(r) && PrefixOk(r) &&
             mode <= FIB_CHANGE;
    terminates \true; exits \false;
    assigns *f, fib_ghost;
    ensures FibOk(*f) && f->custom_local == \old(f->custom_local);
    ensures \result == 0 || \result == -17 || \result == -2 ||
            \result == -105;
    ensures T3_in: \result == 0 ==> \exists integer i; Live(*f, i) &&
            f->r[i] == r && OthersSame(*f, \old(*f), i) &&
            (Live(\old(*f), i) ==> mode >= FIB_REPLACE &&
             SameKey(\old(f->r[i]), r));
    ensures T3_refused: \result != 0 ==> RoutesSame(*f, \old(*f));
    ensures T3_exists: \result == -17 ==> \exists integer i; Live(*f, i) &&
            SameKey(f->r[i], r);
    ensures T3_whole: \result == -17 && mode != FIB_ADD ==>
            \exists integer i; Live(*f, i) && f->r[i] == r;
    ensures T3_alone: \result == 0 && mode == FIB_ADD ==> \forall integer i;
            Live(\old(*f), i) ==> !SameKey(\old(f->r[i]), r); */
int32_t fib_table_insert(struct fib *f, struct fib_route r, uint32_t mode);

/* Takes route i out. */
/*@ requires \valid(f) && FibOk(*f) && Live(*f, i);
    terminates \true; exits \false;
    assigns *f, fib_ghost;
    ensures FibOk(*f) && f->custom_local == \old(f->custom_local);
    ensures f->top == \old(f->top);
    ensures T3_out: !Live(*f, i) && OthersSame(*f, \old(*f), i); */
void fib_table_remove(struct fib *f, uint32_t i);

#endif
