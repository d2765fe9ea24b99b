/*
 * generate_packet: bytes of frames, put together from the outside in, with
 * right lengths and checksums until somebody bends them.
 */
#ifndef CLI_GENERATE_PACKET_H
#define CLI_GENERATE_PACKET_H

#include <stdbool.h>
#include <stdint.h>

#include "core/netdevice.h"

enum {
	PACKET_MAX = 4096,
	AT_IP = 14,		/* of the header in an untagged frame */
	PROTO_ICMP = 1, PROTO_IGMP = 2, PROTO_UDP = 17, PROTO_UDPLITE = 136
};

struct packet {
	uint32_t n;
	uint8_t b[PACKET_MAX];
};

void packet_u8(struct packet *p, uint32_t v);
void packet_u16(struct packet *p, uint32_t v);
void packet_u32(struct packet *p, uint32_t v);
void packet_mac(struct packet *p, mac_t mac);
void packet_bytes(struct packet *p, const uint8_t *bytes, uint32_t n);
void packet_set16(struct packet *p, uint32_t at, uint32_t v);
uint32_t packet_get16(const struct packet *p, uint32_t at);

void packet_ethernet(struct packet *p, mac_t to, mac_t from, uint32_t type);

struct ip_fields {
	uint32_t saddr, daddr, protocol, id, fragment, ttl, tos;
	const uint8_t *options;		/* a multiple of 4 bytes */
	uint32_t options_size;
};

/* The header; its length and checksum come with packet_ip_end. */
void packet_ip(struct packet *p, const struct ip_fields *f);
/* `at`: where the header begins. */
void packet_ip_end(struct packet *p, uint32_t at);

/*
 * Turns `size` bytes of payload behind `at` + 8 into a datagram of those
 * ports; UDP-Lite's length field is its coverage, here all of it.
 */
void packet_udp(struct packet *p, uint32_t at, const struct ip_fields *f,
	uint32_t sport, uint32_t dport);

/* The checksum of `at` to the end, into `field`. */
void packet_sum(struct packet *p, uint32_t at, uint32_t field);

#endif
