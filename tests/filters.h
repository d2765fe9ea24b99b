/* A filter given as an array, for tests. */
#ifndef TESTS_FILTERS_H
#define TESTS_FILTERS_H

#include "core/sk_filter.h"

static inline int32_t attach(struct net *to, uint32_t s, uint32_t len,
	const struct sock_filter *insns)
{
	static struct sock_fprog prog;
	uint32_t i;

	prog.len = len;
	for (i = 0; i < len && i < BPF_MAXINSNS; i++)
		prog.insn[i] = insns[i];
	return sk_attach_filter(to, s, &prog);
}

#endif
