/* Routing of what comes in and of what goes out [Linux net/ipv4/route.c]. */
#include "ipv4/route.h"

enum { ENETUNREACH = 101 };

/*@ requires \valid_read(v) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> RouteLocalnet(*v, dev); */
static bool route_localnet(const struct devices *v, uint32_t dev)
{
	return v->all.route_localnet != 0 || v->d[dev].conf.route_localnet != 0;
}

/* May a packet to a group come from that source? [Linux
 * ip_mc_validate_source] */
/*@ requires \valid_read(net) && Inv(*net) && f.dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result < DROP_MAX;
    ensures IPR_028_group_source: IsMulticast(f.saddr) ||
            f.saddr == 0xffffffff ==> \result == DROP_MARTIAN_SOURCE; */
static uint32_t ip_mc_validate_source(const struct net *net, struct flow_in f)
{
	if (ipv4_is_multicast(f.saddr) || ipv4_is_lbcast(f.saddr))
		return DROP_MARTIAN_SOURCE;
	if (ipv4_is_loopback(f.saddr) && !route_localnet(&net->dev, f.dev))
		return DROP_LOCALNET;
	if (!ipv4_is_zeronet(f.saddr))
		return fib_validate_source(net, f.saddr, f.tos, ANY_DEVICE,
			f.dev);
	if (f.daddr / 256u != 0xe00000u && f.protocol != IPPROTO_IGMP)
		return DROP_MARTIAN_SOURCE;
	return DROP_NONE;
}

/* The checks on addresses alone: the first refusal, or DROP_NONE. */
/*@ requires \valid_read(v) && f.dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == MartianSite(*v, f); */
static uint32_t martian_addresses(const struct devices *v, struct flow_in f)
{
	if (ipv4_is_multicast(f.saddr) || ipv4_is_lbcast(f.saddr))
		return DROP_MARTIAN_SOURCE;
	if (ipv4_is_lbcast(f.daddr) || (f.saddr == 0 && f.daddr == 0))
		return DROP_NONE;
	if (ipv4_is_zeronet(f.saddr))
		return DROP_MARTIAN_SOURCE;
	if (ipv4_is_zeronet(f.daddr))
		return DROP_MARTIAN_DEST;
	if ((ipv4_is_loopback(f.daddr) || ipv4_is_loopback(f.saddr)) &&
	    !route_localnet(v, f.dev))
		return DROP_LOCALNET;
	return DROP_NONE;
}

/* What a failed lookup means: the site where ip_error will drop. */
/*@ requires \valid_read(net) && Inv(*net) && dev < NDEV && i <= NROUTE;
    requires i == FIB_NIL || Live(net->fib, i);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result < DROP_MAX;
    ensures \result == (net->dev.d[dev].conf.forwarding == 0
            ? DROP_INADDRERRORS : i == FIB_NIL ? DROP_INNOROUTES
            : RefusalSite(net->fib.r[i].type)); */
static uint32_t no_route_site(const struct net *net, uint32_t i, uint32_t dev)
{
	if (net->dev.d[dev].conf.forwarding == 0)
		return DROP_INADDRERRORS;
	if (i == FIB_NIL || net->fib.r[i].type == RTN_THROW)
		return DROP_INNOROUTES;
	if (net->fib.r[i].type == RTN_UNREACHABLE)
		return DROP_UNREACHABLE;
	if (net->fib.r[i].type == RTN_PROHIBIT)
		return DROP_PROHIBIT;
	return DROP_BLACKHOLE;
}

/* The packet goes nowhere: ip_error will drop it at `site`. */
/*@ requires \valid(dst) && site < DROP_MAX;
    terminates \true; exits \false;
    assigns dst->input, dst->type, dst->error;
    ensures dst->input == DST_ERROR && dst->type == RTN_UNREACHABLE &&
            dst->error == site; */
static void dst_error(struct dst_entry *dst, uint32_t site)
{
	dst->input = DST_ERROR;
	dst->type = RTN_UNREACHABLE;
	dst->error = site;
}

/* Has the device an address whose prefix covers both?  b 0: any
 * [Linux inet_addr_onlink]. */
/*@ requires \valid_read(v) && DevicesOk(*v) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> SameLink(v->d[dev], a, b); */
static bool same_link(const struct devices *v, uint32_t dev, uint32_t a,
	uint32_t b)
{
	uint32_t i = 0;
	uint64_t size;

	/*@ loop invariant 0 <= i <= v->d[dev].naddr;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      !(OnLink(v->d[dev].addr[j], a) &&
	        (b == 0 || OnLink(v->d[dev].addr[j], b)));
	    loop assigns i, size;
	    loop variant v->d[dev].naddr - i; */
	while (i < v->d[dev].naddr) {
		size = fib_block_size(v->d[dev].addr[i].prefixlen);
		if (v->d[dev].addr[i].local / size == a / size &&
		    (b == 0u || v->d[dev].addr[i].local / size == b / size))
			return true;
		i++;
	}
	return false;
}

/* Should the sender of a packet that leaves as it came, by that gateway, be
 * told to go there itself? */
/*@ requires \valid_read(net) && Inv(*net) && f.dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result ==> Redirects(net->dev, f, gateway);
    ensures \forall integer i; Redirects(net->dev, f, gateway) &&
            LongestMatch(net->fib, i, f.saddr, f.tos, ANY_DEVICE) &&
            net->fib.r[i].oif == f.dev && !Refuses(net->fib.r[i]) ==>
            (\result <==> net->fib.r[i].gateway == 0); */
static bool wants_redirect(const struct net *net, struct flow_in f,
	uint32_t gateway)
{
	if (net->dev.all.send_redirects == 0 &&
	    net->dev.d[f.dev].conf.send_redirects == 0)
		return false;
	if (net->dev.all.shared_media == 0 &&
	    net->dev.d[f.dev].conf.shared_media == 0 &&
	    !same_link(&net->dev, f.dev, f.saddr, gateway))
		return false;
	return fib_source_on_link(net, f.saddr, f.tos, f.dev);
}

/* The packet goes on along route r. */
/*@ requires \valid(dst) && r.oif < NDEV;
    terminates \true; exits \false;
    assigns *dst;
    ensures GoesOn(*dst, r, daddr) && dst->redirect == 0; */
static void dst_forward(struct dst_entry *dst, struct fib_route r,
	uint32_t daddr)
{
	dst->input = DST_FORWARD;
	dst->type = RTN_UNICAST;
	dst->error = 0;
	dst->oif = r.oif;
	dst->gateway = r.gateway != 0u ? r.gateway : daddr;
	dst->prefsrc = r.prefsrc;
	dst->mtu = r.mtu;
	dst->redirect = 0;
	dst->uses_gateway = r.gateway != 0u;
}

/* A route that is not for us: forward, if this host does so on that device
 * [Linux ip_mkroute_input]. */
/*@ requires \valid_read(net) && Inv(*net) && f.dev < NDEV && \valid(dst);
    requires \separated(net, dst);
    requires Live(net->fib, i) && dst->oif < NDEV;
    terminates \true; exits \false;
    assigns *dst;
    ensures \result < DROP_MAX && dst->oif < NDEV;
    ensures \result == DROP_NONE ==> dst->input == DST_FORWARD ||
            (dst->input == DST_ERROR && dst->error == DROP_INADDRERRORS);
    ensures net->dev.d[f.dev].conf.forwarding == 0 ==>
            \result == DROP_NONE && dst->input == DST_ERROR;
    ensures \result == DROP_NONE && dst->input == DST_FORWARD &&
            Untold(*net, f.daddr, net->fib.r[i].oif, net->fib.r[i].gateway) ==>
            Forwards(net->dev, f, net->fib.r[i], *dst);
    ensures \result == DROP_NONE && dst->input == DST_FORWARD ==>
            dst->oif == net->fib.r[i].oif && dst->type == RTN_UNICAST;
    ensures \forall integer k; Mirrors(net->fib, f, k) &&
            \result == DROP_NONE && dst->input == DST_FORWARD &&
            dst->oif == f.dev && Redirects(net->dev, f, net->fib.r[i].gateway)
            ==> (dst->redirect == 1 <==> net->fib.r[k].gateway == 0);
    ensures dst->input == DST_ERROR ==> dst->error < DROP_MAX &&
            dst->type == RTN_UNREACHABLE; */
static uint32_t ip_mkroute_input(const struct net *net, struct flow_in f,
	uint32_t i, struct dst_entry *dst)
{
	uint32_t site;

	if (net->dev.d[f.dev].conf.forwarding == 0) {
		dst_error(dst, DROP_INADDRERRORS);
		return DROP_NONE;
	}
	dst_forward(dst, net->fib.r[i], f.daddr);
	if (net->fib.r[i].type != RTN_UNICAST)
		return DROP_MARTIAN_DEST;
	site = fib_validate_source(net, f.saddr, f.tos, net->fib.r[i].oif,
		f.dev);
	if (site == DROP_NONE && net->fib.r[i].oif == f.dev &&
	    wants_redirect(net, f, net->fib.r[i].gateway))
		dst->redirect = 1;
	fib_exception_apply(net, f.daddr, dst);
	return site;
}

/*@ requires \valid(dst) && oif < NDEV;
    terminates \true; exits \false;
    assigns *dst;
    ensures Delivers(*dst, type) && dst->oif == oif && dst->error == 0;
    ensures dst->mtu == 0 && dst->redirect == 0 && dst->uses_gateway == 0; */
static void dst_local(struct dst_entry *dst, uint32_t type, uint32_t oif)
{
	dst->input = DST_LOCAL_DELIVER;
	dst->type = type;
	dst->error = 0;
	dst->oif = oif;
	dst->gateway = 0;
	dst->prefsrc = 0;
	dst->mtu = 0;
	dst->redirect = 0;
	dst->uses_gateway = 0;
}

/* A unicast or broadcast destination that passed the address checks. */
/*@ requires \valid_read(net) && Inv(*net) && f.dev < NDEV && \valid(dst);
    requires \separated(net, dst) && !LimitedBroadcast(f);
    terminates \true; exits \false;
    assigns *dst;
    ensures \result < DROP_MAX && dst->oif < NDEV;
    ensures \result == DROP_NONE ==> dst->input == DST_LOCAL_DELIVER ||
            dst->input == DST_FORWARD || dst->input == DST_ERROR;
    ensures dst->input == DST_ERROR ==> dst->error < DROP_MAX &&
            dst->type == RTN_UNREACHABLE;
    ensures \forall integer i; \result == DROP_NONE &&
            LongestMatch(net->fib, i, f.daddr, f.tos, ANY_DEVICE) &&
            (net->fib.r[i].type == RTN_LOCAL ||
             net->fib.r[i].type == RTN_BROADCAST) ==>
            Delivers(*dst, net->fib.r[i].type);
    ensures \forall integer i; \result == DROP_NONE &&
            LongestMatch(net->fib, i, f.daddr, f.tos, ANY_DEVICE) &&
            dst->input == DST_FORWARD && Untold(*net, f.daddr,
             net->fib.r[i].oif, net->fib.r[i].gateway) ==>
            Forwards(net->dev, f, net->fib.r[i], *dst);
    ensures \forall integer i, k; \result == DROP_NONE &&
            LongestMatch(net->fib, i, f.daddr, f.tos, ANY_DEVICE) &&
            Mirrors(net->fib, f, k) && dst->input == DST_FORWARD &&
            dst->oif == f.dev && Redirects(net->dev, f, net->fib.r[i].gateway)
            ==> (dst->redirect == 1 <==> net->fib.r[k].gateway == 0);
    ensures \forall integer i; \result == DROP_NONE &&
            LongestMatch(net->fib, i, f.daddr, f.tos, ANY_DEVICE) &&
            Refuses(net->fib.r[i]) &&
            net->dev.d[f.dev].conf.forwarding != 0 ==>
            dst->input == DST_ERROR &&
            dst->error == RefusalSite(net->fib.r[i].type);
    ensures NoMatch(net->fib, f.daddr, f.tos, ANY_DEVICE) ==>
            \result == DROP_NONE && dst->input == DST_ERROR &&
            dst->error == (net->dev.d[f.dev].conf.forwarding == 0
                           ? DROP_INADDRERRORS : DROP_INNOROUTES);
    ensures \result == DROP_NONE &&
            net->dev.d[f.dev].conf.forwarding == 0 ==>
            dst->input == DST_LOCAL_DELIVER ||
            (dst->input == DST_ERROR && dst->error == DROP_INADDRERRORS); */
static uint32_t ip_route_input_slow(const struct net *net, struct flow_in f,
	struct dst_entry *dst)
{
	uint32_t i = fib_lookup(&net->fib, f.daddr, f.tos, ANY_DEVICE);

	dst_local(dst, RTN_LOCAL, f.dev);
	if (i == FIB_NIL || net->fib.r[i].type >= RTN_BLACKHOLE) {
		dst_error(dst, no_route_site(net, i, f.dev));
		return DROP_NONE;
	}
	if (net->fib.r[i].type != RTN_LOCAL &&
	    net->fib.r[i].type != RTN_BROADCAST)
		return ip_mkroute_input(net, f, i, dst);
	dst->type = net->fib.r[i].type;
	if (dst->type == RTN_BROADCAST && f.saddr == 0)
		return DROP_NONE;
	return fib_validate_source(net, f.saddr, f.tos, ANY_DEVICE, f.dev);
}

uint32_t ip_route_input(const struct net *net, struct flow_in f,
	struct dst_entry *dst)
{
	uint32_t site;

	if (ipv4_is_multicast(f.daddr)) {
		dst_local(dst, RTN_MULTICAST, f.dev);
		if (!ip_check_mc_rcu(&net->dev, f.dev, f.daddr, f.saddr,
		    f.protocol))
			return DROP_MC_NOT_JOINED;
		return ip_mc_validate_source(net, f);
	}
	dst_local(dst, RTN_BROADCAST, f.dev);
	site = martian_addresses(&net->dev, f);
	if (site != DROP_NONE)
		return site;
	if (!ipv4_is_lbcast(f.daddr) && (f.saddr != 0 || f.daddr != 0))
		return ip_route_input_slow(net, f, dst);
	if (f.saddr == 0)
		return DROP_NONE;
	return fib_validate_source(net, f.saddr, f.tos, ANY_DEVICE, f.dev);
}

int32_t ip_route_output(const struct net *net, uint32_t daddr, uint32_t tos,
	struct dst_entry *dst)
{
	uint32_t i = fib_lookup(&net->fib, daddr, tos, ANY_DEVICE);

	dst_local(dst, RTN_UNSPEC, DEV_LO);
	if (i == FIB_NIL)
		return -ENETUNREACH;
	if (net->fib.r[i].type >= RTN_BLACKHOLE)
		return fib_error(net->fib.r[i].type);
	dst->type = net->fib.r[i].type;
	dst->gateway = net->fib.r[i].gateway;
	dst->uses_gateway = dst->gateway != 0;
	if (dst->gateway == 0)
		dst->gateway = daddr;
	dst->prefsrc = net->fib.r[i].prefsrc;
	dst->mtu = net->fib.r[i].mtu;
	if (dst->type != RTN_LOCAL)
		dst->oif = net->fib.r[i].oif;
	fib_exception_apply(net, daddr, dst);
	return 0;
}

uint32_t ip_select_source(const struct net *net, uint32_t daddr,
	struct dst_entry dst)
{
	if (dst.type == RTN_LOCAL)
		return daddr;
	if (dst.prefsrc != 0)
		return dst.prefsrc;
	return inet_select_addr(&net->dev, dst.oif, dst.gateway);
}
