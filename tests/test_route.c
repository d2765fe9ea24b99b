/* ipv4/route, fib_frontend: where packets go, in and out, and may come from. */
#include "frames.h"

#include "ipv4/route.h"

enum { ETH1 = 2, GATEWAY = 0x0a0000fe };

static struct fib_config route(uint32_t dst, uint32_t plen, uint32_t type)
{
	struct fib_config r = { .dst = dst, .plen = plen,
		.table = RT_TABLE_MAIN, .type = type, .scope = RT_SCOPE_LINK,
		.oif = type >= RTN_BLACKHOLE ? ANY_DEVICE : ETH0 };

	return r;
}

static void add_via(uint32_t dst, uint32_t plen, uint32_t gateway)
{
	struct fib_config r = route(dst, plen, RTN_UNICAST);

	r.gateway = gateway;
	r.scope = RT_SCOPE_UNIVERSE;
	r.oif = ANY_DEVICE;
	assert_int_equal(inet_rtm_newroute(&net, r, FIB_ADD), 0);
}

static uint32_t in(uint32_t saddr, uint32_t daddr, struct dst_entry *dst)
{
	struct flow_in f = { saddr, daddr, 0, IPPROTO_UDP, ETH0 };

	return ip_route_input(&net, f, dst);
}

static void test_input_to_us_is_delivered_by_type(void **state)
{
	static const uint32_t rows[][2] = {
		{ B, RTN_LOCAL }, { SUBNET_BROADCAST, RTN_BROADCAST },
		{ 0xffffffff, RTN_BROADCAST }, { ALL_HOSTS, RTN_MULTICAST } };
	struct dst_entry dst;
	uint32_t i;

	(void)state;
	for (i = 0; i < 4; i++) {
		assert_int_equal(in(A, rows[i][0], &dst), DROP_NONE);
		assert_int_equal(dst.input, DST_LOCAL_DELIVER);
		assert_int_equal(dst.type, rows[i][1]);
	}
	assert_int_equal(in(0, 0, &dst), DROP_NONE);
	assert_int_equal(dst.type, RTN_BROADCAST);
}

static void test_a_forwarding_host_forwards(void **state)
{
	struct dst_entry dst;

	(void)state;
	add_via(0, 0, GATEWAY);
	assert_int_equal(in(A, FOREIGN, &dst), DROP_NONE);
	assert_int_equal(dst.input, DST_ERROR);
	assert_int_equal(dst.error, DROP_INADDRERRORS);
	net.dev.d[ETH0].conf.forwarding = 1;
	assert_int_equal(in(A, FOREIGN, &dst), DROP_NONE);
	assert_int_equal(dst.input, DST_FORWARD);
	assert_int_equal(dst.gateway, GATEWAY);
	assert_int_equal(dst.oif, ETH0);
}

/* Refusing routes: the drop site, the ICMP code, the errno when sending. */
static void test_routes_that_refuse_say_so(void **state)
{
	static const struct {
		uint32_t type, site, code;
		int32_t error;
	} rows[] = {
		{ RTN_BLACKHOLE, DROP_BLACKHOLE, 0, -22 },
		{ RTN_UNREACHABLE, DROP_UNREACHABLE, 1, -113 },
		{ RTN_PROHIBIT, DROP_PROHIBIT, 13, -13 },
		{ RTN_THROW, DROP_INNOROUTES, 0, -101 },
	};
	struct datagram d = good_datagram();
	struct dst_entry dst;
	struct frame f;
	uint32_t i;

	(void)state;
	net.dev.d[ETH0].conf.forwarding = 1;
	for (i = 0; i < 4; i++) {
		d.ip.daddr = 0xc6336400 + i;
		assert_int_equal(inet_rtm_newroute(&net,
			route(d.ip.daddr, 32, rows[i].type), FIB_ADD), 0);
		assert_int_equal(ip_route_output(&net, d.ip.daddr, 0, &dst),
			rows[i].error);
		receive(udp_frame(d));
		assert_int_equal(dropped(), rows[i].site);
		if (rows[i].type == RTN_BLACKHOLE)
			assert_int_equal(sent().len, 0);
		else
			assert_icmp_sent(&f, 3, rows[i].code);
	}
}

static void test_output_takes_the_longest_match(void **state)
{
	struct dst_entry dst;

	(void)state;
	assert_int_equal(ip_route_output(&net, FOREIGN, 0, &dst), -101);
	add_via(0, 0, GATEWAY);
	add_via(0xc0000200, 24, NEIGHBOUR);
	assert_int_equal(ip_route_output(&net, FOREIGN, 0, &dst), 0);
	assert_int_equal(dst.gateway, NEIGHBOUR);
	assert_int_equal(ip_route_output(&net, 0x08080808, 0, &dst), 0);
	assert_int_equal(dst.gateway, GATEWAY);
	assert_int_equal(ip_route_output(&net, A, 0, &dst), 0);
	assert_int_equal(dst.gateway, A);
	assert_int_equal(dst.oif, ETH0);
}

static void test_output_to_ourselves_goes_by_lo(void **state)
{
	struct dst_entry dst;

	(void)state;
	assert_int_equal(ip_route_output(&net, B, 0, &dst), 0);
	assert_int_equal(dst.type, RTN_LOCAL);
	assert_int_equal(dst.oif, DEV_LO);
	assert_int_equal(ip_select_source(&net, B, dst), B);
	assert_int_equal(ip_route_output(&net, 0x7f010203, 0, &dst), 0);
	assert_int_equal(dst.oif, DEV_LO);
}

static void test_source_is_the_address_next_to_the_next_hop(void **state)
{
	struct dst_entry dst;

	(void)state;
	assert_int_equal(fib_add_ifaddr(&net, ETH0, 0x0a000102, 24), 0);
	assert_int_equal(ip_route_output(&net, 0x0a000107, 0, &dst), 0);
	assert_int_equal(ip_select_source(&net, 0x0a000107, dst), 0x0a000102);
	assert_int_equal(ip_route_output(&net, A, 0, &dst), 0);
	assert_int_equal(ip_select_source(&net, A, dst), B);
}

static void test_wrong_routes_are_refused(void **state)
{
	struct fib_config r = route(0xc0000201, 24, RTN_UNICAST);
	uint32_t n = net.fib.trie.fa_count;

	(void)state;
	assert_int_equal(inet_rtm_newroute(&net, r, FIB_ADD), -22);
	r.dst = 0xc0000200;
	assert_int_equal(inet_rtm_newroute(&net, r, FIB_ADD), 0);
	assert_int_equal(inet_rtm_newroute(&net, r, FIB_ADD), -17);
	r.dst = 0xc0000300;
	r.scope = RT_SCOPE_UNIVERSE;
	r.gateway = FOREIGN + 0x01000000;
	assert_int_equal(inet_rtm_newroute(&net, r, FIB_ADD), -101);
	assert_int_equal(net.fib.trie.fa_count, n + 1);
}

static void test_an_address_makes_three_routes(void **state)
{
	uint32_t n = net.fib.trie.fa_count;

	(void)state;
	assert_int_equal(fib_add_ifaddr(&net, ETH0, 0xac100001, 16), 0);
	assert_int_equal(net.fib.trie.fa_count, n + 3);
	assert_int_equal(fib_add_ifaddr(&net, ETH0, 0xac100001, 16), -17);
	assert_int_equal(fib_add_ifaddr(&net, ETH0, 0xac200001, 32), 0);
	assert_int_equal(net.fib.trie.fa_count, n + 4);
	assert_int_equal(fib_add_ifaddr(&net, ETH0, 0xac300000, 31), 0);
	assert_int_equal(net.fib.trie.fa_count, n + 6);
}

static void two_devices(void)
{
	assert_true(register_netdevice(&net.dev, DEV_TYPE_TAP, MAC_B + 1,
		1500));
	assert_int_equal(fib_add_ifaddr(&net, ETH1, 0x0a010002, 24), 0);
}

static void test_rp_filter_looks_for_the_way_back(void **state)
{
	enum { BEHIND_ETH1 = 0x0a010009 };

	(void)state;
	two_devices();
	assert_int_equal(fib_validate_source(&net, BEHIND_ETH1, 0, ANY_DEVICE,
		ETH0), DROP_NONE);
	net.dev.d[ETH0].conf.rp_filter = 1;
	assert_int_equal(fib_validate_source(&net, BEHIND_ETH1, 0, ANY_DEVICE,
		ETH0), DROP_RPFILTER);
	assert_int_equal(fib_validate_source(&net, A, 0, ANY_DEVICE, ETH0),
		DROP_NONE);
	net.dev.all.rp_filter = 2;
	assert_int_equal(fib_validate_source(&net, BEHIND_ETH1, 0, ANY_DEVICE,
		ETH0), DROP_NONE);
	assert_int_equal(fib_validate_source(&net, FOREIGN, 0, ANY_DEVICE,
		ETH0), DROP_RPFILTER);
	assert_int_equal(fib_validate_source(&net, SUBNET_BROADCAST, 0,
		ANY_DEVICE, ETH0), DROP_MARTIAN_SOURCE);
}

static void test_rp_filter_is_counted_when_it_drops(void **state)
{
	struct datagram d = good_datagram();

	(void)state;
	net.dev.all.rp_filter = 1;
	d.ip.saddr = FOREIGN;
	receive(udp_frame(d));
	assert_int_equal(dropped(), DROP_RPFILTER);
	assert_int_equal(net.mib.v[MIB_TcpExt_IPReversePathFilter], 1);
}

static void test_our_own_source_needs_accept_local(void **state)
{
	(void)state;
	assert_int_equal(fib_validate_source(&net, B, 0, ANY_DEVICE, ETH0),
		DROP_LOCAL_SOURCE);
	net.dev.d[ETH0].conf.accept_local = 1;
	assert_int_equal(fib_validate_source(&net, B, 0, ANY_DEVICE, ETH0),
		DROP_NONE);
}

static void test_loopback_addresses_need_route_localnet(void **state)
{
	struct dst_entry dst;

	(void)state;
	assert_int_equal(in(A, 0x7f000001, &dst), DROP_LOCALNET);
	net.dev.d[ETH0].conf.route_localnet = 1;
	assert_int_equal(in(A, 0x7f000001, &dst), DROP_NONE);
	assert_int_equal(dst.type, RTN_LOCAL);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		T(test_input_to_us_is_delivered_by_type),
		T(test_a_forwarding_host_forwards),
		T(test_routes_that_refuse_say_so),
		T(test_output_takes_the_longest_match),
		T(test_output_to_ourselves_goes_by_lo),
		T(test_source_is_the_address_next_to_the_next_hop),
		T(test_wrong_routes_are_refused),
		T(test_an_address_makes_three_routes),
		T(test_rp_filter_looks_for_the_way_back),
		T(test_rp_filter_is_counted_when_it_drops),
		T(test_our_own_source_needs_accept_local),
		T(test_loopback_addresses_need_route_localnet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
