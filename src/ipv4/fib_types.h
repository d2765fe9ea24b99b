/*
 * Routes: numbers and types [linux/rtnetlink.h, include/net/ip_fib.h].
 */
#ifndef IPV4_FIB_TYPES_H
#define IPV4_FIB_TYPES_H

#include <stdbool.h>
#include <stdint.h>
#include "core/netdevice.h"
#include "core/skbuff.h"
#include "ipv4/fib_trie.h"

enum {
	NROUTE = NALIAS,	/* routes of a host; more are -ENOBUFS */
	FIB_NIL = NROUTE,	/* no route */
	FIB_NO_TABLE = NTABLE,	/* in place of a table */
	ANY_DEVICE = NDEV,	/* a lookup that accepts every device */
	RT_TABLE_DEFAULT = 253,
	RT_TABLE_MAIN = 254,
	RT_TABLE_LOCAL = 255
};

/* Tables by their place in the trie; those above have a number of their own. */
enum fib_table { FIB_LOCAL = 0, FIB_MAIN = 1, FIB_DEFAULT = 2 };

/* Scopes [linux/rtnetlink.h]. */
enum {
	RT_SCOPE_UNIVERSE = 0,
	RT_SCOPE_LINK = 253,
	RT_SCOPE_HOST = 254,
	RT_SCOPE_NOWHERE = 255
};

/* Who made a route [linux/rtnetlink.h]. */
enum { RTPROT_UNSPEC = 0, RTPROT_KERNEL = 2, RTPROT_BOOT = 3 };

/* Invariants RouteOk, PrefixOk: dst has no bits behind the prefix. */
struct fib_route {
	uint32_t dst;		/* first address covered, host byte order */
	uint32_t plen;		/* prefix length, 0..32 */
	uint32_t table;		/* enum fib_table, or one above */
	uint32_t tos;		/* 0: any */
	uint32_t priority;	/* metric; the least wins */
	uint32_t type;		/* enum route_type */
	uint32_t scope;		/* RT_SCOPE_* */
	uint32_t oif;		/* device */
	uint32_t via;		/* next hop as the user named it; 0: none */
	uint32_t gateway;	/* next hop; 0: the neighbour is on the link */
	uint32_t prefsrc;	/* source address to prefer; 0: none */
	uint32_t mtu;		/* metric: bytes; 0: the device's */
	uint32_t protocol;	/* RTPROT_* */
};

/* Invariant FibOk. */
struct fib {
	struct fib_trie trie;
	uint32_t ntable;	/* tables there are */
	uint32_t table_id[NTABLE]; /* RT_TABLE_*: Linux's number of each */
	uint32_t has_default;	/* 1: table default has been written to */
	uint32_t custom_local;	/* 1: a local route was added by hand */
	uint32_t top;		/* no route has this number, or a greater */
	uint8_t used[NROUTE];	/* 1: a route */
	struct fib_route r[NROUTE];
};

/*@ // there are no bits behind the prefix
    predicate PrefixOk(struct fib_route r) =
      Base(TrieKey(r.table, r.dst), 32 - r.plen) == TrieKey(r.table, r.dst);
    // i is the number of a route
    predicate Live(struct fib f, integer i) =
      0 <= i < NROUTE && f.used[i] == 1; */

#endif
