/*
 * `ip route add|append|prepend [TYPE] PREFIX ...` of a host file, with
 * iproute2's defaults [iproute2 ip/iproute.c].
 */
#include <string.h>

#include "cli/host_route.h"
#include "cli/names.h"
#include "ipv4/fib_frontend.h"

enum {
	SCOPE_SITE = 200,
	SCOPE_NOWHERE = 255,
	MTU_MOST = 65520,	/* more is that [Linux ip_metrics_convert] */
	UNSET = 0xffff		/* no value of scope or table */
};

/* A word and the number it stands for. */
struct choice {
	const char *name;
	uint32_t value;
};

static const struct choice types[] = {
	{ "unicast", RTN_UNICAST },
	{ "local", RTN_LOCAL },
	{ "broadcast", RTN_BROADCAST },
	{ "blackhole", RTN_BLACKHOLE },
	{ "unreachable", RTN_UNREACHABLE },
	{ "prohibit", RTN_PROHIBIT },
	{ "throw", RTN_THROW },
	{ NULL, RTN_UNSPEC }
};

static const struct choice scopes[] = {
	{ "global", RT_SCOPE_UNIVERSE },
	{ "universe", RT_SCOPE_UNIVERSE },
	{ "site", SCOPE_SITE },
	{ "link", RT_SCOPE_LINK },
	{ "host", RT_SCOPE_HOST },
	{ "nowhere", SCOPE_NOWHERE },
	{ NULL, UNSET }
};

static const struct choice tables[] = {
	{ "main", RT_TABLE_MAIN },
	{ "local", RT_TABLE_LOCAL },
	{ "254", RT_TABLE_MAIN },
	{ "255", RT_TABLE_LOCAL },
	{ NULL, UNSET }
};

static uint32_t choose(const struct choice *c, const char *word)
{
	while (c->name && strcmp(c->name, word) != 0)
		c++;
	return c->value;
}

static bool read_via(struct host_line *line, void *to)
{
	struct route_line *l = to;
	const char **word = &l->gateway;

	if (!line_want(line, "an address", word))
		return false;
	if (strcmp(*word, "inet6") == 0)
		return line_not_modelled(line, *word);
	if (strcmp(*word, "inet") == 0 &&
	    !line_want(line, "an address", word))
		return false;
	return word_address(line, *word, &l->r.gateway);
}

static bool read_dev_of_route(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "a device", &word) &&
	       word_device(line, word, &((struct route_line *)to)->r.oif);
}

static bool read_src(struct host_line *line, void *to)
{
	struct route_line *l = to;

	return line_want(line, "an address", &l->source) &&
	       word_address(line, l->source, &l->r.prefsrc);
}

static bool read_metric(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "a number", &word) &&
	       word_number(line, word, "metric", 0, UINT32_MAX,
		       &((struct route_line *)to)->r.priority);
}

static bool read_route_mtu(struct host_line *line, void *to)
{
	uint32_t *mtu = &((struct route_line *)to)->r.mtu;
	const char *word;

	if (!line_want(line, "a number of bytes", &word) ||
	    !word_number(line, word, "mtu", 0, UINT32_MAX, mtu))
		return false;
	if (*mtu > MTU_MOST)
		*mtu = MTU_MOST;
	return true;
}

static bool read_tos(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "a TOS as in 0x10", &word) &&
	       word_tos(line, word, &((struct route_line *)to)->r.tos);
}

static bool read_table(struct host_line *line, void *to)
{
	uint32_t *table = &((struct route_line *)to)->r.table;
	const char *word;

	if (!line_want(line, "main or local", &word))
		return false;
	*table = choose(tables, word);
	return *table != UNSET || line_fail(line, "table `%.64s` is not "
		"modelled in this version (only main and local); change it",
		word);
}

static bool read_scope(struct host_line *line, void *to)
{
	uint32_t *scope = &((struct route_line *)to)->r.scope;
	const char *word;

	if (!line_want(line, "global, link or host", &word))
		return false;
	*scope = choose(scopes, word);
	return *scope != UNSET || word_number(line, word, "scope", 0,
		SCOPE_NOWHERE, scope);
}

static bool read_onlink(struct host_line *line, void *to)
{
	(void)line;
	((struct route_line *)to)->onlink = true;
	return true;
}

/* Who made the route: a note, without effect in Linux also. */
static bool read_protocol(struct host_line *line, void *to)
{
	const char *word;

	(void)to;
	return line_want(line, "a protocol as in static", &word);
}

static bool read_to(struct host_line *line, void *to)
{
	return line_want(line, "a prefix",
		&((struct route_line *)to)->prefix);
}

static const struct keyword route_words[] = {
	{ "via", read_via, false },
	{ "dev", read_dev_of_route, false },
	{ "src", read_src, false },
	{ "metric", read_metric, false },
	{ "priority", read_metric, false },
	{ "preference", read_metric, false },
	{ "tos", read_tos, false },
	{ "dsfield", read_tos, false },
	{ "table", read_table, false },
	{ "scope", read_scope, false },
	{ "onlink", read_onlink, false },
	{ "proto", read_protocol, false },
	{ "protocol", read_protocol, false },
	{ "to", read_to, false },
	{ "nexthop", NULL, false },
	{ "nhid", NULL, false },
	{ "mtu", read_route_mtu, false },
	{ "advmss", NULL, false },
	{ "window", NULL, false },
	{ "rtt", NULL, false },
	{ "realm", NULL, false },
	{ "realms", NULL, false },
	{ "encap", NULL, false },
	{ "pervasive", NULL, false },
	{ "equalize", NULL, false },
	{ "vrf", NULL, false },
	{ "multicast", NULL, false },
	{ "anycast", NULL, false },
	{ "nat", NULL, false },
	{ NULL, NULL, false }
};

/* What is no keyword: once a type, once the prefix. */
static bool route_word(struct host_line *line, const char *word, void *to,
	bool *taken)
{
	struct route_line *l = to;
	uint32_t type = choose(types, word);

	(void)line;
	if (l->prefix) {
		*taken = false;
	} else if (type == RTN_UNSPEC) {
		l->prefix = word;
	} else {
		*taken = l->r.type == RTN_UNSPEC;
		l->r.type = type;
	}
	return true;
}

static bool is_default(const char *word)
{
	return strcmp(word, "default") == 0 || strcmp(word, "any") == 0 ||
	       strcmp(word, "all") == 0;
}

static void set_defaults(struct route_line *l)
{
	struct fib_route *r = &l->r;

	if (r->type == RTN_UNSPEC)
		r->type = RTN_UNICAST;
	if (r->table == UNSET)
		r->table = r->type == RTN_LOCAL || r->type == RTN_BROADCAST
			? RT_TABLE_LOCAL : RT_TABLE_MAIN;
	if (r->scope != UNSET)
		return;
	r->scope = RT_SCOPE_UNIVERSE;
	if (r->type == RTN_LOCAL)
		r->scope = RT_SCOPE_HOST;
	else if (r->type == RTN_BROADCAST ||
		 (r->type == RTN_UNICAST && !l->gateway))
		r->scope = RT_SCOPE_LINK;
}

static const char *refusal(int32_t result)
{
	if (result == -17)
		return "the same prefix, TOS and metric are there; use "
		       "`ip route append`, or another metric";
	if (result == -101)
		return "no link of this host reaches the gateway; add its "
		       "address above, or `onlink`";
	if (result == -105)
		return "no room for more routes; take some out";
	return "Linux refuses it; correct it";
}

static bool commit(struct host_line *line, struct route_line *l, uint32_t mode)
{
	struct net *net = line->host->net;
	int32_t result;

	if (route_refuses(&l->r))
		l->r.oif = DEV_LO;
	result = l->onlink && l->r.gateway != 0
		? fib_table_insert(&net->fib, l->r, mode)
		: inet_rtm_newroute(net, l->r, mode);
	return result == 0 || line_fail(line, "the route is refused: %s: %s",
		error_name(result), refusal(result));
}

static bool read_route(struct host_line *line, uint32_t mode)
{
	struct route_line l = { .r = { .oif = ANY_DEVICE, .scope = UNSET,
					.table = UNSET } };

	if (!line_keywords_or(line, route_words, route_word, &l))
		return false;
	if (!l.prefix)
		return line_fail(line, "the route has no prefix (expected one, "
			"or default); complete it");
	if (!is_default(l.prefix) &&
	    !word_prefix(line, l.prefix, &l.r.dst, &l.r.plen))
		return false;
	l.r.size = fib_block_size(l.r.plen);
	set_defaults(&l);
	return route_line_check(line, &l) && commit(line, &l, mode);
}

bool read_ip_route(struct host_line *line)
{
	static const struct choice verbs[] = {
		{ "add", FIB_ADD }, { "a", FIB_ADD },
		{ "append", FIB_APPEND }, { "prepend", FIB_PREPEND },
		{ NULL, UNSET }
	};
	const char *verb;
	uint32_t mode;

	line->what = "ip route";
	if (!line_want(line, "add, append or prepend", &verb))
		return false;
	mode = choose(verbs, verb);
	return mode == UNSET ? line_not_modelled(line, verb)
			     : read_route(line, mode);
}
