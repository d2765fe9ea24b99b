/* The neighbour table: a list that is searched from its start. */
#include "core/neighbour.h"

void neigh_table_init(struct neigh_table *t)
{
	t->n = 0;
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

bool neigh_update(struct neigh_table *t, uint32_t ip, uint32_t dev, mac_t mac,
	uint32_t state)
{
	uint32_t i = neigh_lookup(t, ip, dev);

	if (i == NEIGH_NIL) {
		if (t->n == NNEIGH)
			return false;
		i = t->n;
		t->n++;
		t->e[i].ip = ip;
		t->e[i].dev = dev;
		t->e[i].state = NUD_NONE;
	}
	if (t->e[i].state != NUD_PERMANENT || state == NUD_PERMANENT) {
		t->e[i].mac = mac;
		t->e[i].state = state;
	}
	//@ assert found: NeighFound(*t, i, ip, dev);
	return true;
}
