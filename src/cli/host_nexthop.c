/*
 * `nexthop via G dev D weight W onlink`, again and again to the end of a line
 * `ip route` [iproute2 ip/iproute.c, parse_nexthops].
 */
#include "cli/host_route.h"

static struct fib_config_nh *last_hop(void *to)
{
	struct route_line *l = to;

	return &l->c.nexthop[l->c.n_nexthop - 1];
}

static bool read_next_hop(struct host_line *line, void *to)
{
	struct route_line *l = to;

	if (line->at == line->words)
		return line_fail(line, "`nexthop` is followed by nothing "
			"(expected via, dev, weight or onlink); complete it");
	if (l->c.n_nexthop == NHOP)
		return line_fail(line, "a route of more than %d next hops is "
			"not modelled in this version; take some out", NHOP);
	l->c.nexthop[l->c.n_nexthop++] = (struct fib_config_nh){
		.oif = ANY_DEVICE, .weight = 1 };
	return true;
}

static bool read_hop_via(struct host_line *line, void *to)
{
	return read_gateway(line, &((struct route_line *)to)->hop_gateway,
		&last_hop(to)->gateway);
}

static bool read_hop_dev(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "a device", &word) &&
	       word_device(line, word, &last_hop(to)->oif);
}

static bool read_hop_weight(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "a weight", &word) &&
	       word_number(line, word, "weight", 1, 256,
		       &last_hop(to)->weight);
}

static bool read_hop_onlink(struct host_line *line, void *to)
{
	(void)line;
	last_hop(to)->onlink = 1;
	return true;
}

static const struct keyword hop_words[] = {
	{ "nexthop", read_next_hop, true },
	{ "via", read_hop_via, true },
	{ "dev", read_hop_dev, true },
	{ "weight", read_hop_weight, true },
	{ "onlink", read_hop_onlink, true },
	{ "realm", NULL, true },
	{ "realms", NULL, true },
	{ "encap", NULL, true },
	{ NULL, NULL, false }
};

bool read_nexthops(struct host_line *line, void *to)
{
	return read_next_hop(line, to) && line_keywords(line, hop_words, to);
}
