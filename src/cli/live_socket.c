/*
 * The sockets of a live host (live_system.h), opened as a program would:
 * options first, then bind, join, connect.
 */
#include "cli/live_system.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/filter.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* [linux/udp.h, linux/in.h, linux/icmp.h]: not in the C library's headers. */
enum {
	UDPLITE_PROTOCOL = 136, UDPLITE_LEVEL = 136, UDPLITE_COVERAGE = 11,
	RAW_LEVEL = 255, RAW_ICMP_FILTER = 1, MULTICAST_ALL = 49,
	FILTER_MAX = 4096
};

static const struct option_name {
	const char *name;
	int level, number;
} option_names[] = {
	{ "multicast_all", IPPROTO_IP, MULTICAST_ALL },
	{ "recverr", IPPROTO_IP, IP_RECVERR },
	{ "minttl", IPPROTO_IP, IP_MINTTL },
	{ "mtu_discover", IPPROTO_IP, IP_MTU_DISCOVER },
	{ "udplite_recv_cscov", UDPLITE_LEVEL, UDPLITE_COVERAGE },
	{ "icmp_filter", RAW_LEVEL, RAW_ICMP_FILTER },
	{ "hdrincl", IPPROTO_IP, IP_HDRINCL },
	{ NULL, 0, 0 }
};

struct opening {
	int fd;
	const char *call;		/* the one that is made, for messages */
};

static bool set(struct opening *o, const char *call, int level, int number,
	const void *value, size_t size)
{
	o->call = call;
	return setsockopt(o->fd, level, number, value, (socklen_t)size) == 0;
}

static bool switch_on(struct opening *o, bool wanted, const char *call,
	int number)
{
	int one = 1;

	return !wanted ||
	       set(o, call, SOL_SOCKET, number, &one, sizeof(one));
}

static bool set_option(struct opening *o, const struct socket_option *option)
{
	const struct option_name *n = option_names;

	while (n->name && strcmp(n->name, option->name) != 0)
		n++;
	o->call = option->name;
	errno = ENOPROTOOPT;
	return n->name && set(o, n->name, n->level, n->number, &option->value,
		sizeof(option->value));
}

static bool set_options(struct opening *o, const struct socket_words *s)
{
	uint32_t i;

	for (i = 0; i < s->options; i++)
		if (!set_option(o, &s->option[i]))
			return false;
	return switch_on(o, s->reuseaddr, "SO_REUSEADDR", SO_REUSEADDR) &&
	       switch_on(o, s->reuseport, "SO_REUSEPORT", SO_REUSEPORT) &&
	       switch_on(o, s->broadcast, "SO_BROADCAST", SO_BROADCAST) &&
	       (!s->dev || set(o, "SO_BINDTODEVICE", SOL_SOCKET,
				   SO_BINDTODEVICE, s->dev, strlen(s->dev))) &&
	       (!s->rcvbuf || set(o, "SO_RCVBUF", SOL_SOCKET, SO_RCVBUF,
				      &s->rcvbuf_size, sizeof(int)));
}

/* One instruction: "CODE JT JF K"; returns where the next begins, or NULL. */
static const char *instruction(const char *at, struct sock_filter *to)
{
	unsigned long v[4];
	char *end = NULL;
	int i;

	for (i = 0; i < 4; i++, at = end) {
		v[i] = strtoul(at, &end, 0);
		if (end == at)
			return NULL;
	}
	to->code = (uint16_t)v[0];
	to->jt = (uint8_t)v[1];
	to->jf = (uint8_t)v[2];
	to->k = (uint32_t)v[3];
	while (*end == ' ')
		end++;
	return *end == ',' ? end + 1 : end;
}

static bool attach(struct opening *o, const char *text)
{
	struct sock_filter code[FILTER_MAX];
	struct sock_fprog program = { 0, code };
	char *end;
	unsigned long i, n = strtoul(text, &end, 10);
	const char *at = end + (*end == ',');

	o->call = "SO_ATTACH_FILTER";
	errno = EINVAL;
	if (end == text || n == 0 || n > FILTER_MAX)
		return false;
	for (i = 0; i < n; i++)
		if (!(at = instruction(at, &code[i])))
			return false;
	program.len = (uint16_t)n;
	return *at == '\0' && set(o, o->call, SOL_SOCKET, SO_ATTACH_FILTER,
		&program, sizeof(program));
}

static struct sockaddr_in socket_address(uint32_t address, uint32_t port)
{
	struct sockaddr_in a;

	memset(&a, 0, sizeof(a));
	a.sin_family = AF_INET;
	a.sin_port = htons((uint16_t)port);
	a.sin_addr.s_addr = htonl(address);
	return a;
}

static bool join_group(struct opening *o, const struct socket_join *j)
{
	struct ip_mreqn m;

	memset(&m, 0, sizeof(m));
	m.imr_multiaddr.s_addr = htonl(j->group);
	m.imr_ifindex = *j->dev ? (int)if_nametoindex(j->dev) : 0;
	return set(o, "IP_ADD_MEMBERSHIP", IPPROTO_IP, IP_ADD_MEMBERSHIP, &m,
		sizeof(m));
}

static bool name_source(struct opening *o, const struct socket_join *j,
	const char *call, int number)
{
	struct sockaddr_in group = socket_address(j->group, 0);
	struct sockaddr_in source = socket_address(j->source, 0);
	struct group_source_req r;

	memset(&r, 0, sizeof(r));
	r.gsr_interface = *j->dev ? if_nametoindex(j->dev) : 0;
	memcpy(&r.gsr_group, &group, sizeof(group));
	memcpy(&r.gsr_source, &source, sizeof(source));
	return set(o, call, IPPROTO_IP, number, &r, sizeof(r));
}

/* `except` joins first, once, however many sources are named. */
static bool join(struct opening *o, const struct socket_join *j)
{
	if (j->kind == JOIN_ANY)
		return join_group(o, j);
	if (j->kind == JOIN_FROM)
		return name_source(o, j, "MCAST_JOIN_SOURCE_GROUP",
			MCAST_JOIN_SOURCE_GROUP);
	return (join_group(o, j) || errno == EADDRINUSE) &&
	       name_source(o, j, "MCAST_BLOCK_SOURCE", MCAST_BLOCK_SOURCE);
}

static bool bind_to(struct opening *o, const struct socket_endpoint *e)
{
	struct sockaddr_in a = socket_address(e->address, e->port);

	o->call = "bind";
	return !e->given ||
	       bind(o->fd, (struct sockaddr *)&a, sizeof(a)) == 0;
}

static bool connect_to(struct opening *o, const struct socket_endpoint *e)
{
	struct sockaddr_in a = socket_address(e->address, e->port);

	o->call = "connect";
	return !e->given ||
	       connect(o->fd, (struct sockaddr *)&a, sizeof(a)) == 0;
}

static int create(const struct socket_words *s)
{
	int type = SOCK_DGRAM, protocol = IPPROTO_UDP;

	if (strcmp(s->kind, "udplite") == 0) {
		protocol = UDPLITE_PROTOCOL;
	} else if (strcmp(s->kind, "ping") == 0) {
		protocol = IPPROTO_ICMP;
	} else if (strcmp(s->kind, "raw") == 0) {
		type = SOCK_RAW;
		protocol = (int)s->protocol;
	}
	return socket(AF_INET, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
}

static bool set_up(struct opening *o, const struct socket_words *s)
{
	uint32_t i;

	if (!set_options(o, s) || (s->filter && !attach(o, s->filter)) ||
	    !bind_to(o, &s->bind))
		return false;
	for (i = 0; i < s->joins; i++)
		if (!join(o, &s->join[i]))
			return false;
	return connect_to(o, &s->connect);
}

bool live_asks_errors(const struct socket_words *s)
{
	uint32_t i;

	for (i = 0; i < s->options; i++)
		if (strcmp(s->option[i].name, "recverr") == 0)
			return s->option[i].value != 0;
	return false;
}

int live_socket(const struct socket_words *s, char *message, size_t room)
{
	struct opening o = { create(s), "socket" };

	if (o.fd >= 0 && set_up(&o, s))
		return o.fd;
	snprintf(message, room, "%s: %s", o.call, strerror(errno));
	if (o.fd >= 0)
		close(o.fd);
	return -1;
}
