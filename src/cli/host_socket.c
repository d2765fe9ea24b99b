/*
 * `socket NAME udp bind A:PORT ...` of a host file.  The words may come in any
 * order; the calls are made in the order of a program: options, bind, join,
 * connect.
 */
#include <stdio.h>
#include <string.h>

#include "cli/host_line.h"
#include "cli/names.h"
#include "ipv4/ip.h"
#include "ipv4/igmp_join.h"
#include "ipv4/udp.h"

enum { PORT_MAX = 65535, JOINS_MAX = 64 };

/* The errors of the calls below [asm-generic/errno.h]. */
enum { EINVAL_ = 22, ENOBUFS_ = 105, EADDRINUSE_ = 98, EADDRNOTAVAIL_ = 99 };

struct endpoint {
	const char *word;		/* NULL: not given */
	uint32_t address, port;
};

struct socket_line {
	struct sock s;			/* the options, before it exists */
	struct endpoint bind, connect;
	bool rcvbuf;			/* given */
	const char *join[JOINS_MAX];
	uint32_t joins;
};

static bool read_endpoint(struct host_line *line, struct endpoint *e)
{
	char address[HOST_NAME];
	const char *colon;
	size_t size;

	if (!line_want(line, "ADDRESS:PORT", &e->word))
		return false;
	colon = strrchr(e->word, ':');
	size = colon ? (size_t)(colon - e->word) : 0;
	if (!colon || size >= sizeof(address))
		return line_fail(line, "`%.64s` is no endpoint (expected "
			"ADDRESS:PORT as in 0.0.0.0:4747); correct it",
			e->word);
	memcpy(address, e->word, size);
	address[size] = '\0';
	return word_address(line, address, &e->address) &&
	       word_number(line, colon + 1, "port", 1, PORT_MAX, &e->port);
}

static bool read_bind(struct host_line *line, void *to)
{
	return read_endpoint(line, &((struct socket_line *)to)->bind);
}

static bool read_connect(struct host_line *line, void *to)
{
	return read_endpoint(line, &((struct socket_line *)to)->connect);
}

static bool read_bound_dev(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "a device", &word) &&
	       word_device(line, word,
		       &((struct socket_line *)to)->s.bound_dev);
}

static bool read_reuseaddr(struct host_line *line, void *to)
{
	(void)line;
	((struct socket_line *)to)->s.reuse = 1;
	return true;
}

static bool read_reuseport(struct host_line *line, void *to)
{
	(void)line;
	((struct socket_line *)to)->s.reuseport = 1;
	return true;
}

static bool read_broadcast(struct host_line *line, void *to)
{
	(void)line;
	((struct socket_line *)to)->s.broadcast = 1;
	return true;
}

static bool read_noread(struct host_line *line, void *to)
{
	(void)line;
	((struct socket_line *)to)->s.noread = 1;
	return true;
}

/* SO_RCVBUF doubles, for the kernel's own share [Linux sock_setsockopt]. */
static bool read_rcvbuf(struct host_line *line, void *to)
{
	struct socket_line *l = to;
	const char *word;
	uint32_t n;

	if (!line_want(line, "a number of bytes", &word) ||
	    !word_number(line, word, "rcvbuf", 0, INT32_MAX, &n))
		return false;
	if (n > line->host->rmem_max)
		n = line->host->rmem_max;
	if (n > INT32_MAX / 2)
		n = INT32_MAX / 2;
	l->rcvbuf = true;
	l->s.rcvbuf = 2 * n < SOCK_MIN_RCVBUF ? SOCK_MIN_RCVBUF : 2 * n;
	return true;
}

static bool read_opt(struct host_line *line, void *to)
{
	struct socket_line *l = to;
	const char *name, *value;

	if (!line_want(line, "the name of a socket option", &name))
		return false;
	if (strcmp(name, "multicast_all") != 0)
		return line_fail(line, "`opt %.64s` is not modelled in this "
			"version (only multicast_all); take it out", name);
	return line_want(line, "0 or 1", &value) &&
	       word_number(line, value, "multicast_all", 0, 1, &l->s.mc_all);
}

static bool read_join(struct host_line *line, void *to)
{
	struct socket_line *l = to;

	if (l->joins == JOINS_MAX)
		return line_fail(line, "the socket joins too many groups (at "
			"most %d are read); split it", JOINS_MAX);
	if (!line_want(line, "GROUP@DEV", &l->join[l->joins]))
		return false;
	l->joins++;
	return true;
}

static const struct keyword socket_words[] = {
	{ "bind", read_bind, false },
	{ "dev", read_bound_dev, false },
	{ "reuseaddr", read_reuseaddr, false },
	{ "reuseport", read_reuseport, false },
	{ "broadcast", read_broadcast, false },
	{ "rcvbuf", read_rcvbuf, false },
	{ "opt", read_opt, true },
	{ "connect", read_connect, false },
	{ "join", read_join, true },
	{ "noread", read_noread, false },
	{ "from", NULL, true },
	{ NULL, NULL, false }
};

static const char *refusal(int32_t result)
{
	if (result == -EADDRINUSE_)
		return "taken already; give both sockets `reuseaddr`, or "
		       "another port";
	if (result == -EADDRNOTAVAIL_)
		return "not an address of this host; add it with `ip addr "
		       "add` above";
	if (result == -ENOBUFS_)
		return "no room for more; take one out";
	return "Linux refuses it; correct it";
}

static bool call(struct host_line *line, const char *what, const char *word,
	int32_t result)
{
	return result == 0 || line_fail(line, "%s %.64s: %s: %s", what, word,
		error_name(result), refusal(result));
}

/* The device of a group without @DEV: the one a route says. */
static uint32_t group_device(const struct net *net, uint32_t group)
{
	uint32_t i = fib_lookup(&net->fib, group, 0, ANY_DEVICE);

	if (i == FIB_NIL || net->fib.r[i].type >= RTN_BLACKHOLE)
		return NDEV;
	return net->fib.r[i].oif;
}

static bool join(struct host_line *line, uint32_t s, const char *word)
{
	struct net *net = line->host->net;
	const char *at = strchr(word, '@');
	size_t size = at ? (size_t)(at - word) : strlen(word);
	char address[HOST_NAME] = "";
	uint32_t group, dev;

	memcpy(address, word, size < HOST_NAME ? size : HOST_NAME - 1);
	if (!word_address(line, address, &group))
		return false;
	if (!ipv4_is_multicast(group))
		return line_fail(line, "%s is no group (expected 224.0.0.0 to "
			"239.255.255.255); correct it", address);
	if (at && !word_device(line, at + 1, &dev))
		return false;
	if (!at)
		dev = group_device(net, group);
	if (dev == NDEV)
		return line_fail(line, "no route to group %s says its device "
			"(Linux: ENODEV); write %s@DEV", word, word);
	return call(line, "join", word, ip_mc_join_group(net, s, group, dev));
}

static bool make(struct host_line *line, const struct socket_line *l,
	uint32_t s)
{
	struct net *net = line->host->net;
	uint32_t i;

	if (!call(line, "bind", l->bind.word,
		    inet_bind(net, s, l->bind.address, l->bind.port)))
		return false;
	for (i = 0; i < l->joins; i++)
		if (!join(line, s, l->join[i]))
			return false;
	return !l->connect.word ||
	       call(line, "connect", l->connect.word,
		       ip4_datagram_connect(net, s, l->connect.address,
			       l->connect.port));
}

static void set_options(struct sock *to, const struct socket_line *l,
	uint32_t rmem_default)
{
	to->bound_dev = l->s.bound_dev;
	to->reuse = l->s.reuse;
	to->reuseport = l->s.reuseport;
	to->broadcast = l->s.broadcast;
	to->mc_all = l->s.mc_all;
	to->noread = l->s.noread;
	to->rcvbuf = l->rcvbuf ? l->s.rcvbuf : rmem_default;
}

static bool read_name(struct host_line *line, const char **name)
{
	const char *word;

	if (!line_want(line, "a name", name) ||
	    !word_name(line, *name, HOST_NAME))
		return false;
	if (host_socket(line->host, *name) != SOCK_NIL)
		return line_fail(line, "there is a socket `%s` already "
			"(expected a new name); choose another", *name);
	if (!line_want(line, "udp", &word))
		return false;
	return strcmp(word, "udp") == 0 || line_not_modelled(line, word);
}

bool read_socket(struct host_line *line)
{
	struct host *host = line->host;
	struct socket_line l = {
		.s = { .bound_dev = ANY_DEVICE, .mc_all = 1 }
	};
	const char *name;
	uint32_t s;

	if (!read_name(line, &name) || !line_keywords(line, socket_words, &l))
		return false;
	if (!l.bind.word)
		return line_fail(line, "the socket is not bound (expected "
			"`bind ADDRESS:PORT`); complete it");
	s = sk_alloc(&host->net->sock);
	if (s == SOCK_NIL)
		return line_fail(line, "there are %d sockets already (more do "
			"not fit); take one out", NSOCK);
	snprintf(host->socket_name[s], HOST_NAME, "%s", name);
	set_options(&host->net->sock.s[s], &l, host->rmem_default);
	return make(line, &l, s);
}
