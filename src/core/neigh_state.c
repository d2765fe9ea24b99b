/* How an entry goes from state to state [Linux net/core/neighbour.c]. */
#include "core/neighbour.h"

enum { NEIGH_TICK = 10 * NSEC_PER_MSEC };	/* HZ / 100: the least wait */

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> NudConnected(state); */
static bool nud_connected(uint32_t state)
{
	return state == NUD_REACHABLE || state == NUD_NOARP ||
		state == NUD_PERMANENT;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> NudValid(state); */
static bool nud_valid(uint32_t state)
{
	return nud_connected(state) || state == NUD_STALE ||
		state == NUD_DELAY || state == NUD_PROBE;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == ms * 1000000; */
static uint64_t ms_to_ns(uint32_t ms)
{
	return ms * (uint64_t)NSEC_PER_MSEC;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == Retrans(p); */
static uint64_t retrans_time(struct neigh_parms p)
{
	return p.retrans_time_ms < 10u ? NEIGH_TICK
				       : ms_to_ns(p.retrans_time_ms);
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == p.delay_first_probe_time * 1000000000; */
static uint64_t delay_time(struct neigh_parms p)
{
	return p.delay_first_probe_time * (uint64_t)NSEC_PER_SEC;
}

/* Entry i is in that state now, and its timer is due at `when`. */
/*@ requires \valid(t) && NeighOk(*t) && i < t->n && NudOk(state);
    terminates \true; exits \false;
    assigns t->next, t->e[i].state, t->e[i].updated, t->e[i].expires;
    ensures NeighOk(*t) && NeighSame(*t, \old(*t), i);
    ensures t->e[i].state == state && t->e[i].updated == now &&
            t->e[i].expires == when; */
static void neigh_enter(struct neigh_table *t, uint32_t i, uint32_t state,
	ktime_t now, ktime_t when)
{
	t->e[i].state = state;
	t->e[i].updated = now;
	t->e[i].expires = when;
	if (when < t->next)
		t->next = when;
}

/* An entry whose address is not known, of which nobody was asked. */
/*@ requires \valid(t) && NeighOk(*t) && i < t->n;
    terminates \true; exits \false;
    assigns t->next, t->e[i];
    ensures NeighOk(*t) && NeighSame(*t, \old(*t), i);
    ensures t->e[i].mac == \old(t->e[i].mac);
    ensures t->parms[t->e[i].dev].mcast_solicit == 0 ?
            \result == NEIGH_GIVE_UP && t->e[i].state == NUD_FAILED :
            \result == NEIGH_ASK && t->e[i].state == NUD_INCOMPLETE &&
            t->e[i].probes == t->parms[t->e[i].dev].ucast_solicit &&
            t->e[i].expires == Later(now, Retrans(t->parms[t->e[i].dev])); */
static uint32_t neigh_first_event(struct neigh_table *t, uint32_t i,
	ktime_t now)
{
	struct neigh_parms p = t->parms[t->e[i].dev];

	if (p.mcast_solicit == 0u) {
		neigh_enter(t, i, NUD_FAILED, now, UINT64_MAX);
		return NEIGH_GIVE_UP;
	}
	neigh_enter(t, i, NUD_INCOMPLETE, now, ktime_add(now, retrans_time(p)));
	t->e[i].probes = p.ucast_solicit;
	return NEIGH_ASK;
}

/* The clock of an entry that the host file calls reachable starts. */
/*@ requires \valid(t) && NeighOk(*t) && i < t->n;
    requires t->e[i].state == NUD_REACHABLE;
    terminates \true; exits \false;
    assigns t->next, t->e[i];
    ensures NeighOk(*t) && NeighSame(*t, \old(*t), i);
    ensures t->e[i].mac == \old(t->e[i].mac);
    ensures t->e[i].state == NUD_REACHABLE; */
static void neigh_start(struct neigh_table *t, uint32_t i, ktime_t now)
{
	struct neigh_parms p = t->parms[t->e[i].dev];

	t->e[i].confirmed = now;
	neigh_enter(t, i, NUD_REACHABLE, now,
		ktime_add(now, ms_to_ns(p.base_reachable_time_ms)));
}

uint32_t neigh_event(struct neigh_table *t, uint32_t i, ktime_t now)
{
	uint32_t state = t->e[i].state;
	struct neigh_parms p = t->parms[t->e[i].dev];

	if (state == NUD_REACHABLE && t->e[i].expires == UINT64_MAX)
		neigh_start(t, i, now);
	if (nud_connected(state))
		return NEIGH_SEND;
	t->e[i].used = now;
	if (state == NUD_INCOMPLETE)
		return NEIGH_WAIT;
	if (state == NUD_STALE)
		neigh_enter(t, i, NUD_DELAY, now,
			ktime_add(now, delay_time(p)));
	if (nud_valid(state))
		return NEIGH_SEND;
	return neigh_first_event(t, i, now);
}

void neigh_probed(struct neigh_table *t, uint32_t i)
{
	if (t->e[i].probes < UINT32_MAX)
		t->e[i].probes++;
}

/* The address of entry i is `mac` from now on. */
/*@ requires \valid(t) && NeighOk(*t) && i < t->n && mac < 0x1000000000000;
    terminates \true; exits \false;
    assigns t->e[i].mac, t->e[i].updated, t->e[i].confirmed;
    ensures NeighOk(*t) && NeighSame(*t, \old(*t), i);
    ensures t->e[i].mac == mac;
    ensures state == NUD_REACHABLE ==>
            t->e[i].confirmed == \old(t->e[i].confirmed); */
static void neigh_set_mac(struct neigh_table *t, uint32_t i, mac_t mac,
	uint32_t state, ktime_t now)
{
	t->e[i].mac = mac;
	t->e[i].updated = now;
	if (state != NUD_REACHABLE)
		t->e[i].confirmed = 0;
}

/* The new state of an entry whose address is believed. */
/*@ requires \valid(t) && NeighOk(*t) && i < t->n;
    requires state == NUD_STALE || state == NUD_REACHABLE;
    terminates \true; exits \false;
    assigns t->next, t->e[i].state, t->e[i].updated, t->e[i].expires;
    ensures NeighOk(*t) && NeighSame(*t, \old(*t), i);
    ensures t->e[i].state == state; */
static void neigh_new_state(struct neigh_table *t, uint32_t i, uint32_t state,
	ktime_t now)
{
	struct neigh_parms p = t->parms[t->e[i].dev];

	if (state == t->e[i].state)
		return;
	neigh_enter(t, i, state, now, state == NUD_REACHABLE
		? ktime_add(now, ms_to_ns(p.base_reachable_time_ms))
		: UINT64_MAX);
}

bool neigh_learn(struct neigh_table *t, uint32_t i, mac_t mac, uint32_t state,
	bool override, ktime_t now)
{
	uint32_t old = t->e[i].state;
	bool known = nud_valid(old), same = known && t->e[i].mac == mac;

	if (old == NUD_PERMANENT || old == NUD_NOARP)
		return false;
	if (state == NUD_REACHABLE)
		t->e[i].confirmed = now;
	if (known && !same && !override)
		return false;
	if (same && state == NUD_STALE)
		return false;
	neigh_new_state(t, i, state, now);
	if (!same)
		neigh_set_mac(t, i, mac, state, now);
	return !known;
}

/* A reachable entry whose time is over; a packet went out lately: ask. */
/*@ requires \valid(t) && NeighOk(*t) && i < t->n;
    terminates \true; exits \false;
    assigns t->next, t->e[i];
    ensures NeighOk(*t) && NeighSame(*t, \old(*t), i);
    ensures now < 0xffffffffffffffff ==> t->e[i].expires > now;
    ensures t->e[i].state == NUD_REACHABLE || t->e[i].state == NUD_DELAY ||
            (t->e[i].state == NUD_STALE &&
             t->e[i].expires == 0xffffffffffffffff); */
static void neigh_expire_reachable(struct neigh_table *t, uint32_t i,
	ktime_t now)
{
	struct neigh_parms p = t->parms[t->e[i].dev];
	ktime_t end = ktime_add(t->e[i].confirmed,
		ms_to_ns(p.base_reachable_time_ms));
	ktime_t soon = ktime_add(now, NEIGH_TICK);

	if (t->e[i].confirmed != 0u && now <= end)
		neigh_enter(t, i, NUD_REACHABLE, t->e[i].updated,
			end > soon ? end : soon);
	else if (now <= ktime_add(t->e[i].used, delay_time(p)))
		neigh_enter(t, i, NUD_DELAY, now, delay_time(p) > NEIGH_TICK
			? ktime_add(now, delay_time(p)) : soon);
	else
		neigh_enter(t, i, NUD_STALE, now, UINT64_MAX);
}

/* An entry that was used while stale: it answered meanwhile, or is asked. */
/*@ requires \valid(t) && NeighOk(*t) && i < t->n;
    terminates \true; exits \false;
    assigns t->next, t->e[i];
    ensures NeighOk(*t) && NeighSame(*t, \old(*t), i);
    ensures now < 0xffffffffffffffff ==> t->e[i].expires > now;
    ensures t->e[i].state == NUD_REACHABLE || (t->e[i].state == NUD_PROBE &&
            t->e[i].probes == 0); */
static void neigh_expire_delay(struct neigh_table *t, uint32_t i, ktime_t now)
{
	struct neigh_parms p = t->parms[t->e[i].dev];
	ktime_t end = ktime_add(t->e[i].confirmed,
		ms_to_ns(p.base_reachable_time_ms));
	ktime_t soon = ktime_add(now, NEIGH_TICK);

	if (t->e[i].confirmed != 0u &&
	    now <= ktime_add(t->e[i].confirmed, delay_time(p))) {
		neigh_enter(t, i, NUD_REACHABLE, now, end > soon ? end : soon);
		return;
	}
	neigh_enter(t, i, NUD_PROBE, now, ktime_add(now, retrans_time(p)));
	t->e[i].probes = 0;
}

/* Was it asked as often as it may be? [Linux neigh_max_probes] */
/*@ requires \valid_read(t) && NeighOk(*t) && i < t->n;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> \let p = t->parms[t->e[i].dev]; t->e[i].probes >=
            p.ucast_solicit + (t->e[i].state == NUD_PROBE ? 0
                               : p.mcast_solicit); */
static bool neigh_asked_enough(const struct neigh_table *t, uint32_t i)
{
	struct neigh_parms p = t->parms[t->e[i].dev];
	uint64_t most = p.ucast_solicit;

	if (t->e[i].state != NUD_PROBE)
		most += p.mcast_solicit;
	return t->e[i].probes >= most;
}

/* Entry i is asked again, or given up. */
/*@ requires \valid(t) && NeighOk(*t) && i < t->n;
    requires t->e[i].state == NUD_INCOMPLETE || t->e[i].state == NUD_PROBE;
    terminates \true; exits \false;
    assigns t->next, t->e[i];
    ensures NeighOk(*t) && NeighSame(*t, \old(*t), i);
    ensures now < 0xffffffffffffffff ==> t->e[i].expires > now;
    ensures \result == NEIGH_PROBED || \result == NEIGH_DEAD;
    ensures \result == NEIGH_DEAD ==> t->e[i].state == NUD_FAILED &&
            t->e[i].expires == 0xffffffffffffffff;
    ensures \result == NEIGH_PROBED ==>
            t->e[i].state == \old(t->e[i].state);
    ensures \result == NEIGH_DEAD <==> \let p = t->parms[t->e[i].dev];
            \old(t->e[i].probes) >= p.ucast_solicit +
            (\old(t->e[i].state) == NUD_PROBE ? 0 : p.mcast_solicit); */
static uint32_t neigh_ask_again(struct neigh_table *t, uint32_t i, ktime_t now)
{
	struct neigh_parms p = t->parms[t->e[i].dev];

	if (neigh_asked_enough(t, i)) {
		neigh_enter(t, i, NUD_FAILED, now, UINT64_MAX);
		return NEIGH_DEAD;
	}
	neigh_enter(t, i, t->e[i].state, t->e[i].updated,
		ktime_add(now, retrans_time(p)));
	return NEIGH_PROBED;
}

uint32_t neigh_expire(struct neigh_table *t, uint32_t i, ktime_t now)
{
	uint32_t state = t->e[i].state;

	if (state == NUD_REACHABLE)
		neigh_expire_reachable(t, i, now);
	else if (state == NUD_DELAY)
		neigh_expire_delay(t, i, now);
	if (t->e[i].state == NUD_INCOMPLETE || t->e[i].state == NUD_PROBE)
		return neigh_ask_again(t, i, now);
	if (state != NUD_REACHABLE && state != NUD_DELAY)
		t->e[i].expires = UINT64_MAX;
	return NEIGH_QUIET;
}
