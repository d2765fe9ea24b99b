/* ipv4/devinet, ipv4/fib_ifaddr: addresses that devices get and lose, the
 * routes that go with them, and the choice of a source. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "ipv4/fib_addr.h"
#include "ipv4/fib_frontend.h"
#include "ipv4/route.h"

enum {
	ETH0 = 1, ETH1 = 2, NONE = 0,
	EEXIST_ = -17, EINVAL_ = -22, ENOBUFS_ = -105, EADDRNOTAVAIL_ = -99
};

#define IP(a, b, c, d) ((uint32_t)(a) << 24 | (b) << 16 | (c) << 8 | (d))

static struct net net;

static int setup(void **state)
{
	(void)state;
	net_init(&net, 1);
	register_netdevice(&net.dev, DEV_TYPE_TAP, 0x020000000001, 1500);
	register_netdevice(&net.dev, DEV_TYPE_TAP, 0x020000000002, 1500);
	return 0;
}

static int32_t add(uint32_t local, uint32_t plen, uint32_t scope,
	uint32_t broadcast)
{
	struct in_ifaddr a = { .local = local, .prefixlen = plen,
		.scope = scope, .broadcast = broadcast };

	return inet_rtm_newaddr(&net, ETH0, a);
}

static int32_t take(uint32_t local, uint32_t plen)
{
	return fib_del_ifaddr(&net, ETH0, local, plen);
}

/* The source that the route of that prefix prefers, or NONE. */
static uint32_t prefers(uint32_t type, uint32_t dst, uint32_t plen)
{
	uint32_t i, found = NONE;

	for (i = 0; i < net.fib.top; i++)
		if (net.fib.used[i] && net.fib.r[i].type == type &&
		    net.fib.r[i].dst == dst && net.fib.r[i].plen == plen)
			found = net.fib.r[i].prefsrc;
	return found;
}

static uint32_t routes(void)
{
	uint32_t i, n = 0;

	for (i = 0; i < net.fib.top; i++)
		n += net.fib.used[i];
	return n;
}

static uint32_t at(uint32_t i)
{
	return net.dev.d[ETH0].addr[i].local;
}

static void route_by(uint32_t dst, uint32_t dev, uint32_t table, uint32_t src)
{
	struct fib_config c = { .dst = dst, .plen = 16, .table = table,
		.type = RTN_UNICAST, .scope = RT_SCOPE_LINK, .oif = dev,
		.prefsrc = src, .protocol = RTPROT_BOOT };

	assert_int_equal(inet_rtm_newroute(&net, c, FIB_ADD), 0);
}

static void test_addresses_stand_in_order_of_scope(void **state)
{
	static const uint32_t order[] = { IP(10, 0, 3, 2), IP(10, 0, 1, 2),
		IP(10, 0, 4, 2), IP(10, 0, 8, 1), IP(10, 0, 0, 2),
		IP(10, 0, 2, 2), IP(10, 0, 0, 3), IP(10, 0, 0, 4) };
	uint32_t i;

	(void)state;
	assert_int_equal(add(IP(10, 0, 0, 2), 24, 0, 0), 0);
	assert_int_equal(add(IP(10, 0, 0, 3), 24, 0, 0), 0);
	assert_int_equal(add(IP(10, 0, 1, 2), 24, RT_SCOPE_LINK, 0), 0);
	assert_int_equal(add(IP(10, 0, 2, 2), 24, 0, 0), 0);
	assert_int_equal(add(IP(10, 0, 3, 2), 24, RT_SCOPE_HOST, 0), 0);
	assert_int_equal(add(IP(10, 0, 4, 2), 24, RT_SCOPE_LINK, 0), 0);
	assert_int_equal(add(IP(10, 0, 0, 4), 24, 0, 0), 0);
	assert_int_equal(add(IP(10, 0, 8, 1), 24, 100, 0), 0);
	for (i = 0; i < 8; i++) {
		assert_int_equal(at(i), order[i]);
		assert_int_equal(net.dev.d[ETH0].addr[i].secondary, i > 5);
	}
}

static void test_an_address_is_refused_once_it_is_there(void **state)
{
	uint32_t i;

	(void)state;
	assert_int_equal(add(IP(10, 0, 0, 2), 24, 0, 0), 0);
	assert_int_equal(add(IP(10, 0, 0, 2), 24, 0, 0), EEXIST_);
	assert_int_equal(add(IP(10, 0, 0, 2), 24, RT_SCOPE_LINK, 0), EEXIST_);
	assert_int_equal(add(IP(10, 0, 0, 3), 24, RT_SCOPE_LINK, 0), EINVAL_);
	assert_int_equal(add(IP(10, 0, 0, 2), 16, RT_SCOPE_LINK, 0), 0);
	assert_int_equal(add(0, 24, 0, 0), 0);
	assert_int_equal(net.dev.d[ETH0].naddr, 2);
	for (i = 2; i < NADDR; i++)
		assert_int_equal(add(IP(10, 0, 0, 2) + i, 24, 0, 0), 0);
	assert_int_equal(add(IP(10, 7, 0, 2), 24, 0, 0), ENOBUFS_);
	assert_int_equal(add(IP(10, 0, 0, 5), 24, 0, 0), EEXIST_);
}

static void test_routes_prefer_the_primary_address(void **state)
{
	struct dst_entry dst;

	(void)state;
	add(IP(10, 0, 0, 2), 24, 0, 0);
	add(IP(10, 0, 0, 3), 24, 0, IP(10, 0, 0, 200));
	assert_int_equal(prefers(RTN_LOCAL, IP(10, 0, 0, 3), 32),
		IP(10, 0, 0, 2));
	assert_int_equal(prefers(RTN_BROADCAST, IP(10, 0, 0, 200), 32),
		IP(10, 0, 0, 2));
	assert_int_equal(ip_route_output(&net, IP(10, 0, 0, 3), 0, &dst), 0);
	assert_int_equal(ip_select_source(&net, IP(10, 0, 0, 3), dst),
		IP(10, 0, 0, 2));
	assert_int_equal(ip_route_output(&net, IP(127, 0, 0, 5), 0, &dst), 0);
	assert_int_equal(ip_select_source(&net, IP(127, 0, 0, 5), dst),
		IP(127, 0, 0, 1));
	add(IP(224, 0, 0, 5), 24, 0, 0);
	assert_int_equal(prefers(RTN_LOCAL, IP(224, 0, 0, 5), 32),
		IP(224, 0, 0, 5));
	assert_int_equal(prefers(RTN_UNICAST, IP(224, 0, 0, 0), 24), NONE);
}

static void test_secondary_addresses_go_with_their_primary_one(void **state)
{
	uint32_t before;

	(void)state;
	add(IP(10, 9, 0, 2), 24, 0, 0);
	before = routes();
	add(IP(10, 0, 0, 2), 24, 0, IP(10, 0, 0, 255));
	add(IP(10, 0, 0, 3), 24, 0, IP(10, 0, 0, 200));
	add(IP(10, 0, 0, 4), 24, 0, IP(10, 0, 0, 255));
	assert_int_equal(take(IP(10, 0, 0, 4), 24), 0);
	assert_int_equal(prefers(RTN_BROADCAST, IP(10, 0, 0, 255), 32),
		IP(10, 0, 0, 2));
	assert_int_equal(take(IP(10, 0, 0, 4), 24), EADDRNOTAVAIL_);
	assert_int_equal(take(IP(10, 0, 0, 3), 25), EADDRNOTAVAIL_);
	assert_int_equal(take(IP(10, 0, 0, 2), 24), 0);
	assert_int_equal(net.dev.d[ETH0].naddr, 1);
	assert_int_equal(routes(), before);
}

static void test_the_first_secondary_address_is_promoted(void **state)
{
	(void)state;
	net.dev.d[ETH0].conf.promote_secondaries = 1;
	add(IP(10, 0, 0, 2), 24, 0, IP(10, 0, 0, 255));
	add(IP(10, 1, 0, 2), 24, 0, 0);
	add(IP(10, 0, 0, 3), 24, 0, IP(10, 0, 0, 200));
	add(IP(10, 1, 0, 3), 24, 0, 0);
	add(IP(10, 0, 0, 4), 24, 0, IP(10, 0, 0, 255));
	route_by(IP(10, 8, 0, 0), ETH1, RT_TABLE_MAIN, IP(10, 0, 0, 2));
	route_by(IP(10, 9, 0, 0), ETH1, RT_TABLE_MAIN, IP(10, 0, 0, 3));
	route_by(IP(10, 7, 0, 0), ETH1, 100, IP(10, 0, 0, 2));
	assert_int_equal(take(IP(10, 0, 0, 2), 24), 0);
	assert_int_equal(at(0), IP(10, 1, 0, 2));
	assert_int_equal(at(1), IP(10, 0, 0, 3));
	assert_int_equal(at(2), IP(10, 1, 0, 3));
	assert_int_equal(net.dev.d[ETH0].addr[1].secondary, 0);
	assert_int_equal(prefers(RTN_LOCAL, IP(10, 0, 0, 2), 32), NONE);
	assert_int_equal(prefers(RTN_LOCAL, IP(10, 0, 0, 4), 32),
		IP(10, 0, 0, 3));
	assert_int_equal(prefers(RTN_UNICAST, IP(10, 0, 0, 0), 24),
		IP(10, 0, 0, 3));
	assert_int_equal(prefers(RTN_BROADCAST, IP(10, 0, 0, 255), 32),
		IP(10, 0, 0, 3));
	assert_int_equal(prefers(RTN_UNICAST, IP(10, 8, 0, 0), 16), NONE);
	assert_int_equal(prefers(RTN_UNICAST, IP(10, 9, 0, 0), 16),
		IP(10, 0, 0, 3));
	assert_int_equal(prefers(RTN_UNICAST, IP(10, 7, 0, 0), 16),
		IP(10, 0, 0, 2));
}

static void test_what_another_address_makes_stays(void **state)
{
	(void)state;
	add(IP(10, 0, 0, 2), 24, 0, 0);
	add(IP(10, 0, 0, 2), 16, 0, 0);
	route_by(IP(10, 8, 0, 0), ETH1, RT_TABLE_MAIN, IP(10, 0, 0, 2));
	assert_int_equal(take(IP(10, 0, 0, 2), 24), 0);
	assert_int_equal(prefers(RTN_LOCAL, IP(10, 0, 0, 2), 32),
		IP(10, 0, 0, 2));
	assert_int_equal(prefers(RTN_BROADCAST, IP(10, 0, 0, 255), 32), NONE);
	assert_int_equal(prefers(RTN_BROADCAST, IP(10, 0, 255, 255), 32),
		IP(10, 0, 0, 2));
	assert_int_equal(prefers(RTN_UNICAST, IP(10, 8, 0, 0), 16),
		IP(10, 0, 0, 2));
}

static void test_a_device_loses_all_routes_with_its_last_address(void **state)
{
	uint32_t before = 0;

	(void)state;
	before = routes();
	add(IP(10, 0, 0, 2), 24, 0, 0);
	route_by(IP(10, 8, 0, 0), ETH0, RT_TABLE_MAIN, 0);
	route_by(IP(10, 8, 0, 0), ETH0, 100, 0);
	assert_int_equal(take(IP(10, 0, 0, 2), 24), 0);
	assert_int_equal(routes(), before);
	assert_int_equal(fib_del_ifaddr(&net, DEV_LO, IP(127, 0, 0, 1), 8), 0);
	assert_int_equal(routes(), 0);
	assert_true(dev_change_flags(&net, DEV_LO, 0));
	assert_true(dev_change_flags(&net, DEV_LO, 1));
	assert_int_equal(routes(), before);
}

static void test_a_device_that_comes_up_has_its_routes_again(void **state)
{
	uint32_t before;

	(void)state;
	add(IP(10, 0, 0, 2), 24, 0, 0);
	add(IP(10, 0, 0, 3), 24, 0, IP(10, 0, 0, 9));
	before = routes();
	assert_true(dev_change_flags(&net, ETH0, 0));
	assert_int_equal(routes(), before - 3);
	add(IP(10, 0, 0, 4), 24, 0, 0);
	add(IP(10, 0, 5, 4), 24, 0, 0);
	assert_int_equal(routes(), before - 1);
	assert_true(dev_change_flags(&net, ETH0, 1));
	assert_int_equal(routes(), before + 4);
	assert_int_equal(prefers(RTN_BROADCAST, IP(10, 0, 0, 9), 32),
		IP(10, 0, 0, 2));
}

static uint32_t source(uint32_t dev, uint32_t dst, uint32_t scope)
{
	return inet_select_addr(&net.dev, dev, dst, scope);
}

static void test_the_source_is_of_that_scope(void **state)
{
	(void)state;
	assert_int_equal(source(ETH0, 0, RT_SCOPE_LINK), 0);
	assert_int_equal(source(ETH0, 0, RT_SCOPE_HOST), IP(127, 0, 0, 1));
	add(IP(10, 0, 1, 2), 24, RT_SCOPE_LINK, 0);
	add(IP(10, 0, 0, 2), 24, 0, 0);
	add(IP(10, 0, 2, 2), 24, 0, 0);
	add(IP(10, 0, 2, 3), 24, 0, 0);
	assert_int_equal(source(ETH0, 0, RT_SCOPE_LINK), IP(10, 0, 1, 2));
	assert_int_equal(source(ETH0, 0, 0), IP(10, 0, 0, 2));
	assert_int_equal(source(ETH0, IP(10, 0, 2, 9), 0), IP(10, 0, 2, 2));
	assert_int_equal(source(ETH0, IP(10, 0, 1, 9), 0), IP(10, 0, 0, 2));
	assert_int_equal(source(ETH1, IP(10, 0, 2, 9), RT_SCOPE_LINK),
		IP(10, 0, 0, 2));
	assert_int_equal(source(DEV_LO, 0, RT_SCOPE_LINK), IP(10, 0, 0, 2));
	net.dev.all.route_localnet = 1;
	assert_int_equal(source(DEV_LO, 0, RT_SCOPE_LINK), IP(127, 0, 0, 1));
}

#define TEST(name) cmocka_unit_test_setup(test_##name, setup)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(addresses_stand_in_order_of_scope),
		TEST(an_address_is_refused_once_it_is_there),
		TEST(routes_prefer_the_primary_address),
		TEST(secondary_addresses_go_with_their_primary_one),
		TEST(the_first_secondary_address_is_promoted),
		TEST(what_another_address_makes_stays),
		TEST(a_device_loses_all_routes_with_its_last_address),
		TEST(a_device_that_comes_up_has_its_routes_again),
		TEST(the_source_is_of_that_scope),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
