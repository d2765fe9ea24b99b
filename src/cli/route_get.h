/*
 * route_get: what the routes of a host say of an address, as Linux's
 * RTM_GETROUTE tells it to `ip route get`.
 */
#ifndef CLI_ROUTE_GET_H
#define CLI_ROUTE_GET_H

#include "cli/host_line.h"
#include "cli/text.h"

/* What the command line of `muffin route` says. */
struct route_options {
	const char *host;	/* NULL: host b of the muffin */
	char **word;		/* the questions; none: standard input */
	uint32_t words;
	bool match;
	bool json;
};

/* One question: ADDRESS [from S] [iif DEV] [oif DEV] [tos T] [mark M] [uid U]
 * [ipproto P] [sport N] [dport N]. */
struct route_query {
	uint32_t daddr, saddr;	/* host byte order; saddr 0: not given */
	uint32_t iif, oif;	/* NDEV: not given */
	uint32_t tos, mark;
	uint32_t uid;			/* of who sends it; root: 0 */
	uint32_t proto;			/* IPPROTO_UDP */
	uint32_t sport, dport;		/* 0: not given */
};

/* What RTM_GETROUTE answers. */
struct route_answer {
	const char *not_modelled;	/* why there is no answer; else NULL */
	int32_t error;			/* 0, or a negative errno */
	uint32_t type, dst, plen, table, oif;
	uint32_t gateway, prefsrc;	/* 0: none */
	uint32_t mtu;			/* of the route; 0: none */
	uint32_t redirect;		/* 1: the sender is told of it */
	uint32_t tos, priority, scope;	/* of a matched route alone, as is */
	uint32_t multi;			/* its group of next hops */
};

/* Reads the command line; a wrong one ends the program with status 2. */
void route_options_read(struct route_options *options, int argc, char **argv);

/* Does what the options say; an enum status. */
int route_get(const struct route_options *options);

/* A word that goes on with the question before it. */
bool route_query_goes_on(const char *word);
/* Reads a line that was split; false: the line's error says why. */
bool route_query_read(struct host_line *line, struct route_query *query);

/* The route that a packet would take, or with `match` the entry of the table
 * that decides it (RTM_F_FIB_MATCH). */
struct route_answer route_ask(const struct net *net,
	const struct route_query *query, bool match);

/* Appends a line: near what `ip route get` prints, or one JSON object. */
void route_put_text(struct text *t, const struct host *host,
	const struct route_query *query, const struct route_answer *answer,
	bool match);
void route_put_json(struct text *t, const struct host *host,
	const struct route_query *query, const struct route_answer *answer,
	bool match);

#endif
