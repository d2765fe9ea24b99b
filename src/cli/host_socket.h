/*
 * host_socket: a `socket` line of a host file, as it is read before the socket
 * is made.
 */
#ifndef CLI_HOST_SOCKET_H
#define CLI_HOST_SOCKET_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/host_line.h"
#include "core/net.h"

enum { JOINS_MAX = 64 };

enum socket_kind { SOCKET_UDP, SOCKET_UDPLITE, SOCKET_RAW, SOCKET_PING };

struct endpoint {
	const char *word;		/* NULL: not given */
	uint32_t address, port;
};

/* What is asked of the sources of a group. */
enum join_kind { JOIN_ALL, JOIN_FROM, JOIN_EXCEPT };

struct join {
	const char *word;		/* the group, for messages */
	enum join_kind kind;
	uint32_t group, source;
	uint32_t dev;			/* NDEV: the one that a route says */
};

struct socket_line {
	enum socket_kind kind;
	struct sock s;			/* the options, before it exists */
	struct endpoint bind, connect;
	bool rcvbuf;			/* given */
	uint32_t joins;
	struct join join[JOINS_MAX];
	struct sock_fprog filter;	/* len 0: it has none */
};

/* Words of the line; `to` is the struct socket_line. */
bool read_opt(struct host_line *line, void *to);
bool read_join(struct host_line *line, void *to);
bool read_filter(struct host_line *line, void *to);

/* True if the call gave 0, else a message: "bind 10.0.0.9:53: EADDRINUSE: ..."
 * with what mends it. */
bool socket_call(struct host_line *line, const char *what, const char *word,
	int32_t result);

/* Makes the calls of its `join` words. */
bool join_all(struct host_line *line, const struct socket_line *l, uint32_t s);

#endif
