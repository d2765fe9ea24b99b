/*
 * The neighbour table: which Ethernet address an IPv4 neighbour has, and how
 * sure that is [RFC 826, RFC 4861 7.3, Linux net/core/neighbour.c].
 *
 * Here are the entries, their states and their clocks.  The packets that wait
 * for entry i are in queue QUEUE_ARP + i: src/ipv4/neigh.h.
 */
#ifndef CORE_NEIGHBOUR_H
#define CORE_NEIGHBOUR_H

#include "core/netdevice.h"
#include "lib/time.h"

enum { NNEIGH = 1024, NEIGH_NIL = NNEIGH };	/* Linux's gc_thresh3 */

/* States [linux/neighbour.h]. */
enum neigh_state {
	NUD_NONE = 0, NUD_INCOMPLETE = 1, NUD_REACHABLE = 2, NUD_STALE = 4,
	NUD_DELAY = 8, NUD_PROBE = 0x10, NUD_FAILED = 0x20, NUD_NOARP = 0x40,
	NUD_PERMANENT = 0x80
};

struct neighbour {
	uint32_t ip;		/* host byte order */
	uint32_t dev;
	uint32_t state;		/* enum neigh_state */
	uint32_t probes;	/* requests sent, and ucast_solicit before */
	mac_t mac;
	ktime_t updated;	/* when state or address changed */
	ktime_t used;		/* a packet went out while it was not sure */
	ktime_t confirmed;	/* it answered; 0: never, or long ago */
	ktime_t expires;	/* its timer; UINT64_MAX: none is armed */
};

/* net.ipv4.neigh.DEV.* [Linux struct neigh_parms]. */
struct neigh_parms {
	uint32_t retrans_time_ms;
	uint32_t base_reachable_time_ms;
	uint32_t delay_first_probe_time;	/* seconds */
	uint32_t mcast_solicit, ucast_solicit;	/* requests before giving up */
	uint32_t unres_qlen_bytes;		/* of truesize that may wait */
};

/* The first n entries are in use; no timer of theirs is due before next. */
struct neigh_table {
	uint32_t n;
	ktime_t next;
	struct neigh_parms parms[NDEV];
	struct neighbour e[NNEIGH];
};

/* What becomes of a packet for a neighbour. */
enum neigh_event {
	NEIGH_SEND,		/* its address is known */
	NEIGH_ASK,		/* the packet waits; it is asked now */
	NEIGH_WAIT,		/* the packet waits; it was asked already */
	NEIGH_GIVE_UP		/* it may not be asked */
};

/* What its timer makes of a neighbour. */
enum neigh_expired { NEIGH_QUIET, NEIGH_PROBED, NEIGH_DEAD };

#include "spec/neighbour.h"

/* No neighbour, and Linux's settings. */
/*@ requires \valid(t);
    terminates \true; exits \false;
    assigns t->n, t->next, t->parms[0 .. NDEV - 1];
    ensures NeighOk(*t) && t->n == 0; */
void neigh_table_init(struct neigh_table *t);

/* The entry of an address on a device, or NEIGH_NIL [Linux neigh_lookup]. */
/*@ requires \valid_read(t) && NeighOk(*t);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NNEIGH;
    ensures \result != NEIGH_NIL ==> NeighFound(*t, \result, ip, dev);
    ensures \result == NEIGH_NIL <==> NeighNone(*t, ip, dev); */
uint32_t neigh_lookup(const struct neigh_table *t, uint32_t ip, uint32_t dev);

/*
 * Sets an address, as `ip neigh add` does: makes or changes the entry.  A
 * permanent one stays as it is unless told otherwise; a full table says false.
 * No timer runs: that of a reachable entry starts with the first packet to it.
 */
/*@ requires \valid(t) && NeighOk(*t) && mac < 0x1000000000000;
    requires dev < NDEV && NudOk(state);
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

/*
 * A new entry in that state, NONE or NOARP; NEIGH_NIL when there is no room.
 * In a full table it takes the place of one that failed, or that nothing
 * happened to for 5 s and whose timer does not run [Linux ___neigh_create,
 * neigh_forced_gc].
 */
/*@ requires \valid(t) && NeighOk(*t) && dev < NDEV && mac < 0x1000000000000;
    requires NeighNone(*t, ip, dev) && NudOk(state);
    terminates \true; exits \false;
    assigns t->n, t->e[0 .. NNEIGH - 1];
    ensures NeighOk(*t) && \result <= NNEIGH;
    ensures NEI_001_new: \result != NEIGH_NIL ==>
            NeighFound(*t, \result, ip, dev) && t->e[\result].state == state &&
            t->e[\result].mac == mac;
    ensures NEI_002_others: \forall integer i; 0 <= i < NNEIGH &&
            i != \result ==> t->e[i] == \old(t->e[i]);
    ensures NEI_003_room: \old(t->n) < NNEIGH ==> \result == \old(t->n);
    ensures NEI_004_none: \result == NEIGH_NIL ==> *t == \old(*t); */
uint32_t neigh_create(struct neigh_table *t, uint32_t ip, uint32_t dev,
	mac_t mac, uint32_t state, ktime_t now);

/*
 * The entry whose timer is due first, NEIGH_NIL when none is in use; makes
 * next exact.
 */
/*@ requires \valid(t) && NeighOk(*t);
    terminates \true; exits \false;
    assigns t->next;
    ensures NeighOk(*t) && \result <= NNEIGH;
    ensures NEI_005_first: \result != NEIGH_NIL ==> \result < t->n &&
            t->next == t->e[\result].expires;
    ensures NEI_005_none: \result == NEIGH_NIL ==>
            t->n == 0 && t->next == 0xffffffffffffffff; */
uint32_t neigh_earliest(struct neigh_table *t);

/*
 * A packet is to go to neighbour i: enum neigh_event, and what that changes.
 * A stale address is used, and will be asked about [Linux __neigh_event_send].
 */
/*@ requires \valid(t) && NeighOk(*t) && i < t->n;
    terminates \true; exits \false;
    assigns t->next, t->e[i];
    ensures NeighOk(*t) && NeighSame(*t, \old(*t), i);
    ensures t->e[i].mac == \old(t->e[i].mac);
    ensures NEI_010_send: \result == NEIGH_SEND <==>
            \old(NudValid(t->e[i].state));
    ensures NEI_011_delay: \old(t->e[i].state) == NUD_STALE ==>
            t->e[i].state == NUD_DELAY && t->e[i].expires == Later(now,
              t->parms[t->e[i].dev].delay_first_probe_time * 1000000000);
    ensures NEI_012_kept: \old(t->e[i].state) == NUD_INCOMPLETE ||
            (\old(t->e[i].state) != NUD_STALE &&
             \old(NudValid(t->e[i].state))) ==>
            t->e[i].state == \old(t->e[i].state);
    ensures NEI_013_wait: \result == NEIGH_WAIT <==>
            \old(t->e[i].state) == NUD_INCOMPLETE;
    ensures NEI_014_ask: \result == NEIGH_ASK ==>
            t->e[i].state == NUD_INCOMPLETE &&
            t->e[i].probes == t->parms[t->e[i].dev].ucast_solicit &&
            t->e[i].expires == Later(now, Retrans(t->parms[t->e[i].dev]));
    ensures NEI_015_give_up: \result == NEIGH_GIVE_UP ==>
            t->e[i].state == NUD_FAILED &&
            t->parms[t->e[i].dev].mcast_solicit == 0; */
uint32_t neigh_event(struct neigh_table *t, uint32_t i, ktime_t now);

/* One more request was sent to neighbour i. */
/*@ requires \valid(t) && NeighOk(*t) && i < t->n;
    terminates \true; exits \false;
    assigns t->e[i].probes;
    ensures NeighOk(*t); */
void neigh_probed(struct neigh_table *t, uint32_t i);

/*
 * Neighbour i said its address: `state` is STALE, or REACHABLE when it
 * answered us.  `override`: a different address is believed.  True: the entry
 * had none before, and what waits may go [Linux __neigh_update].
 */
/*@ requires \valid(t) && NeighOk(*t) && i < t->n && mac < 0x1000000000000;
    requires state == NUD_STALE || state == NUD_REACHABLE;
    terminates \true; exits \false;
    assigns t->next, t->e[i];
    ensures NeighOk(*t) && NeighSame(*t, \old(*t), i);
    ensures NEI_020_fixed: \old(t->e[i].state) == NUD_PERMANENT ||
            \old(t->e[i].state) == NUD_NOARP ==> t->e[i] == \old(t->e[i]);
    ensures NEI_021_resolved: \result <==> !\old(NudValid(t->e[i].state));
    ensures NEI_022_learned: \result ==> t->e[i].mac == mac &&
            t->e[i].state == state;
    ensures NEI_023_kept: !\result && !override && mac != \old(t->e[i].mac)
            ==> t->e[i].mac == \old(t->e[i].mac) &&
            t->e[i].state == \old(t->e[i].state);
    ensures NEI_024_same: !\result && mac == \old(t->e[i].mac) &&
            state == NUD_STALE ==> t->e[i].state == \old(t->e[i].state);
    ensures NEI_025_override: override && \old(t->e[i].state) != NUD_PERMANENT
            && \old(t->e[i].state) != NUD_NOARP ==> t->e[i].mac == mac;
    ensures NEI_026_reachable: state == NUD_REACHABLE && (override ||
            mac == \old(t->e[i].mac)) && \old(t->e[i].state) != NUD_PERMANENT
            && \old(t->e[i].state) != NUD_NOARP ==>
            t->e[i].state == NUD_REACHABLE && t->e[i].confirmed == now; */
bool neigh_learn(struct neigh_table *t, uint32_t i, mac_t mac, uint32_t state,
	bool override, ktime_t now);

/*
 * The timer of neighbour i is due: its next state, and the timer of that.
 * NEIGH_PROBED: it is to be asked (again); NEIGH_DEAD: it was asked often
 * enough [Linux neigh_timer_handler].
 */
/*@ requires \valid(t) && NeighOk(*t) && i < t->n;
    terminates \true; exits \false;
    assigns t->next, t->e[i];
    ensures NeighOk(*t) && NeighSame(*t, \old(*t), i);
    ensures NEI_030_later: now < 0xffffffffffffffff ==>
            t->e[i].expires > now;
    ensures NEI_031_dead: \result == NEIGH_DEAD ==>
            t->e[i].state == NUD_FAILED &&
            t->e[i].expires == 0xffffffffffffffff;
    ensures NEI_032_probed: \result == NEIGH_PROBED <==>
            t->e[i].state == NUD_INCOMPLETE || t->e[i].state == NUD_PROBE;
    ensures NEI_033_asked: \old(t->e[i].state) == NUD_INCOMPLETE ==>
            (\result == NEIGH_DEAD <==> \old(t->e[i].probes) >=
             t->parms[t->e[i].dev].ucast_solicit +
             t->parms[t->e[i].dev].mcast_solicit);
    ensures NEI_034_stale: \result == NEIGH_QUIET ==>
            t->e[i].state == NUD_REACHABLE || t->e[i].state == NUD_DELAY ||
            t->e[i].expires == 0xffffffffffffffff; */
uint32_t neigh_expire(struct neigh_table *t, uint32_t i, ktime_t now);

#endif
