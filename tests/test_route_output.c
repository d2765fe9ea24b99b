/*
 * ipv4/route_output: where what we send goes, and what it is sent from.
 */
#include "frames.h"
#include "ipv4/fib_frontend.h"
#include "ipv4/route_output.h"

enum { HERE = 0x7f000001, BEYOND = 0x08080808, GROUP = 0xef010203 };

static struct dst_entry dst;
static struct flowi4 flow;

static int32_t ask(uint32_t saddr, uint32_t daddr, uint32_t oif)
{
	flow = flow_to(daddr, 0, oif);
	flow.saddr = saddr;
	return ip_route_output_key_hash(&net, &flow, &dst);
}

static void test_a_source_is_an_address_of_ours(void **state)
{
	(void)state;
	assert_int_equal(ask(ALL_HOSTS, NEIGHBOUR, ANY_DEVICE), -22);
	assert_int_equal(ask(0xffffffff, NEIGHBOUR, ANY_DEVICE), -22);
	assert_int_equal(ask(A, NEIGHBOUR, ANY_DEVICE), -101);
	assert_int_equal(ask(B, NEIGHBOUR, ANY_DEVICE), 0);
	assert_int_equal(flow.saddr, B);
	assert_int_equal(ask(0, NEIGHBOUR, ANY_DEVICE), 0);
	assert_int_equal(flow.saddr, B);
	assert_int_equal(dst.oif, ETH0);
}

static void test_a_named_device_takes_what_no_route_takes(void **state)
{
	(void)state;
	assert_int_equal(ask(0, BEYOND, ANY_DEVICE), -101);
	assert_int_equal(ask(0, BEYOND, ETH0), 0);
	assert_int_equal(dst.type, RTN_UNICAST);
	assert_int_equal(dst.oif, ETH0);
	assert_int_equal(dst.gateway, BEYOND);
	assert_int_equal(flow.saddr, B);
	net.dev.d[ETH0].up = 0;
	assert_int_equal(ask(0, BEYOND, ETH0), -101);
}

static void test_no_destination_means_this_host(void **state)
{
	(void)state;
	assert_int_equal(ask(0, 0, ANY_DEVICE), 0);
	assert_int_equal(flow.daddr, HERE);
	assert_int_equal(dst.type, RTN_LOCAL);
	assert_int_equal(ask(B, 0, ANY_DEVICE), 0);
	assert_int_equal(flow.daddr, B);
	assert_int_equal(dst.oif, DEV_LO);
}

static void test_groups_and_everybody(void **state)
{
	(void)state;
	assert_int_equal(ask(0, GROUP, ANY_DEVICE), -101);
	assert_int_equal(ask(B, GROUP, ANY_DEVICE), 0);
	assert_int_equal(dst.type, RTN_MULTICAST);
	assert_int_equal(dst.oif, ETH0);
	assert_int_equal(ask(0, ALL_HOSTS, ETH0), 0);
	assert_int_equal(dst.type, RTN_MULTICAST);
	assert_int_equal(flow.saddr, B);
	assert_int_equal(ask(0, 0xffffffff, ETH0), 0);
	assert_int_equal(dst.type, RTN_BROADCAST);
	assert_int_equal(dst.gateway, 0xffffffff);
}

static void test_a_loopback_source_stays_here(void **state)
{
	(void)state;
	assert_int_equal(ask(HERE, HERE, ANY_DEVICE), 0);
	assert_int_equal(ask(HERE, NEIGHBOUR, ANY_DEVICE), -22);
	net.dev.d[ETH0].conf.route_localnet = 1;
	assert_int_equal(ask(HERE, NEIGHBOUR, ANY_DEVICE), 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		T(test_a_source_is_an_address_of_ours),
		T(test_a_named_device_takes_what_no_route_takes),
		T(test_no_destination_means_this_host),
		T(test_groups_and_everybody),
		T(test_a_loopback_source_stays_here)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
