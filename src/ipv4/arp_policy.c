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

/* Has the device that address, and if `host` is 0 not for itself alone? */
/*@ requires \valid_read(d) && DeviceOk(*d);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> LinkScope(*d, a, host); */
static bool link_scope(const struct net_device *d, uint32_t a, uint32_t host)
{
	uint32_t i;

	/*@ loop invariant i <= d->naddr;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      d->addr[j].local != a ||
	      (host == 0 && d->addr[j].scope > RT_SCOPE_LINK);
	    loop assigns i;
	    loop variant d->naddr - i; */
	for (i = 0; i < d->naddr; i++)
		if (d->addr[i].local == a && (host != 0u ||
					      d->addr[i].scope <= RT_SCOPE_LINK))
			return true;
	return false;
}

/* Has any device? [Linux inet_confirm_addr with scope link] */
/*@ requires \valid_read(v) && DevicesOk(*v);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> Confirmed(*v, a); */
static bool confirm_addr(const struct devices *v, uint32_t a)
{
	uint32_t k;

	/*@ loop invariant k <= v->n;
	    loop invariant \forall integer j; 0 <= j < k ==>
	      !LinkScope(v->d[j], a, LocalnetOf(*v, j));
	    loop assigns k;
	    loop variant v->n - k; */
	for (k = 0; k < v->n; k++)
		if (link_scope(&v->d[k], a, v->all.route_localnet != 0u ? 1u
			: v->d[k].conf.route_localnet))
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
		return !confirm_addr(v, tip);
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
	if (ip_route_output(net, flow_to(sip, 0, ANY_DEVICE), &dst) != 0)
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
	return inet_select_addr(&net->dev, dev, target, RT_SCOPE_LINK);
}
