/* The index pool.  Contracts: pool.h. */
#include "lib/pool.h"

void pool_init(struct pool *p)
{
	uint32_t i;

	/*@ loop invariant 0 <= i <= POOL_SIZE;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      p->fl[j] == j && p->pos[j] == j;
	    loop assigns i, p->fl[0 .. POOL_SIZE - 1];
	    loop assigns p->pos[0 .. POOL_SIZE - 1];
	    loop variant POOL_SIZE - i;
	*/
	for (i = 0; i < POOL_SIZE; i++) {
		p->fl[i] = i;
		p->pos[i] = i;
	}
	p->nfree = POOL_SIZE;
}

uint32_t pool_alloc(struct pool *p)
{
	if (p->nfree == 0u)
		return POOL_SIZE;
	p->nfree--;
	return p->fl[p->nfree];
}

/* i changes places with the first live index, which is then a free one */
void pool_free(struct pool *p, uint32_t i)
{
	uint32_t at = p->pos[i], first = p->nfree, other = p->fl[first];

	p->fl[first] = i;
	p->pos[i] = first;
	p->fl[at] = other;
	p->pos[other] = at;
	p->nfree++;
}
