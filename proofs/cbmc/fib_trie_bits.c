/*
 * The proven forms of the trie's arithmetic, beside the fast ones, for every
 * address, key and size: k >> s, k >> s << s, c & (c - 1), and the highest bit
 * in which two keys differ.
 *
 * bmc-set: ipv4/fib_trie.h: NNODE = 2097152 -> NNODE = 2
 * bmc-set: ipv4/fib_trie.h: NCELL = 8388608 -> NCELL = 32
 * bmc-set: ipv4/fib_trie.h: NALIAS = 1048576 -> NALIAS = 2
 * bmc-unwind: 38
 * bmc-bug: ipv4/fib_trie_bits.c: return k / p * p; -> return k / p;
 */
#include "ipv4/fib_trie_bits.h"
#include "proofs/cbmc/bmc.h"

#include "ipv4/fib_trie_back.c"
#include "ipv4/fib_trie_bits.c"

static struct fib_trie trie;

static void check_size(uint32_t s, uint32_t x, uint64_t k)
{
	__CPROVER_assert(trie_size(s) == 1ull << s, "2^s");
	__CPROVER_assert(trie_shift(x, s) == (uint64_t)x >> s, "x >> s");
	__CPROVER_assert(trie_base(k, s) == k >> s << s, "k >> s << s");
}

/* The number of the highest bit of x, which is not 0. */
static uint32_t highest(uint64_t x)
{
	return 63u - (uint32_t)__builtin_clzll(x);
}

static void check_common(uint64_t k, uint64_t n, uint64_t b)
{
	struct trie_block r = trie_common(k, n, b, 32);
	uint32_t expo = highest(k ^ n) + 1;

	__CPROVER_assert(r.expo == expo, "the highest bit that differs");
	__CPROVER_assert(r.key == k >> expo << expo, "the block of both");
	REACHED(expo == 32, "halves of a table");
	REACHED(expo == 1, "neighbours");
}

static void check_strip(uint32_t c)
{
	uint32_t first = nondet_u32();

	__CPROVER_assume(first <= 0xffffffff - c);
	trie.nd.first[1] = first;
	__CPROVER_assert(trie_strip(&trie, 1, first + c) - first ==
		(c & (c - 1)), "c & (c - 1)");
}

void harness(void)
{
	uint64_t table = nondet_u8() % NTABLE;
	uint32_t x = nondet_u32(), y = nondet_u32(), s;

	for (s = 0; s <= 32; s++)
		check_size(s, x, table << 32 | x);
	if (x != y)
		check_common(table << 32 | x, table << 32 | y, table << 32);
	if (x != 0)
		check_strip(x);
}
