/*
 * live_host: a host file in the network namespace of this process: devices,
 * addresses, routes, settings by the programs that the lines name, sockets.
 */
#ifndef CLI_LIVE_HOST_H
#define CLI_LIVE_HOST_H

#include "cli/host.h"
#include "cli/host_file.h"
#include "cli/host_facts.h"
#include "cli/live_system.h"

struct live_dev {
	char name[IFNAMSIZ];
	int fd;			/* of its tap */
	mac_t mac;
};

struct live_sock {
	int fd;
	bool noread, recverr;
	uint32_t waiting;	/* bytes of memory of what waits unread */
};

struct live_host {
	uint32_t devs;
	struct live_dev dev[NDEV];	/* as in names: behind lo */
	uint32_t socks;
	struct live_sock sock[NSOCK];
	bool joined;			/* a group: IGMP will be sent */
	struct host_facts facts;
	struct host names;		/* of devices and sockets, for JSON */
};

/* Once for a process: mounts of its own, and tracefs among them. */
bool live_enter(struct host_error *error);

/* A fresh network namespace with that host in it. */
bool live_host_start(struct live_host *h, const struct host_text *text,
	struct host_error *error);
void live_host_end(struct live_host *h);

/* FILE:LINE: and a message. */
__attribute__((format(printf, 4, 5)))
bool live_fail(struct host_error *error, const struct host_text *text,
	uint64_t number, const char *format, ...);

#endif
