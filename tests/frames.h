/*
 * frames: host b of the muffin, frames made by hand, and what became of the
 * last one.
 *
 *	host a 10.0.0.1  ------ one wire ------  10.0.0.2 host b
 *	52:54:00:00:00:0a                        52:54:00:00:00:0b
 */
#ifndef TESTS_FRAMES_H
#define TESTS_FRAMES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/dev.h"
#include "core/net.h"
#include "ipv4/ip.h"

enum {
	A = 0x0a000001, B = 0x0a000002, NEIGHBOUR = 0x0a000009,
	SUBNET_BROADCAST = 0x0a0000ff, ALL_HOSTS = 0xe0000001,
	FOREIGN = 0xc0000201,		/* 192.0.2.1 */
	ETH0 = 1, PORT = 4747, FROM = 5000,
	FRAME_MAX = 2048
};

#define MAC_A UINT64_C(0x52540000000a)
#define MAC_B UINT64_C(0x52540000000b)
#define MAC_ALL UINT64_C(0xffffffffffff)
#define MAC_GROUP UINT64_C(0x01005e000001)

struct frame {
	uint8_t b[FRAME_MAX];
	uint32_t len;
};

/* An IPv4 packet in a frame; what lies is told by the fields named told_. */
struct packet {
	mac_t to;
	uint32_t saddr, daddr, protocol, ttl, tos, frag;
	const char *options;
	uint32_t optlen;		/* bytes, a multiple of 4 */
	uint32_t told_length;		/* total length; 0: the true one */
	uint32_t told_version_ihl;	/* 0: the true one */
	uint32_t sum_error;		/* added to the right checksum */
};

/* A datagram in it. */
struct datagram {
	struct packet ip;
	uint32_t sport, dport;
	uint32_t len;			/* of payload: bytes 1, 2, 3 ... */
	uint32_t told_length;		/* see lies */
	uint32_t lies;			/* 1: told_length is the UDP length */
	uint32_t no_sum;		/* 1: checksum 0 */
	uint32_t sum_error;
};

extern struct net net;

/* A setup of cmocka: a fresh host b with its socket `muffin`. */
int host_b(void **state);
extern uint32_t muffin;

/* A good packet from a to b, and a good datagram of 6 bytes to port 4747. */
struct packet good_packet(uint32_t protocol);
struct datagram good_datagram(void);

struct frame ip_frame(struct packet p, const void *payload, uint32_t len);
struct frame udp_frame(struct datagram d);
/* type, code, four bytes and the data; its checksum is right. */
struct frame icmp_frame(struct packet p, uint32_t type, uint32_t code,
	const void *data, uint32_t len);
struct frame arp_frame(uint32_t op, mac_t sha, uint32_t sip, uint32_t tip);

/* The ones' complement checksum by the book [RFC 1071], not the core's. */
uint32_t plain_checksum(const uint8_t *b, uint32_t len, uint32_t sum);
uint32_t get16(const uint8_t *b);
uint32_t get32(const uint8_t *b);

/* The frame arrives on eth0; the trace of the one before is forgotten. */
void receive(struct frame f);

/* What came of it: the only drop site, DROP_NONE if it was not dropped. */
uint32_t dropped(void);
/* The only enum not_modelled, NM_MAX if there is none. */
uint32_t not_known(void);
/* How often that kind of entry is in the trace. */
uint32_t noted(enum trace_kind kind);
/* Datagrams that wait for a socket. */
uint32_t waiting(uint32_t socket);
/* Takes the next frame that the host sent on eth0; len 0: there is none. */
struct frame sent(void);
/* An ICMP frame was sent with that type and code; *f holds it. */
void assert_icmp_sent(struct frame *f, uint32_t type, uint32_t code);

#define T(name) cmocka_unit_test_setup(name, host_b)

#endif
