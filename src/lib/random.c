/* A seeded Lehmer generator.  Contracts: random.h. */
#include "lib/random.h"

enum { LEHMER_MUL = 48271, LEHMER_MOD = 2147483647 };

void prandom_seed(struct rnd *r, uint32_t seed)
{
	r->state = seed % LEHMER_MOD;
}

/* 0 is the one state that the multiplication does not leave */
/*@ requires \valid(r);
    terminates \true;
    exits \false;
    assigns r->state;
*/
static void lehmer_step(struct rnd *r)
{
	uint64_t x = r->state;

	if (x == 0u)
		x = 1u;
	r->state = (uint32_t)(x * LEHMER_MUL % LEHMER_MOD);
}

/* A state has 31 bits: two of them make one number. */
uint32_t prandom_u32(struct rnd *r)
{
	uint32_t hi;

	lehmer_step(r);
	hi = r->state / 32768u % 65536u;
	lehmer_step(r);
	return hi * 65536u + r->state / 32768u % 65536u;
}

uint32_t reciprocal_scale(uint32_t v, uint32_t n)
{
	uint64_t x = v;

	//@ assert below: v * n <= 4294967295 * n;
	return (uint32_t)(x * n / 4294967296u);
}
