/*
 * The `ip` lines of a host file: which object and what is done to it;
 * neighbours.  Addresses, routes and links have a file of their own.
 */
#include <string.h>

#include "cli/host_line.h"
#include "core/neighbour.h"

static bool read_device(struct host_line *line, uint32_t *dev)
{
	const char *word;

	return line_want(line, "a device", &word) &&
	       word_device(line, word, dev);
}

struct neighbour_line {
	const char *address, *mac, *state;
	uint32_t dev;
};

static bool read_neighbour_dev(struct host_line *line, void *to)
{
	return read_device(line, &((struct neighbour_line *)to)->dev);
}

static bool read_lladdr(struct host_line *line, void *to)
{
	return line_want(line, "an Ethernet address",
		&((struct neighbour_line *)to)->mac);
}

static bool read_nud(struct host_line *line, void *to)
{
	return line_want(line, "permanent or reachable",
		&((struct neighbour_line *)to)->state);
}

static bool read_neighbour_to(struct host_line *line, void *to)
{
	return line_want(line, "an address",
		&((struct neighbour_line *)to)->address);
}

static const struct keyword neighbour_words[] = {
	{ "lladdr", read_lladdr, false },
	{ "dev", read_neighbour_dev, false },
	{ "nud", read_nud, false },
	{ "to", read_neighbour_to, false },
	{ "proxy", NULL, false },
	{ "router", NULL, false },
	{ "use", NULL, false },
	{ "managed", NULL, false },
	{ "extern_learn", NULL, false },
	{ "protocol", NULL, false },
	{ NULL, NULL, false }
};

static bool neighbour_address(struct host_line *line, const char *word,
	void *to, bool *taken)
{
	struct neighbour_line *n = to;

	(void)line;
	*taken = !n->address;
	if (*taken)
		n->address = word;
	return true;
}

static bool neighbour_state(struct host_line *line, const char *word,
	uint32_t *state)
{
	*state = NUD_PERMANENT;
	if (!word || strcmp(word, "permanent") == 0)
		return true;
	*state = NUD_REACHABLE;
	if (strcmp(word, "reachable") == 0)
		return true;
	return line_fail(line, "the state `%.64s` is not modelled in this "
		"version (only permanent and reachable); change it", word);
}

static bool read_ip_neighbour(struct host_line *line)
{
	struct neighbour_line n = { NULL, NULL, NULL, NDEV };
	struct neigh_table *t = &line->host->net->arp;
	uint32_t address, state;
	mac_t mac;

	if (!line_keywords_or(line, neighbour_words, neighbour_address, &n))
		return false;
	if (!n.address || !n.mac || n.dev == NDEV)
		return line_fail(line, "the line lacks %s (expected `ip neigh "
			"add 10.0.0.1 lladdr 52:54:00:00:00:0a dev eth0`); "
			"complete it", !n.address ? "an address"
				: !n.mac ? "`lladdr`" : "`dev`");
	if (!word_address(line, n.address, &address) ||
	    !word_mac(line, n.mac, &mac) ||
	    !neighbour_state(line, n.state, &state))
		return false;
	if (neigh_lookup(t, address, n.dev) != NEIGH_NIL)
		return line_fail(line, "neighbour %s is there already "
			"(EEXIST); remove one of the lines", n.address);
	return neigh_update(t, address, n.dev, mac, state) ||
	       line_fail(line, "there are %d neighbours already (more do not "
		"fit); take one out", NNEIGH);
}

/* In iproute2's order, which decides what an abbreviation means. */
static const struct ip_object {
	const char *name, *verb;
	bool (*read)(struct host_line *line);
} objects[] = {
	{ "address", NULL, read_ip_address },
	{ "addrlabel", NULL, NULL },
	{ "maddress", NULL, NULL },
	{ "route", NULL, read_ip_route },
	{ "rule", NULL, read_ip_rule },
	{ "neighbor", "add", read_ip_neighbour },
	{ "neighbour", "add", read_ip_neighbour },
	{ "ntable", NULL, NULL },
	{ "link", "set", read_ip_link },
	{ "tunnel", NULL, NULL },
	{ "tuntap", NULL, NULL },
	{ "monitor", NULL, NULL },
	{ "xfrm", NULL, NULL },
	{ "mroute", NULL, NULL },
	{ "netns", NULL, NULL },
	{ "vrf", NULL, NULL },
	{ "nexthop", NULL, NULL },
	{ NULL, NULL, NULL }
};

static bool read_object(struct host_line *line, const struct ip_object *o)
{
	const char *verb;

	line->what = o->read == read_ip_neighbour ? "ip neigh" : "ip link";
	if (!line_want(line, o->verb, &verb))
		return false;
	if (abbreviates(verb, o->verb))
		return o->read(line);
	return line_fail(line, "`%s %.64s` is not modelled in this version "
		"(only `%s %s`); take it out", line->what, verb, line->what,
		o->verb);
}

bool read_ip(struct host_line *line)
{
	const struct ip_object *o = objects;
	const char *word;

	if (!line_want(line, "addr, link, route, rule or neigh", &word))
		return false;
	if (strcmp(word, "-4") == 0 &&
	    !line_want(line, "addr, link, route, rule or neigh", &word))
		return false;
	while (o->name && !abbreviates(word, o->name))
		o++;
	if (!o->name)
		return line_fail(line, "`ip %.64s` is no command (expected ip "
			"addr, link, route, rule or neigh); correct it",
			word);
	if (!o->read)
		return line_fail(line, "`ip %s` is not modelled in this "
			"version; take the line out", o->name);
	return o->verb ? read_object(line, o) : o->read(line);
}
