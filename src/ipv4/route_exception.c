/* Routes after what ICMP told.  Contracts: route_exception.h. */
#include "ipv4/route_exception.h"

struct fnhe_key fnhe_key_of(uint32_t daddr, uint32_t oif, uint32_t gw)
{
	struct fnhe_key k;

	k.daddr = daddr;
	k.oif = oif;
	k.nh_gw = gw == 0 ? daddr : gw;
	return k;
}

void fib_exception_apply(const struct net *net, uint32_t daddr,
	struct dst_entry *dst)
{
	uint32_t i = FNHE_NIL;

	if (dst->type != RTN_LOCAL)
		i = find_exception(&net->route,
			fnhe_key_of(daddr, dst->oif, dst->gateway), net->now);
	dst->mtu = 0;
	dst->mtu_locked = 0;
	if (i == FNHE_NIL)
		return;
	dst->mtu = net->route.e[i].pmtu;
	dst->mtu_locked = net->route.e[i].mtu_locked;
	if (net->route.e[i].gateway == 0)
		return;
	dst->gateway = net->route.e[i].gateway;
	dst->uses_gateway = 1;
}
