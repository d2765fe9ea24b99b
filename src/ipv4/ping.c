/* Ping sockets. */
#include "ipv4/ping.h"

void ping_rcv(struct net *net, uint32_t h)
{
	trace_call(&net->trace, FN_ping_rcv);
	kfree_skb_reason(net, h, DROP_ICMP_NO_ECHO_SOCKET);
}
