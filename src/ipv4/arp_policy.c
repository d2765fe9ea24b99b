/* The settings of ARP. */
#include "ipv4/arp_policy.h"
#include "ipv4/route.h"

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == \max(a, b); */
static uint32_t greater(uint32_t a, uint32_t b)
{
	return a > b ? a : b;
}

/*@ requires \valid_read(v) && DevicesOk(*v) && dev < NDEV;
    requires i < v->d[dev].naddr;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> OnLink(v->d[dev].addr[i], a); */
static bool on_link(const struct devices *v, uint32_t dev, uint32_t i,
	uint32_t a)
{
	uint64_t size = fib_block_size(v->d[dev].addr[i].prefixlen);

	return v->d[dev].addr[i].local / size == a / size;
}

bool inet_addr_onlink(const struct devices *v, uint32_t dev, uint32_t a,
	uint32_t b)
{
	uint32_t i;

	/*@ loop invariant i <= v->d[dev].naddr;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      !(OnLink(v->d[dev].addr[j], a) && OnLink(v->d[dev].addr[j], b));
	    loop assigns i;
	    loop variant v->d[dev].naddr - i; */
	for (i = 0; i < v->d[dev].naddr; i++)
		if (on_link(v, dev, i, a) && on_link(v, dev, i, b))
			return true;
	return false;
}

/* Is it an address of a device, and not one of host scope? */
/*@ requires \valid_read(v) && DevicesOk(*v);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result ==> IsLocalAddress(*v, a); */
static bool link_scope(const struct devices *v, uint32_t a)
{
	uint32_t i;

	/*@ loop invariant i <= v->n;
	    loop assigns i;
	    loop variant v->n - i; */
	for (i = 0; i < v->n; i++)
		if (dev_has_address(v, i, a) && (!ipv4_is_loopback(a) ||
		    v->all.route_localnet != 0u ||
		    v->d[i].conf.route_localnet != 0u))
			return true;
	return false;
}

bool arp_ignore(const struct devices *v, uint32_t dev, uint32_t sip,
	uint32_t tip)
{
	switch (greater(v->all.arp_ignore, v->d[dev].conf.arp_ignore)) {
	case 1:
		return !dev_has_address(v, dev, tip);
	case 2:
		return !dev_has_address(v, dev, tip) ||
			(sip != 0u && !inet_addr_onlink(v, dev, sip, tip));
	case 3:
		return !link_scope(v, tip);
	case 8:
		return true;
	default:
		return false;
	}
}

bool arp_filter(struct net *net, uint32_t dev, uint32_t sip)
{
	struct dst_entry dst = { .input = DST_NONE };

	if (net->dev.all.arp_filter == 0u &&
	    net->dev.d[dev].conf.arp_filter == 0u)
		return false;
	if (ip_route_output(net, sip, 0, &dst) != 0)
		return true;
	if (dst.oif == dev)
		return false;
	mib_inc(&net->mib, MIB_TcpExt_ArpFilter);
	return true;
}

bool arp_accept(const struct devices *v, uint32_t dev, uint32_t sip)
{
	switch (greater(v->all.arp_accept, v->d[dev].conf.arp_accept)) {
	case 1:
		return true;
	case 2:
		return inet_addr_onlink(v, dev, sip, sip);
	default:
		return false;
	}
}

uint32_t arp_source(const struct net *net, uint32_t dev, uint32_t target,
	uint32_t saddr)
{
	uint32_t announce = greater(net->dev.all.arp_announce,
		net->dev.d[dev].conf.arp_announce);
	bool own = saddr != 0u && announce != 2u &&
		inet_addr_type(&net->fib, saddr) == RTN_LOCAL;

	if (own && (announce != 1u ||
		    inet_addr_onlink(&net->dev, dev, target, saddr)))
		return saddr;
	return inet_select_addr(&net->dev, dev, target);
}
