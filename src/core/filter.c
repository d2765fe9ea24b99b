/* Classic BPF programs of sockets. */
#include "core/filter.h"

void filters_init(struct filters *f)
{
	f->n = 0;
}
