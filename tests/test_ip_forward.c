/*
 * ipv4/ip_forward, ip_error, route: a router between two wires.
 *
 *	10.0.0.1 a ---- 10.0.0.2 eth0 [router] eth1 10.1.0.2 ---- 10.1.0.1 c
 *	10.0.0.9 a gateway on eth0
 */
#include "frames.h"

#include "ipv4/fib_frontend.h"
#include "ipv4/icmp_rate.h"
#include "ipv4/ip_forward.h"
#include "ipv4/route.h"

enum {
	ETH1 = 2, C = 0x0a010001, BEYOND = 0xcb007101, GATEWAY0 = 0x0a000009,
	GATEWAY1 = 0x0a010009, NOWHERE = 0xc6336402, DF = 0x4000
};

#define MAC_C UINT64_C(0x52540000000c)
#define SECOND UINT64_C(1000000000)

static void add_route(uint32_t dst, uint32_t plen, uint32_t gateway,
	uint32_t mtu)
{
	struct fib_config r = { .dst = dst, .plen = plen, .mtu = mtu,
		.table = RT_TABLE_MAIN, .type = RTN_UNICAST,
		.oif = ANY_DEVICE, .gateway = gateway };

	assert_int_equal(inet_rtm_newroute(&net, r, FIB_ADD), 0);
}

static void refuse(uint32_t dst, uint32_t type)
{
	struct fib_config r = { .dst = dst, .plen = 32, .type = type,
		.table = RT_TABLE_MAIN, .oif = ANY_DEVICE };

	assert_int_equal(inet_rtm_newroute(&net, r, FIB_ADD), 0);
}

static int router(void **state)
{
	host_b(state);
	assert_true(register_netdevice(&net.dev, DEV_TYPE_TAP, MAC_B + 1,
		1500));
	assert_int_equal(fib_add_ifaddr(&net, ETH1, 0x0a010002, 24), 0);
	assert_true(neigh_update(&net.arp, C, ETH1, MAC_C, NUD_PERMANENT));
	assert_true(neigh_update(&net.arp, GATEWAY1, ETH1, MAC_C + 9,
		NUD_PERMANENT));
	assert_true(neigh_update(&net.arp, GATEWAY0, ETH0, MAC_A + 9,
		NUD_PERMANENT));
	net.dev.d[ETH0].conf.forwarding = 1;
	net.dev.d[ETH1].conf.forwarding = 1;
	net.now = SECOND;
	return 0;
}

static struct datagram to(uint32_t daddr)
{
	struct datagram d = good_datagram();

	d.ip.daddr = daddr;
	return d;
}

static struct frame sent_by(uint32_t dev)
{
	struct frame f = { .len = 0 };

	f.len = dev_take_sent(&net, dev, f.b, FRAME_MAX);
	return f;
}

/* f is what came in but for the TTL, the checksum and the link. */
static void assert_one_hop_less(struct frame f, struct frame in, mac_t mac)
{
	uint32_t i;

	assert_int_equal(f.len, in.len);
	for (i = 0; i < 6; i++)
		assert_int_equal(f.b[i], (uint8_t)(mac >> (40 - 8 * i)));
	for (i = 14; i < f.len; i++)
		if (i != 22 && i != 24 && i != 25)
			assert_int_equal(f.b[i], in.b[i]);
	assert_int_equal(f.b[22], in.b[22] - 1);
	assert_int_equal(plain_checksum(f.b + 14, 20, 0), 0);
}

static void test_a_packet_goes_on_with_one_hop_less(void **state)
{
	struct datagram d = to(C);
	struct frame in;
	uint32_t ttl;

	(void)state;
	for (ttl = 2; ttl < 256; ttl++) {
		d.ip.ttl = ttl;
		d.ip.tos = ttl;
		in = udp_frame(d);
		receive(in);
		assert_one_hop_less(sent_by(ETH1), in, MAC_C);
		assert_int_equal(sent().len, 0);
	}
	assert_int_equal(net.mib.v[MIB_Ip_ForwDatagrams], 254);
	assert_int_equal(net.mib.v[MIB_Ip_OutTransmits], 254);
	assert_int_equal(net.mib.v[MIB_Ip_OutRequests], 0);
}

/* The header's words are chosen so that each checksum comes up once. */
static void test_every_checksum_stays_right(void **state)
{
	struct sk_buff *skb = &net.skb.s[0];
	uint32_t word, i;

	(void)state;
	skb->data = skb->network_header = 128;
	skb->tail = 148;
	for (word = 0; word < 65536; word++) {
		memset(skb->pkt.b + 128, 0, 20);
		skb->pkt.b[128] = 0x45;
		skb->pkt.b[128 + IP_TTL] = (uint8_t)(1 + word % 255);
		put_be16(&skb->pkt, 128 + IP_ID, (uint16_t)word);
		put_be16(&skb->pkt, 128 + IP_CHECK, (uint16_t)plain_checksum(
			skb->pkt.b + 128, 20, 0));
		i = skb->pkt.b[128 + IP_TTL];
		ip_decrease_ttl(skb);
		assert_int_equal(skb->pkt.b[128 + IP_TTL], i - 1);
		assert_int_equal(plain_checksum(skb->pkt.b + 128, 20, 0), 0);
	}
}

static void test_the_last_hop_is_told(void **state)
{
	struct datagram d = to(C);
	struct frame f;
	uint32_t ttl;

	(void)state;
	for (ttl = 0; ttl < 2; ttl++) {
		d.ip.ttl = ttl;
		receive(udp_frame(d));
		assert_int_equal(dropped(), DROP_FORWARD_TTL);
		assert_icmp_sent(&f, 11, 0);
		assert_int_equal(get32(f.b + 26), B);
		assert_int_equal(f.b[50], ttl);
	}
	assert_int_equal(net.mib.v[MIB_Ip_InHdrErrors], 2);
	assert_int_equal(net.mib.v[MIB_Ip_ForwDatagrams], 0);
	assert_int_equal(net.mib.v[MIB_Icmp_OutTimeExcds], 2);
}

/* Whatever else is wrong with it. */
static void test_not_in_our_own_frame_is_dropped_in_silence(void **state)
{
	static const mac_t macs[] = { MAC_ALL, MAC_GROUP };
	struct datagram d = to(C);
	uint32_t i;

	(void)state;
	d.ip.ttl = 1;
	for (i = 0; i < 2; i++) {
		d.ip.to = macs[i];
		receive(udp_frame(d));
		assert_int_equal(dropped(), DROP_FORWARD_LINK);
		assert_int_equal(sent().len, 0);
	}
	assert_int_equal(net.mib.v[MIB_Ip_InHdrErrors], 0);
}

static void test_too_big_is_told_the_mtu(void **state)
{
	struct datagram d = to(C);
	struct frame f, in;

	(void)state;
	net.dev.d[ETH1].mtu = 600;
	d.ip.frag = DF;
	d.len = 572;
	in = udp_frame(d);
	receive(in);
	assert_one_hop_less(sent_by(ETH1), in, MAC_C);
	d.len = 573;
	receive(udp_frame(d));
	assert_int_equal(dropped(), DROP_FORWARD_TOO_BIG);
	assert_icmp_sent(&f, 3, 4);
	assert_int_equal(get32(f.b + 38), 600);
	assert_int_equal(net.mib.v[MIB_Ip_ForwDatagrams], 2);
	assert_int_equal(net.mib.v[MIB_Ip_FragFails], 1);
}

static void test_a_route_has_an_mtu_of_its_own(void **state)
{
	struct datagram d = to(BEYOND);
	struct frame f;

	(void)state;
	add_route(BEYOND - 1, 24, GATEWAY1, 700);
	d.ip.frag = DF;
	d.len = 672;
	receive(udp_frame(d));
	assert_int_equal(sent_by(ETH1).len, 714);
	d.len = 673;
	receive(udp_frame(d));
	assert_int_equal(dropped(), DROP_FORWARD_TOO_BIG);
	assert_icmp_sent(&f, 3, 4);
	assert_int_equal(get32(f.b + 38), 700);
}

/* The TTL is looked at before the MTU. */
static void test_the_first_fault_decides(void **state)
{
	struct datagram d = to(C);
	struct frame f;

	(void)state;
	net.dev.d[ETH1].mtu = 600;
	d.ip.frag = DF;
	d.ip.ttl = 1;
	d.len = 573;
	receive(udp_frame(d));
	assert_int_equal(dropped(), DROP_FORWARD_TTL);
	assert_icmp_sent(&f, 11, 0);
}

static void test_a_gateway_gets_what_is_beyond(void **state)
{
	struct frame in = udp_frame(to(BEYOND));

	(void)state;
	add_route(BEYOND - 1, 24, GATEWAY1, 0);
	receive(in);
	assert_one_hop_less(sent_by(ETH1), in, MAC_C + 9);
}

static void test_back_where_it_came_from_is_redirected(void **state)
{
	struct frame f, in = udp_frame(to(BEYOND));

	(void)state;
	add_route(BEYOND - 1, 24, GATEWAY0, 0);
	receive(in);
	assert_icmp_sent(&f, 5, 1);
	assert_int_equal(get32(f.b + 38), GATEWAY0);
	assert_int_equal(get32(f.b + 30), A);
	assert_int_equal(f.b[50], 63);
	assert_one_hop_less(sent(), in, MAC_A + 9);
	receive(in);
	assert_one_hop_less(sent(), in, MAC_A + 9);
	assert_int_equal(sent().len, 0);
	assert_int_equal(net.mib.v[MIB_Icmp_OutRedirects], 1);
}

/* A redirect is due only to a neighbour, if send_redirects is on, and by
 * shared_media or to a gateway on the sender's own link. */
static void test_who_is_redirected(void **state)
{
	struct flow_in f = { A, BEYOND, 0, IPPROTO_UDP, ETH0 };
	struct dst_entry dst;

	(void)state;
	add_route(BEYOND - 1, 24, GATEWAY0, 0);
	add_route(0xc6336400, 24, A, 0);
	assert_int_equal(ip_route_input(&net, f, &dst), DROP_NONE);
	assert_int_equal(dst.redirect, 1);
	f.saddr = 0xc6336407;		/* reached by a gateway */
	assert_int_equal(ip_route_input(&net, f, &dst), DROP_NONE);
	assert_int_equal(dst.redirect, 0);
	f.saddr = A;
	net.dev.all.shared_media = net.dev.d[ETH0].conf.shared_media = 0;
	assert_int_equal(ip_route_input(&net, f, &dst), DROP_NONE);
	assert_int_equal(dst.redirect, 1);
	net.dev.all.send_redirects = net.dev.d[ETH0].conf.send_redirects = 0;
	assert_int_equal(ip_route_input(&net, f, &dst), DROP_NONE);
	assert_int_equal(dst.redirect, 0);
}

/* Nine in a row, each after twice the time, then none for 20.48 s. */
static void test_who_ignores_redirects_gets_no_more(void **state)
{
	struct frame in = udp_frame(to(BEYOND));
	uint32_t i;

	(void)state;
	add_route(BEYOND - 1, 24, GATEWAY0, 0);
	for (i = 0; i < 20; i++) {
		receive(in);
		net.now += 20 * (UINT64_C(1000000) << (i < 9 ? i + 1 : 9)) + 1;
	}
	assert_int_equal(net.mib.v[MIB_Icmp_OutRedirects], 9);
	net.now += 21 * SECOND;
	receive(in);
	assert_int_equal(net.mib.v[MIB_Icmp_OutRedirects], 10);
}

static void test_unroutable_packets_are_told_five_times(void **state)
{
	uint32_t i;

	(void)state;
	refuse(NOWHERE, RTN_UNREACHABLE);
	for (i = 0; i < 8; i++) {
		receive(udp_frame(to(NOWHERE)));
		assert_int_equal(dropped(), DROP_UNREACHABLE);
	}
	assert_int_equal(net.mib.v[MIB_Icmp_OutDestUnreachs], 5);
	net.now += 2 * SECOND;
	for (i = 0; i < 4; i++)
		receive(udp_frame(to(NOWHERE)));
	assert_int_equal(net.mib.v[MIB_Icmp_OutDestUnreachs], 7);
}

/* Measured: a redirect empties the bucket of unroutable packets. */
static void test_redirects_share_the_bucket(void **state)
{
	(void)state;
	refuse(NOWHERE, RTN_UNREACHABLE);
	add_route(BEYOND - 1, 24, GATEWAY0, 0);
	receive(udp_frame(to(BEYOND)));
	assert_int_equal(net.mib.v[MIB_Icmp_OutRedirects], 1);
	receive(udp_frame(to(NOWHERE)));
	assert_int_equal(net.mib.v[MIB_Icmp_OutDestUnreachs], 0);
}

static void test_martians_are_not_forwarded(void **state)
{
	static const struct {
		uint32_t saddr, daddr, site;
	} rows[] = {
		{ B, C, DROP_LOCAL_SOURCE },
		{ 0xe0010101, C, DROP_MARTIAN_SOURCE },
		{ 0x7f000001, C, DROP_LOCALNET },
		{ A, 0x7f000001, DROP_LOCALNET },
		{ A, 0xef010101, DROP_MC_NOT_JOINED },
		{ A, 0xf0000001, DROP_INNOROUTES },
	};
	struct datagram d;
	uint32_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		d = to(rows[i].daddr);
		d.ip.saddr = rows[i].saddr;
		receive(udp_frame(d));
		assert_int_equal(dropped(), rows[i].site);
		assert_int_equal(sent_by(ETH1).len, 0);
	}
}

static void test_the_incoming_device_must_forward(void **state)
{
	(void)state;
	net.dev.d[ETH0].conf.forwarding = 0;
	receive(udp_frame(to(C)));
	assert_int_equal(dropped(), DROP_INADDRERRORS);
	assert_int_equal(net.mib.v[MIB_Ip_InAddrErrors], 1);
	net.dev.d[ETH0].conf.forwarding = 1;
	net.dev.d[ETH1].conf.forwarding = 0;
	receive(udp_frame(to(C)));
	assert_int_equal(sent_by(ETH1).len, 48);
}

/* What the capture cut off would be missing on the wire. */
static void test_a_cut_frame_is_not_forwarded(void **state)
{
	struct frame f = udp_frame(to(C));

	(void)state;
	trace_init(&net.trace);
	netif_receive_frame(&net, ETH0, f.b, f.len - 2, f.len);
	assert_int_equal(not_known(), NM_truncated);
	assert_int_equal(sent_by(ETH1).len, 0);
}

#undef T
#define T(name) cmocka_unit_test_setup(name, router)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		T(test_a_packet_goes_on_with_one_hop_less),
		T(test_every_checksum_stays_right),
		T(test_the_last_hop_is_told),
		T(test_not_in_our_own_frame_is_dropped_in_silence),
		T(test_too_big_is_told_the_mtu),
		T(test_a_route_has_an_mtu_of_its_own),
		T(test_the_first_fault_decides),
		T(test_a_gateway_gets_what_is_beyond),
		T(test_back_where_it_came_from_is_redirected),
		T(test_who_is_redirected),
		T(test_who_ignores_redirects_gets_no_more),
		T(test_unroutable_packets_are_told_five_times),
		T(test_redirects_share_the_bucket),
		T(test_martians_are_not_forwarded),
		T(test_the_incoming_device_must_forward),
		T(test_a_cut_frame_is_not_forwarded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
