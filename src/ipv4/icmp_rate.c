/* May this ICMP message go out now? */
#include "ipv4/icmp_rate.h"

bool icmpv4_global_allow(struct net *net, uint32_t type, uint32_t code,
	uint32_t *limited)
{
	(void)net;
	(void)type;
	(void)code;
	*limited = 0;
	return true;
}

bool icmpv4_xrlim_allow(struct net *net, uint32_t daddr, uint32_t oif,
	uint32_t type, uint32_t code, uint32_t limited)
{
	(void)net;
	(void)daddr;
	(void)oif;
	(void)type;
	(void)code;
	(void)limited;
	return true;
}
