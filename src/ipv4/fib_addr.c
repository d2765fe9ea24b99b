/* Kinds of addresses, and our own ones towards a peer. */
#include "ipv4/fib_addr.h"
#include "ipv4/devinet.h"

uint32_t inet_addr_type(const struct fib *f, uint32_t a)
{
	uint32_t i;

	if (ipv4_is_lbcast(a) || ipv4_is_zeronet(a))
		return RTN_BROADCAST;
	if (ipv4_is_multicast(a))
		return RTN_MULTICAST;
	i = fib_table_lookup(f, FIB_LOCAL, FIB_MAIN, a, 0, ANY_DEVICE,
		RT_SCOPE_UNIVERSE);
	if (i == FIB_NIL || f->r[i].type >= RTN_BLACKHOLE)
		return RTN_UNICAST;
	return f->r[i].type;
}

/* The address of ours that route i prefers [Linux fib_result_prefsrc]. */
/*@ requires \valid_read(net) && Inv(*net) && Live(net->fib, i);
    terminates \true; exits \false;
    assigns \nothing;
    ensures net->fib.r[i].prefsrc != 0 ==>
            \result == net->fib.r[i].prefsrc;
    ensures net->fib.r[i].prefsrc == 0 ==> \result == 0 ||
            DeviceHas(net->dev.d[net->fib.r[i].oif], \result); */
static uint32_t fib_result_prefsrc(const struct net *net, uint32_t i)
{
	if (net->fib.r[i].prefsrc != 0u)
		return net->fib.r[i].prefsrc;
	return inet_select_addr(&net->dev, net->fib.r[i].oif,
		net->fib.r[i].gateway);
}

uint32_t fib_compute_spec_dst(const struct net *net, uint32_t h)
{
	uint32_t n = net->skb.s[h].network_header, i;
	uint32_t saddr = get_be32(&net->skb.s[h].pkt, n + IP_SADDR);

	if (net->skb.s[h].dst.type == RTN_LOCAL)
		return get_be32(&net->skb.s[h].pkt, n + IP_DADDR);
	if (saddr == 0u)
		return inet_select_addr(&net->dev, net->skb.s[h].dev, 0);
	i = fib_lookup(&net->fib, saddr,
		ip_route_tos(net->skb.s[h].pkt.b[n + IP_TOS]), ANY_DEVICE);
	if (i != FIB_NIL && net->fib.r[i].type < RTN_BLACKHOLE)
		return fib_result_prefsrc(net, i);
	return inet_select_addr(&net->dev, net->skb.s[h].dev, saddr);
}

uint32_t ip_rt_get_source(const struct net *net, uint32_t h)
{
	uint32_t n = net->skb.s[h].network_header;
	uint32_t oif = net->skb.s[h].dst.oif;
	uint32_t daddr = get_be32(&net->skb.s[h].pkt, n + IP_DADDR);
	uint32_t i = fib_lookup(&net->fib, daddr,
		ip_route_tos(net->skb.s[h].pkt.b[n + IP_TOS]), oif);

	if (i != FIB_NIL && net->fib.r[i].type < RTN_BLACKHOLE)
		return fib_result_prefsrc(net, i);
	if (net->skb.s[h].dst.gateway != 0u)
		daddr = net->skb.s[h].dst.gateway;
	return inet_select_addr(&net->dev, oif, daddr);
}
