/*
 * `socket NAME udp|udplite|raw PROTO|ping ...` of a host file.  The words may
 * come in any order; the calls are made in the order of a program: options,
 * filter, bind, join, connect.
 */
#include <stdio.h>
#include <string.h>

#include "cli/host_socket.h"
#include "cli/names.h"
#include "core/sk_filter.h"
#include "ipv4/ip.h"
#include "ipv4/igmp_join.h"
#include "ipv4/ping.h"
#include "ipv4/raw.h"
#include "ipv4/udp.h"

enum { PORT_MAX = 65535, PROTOCOL_MAX = 255, IPPROTO_RAW = 255 };

/* The errors of the calls below [asm-generic/errno.h]. */
enum { EINVAL_ = 22, ENOBUFS_ = 105, EADDRINUSE_ = 98, EADDRNOTAVAIL_ = 99,
	ENOMEM_ = 12, EOPNOTSUPP_ = 95 };

/* ADDRESS:PORT; the port is `least` or more. */
static bool read_endpoint(struct host_line *line, struct endpoint *e,
	uint32_t least)
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
	       word_number(line, colon + 1, "port", least, PORT_MAX, &e->port);
}

/* An address alone: raw sockets have no ports. */
static bool read_bare(struct host_line *line, struct endpoint *e)
{
	return line_want(line, "an address", &e->word) &&
	       word_address(line, e->word, &e->address);
}

static bool read_bind(struct host_line *line, void *to)
{
	struct socket_line *l = to;

	return l->kind == SOCKET_RAW ? read_bare(line, &l->bind)
				     : read_endpoint(line, &l->bind, 1);
}

/* The port of an echo's peer means nothing: 0 is usual. */
static bool read_connect(struct host_line *line, void *to)
{
	struct socket_line *l = to;

	return l->kind == SOCKET_RAW ? read_bare(line, &l->connect)
		: read_endpoint(line, &l->connect, l->kind != SOCKET_PING);
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

static const struct keyword socket_words[] = {
	{ "bind", read_bind, false },
	{ "dev", read_bound_dev, false },
	{ "reuseaddr", read_reuseaddr, false },
	{ "reuseport", read_reuseport, false },
	{ "broadcast", read_broadcast, false },
	{ "rcvbuf", read_rcvbuf, false },
	{ "opt", read_opt, true },
	{ "filter", read_filter, false },
	{ "connect", read_connect, false },
	{ "join", read_join, true },
	{ "noread", read_noread, false },
	{ NULL, NULL, false }
};

static const char *refusal(int32_t result)
{
	switch (-result) {
	case EADDRINUSE_:
		return "taken already; give both sockets `reuseaddr`, or "
		       "another port";
	case EADDRNOTAVAIL_:
		return "not an address of this host; add it with `ip addr "
		       "add` above";
	case ENOBUFS_:
	case ENOMEM_:
		return "no room for more; take one out";
	case EOPNOTSUPP_:
		return "it asks for the CPU, a random number, a netlink "
		       "attribute or where the payload starts, which is not "
		       "modelled; take it out";
	default:
		return "Linux refuses it; correct it";
	}
}

bool socket_call(struct host_line *line, const char *what, const char *word,
	int32_t result)
{
	return result == 0 || line_fail(line, "%s %.64s: %s: %s", what, word,
		error_name(result), refusal(result));
}

static int32_t bind_call(struct net *net, const struct socket_line *l,
	uint32_t s)
{
	if (l->kind == SOCKET_RAW)
		return raw_bind(net, s, l->bind.address);
	if (l->kind == SOCKET_PING)
		return ping_bind(net, s, l->bind.address, l->bind.port);
	return inet_bind(net, s, l->bind.address, l->bind.port);
}

static bool make(struct host_line *line, const struct socket_line *l,
	uint32_t s)
{
	struct net *net = line->host->net;

	if (l->kind == SOCKET_RAW)
		raw_hash_sk(&net->raw, &net->sock, s);
	if (l->filter.len && !socket_call(line, "filter", "of the socket",
		    sk_attach_filter(net, s, &l->filter)))
		return false;
	if (l->bind.word &&
	    !socket_call(line, "bind", l->bind.word, bind_call(net, l, s)))
		return false;
	if (!join_all(line, l, s))
		return false;
	return !l->connect.word ||
	       socket_call(line, "connect", l->connect.word,
		       ip4_datagram_connect(net, s, l->connect.address,
			       l->connect.port));
}

/* Raw and ping sockets are born with SO_REUSEADDR [Linux inet_create]. */
static void set_options(struct sock *to, const struct socket_line *l,
	uint32_t rmem_default)
{
	bool shares = l->kind == SOCKET_RAW || l->kind == SOCKET_PING;

	to->type = l->s.type;
	to->protocol = l->s.protocol;
	to->bound_dev = l->s.bound_dev;
	to->reuse = shares ? 1 : l->s.reuse;
	to->reuseport = l->s.reuseport;
	to->broadcast = l->s.broadcast;
	to->mc_all = l->s.mc_all;
	to->recverr = l->s.recverr;
	to->min_ttl = l->s.min_ttl;
	to->pmtudisc = l->s.pmtudisc;
	to->hdrincl = l->s.hdrincl;
	to->icmp_filter = l->s.icmp_filter;
	to->pcflag = l->s.pcflag;
	to->pcrlen = l->s.pcrlen;
	to->noread = l->s.noread;
	to->rcvbuf = l->rcvbuf ? l->s.rcvbuf : rmem_default;
}

static bool read_name(struct host_line *line, const char **name)
{
	if (!line_want(line, "a name", name) ||
	    !word_name(line, *name, HOST_NAME))
		return false;
	return host_socket(line->host, *name) == SOCK_NIL ||
	       line_fail(line, "there is a socket `%s` already (expected a "
		       "new name); choose another", *name);
}

static bool read_protocol(struct host_line *line, struct socket_line *l)
{
	const char *word;

	if (!line_want(line, "a protocol number", &word) ||
	    !word_number(line, word, "protocol of a raw socket", 1,
		    PROTOCOL_MAX, &l->s.protocol))
		return false;
	l->s.type = SOCK_RAW;
	l->s.hdrincl = l->s.protocol == IPPROTO_RAW;
	return true;
}

/* udp, udplite, raw PROTO, ping. */
static bool read_kind(struct host_line *line, struct socket_line *l)
{
	static const struct { const char *name; uint32_t protocol; } kinds[] = {
		[SOCKET_UDP] = { "udp", IPPROTO_UDP },
		[SOCKET_UDPLITE] = { "udplite", IPPROTO_UDPLITE },
		[SOCKET_RAW] = { "raw", 0 },
		[SOCKET_PING] = { "ping", IPPROTO_ICMP }
	};
	const char *word;
	uint32_t i;

	if (!line_want(line, "udp, udplite, raw or ping", &word))
		return false;
	for (i = 0; i <= SOCKET_PING; i++) {
		if (strcmp(word, kinds[i].name) != 0)
			continue;
		l->kind = (enum socket_kind)i;
		l->s.protocol = kinds[i].protocol;
		return i != SOCKET_RAW || read_protocol(line, l);
	}
	return line_not_modelled(line, word);
}

/* Is it bound as far as it must be? */
static bool check_bound(struct host_line *line, const struct socket_line *l)
{
	if (l->bind.word || l->kind == SOCKET_RAW)
		return true;
	if (l->kind == SOCKET_PING && !l->connect.word)
		return true;
	return line_fail(line, "the socket is not bound (expected `bind "
		"ADDRESS:%s`; the one that Linux would pick nobody can know); "
		"complete it", l->kind == SOCKET_PING ? "ID" : "PORT");
}

bool read_socket(struct host_line *line)
{
	struct host *host = line->host;
	struct socket_line l = { .s = { .type = SOCK_DGRAM, .mc_all = 1,
		.bound_dev = ANY_DEVICE, .pmtudisc = IP_PMTUDISC_WANT } };
	const char *name;
	uint32_t s;

	if (host->net->sysctl.ip_no_pmtu_disc)
		l.s.pmtudisc = IP_PMTUDISC_DONT;
	if (!read_name(line, &name) || !read_kind(line, &l) ||
	    !line_keywords(line, socket_words, &l) || !check_bound(line, &l))
		return false;
	s = sk_alloc(&host->net->sock);
	if (s == SOCK_NIL)
		return line_fail(line, "there are %d sockets already (more do "
			"not fit); take one out", NSOCK);
	snprintf(host->socket_name[s], HOST_NAME, "%s", name);
	set_options(&host->net->sock.s[s], &l, host->rmem_default);
	return make(line, &l, s);
}
