/* Redirects.  Contracts: route_redirect.h. */
#include "ipv4/route_redirect.h"

/*@ requires \valid_read(v) && d < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> RxRedirects(*v, d); */
static bool rx_redirects(const struct devices *v, uint32_t d)
{
	if (v->d[d].conf.forwarding != 0)
		return v->all.accept_redirects != 0 &&
			v->d[d].conf.accept_redirects != 0;
	return v->all.accept_redirects != 0 ||
		v->d[d].conf.accept_redirects != 0;
}

/*@ requires \valid_read(v) && DevicesOk(*v) && d < NDEV;
    requires i < v->d[d].naddr;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> OnLink(v->d[d].addr[i], a); */
static bool on_link(const struct devices *v, uint32_t d, uint32_t i,
	uint32_t a)
{
	uint64_t size = fib_block_size(v->d[d].addr[i].prefixlen);

	return v->d[d].addr[i].local / size == a / size;
}

/* Does one prefix of the device cover both? */
/*@ requires \valid_read(v) && DevicesOk(*v) && d < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> OneLink(v->d[d], a, b); */
static bool inet_addr_onlink(const struct devices *v, uint32_t d, uint32_t a,
	uint32_t b)
{
	uint32_t i = 0;

	/*@ loop invariant 0 <= i <= v->d[d].naddr;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      !(OnLink(v->d[d].addr[j], a) && OnLink(v->d[d].addr[j], b));
	    loop assigns i;
	    loop variant v->d[d].naddr - i; */
	while (i < v->d[d].naddr) {
		if (on_link(v, d, i, a) && on_link(v, d, i, b))
			return true;
		i++;
	}
	return false;
}

/* Does a route name that gateway on that device? [Linux
 * ip_fib_check_default] */
/*@ requires \valid_read(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> IsGateway(*f, gw, d); */
static bool fib_has_gateway(const struct fib *f, uint32_t gw, uint32_t d)
{
	uint32_t i = 0;

	/*@ loop invariant 0 <= i <= f->n;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      !(f->r[j].gateway == gw && f->r[j].oif == d);
	    loop assigns i;
	    loop variant f->n - i; */
	while (i < f->n) {
		if (f->r[i].gateway == gw && f->r[i].oif == d)
			return true;
		i++;
	}
	return false;
}

/* Would routing send to it as to one host? [Linux inet_addr_type] */
/*@ requires \valid_read(f) && FibOk(*f);
    requires a != 0 && a != 0xffffffff && !IsMulticast(a);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> IsUnicast(*f, a); */
static bool is_unicast(const struct fib *f, uint32_t a)
{
	uint32_t i = fib_lookup(f, a, 0, ANY_DEVICE);

	return i == FIB_NIL || (f->r[i].type != RTN_LOCAL &&
				f->r[i].type != RTN_BROADCAST);
}

/* Is the new gateway one that this link may have? */
/*@ requires \valid_read(net) && Inv(*net) && r.dev < NDEV;
    requires r.new_gw != 0 && r.new_gw != 0xffffffff &&
             !IsMulticast(r.new_gw);
    terminates \true; exits \false;
    assigns \nothing;
    ensures SharedMedia(net->dev, r.dev) ==>
            (\result <==> IsUnicast(net->fib, r.new_gw));
    ensures !SharedMedia(net->dev, r.dev) ==> (\result <==>
            OneLink(net->dev.d[r.dev], r.new_gw, r.old_gw) &&
            (SecRedirects(net->dev, r.dev) ==>
             IsGateway(net->fib, r.new_gw, r.dev))); */
static bool gateway_allowed(const struct net *net, struct redirect r)
{
	if (net->dev.all.shared_media != 0 ||
	    net->dev.d[r.dev].conf.shared_media != 0)
		return is_unicast(&net->fib, r.new_gw);
	if (!inet_addr_onlink(&net->dev, r.dev, r.new_gw, r.old_gw))
		return false;
	if (net->dev.all.secure_redirects == 0 &&
	    net->dev.d[r.dev].conf.secure_redirects == 0)
		return true;
	return fib_has_gateway(&net->fib, r.new_gw, r.dev);
}

bool redirect_allowed(const struct net *net, struct redirect r)
{
	if (r.code % 8u > 3u || r.new_gw == r.old_gw || r.new_gw == 0 ||
	    ipv4_is_lbcast(r.new_gw) || ipv4_is_multicast(r.new_gw) ||
	    !rx_redirects(&net->dev, r.dev))
		return false;
	return gateway_allowed(net, r);
}
