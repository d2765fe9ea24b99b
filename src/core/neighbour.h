/*
 * The neighbour table: which Ethernet address an IPv4 neighbour has.
 *
 * An entry is made by a host file (permanent) or by an ARP request that asked
 * for us (stale until used).  Resolving, retrying and forgetting come later.
 */
#ifndef CORE_NEIGHBOUR_H
#define CORE_NEIGHBOUR_H

#include "core/netdevice.h"

enum { NNEIGH = 1024, NEIGH_NIL = NNEIGH };	/* Linux's gc_thresh3 */

/* States [linux/neighbour.h]. */
enum neigh_state {
	NUD_NONE = 0, NUD_REACHABLE = 2, NUD_STALE = 4, NUD_PERMANENT = 0x80
};

struct neighbour {
	uint32_t ip;		/* host byte order */
	uint32_t dev;
	uint32_t state;		/* enum neigh_state */
	mac_t mac;
};

/* Invariant NeighOk: the first n entries are in use, one per (ip, dev). */
struct neigh_table {
	uint32_t n;
	struct neighbour e[NNEIGH];
};

/*@ predicate NeighIs(struct neighbour e, integer ip, integer dev) =
      e.ip == ip && e.dev == dev;
    predicate NeighOk(struct neigh_table t) = t.n <= NNEIGH &&
      (\forall integer i; 0 <= i < t.n ==> t.e[i].mac < 0x1000000000000) &&
      (\forall integer i, j; 0 <= i < j < t.n ==>
        !(t.e[i].ip == t.e[j].ip && t.e[i].dev == t.e[j].dev));
    predicate NeighFound(struct neigh_table t, integer i, integer ip,
      integer dev) = 0 <= i < t.n && NeighIs(t.e[i], ip, dev);
    predicate NeighNone(struct neigh_table t, integer ip, integer dev) =
      \forall integer i; 0 <= i < t.n ==> !NeighIs(t.e[i], ip, dev); */

/*@ requires \valid(t);
    terminates \true; exits \false;
    assigns t->n;
    ensures NeighOk(*t) && t->n == 0; */
void neigh_table_init(struct neigh_table *t);

/* The entry of an address on a device, or NEIGH_NIL [Linux neigh_lookup]. */
/*@ requires \valid_read(t) && NeighOk(*t);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result != NEIGH_NIL ==> NeighFound(*t, \result, ip, dev);
    ensures \result == NEIGH_NIL <==> NeighNone(*t, ip, dev); */
uint32_t neigh_lookup(const struct neigh_table *t, uint32_t ip, uint32_t dev);

/*
 * Learns an address: makes or changes the entry.  A permanent one stays as it
 * is; a full table learns nothing and says false [Linux neigh_update].
 */
/*@ requires \valid(t) && NeighOk(*t) && mac < 0x1000000000000;
    terminates \true; exits \false;
    assigns t->n, t->e[0 .. NNEIGH - 1];
    ensures NeighOk(*t);
    ensures !\result <==> \old(t->n) == NNEIGH && \old(NeighNone(*t, ip, dev));
    ensures \result ==> \exists integer i; NeighFound(*t, i, ip, dev) &&
            (t->e[i].mac == mac || t->e[i].state == NUD_PERMANENT);
    ensures \forall integer i; 0 <= i < \old(t->n) &&
            !NeighIs(\old(t->e[i]), ip, dev) ==> t->e[i] == \old(t->e[i]); */
bool neigh_update(struct neigh_table *t, uint32_t ip, uint32_t dev, mac_t mac,
	uint32_t state);

#endif
