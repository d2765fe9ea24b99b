/*
 * The forwarding information base: the routes of a host, and the lookup.
 *
 * A plain list in order of preference, searched from its start; the lookup's
 * contract is LongestMatch of spec/route.h, which a trie can keep as well.
 * Tables local and main are one list, as Linux merges them while no rule is
 * set [Linux fib_trie_unmerge].
 */
#ifndef IPV4_IP_FIB_H
#define IPV4_IP_FIB_H

#include <stdbool.h>
#include <stdint.h>
#include "core/netdevice.h"
#include "core/skbuff.h"

enum {
	NROUTE = 4096,		/* routes of a host; more are -ENOBUFS */
	FIB_NIL = NROUTE,	/* no route */
	ANY_DEVICE = NDEV,	/* a lookup that accepts every device */
	RT_TABLE_MAIN = 254,
	RT_TABLE_LOCAL = 255
};

/* Scopes [linux/rtnetlink.h]. */
enum { RT_SCOPE_UNIVERSE = 0, RT_SCOPE_LINK = 253, RT_SCOPE_HOST = 254 };

/* Invariant RouteOk: dst has no bits behind the prefix. */
struct fib_route {
	uint32_t dst;		/* first address covered, host byte order */
	uint32_t plen;		/* prefix length, 0..32 */
	uint64_t size;		/* addresses covered: 2^(32 - plen) */
	uint32_t table;		/* RT_TABLE_* */
	uint32_t tos;		/* 0: any */
	uint32_t priority;	/* metric; the least wins */
	uint32_t type;		/* enum route_type */
	uint32_t scope;		/* RT_SCOPE_* */
	uint32_t oif;		/* device */
	uint32_t gateway;	/* next hop; 0: the neighbour is on the link */
	uint32_t prefsrc;	/* source address to prefer; 0: none */
	uint32_t mtu;		/* metric: bytes; 0: the device's */
};

/* Invariant FibOk: the first n are in use, in order of preference. */
struct fib {
	uint32_t n;
	uint32_t custom_local;	/* 1: a local route was added by hand */
	struct fib_route r[NROUTE];
};

#include "spec/route.h"

/*@ requires \valid(f);
    terminates \true; exits \false;
    assigns f->n, f->custom_local;
    ensures FibOk(*f) && f->n == 0 && f->custom_local == 0; */
void fib_init(struct fib *f);

/* Addresses that a prefix of `plen` bits covers. */
/*@ requires plen <= 32;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == BlockSize(plen);
    ensures 1 <= \result <= 4294967296; */
uint64_t fib_block_size(uint32_t plen);

/*
 * The route that decides for a destination, or FIB_NIL.  `oif` is a device
 * that the route must leave by, or ANY_DEVICE [Linux fib_table_lookup].
 */
/*@ requires \valid_read(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NROUTE;
    ensures T3_longest: \result != FIB_NIL ==>
            LongestMatch(*f, \result, a, tos, oif);
    ensures T3_none: \result == FIB_NIL ==> NoMatch(*f, a, tos, oif); */
uint32_t fib_lookup(const struct fib *f, uint32_t a, uint32_t tos,
	uint32_t oif);

/* What to do when the same prefix, TOS and metric is there already. */
enum fib_insert_mode { FIB_ADD, FIB_APPEND, FIB_PREPEND };

/*
 * Adds a route.  0, -EEXIST (FIB_ADD of a key that is there), -ENOBUFS.
 * A prepended route comes before its equals, an appended one behind them
 * [Linux fib_table_insert].
 */
/*@ requires \valid(f) && FibOk(*f) && RouteOk(r);
    terminates \true; exits \false;
    assigns f->n, f->r[0 .. NROUTE - 1];
    ensures FibOk(*f);
    behavior exists:
      assumes mode == FIB_ADD && f->n < NROUTE &&
        \exists integer i; 0 <= i < f->n && SameKey(f->r[i], r);
      ensures \result == -17 && *f == \old(*f);
    behavior full:
      assumes f->n == NROUTE;
      ensures \result == -105 && *f == \old(*f);
    behavior added:
      assumes f->n < NROUTE && (mode != FIB_ADD ||
        \forall integer i; 0 <= i < f->n ==> !SameKey(f->r[i], r));
      ensures \result == 0 && f->n == \old(f->n) + 1;
      ensures \exists integer i; 0 <= i < f->n && f->r[i] == r &&
        (\forall integer j; 0 <= j < i ==> f->r[j] == \old(f->r[j])) &&
        (\forall integer j; i < j < f->n ==> f->r[j] == \old(f->r[j - 1]));
    complete behaviors; disjoint behaviors; */
int32_t fib_table_insert(struct fib *f, struct fib_route r, uint32_t mode);

#endif
