/* Packets that routing leads nowhere. */
#include "ipv4/icmp.h"
#include "ipv4/ip_input.h"

void ip_error(struct net *net, uint32_t h)
{
	uint32_t site = net->skb.s[h].dst.error;

	trace_call(&net->trace, FN_ip_error);
	if (site == DROP_INADDRERRORS) {
		mib_inc(&net->mib, MIB_Ip_InAddrErrors);
	} else if (site == DROP_INNOROUTES) {
		mib_inc(&net->mib, MIB_IpExt_InNoRoutes);
		icmp_send(net, h, ICMP_DEST_UNREACH, ICMP_NET_UNREACH, 0);
	} else if (site == DROP_UNREACHABLE) {
		icmp_send(net, h, ICMP_DEST_UNREACH, ICMP_HOST_UNREACH, 0);
	} else if (site == DROP_PROHIBIT) {
		icmp_send(net, h, ICMP_DEST_UNREACH, ICMP_PKT_FILTERED, 0);
	}
	//@ assert InFlight(*net, h);
	kfree_skb_reason(net, h, site);
}
