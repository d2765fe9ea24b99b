/*
 * Random numbers of a fixed seed, the same in every run: Marsaglia's xorshift
 * of 64 bits.
 */
#ifndef BENCH_FIB_RANDOM_H
#define BENCH_FIB_RANDOM_H

#include <stdint.h>

static inline uint32_t random_next(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)(*state >> 16);
}

static inline uint32_t random_below(uint64_t *state, uint32_t n)
{
	return (uint32_t)((uint64_t)random_next(state) * n >> 32);
}

#endif
