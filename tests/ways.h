/*
 * Questions to the routes in fewer words.
 */
#ifndef TESTS_WAYS_H
#define TESTS_WAYS_H

#include "ipv4/route.h"

static inline uint32_t route_for(const struct fib *f, uint32_t a, uint32_t tos,
	uint32_t oif)
{
	return fib_lookup(f, flow_to(a, tos, oif)).route;
}

static inline int32_t way_to(const struct net *net, uint32_t a,
	struct dst_entry *dst)
{
	return ip_route_output(net, flow_to(a, 0, ANY_DEVICE), dst);
}

#endif
