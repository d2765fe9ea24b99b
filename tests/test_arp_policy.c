/* ipv4/arp_policy: whom the settings let answer, learn, ask, and from where. */
#include "frames.h"

#include "ipv4/arp.h"
#include "ipv4/fib_frontend.h"
#include "ipv4/icmp.h"

#define MAC_C UINT64_C(0x020000000009)
#define MAC_D UINT64_C(0x02000000000d)

enum {
	ETH1 = ETH0 + 1,
	OTHER = 0x0a000102,	/* 10.0.1.2, on eth1 */
	SECOND = 0x0a000202,	/* 10.0.2.2, on eth0 */
	LOOP = 0x7f000001
};

/* Host b with a second device, and a second address on the first. */
static int two_devices(void **state)
{
	int result = host_b(state);

	assert_true(register_netdevice(&net.dev, DEV_TYPE_TAP, MAC_D, 1500));
	assert_int_equal(fib_add_ifaddr(&net, ETH1, OTHER, 24), 0);
	assert_int_equal(fib_add_ifaddr(&net, ETH0, SECOND, 24), 0);
	return result;
}

static bool answers(uint32_t sip, uint32_t tip)
{
	struct frame f;

	receive(arp_frame(ARPOP_REQUEST, MAC_C, sip, tip));
	assert_int_equal(dropped(), DROP_NONE);
	f = sent();
	if (f.len == 0)
		return false;
	assert_int_equal(get16(f.b + 20), ARPOP_REPLY);
	assert_int_equal(get32(f.b + 28), tip);
	assert_int_equal(get32(f.b + 38), sip);
	return true;
}

static void test_arp_ignore_has_five_meanings(void **state)
{
	/* for B, OTHER, SECOND, and a probe for OTHER */
	static const uint8_t says[9][4] = { { 1, 1, 1, 1 }, { 1, 0, 1, 0 },
		{ 1, 0, 0, 0 }, { 1, 1, 1, 1 }, { 1, 1, 1, 1 }, { 1, 1, 1, 1 },
		{ 1, 1, 1, 1 }, { 1, 1, 1, 1 }, { 0, 0, 0, 0 } };
	uint32_t mode;

	(void)state;
	for (mode = 0; mode <= 8; mode++) {
		net.dev.d[ETH0].conf.arp_ignore = mode;
		assert_int_equal(answers(NEIGHBOUR, B), says[mode][0]);
		assert_int_equal(answers(NEIGHBOUR, OTHER), says[mode][1]);
		assert_int_equal(answers(NEIGHBOUR, SECOND), says[mode][2]);
		assert_int_equal(answers(0, OTHER), says[mode][3]);
		assert_int_equal(answers(0, B), mode != 8);
		assert_false(answers(NEIGHBOUR, NEIGHBOUR + 1));
	}
	net.dev.d[ETH0].conf.arp_ignore = 0;
	net.dev.all.arp_ignore = 8;
	assert_false(answers(NEIGHBOUR, B));
}

static void test_arp_ignore_3_spares_addresses_of_the_host(void **state)
{
	(void)state;
	net.dev.all.arp_ignore = 3;
	net.dev.d[ETH0].conf.route_localnet = 1;
	assert_false(answers(NEIGHBOUR, LOOP));
	net.dev.d[DEV_LO].conf.route_localnet = 1;
	assert_true(answers(NEIGHBOUR, LOOP));
}

static void test_arp_filter_answers_by_the_way_back(void **state)
{
	(void)state;
	net.dev.all.arp_filter = 1;
	assert_true(answers(NEIGHBOUR, B));
	assert_true(answers(NEIGHBOUR, OTHER));
	assert_int_equal(net.mib.v[MIB_TcpExt_ArpFilter], 0);
	assert_false(answers(OTHER + 7, B));
	assert_int_equal(net.mib.v[MIB_TcpExt_ArpFilter], 1);
	assert_false(answers(FOREIGN, B));
	assert_int_equal(net.mib.v[MIB_TcpExt_ArpFilter], 1);
	net.dev.all.arp_filter = 0;
	assert_true(answers(OTHER + 7, B));
}

static bool learns(uint32_t op, uint32_t sip, uint32_t tip, mac_t tha)
{
	struct frame f = arp_frame(op, MAC_C, sip, tip);
	uint32_t n = net.arp.n;
	int i;

	for (i = 0; i < 6; i++)
		f.b[32 + i] = (uint8_t)(tha >> (40 - 8 * i));
	receive(f);
	assert_int_equal(sent().len, 0);
	return net.arp.n > n;
}

static void test_arp_accept_learns_unasked(void **state)
{
	uint32_t mode;

	(void)state;
	for (mode = 0; mode <= 2; mode++) {
		net.dev.all.arp_accept = mode;
		assert_int_equal(learns(ARPOP_REPLY, 0x0a000010 + mode, B, 0),
			mode != 0);
		assert_int_equal(learns(ARPOP_REQUEST, 0x0a000020 + mode,
			0x0a000020 + mode, 0), mode != 0);
		assert_int_equal(learns(ARPOP_REPLY, 0x0a000030 + mode,
			0x0a000030 + mode, MAC_C), mode != 0);
		assert_int_equal(learns(ARPOP_REPLY, FOREIGN + mode, B, 0),
			mode == 1);
		assert_false(learns(ARPOP_REQUEST, 0x0a000040 + mode,
			NEIGHBOUR, 0));
	}
	assert_false(learns(ARPOP_REPLY, SUBNET_BROADCAST, B, 0));
	assert_false(learns(ARPOP_REPLY, B, B, MAC_C));
}

static void test_a_gratuitous_one_is_believed_at_once(void **state)
{
	uint32_t i;

	(void)state;
	assert_true(answers(NEIGHBOUR, B));
	i = neigh_lookup(&net.arp, NEIGHBOUR, ETH0);
	receive(arp_frame(ARPOP_REQUEST, MAC_D, NEIGHBOUR, A));
	assert_true(net.arp.e[i].mac == MAC_C);
	receive(arp_frame(ARPOP_REPLY, MAC_D, NEIGHBOUR, NEIGHBOUR));
	assert_true(net.arp.e[i].mac == MAC_C);
	receive(arp_frame(ARPOP_REQUEST, MAC_D, NEIGHBOUR, NEIGHBOUR));
	assert_true(net.arp.e[i].mac == MAC_D);
}

/* The source of the question that an answer from `ours` needs. */
static uint32_t asks_from(uint32_t ours, uint32_t whom)
{
	static const uint8_t data[8];
	struct packet p = good_packet(IPPROTO_ICMP);
	struct frame f;

	p.saddr = whom;
	p.daddr = ours;
	receive(icmp_frame(p, ICMP_ECHO, 0, data, 8));
	f = sent();
	assert_int_equal(f.len, 42);
	assert_int_equal(get32(f.b + 38), whom);
	return get32(f.b + 28);
}

static void test_arp_announce_chooses_the_source(void **state)
{
	(void)state;
	assert_int_equal(asks_from(B, 0x0a000011), B);
	assert_int_equal(asks_from(OTHER, 0x0a000012), OTHER);
	net.dev.all.arp_announce = 1;
	assert_int_equal(asks_from(B, 0x0a000013), B);
	assert_int_equal(asks_from(OTHER, 0x0a000014), B);
	assert_int_equal(asks_from(SECOND, 0x0a000015), B);
	assert_int_equal(asks_from(SECOND, 0x0a000216), SECOND);
	net.dev.all.arp_announce = 2;
	assert_int_equal(asks_from(B, 0x0a000217), SECOND);
	assert_int_equal(asks_from(OTHER, 0x0a000018), B);
}

#define D(name) cmocka_unit_test_setup(name, two_devices)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		D(test_arp_ignore_has_five_meanings),
		D(test_arp_ignore_3_spares_addresses_of_the_host),
		D(test_arp_filter_answers_by_the_way_back),
		D(test_arp_accept_learns_unasked),
		D(test_a_gratuitous_one_is_believed_at_once),
		D(test_arp_announce_chooses_the_source),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
