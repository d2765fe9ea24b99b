/* A question to the routes, in the words of `ip route get` (route_get.h). */
#include <string.h>

#include "cli/route_get.h"

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
	       word_number(line, word, "mark", 0, UINT32_MAX,
		       &((struct route_query *)to)->mark);
}

static const struct keyword words[] = {
	{ "from", read_from, false },
	{ "iif", read_iif, false },
	{ "oif", read_oif, false },
	{ "dev", read_oif, false },
	{ "tos", read_tos, false },
	{ "dsfield", read_tos, false },
	{ "mark", read_mark, false },
	{ "uid", NULL, false },
	{ "vrf", NULL, false },
	{ "ipproto", NULL, false },
	{ "sport", NULL, false },
	{ "dport", NULL, false },
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
	*query = (struct route_query){ .iif = NDEV, .oif = NDEV };
	return line_want(line, "an address", &word) &&
	       word_address(line, word, &query->daddr) &&
	       line_keywords(line, words, query);
}
