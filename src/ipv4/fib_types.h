/*
 * Routes: numbers and types [linux/rtnetlink.h, include/net/ip_fib.h].
 */
#ifndef IPV4_FIB_TYPES_H
#define IPV4_FIB_TYPES_H

#include <stdbool.h>
#include <stdint.h>
#include "core/netdevice.h"
#include "core/skbuff.h"
#include "ipv4/fib_rule.h"
#include "ipv4/fib_trie.h"

enum {
	NROUTE = NALIAS,	/* routes of a host; more are -ENOBUFS */
	FIB_NIL = NROUTE,	/* no route */
	FIB_NO_TABLE = NTABLE,	/* in place of a table */
	ANY_DEVICE = NDEV,	/* a lookup that accepts every device */
	NHOP = 16,		/* next hops of a route; more are -ENOBUFS */
	NMULTI = 1024,		/* routes of several hops, and one */
	MULTI_NIL = 0,		/* a route of one next hop */
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

/*
 * One of several next hops.  Linux keeps RTNH_F_DEAD and RTNH_F_LINKDOWN for
 * it, and here both are one word: without carriers they come together.
 */
struct fib_nh {
	uint32_t oif;		/* device */
	uint32_t via;		/* neighbour as the user named it; 0: none */
	uint32_t gateway;	/* neighbour; 0: it is on the link */
	uint32_t weight;	/* 1..256 */
	int32_t upper_bound;	/* flows of a hash up to that; -1: none */
	uint32_t dead;		/* 1: its device is down */
	uint32_t onlink;	/* 1: the neighbour is on the link whatever */
};

/* The next hops of a route that has several.  Invariant MultiOk. */
struct fib_multi {
	uint32_t n;		/* 2..NHOP */
	uint32_t owner;		/* number of the route; FIB_NIL: none */
	struct fib_nh nh[NHOP];	/* in the order of the request */
};

/* The first is not used: its number, MULTI_NIL, means none. */
struct fib_multis {
	struct fib_multi m[NMULTI];
};

/* Invariants RouteOk, PrefixOk: dst has no bits behind the prefix. */
struct fib_route {
	uint32_t dst;		/* first address covered, host byte order */
	uint32_t plen;		/* prefix length, 0..32 */
	uint32_t table;		/* enum fib_table, or one above */
	uint32_t tos;		/* 0: any */
	uint32_t priority;	/* metric; the least wins */
	uint32_t type;		/* enum route_type */
	uint32_t scope;		/* RT_SCOPE_* */
	uint32_t multi;		/* its next hops; MULTI_NIL: the one below */
	uint32_t oif;		/* device; of several hops the first's */
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
	struct fib_multis multi; /* invariant MultisOk */
	uint32_t fa_default[NROUTE]; /* which default route i led to last */
	struct fib_rules rules;	/* invariant RulesOk */
};

/*@ // there are no bits behind the prefix
    predicate PrefixOk(struct fib_route r) =
      Base(TrieKey(r.table, r.dst), 32 - r.plen) == TrieKey(r.table, r.dst);
    // i is the number of a route
    predicate Live(struct fib f, integer i) =
      0 <= i < NROUTE && f.used[i] == 1;
    predicate NhOk(struct fib_nh h) =
      h.oif < NDEV && 1 <= h.weight <= 256 && h.dead <= 1;
    // the same way: what the user asked for and what it came to
    predicate SameNh(struct fib_nh a, struct fib_nh b) = a.oif == b.oif &&
      a.via == b.via && a.gateway == b.gateway && a.weight == b.weight &&
      a.onlink == b.onlink;
    predicate SameMulti(struct fib_multi a, struct fib_multi b) =
      a.n == b.n &&
      \forall integer k; 0 <= k < a.n ==> SameNh(a.nh[k], b.nh[k]);
    // nothing but its owner is another
    predicate HopsKept(struct fib_multi a, struct fib_multi b) =
      a.n == b.n && \forall integer k; 0 <= k < NHOP ==> a.nh[k] == b.nh[k];
    predicate AllHopsKept(struct fib_multis a, struct fib_multis b) =
      \forall integer g; 0 <= g < NMULTI ==> HopsKept(a.m[g], b.m[g]);
    predicate MultiOk(struct fib_multi m) = 2 <= m.n <= NHOP &&
      \forall integer k; 0 <= k < m.n ==> NhOk(m.nh[k]);
    // its next hop k can be used, and leads out of that device
    predicate HopBy(struct fib_multi m, integer k, integer oif) =
      0 <= k < m.n && m.nh[k].dead == 0 &&
      (oif == ANY_DEVICE || m.nh[k].oif == oif); */

#endif
