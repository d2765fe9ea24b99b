/* Token buckets of ICMP errors. */
#include "ipv4/icmp_limit.h"

void icmp_limit_init(struct icmp_limit *l)
{
	l->n = 0;
	l->credit = 0;
	l->stamp = 0;
}
