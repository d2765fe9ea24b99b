/*
 * `ip addr add A/L [broadcast B] [scope S] dev D` and `ip addr del A/L dev D`:
 * the addresses of a host file.
 */
#include <string.h>

#include "cli/host_line.h"
#include "cli/names.h"
#include "ipv4/fib_frontend.h"
#include "ipv4/ip.h"

enum { EEXIST_ = 17, EINVAL_ = 22, BROADCAST_LEAST = 30, UNSET = 0xffff };

/* Every setting of a device that got an address is its own from then on. */
static const uint32_t all_set = UINT32_MAX;

struct address_line {
	const char *prefix, *broadcast;
	uint32_t scope;			/* UNSET: none is named */
	uint32_t dev;
};

static bool read_dev_word(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "a device", &word) &&
	       word_device(line, word, &((struct address_line *)to)->dev);
}

static bool read_broadcast(struct host_line *line, void *to)
{
	return line_want(line, "an address, + or -",
		&((struct address_line *)to)->broadcast);
}

static bool read_local(struct host_line *line, void *to)
{
	return line_want(line, "an address",
		&((struct address_line *)to)->prefix);
}

static bool read_scope(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "global, link or host", &word) &&
	       word_scope(line, word, &((struct address_line *)to)->scope);
}

static const struct keyword address_words[] = {
	{ "dev", read_dev_word, false },
	{ "brd", read_broadcast, false },
	{ "broadcast", read_broadcast, false },
	{ "local", read_local, false },
	{ "peer", NULL, false },
	{ "remote", NULL, false },
	{ "anycast", NULL, false },
	{ "label", NULL, false },
	{ "metric", NULL, false },
	{ "scope", read_scope, false },
	{ "noprefixroute", NULL, false },
	{ "valid_lft", NULL, false },
	{ "preferred_lft", NULL, false },
	{ NULL, NULL, false }
};

static bool address_prefix(struct host_line *line, const char *word, void *to,
	bool *taken)
{
	struct address_line *a = to;

	(void)line;
	*taken = !a->prefix;
	if (*taken)
		a->prefix = word;
	return true;
}

/* `+` and `-` mean the subnet with host bits all set or clear; of one or two
 * addresses iproute2 makes none then. */
static bool broadcast_of(struct host_line *line, const char *word,
	struct in_ifaddr *a)
{
	bool last = strcmp(word, "+") == 0;

	if (!last && strcmp(word, "-") != 0)
		return word_address(line, word, &a->broadcast);
	if (a->prefixlen <= BROADCAST_LEAST)
		a->broadcast = last ? inet_ifa_last(*a) : inet_ifa_first(*a);
	return true;
}

/* The words of the line as an address of device *dev. */
static bool read_ifaddr(struct host_line *line, struct in_ifaddr *a,
	struct address_line *l)
{
	*l = (struct address_line){ .scope = UNSET, .dev = NDEV };
	*a = (struct in_ifaddr){ .prefixlen = 0 };
	if (!line_keywords_or(line, address_words, address_prefix, l))
		return false;
	if (!l->prefix || l->dev == NDEV)
		return line_fail(line, "the line lacks %s (expected `%s "
			"10.0.0.2/24 dev eth0`); complete it",
			l->prefix ? "`dev`" : "an address", line->what);
	if (!word_prefix(line, l->prefix, &a->local, &a->prefixlen) ||
	    (l->broadcast && !broadcast_of(line, l->broadcast, a)))
		return false;
	a->scope = l->scope != UNSET ? l->scope : ipv4_is_loopback(a->local)
		? RT_SCOPE_HOST : RT_SCOPE_UNIVERSE;
	return true;
}

static const char *why_not(int32_t result)
{
	return result == -EEXIST_ ? "the device has it already"
		: result == -EINVAL_ ? "its subnet has another scope there"
		: "no room for more";
}

static bool add_address(struct host_line *line)
{
	struct address_line l;
	struct in_ifaddr a;
	int32_t result;

	line->what = "ip addr add";
	if (!read_ifaddr(line, &a, &l))
		return false;
	result = inet_rtm_newaddr(line->host->net, l.dev, a);
	if (result != 0)
		return line_fail(line, "%.64s is refused: %s (%s); take it out",
			l.prefix, error_name(result), why_not(result));
	line->host->conf_set[l.dev] = all_set;
	return true;
}

/* An address without a length means the first one that is it. */
static uint32_t length_of(const struct net_device *d, const char *prefix,
	struct in_ifaddr a)
{
	uint32_t i = 0;

	while (!strchr(prefix, '/') && i < d->naddr &&
	       d->addr[i].local != a.local)
		i++;
	return strchr(prefix, '/') || i == d->naddr ? a.prefixlen
						    : d->addr[i].prefixlen;
}

static bool delete_address(struct host_line *line)
{
	struct address_line l;
	struct in_ifaddr a;
	int32_t result;

	line->what = "ip addr del";
	if (!read_ifaddr(line, &a, &l))
		return false;
	result = fib_del_ifaddr(line->host->net, l.dev, a.local,
		length_of(&line->host->net->dev.d[l.dev], l.prefix, a));
	return result == 0 || line_fail(line, "%.64s is refused: %s (the "
		"device has no such address); take it out", l.prefix,
		error_name(result));
}

bool read_ip_address(struct host_line *line)
{
	const char *verb;

	line->what = "ip addr";
	if (!line_want(line, "add or del", &verb))
		return false;
	if (abbreviates(verb, "add"))
		return add_address(line);
	if (abbreviates(verb, "delete"))
		return delete_address(line);
	return line_fail(line, "`ip addr %.64s` is not modelled in this "
		"version (only `ip addr add` and `ip addr del`); take it out",
		verb);
}
