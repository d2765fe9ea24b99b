/*
 * generate_scene: what a host file names: who could be spoken to, by whom.
 */
#ifndef CLI_GENERATE_SCENE_H
#define CLI_GENERATE_SCENE_H

#include "cli/host_file.h"
#include "core/netdevice.h"

enum { SCENE_MAX = 128 };

struct scene_endpoint {
	uint32_t address, port, protocol;
	uint32_t peer, peer_port;	/* 0: not connected */
};

struct scene_prefix {
	uint32_t address, plen;
};

struct scene {
	uint32_t devs, addresses, endpoints, groups, sources, neighbours,
		gateways, prefixes;
	char dev[NDEV][IFNAMSIZ];
	mac_t mac[NDEV];
	struct scene_prefix address[SCENE_MAX];	/* ours */
	uint32_t address_dev[SCENE_MAX];
	struct scene_endpoint endpoint[SCENE_MAX];
	uint32_t group[SCENE_MAX];
	uint32_t source[SCENE_MAX];		/* of groups */
	uint32_t neighbour[SCENE_MAX];
	mac_t neighbour_mac[SCENE_MAX];
	uint32_t gateway[SCENE_MAX];
	struct scene_prefix prefix[SCENE_MAX];	/* of routes */
};

void scene_read(struct scene *s, const struct host_text *text);

#endif
