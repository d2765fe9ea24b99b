/* ipv4/fib_multipath: shares, the hop of a flow, and routes that have several
 * hops, as they come, change and go. */
#include "host_files.h"

#include "ipv4/fib_frontend.h"
#include "ipv4/fib_multipath.h"
#include "ways.h"

#define TWO_NETS \
	"dev eth0 type tap\ndev eth1 type tap\ndev eth2 type tap\n" \
	"ip addr add 10.0.0.1/24 dev eth0\n" \
	"ip addr add 10.0.1.1/24 dev eth1\n" \
	"ip addr add 10.0.2.1/24 dev eth2\n"
#define TWO_HOPS \
	"nexthop via 10.0.0.2 dev eth0 weight 3 nexthop via 10.0.1.2\n"
#define TO "ip route add 20.0.0.0/8 "

enum { NET_20 = 0x14000000, ETH1 = 2, ETH2 = 3 };

static const struct fib_multi *hops(void)
{
	return &host.net->fib.multi.m[find_route(NET_20, 8)->multi];
}

static bool there(uint32_t dst, uint32_t plen)
{
	const struct fib *f = &host.net->fib;
	uint32_t i, n = 0;

	for (i = 0; i < f->top; i++)
		n += f->used[i] == 1 && f->r[i].dst == dst &&
			f->r[i].plen == plen;
	return n > 0;
}

static struct fib_nh choose(struct flowi4 w)
{
	uint32_t i = route_for(&host.net->fib, w.daddr, 0, w.oif);

	assert_int_not_equal(i, FIB_NIL);
	return fib_select_path(host.net, i, w);
}

static uint32_t device_to(uint32_t daddr)
{
	struct flowi4 w = { .daddr = daddr, .iif = DEV_LO, .oif = ANY_DEVICE };

	return choose(w).oif;
}

static void test_shares_follow_weights(void **state)
{
	struct fib_multi m = { .n = 3 };
	static const uint32_t weights[] = { 3, 5, 7 };
	uint32_t k;

	(void)state;
	for (k = 0; k < 3; k++)
		m.nh[k].weight = weights[k];
	fib_rebalance(&m);
	assert_int_equal(m.nh[0].upper_bound, 429496729);
	assert_int_equal(m.nh[1].upper_bound, 1145324611);
	assert_int_equal(m.nh[2].upper_bound, INT32_MAX);
	m.nh[1].dead = 1;
	fib_rebalance(&m);
	assert_int_equal(m.nh[0].upper_bound, 644245093);
	assert_int_equal(m.nh[1].upper_bound, -1);
	assert_int_equal(m.nh[2].upper_bound, INT32_MAX);
}

static void test_the_hash_chooses_and_the_source_first(void **state)
{
	struct fib_multi m = { .n = 2, .nh = { { .upper_bound = 99 },
		{ .upper_bound = INT32_MAX } } };
	struct fib_choice c = { { 7, 8 }, { 1, 1 } };

	(void)state;
	assert_int_equal(fib_select_multipath(&m, c, 99, 0), 0);
	assert_int_equal(fib_select_multipath(&m, c, 100, 0), 1);
	assert_int_equal(fib_select_multipath(&m, c, 99, 8), 1);
	assert_int_equal(fib_select_multipath(&m, c, 100, 7), 0);
	assert_int_equal(fib_select_multipath(&m, c, 99, 9), 0);
	c.good[0] = 0;
	assert_int_equal(fib_select_multipath(&m, c, 99, 7), 1);
	c.good[1] = 0;
	m.nh[0].dead = 1;
	assert_int_equal(fib_select_multipath(&m, c, 99, 7), 1);
}

/* Recorded: 6.18, `ip route get`, seed 123456789, weights 3, 5 and 7. */
static void test_a_flow_takes_the_hop_that_linux_takes(void **state)
{
	(void)state;
	accepts(TWO_NETS
		"sysctl -w net.ipv4.fib_multipath_hash_seed=123456789\n"
		TO "nexthop via 10.0.0.2 weight 3 nexthop via 10.0.1.2 dev "
		"eth1 weight 5 nexthop via 10.0.2.2 weight 7\n");
	assert_int_equal(device_to(0x142265b1), ETH1);
	assert_int_equal(device_to(0x1491b758), ETH1);
	assert_int_equal(device_to(0x14d8f16a), ETH2);
}

static void test_a_named_device_decides(void **state)
{
	struct flowi4 w = { .daddr = NET_20 + 1, .oif = ETH1 };

	(void)state;
	accepts(TWO_NETS TO TWO_HOPS);
	assert_int_equal(choose(w).gateway, 0x0a000102);
	w.oif = ETH2;
	assert_int_equal(route_for(&host.net->fib, w.daddr, 0, w.oif),
		FIB_NIL);
}

static void test_wrong_hops_are_refused(void **state)
{
	static const struct {
		const char *words, *error;
	} rows[] = {
		{ "dev eth1 " TWO_HOPS, "EINVAL" },
		{ "via 10.0.0.3 " TWO_HOPS, "EINVAL" },
		{ "scope host " TWO_HOPS, "EINVAL" },
		{ "nexthop via 10.0.0.2 nexthop weight 2\n", "ENODEV" },
		{ "nexthop via 10.0.0.2 nexthop via 9.9.9.9\n",
			"ENETUNREACH" },
		{ "nexthop via 10.0.0.2 nexthop dev eth1 onlink\n", "EINVAL" },
		{ "nexthop via 10.0.0.2 weight 257\n", "`257`" },
		{ "nexthop via 10.0.0.2 nexthop\n", "`nexthop` is followed" },
		{ TWO_HOPS "ip route add 20.0.0.0/8 " TWO_HOPS, "EEXIST" },
		{ TWO_HOPS "ip route append 20.0.0.0/8 " TWO_HOPS, "EEXIST" },
		{ "dev eth0\nip route add blackhole 21.0.0.0/8 " TWO_HOPS,
			"EINVAL" }
	};
	char lines[1000];
	uint32_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(lines, sizeof(lines), "%s%s%s", TWO_NETS, TO,
			rows[i].words);
		assert_false(parse_bytes(lines, strlen(lines)));
		assert_non_null(strstr(error.text, rows[i].error));
	}
}

static void test_a_route_of_several_hops_goes_by_its_first_or_all(
	void **state)
{
	static const struct {
		const char *words;
		bool gone;
	} rows[] = {
		{ "via 10.0.0.2", true }, { "dev eth0", true },
		{ "nexthop via 10.0.0.2 nexthop dev eth1 nexthop dev eth2",
			true },
		{ "nexthop dev eth0 weight 9 nexthop via 10.0.1.2", true },
		{ "via 10.0.1.2", false }, { "dev eth1", false },
		{ "nexthop via 10.0.0.2", false },
		{ "nexthop dev eth0 nexthop dev eth2", false }
	};
	char lines[1000];
	uint32_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(lines, sizeof(lines), "%s%s%sip route del "
			"20.0.0.0/8 %s\n", TWO_NETS, TO, TWO_HOPS,
			rows[i].words);
		assert_int_equal(parse_bytes(lines, strlen(lines)),
			rows[i].gone);
		assert_int_equal(there(NET_20, 8), !rows[i].gone);
	}
}

static void test_a_device_takes_its_hops_down_and_brings_them_back(
	void **state)
{
	uint32_t a;

	(void)state;
	accepts(TWO_NETS TO TWO_HOPS);
	assert_int_equal(hops()->nh[0].upper_bound, 1610612735);
	assert_true(dev_change_flags(host.net, ETH, 0));
	assert_int_equal(hops()->nh[0].upper_bound, -1);
	for (a = 1; a < 50; a++)
		assert_int_equal(device_to(NET_20 + a), ETH1);
	assert_true(dev_change_flags(host.net, ETH, 1));
	assert_int_equal(hops()->nh[0].upper_bound, 1610612735);
	assert_true(dev_change_flags(host.net, ETH1, 0));
	assert_int_equal(hops()->nh[0].upper_bound, INT32_MAX);
	assert_true(dev_change_flags(host.net, ETH, 0));
	assert_false(there(NET_20, 8));
	assert_true(dev_change_flags(host.net, ETH, 1));
	assert_false(there(NET_20, 8));
}

static void test_groups_run_out_and_come_back(void **state)
{
	struct fib_config c = { .plen = 32, .table = RT_TABLE_MAIN,
		.type = RTN_UNICAST, .oif = ANY_DEVICE, .n_nexthop = 2,
		.nexthop = { { .oif = ETH, .weight = 1 },
			{ .oif = ETH1, .weight = 1 } } };

	(void)state;
	accepts(TWO_NETS);
	for (c.dst = 1; c.dst < NMULTI; c.dst++)
		assert_int_equal(inet_rtm_newroute(host.net, c, FIB_ADD), 0);
	assert_int_equal(inet_rtm_newroute(host.net, c, FIB_ADD), -105);
	c.dst = 5;
	assert_int_equal(inet_rtm_delroute(host.net, c), 0);
	c.dst = NMULTI;
	assert_int_equal(inet_rtm_newroute(host.net, c, FIB_ADD), 0);
	c.n_nexthop = 0;
	c.oif = ETH;
	assert_int_equal(inet_rtm_newroute(host.net, c, FIB_REPLACE), 0);
	c.n_nexthop = 2;
	c.oif = ANY_DEVICE;
	assert_int_equal(inet_rtm_newroute(host.net, c, FIB_REPLACE), 0);
	c.n_nexthop = NHOP + 1;
	assert_int_equal(inet_rtm_newroute(host.net, c, FIB_REPLACE), -105);
}

/* Who did not answer is passed over, unless nobody did. */
static void test_use_neigh_passes_over_who_is_gone(void **state)
{
	struct neigh_table *t;
	uint32_t a;

	(void)state;
	accepts(TWO_NETS "sysctl -w net.ipv4.fib_multipath_use_neigh=1\n"
		TO TWO_HOPS);
	t = &host.net->arp;
	neigh_create(t, 0x0a000002, ETH, 0, NUD_NONE, 0);
	for (a = 1; a < 50; a++)
		assert_int_equal(device_to(NET_20 + a), ETH1);
	neigh_create(t, 0x0a000102, ETH1, 0, NUD_NONE, 0);
	for (a = 1; a < 50; a++)
		assert_int_equal(device_to(NET_20 + a), ETH);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(shares_follow_weights),
		TEST(the_hash_chooses_and_the_source_first),
		TEST(a_flow_takes_the_hop_that_linux_takes),
		TEST(a_named_device_decides),
		TEST(wrong_hops_are_refused),
		TEST(a_route_of_several_hops_goes_by_its_first_or_all),
		TEST(a_device_takes_its_hops_down_and_brings_them_back),
		TEST(groups_run_out_and_come_back),
		TEST(use_neigh_passes_over_who_is_gone),
	};

	return cmocka_run_group_tests(tests, make_host, free_host);
}
