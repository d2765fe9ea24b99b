/* Raising the counters of /proc/net/snmp and netstat. */
#include "core/snmp.h"

void mib_init(struct mib *m)
{
	uint32_t i = 0;

	/*@ loop invariant 0 <= i <= MIB_MAX;
	    loop invariant \forall integer j; 0 <= j < i ==> m->v[j] == 0;
	    loop assigns i, m->v[0 .. MIB_MAX - 1];
	    loop variant MIB_MAX - i; */
	while (i < MIB_MAX) {
		m->v[i] = 0;
		i++;
	}
}

void mib_add(struct mib *m, uint32_t i, uint32_t n)
{
	if (m->v[i] <= UINT64_MAX - n)
		m->v[i] += n;
	else
		m->v[i] = UINT64_MAX;
}

void mib_inc(struct mib *m, uint32_t i)
{
	mib_add(m, i, 1);
}
