/* Words for what Linux refuses of a route, with its errnos, in the order of its
 * checks [Linux net/ipv4/fib_semantics.c, fib_create_info]: host_route.h. */
#include "cli/host_route.h"
#include "ipv4/fib_addr.h"

static uint32_t least_scope(uint32_t type)
{
	if (type == RTN_LOCAL)
		return RT_SCOPE_HOST;
	return type == RTN_BROADCAST ? RT_SCOPE_LINK : RT_SCOPE_UNIVERSE;
}

static bool check_prefix(struct host_line *line, const struct fib_config *r,
	const char *word)
{
	uint32_t first = fib_prefix(FIB_MAIN, r->dst, r->plen);

	if (r->dst == first)
		return true;
	return line_fail(line, "`%.64s` has bits set behind its prefix (Linux: "
		"EINVAL); write %u.%u.%u.%u/%u", word, first >> 24,
		first >> 16 & 255, first >> 8 & 255, first & 255, r->plen);
}

static bool check_onlink(struct host_line *line, const struct route_line *l)
{
	const struct net *net = line->host->net;

	if (l->c.oif == ANY_DEVICE)
		return line_fail(line, "`onlink` needs `dev` (Linux: ENODEV); "
			"complete it");
	if (net->dev.d[l->c.oif].up == 0)
		return line_fail(line, "the device is down (Linux: ENETDOWN); "
			"set it up above");
	if (inet_addr_type(&net->fib, l->c.gateway) != RTN_UNICAST)
		return line_fail(line, "%s is no gateway: not a neighbour's "
			"address (Linux: EINVAL); correct it", l->gateway);
	return true;
}

/* Linux looks for the gateway in a narrower scope than the route's own. */
static bool check_gateway(struct host_line *line, const struct route_line *l)
{
	if (l->c.scope >= RT_SCOPE_HOST ||
	    (l->c.onlink && l->c.scope >= RT_SCOPE_LINK))
		return line_fail(line, "a route of that scope has no gateway "
			"(Linux: EINVAL); remove `scope` or `via`");
	if (l->c.onlink)
		return check_onlink(line, l);
	return true;
}

static bool check_device(struct host_line *line, const struct route_line *l)
{
	if (l->c.onlink && l->c.scope != RT_SCOPE_HOST)
		return line_fail(line, "`onlink` needs `via` (Linux: EINVAL); "
			"complete it");
	if (l->c.oif == ANY_DEVICE)
		return line_fail(line, "the route leads nowhere (expected "
			"`via` or `dev`; Linux: ENODEV); add one");
	if (l->c.scope != RT_SCOPE_HOST &&
	    line->host->net->dev.d[l->c.oif].up == 0)
		return line_fail(line, "the device is down (Linux: ENETDOWN); "
			"set it up above");
	return true;
}

/* Only routes that lead somewhere are asked whose `src` that is; and a route
 * of type local to an address may make it ours. */
static bool check_source(struct host_line *line, const struct route_line *l)
{
	const struct fib_config *r = &l->c;

	if (r->prefsrc == 0 ||
	    (r->type == RTN_LOCAL && r->dst == r->prefsrc) ||
	    inet_addr_type(&line->host->net->fib, r->prefsrc) == RTN_LOCAL)
		return true;
	return line_fail(line, "`src %s` is no address of this host (Linux: "
		"EINVAL); add it with `ip addr add` above", l->source);
}

/* In the order of Linux's refusals; a gateway of 0.0.0.0 is none. */
bool route_line_check(struct host_line *line, const struct route_line *l)
{
	const struct fib_config *r = &l->c;
	bool refuses = r->type >= RTN_BLACKHOLE;

	if (r->tos % 4 != 0)
		return line_fail(line, "the TOS has ECN bits, its lowest two "
			"(Linux: EINVAL); clear them");
	if (!check_prefix(line, r, l->prefix))
		return false;
	if (r->scope < least_scope(r->type))
		return line_fail(line, "that scope does not fit the type of "
			"route (Linux: EINVAL); remove `scope`");
	if (refuses && (r->gateway != 0 || r->oif != ANY_DEVICE))
		return line_fail(line, "a route of that type has neither `via` "
			"nor `dev` (Linux: EINVAL); remove them");
	if (refuses)
		return true;
	if (r->scope > RT_SCOPE_HOST)
		return line_fail(line, "no route is of that scope (Linux: "
			"EINVAL); remove `scope`");
	return (r->gateway != 0 ? check_gateway(line, l)
				: check_device(line, l)) &&
	       check_source(line, l);
}
