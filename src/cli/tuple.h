/*
 * tuple: what a frame says about itself, read without believing it: addresses
 * and ports for the JSON, a few words for people.
 */
#ifndef CLI_TUPLE_H
#define CLI_TUPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/text.h"

/* A network-layer packet and how much of it is there. */
struct packet_view {
	const uint8_t *bytes;
	uint32_t size;		/* captured bytes */
	uint32_t protocol;	/* ethertype; a length below 0x600 */
};

/* Goes past the Ethernet header and its VLAN tags. */
struct packet_view ethernet_view(const uint8_t *frame, uint32_t size);

struct tuple {
	bool ipv4;		/* false: nothing below is set */
	bool ports;		/* false: no UDP or TCP ports are there */
	uint32_t saddr, daddr;	/* host byte order */
	uint32_t proto;
	uint32_t sport, dport;
};

struct tuple tuple_of(struct packet_view p);

/* "icmp 3/3", "arp is-at 10.0.0.2": what it is, shortly. */
void packet_words(struct text *t, struct packet_view p);

#endif
