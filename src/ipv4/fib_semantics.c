/*
 * Is it a route?  The checks, in Linux's order.  Contracts: fib_semantics.h.
 */
#include "ipv4/fib_lookup.h"
#include "ipv4/fib_semantics.h"
#include "ipv4/fib_addr.h"
#include "ipv4/fib_multipath.h"

enum { EINVAL = 22, ENOBUFS = 105, ENODEV = 19, ENETDOWN = 100,
	ENETUNREACH = 101, TOS_ECN = 3, WEIGHT_MAX = 256 };

/* The device that a route leads out of, or why it leads nowhere. */
struct nh_check {
	int32_t err;		/* 0, or -errno */
	uint32_t oif;
	uint32_t gateway;	/* 0: the neighbour is on the link */
};

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == LeastScope(type); */
static uint32_t least_scope(uint32_t type)
{
	if (type == RTN_LOCAL)
		return RT_SCOPE_HOST;
	return type == RTN_BROADCAST || type == RTN_ANYCAST ? RT_SCOPE_LINK
							    : RT_SCOPE_UNIVERSE;
}

/* A device by which the route leaves at once. */
/*@ requires \valid_read(net) && Inv(*net);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result.err == (oif >= NDEV ? -19 :
            net->dev.d[oif].up == 0 ? -100 : 0);
    ensures \result.err == 0 ==> \result.oif == oif < NDEV &&
            net->dev.d[oif].up != 0;
    ensures \result.gateway == 0; */
static struct nh_check fib_check_dev(const struct net *net, uint32_t oif)
{
	struct nh_check nh = { -ENODEV, oif, 0 };

	if (oif < NDEV)
		nh.err = net->dev.d[oif].up == 0u ? -ENETDOWN : 0;
	return nh;
}

/* A gateway that is on the link because the user says so. */
/*@ requires \valid_read(net) && Inv(*net);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result.err <= 0;
    ensures \result.err == 0 ==> \result.oif == c.oif < NDEV &&
            net->dev.d[c.oif].up != 0 && c.scope < RT_SCOPE_LINK;
    ensures \result.gateway == c.gateway; */
static struct nh_check fib_check_onlink(const struct net *net,
	struct fib_config c)
{
	struct nh_check nh = fib_check_dev(net, c.oif);

	nh.gateway = c.gateway;
	if (c.scope >= RT_SCOPE_LINK)
		nh.err = -EINVAL;
	if (nh.err == 0 && inet_addr_type(&net->fib, c.gateway) != RTN_UNICAST)
		nh.err = -EINVAL;
	return nh;
}

/* The route to a gateway: by the route's own table first, then by all. */
/*@ requires \valid_read(net) && Inv(*net) && table < net->fib.ntable;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result.err <= 0 && \result.route <= NROUTE;
    ensures \result.route == FIB_NIL ==> \result.err != 0;
    ensures \result.route != FIB_NIL ==> Live(net->fib, \result.route) &&
            \result.err == RouteErrno(net->fib.r[\result.route].type) &&
            Matches(net->fib.r[\result.route], c.gateway) &&
            net->fib.r[\result.route].scope >= scope &&
            (Refuses(net->fib.r[\result.route]) ||
             LeadsBy(net->fib.multi, net->fib.r[\result.route], c.oif)); */
static struct fib_result fib_gateway_route(const struct net *net,
	struct fib_config c, uint32_t table, uint32_t scope)
{
	struct flowi4 w = flow_to(c.gateway, 0, c.oif);
	struct fib_result res = { .rule = RULE_NIL };

	w.scope = scope;
	if (table > FIB_MAIN) {
		res.route = fib_table_lookup(&net->fib, table, table,
			w.daddr, w.tos, w.oif, w.scope);
		if (res.route != FIB_NIL &&
		    net->fib.r[res.route].type < RTN_BLACKHOLE)
			return res;
	}
	return fib_lookup(&net->fib, w);
}

/* A gateway: one hop away, by a route of narrower scope [fib_check_nh_v4_gw]. */
/*@ requires \valid_read(net) && Inv(*net) && table < net->fib.ntable;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result.err <= 0;
    ensures \result.err == 0 ==> \result.oif < NDEV &&
            net->dev.d[\result.oif].up != 0 &&
            (c.oif < NDEV ==> \result.oif == c.oif);
    ensures IPO_013_on_link: \result.err == 0 && c.onlink == 0 ==>
            \exists integer i; Live(net->fib, i) &&
            Matches(net->fib.r[i], c.gateway) &&
            net->fib.r[i].scope > c.scope &&
            net->fib.r[i].scope >= RT_SCOPE_LINK &&
            (net->fib.r[i].type == RTN_UNICAST ||
             net->fib.r[i].type == RTN_LOCAL) &&
            LeadsBy(net->fib.multi, net->fib.r[i], \result.oif) &&
            (\result.gateway == c.gateway ||
             net->fib.r[i].scope != RT_SCOPE_LINK);
    ensures \result.gateway == 0 || \result.gateway == c.gateway;
    ensures \result.err == 0 && c.onlink != 0 ==>
            \result.gateway == c.gateway; */
static struct nh_check fib_check_gateway(const struct net *net,
	struct fib_config c, uint32_t table)
{
	struct nh_check nh = { -EINVAL, c.oif, 0 };
	struct fib_result res;
	uint32_t i;

	if (c.onlink != 0u)
		return fib_check_onlink(net, c);
	if (c.scope > RT_SCOPE_HOST || c.oif > ANY_DEVICE)
		return nh;
	res = fib_gateway_route(net, c, table,
		c.scope < RT_SCOPE_LINK ? RT_SCOPE_LINK : c.scope + 1u);
	nh.err = res.err;
	if (res.err != 0)
		return nh;
	nh.err = -EINVAL;
	i = res.route;
	if (net->fib.r[i].type != RTN_UNICAST && net->fib.r[i].type != RTN_LOCAL)
		return nh;
	nh = fib_check_dev(net, fib_res_nhc(&net->fib, i, c.oif).oif);
	if (net->fib.r[i].scope == RT_SCOPE_LINK)
		nh.gateway = c.gateway;
	return nh;
}

/*@ requires \valid_read(net) && Inv(*net) && table < net->fib.ntable;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result.err <= 0;
    ensures \result.err == 0 ==> \result.oif < NDEV &&
            (c.oif < NDEV ==> \result.oif == c.oif) &&
            (c.scope != RT_SCOPE_HOST ==> net->dev.d[\result.oif].up != 0);
    ensures \result.gateway == 0 || \result.gateway == c.gateway;
    ensures \result.err == 0 && c.gateway != 0 && c.onlink == 0 &&
            \result.gateway == 0 ==> \exists integer i;
            Live(net->fib, i) && Matches(net->fib.r[i], c.gateway) &&
            net->fib.r[i].scope != RT_SCOPE_LINK; */
static struct nh_check fib_check_nh(const struct net *net, struct fib_config c,
	uint32_t table)
{
	struct nh_check nh = { -EINVAL, c.oif, 0 };

	if (c.scope > RT_SCOPE_HOST)
		return nh;
	if (c.scope == RT_SCOPE_HOST) {
		if (c.gateway == 0u)
			nh.err = c.oif < NDEV ? 0 : -ENODEV;
		return nh;
	}
	if (c.gateway != 0u)
		return fib_check_gateway(net, c, table);
	if (c.onlink != 0u)
		return nh;
	return fib_check_dev(net, c.oif);
}

/* May the route prefer that source? [fib_valid_prefsrc] */
/*@ requires \valid_read(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result && c.prefsrc != 0 && c.type != RTN_LOCAL ==>
            \exists integer i; AddrRoute(*f, i, c.prefsrc) &&
            f->r[i].type == RTN_LOCAL; */
static bool fib_valid_prefsrc(const struct fib *f, struct fib_config c)
{
	if (c.prefsrc == 0u || (c.type == RTN_LOCAL && c.dst != 0u &&
				c.prefsrc == c.dst))
		return true;
	return inet_addr_type(f, c.prefsrc) == RTN_LOCAL;
}

/* What the request says of itself: 0 or -EINVAL. */
/*@ requires table < NTABLE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == 0 || \result == -22;
    ensures \result == 0 ==> c.plen <= 32 && c.tos <= 255 &&
            RTN_UNICAST <= c.type <= RTN_THROW &&
            c.scope >= LeastScope(c.type) &&
            Base(TrieKey(table, c.dst), 32 - c.plen) ==
            TrieKey(table, c.dst);
    ensures \result == 0 && c.type >= RTN_BLACKHOLE ==> c.gateway == 0 &&
            c.oif >= NDEV && c.n_nexthop == 0; */
static int32_t fib_check_config(struct fib_config c, uint32_t table)
{
	if (c.plen > 32u || c.tos > 255u || c.tos % (TOS_ECN + 1u) != 0u)
		return -EINVAL;
	if (fib_prefix(table, c.dst, c.plen) != c.dst)
		return -EINVAL;
	if (c.type < RTN_UNICAST || c.type > RTN_THROW ||
	    c.scope < least_scope(c.type))
		return -EINVAL;
	if (c.type >= RTN_BLACKHOLE && (c.gateway != 0u || c.oif < NDEV ||
					c.n_nexthop > 0u))
		return -EINVAL;
	return 0;
}

/*@ requires nh.oif < NDEV && table < NTABLE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result.dst == c.dst && \result.plen == c.plen &&
            \result.tos == c.tos && \result.priority == c.priority &&
            \result.type == c.type && \result.scope == c.scope &&
            \result.via == c.gateway && \result.gateway == nh.gateway &&
            \result.prefsrc == c.prefsrc &&
            \result.mtu == c.mtu && \result.protocol == c.protocol &&
            \result.oif == nh.oif && \result.table == table &&
            \result.multi == MULTI_NIL; */
static struct fib_route route_of(struct fib_config c, uint32_t table,
	struct nh_check nh)
{
	struct fib_route r;

	r.dst = c.dst;
	r.plen = c.plen;
	r.table = table;
	r.tos = c.tos;
	r.priority = c.priority;
	r.type = c.type;
	r.scope = c.scope;
	r.multi = MULTI_NIL;
	r.oif = nh.oif;
	r.via = c.gateway;
	r.gateway = nh.gateway;
	r.prefsrc = c.prefsrc;
	r.mtu = c.mtu;
	r.protocol = c.protocol;
	return r;
}

/* What the list of next hops says of itself: 0 or an errno [fib_get_nhs]. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= 0;
    ensures \result == 0 ==> c.n_nexthop <= NHOP && (\forall integer k;
            0 <= k < c.n_nexthop ==> 1 <= c.nexthop[k].weight <= 256) &&
            (c.n_nexthop > 1 ==> c.scope < RT_SCOPE_HOST); */
static int32_t fib_get_nhs(struct fib_config c)
{
	uint32_t k;

	if (c.n_nexthop == 0u)
		return 0;
	if (c.n_nexthop > NHOP)
		return -ENOBUFS;
	/*@ loop invariant k <= c.n_nexthop;
	    loop invariant \forall integer j; 0 <= j < k ==>
	      1 <= c.nexthop[j].weight <= 256;
	    loop assigns k;
	    loop variant c.n_nexthop - k; */
	for (k = 0; k < c.n_nexthop; k++)
		if (c.nexthop[k].weight == 0u ||
		    c.nexthop[k].weight > WEIGHT_MAX)
			return -EINVAL;
	if ((c.oif != ANY_DEVICE && c.oif != c.nexthop[0].oif) ||
	    (c.gateway != 0u && c.gateway != c.nexthop[0].gateway) ||
	    (c.n_nexthop > 1u && c.scope >= RT_SCOPE_HOST))
		return -EINVAL;
	return 0;
}

/* The request as if next hop k of the list were the only one. */
/*@ requires k < NHOP;
    terminates \true; exits \false;
    assigns \nothing;
    ensures c.n_nexthop == 0 ==> \result == c;
    ensures c.n_nexthop != 0 ==> \result.oif == c.nexthop[k].oif &&
            \result.gateway == c.nexthop[k].gateway &&
            \result.onlink == c.nexthop[k].onlink;
    ensures \result.dst == c.dst && \result.plen == c.plen &&
            \result.tos == c.tos && \result.priority == c.priority &&
            \result.type == c.type && \result.scope == c.scope &&
            \result.prefsrc == c.prefsrc && \result.mtu == c.mtu &&
            \result.protocol == c.protocol; */
static struct fib_config hop_config(struct fib_config c, uint32_t k)
{
	if (c.n_nexthop == 0u)
		return c;
	c.oif = c.nexthop[k].oif;
	c.gateway = c.nexthop[k].gateway;
	c.onlink = c.nexthop[k].onlink;
	return c;
}

/*@ requires nh.oif < NDEV && k < NHOP;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result.oif == nh.oif && \result.gateway == nh.gateway &&
            \result.via == c.nexthop[k].gateway && \result.dead == 0 &&
            \result.weight == c.nexthop[k].weight &&
            \result.onlink == c.nexthop[k].onlink; */
static struct fib_nh hop_of(struct fib_config c, uint32_t k,
	struct nh_check nh)
{
	struct fib_nh h;

	h.oif = nh.oif;
	h.via = c.nexthop[k].gateway;
	h.gateway = nh.gateway;
	h.weight = c.nexthop[k].weight;
	h.upper_bound = -1;
	h.dead = 0;
	h.onlink = c.nexthop[k].onlink;
	return h;
}

/* All next hops of the list, or the error of the first that is wrong. */
/*@ requires \valid_read(net) && Inv(*net) && table < net->fib.ntable;
    requires \valid(hops) && \separated(hops, net);
    requires 1 < c.n_nexthop <= NHOP && c.scope < RT_SCOPE_HOST;
    requires \forall integer k; 0 <= k < c.n_nexthop ==>
             1 <= c.nexthop[k].weight <= 256;
    terminates \true; exits \false;
    assigns *hops;
    ensures \result <= 0;
    ensures \result == 0 ==> MakesHops(c, *hops) && \forall integer k;
            0 <= k < hops->n ==> net->dev.d[hops->nh[k].oif].up != 0; */
static int32_t fib_check_nhs(const struct net *net, struct fib_config c,
	uint32_t table, struct fib_multi *hops)
{
	uint32_t k;

	hops->n = c.n_nexthop;
	hops->owner = FIB_NIL;
	/*@ loop invariant k <= c.n_nexthop;
	    loop invariant \forall integer j; 0 <= j < k ==>
	      MakesHop(c, *hops, j) && NhOk(hops->nh[j]) &&
	      net->dev.d[hops->nh[j].oif].up != 0;
	    loop assigns k, hops->nh[0 .. NHOP - 1];
	    loop variant c.n_nexthop - k; */
	for (k = 0; k < c.n_nexthop; k++) {
		struct nh_check nh = fib_check_nh(net, hop_config(c, k),
			table);

		if (nh.err != 0)
			return nh.err;
		hops->nh[k] = hop_of(c, k, nh);
	}
	return 0;
}

struct fib_made fib_create_info(const struct net *net, struct fib_config c,
	uint32_t table)
{
	struct fib_made m = { .err = fib_check_config(c, table) };
	struct nh_check nh = { 0, DEV_LO, 0 };

	m.r = route_of(hop_config(c, 0), table, nh);
	if (m.err == 0)
		m.err = fib_get_nhs(c);
	if (m.err != 0 || c.type >= RTN_BLACKHOLE)
		return m;
	if (c.n_nexthop > 1u) {
		m.err = fib_check_nhs(net, c, table, &m.hops);
		nh.oif = m.hops.nh[0].oif;
		nh.gateway = m.hops.nh[0].gateway;
	} else {
		nh = fib_check_nh(net, hop_config(c, 0), table);
		m.err = nh.err;
	}
	if (m.err == 0 && !fib_valid_prefsrc(&net->fib, c))
		m.err = -EINVAL;
	if (m.err == 0)
		m.r = route_of(hop_config(c, 0), table, nh);
	//@ assert made: m.err == 0 ==> Makes(c, m.r);
	//@ assert route: m.err == 0 ==> RouteOk(m.r) && PrefixOk(m.r);
	return m;
}
