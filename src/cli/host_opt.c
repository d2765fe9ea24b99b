/* `opt NAME N` of a socket: options by their lower-case names. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "cli/host_socket.h"
#include "ipv4/udp.h"

/* Which kinds of sockets have an option. */
enum {
	OF_UDP = 1 << SOCKET_UDP, OF_UDPLITE = 1 << SOCKET_UDPLITE,
	OF_RAW = 1 << SOCKET_RAW, OF_PING = 1 << SOCKET_PING,
	OF_ALL = OF_UDP | OF_UDPLITE | OF_RAW | OF_PING
};

struct option {
	const char *name;
	uint32_t most;
	uint32_t kinds;
	size_t at;		/* of its field in struct sock */
};

#define FIELD(name) offsetof(struct sock, name)
static const struct option options[] = {
	{ "multicast_all", 1, OF_ALL, FIELD(mc_all) },
	{ "recverr", 1, OF_ALL, FIELD(recverr) },
	{ "minttl", 255, OF_ALL, FIELD(min_ttl) },
	{ "mtu_discover", IP_PMTUDISC_OMIT, OF_ALL, FIELD(pmtudisc) },
	{ "udplite_recv_cscov", UINT32_MAX / 2, OF_UDPLITE, FIELD(pcrlen) },
	{ "icmp_filter", UINT32_MAX, OF_RAW, FIELD(icmp_filter) },
	{ "hdrincl", 1, OF_RAW, FIELD(hdrincl) },
	{ NULL, 0, 0, 0 }
};

static const struct option *find(const char *name)
{
	const struct option *o = options;

	while (o->name && strcmp(o->name, name) != 0)
		o++;
	return o;
}

static bool unknown(struct host_line *line, const char *name)
{
	char known[200];
	const struct option *o;
	size_t n = 0;

	for (o = options; o->name; o++)
		n += (size_t)snprintf(known + n, sizeof(known) - n, "%s%s",
			n ? ", " : "", o->name);
	return line_fail(line, "`opt %.64s` is not modelled in this version "
		"(only %s); take it out", name, known);
}

/* Fewer than a header means the header, more than fits the most that does
 * [Linux udp_lib_setsockopt]. */
static void limit_coverage(struct sock *s)
{
	s->pcflag = 1;
	if (s->pcrlen != 0 && s->pcrlen < UDP_HLEN)
		s->pcrlen = UDP_HLEN;
	if (s->pcrlen > UINT16_MAX)
		s->pcrlen = UINT16_MAX;
}

bool read_opt(struct host_line *line, void *to)
{
	struct socket_line *l = to;
	const struct option *o;
	const char *name, *value;

	if (!line_want(line, "the name of a socket option", &name))
		return false;
	o = find(name);
	if (!o->name)
		return unknown(line, name);
	if ((o->kinds >> l->kind & 1) == 0)
		return line_fail(line, "`opt %s` is no option of this kind of "
			"socket (Linux: ENOPROTOOPT); take it out", o->name);
	if (o->at == FIELD(icmp_filter) && l->s.protocol != 1)
		return line_fail(line, "`opt icmp_filter` is an option of raw "
			"sockets of protocol 1 alone (Linux: EOPNOTSUPP); "
			"take it out");
	if (!line_want(line, "a number", &value) ||
	    !word_number(line, value, o->name, 0, o->most,
		    (uint32_t *)((char *)&l->s + o->at)))
		return false;
	if (o->at == FIELD(pcrlen))
		limit_coverage(&l->s);
	return true;
}
