/*
 * host_route: a line `ip route` of a host file, read but not yet done.
 */
#ifndef CLI_HOST_ROUTE_H
#define CLI_HOST_ROUTE_H

#include "cli/host_line.h"

struct route_line {
	struct fib_route r;
	const char *prefix, *source, *gateway;	/* the words; NULL: none */
	bool onlink;
};

/* A route of that type leads nowhere: blackhole and its like. */
bool route_refuses(const struct fib_route *r);

/* What Linux would refuse before it looks at the table: false. */
bool route_line_check(struct host_line *line, const struct route_line *l);

#endif
