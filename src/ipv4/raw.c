/* Raw sockets. */
#include "ipv4/raw.h"

bool raw_local_deliver(struct net *net, uint32_t h, uint32_t protocol)
{
	(void)net;
	(void)h;
	(void)protocol;
	return false;
}
