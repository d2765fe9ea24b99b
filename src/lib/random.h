/*
 * A small seeded generator: a run is a function of its seed.
 *
 * Lehmer's multiplicative generator with the modulus 2^31 - 1 and Park and
 * Miller's second multiplier, 48271.  Not for secrets.
 */
#ifndef LIB_RANDOM_H
#define LIB_RANDOM_H

#include <stdint.h>

struct rnd {
	uint32_t state;
};

/*@ requires \valid(r);
    terminates \true;
    exits \false;
    assigns r->state;
*/
void prandom_seed(struct rnd *r, uint32_t seed);

/*@ requires \valid(r);
    terminates \true;
    exits \false;
    assigns r->state;
*/
uint32_t prandom_u32(struct rnd *r);

/* v, any 32-bit number, scaled to 0 .. n - 1 [Linux reciprocal_scale]. */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result == v * n / 4294967296;
    ensures n > 0 ==> \result < n;
*/
uint32_t reciprocal_scale(uint32_t v, uint32_t n);

#endif
