/* Redirects.  Contracts: route_redirect.h. */
#include "ipv4/route_redirect.h"
#include "ipv4/fib_addr.h"
#include "ipv4/neigh.h"

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
	uint32_t i;

	/*@ loop invariant i <= f->top;
	    loop invariant \forall integer j; 0 <= j < i && Live(*f, j) ==>
	      !(f->r[j].gateway == gw && f->r[j].oif == d);
	    loop assigns i;
	    loop variant f->top - i; */
	for (i = 0; i < f->top; i++)
		if (f->used[i] == 1u && f->r[i].gateway == gw &&
		    f->r[i].oif == d)
			return true;
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
	return inet_addr_type(f, a) == RTN_UNICAST;
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

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> NudValid(state); */
static bool nud_valid(uint32_t state)
{
	return state == NUD_PERMANENT || state == NUD_NOARP ||
		state == NUD_REACHABLE || state == NUD_PROBE ||
		state == NUD_STALE || state == NUD_DELAY;
}

/* Is the Ethernet address of a gateway known?  If not, it is asked for. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->drop, net->trace;
    ensures Inv(*net);
    ensures OnlyQueued(net->queues, \old(net->queues));
    ensures HeldKept(net->skb, \old(net->skb), \old(net->queues)); */
static bool gateway_known(struct net *net, uint32_t gw, uint32_t dev)
{
	uint32_t i = neigh_get(net, gw, dev);

	if (i == NEIGH_NIL)
		return false;
	//@ assert Inv(*net);
	if (nud_valid(net->arp.e[i].state))
		return true;
	if (neigh_event(&net->arp, i, net->now) == NEIGH_ASK) {
		//@ assert Inv(*net);
		arp_solicit(net, i, POOL_SIZE);
	}
	//@ assert Inv(*net);
	return false;
}

/* The gateway that packets along route i go to now; 0: they need none.  Once
 * anything was told of an on-link destination, it is its own gateway. */
/*@ requires \valid_read(net) && Inv(*net) && Live(net->fib, i);
    requires x == FNHE_NIL || x < net->route.n;
    terminates \true; exits \false;
    assigns \nothing;
    ensures x == FNHE_NIL ==> \result == net->fib.r[i].gateway;
    ensures x != FNHE_NIL ==> \result ==
            (net->route.e[x].gateway != 0 ? net->route.e[x].gateway
             : net->route.e[x].key.nh_gw); */
static uint32_t present_gateway(const struct net *net, uint32_t i, uint32_t x)
{
	if (x == FNHE_NIL)
		return net->fib.r[i].gateway;
	if (net->route.e[x].gateway != 0)
		return net->route.e[x].gateway;
	return net->route.e[x].key.nh_gw;
}

void __ip_do_redirect(struct net *net, struct flow_out f, struct redirect r)
{
	uint32_t i = ip_route_output_flow(net, f), gw;
	struct fnhe_key k;

	if (i == FIB_NIL)
		return;
	k = fnhe_key_of_route(net, f, i);
	gw = present_gateway(net, i, find_exception(&net->route, k, net->now));
	if (gw == 0 || gw != r.old_gw || !redirect_allowed(net, r))
		return;
	trace_call(&net->trace, FN___ip_do_redirect);
	//@ assert Inv(*net);
	if (!gateway_known(net, r.new_gw, k.oif))
		return;
	//@ assert Inv(*net);
	update_or_create_fnhe(&net->route, k, r.new_gw, 0, 0,
		ktime_add(net->now, (uint64_t)GC_TIMEOUT * NSEC_PER_SEC),
		net->now);
	//@ assert Inv(*net);
}
