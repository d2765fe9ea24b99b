/* Routing of what comes in and of what goes out [Linux net/ipv4/route.c]. */
#include "ipv4/route.h"
#include "ipv4/fib_multipath.h"

enum { EACCES = 13, ENETUNREACH = 101, EHOSTUNREACH = 113 };

/*@ requires \valid_read(v) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> RouteLocalnet(*v, dev); */
static bool route_localnet(const struct devices *v, uint32_t dev)
{
	return v->all.route_localnet != 0 || v->d[dev].conf.route_localnet != 0;
}

/* The source of a broadcast or of a group's packet: nobody is asked how to
 * send back from there. */
/*@ requires \valid_read(net) && Inv(*net) && f.iif < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result < DROP_MAX; */
static uint32_t brd_validate_source(const struct net *net, struct flowi4 f)
{
	f.daddr = 0;
	return fib_validate_source(net, f, ANY_DEVICE);
}

/* May a packet to a group come from that source? [Linux
 * ip_mc_validate_source] */
/*@ requires \valid_read(net) && Inv(*net) && f.iif < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result < DROP_MAX;
    ensures IPR_028_group_source: IsMulticast(f.saddr) ||
            f.saddr == 0xffffffff ==> \result == DROP_MARTIAN_SOURCE; */
static uint32_t ip_mc_validate_source(const struct net *net, struct flowi4 f)
{
	if (ipv4_is_multicast(f.saddr) || ipv4_is_lbcast(f.saddr))
		return DROP_MARTIAN_SOURCE;
	if (ipv4_is_loopback(f.saddr) && !route_localnet(&net->dev, f.iif))
		return DROP_LOCALNET;
	if (!ipv4_is_zeronet(f.saddr))
		return brd_validate_source(net, f);
	if (f.daddr / 256u != 0xe00000u && f.proto != IPPROTO_IGMP)
		return DROP_MARTIAN_SOURCE;
	return DROP_NONE;
}

/* The checks on addresses alone: the first refusal, or DROP_NONE. */
/*@ requires \valid_read(v) && f.iif < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == MartianSite(*v, f); */
static uint32_t martian_addresses(const struct devices *v, struct flowi4 f)
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
	    !route_localnet(v, f.iif))
		return DROP_LOCALNET;
	return DROP_NONE;
}

/* What a failed lookup means: the site where ip_error will drop. */
/*@ requires \valid_read(v) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result < DROP_MAX;
    ensures \result == (v->d[dev].conf.forwarding == 0
            ? DROP_INADDRERRORS : ErrnoSite(err)); */
static uint32_t no_route_site(const struct devices *v, int32_t err,
	uint32_t dev)
{
	if (v->d[dev].conf.forwarding == 0)
		return DROP_INADDRERRORS;
	if (err == -ENETUNREACH)
		return DROP_INNOROUTES;
	if (err == -EHOSTUNREACH)
		return DROP_UNREACHABLE;
	return err == -EACCES ? DROP_PROHIBIT : DROP_BLACKHOLE;
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

/* Should the sender of a packet that leaves as it came, by that gateway, be
 * told to go there itself? */
/*@ requires \valid_read(net) && Inv(*net) && f.iif < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result ==> Redirects(net->dev, f, gateway);
    ensures \forall integer k; Redirects(net->dev, f, gateway) &&
            Mirrors(net->fib, f, k) ==>
            (\result <==> net->fib.r[k].gateway == 0); */
static bool wants_redirect(const struct net *net, struct flowi4 f,
	uint32_t gateway)
{
	if (net->dev.all.send_redirects == 0 &&
	    net->dev.d[f.iif].conf.send_redirects == 0)
		return false;
	if (net->dev.all.shared_media == 0 &&
	    net->dev.d[f.iif].conf.shared_media == 0 &&
	    !inet_addr_onlink(&net->dev, f.iif, f.saddr, gateway))
		return false;
	return fib_source_on_link(net, f);
}

/* The packet goes on along route r, by its next hop h. */
/*@ requires \valid(dst) && h.oif < NDEV;
    terminates \true; exits \false;
    assigns *dst;
    ensures GoesOn(*dst, r, h.oif, h.gateway, daddr) && dst->redirect == 0; */
static void dst_forward(struct dst_entry *dst, struct fib_route r,
	struct fib_nh h, uint32_t daddr)
{
	dst->input = DST_FORWARD;
	dst->type = RTN_UNICAST;
	dst->error = 0;
	dst->oif = h.oif;
	dst->gateway = h.gateway != 0u ? h.gateway : daddr;
	dst->prefsrc = r.prefsrc;
	dst->scope = r.scope;
	dst->via = h.via;
	dst->mtu = r.mtu;
	dst->redirect = 0;
	dst->uses_gateway = h.gateway != 0u;
}

/* A route that is not for us, and the next hop that the packet takes of it:
 * forward, if this host does so on that device [Linux ip_mkroute_input]. */
/*@ requires \valid_read(net) && Inv(*net) && f.iif < NDEV && \valid(dst);
    requires \separated(net, dst) && h.oif < NDEV && dst->oif < NDEV;
    terminates \true; exits \false;
    assigns *dst;
    ensures \result < DROP_MAX && dst->oif < NDEV;
    ensures \result == DROP_NONE ==> dst->input == DST_FORWARD ||
            (dst->input == DST_ERROR && dst->error == DROP_INADDRERRORS);
    ensures net->dev.d[f.iif].conf.forwarding == 0 ==>
            \result == DROP_NONE && dst->input == DST_ERROR;
    ensures \result == DROP_NONE && dst->input == DST_FORWARD ==>
            net->dev.d[f.iif].conf.forwarding != 0 &&
            r.type == RTN_UNICAST && dst->oif == h.oif &&
            dst->type == RTN_UNICAST && (dst->redirect == 0 ||
             (dst->redirect == 1 && dst->oif == f.iif &&
              Redirects(net->dev, f, h.gateway)));
    ensures \result == DROP_NONE && dst->input == DST_FORWARD &&
            Untold(*net, f.daddr, h.oif, h.gateway) ==>
            GoesOn(*dst, r, h.oif, h.gateway, f.daddr);
    ensures \forall integer k; Mirrors(net->fib, f, k) &&
            \result == DROP_NONE && dst->input == DST_FORWARD &&
            dst->oif == f.iif && Redirects(net->dev, f, h.gateway)
            ==> (dst->redirect == 1 <==> net->fib.r[k].gateway == 0);
    ensures dst->input == DST_ERROR ==> dst->error < DROP_MAX &&
            dst->type == RTN_UNREACHABLE; */
static uint32_t ip_mkroute_input(const struct net *net, struct flowi4 f,
	struct fib_route r, struct fib_nh h, struct dst_entry *dst)
{
	uint32_t site;

	if (net->dev.d[f.iif].conf.forwarding == 0) {
		dst_error(dst, DROP_INADDRERRORS);
		return DROP_NONE;
	}
	dst_forward(dst, r, h, f.daddr);
	if (r.type != RTN_UNICAST)
		return DROP_MARTIAN_DEST;
	site = fib_validate_source(net, f, h.oif);
	if (site == DROP_NONE && h.oif == f.iif &&
	    wants_redirect(net, f, h.gateway))
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
	dst->scope = RT_SCOPE_UNIVERSE;
	dst->via = 0;
	dst->mtu = 0;
	dst->redirect = 0;
	dst->uses_gateway = 0;
}

/* A unicast or broadcast destination that passed the address checks, and that
 * a lookup has route i for. */
/*@ requires \valid_read(net) && Inv(*net) && f.iif < NDEV && \valid(dst);
    requires \separated(net, dst) && Live(net->fib, i);
    requires !Refuses(net->fib.r[i]) && dst->oif < NDEV &&
             Delivers(*dst, RTN_LOCAL);
    terminates \true; exits \false;
    assigns *dst;
    ensures \result < DROP_MAX && dst->oif < NDEV;
    ensures \result == DROP_NONE ==> dst->input == DST_LOCAL_DELIVER ||
            dst->input == DST_FORWARD || dst->input == DST_ERROR;
    ensures dst->input == DST_ERROR ==> dst->error < DROP_MAX &&
            dst->type == RTN_UNREACHABLE;
    ensures \result == DROP_NONE && (net->fib.r[i].type == RTN_LOCAL ||
             net->fib.r[i].type == RTN_BROADCAST) ==>
            Delivers(*dst, net->fib.r[i].type);
    ensures \result == DROP_NONE && net->fib.r[i].multi == MULTI_NIL &&
            dst->input == DST_FORWARD && Untold(*net, f.daddr,
             net->fib.r[i].oif, net->fib.r[i].gateway) ==>
            Forwards(net->dev, f, net->fib.r[i], *dst);
    ensures \forall integer k; \result == DROP_NONE &&
            net->fib.r[i].multi == MULTI_NIL &&
            Mirrors(net->fib, f, k) && dst->input == DST_FORWARD &&
            dst->oif == f.iif && Redirects(net->dev, f, net->fib.r[i].gateway)
            ==> (dst->redirect == 1 <==> net->fib.r[k].gateway == 0);
    ensures \result == DROP_NONE && dst->input == DST_FORWARD ==>
            HopOut(net->fib, i, dst->oif);
    ensures \result == DROP_NONE &&
            net->dev.d[f.iif].conf.forwarding == 0 ==>
            dst->input == DST_LOCAL_DELIVER ||
            (dst->input == DST_ERROR && dst->error == DROP_INADDRERRORS); */
static uint32_t route_taken(const struct net *net, struct flowi4 f, uint32_t i,
	struct dst_entry *dst)
{
	if (net->fib.r[i].type != RTN_LOCAL &&
	    net->fib.r[i].type != RTN_BROADCAST)
		return ip_mkroute_input(net, f, net->fib.r[i],
			fib_select_path(net, i, f), dst);
	dst->type = net->fib.r[i].type;
	if (dst->type == RTN_LOCAL)
		return fib_validate_source(net, f, ANY_DEVICE);
	return f.saddr == 0 ? DROP_NONE : brd_validate_source(net, f);
}

/* A unicast or broadcast destination that passed the address checks. */
/*@ requires \valid_read(net) && Inv(*net) && f.iif < NDEV && \valid(dst);
    requires \separated(net, dst) && !LimitedBroadcast(f);
    terminates \true; exits \false;
    assigns *dst;
    ensures \result < DROP_MAX && dst->oif < NDEV;
    ensures \result == DROP_NONE ==> dst->input == DST_LOCAL_DELIVER ||
            dst->input == DST_FORWARD || dst->input == DST_ERROR;
    ensures dst->input == DST_ERROR ==> dst->error < DROP_MAX &&
            dst->type == RTN_UNREACHABLE;
    ensures \forall integer i; \result == DROP_NONE &&
            LongestMatch(net->fib, i, f) &&
            (net->fib.r[i].type == RTN_LOCAL ||
             net->fib.r[i].type == RTN_BROADCAST) ==>
            Delivers(*dst, net->fib.r[i].type);
    ensures \forall integer i; \result == DROP_NONE &&
            LongestMatch(net->fib, i, f) &&
            net->fib.r[i].multi == MULTI_NIL &&
            dst->input == DST_FORWARD && Untold(*net, f.daddr,
             net->fib.r[i].oif, net->fib.r[i].gateway) ==>
            Forwards(net->dev, f, net->fib.r[i], *dst);
    ensures \forall integer i, k; \result == DROP_NONE &&
            LongestMatch(net->fib, i, f) &&
            net->fib.r[i].multi == MULTI_NIL &&
            Mirrors(net->fib, f, k) && dst->input == DST_FORWARD &&
            dst->oif == f.iif && Redirects(net->dev, f, net->fib.r[i].gateway)
            ==> (dst->redirect == 1 <==> net->fib.r[k].gateway == 0);
    ensures \forall integer i; \result == DROP_NONE &&
            LongestMatch(net->fib, i, f) &&
            Refuses(net->fib.r[i]) &&
            net->dev.d[f.iif].conf.forwarding != 0 ==>
            dst->input == DST_ERROR &&
            dst->error == ErrnoSite(RouteErrno(net->fib.r[i].type));
    ensures \forall integer i; \result == DROP_NONE &&
            LongestMatch(net->fib, i, f) && dst->input == DST_FORWARD ==>
            HopOut(net->fib, i, dst->oif);
    ensures NoMatch(net->fib, f) ==>
            \result == DROP_NONE && dst->input == DST_ERROR &&
            (net->dev.d[f.iif].conf.forwarding == 0 ?
             dst->error == DROP_INADDRERRORS : \forall integer e;
             NoneDecides(net->fib, fib_ghost, f, e) ==>
             dst->error == ErrnoSite(e));
    ensures \result == DROP_NONE &&
            net->dev.d[f.iif].conf.forwarding == 0 ==>
            dst->input == DST_LOCAL_DELIVER ||
            (dst->input == DST_ERROR && dst->error == DROP_INADDRERRORS); */
static uint32_t ip_route_input_slow(const struct net *net, struct flowi4 f,
	struct dst_entry *dst)
{
	struct fib_result res = fib_lookup(&net->fib, f);

	dst_local(dst, RTN_LOCAL, f.iif);
	/*@ assert one: \forall integer k; LongestMatch(net->fib, k, f) ==>
	      k == res.route; */
	if (res.err != 0) {
		dst_error(dst, no_route_site(&net->dev, res.err, f.iif));
		return DROP_NONE;
	}
	return route_taken(net, f, res.route, dst);
}

uint32_t ip_route_input(const struct net *net, struct flowi4 f,
	struct dst_entry *dst)
{
	uint32_t site;

	if (ipv4_is_multicast(f.daddr)) {
		dst_local(dst, RTN_MULTICAST, f.iif);
		if (!ip_check_mc_rcu(&net->dev, f.iif, f.daddr, f.saddr,
		    f.proto))
			return DROP_MC_NOT_JOINED;
		return ip_mc_validate_source(net, f);
	}
	dst_local(dst, RTN_BROADCAST, f.iif);
	site = martian_addresses(&net->dev, f);
	if (site != DROP_NONE)
		return site;
	if (!ipv4_is_lbcast(f.daddr) && (f.saddr != 0 || f.daddr != 0))
		return ip_route_input_slow(net, f, dst);
	return f.saddr == 0 ? DROP_NONE : brd_validate_source(net, f);
}

/* The way along route i, by its next hop h. */
/*@ requires \valid_read(net) && Inv(*net) && \valid(dst);
    requires \separated(net, dst) && h.oif < NDEV;
    terminates \true; exits \false;
    assigns *dst;
    ensures dst->type == r.type && dst->prefsrc == r.prefsrc &&
            dst->oif == (r.type == RTN_LOCAL ? DEV_LO : h.oif);
    ensures !IsMulticast(daddr) && (r.type == RTN_LOCAL ||
             Untold(*net, daddr, h.oif, h.gateway)) ==>
            dst->gateway == (h.gateway != 0 ? h.gateway : daddr) &&
            dst->uses_gateway == (h.gateway != 0 ? 1 : 0) &&
            dst->mtu == r.mtu; */
static void mkroute_output(const struct net *net, struct fib_route r,
	struct fib_nh h, uint32_t daddr, struct dst_entry *dst)
{
	if (ipv4_is_multicast(daddr) && r.plen < 4u) {
		h.gateway = 0;
		r.mtu = 0;
	}
	dst_forward(dst, r, h, daddr);
	dst->input = DST_LOCAL_DELIVER;
	dst->type = r.type;
	if (r.type == RTN_LOCAL)
		dst->oif = DEV_LO;
	fib_exception_apply(net, daddr, dst);
}

int32_t ip_route_output(const struct net *net, struct flowi4 w,
	struct dst_entry *dst)
{
	struct fib_result res = fib_lookup(&net->fib, w);

	dst_local(dst, RTN_UNSPEC, DEV_LO);
	/*@ assert one: \forall integer k; LongestMatch(net->fib, k, w) ==>
	      k == res.route; */
	if (res.err != 0)
		return res.err;
	mkroute_output(net, net->fib.r[res.route],
		fib_select_path(net, res.route, w), w.daddr, dst);
	return 0;
}

uint32_t ip_select_source(const struct net *net, uint32_t daddr,
	struct dst_entry dst)
{
	if (dst.prefsrc != 0)
		return dst.prefsrc;
	if (dst.type == RTN_LOCAL)
		return daddr;
	return inet_select_addr(&net->dev, dst.oif, dst.via, dst.scope);
}
