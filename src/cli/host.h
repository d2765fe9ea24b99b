/*
 * host: one host as the program holds it: the core's struct net, and the names
 * that output needs.
 */
#ifndef CLI_HOST_H
#define CLI_HOST_H

#include <stdbool.h>
#include <stdint.h>

#include "core/net.h"

enum { HOST_NAME = 32 };	/* bytes of a socket's name with its zero */

struct host {
	struct net *net;
	char socket_name[NSOCK][HOST_NAME];
	uint32_t rmem_default;	/* net.core.rmem_default, for new sockets */
	uint32_t rmem_max;	/* net.core.rmem_max, bounds SO_RCVBUF */
	uint32_t ipfrag_low_thresh;	/* the least of ipfrag_high_thresh */
	/*
	 * Bit i of conf_set[dev]: setting i was given to that device, so that
	 * conf.default no longer reaches it [Linux ipv4_devconf.state].
	 */
	uint32_t conf_set[NDEV];
	uint32_t template_set;	/* the same for conf.default */
};

/*
 * A host with the device lo and nothing else; false: out of memory.  Its 270
 * MB cost only what is touched.
 */
bool host_init(struct host *host, uint32_t seed);
/* The same again in the same memory. */
void host_reset(struct host *host, uint32_t seed);
void host_free(struct host *host);

/* The device or socket of that name; NDEV, SOCK_NIL: there is none. */
uint32_t host_device(const struct host *host, const char *name);
uint32_t host_socket(const struct host *host, const char *name);

const char *host_device_name(const struct host *host, uint32_t dev);

/* Adds a device under that name; NDEV when no more fit. */
uint32_t host_add_device(struct host *host, const char *name, uint32_t type,
	mac_t mac, uint32_t mtu);

/*
 * Packets that nobody holds and that are not free: 0, or the host has lost
 * them.  Only what waits in a queue of a noread socket, or for a neighbour,
 * may stay (T7).
 */
uint32_t host_leaked(const struct host *host);

#endif
