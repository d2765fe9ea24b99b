/*
 * ipv4/udp: binds that conflict, which socket hears, full buffers, copies,
 * late checksums.  The rows are what Linux 6.18 was seen to do.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "ipv4/fib_frontend.h"
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

static int setup(void **state)
{
	(void)state;
	net_init(&net, 1);
	register_netdevice(&net.dev, DEV_TYPE_TAP, 0x020000000001, 1500);
	register_netdevice(&net.dev, DEV_TYPE_TAP, 0x020000000002, 1500);
	assert_int_equal(fib_add_ifaddr(&net, ETH0, OURS, 24), 0);
	assert_int_equal(fib_add_ifaddr(&net, ETH1, OTHER, 24), 0);
	return 0;
}

static uint32_t make_socket(uint32_t reuse, uint32_t reuseport, uint32_t dev)
{
	uint32_t s = sk_alloc(&net.sock);

	assert_int_not_equal(s, SOCK_NIL);
	net.sock.s[s].reuse = reuse;
	net.sock.s[s].reuseport = reuseport;
	net.sock.s[s].bound_dev = dev;
	return s;
}

static uint32_t bound(uint32_t addr, uint32_t dev)
{
	uint32_t s = make_socket(1, 0, dev);

	assert_int_equal(inet_bind(&net, s, addr, PORT), 0);
	return s;
}

static uint32_t connected(uint32_t addr)
{
	uint32_t s = bound(addr, ANY_DEVICE);

	assert_int_equal(ip4_datagram_connect(&net, s, PEER, FROM), 0);
	return s;
}

static void put_sum(struct pkt *p, struct gram g)
{
	uint64_t sum = csum_tcpudp_nofold(g.saddr, g.daddr, g.len + 8, 17, 0);

	sum = 65535 - csum_partial(p, 20, g.len + 8, sum);
	put_be16(p, 20 + UDP_CHECK, (uint16_t)((sum + g.bad) % 65536));
}

/* A packet in flight, data at its UDP header, as ip_local_deliver gives it. */
static uint32_t arrive(struct gram g)
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

static uint32_t send_to(uint32_t daddr, uint32_t type)
{
	struct gram g = { PEER, daddr, FROM, PORT, 5, 0, type };
	uint32_t h = arrive(g);

	udp_rcv(&net, h);
	return h;
}

static uint64_t waits(uint32_t s)
{
	return queue_len(&net.queues, QUEUE_SOCK + s);
}

/* Who hears a datagram to OURS:PORT, SOCK_NIL if nobody. */
static uint32_t hearer(void)
{
	uint32_t h = send_to(OURS, RTN_LOCAL);

	return net.queues.own[h] < OWN_QUEUE + QUEUE_SOCK ? SOCK_NIL :
		net.queues.own[h] - OWN_QUEUE - QUEUE_SOCK;
}

/* One line: the two sockets, their addresses, what the second bind says. */
struct conflict {
	uint32_t reuse[2], reuseport[2], dev[2], addr[2];
	int32_t second;
};

static void test_bind_conflicts(void **state)
{
	static const struct conflict table[] = {
		{ {0, 0}, {0, 0}, {NDEV, NDEV}, {0, 0}, -98 },
		{ {1, 1}, {0, 0}, {NDEV, NDEV}, {0, 0}, 0 },
		{ {1, 0}, {0, 0}, {NDEV, NDEV}, {0, 0}, -98 },
		{ {0, 1}, {0, 0}, {NDEV, NDEV}, {0, 0}, -98 },
		{ {0, 0}, {1, 1}, {NDEV, NDEV}, {0, 0}, 0 },
		{ {0, 0}, {1, 0}, {NDEV, NDEV}, {0, 0}, -98 },
		{ {0, 0}, {0, 1}, {NDEV, NDEV}, {0, 0}, -98 },
		{ {1, 0}, {1, 1}, {NDEV, NDEV}, {0, 0}, 0 },
		{ {0, 0}, {0, 0}, {ETH0, ETH1}, {0, 0}, 0 },
		{ {0, 0}, {0, 0}, {ETH0, ETH0}, {0, 0}, -98 },
		{ {0, 0}, {0, 0}, {ETH0, NDEV}, {0, 0}, -98 },
		{ {0, 0}, {0, 0}, {NDEV, NDEV}, {0, OURS}, -98 },
		{ {0, 0}, {0, 0}, {NDEV, NDEV}, {OURS, 0}, -98 },
		{ {0, 0}, {0, 0}, {NDEV, NDEV}, {OURS, OTHER}, 0 },
		{ {0, 0}, {0, 0}, {NDEV, NDEV}, {0x7f000001, 0x7f000002}, 0 },
		{ {0, 0}, {0, 0}, {NDEV, NDEV}, {OURS, OURS}, -98 },
	};
	size_t i;
	uint32_t s[2], k;

	for (i = 0; i < sizeof table / sizeof table[0]; i++) {
		setup(state);
		for (k = 0; k < 2; k++)
			s[k] = make_socket(table[i].reuse[k],
				table[i].reuseport[k], table[i].dev[k]);
		assert_int_equal(inet_bind(&net, s[0], table[i].addr[0], PORT),
			0);
		assert_int_equal(inet_bind(&net, s[1], table[i].addr[1], PORT),
			table[i].second);
		assert_int_equal(net.sock.s[s[1]].num,
			table[i].second == 0 ? PORT : 0);
	}
}

static void test_bind_takes_only_addresses_of_ours(void **state)
{
	static const uint32_t good[] = { 0, OURS, OTHER, 0x7f000001,
		0x7f123456, GROUP, BROADCAST, 0xffffffff };
	static const uint32_t bad[] = { PEER, 0x08080808, 0xf0000001 };
	uint32_t i, s;

	(void)state;
	for (i = 0; i < 8; i++) {
		s = make_socket(0, 0, ANY_DEVICE);
		assert_int_equal(inet_bind(&net, s, good[i], 1 + i), 0);
		assert_int_equal(inet_bind(&net, s, good[i], 1 + i), -22);
	}
	s = make_socket(0, 0, ANY_DEVICE);
	for (i = 0; i < 3; i++)
		assert_int_equal(inet_bind(&net, s, bad[i], PORT), -99);
	assert_int_equal(inet_bind(&net, s, OURS, 0), -22);
}

/* each is bound before a better one, and after a better one */
static void test_lookup_ranks_connected_device_address_any(void **state)
{
	uint32_t any, any_dev, addr, addr_dev, conn;

	any = bound(0, ANY_DEVICE);
	assert_int_equal(hearer(), any);
	any_dev = bound(0, ETH0);
	assert_int_equal(hearer(), any_dev);
	addr = bound(OURS, ANY_DEVICE);
	assert_int_equal(hearer(), addr);
	addr_dev = bound(OURS, ETH0);
	assert_int_equal(hearer(), addr_dev);
	conn = connected(OURS);
	assert_int_equal(hearer(), conn);

	setup(state);
	conn = connected(OURS);
	addr_dev = bound(OURS, ETH0);
	bound(OURS, ANY_DEVICE);
	bound(0, ETH0);
	bound(0, ANY_DEVICE);
	bound(OURS, ETH1);
	assert_int_equal(hearer(), conn);
	net.sock.s[conn].dport = FROM + 1;
	assert_int_equal(hearer(), addr_dev);
}

static void test_lookup_of_equals_takes_the_newest(void **state)
{
	uint32_t s;

	(void)state;
	bound(0, ANY_DEVICE);
	s = bound(0, ANY_DEVICE);
	assert_int_equal(hearer(), s);
	s = bound(0, ANY_DEVICE);
	assert_int_equal(hearer(), s);
}

/* connecting moves a socket from any address to its own: newest there */
static void test_connect_chooses_address_and_rehashes(void **state)
{
	uint32_t s = bound(0, ANY_DEVICE);

	(void)state;
	assert_int_equal(ip4_datagram_connect(&net, s, PEER, FROM), 0);
	assert_int_equal(net.sock.s[s].rcv_saddr, OURS);
	bound(OURS, ANY_DEVICE);
	assert_int_equal(hearer(), s);
}

static void test_connect_refusals(void **state)
{
	uint32_t s = make_socket(1, 0, ANY_DEVICE);

	(void)state;
	assert_int_equal(ip4_datagram_connect(&net, s, PEER, 9), -22);
	assert_int_equal(inet_bind(&net, s, 0, PORT), 0);
	assert_int_equal(ip4_datagram_connect(&net, s, 0x08080808, 9), -101);
	assert_int_equal(ip4_datagram_connect(&net, s, BROADCAST, 9), -13);
	net.sock.s[s].broadcast = 1;
	assert_int_equal(ip4_datagram_connect(&net, s, BROADCAST, 9), 0);
	s = bound(0x7f000001, ANY_DEVICE);
	assert_int_equal(ip4_datagram_connect(&net, s, PEER, 9), -22);
	s = bound(0, ANY_DEVICE);
	assert_int_equal(ip4_datagram_connect(&net, s, 0, 9), 0);
	assert_int_equal(net.sock.s[s].daddr, 0x7f000001);
	assert_int_equal(net.sock.s[s].rcv_saddr, 0x7f000001);
}

static void test_reuseport_keeps_a_flow_on_one_member(void **state)
{
	struct gram g = { PEER, OURS, 0, PORT, 5, 0, RTN_LOCAL };
	uint32_t s[4], i, used = 0, h, member;

	(void)state;
	for (i = 0; i < 4; i++) {
		s[i] = make_socket(0, 1, ANY_DEVICE);
		assert_int_equal(inet_bind(&net, s[i], OURS, PORT), 0);
	}
	for (g.sport = 1; g.sport <= 200; g.sport++) {
		h = arrive(g);
		udp_rcv(&net, h);
		member = net.queues.own[h];
		h = arrive(g);
		udp_rcv(&net, h);
		assert_int_equal(net.queues.own[h], member);
	}
	for (i = 0; i < 4; i++)
		used += waits(s[i]) > 10;
	assert_int_equal(used, 4);
	assert_int_equal(net.mib.v[MIB_Udp_NoPorts], 0);
}

static void test_rcvbuf_takes_what_linux_takes(void **state)
{
	static const uint32_t rows[][2] = { { 2304, 3 }, { 4608, 6 },
		{ 8192, 11 }, { 16384, 23 }, { 1, 1 } };
	uint32_t i, k, s;

	for (i = 0; i < 5; i++) {
		setup(state);
		s = bound(0, ANY_DEVICE);
		net.sock.s[s].rcvbuf = rows[i][0];
		for (k = 0; k < 30; k++)
			send_to(OURS, RTN_LOCAL);
		assert_int_equal(waits(s), rows[i][1]);
		assert_int_equal(net.sock.s[s].drops, 30 - rows[i][1]);
		assert_int_equal(net.mib.v[MIB_Udp_RcvbufErrors],
			30 - rows[i][1]);
		assert_int_equal(net.mib.v[MIB_Udp_InErrors], 30 - rows[i][1]);
		assert_int_equal(net.drop.n[DROP_UDP_RCVBUF], 30 - rows[i][1]);
	}
}

static void test_multicast_goes_to_every_listener(void **state)
{
	uint32_t any = bound(0, ANY_DEVICE), group = bound(GROUP, ANY_DEVICE);
	uint32_t deaf = bound(0, ANY_DEVICE), joined = bound(0, ANY_DEVICE);
	uint32_t unicast = bound(OURS, ANY_DEVICE), h;

	(void)state;
	net.sock.s[deaf].mc_all = 0;
	net.sock.s[joined].mc_all = 0;
	assert_int_equal(ip_mc_join_group(&net, joined, OURS, ETH0), -22);
	assert_int_equal(ip_mc_join_group(&net, joined, GROUP, ETH0), 0);
	assert_int_equal(ip_mc_join_group(&net, joined, GROUP, ETH0), -98);
	h = send_to(GROUP, RTN_MULTICAST);
	assert_int_equal(net.queues.own[h], OWN_QUEUE + QUEUE_SOCK + joined);
	assert_int_equal(waits(any), 1);
	assert_int_equal(waits(group), 1);
	assert_int_equal(waits(joined), 1);
	assert_int_equal(waits(deaf) + waits(unicast), 0);
	assert_int_equal(net.drop.n[DROP_UDP_NO_LISTENER], 0);
	send_to(BROADCAST, RTN_BROADCAST);
	assert_int_equal(waits(any), 2);
	assert_int_equal(waits(deaf), 1);
}

static void test_multicast_without_listener_is_dropped(void **state)
{
	uint32_t h;

	(void)state;
	bound(OURS, ANY_DEVICE);
	h = send_to(GROUP, RTN_MULTICAST);
	assert_int_equal(net.queues.own[h], OWN_FREE);
	assert_int_equal(net.drop.n[DROP_UDP_NO_LISTENER], 1);
	assert_int_equal(net.mib.v[MIB_Udp_IgnoredMulti], 1);
}

static void test_copies_carry_the_payload(void **state)
{
	uint32_t a = bound(0, ANY_DEVICE), b = bound(0, ANY_DEVICE);
	struct udp_msg m;
	uint8_t to[8];

	(void)state;
	send_to(GROUP, RTN_MULTICAST);
	assert_int_equal(udp_recvmsg(&net, a, to, sizeof to, &m), 0);
	assert_memory_equal(to, "\1\2\3\4\5", 5);
	memset(to, 0, sizeof to);
	assert_int_equal(udp_recvmsg(&net, b, to, sizeof to, &m), 0);
	assert_memory_equal(to, "\1\2\3\4\5", 5);
	assert_int_equal(m.saddr, PEER);
	assert_int_equal(m.sport, FROM);
	assert_int_equal(net.mib.v[MIB_Udp_InDatagrams], 2);
}

static void test_recvmsg_cuts_and_goes_in_order(void **state)
{
	struct gram g = { PEER, OURS, FROM, PORT, 300, 0, RTN_LOCAL };
	uint32_t s = bound(OURS, ANY_DEVICE);
	struct udp_msg m;
	uint8_t to[2] = { 0, 0 };

	(void)state;
	udp_rcv(&net, arrive(g));
	g.len = 1;
	g.sport = 7;
	udp_rcv(&net, arrive(g));
	assert_int_equal(udp_recvmsg(&net, s, to, 1, &m), 0);
	assert_int_equal(m.len, 300);
	assert_int_equal(to[0], 1);
	assert_int_equal(to[1], 0);
	assert_int_equal(udp_recvmsg(&net, s, to, 2, &m), 0);
	assert_int_equal(m.len, 1);
	assert_int_equal(m.sport, 7);
	assert_int_equal(udp_recvmsg(&net, s, to, 2, &m), -11);
	assert_int_equal(net.pool.nfree, POOL_SIZE);
}

/* UDP length 76 is verified at once, 77 when it is read */
static void test_checksum_early_and_late(void **state)
{
	struct gram g = { PEER, OURS, FROM, PORT, 68, 1, RTN_LOCAL };
	uint32_t s = bound(OURS, ANY_DEVICE);
	struct udp_msg m;
	uint8_t to[200];

	(void)state;
	udp_rcv(&net, arrive(g));
	assert_int_equal(net.drop.n[DROP_UDP_BAD_CSUM], 1);
	assert_int_equal(net.mib.v[MIB_Udp_InCsumErrors], 1);
	assert_int_equal(waits(s), 0);
	g.len = 69;
	udp_rcv(&net, arrive(g));
	udp_rcv(&net, arrive(g));
	assert_int_equal(waits(s), 2);
	assert_int_equal(net.mib.v[MIB_Udp_InErrors], 1);
	g.bad = 0;
	udp_rcv(&net, arrive(g));
	assert_int_equal(udp_recvmsg(&net, s, to, sizeof to, &m), 0);
	assert_int_equal(m.len, 69);
	assert_int_equal(net.drop.n[DROP_UDP_LATE_CSUM], 2);
	assert_int_equal(net.mib.v[MIB_Udp_InCsumErrors], 3);
	assert_int_equal(net.mib.v[MIB_Udp_InErrors], 3);
	assert_int_equal(net.sock.s[s].drops, 2);
}

static void test_no_socket_verifies_long_ones_first(void **state)
{
	struct gram g = { PEER, OURS, FROM, PORT, 200, 1, RTN_LOCAL };

	(void)state;
	udp_rcv(&net, arrive(g));
	assert_int_equal(net.drop.n[DROP_UDP_BAD_CSUM], 1);
	assert_int_equal(net.mib.v[MIB_Udp_NoPorts], 0);
	assert_int_equal(net.mib.v[MIB_Icmp_OutMsgs], 0);
	g.bad = 0;
	udp_rcv(&net, arrive(g));
	assert_int_equal(net.drop.n[DROP_UDP_NO_SOCKET], 1);
	assert_int_equal(net.mib.v[MIB_Udp_NoPorts], 1);
	assert_int_equal(net.mib.v[MIB_Icmp_OutDestUnreachs], 1);
}

/* One line: bytes behind the IP header, what the UDP length says, the site. */
static void test_header_checks(void **state)
{
	static const uint32_t table[][3] = {
		{ 7, 7, DROP_UDP_SHORT }, { 0, 0, DROP_UDP_SHORT },
		{ 8, 7, DROP_UDP_LENGTH }, { 8, 0, DROP_UDP_LENGTH },
		{ 20, 21, DROP_UDP_LENGTH }, { 20, 8, DROP_NONE },
		{ 8, 8, DROP_NONE }
	};
	struct gram g = { PEER, OURS, FROM, PORT, 12, 0, RTN_LOCAL };
	uint32_t i, h, s, refused;

	for (i = 0; i < sizeof table / sizeof table[0]; i++) {
		setup(state);
		s = bound(OURS, ANY_DEVICE);
		h = arrive(g);
		put_be16(&net.skb.s[h].pkt, 24, (uint16_t)table[i][1]);
		put_be16(&net.skb.s[h].pkt, 26, 0);
		net.skb.s[h].tail = 20 + table[i][0];
		udp_rcv(&net, h);
		refused = table[i][2] != DROP_NONE;
		assert_int_equal(net.drop.n[table[i][2]], refused);
		assert_int_equal(net.mib.v[MIB_Udp_InErrors], refused);
		assert_int_equal(waits(s), !refused);
		if (!refused)
			assert_int_equal(skb_len(&net.skb.s[h]), 0);
	}
}

#define T(name) cmocka_unit_test_setup(name, setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_bind_conflicts),
		T(test_bind_takes_only_addresses_of_ours),
		T(test_lookup_ranks_connected_device_address_any),
		T(test_lookup_of_equals_takes_the_newest),
		T(test_connect_chooses_address_and_rehashes),
		T(test_connect_refusals),
		T(test_reuseport_keeps_a_flow_on_one_member),
		T(test_rcvbuf_takes_what_linux_takes),
		T(test_multicast_goes_to_every_listener),
		T(test_multicast_without_listener_is_dropped),
		T(test_copies_carry_the_payload),
		T(test_recvmsg_cuts_and_goes_in_order),
		T(test_checksum_early_and_late),
		T(test_no_socket_verifies_long_ones_first),
		T(test_header_checks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
