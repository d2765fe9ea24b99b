/* Packets that go on to another host. */
#include "ipv4/ip_forward.h"

void ip_forward(struct net *net, uint32_t h)
{
	trace_call(&net->trace, FN_ip_forward);
	not_modelled(net, h, NM_forward);
}
