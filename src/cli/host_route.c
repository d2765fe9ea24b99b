/*
 * `ip route add|append|prepend|replace|change|del [TYPE] PREFIX ...` of a host
 * file, with iproute2's defaults [iproute2 ip/iproute.c].
 */
#include <string.h>

#include "cli/host_route.h"
#include "cli/names.h"
#include "ipv4/fib_frontend.h"

enum {
	SCOPE_SITE = 200,
	MTU_MOST = 65520,	/* more is that [Linux ip_metrics_convert] */
	UNSET = 0xffff,		/* no value of scope */
	ROUTE_DEL = FIB_CHANGE + 1	/* beside enum fib_insert_mode */
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
	{ "nowhere", RT_SCOPE_NOWHERE },
	{ NULL, UNSET }
};

static const struct choice tables[] = {
	{ "main", RT_TABLE_MAIN },
	{ "local", RT_TABLE_LOCAL },
	{ "default", RT_TABLE_DEFAULT },
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
	return word_address(line, *word, &l->c.gateway);
}

static bool read_dev_of_route(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "a device", &word) &&
	       word_device(line, word, &((struct route_line *)to)->c.oif);
}

static bool read_src(struct host_line *line, void *to)
{
	struct route_line *l = to;

	return line_want(line, "an address", &l->source) &&
	       word_address(line, l->source, &l->c.prefsrc);
}

static bool read_metric(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "a number", &word) &&
	       word_number(line, word, "metric", 0, UINT32_MAX,
		       &((struct route_line *)to)->c.priority);
}

static bool read_route_mtu(struct host_line *line, void *to)
{
	uint32_t *mtu = &((struct route_line *)to)->c.mtu;
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
	       word_tos(line, word, &((struct route_line *)to)->c.tos);
}

static bool read_table(struct host_line *line, void *to)
{
	struct route_line *l = to;
	const char *word;

	if (!line_want(line, "a table", &word))
		return false;
	l->table_given = true;
	l->c.table = choose(tables, word);
	return l->c.table != UNSET ||
	       word_number(line, word, "table", 0, UINT32_MAX, &l->c.table);
}

static bool read_scope(struct host_line *line, void *to)
{
	uint32_t *scope = &((struct route_line *)to)->c.scope;
	const char *word;

	if (!line_want(line, "global, link or host", &word))
		return false;
	*scope = choose(scopes, word);
	return *scope != UNSET || word_number(line, word, "scope", 0,
		RT_SCOPE_NOWHERE, scope);
}

static bool read_onlink(struct host_line *line, void *to)
{
	(void)line;
	((struct route_line *)to)->c.onlink = 1;
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
		*taken = l->c.type == RTN_UNSPEC;
		l->c.type = type;
	}
	return true;
}

static bool is_default(const char *word)
{
	return strcmp(word, "default") == 0 || strcmp(word, "any") == 0 ||
	       strcmp(word, "all") == 0;
}

static uint32_t default_scope(const struct route_line *l, uint32_t mode)
{
	if (l->c.type == RTN_LOCAL)
		return RT_SCOPE_HOST;
	if (l->c.type == RTN_BROADCAST)
		return RT_SCOPE_LINK;
	if (mode == ROUTE_DEL)
		return RT_SCOPE_NOWHERE;
	return l->c.type == RTN_UNICAST && !l->gateway ? RT_SCOPE_LINK
						       : RT_SCOPE_UNIVERSE;
}

static void set_defaults(struct route_line *l, uint32_t mode)
{
	struct fib_config *c = &l->c;

	if (c->type == RTN_UNSPEC && mode != ROUTE_DEL)
		c->type = RTN_UNICAST;
	if (!l->table_given)
		c->table = c->type == RTN_LOCAL || c->type == RTN_BROADCAST
			? RT_TABLE_LOCAL : RT_TABLE_MAIN;
	if (c->scope == UNSET)
		c->scope = default_scope(l, mode);
	c->protocol = mode == ROUTE_DEL ? RTPROT_UNSPEC : RTPROT_BOOT;
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
	if (result == -2 || result == -3)
		return "there is no such route; add it above";
	if (result == -100)
		return "its device is down; set it up above";
	return "Linux refuses it; correct it";
}

static bool commit(struct host_line *line, struct route_line *l, uint32_t mode)
{
	struct net *net = line->host->net;
	int32_t result = mode == ROUTE_DEL ? inet_rtm_delroute(net, l->c)
			: inet_rtm_newroute(net, l->c, mode);

	if (result == 0)
		return true;
	if (mode != ROUTE_DEL && result != -17 && !route_line_check(line, l))
		return false;
	return line_fail(line, "the route is refused: %s: %s",
		error_name(result), refusal(result));
}

static bool read_route(struct host_line *line, uint32_t mode)
{
	struct route_line l = { .c = { .oif = ANY_DEVICE, .scope = UNSET } };

	if (!line_keywords_or(line, route_words, route_word, &l))
		return false;
	if (!l.prefix)
		return line_fail(line, "the route has no prefix (expected one, "
			"or default); complete it");
	if (!is_default(l.prefix) &&
	    !word_prefix(line, l.prefix, &l.c.dst, &l.c.plen))
		return false;
	set_defaults(&l, mode);
	return commit(line, &l, mode);
}

bool read_ip_route(struct host_line *line)
{
	static const struct choice verbs[] = {
		{ "add", FIB_ADD }, { "a", FIB_ADD },
		{ "append", FIB_APPEND }, { "prepend", FIB_PREPEND },
		{ "replace", FIB_REPLACE }, { "change", FIB_CHANGE },
		{ "del", ROUTE_DEL }, { "delete", ROUTE_DEL },
		{ NULL, UNSET }
	};
	const char *verb;
	uint32_t mode;

	line->what = "ip route";
	if (!line_want(line, "add, append, prepend, replace, change or del",
		&verb))
		return false;
	mode = choose(verbs, verb);
	return mode == UNSET ? line_not_modelled(line, verb)
			     : read_route(line, mode);
}
