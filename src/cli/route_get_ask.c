/*
 * A question to the routes of a host, answered as RTM_GETROUTE would
 * [Linux net/ipv4/route.c, inet_rtm_getroute].  What to do with a packet is
 * asked of src/ipv4; here is only how Linux words it.
 */
#include <errno.h>

#include "cli/route_get.h"
#include "core/dropreason.h"
#include "ipv4/fib_multipath.h"
#include "ipv4/route_output.h"

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

/* Groups and 255.255.255.255 come in without a look at the tables, and go out
 * so if the device is known; what goes to 0.0.0.0 stays here. */
static bool looks_up(const struct route_query *q)
{
	bool many = ipv4_is_multicast(q->daddr) || ipv4_is_lbcast(q->daddr);

	if (q->iif == NDEV && q->oif != NDEV)
		return q->daddr != 0 && q->daddr / 256u != 0xe00000u &&
		       !ipv4_is_lbcast(q->daddr) && q->proto != IPPROTO_IGMP;
	if (q->iif == NDEV)
		return q->daddr != 0 && !(many && q->saddr != 0);
	return !ipv4_is_multicast(q->daddr) && !ipv4_is_lbcast(q->daddr) &&
	       (q->daddr != 0 || q->saddr != 0);
}

static struct flowi4 flow_of(const struct route_query *q)
{
	return (struct flowi4){ .daddr = q->daddr, .saddr = q->saddr,
		.iif = q->iif != NDEV ? q->iif : DEV_LO,
		.oif = q->oif != NDEV ? q->oif : ANY_DEVICE,
		.tos = ip_route_tos(q->tos), .mark = q->mark, .uid = q->uid,
		.proto = q->proto, .sport = q->sport, .dport = q->dport };
}

/* The table that the answer names; 0: none was asked, or none knew.  Without a
 * rule tables local and main are one, and Linux calls it main. */
static uint32_t table_of(const struct fib *f, const struct route_query *q)
{
	struct fib_result res = fib_lookup(f, flow_of(q));

	if (res.err != 0 || !looks_up(q))
		return 0;
	if (f->rules.custom == 0)
		return res.table == FIB_DEFAULT ? RT_TABLE_DEFAULT
						: RT_TABLE_MAIN;
	return f->table_id[res.table];
}

static struct route_answer ask_input(const struct net *net,
	const struct route_query *q)
{
	struct flowi4 flow = flow_of(q);
	struct route_answer a = { .table = table_of(&net->fib, q) };
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
	struct route_answer a = { .table = table_of(&net->fib, q) };
	struct dst_entry dst;
	struct flowi4 w = flow_of(q);
	int32_t error = ip_route_output_key_hash(net, &w, &dst);

	if (error != 0)
		return fail(error);
	a.type = dst.type;
	a.oif = dst.oif;
	a.gateway = dst.uses_gateway ? dst.gateway : 0;
	a.prefsrc = w.saddr != q->saddr ? w.saddr : 0;
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
	uint32_t i = fib_lookup(&net->fib, flow_of(q)).route;
	const struct fib_route *r = &net->fib.r[i];

	if (i == FIB_NIL || r->type >= RTN_BLACKHOLE || !looks_up(q))
		return fail(-EHOSTUNREACH);
	return (struct route_answer){ .type = r->type, .dst = r->dst,
		.plen = r->plen, .table = table_of(&net->fib, q),
		.oif = r->oif, .multi = r->multi, .gateway = r->via,
		.prefsrc = r->prefsrc, .mtu = r->mtu, .tos = r->tos,
		.priority = r->priority, .scope = r->scope };
}

struct route_answer route_ask(const struct net *net,
	const struct route_query *q, bool match)
{
	struct route_answer a;
	uint32_t type;

	if (q->iif != NDEV && q->oif != NDEV)
		return (struct route_answer){ .not_modelled = "iif with oif" };
	a = q->iif != NDEV ? ask_input(net, q) : ask_output(net, q);
	if (!match || a.error != 0)
		return a;
	type = a.type;		/* of the way, as Linux has it there too */
	a = matched(net, q);
	a.type = type;
	return a;
}
