/*
 * The hash of a flow over the fields of Linux's struct flow_keys, 48 bytes:
 * the protocol at 2, the ports at 28, the addresses at 36.
 * Contract: multipath_hash.h.
 */
#include "ipv4/multipath_hash.h"
#include "lib/siphash.h"

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == Swab16(x) <= 65535; */
static uint32_t swab16(uint32_t x)
{
	return x % 256u * 256u + x / 256u % 256u;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == Swab32(x); */
static uint32_t swab32(uint32_t x)
{
	return swab16(x % 65536u) * 65536u + swab16(x / 65536u);
}

/* The lesser of two numbers is the first. */
/*@ requires \valid(a) && \valid(b) && \separated(a, b);
    terminates \true; exits \false;
    assigns *a, *b;
    ensures *a <= *b;
    ensures (*a == \old(*a) && *b == \old(*b)) ||
            (*a == \old(*b) && *b == \old(*a)); */
static void flow_hash_consistentify(uint32_t *a, uint32_t *b)
{
	uint32_t first = *a;

	if (*b >= first)
		return;
	*a = *b;
	*b = first;
}

/*@ terminates \true; exits \false;
    assigns \nothing; */
static struct siphash_data flow_keys(struct flowi4 w, uint32_t policy)
{
	uint32_t src = swab32(w.saddr), dst = swab32(w.daddr);
	uint32_t sport = swab16(w.sport), dport = swab16(w.dport);
	struct siphash_data d = { { 0, 0, 0, 0, 0, 0 } };

	flow_hash_consistentify(&src, &dst);
	flow_hash_consistentify(&sport, &dport);
	if (policy == MULTIPATH_L4) {
		d.w[0] = w.proto % 256u * 65536u;
		d.w[3] = (dport * 65536u + (uint64_t)sport) * 4294967296u;
	}
	d.w[4] = src * (uint64_t)4294967296u;
	d.w[5] = dst;
	return d;
}

uint32_t fib_multipath_hash(struct flowi4 w, uint32_t policy, uint32_t seed)
{
	uint64_t twice = seed * (uint64_t)4294967296u + seed, hash;
	struct siphash_key key = { { twice, twice } };

	hash = siphash(flow_keys(w, policy), SIPHASH_WORDS, key) % 4294967296u;
	return (uint32_t)(hash / 2u);
}
