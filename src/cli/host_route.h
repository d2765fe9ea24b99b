/*
 * host_route: a line `ip route` of a host file, read but not yet done.
 */
#ifndef CLI_HOST_ROUTE_H
#define CLI_HOST_ROUTE_H

#include "cli/host_line.h"
#include "ipv4/fib_frontend.h"

struct route_line {
	struct fib_config c;
	const char *prefix, *source, *gateway;	/* the words; NULL: none */
	bool table_given;
};

/*
 * Says why Linux refuses to add it, and what would mend that: false.  True: it
 * is another reason.
 */
bool route_line_check(struct host_line *line, const struct route_line *l);

#endif
