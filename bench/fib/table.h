/*
 * A table of routes as large as one likes, shaped like the Internet's.
 *
 * Of a million prefixes so many have each length (after public reports on the
 * table of 2024, rounded):
 *
 *	/8     16  /13   600  /18 14000  /23 102000
 *	/9     14  /14  1200  /19 25500  /24 621528
 *	/10    40  /15  2100  /20 45000  /25..31 90 each
 *	/11   102  /16 13700  /21 52000  /32    100
 *	/12   300  /17  8400  /22 113000
 *
 * Smaller tables have their share of each, /24 the rest.  Half of the prefixes
 * lie inside a shorter one, a quarter beside one of their own length, a
 * quarter anywhere in 1.0.0.0 to 223.255.255.255.  None is there twice.  They
 * stand in random order.
 */
#ifndef BENCH_FIB_TABLE_H
#define BENCH_FIB_TABLE_H

#include <stdint.h>

struct prefix {
	uint32_t addr;
	uint32_t plen;
};

/* The next hop of prefix i is i + 1; 0 says that none matches. */
struct table {
	struct prefix *prefix;
	uint32_t *order;	/* another random order, to delete in */
	uint32_t n;
	uint32_t deep;		/* blocks of /24 that hold longer prefixes */
};

static inline uint32_t prefix_mask(uint32_t plen)
{
	return plen == 0 ? 0 : 0xffffffffu << (32 - plen);
}

struct table table_new(uint32_t n);
void table_free(struct table *t);

#endif
