/* Counting drops by the place that decided them. */
#include "core/dropreason.h"

void drops_init(struct drops *d)
{
	uint32_t i = 0;

	/*@ loop invariant 0 <= i <= DROP_MAX;
	    loop invariant \forall integer j; 0 <= j < i ==> d->n[j] == 0;
	    loop assigns i, d->n[0 .. DROP_MAX - 1];
	    loop variant DROP_MAX - i; */
	while (i < DROP_MAX) {
		d->n[i] = 0;
		i++;
	}
}

void drop_count(struct drops *d, uint32_t site)
{
	if (d->n[site] < UINT64_MAX)
		d->n[site]++;
}
