/*
 * ipv4/fib_exception and what routing makes of it.  The rows are what Linux
 * 6.18 was seen to do.
 */
#include "quotes.h"

#define MAC_NEARER UINT64_C(0x525400000008)

static int routed(void **state)
{
	uint32_t d;

	host_b(state);
	add_route(FAR & 0xffffff00, 24, ROUTER);
	add_route(0, 0, OTHER_ROUTER);
	assert_true(neigh_update(&net.arp, NEARER, ETH0, MAC_NEARER,
		NUD_PERMANENT));
	assert_true(neigh_update(&net.arp, OTHER_ROUTER, ETH0, MAC_A,
		NUD_PERMANENT));
	for (d = 0; d < NDEV; d++)
		net.dev.d[d].conf.accept_redirects = 1;
	net.dev.d[ETH0].conf.shared_media = 1;
	net.dev.d[ETH0].conf.secure_redirects = 1;
	net.dev.all.accept_redirects = 0;
	net.dev.all.shared_media = net.dev.all.secure_redirects = 0;
	return 0;
}

#define R(name) cmocka_unit_test_setup(name, routed)

static struct dst_entry route_to(uint32_t daddr)
{
	struct dst_entry dst;

	assert_int_equal(ip_route_output(&net,
		flow_to(daddr, 0, ANY_DEVICE), &dst), 0);
	return dst;
}

/* The MTU of the path to `daddr` after that many bytes were told. */
static uint32_t mtu_after(uint32_t told, uint32_t daddr)
{
	struct quote q = about_udp(3, 4, PORT, daddr);

	q.word = told;
	receive(quote_frame(q));
	return route_to(daddr).mtu;
}

static uint32_t gateway_after(struct quote q, uint32_t to)
{
	net.route.n = 0;
	q.type = 5;
	q.word = to;
	receive(quote_frame(q));
	return route_to(q.daddr).gateway;
}

static void test_mtus_that_are_believed(void **state)
{
	static const uint32_t told[] = { 0, 67, 68, 551, 552, 1400, 1500, 1501,
		65535 };
	static const uint32_t mtu[] = { 552, 552, 552, 552, 552, 1400, 1500, 0,
		0 };
	uint32_t i;

	(void)state;
	for (i = 0; i < 9; i++) {
		net.route.n = 0;
		assert_int_equal(mtu_after(told[i], FAR), mtu[i]);
		if (net.route.n)
			assert_int_equal(net.route.e[0].mtu_locked, i < 4);
	}
}

static void test_an_mtu_never_grows_and_stays_locked(void **state)
{
	static const uint32_t told[] = { 1400, 1450, 1300, 500, 1300, 400 };
	static const uint32_t mtu[] = { 1400, 1400, 1300, 552, 552, 552 };
	uint32_t i;

	(void)state;
	for (i = 0; i < 6; i++)
		assert_int_equal(mtu_after(told[i], FAR), mtu[i]);
	assert_int_equal(net.route.n, 1);
	assert_int_equal(route_to(FAR + 1).mtu, 0);
	assert_int_equal(route_to(FAR).gateway, ROUTER);
}

static void test_an_mtu_is_forgotten_in_time(void **state)
{
	(void)state;
	assert_int_equal(mtu_after(1000, FAR), 1000);
	net.now += (ktime_t)599 * NSEC_PER_SEC;
	assert_int_equal(route_to(FAR).mtu, 1000);
	net.now += (ktime_t)2 * NSEC_PER_SEC;
	assert_int_equal(route_to(FAR).mtu, 0);
	assert_int_equal(mtu_after(1200, FAR), 1200);
	assert_int_equal(net.route.n, 1);
}

static void test_whose_paths_are_remembered(void **state)
{
	struct quote q = about_udp(3, 4, PORT, FAR);

	(void)state;
	assert_int_equal(mtu_after(1400, NEIGHBOUR + 9), 1400);
	assert_int_equal(mtu_after(1400, SUBNET_BROADCAST), 1400);
	assert_int_equal(mtu_after(1400, B), 0);
	q.word = 1400;
	q.saddr = 0x0a00004d;
	receive(quote_frame(q));
	q.saddr = 0x7f000001;
	receive(quote_frame(q));
	q.saddr = SUBNET_BROADCAST;
	receive(quote_frame(q));
	assert_int_equal(route_to(FAR).mtu, 0);
	q.saddr = 0;
	receive(quote_frame(q));
	assert_int_equal(route_to(FAR).mtu, 1400);
}

static void test_redirects_that_are_believed(void **state)
{
	struct quote q = about_udp(5, 0, PORT, FAR);
	uint32_t code;

	(void)state;
	for (code = 0; code < 256; code++) {
		q.code = code;
		assert_int_equal(gateway_after(q, NEARER),
			code % 8 <= 3 ? NEARER : ROUTER);
	}
	q.code = 1;
	assert_int_equal(gateway_after(q, ROUTER), ROUTER);
	assert_int_equal(gateway_after(q, B), ROUTER);
	assert_int_equal(gateway_after(q, SUBNET_BROADCAST), ROUTER);
	assert_int_equal(gateway_after(q, 0xef010101), ROUTER);
	assert_int_equal(gateway_after(q, 0), ROUTER);
	assert_int_equal(gateway_after(q, 0xffffffff), ROUTER);
	q.from = OTHER_ROUTER;
	assert_int_equal(gateway_after(q, NEARER), ROUTER);
	q.daddr = 0x08080808;
	assert_int_equal(gateway_after(q, NEARER), NEARER);
}

static void test_settings_of_redirects(void **state)
{
	struct quote q = about_udp(5, 1, PORT, FAR);
	uint32_t i, fw, own, all;

	(void)state;
	for (i = 0; i < 8; i++) {
		fw = i / 4;
		own = i / 2 % 2;
		all = i % 2;
		net.dev.d[ETH0].conf.forwarding = fw;
		net.dev.d[ETH0].conf.accept_redirects = own;
		net.dev.all.accept_redirects = all;
		assert_int_equal(gateway_after(q, NEARER),
			(fw ? own && all : own || all) ? NEARER : ROUTER);
	}
	net.dev.d[ETH0].conf.shared_media = 0;
	assert_int_equal(gateway_after(q, NEARER), ROUTER);
	assert_int_equal(gateway_after(q, OTHER_ROUTER), OTHER_ROUTER);
	net.dev.d[ETH0].conf.secure_redirects = 0;
	assert_int_equal(gateway_after(q, NEARER), NEARER);
}

static void test_a_gateway_that_is_not_known_is_asked_for(void **state)
{
	struct quote q = about_udp(5, 1, PORT, FAR);
	struct frame f;

	(void)state;
	assert_int_equal(gateway_after(q, 0x0a00004d), ROUTER);
	f = sent();
	assert_int_equal(get16(f.b + 12), ETH_P_ARP);
	assert_int_equal(get32(f.b + 38), 0x0a00004d);
	receive(arp_frame(ARPOP_REPLY, MAC_NEARER, 0x0a00004d, B));
	assert_int_equal(gateway_after(q, 0x0a00004d), 0x0a00004d);
	assert_int_equal(sent().len, 0);
}

static void test_redirects_follow_each_other(void **state)
{
	struct quote q = about_udp(5, 1, PORT, FAR);

	(void)state;
	assert_int_equal(gateway_after(q, NEARER), NEARER);
	q.word = OTHER_ROUTER;
	receive(quote_frame(q));
	assert_int_equal(route_to(FAR).gateway, NEARER);
	q.from = NEARER;
	receive(quote_frame(q));
	assert_int_equal(route_to(FAR).gateway, OTHER_ROUTER);
	assert_int_equal(mtu_after(1000, FAR), 1000);
	assert_int_equal(route_to(FAR).gateway, OTHER_ROUTER);
	net.now += (ktime_t)500 * NSEC_PER_SEC;
	q.from = OTHER_ROUTER;
	q.word = NEARER;
	receive(quote_frame(q));
	assert_int_equal(route_to(FAR).mtu, 1000);
	assert_int_equal(route_to(FAR).uses_gateway, 1);
	net.now += (ktime_t)301 * NSEC_PER_SEC;
	assert_int_equal(route_to(FAR).gateway, ROUTER);
	assert_int_equal(route_to(FAR).mtu, 0);
}

/* The quote of an echo reply moves routes, that of a request without a socket
 * does not. */
static void test_an_echo_reply_goes_where_the_redirect_said(void **state)
{
	struct quote q = { 5, 1, 0, 1, B, FAR, "\0\0\0\0\0\1\0\1", 8, 0, 0 };
	struct packet p = good_packet(IPPROTO_ICMP);

	(void)state;
	assert_int_equal(gateway_after(q, NEARER), NEARER);
	p.saddr = FAR;
	receive(icmp_frame(p, 8, 0, "\0\1\0\1", 4));
	assert_memory_equal(sent().b, "\x52\x54\0\0\0\x08", 6);
	q.payload = "\10\0\0\0\0\1\0\1";
	assert_int_equal(gateway_after(q, NEARER), ROUTER);
	q.payload = "\16\0\0\0\0\1\0\1";
	assert_int_equal(gateway_after(q, NEARER), ROUTER);
}

/* A forwarded packet minds a locked MTU alone; the gateway always. */
static void test_forwarded_packets(void **state)
{
	struct datagram d = good_datagram();
	struct quote q = about_udp(5, 1, PORT, FAR);
	struct frame f;

	(void)state;
	d.ip.saddr = OTHER_ROUTER;
	d.ip.daddr = FAR;
	d.ip.frag = 0x4000;
	d.len = 1000;
	assert_int_equal(gateway_after(q, NEARER), NEARER);
	net.dev.d[ETH0].conf.forwarding = 1;
	mtu_after(600, FAR);
	receive(udp_frame(d));
	for (f = sent(); f.b[23] == IPPROTO_ICMP; f = sent())
		assert_int_equal(f.b[34], ICMP_REDIRECT);
	assert_int_equal(f.len, 14 + 28 + 1000);
	assert_memory_equal(f.b, "\x52\x54\0\0\0\x08", 6);
	mtu_after(500, FAR);
	receive(udp_frame(d));
	for (f = sent(); f.b[34] == ICMP_REDIRECT; f = sent())
		assert_int_equal(f.b[23], IPPROTO_ICMP);
	assert_int_equal(f.b[34], ICMP_DEST_UNREACH);
	assert_int_equal(get16(f.b + 40), 552);
}

static void test_the_oldest_is_forgotten_in_a_full_table(void **state)
{
	struct fnhe_key k = { 0, ETH0, ROUTER };
	uint32_t i;

	(void)state;
	for (i = 0; i < NFNHE; i++) {
		k.daddr = i;
		update_or_create_fnhe(&net.route, k, 0, 1000, 0, 1000000,
			i == 77 ? 1 : i + 2);
	}
	k.daddr = NFNHE;
	assert_int_equal(update_or_create_fnhe(&net.route, k, 0, 900, 0,
		1000000, 5000), 77);
	assert_int_equal(net.route.n, NFNHE);
	k.daddr = 77;
	assert_int_equal(find_exception(&net.route, k, 5000), FNHE_NIL);
	k.daddr = 76;
	assert_int_equal(find_exception(&net.route, k, 5000), 76);
	assert_int_equal(find_exception(&net.route, k, 1000000), FNHE_NIL);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		R(test_mtus_that_are_believed),
		R(test_an_mtu_never_grows_and_stays_locked),
		R(test_an_mtu_is_forgotten_in_time),
		R(test_whose_paths_are_remembered),
		R(test_redirects_that_are_believed),
		R(test_settings_of_redirects),
		R(test_a_gateway_that_is_not_known_is_asked_for),
		R(test_redirects_follow_each_other),
		R(test_an_echo_reply_goes_where_the_redirect_said),
		R(test_forwarded_packets),
		R(test_the_oldest_is_forgotten_in_a_full_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
