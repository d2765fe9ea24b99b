/*
 * A question to the routes of a host, answered as RTM_GETROUTE would
 * [Linux net/ipv4/route.c, inet_rtm_getroute].  What to do with a packet is
 * asked of src/ipv4; here is only how Linux words it.
 */
#include <errno.h>

#include "cli/route_get.h"
#include "core/dropreason.h"
#include "ipv4/route.h"

/* Without a rule tables local and main are one, and Linux calls it main. */
static const uint32_t merged_table = RT_TABLE_MAIN;

/* Where ip_error would drop, and the errno that got the packet there. */
static int32_t error_of_site(uint32_t site)
{
	if (site == DROP_INADDRERRORS || site == DROP_UNREACHABLE)
		return -EHOSTUNREACH;
	if (site == DROP_INNOROUTES)
		return -ENETUNREACH;
	return site == DROP_PROHIBIT ? -EACCES : -EINVAL;
}

static struct route_answer fail(int32_t error)
{
	return (struct route_answer){ .error = error };
}

/* Groups and 255.255.255.255 come in without a look at the tables; what goes
 * to 0.0.0.0 stays here. */
static bool looks_up(const struct route_query *q)
{
	if (q->iif == NDEV)
		return q->daddr != 0;
	return !ipv4_is_multicast(q->daddr) && !ipv4_is_lbcast(q->daddr) &&
	       (q->daddr != 0 || q->saddr != 0);
}

static struct route_answer ask_input(const struct net *net,
	const struct route_query *q)
{
	struct flow_in flow = { q->saddr, q->daddr, ip_route_tos(q->tos),
		IPPROTO_UDP, q->iif };
	struct route_answer a = { .table = looks_up(q) ? merged_table : 0 };
	struct dst_entry dst;

	if (ip_route_input(net, flow, &dst) != DROP_NONE)
		return fail(-EINVAL);
	if (dst.input == DST_ERROR)
		return fail(error_of_site(dst.error));
	a.type = dst.type;
	a.oif = dst.input == DST_FORWARD ? dst.oif : DEV_LO;
	a.gateway = dst.uses_gateway ? dst.gateway : 0;
	a.mtu = dst.mtu;
	a.redirect = dst.redirect;
	return a;
}

static struct route_answer ask_output(const struct net *net,
	const struct route_query *q)
{
	struct route_answer a = { .table = merged_table };
	struct dst_entry dst;
	int32_t error = ip_route_output(net, q->daddr,
		ip_route_tos(q->tos), &dst);

	if (error != 0)
		return fail(error);
	a.type = dst.type;
	a.oif = dst.oif;
	a.gateway = dst.uses_gateway ? dst.gateway : 0;
	a.prefsrc = ip_select_source(net, q->daddr, dst);
	a.mtu = dst.mtu;
	return a;
}

/*
 * The entry behind an answer that is no error.  Where a device is named and
 * the tables lead nowhere, Linux takes the address for a neighbour there:
 * that is a way without an entry, EHOSTUNREACH.
 */
static struct route_answer matched(const struct net *net,
	const struct route_query *q)
{
	uint32_t i = fib_lookup(&net->fib, q->daddr, ip_route_tos(q->tos),
		q->oif != NDEV ? q->oif : ANY_DEVICE);
	const struct fib_route *r = &net->fib.r[i];

	if (i == FIB_NIL || r->type >= RTN_BLACKHOLE || !looks_up(q))
		return fail(-EHOSTUNREACH);
	return (struct route_answer){ .type = r->type, .dst = r->dst,
		.plen = r->plen, .table = r->table == FIB_DEFAULT ?
			RT_TABLE_DEFAULT : merged_table, .oif = r->oif,
		.gateway = r->via, .prefsrc = r->prefsrc, .mtu = r->mtu,
		.tos = r->tos, .priority = r->priority, .scope = r->scope };
}

/* What of a question this version cannot answer: a word of it, or NULL. */
static const char *unknown(const struct route_query *q, bool match)
{
	if (q->iif != NDEV)
		return q->oif != NDEV ? "iif with oif" : NULL;
	if (q->saddr != 0)
		return "from";
	return q->oif != NDEV && !match ? "oif" : NULL;
}

/* A mark is looked at by rules only, and this version has none. */
struct route_answer route_ask(const struct net *net,
	const struct route_query *q, bool match)
{
	const char *why = unknown(q, match);
	struct route_answer a;
	uint32_t type;

	if (why)
		return (struct route_answer){ .not_modelled = why };
	if (q->iif == NDEV && q->oif != NDEV)
		return net->dev.d[q->oif].up == 0 ? fail(-ENETUNREACH)
						  : matched(net, q);
	a = q->iif != NDEV ? ask_input(net, q) : ask_output(net, q);
	if (!match || a.error != 0)
		return a;
	type = a.type;		/* of the way, as Linux has it there too */
	a = matched(net, q);
	a.type = type;
	return a;
}
