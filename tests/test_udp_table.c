/*
 * ipv4/udp_table, udp_lookup, datagram, af_inet: binds that conflict, and
 * which socket hears.  The rows are what Linux 6.18 was seen to do.
 */
#include "udp_host.h"

static uint32_t connected(uint32_t addr)
{
	uint32_t s = bound(addr, ANY_DEVICE);

	assert_int_equal(ip4_datagram_connect(&net, s, PEER, FROM), 0);
	return s;
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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
