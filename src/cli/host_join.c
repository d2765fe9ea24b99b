/*
 * `join GROUP[@DEV]`, `join GROUP from SOURCE[@DEV]` and `join GROUP except
 * SOURCE[@DEV]` of a socket.
 */
#include <string.h>

#include "cli/host_socket.h"
#include "ipv4/igmp_join.h"
#include "ipv4/ip.h"

enum { EADDRINUSE_ = 98 };

/* ADDRESS, or ADDRESS@DEV, which says the device too. */
static bool address_at(struct host_line *line, const char *word,
	uint32_t *address, uint32_t *dev)
{
	const char *at = strchr(word, '@');
	size_t size = at ? (size_t)(at - word) : strlen(word);
	char text[HOST_NAME] = "";

	memcpy(text, word, size < HOST_NAME ? size : HOST_NAME - 1);
	if (!word_address(line, text, address))
		return false;
	return !at || word_device(line, at + 1, dev);
}

/* `from SOURCE` or `except SOURCE`, if that comes next. */
static bool read_source(struct host_line *line, struct join *j)
{
	const char *word = line->at < line->words ? line->word[line->at] : "";

	if (strcmp(word, "from") == 0)
		j->kind = JOIN_FROM;
	else if (strcmp(word, "except") == 0)
		j->kind = JOIN_EXCEPT;
	else
		return true;
	line_next(line);
	return line_want(line, "a source address", &word) &&
	       address_at(line, word, &j->source, &j->dev);
}

bool read_join(struct host_line *line, void *to)
{
	struct socket_line *l = to;
	struct join *j = &l->join[l->joins];

	if (l->joins == JOINS_MAX)
		return line_fail(line, "the socket joins too many groups (at "
			"most %d are read); split it", JOINS_MAX);
	*j = (struct join){ .kind = JOIN_ALL, .dev = NDEV };
	if (!line_want(line, "GROUP@DEV", &j->word) ||
	    !address_at(line, j->word, &j->group, &j->dev))
		return false;
	if (!ipv4_is_multicast(j->group))
		return line_fail(line, "%.*s is no group (expected 224.0.0.0 "
			"to 239.255.255.255); correct it",
			(int)strcspn(j->word, "@"), j->word);
	l->joins++;
	return read_source(line, j);
}

/* The device of a group without @DEV: the one a route says. */
static uint32_t group_device(const struct net *net, uint32_t group)
{
	uint32_t i = fib_lookup(&net->fib,
		flow_to(group, 0, ANY_DEVICE)).route;

	if (i == FIB_NIL || net->fib.r[i].type >= RTN_BLACKHOLE)
		return NDEV;
	return net->fib.r[i].oif;
}

/* The calls of one `join`: the errno of the first that fails, or 0. */
static int32_t join_calls(struct net *net, uint32_t s, const struct join *j,
	uint32_t dev)
{
	int32_t err;

	if (j->kind == JOIN_FROM)
		return ip_mc_join_source(net, s, j->group, dev, j->source);
	err = ip_mc_join_group(net, s, j->group, dev);
	if (j->kind == JOIN_ALL)
		return err;
	if (err != 0 && err != -EADDRINUSE_)
		return err;
	return ip_mc_source(net, s, true, MCAST_EXCLUDE, j->group, dev,
		j->source);
}

static bool join(struct host_line *line, const struct join *j, uint32_t s)
{
	struct net *net = line->host->net;
	uint32_t dev = j->dev == NDEV ? group_device(net, j->group) : j->dev;

	if (dev == NDEV)
		return line_fail(line, "no route to group %.64s says its "
			"device (Linux: ENODEV); write %.64s@DEV", j->word,
			j->word);
	return socket_call(line, "join", j->word, join_calls(net, s, j, dev));
}

bool join_all(struct host_line *line, const struct socket_line *l, uint32_t s)
{
	uint32_t i;

	for (i = 0; i < l->joins; i++)
		if (!join(line, &l->join[i], s))
			return false;
	return true;
}
