/*
 * Is it a route?  The checks, in Linux's order.  Contracts: fib_semantics.h.
 */
#include "ipv4/fib_semantics.h"
#include "ipv4/fib_addr.h"

enum { EINVAL = 22, ENODEV = 19, ENETDOWN = 100, ENETUNREACH = 101,
	TOS_ECN = 3 };

/* The device that a route leads out of, or why it leads nowhere. */
struct fib_nh {
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
static struct fib_nh fib_check_dev(const struct net *net, uint32_t oif)
{
	struct fib_nh nh = { -ENODEV, oif, 0 };

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
static struct fib_nh fib_check_onlink(const struct net *net,
	struct fib_config c)
{
	struct fib_nh nh = fib_check_dev(net, c.oif);

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
    ensures \result != FIB_NIL ==> Live(net->fib, \result) &&
            Matches(net->fib.r[\result], c.gateway) &&
            net->fib.r[\result].scope >= scope &&
            (Refuses(net->fib.r[\result]) || c.oif == ANY_DEVICE ||
             net->fib.r[\result].oif == c.oif); */
static uint32_t fib_gateway_route(const struct net *net, struct fib_config c,
	uint32_t table, uint32_t scope)
{
	if (table > FIB_MAIN) {
		uint32_t i = fib_table_lookup(&net->fib, table, table,
			c.gateway, 0, c.oif, scope);

		if (i != FIB_NIL && net->fib.r[i].type < RTN_BLACKHOLE)
			return i;
	}
	return fib_lookup_scope(&net->fib, c.gateway, 0, c.oif, scope);
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
            net->fib.r[i].oif == \result.oif && (\result.gateway == c.gateway
             || net->fib.r[i].scope != RT_SCOPE_LINK);
    ensures \result.gateway == 0 || \result.gateway == c.gateway;
    ensures \result.err == 0 && c.onlink != 0 ==>
            \result.gateway == c.gateway; */
static struct fib_nh fib_check_gateway(const struct net *net,
	struct fib_config c, uint32_t table)
{
	struct fib_nh nh = { -EINVAL, c.oif, 0 };
	uint32_t i;

	if (c.onlink != 0u)
		return fib_check_onlink(net, c);
	if (c.scope > RT_SCOPE_HOST || c.oif > ANY_DEVICE)
		return nh;
	i = fib_gateway_route(net, c, table,
		c.scope < RT_SCOPE_LINK ? RT_SCOPE_LINK : c.scope + 1u);
	if (i == FIB_NIL) {
		nh.err = -ENETUNREACH;
		return nh;
	}
	if (net->fib.r[i].type >= RTN_BLACKHOLE) {
		nh.err = fib_error(net->fib.r[i].type);
		return nh;
	}
	if (net->fib.r[i].type != RTN_UNICAST && net->fib.r[i].type != RTN_LOCAL)
		return nh;
	nh = fib_check_dev(net, net->fib.r[i].oif);
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
static struct fib_nh fib_check_nh(const struct net *net, struct fib_config c,
	uint32_t table)
{
	struct fib_nh nh = { -EINVAL, c.oif, 0 };

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
            c.oif >= NDEV; */
static int32_t fib_check_config(struct fib_config c, uint32_t table)
{
	if (c.plen > 32u || c.tos > 255u || c.tos % (TOS_ECN + 1u) != 0u)
		return -EINVAL;
	if (fib_prefix(table, c.dst, c.plen) != c.dst)
		return -EINVAL;
	if (c.type < RTN_UNICAST || c.type > RTN_THROW ||
	    c.scope < least_scope(c.type))
		return -EINVAL;
	if (c.type >= RTN_BLACKHOLE && (c.gateway != 0u || c.oif < NDEV))
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
            \result.oif == nh.oif && \result.table == table; */
static struct fib_route route_of(struct fib_config c, uint32_t table,
	struct fib_nh nh)
{
	struct fib_route r;

	r.dst = c.dst;
	r.plen = c.plen;
	r.table = table;
	r.tos = c.tos;
	r.priority = c.priority;
	r.type = c.type;
	r.scope = c.scope;
	r.oif = nh.oif;
	r.via = c.gateway;
	r.gateway = nh.gateway;
	r.prefsrc = c.prefsrc;
	r.mtu = c.mtu;
	r.protocol = c.protocol;
	return r;
}

struct fib_made fib_create_info(const struct net *net, struct fib_config c,
	uint32_t table)
{
	struct fib_made m;
	struct fib_nh nh = { 0, DEV_LO, 0 };

	m.r = route_of(c, table, nh);
	m.err = fib_check_config(c, table);
	if (m.err != 0)
		return m;
	if (c.type < RTN_BLACKHOLE) {
		nh = fib_check_nh(net, c, table);
		m.err = nh.err;
		if (m.err == 0 && !fib_valid_prefsrc(&net->fib, c))
			m.err = -EINVAL;
	}
	if (m.err == 0)
		m.r = route_of(c, table, nh);
	return m;
}
