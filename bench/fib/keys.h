/*
 * What is looked up: NKEYS addresses of one of three kinds.
 */
#ifndef BENCH_FIB_KEYS_H
#define BENCH_FIB_KEYS_H

#include "table.h"

enum { NKEYS = 1 << 19, NFLOWS = 1 << 16 };

enum key_kind {
	KEYS_RANDOM,	/* uniform in 2^32 */
	KEYS_INSIDE,	/* a prefix of the table, then bits behind it */
	KEYS_ZIPF,	/* NFLOWS such addresses, the r-th as often as 1/r */
	NKINDS
};

void keys_fill(uint32_t *key, enum key_kind kind, const struct table *t);

#endif
