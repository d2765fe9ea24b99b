/*
 * The Internet checksum.  Contracts: checksum.h.
 *
 * Long runs are summed in columns, one for each of 16 neighbouring bytes: a
 * loop that gcc and clang turn into vector code at -O2 (nine instructions for
 * 16 bytes on x86-64).  A column is 16 bits wide, so a run has at most RUN
 * bytes: 256 rows, each of which adds at most 255.
 */
#include "lib/checksum.h"

enum { COLS = 16, RUN = 4096, WORTH = 32 };

struct cols {
	uint16_t c[COLS];
};

/*@ logic integer ColSum(struct cols s, integer n) = n <= 0 ? 0 :
      ColSum(s, n - 2) + 256 * s.c[n - 2] + s.c[n - 1];
    predicate Pair(struct pkt p, integer o, integer n) =
      Bsum(p, o, n + 2) == Bsum(p, o, n) + P16(p, o + n);
    predicate Quad(struct pkt p, integer o, integer n) =
      Pair(p, o, n) && Pair(p, o, n + 2);
*/

uint16_t csum_fold(uint64_t s)
{
	return s == 0u ? 0u : (uint16_t)((s - 1u) % 65535u + 1u);
}

/* The n bytes from o + i on, as a part of the sum that starts at o. */
/*@ requires \valid_read(p);
    requires n % COLS == 0 && n <= RUN && i % 2 == 0 && i <= 65535;
    requires o <= PKT_SIZE && o + i + n <= PKT_SIZE;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result == Bsum(*p, o, i + n) - Bsum(*p, o, i);
*/
static uint32_t csum_run(const struct pkt *p, size_t o, size_t i, size_t n)
{
	struct cols s = { { 0 } };
	size_t r, j, at = o + i;
	uint32_t sum = 0;

	/*@ loop invariant 0 <= r <= n && r % COLS == 0;
	    loop invariant row: \forall integer k; 0 <= k < COLS ==>
	      s.c[k] <= 255 * (r / COLS);
	    loop invariant cols: ColSum(s, COLS) ==
	      Bsum(*p, o, i + r) - Bsum(*p, o, i);
	    loop assigns r, j, s;
	    loop variant n - r;
	*/
	for (r = 0; r < n; r += COLS) {
		/*@ loop invariant 0 <= j <= COLS;
		    loop invariant \forall integer k; 0 <= k < COLS ==>
		      s.c[k] == \at(s.c[k], LoopEntry) +
		      (k < j ? p->b[at + r + k] : 0);
		    loop assigns j, s.c[0 .. COLS - 1];
		    loop variant COLS - j;
		*/
		for (j = 0; j < COLS; j++)
			s.c[j] = (uint16_t)(s.c[j] + p->b[at + r + j]);
		/*@ assert row: Quad(*p, o, i + r) && Quad(*p, o, i + r + 4) &&
		      Quad(*p, o, i + r + 8) && Quad(*p, o, i + r + 12); */
	}
	/*@ loop invariant 0 <= j <= COLS && j % 2 == 0;
	    loop invariant sum == ColSum(s, j);
	    loop invariant sum <= 65535 * RUN / COLS * j;
	    loop assigns j, sum;
	    loop variant COLS - j;
	*/
	for (j = 0; j < COLS; j += 2u)
		sum += s.c[j] * 256u + s.c[j + 1u];
	return sum;
}

uint64_t csum_partial(const struct pkt *p, uint32_t o, uint32_t n,
		      uint64_t sum)
{
	size_t i = 0, m, at = o, end = n;

	/*@ loop invariant 0 <= i <= n && i % 2 == 0;
	    loop invariant sum == \at(sum, Pre) + Bsum(*p, o, i);
	    loop invariant Bsum(*p, o, i) >= 0;
	    loop invariant sum <= \at(sum, Pre) + 4294967295 * i;
	    loop assigns i, m, sum;
	    loop variant n - i;
	*/
	while (end - i >= WORTH) {
		m = end - i < RUN ? (end - i) / COLS * COLS : RUN;
		sum += csum_run(p, at, i, m);
		i += m;
	}
	/*@ loop invariant 0 <= i <= n && i % 2 == 0;
	    loop invariant sum == \at(sum, Pre) + Bsum(*p, o, i);
	    loop invariant Bsum(*p, o, i) >= 0;
	    loop invariant sum <= \at(sum, Pre) + 4294967295 * i;
	    loop assigns i, sum;
	    loop variant n - i;
	*/
	for (; end - i >= 2u; i += 2u) {
		//@ assert word: Pair(*p, o, i);
		sum += p->b[at + i] * 256u + p->b[at + i + 1u];
	}
	if (i < end)
		sum += p->b[at + i] * 256u;
	return csum_fold(sum);
}

uint16_t ip_compute_csum(const struct pkt *p, uint32_t o, uint32_t n)
{
	return (uint16_t)(65535u - csum_partial(p, o, n, 0));
}

uint64_t csum_tcpudp_nofold(uint32_t saddr, uint32_t daddr, uint32_t len,
			    uint8_t proto, uint64_t sum)
{
	sum += saddr / 65536u + saddr % 65536u;
	sum += daddr / 65536u + daddr % 65536u;
	return sum + len + proto;
}

uint16_t csum_tcpudp_magic(uint32_t saddr, uint32_t daddr, uint32_t len,
			   uint8_t proto, uint64_t sum)
{
	sum = csum_tcpudp_nofold(saddr, daddr, len, proto, sum);
	return (uint16_t)(65535u - csum_fold(sum));
}

uint16_t csum_replace2(uint16_t check, uint16_t old, uint16_t new)
{
	uint64_t s = 65535u - (uint32_t)check + (65535u - (uint32_t)old) + new;

	return (uint16_t)(65535u - csum_fold(s));
}

/*@ ghost
    void csum_same(struct pkt p, struct pkt q, uint32_t o, uint32_t n)
    {
	uint32_t i = 0;

	/@ loop invariant 0 <= i <= n;
	   loop invariant Bsum(p, o, i) == Bsum(q, o, i);
	   loop assigns i;
	   loop variant n - i;
	@/
	while (i < n)
	    i = i + 1u;
    }
*/

/*@ ghost
    void csum_word(struct pkt p, struct pkt q, uint32_t o, uint32_t n,
                   uint32_t w)
    {
	uint32_t i = 0;

	/@ loop invariant 0 <= i <= n;
	   loop invariant i <= w - o ==> Bsum(q, o, i) == Bsum(p, o, i);
	   loop invariant i == w - o + 1 ==>
	     Bsum(q, o, i) == Bsum(p, o, i) + 256 * (q.b[w] - p.b[w]);
	   loop invariant i >= w - o + 2 ==>
	     Bsum(q, o, i) == Bsum(p, o, i) + P16(q, w) - P16(p, w);
	   loop assigns i;
	   loop variant n - i;
	@/
	while (i < n)
	    i = i + 1u;
    }
*/
