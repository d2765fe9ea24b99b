/*
 * Draws the keys that keys.h describes.
 */
#include "keys.h"
#include "random.h"

static uint32_t inside(const struct table *t, uint64_t *rs)
{
	struct prefix p = t->prefix[random_below(rs, t->n)];

	return p.addr | (random_next(rs) & ~prefix_mask(p.plen));
}

/* The rank that x falls to, where sum[r] is what ranks 0..r weigh. */
static uint32_t rank_of(const double *sum, double x)
{
	uint32_t lo = 0, hi = NFLOWS - 1;

	while (lo < hi) {
		uint32_t mid = (lo + hi) / 2;

		if (sum[mid] <= x)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static void fill_zipf(uint32_t *key, const struct table *t, uint64_t *rs)
{
	static double sum[NFLOWS];
	static uint32_t flow[NFLOWS];
	double total = 0;

	for (uint32_t r = 0; r < NFLOWS; r++) {
		total += 1.0 / (r + 1);
		sum[r] = total;
		flow[r] = inside(t, rs);
	}
	for (uint32_t i = 0; i < NKEYS; i++)
		key[i] = flow[rank_of(sum,
			random_next(rs) / 4294967296.0 * total)];
}

void keys_fill(uint32_t *key, enum key_kind kind, const struct table *t)
{
	uint64_t rs = 1181783497276652981u;

	if (kind == KEYS_ZIPF)
		fill_zipf(key, t, &rs);
	else
		for (uint32_t i = 0; i < NKEYS; i++)
			key[i] = kind == KEYS_RANDOM ? random_next(&rs) :
				inside(t, &rs);
}
