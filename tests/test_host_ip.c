/* The host file reader: what `ip` and `sysctl` lines make of the host. */
#include "host_files.h"

static void test_an_address_makes_its_routes(void **state)
{
	const struct fib_route *r;

	(void)state;
	accepts(HOST "ip -4 a a brd + dev eth0 local 10.1.0.1\n");
	r = find_route(0x0a000000, 24);
	assert_int_equal(r->oif, ETH);
	assert_int_equal(r->prefsrc, IP_10_0_0_2);
	assert_int_equal(host.net->dev.d[ETH].naddr, 2);
	assert_int_equal(host.net->dev.d[ETH].addr[1].prefixlen, 32);
	refuses(HOST "ip addr add 10.0.0.2/24 dev eth0\n",
		"h:3: 10.0.0.2/24 is refused: EEXIST");
	refuses(HOST "ip addr del 10.0.0.2/24 dev eth0\n",
		"h:3: `ip addr del` is not modelled");
	refuses(HOST "ip addr add 10.0.0.256/24 dev eth0\n",
		"h:3: `10.0.0.256/24` is no IPv4 prefix");
	refuses(HOST "ip addr add 010.0.0.3/24 dev eth0\n",
		"h:3: `010.0.0.3/24` is no IPv4 prefix");
}

static void test_a_route_has_the_defaults_of_iproute2(void **state)
{
	const struct fib_route *r;

	(void)state;
	accepts(HOST "ip route add dev eth0 via 10.0.0.1 default metric 7\n"
		     "ip ro a 10.8.0.0/16 dev eth0 src 10.0.0.2 proto static\n"
		     "ip route add blackhole 10.9.0.0/16 tos 0x10\n"
		     "ip route append unicast 10.8.0.0/16 via inet 10.0.0.9\n");
	r = find_route(0, 0);
	assert_int_equal(r->gateway, IP_10_0_0_1);
	assert_int_equal(r->oif, ETH);
	assert_int_equal(r->scope, RT_SCOPE_UNIVERSE);
	assert_int_equal(r->priority, 7);
	assert_int_equal(r->type, RTN_UNICAST);
	r = find_route(0x0a080000, 16);
	assert_int_equal(r->scope, RT_SCOPE_LINK);
	assert_int_equal(r->prefsrc, IP_10_0_0_2);
	assert_int_equal(next_route(r)->gateway, 0x0a000009);
	r = find_route(0x0a090000, 16);
	assert_int_equal(r->type, RTN_BLACKHOLE);
	assert_int_equal(r->tos, 16);
}

static void test_routes_are_replaced_and_taken_out(void **state)
{
	(void)state;
	accepts(HOST "ip route add 10.8.0.0/16 dev eth0\n"
		     "ip route replace 10.8.0.0/16 via 10.0.0.1\n"
		     "ip route change 10.8.0.0/16 via 10.0.0.9\n");
	assert_int_equal(find_route(0x0a080000, 16)->gateway, 0x0a000009);
	accepts(HOST "ip route add 10.8.0.0/16 dev eth0 metric 5\n"
		     "ip route add 10.8.0.0/16 via 10.0.0.1\n"
		     "ip route del 10.8.0.0/16\n");
	assert_int_equal(find_route(0x0a080000, 16)->priority, 5);
	accepts(HOST "ip route add 10.8.0.0/16 dev eth0\n"
		     "ip route append 10.8.0.0/16 via 10.0.0.1\n"
		     "ip route del 10.8.0.0/16 via 10.0.0.1\n");
	assert_int_equal(find_route(0x0a080000, 16)->gateway, 0);
	refuses(HOST "ip route del 10.8.0.0/16\n",
		"h:3: the route is refused: ESRCH: there is no such route");
	refuses(HOST "ip route change 10.8.0.0/16 dev eth0\n",
		"h:3: the route is refused: ENOENT: there is no such route");
	refuses(HOST "ip route add 10.8.0.0/16 dev eth0\n"
		     "ip route append 10.8.0.0/16 dev eth0\n",
		"h:4: the route is refused: EEXIST");
}

static void test_a_table_holds_its_routes_apart(void **state)
{
	const struct fib *f = &host.net->fib;
	uint32_t t;

	(void)state;
	accepts(HOST "ip route add 10.8.0.0/16 via 10.0.0.1 table 100\n"
		     "ip route add 10.8.0.0/16 via 10.0.0.9 table default\n"
		     "ip route add 10.9.0.0/16 via 10.0.0.9 table 0\n");
	t = fib_get_table(f, 100);
	assert_true(t < f->ntable);
	assert_int_equal(f->r[fib_table_lookup(f, t, t, 0x0a080001, 0,
		ANY_DEVICE, 0)].gateway, IP_10_0_0_1);
	assert_int_equal(f->r[fib_lookup(f, 0x0a080001, 0, ANY_DEVICE)]
		.gateway, 0x0a000009);
	assert_int_equal(find_route(0x0a090000, 16)->gateway, 0x0a000009);
	refuses(HOST "ip route add 10.8.0.0/16 dev eth0 table x\n",
		"h:3: `x` is no table");
	refuses(HOST "ip link set eth0 down\n"
		     "ip route add 10.8.0.0/16 dev eth0\n",
		"h:4: the device is down (Linux: ENETDOWN)");
}

static void test_a_gateway_needs_a_link_unless_onlink(void **state)
{
	(void)state;
	refuses(HOST "ip route add default via 192.0.2.1 dev eth0\n",
		"h:3: the route is refused: ENETUNREACH");
	accepts(HOST "ip route add default via 192.0.2.1 dev eth0 onlink\n");
	assert_int_equal(find_route(0, 0)->gateway, 0xc0000201);
	refuses(HOST "ip route add default via 10.0.0.2 dev eth0 onlink\n",
		"h:3: 10.0.0.2 is no gateway");
	refuses(HOST "ip route add default dev eth0 onlink\n",
		"h:3: `onlink` needs");
}

static void test_a_route_that_linux_refuses_is_named(void **state)
{
	(void)state;
	refuses(HOST "ip route add 10.8.0.1/16 dev eth0\n",
		"h:3: `10.8.0.1/16` has bits set behind its prefix (Linux: "
		"EINVAL); write 10.8.0.0/16");
	refuses(HOST "ip route add 10.8.0.0/33 dev eth0\n",
		"h:3: `33` is no prefix length");
	refuses(HOST "ip route add 10.8.0.0/16\n",
		"h:3: the route leads nowhere");
	refuses(HOST "ip route add blackhole 10.8.0.0/16 dev eth0\n",
		"h:3: a route of that type has neither");
	refuses(HOST "ip route add default dev eth0 src 10.0.0.9\n",
		"h:3: `src 10.0.0.9` is no address of this host");
	refuses(HOST "ip route add 10.8.0.0/16 dev eth0\n"
		     "ip route add 10.8.0.0/16 dev lo\n",
		"h:4: the route is refused: EEXIST");
	refuses(HOST "ip route add local 10.8.0.0/16 dev lo scope link\n",
		"h:3: that scope does not fit");
	refuses(HOST "ip route add default dev eth0 dev eth0\n",
		"h:3: `dev` comes twice");
	refuses(HOST "ip route add default dev eth0 tos 0x11\n",
		"h:3: the TOS has ECN bits");
	refuses(HOST "ip route add default dev eth0 scope nowhere\n",
		"h:3: no route is of that scope (Linux: EINVAL)");
	refuses(HOST "ip route add default via 10.0.0.1 scope link\n",
		"h:3: the route is refused: ENETUNREACH");
	refuses(HOST "ip link set eth0 down\nip route add default dev eth0\n",
		"h:4: the device is down (Linux: ENETDOWN)");
}

static void test_what_linux_takes_of_a_route_is_taken(void **state)
{
	(void)state;
	accepts(HOST "ip route add 10.8.0.0/16 via 0.0.0.0 dev eth0\n"
		     "ip route add 10.9.0.0/16 dev eth0 tos 10 mtu 70000\n"
		     "ip route add unreachable 10.7.0.0/16 src 192.0.2.1\n"
		     "ip route add local 192.0.2.1/32 dev lo src 192.0.2.1\n");
	assert_int_equal(find_route(0x0a080000, 16)->gateway, 0);
	assert_int_equal(find_route(0x0a080000, 16)->scope, RT_SCOPE_UNIVERSE);
	assert_int_equal(find_route(0x0a090000, 16)->tos, 0x10);
	assert_int_equal(find_route(0x0a090000, 16)->mtu, 65520);
}

static void test_forwarding_reaches_devices_when_it_changes(void **state)
{
	const struct net_device *d;

	(void)state;
	accepts(HOST "sysctl -w net.ipv4.ip_forward=1\n"
		     "sysctl -w net.ipv4.conf.eth0.forwarding=0\n"
		     "sysctl -w net.ipv4.conf.all.forwarding=1\n");
	d = &host.net->dev.d[ETH];
	assert_int_equal(d->conf.forwarding, 0);
	accepts(HOST "sysctl -w net.ipv4.conf.eth0.forwarding=1\n"
		     "sysctl -w net.ipv4.ip_forward=0\n");
	assert_int_equal(d->conf.forwarding, 1);
}

static void test_a_neighbour_is_permanent_unless_told(void **state)
{
	const struct neigh_table *t;

	(void)state;
	accepts(HOST
		"ip neigh add 10.0.0.1 lladdr 52:54:00:00:00:0a dev eth0\n"
		"ip n add dev eth0 nud reachable to 10.0.0.3 lladdr "
		"52:54:00:00:00:0c\n");
	t = &host.net->arp;
	assert_int_equal(t->n, 2);
	assert_int_equal(t->e[0].state, NUD_PERMANENT);
	assert_int_equal(t->e[0].mac, 0x52540000000a);
	assert_int_equal(t->e[1].state, NUD_REACHABLE);
	assert_int_equal(t->e[1].ip, 0x0a000003);
	refuses(HOST "ip neigh add 10.0.0.1 dev eth0\n",
		"h:3: the line lacks `lladdr`");
	refuses(HOST
		"ip neigh add 10.0.0.1 lladdr 52:54:00:00:00:0a dev eth0\n"
		"ip neigh add 10.0.0.1 lladdr 52:54:00:00:00:0b dev eth0\n",
		"h:4: neighbour 10.0.0.1 is there already (EEXIST)");
}

static void test_sysctl_default_reaches_devices_not_told_otherwise(void **state)
{
	const struct net_device *d;

	(void)state;
	accepts("dev told type tap\ndev addressed type tap\n"
		"dev fresh type tap\n"
		"ip addr add 10.0.0.2/24 dev addressed\n"
		"sysctl -w net.ipv4.conf.told.rp_filter=2\n"
		"sysctl net.ipv4.conf.default.rp_filter=1\n"
		"dev later type tap\n");
	d = host.net->dev.d;
	assert_int_equal(d[DEV_LO].conf.rp_filter, 0);
	assert_int_equal(d[1].conf.rp_filter, 2);
	assert_int_equal(d[2].conf.rp_filter, 0);
	assert_int_equal(d[3].conf.rp_filter, 1);
	assert_int_equal(d[4].conf.rp_filter, 1);
	assert_int_equal(host.net->dev.all.rp_filter, 0);
}

static void test_ip_forward_turns_every_device_on(void **state)
{
	(void)state;
	accepts(ETH0 "sysctl -w net.ipv4.ip_forward=1 "
		     "net.ipv4.ip_default_ttl=99\ndev later type tap\n");
	assert_int_equal(host.net->dev.all.forwarding, 1);
	assert_int_equal(host.net->dev.d[ETH].conf.forwarding, 1);
	assert_int_equal(host.net->dev.d[2].conf.forwarding, 1);
	assert_int_equal(host.net->sysctl.ip_default_ttl, 99);
	refuses(ETH0 "sysctl -w net.ipv4.conf.all.rp_filter=3\n",
		"h:2: `3` is no value of that sysctl");
	refuses(ETH0 "sysctl -w net.ipv4.ip_forward = 1\n",
		"h:2: `net.ipv4.ip_forward` sets nothing");
}

static void test_neighbours_are_found_as_their_device_says(void **state)
{
	(void)state;
	accepts("dev a.b type tap\ndev eth1 type tap\n"
		"sysctl -w net.ipv4.neigh.a.b.retrans_time_ms=400 "
		"net.ipv4.neigh.a.b.mcast_solicit=0\n"
		"sysctl -w net.ipv4.neigh.eth1.unres_qlen_bytes=1500\n");
	assert_int_equal(host.net->arp.parms[ETH].retrans_time_ms, 400);
	assert_int_equal(host.net->arp.parms[ETH].mcast_solicit, 0);
	assert_int_equal(host.net->arp.parms[ETH].ucast_solicit, 3);
	assert_int_equal(host.net->arp.parms[2].unres_qlen_bytes, 1500);
	assert_int_equal(host.net->arp.parms[2].retrans_time_ms, 1000);
	refuses(ETH0 "sysctl -w net.ipv4.neigh.eth0.locktime=5\n",
		"h:2: sysctl net.ipv4.neigh.*.locktime is not modelled");
	refuses(ETH0 "sysctl -w net.ipv4.neigh.default.mcast_solicit=5\n",
		"h:2: net.ipv4.neigh.default is not there");
	refuses(ETH0 "sysctl -w net.ipv4.neigh.eth1.mcast_solicit=5\n",
		"h:2: there is no device");
	refuses(ETH0 "sysctl -w net.ipv4.neigh.mcast_solicit=5\n",
		"h:2: `mcast_solicit` names no setting");
	refuses(ETH0 "sysctl -w net.ipv4.neigh.eth0.mcast_solicit=-1\n",
		"h:2: `-1` is no value of that sysctl");
}

static void test_the_memory_of_fragments_has_two_bounds(void **state)
{
	(void)state;
	accepts(ETH0 "sysctl -w net.ipv4.ipfrag_low_thresh=10 "
		     "net.ipv4.ipfrag_high_thresh=10 "
		     "net.ipv4.ipfrag_time=8589934 "
		     "net.ipv4.ipfrag_max_dist=0\n");
	assert_int_equal(host.net->sysctl.ipfrag_high_thresh, 10);
	assert_int_equal(host.net->sysctl.ipfrag_time, 8589934);
	assert_int_equal(host.net->sysctl.ipfrag_max_dist, 0);
	refuses(ETH0 "sysctl -w net.ipv4.ipfrag_high_thresh=3145727\n",
		"h:2: net.ipv4.ipfrag_high_thresh=3145727 is below "
		"ipfrag_low_thresh, 3145728");
	refuses(ETH0 "sysctl -w net.ipv4.ipfrag_low_thresh=4194305\n",
		"h:2: net.ipv4.ipfrag_low_thresh=4194305 is above "
		"ipfrag_high_thresh, 4194304");
	refuses(ETH0 "sysctl -w net.ipv4.ipfrag_time=8589935\n",
		"h:2: `8589935` is no value of that sysctl");
}

static void test_what_errors_and_arp_are_told_is_kept(void **state)
{
	(void)state;
	accepts(ETH0 "sysctl -w net.ipv4.icmp_ratelimit=7 "
		     "net.ipv4.icmp_ratemask=6168 net.ipv4.igmp_qrv=3 "
		     "net.ipv4.ip_no_pmtu_disc=3 "
		     "net.ipv4.conf.eth0.arp_ignore=8 "
		     "net.ipv4.conf.all.arp_announce=2 "
		     "net.ipv4.conf.default.shared_media=0\n");
	assert_int_equal(host.net->sysctl.icmp_ratelimit, 7);
	assert_int_equal(host.net->sysctl.icmp_ratemask, 6168);
	assert_int_equal(host.net->sysctl.igmp_qrv, 3);
	assert_int_equal(host.net->sysctl.ip_no_pmtu_disc, 3);
	assert_int_equal(host.net->dev.d[ETH].conf.arp_ignore, 8);
	assert_int_equal(host.net->dev.all.arp_announce, 2);
	assert_int_equal(host.net->dev.d[ETH].conf.shared_media, 0);
	refuses(ETH0 "sysctl -w net.ipv4.igmp_qrv=0\n",
		"h:2: `0` is no value of that sysctl");
	refuses(ETH0 "sysctl -w net.ipv4.conf.all.arp_ignore=9\n",
		"h:2: `9` is no value of that sysctl");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(an_address_makes_its_routes),
		TEST(a_route_has_the_defaults_of_iproute2),
		TEST(a_gateway_needs_a_link_unless_onlink),
		TEST(routes_are_replaced_and_taken_out),
		TEST(a_table_holds_its_routes_apart),
		TEST(a_route_that_linux_refuses_is_named),
		TEST(what_linux_takes_of_a_route_is_taken),
		TEST(forwarding_reaches_devices_when_it_changes),
		TEST(a_neighbour_is_permanent_unless_told),
		TEST(sysctl_default_reaches_devices_not_told_otherwise),
		TEST(neighbours_are_found_as_their_device_says),
		TEST(the_memory_of_fragments_has_two_bounds),
		TEST(what_errors_and_arp_are_told_is_kept),
		TEST(ip_forward_turns_every_device_on),
	};

	return cmocka_run_group_tests(tests, make_host, free_host);
}
