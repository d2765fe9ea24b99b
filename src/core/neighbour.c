/* The neighbour table: a list that is searched from its start. */
#include "core/neighbour.h"

/* How long nothing may have happened to an entry that makes room. */
static const uint64_t gc_age = UINT64_C(5000000000);

void neigh_table_init(struct neigh_table *t)
{
	struct neigh_parms p = { 1000, 30000, 5, 3, 3, 212992 };
	uint32_t i;

	t->n = 0;
	t->next = UINT64_MAX;
	/*@ loop invariant i <= NDEV;
	    loop assigns i, t->parms[0 .. NDEV - 1];
	    loop variant NDEV - i; */
	for (i = 0; i < NDEV; i++)
		t->parms[i] = p;
}

uint32_t neigh_lookup(const struct neigh_table *t, uint32_t ip, uint32_t dev)
{
	uint32_t i = 0;

	/*@ loop invariant 0 <= i <= t->n;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      !NeighIs(t->e[j], ip, dev);
	    loop assigns i;
	    loop variant t->n - i; */
	while (i < t->n) {
		if (t->e[i].ip == ip && t->e[i].dev == dev)
			return i;
		i++;
	}
	return NEIGH_NIL;
}

/* Writes a new entry over place i. */
/*@ requires \valid(e) && dev < NDEV && mac < 0x1000000000000;
    requires NudOk(state);
    terminates \true; exits \false;
    assigns *e;
    ensures NeighEntryOk(*e) && NeighIs(*e, ip, dev);
    ensures e->state == state && e->mac == mac;
    ensures e->expires == 0xffffffffffffffff; */
static void neigh_init(struct neighbour *e, uint32_t ip, uint32_t dev,
	mac_t mac, uint32_t state, ktime_t now)
{
	e->ip = ip;
	e->dev = dev;
	e->state = state;
	e->probes = 0;
	e->mac = mac;
	e->updated = now;
	e->used = now;
	e->confirmed = 0;
	e->expires = UINT64_MAX;
}

bool neigh_update(struct neigh_table *t, uint32_t ip, uint32_t dev, mac_t mac,
	uint32_t state)
{
	uint32_t i = neigh_lookup(t, ip, dev);

	if (i == NEIGH_NIL) {
		if (t->n == NNEIGH)
			return false;
		i = t->n;
		neigh_init(&t->e[i], ip, dev, mac, state, 0);
		t->n++;
	} else if (t->e[i].state != NUD_PERMANENT || state == NUD_PERMANENT) {
		neigh_init(&t->e[i], ip, dev, mac, state, 0);
	}
	//@ assert found: NeighFound(*t, i, ip, dev);
	return true;
}

/*@ requires \valid_read(e);
    terminates \true; exits \false;
    assigns \nothing;
    ensures NEI_006_spared: \result ==> e->state != NUD_PERMANENT &&
            e->expires == 0xffffffffffffffff; */
static bool neigh_forgettable(const struct neighbour *e, ktime_t now)
{
	if (e->state == NUD_PERMANENT || e->expires != UINT64_MAX)
		return false;
	return e->state == NUD_FAILED || e->state == NUD_NOARP ||
		ktime_sub(now, e->updated) > gc_age;
}

/* An entry that makes room; NEIGH_NIL when there is none. */
/*@ requires \valid_read(t) && NeighOk(*t);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NNEIGH;
    ensures \result != NEIGH_NIL ==> \result < t->n; */
static uint32_t neigh_forced_gc(const struct neigh_table *t, ktime_t now)
{
	uint32_t i;

	/*@ loop invariant i <= t->n;
	    loop assigns i;
	    loop variant t->n - i; */
	for (i = 0; i < t->n; i++)
		if (neigh_forgettable(&t->e[i], now))
			return i;
	return NEIGH_NIL;
}

uint32_t neigh_create(struct neigh_table *t, uint32_t ip, uint32_t dev,
	mac_t mac, uint32_t state, ktime_t now)
{
	uint32_t i = t->n;

	if (i == NNEIGH)
		i = neigh_forced_gc(t, now);
	if (i == NEIGH_NIL)
		return NEIGH_NIL;
	neigh_init(&t->e[i], ip, dev, mac, state, now);
	if (i == t->n)
		t->n++;
	return i;
}

uint32_t neigh_earliest(struct neigh_table *t)
{
	uint32_t i, least = 0;

	if (t->n == 0u) {
		t->next = UINT64_MAX;
		return NEIGH_NIL;
	}
	/*@ loop invariant i <= t->n && least < t->n;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      t->e[least].expires <= t->e[j].expires;
	    loop assigns i, least;
	    loop variant t->n - i; */
	for (i = 0; i < t->n; i++)
		if (t->e[i].expires < t->e[least].expires)
			least = i;
	t->next = t->e[least].expires;
	return least;
}
