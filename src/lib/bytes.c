/* The bytes of one packet: words, copies, comparison.  Contracts: bytes.h. */
#include "lib/bytes.h"

uint8_t get_u8(const struct pkt *p, uint32_t o)
{
	return p->b[o];
}

uint16_t get_be16(const struct pkt *p, uint32_t o)
{
	size_t i = o;

	return (uint16_t)(p->b[i] * 256u + p->b[i + 1u]);
}

uint32_t get_be32(const struct pkt *p, uint32_t o)
{
	return get_be16(p, o) * 65536u + get_be16(p, o + 2u);
}

uint64_t get_be64(const struct pkt *p, uint32_t o)
{
	uint64_t hi = get_be32(p, o);

	return hi * 4294967296u + get_be32(p, o + 4u);
}

void put_u8(struct pkt *p, uint32_t o, uint8_t v)
{
	p->b[o] = v;
}

void put_be16(struct pkt *p, uint32_t o, uint16_t v)
{
	size_t i = o;

	p->b[i] = (uint8_t)(v / 256u);
	p->b[i + 1u] = (uint8_t)(v % 256u);
}

void put_be32(struct pkt *p, uint32_t o, uint32_t v)
{
	put_be16(p, o, (uint16_t)(v / 65536u));
	put_be16(p, o + 2u, (uint16_t)(v % 65536u));
}

void put_be64(struct pkt *p, uint32_t o, uint64_t v)
{
	put_be32(p, o, (uint32_t)(v / 4294967296u));
	put_be32(p, o + 4u, (uint32_t)(v % 4294967296u));
}

void pkt_copy_in(struct pkt *restrict p, uint32_t o,
		 const uint8_t *restrict from, uint32_t n)
{
	size_t i, to = o;

	/*@ loop invariant 0 <= i <= n;
	    loop invariant \forall integer k; o <= k < o + i ==>
	      p->b[k] == from[k - o];
	    loop assigns i, p->b[o .. o + n - 1];
	    loop variant n - i;
	*/
	for (i = 0; i < n; i++)
		p->b[to + i] = from[i];
}

void pkt_copy_out(uint8_t *restrict to, const struct pkt *restrict p,
		  uint32_t o, uint32_t n)
{
	size_t i, from = o;

	/*@ loop invariant 0 <= i <= n;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      to[j] == p->b[o + j];
	    loop assigns i, to[0 .. n - 1];
	    loop variant n - i;
	*/
	for (i = 0; i < n; i++)
		to[i] = p->b[from + i];
}

void pkt_copy(struct pkt *restrict to, uint32_t to_o,
	      const struct pkt *restrict from, uint32_t from_o, uint32_t n)
{
	size_t i, d = to_o, s = from_o;

	/*@ loop invariant 0 <= i <= n;
	    loop invariant \forall integer k; to_o <= k < to_o + i ==>
	      to->b[k] == from->b[from_o + (k - to_o)];
	    loop assigns i, to->b[to_o .. to_o + n - 1];
	    loop variant n - i;
	*/
	for (i = 0; i < n; i++)
		to->b[d + i] = from->b[s + i];
}

void pkt_set(struct pkt *p, uint32_t o, uint8_t v, uint32_t n)
{
	size_t i, to = o;

	/*@ loop invariant 0 <= i <= n;
	    loop invariant \forall integer k; o <= k < o + i ==>
	      p->b[k] == v;
	    loop assigns i, p->b[o .. o + n - 1];
	    loop variant n - i;
	*/
	for (i = 0; i < n; i++)
		p->b[to + i] = v;
}

bool pkt_equal(const struct pkt *a, uint32_t ao, const struct pkt *b,
	       uint32_t bo, uint32_t n)
{
	size_t i, x = ao, y = bo;

	/*@ loop invariant 0 <= i <= n;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      a->b[ao + j] == b->b[bo + j];
	    loop assigns i;
	    loop variant n - i;
	*/
	for (i = 0; i < n; i++)
		if (a->b[x + i] != b->b[y + i])
			return false;
	return true;
}
