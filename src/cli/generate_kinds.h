/*
 * generate_kinds: the kinds of random frames; each makes one, or several that
 * belong together, and hands them to generate_emit.
 */
#ifndef CLI_GENERATE_KINDS_H
#define CLI_GENERATE_KINDS_H

#include "cli/frame_list.h"
#include "cli/generate_packet.h"
#include "cli/generate_scene.h"
#include "lib/random.h"

struct generator {
	struct rnd rnd;
	struct scene scene;
	struct frame_list *to;
	uint32_t wanted;
	uint32_t dev;			/* of the scene: where it enters */
	struct packet packet;
	bool full;			/* memory has ended */
};

/* 0 .. n - 1; and true so often in a hundred. */
uint32_t pick(struct generator *g, uint32_t n);
bool chance(struct generator *g, uint32_t percent);
uint32_t random_u32(struct generator *g);

/* Hands g->packet over, unless enough are there. */
void generate_emit(struct generator *g);

/* generate_address.c: somebody who speaks, somebody who is spoken to. */
uint32_t pick_source(struct generator *g);
uint32_t pick_destination(struct generator *g);
uint32_t pick_own(struct generator *g);
const struct scene_endpoint *pick_endpoint(struct generator *g);
mac_t mac_of(const struct generator *g, uint32_t address);
/* The Ethernet header of a packet between those two. */
void put_ethernet(struct generator *g, uint32_t saddr, uint32_t daddr,
	uint32_t type);
struct ip_fields pick_fields(struct generator *g, uint32_t protocol);

/* generate_ip.c */
void make_udp(struct generator *g);
void make_options(struct generator *g);
void make_fragments(struct generator *g);
void make_vlan(struct generator *g);
void make_protocol(struct generator *g);
void bend(struct generator *g);

/* generate_icmp.c */
void make_icmp(struct generator *g);
void make_icmp_error(struct generator *g);
void make_igmp(struct generator *g);

/* generate_link.c */
void make_arp(struct generator *g);
void make_link(struct generator *g);

#endif
