/* IGMP's clock. */
#include "ipv4/igmp_state.h"

void igmp_state_init(struct igmp_state *g)
{
	struct igmp_device none = { NEVER, NEVER, NEVER, NEVER, 0 };
	uint32_t i;

	g->next = NEVER;
	/*@ loop invariant i <= NDEV;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      g->d[j].change_count == 0;
	    loop assigns i, g->d[0 .. NDEV - 1];
	    loop variant NDEV - i; */
	for (i = 0; i < NDEV; i++)
		g->d[i] = none;
}
