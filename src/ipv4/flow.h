/*
 * What of a packet decides its route [Linux struct flowi4, include/net/flow.h].
 */
#ifndef IPV4_FLOW_H
#define IPV4_FLOW_H

#include <stdint.h>
#include "core/netdevice.h"

/* Addresses and ports in host byte order. */
struct flowi4 {
	uint32_t daddr;
	uint32_t saddr;		/* 0: not known yet */
	uint32_t iif;		/* device it came by; DEV_LO: it is ours */
	uint32_t oif;		/* device it must leave by, or ANY_DEVICE */
	uint32_t tos;		/* as ip_route_tos gives it: bits 2 to 4 */
	uint32_t mark;
	uint32_t uid;		/* who sends it; 0 for a packet that came in */
	uint32_t proto;		/* 0: not known */
	uint32_t sport;
	uint32_t dport;
	uint32_t scope;		/* RT_SCOPE_*: routes of that or a narrower one */
};

#endif
