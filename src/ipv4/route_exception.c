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

/* Is a packet on its way along dst to mind the MTU that was told? */
/*@ requires \valid_read(net) && Inv(*net) && i < net->route.n;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> net->route.e[i].pmtu != 0 && (input != DST_FORWARD ||
            net->sysctl.ip_forward_use_pmtu != 0 ||
            net->route.e[i].mtu_locked != 0); */
static bool use_pmtu(const struct net *net, uint32_t i, uint32_t input)
{
	if (net->route.e[i].pmtu == 0)
		return false;
	return input != DST_FORWARD || net->sysctl.ip_forward_use_pmtu != 0 ||
		net->route.e[i].mtu_locked != 0;
}

void fib_exception_apply(const struct net *net, uint32_t daddr,
	struct dst_entry *dst)
{
	uint32_t i;

	if (dst->type == RTN_LOCAL)
		return;
	i = find_exception(&net->route,
		fnhe_key_of(daddr, dst->oif, dst->gateway), net->now);
	if (i == FNHE_NIL)
		return;
	if (use_pmtu(net, i, dst->input))
		dst->mtu = net->route.e[i].pmtu;
	if (net->route.e[i].gateway == 0)
		return;
	dst->gateway = net->route.e[i].gateway;
	dst->uses_gateway = 1;
}
