/* A host with two devices, its sockets, and datagrams made by hand. */
#ifndef TESTS_UDP_HOST_H
#define TESTS_UDP_HOST_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "ipv4/fib_frontend.h"
#include "ipv4/igmp_join.h"
#include "ipv4/ip.h"
#include "ipv4/udp.h"
#include "lib/checksum.h"

enum {
	OURS = 0x0a000001, OTHER = 0x0a010001, PEER = 0x0a000009,
	GROUP = 0xef010203, BROADCAST = 0x0a0000ff, PORT = 5000, FROM = 4000,
	TRUESIZE = 704, ETH0 = 1, ETH1 = 2
};

/* What a datagram is made of. */
struct gram {
	uint32_t saddr, daddr, sport, dport, len, bad, type;
};

static struct net net;

static inline int setup(void **state)
{
	(void)state;
	net_init(&net, 1);
	register_netdevice(&net.dev, DEV_TYPE_TAP, 0x020000000001, 1500);
	register_netdevice(&net.dev, DEV_TYPE_TAP, 0x020000000002, 1500);
	assert_int_equal(fib_add_ifaddr(&net, ETH0, OURS, 24), 0);
	assert_int_equal(fib_add_ifaddr(&net, ETH1, OTHER, 24), 0);
	return 0;
}

static inline uint32_t make_socket(uint32_t reuse, uint32_t reuseport,
	uint32_t dev)
{
	uint32_t s = sk_alloc(&net.sock);

	assert_int_not_equal(s, SOCK_NIL);
	net.sock.s[s].reuse = reuse;
	net.sock.s[s].reuseport = reuseport;
	net.sock.s[s].bound_dev = dev;
	return s;
}

static inline uint32_t bound(uint32_t addr, uint32_t dev)
{
	uint32_t s = make_socket(1, 0, dev);

	assert_int_equal(inet_bind(&net, s, addr, PORT), 0);
	return s;
}

static inline void put_sum(struct pkt *p, struct gram g)
{
	uint64_t sum = csum_tcpudp_nofold(g.saddr, g.daddr, g.len + 8, 17, 0);

	sum = 65535 - csum_partial(p, 20, g.len + 8, sum);
	put_be16(p, 20 + UDP_CHECK, (uint16_t)((sum + g.bad) % 65536));
}

/* A packet in flight, data at its UDP header, as ip_local_deliver gives it. */
static inline uint32_t arrive(struct gram g)
{
	uint32_t h = alloc_skb(&net, 0), i;

	assert_int_not_equal(h, POOL_SIZE);
	pkt_set(&net.skb.s[h].pkt, 0, 0, 28);
	put_u8(&net.skb.s[h].pkt, IP_VERSION_IHL, 0x45);
	put_be16(&net.skb.s[h].pkt, IP_TOT_LEN, (uint16_t)(28 + g.len));
	put_u8(&net.skb.s[h].pkt, IP_TTL, 64);
	put_u8(&net.skb.s[h].pkt, IP_PROTOCOL, IPPROTO_UDP);
	put_be32(&net.skb.s[h].pkt, IP_SADDR, g.saddr);
	put_be32(&net.skb.s[h].pkt, IP_DADDR, g.daddr);
	put_be16(&net.skb.s[h].pkt, 20 + UDP_SPORT, (uint16_t)g.sport);
	put_be16(&net.skb.s[h].pkt, 20 + UDP_DPORT, (uint16_t)g.dport);
	put_be16(&net.skb.s[h].pkt, 20 + UDP_LEN, (uint16_t)(g.len + 8));
	for (i = 0; i < g.len; i++)
		put_u8(&net.skb.s[h].pkt, 28 + i, (uint8_t)(i + 1));
	put_sum(&net.skb.s[h].pkt, g);
	net.skb.s[h].data = 20;
	net.skb.s[h].tail = 28 + g.len;
	net.skb.s[h].transport_header = 20;
	net.skb.s[h].dev = ETH0;
	net.skb.s[h].truesize = TRUESIZE;
	net.skb.s[h].dst.input = DST_LOCAL_DELIVER;
	net.skb.s[h].dst.type = g.type;
	return h;
}

static inline uint32_t send_to(uint32_t daddr, uint32_t type)
{
	struct gram g = { PEER, daddr, FROM, PORT, 5, 0, type };
	uint32_t h = arrive(g);

	udp_rcv(&net, h);
	return h;
}

static inline uint64_t waits(uint32_t s)
{
	return queue_len(&net.queues, QUEUE_SOCK + s);
}

#define T(name) cmocka_unit_test_setup(name, setup)

#endif
