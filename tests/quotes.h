/* ICMP errors made by hand, and what sockets read of them. */
#ifndef TESTS_QUOTES_H
#define TESTS_QUOTES_H

#include "frames.h"
#include "ipv4/arp.h"
#include "ipv4/fib_frontend.h"
#include "ipv4/icmp.h"
#include "ipv4/recv_error.h"

enum {
	ROUTER = A, NEARER = 0x0a000008, OTHER_ROUTER = 0x0a000009,
	FAR = 0xc0000201,		/* 192.0.2.1, by ROUTER */
	ECONNREFUSED = 111, EMSGSIZE = 90, EPROTO = 71, EHOSTUNREACH = 113,
	EREMOTEIO = 121, ENETUNREACH = 101
};

/* An ICMP error from ROUTER about a packet of ours; whole if cut is 0. */
struct quote {
	uint32_t type, code, word;
	uint32_t protocol, saddr, daddr;
	const void *payload;
	uint32_t len, cut, from;
};

static inline void word_at(uint8_t *b, uint32_t v)
{
	b[0] = (uint8_t)(v >> 24);
	b[1] = (uint8_t)(v >> 16);
	b[2] = (uint8_t)(v >> 8);
	b[3] = (uint8_t)v;
}

static inline struct frame quote_frame(struct quote q)
{
	struct packet p = good_packet(q.protocol), outer;
	uint8_t data[FRAME_MAX];
	struct frame f;
	uint32_t n;

	p.saddr = q.saddr;
	p.daddr = q.daddr;
	f = ip_frame(p, q.payload, q.len);
	n = q.cut ? q.cut : f.len - 14;
	word_at(data, q.word);
	memcpy(data + 4, f.b + 14, n);
	outer = good_packet(IPPROTO_ICMP);
	outer.saddr = q.from ? q.from : ROUTER;
	return icmp_frame(outer, q.type, q.code, data, 4 + n);
}

/* About "muffin" in a datagram from our port to FROM of `daddr`. */
static inline struct quote about_udp(uint32_t type, uint32_t code,
	uint32_t port, uint32_t daddr)
{
	static uint8_t u[14];
	struct quote q = { type, code, 0, IPPROTO_UDP, B, daddr, u, 14, 0, 0 };

	word_at(u, port << 16 | FROM);
	word_at(u + 4, 14 << 16);
	memcpy(u + 8, "muffin", 6);
	return q;
}

/* The error that waits, 0: none; it is taken. */
static inline int32_t error_of(uint32_t s)
{
	return -sock_error(&net.sock, s);
}

static inline uint64_t errors_waiting(uint32_t s)
{
	return queue_len(&net.queues, QUEUE_ERR + s);
}

/* FAR and all other addresses are reached by routers. */
static inline void add_route(uint32_t dst, uint32_t plen, uint32_t gateway)
{
	struct fib_config r = { .dst = dst, .plen = plen,
		.table = RT_TABLE_MAIN, .type = RTN_UNICAST,
		.oif = ANY_DEVICE, .gateway = gateway };

	assert_int_equal(inet_rtm_newroute(&net, r, FIB_ADD), 0);
}

#endif
