/* A question to the routes, in the words of `ip route get` (route_get.h). */
#include <string.h>

#include "cli/route_get.h"
#include "ipv4/ip.h"

static bool read_from(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "an address", &word) &&
	       word_address(line, word, &((struct route_query *)to)->saddr);
}

static bool read_iif(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "a device", &word) &&
	       word_device(line, word, &((struct route_query *)to)->iif);
}

static bool read_oif(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "a device", &word) &&
	       word_device(line, word, &((struct route_query *)to)->oif);
}

static bool read_tos(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "a TOS", &word) &&
	       word_tos(line, word, &((struct route_query *)to)->tos);
}

static bool read_mark(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "a mark", &word) &&
	       word_mark(line, word, &((struct route_query *)to)->mark, NULL);
}

static bool read_uid(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "a user's number", &word) &&
	       word_number(line, word, "user", 0, UINT32_MAX - 1,
		       &((struct route_query *)to)->uid);
}

/* Linux makes up a packet of these, and of no other. */
static bool read_ipproto(struct host_line *line, void *to)
{
	uint32_t *proto = &((struct route_query *)to)->proto;
	const char *word;

	if (!line_want(line, "udp, tcp or icmp", &word) ||
	    !word_protocol(line, word, proto))
		return false;
	return *proto == IPPROTO_UDP || *proto == IPPROTO_TCP ||
	       *proto == IPPROTO_ICMP ||
	       line_fail(line, "`%.64s` cannot be asked for (expected udp, "
			"tcp or icmp; Linux: EOPNOTSUPP); correct it", word);
}

static bool read_sport(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "a port", &word) &&
	       word_number(line, word, "port", 0, UINT16_MAX,
		       &((struct route_query *)to)->sport);
}

static bool read_dport(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "a port", &word) &&
	       word_number(line, word, "port", 0, UINT16_MAX,
		       &((struct route_query *)to)->dport);
}

static const struct keyword words[] = {
	{ "from", read_from, false },
	{ "iif", read_iif, false },
	{ "oif", read_oif, false },
	{ "dev", read_oif, false },
	{ "tos", read_tos, false },
	{ "dsfield", read_tos, false },
	{ "mark", read_mark, false },
	{ "uid", read_uid, false },
	{ "vrf", NULL, false },
	{ "ipproto", read_ipproto, false },
	{ "sport", read_sport, false },
	{ "dport", read_dport, false },
	{ NULL, NULL, false }
};

bool route_query_goes_on(const char *word)
{
	const struct keyword *k = words;

	while (k->name && strcmp(k->name, word) != 0)
		k++;
	return k->name != NULL;
}

bool route_query_read(struct host_line *line, struct route_query *query)
{
	const char *word;

	line->what = "route";
	*query = (struct route_query){ .iif = NDEV, .oif = NDEV,
		.proto = IPPROTO_UDP };
	return line_want(line, "an address", &word) &&
	       word_address(line, word, &query->daddr) &&
	       line_keywords(line, words, query);
}
