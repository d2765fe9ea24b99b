/* ipv4/arp: whom it answers, what it learns, what it refuses. */
#include "frames.h"

#include "ipv4/arp.h"

#define MAC_C UINT64_C(0x020000000009)

static struct frame request(uint32_t sip, uint32_t tip)
{
	return arp_frame(ARPOP_REQUEST, MAC_C, sip, tip);
}

static uint32_t entry(uint32_t ip)
{
	return neigh_lookup(&net.arp, ip, ETH0);
}

static void assert_silent(struct frame f)
{
	receive(f);
	assert_int_equal(dropped(), DROP_NONE);
	assert_int_equal(noted(TRACE_CONSUMED), 1);
	assert_int_equal(sent().len, 0);
}

static void test_request_for_us_is_answered(void **state)
{
	static const uint8_t answer[42] = {
		0x02, 0, 0, 0, 0, 0x09, 0x52, 0x54, 0, 0, 0, 0x0b, 8, 6,
		0, 1, 8, 0, 6, 4, 0, 2,
		0x52, 0x54, 0, 0, 0, 0x0b, 10, 0, 0, 2,
		0x02, 0, 0, 0, 0, 0x09, 10, 0, 0, 9 };
	struct frame f;

	(void)state;
	receive(request(NEIGHBOUR, B));
	f = sent();
	assert_int_equal(f.len, 42);
	assert_memory_equal(f.b, answer, 42);
	assert_int_equal(sent().len, 0);
}

static void test_who_asks_is_learned(void **state)
{
	uint32_t i;

	(void)state;
	assert_int_equal(entry(NEIGHBOUR), NEIGH_NIL);
	receive(request(NEIGHBOUR, B));
	i = entry(NEIGHBOUR);
	assert_int_not_equal(i, NEIGH_NIL);
	assert_true(net.arp.e[i].mac == MAC_C);
	assert_int_equal(net.arp.e[i].state, NUD_STALE);
}

static void test_a_permanent_neighbour_stays(void **state)
{
	(void)state;
	receive(request(A, B));
	assert_int_not_equal(sent().len, 0);
	assert_true(net.arp.e[entry(A)].mac == MAC_A);
	assert_int_equal(net.arp.e[entry(A)].state, NUD_PERMANENT);
}

static void test_a_reply_updates_but_does_not_learn(void **state)
{
	struct frame reply = arp_frame(ARPOP_REPLY, MAC_C, NEIGHBOUR, B);

	(void)state;
	assert_silent(reply);
	assert_int_equal(entry(NEIGHBOUR), NEIGH_NIL);
	assert_true(neigh_update(&net.arp, NEIGHBOUR, ETH0, MAC_A, NUD_STALE));
	net.now = NSEC_PER_SEC;
	assert_silent(reply);
	assert_true(net.arp.e[entry(NEIGHBOUR)].mac == MAC_A);
	net.now++;
	assert_silent(reply);
	assert_true(net.arp.e[entry(NEIGHBOUR)].mac == MAC_C);
	assert_int_equal(net.arp.e[entry(NEIGHBOUR)].state, NUD_STALE);
	memcpy(reply.b, "\x52\x54\0\0\0\x0b", 6);
	assert_silent(reply);
	assert_true(net.arp.e[entry(NEIGHBOUR)].mac == MAC_C);
	assert_int_equal(net.arp.e[entry(NEIGHBOUR)].state, NUD_REACHABLE);
}

static void test_a_probe_is_answered_and_not_learned(void **state)
{
	struct frame f;

	(void)state;
	receive(request(0, B));
	f = sent();
	assert_int_equal(f.len, 42);
	assert_int_equal(get32(f.b + 38), 0);
	assert_int_equal(entry(0), NEIGH_NIL);
}

static void test_others_addresses_are_not_answered(void **state)
{
	(void)state;
	assert_silent(request(A, NEIGHBOUR));
	assert_silent(request(A, SUBNET_BROADCAST));
	assert_silent(request(A, FOREIGN));
	assert_silent(request(B, B));	/* it says that it is us */
	assert_silent(request(ALL_HOSTS, B));
}

static void test_another_hosts_frame_is_ignored(void **state)
{
	struct frame f = request(NEIGHBOUR, B);

	(void)state;
	memcpy(f.b, "\x52\x54\0\0\0\x99", 6);
	assert_silent(f);
	assert_int_equal(entry(NEIGHBOUR), NEIGH_NIL);
}

static void test_malformed_packets_are_dropped(void **state)
{
	/* offset in the frame, value, site */
	static const uint32_t rows[][3] = {
		{ 18, 5, DROP_ARP_LENGTHS }, { 18, 8, DROP_ARP_LENGTHS },
		{ 19, 3, DROP_ARP_LENGTHS }, { 19, 16, DROP_ARP_LENGTHS },
		{ 15, 2, DROP_ARP_MALFORMED }, { 17, 1, DROP_ARP_MALFORMED },
		{ 21, 0, DROP_ARP_MALFORMED }, { 21, 3, DROP_ARP_MALFORMED },
		{ 38, 224, DROP_ARP_BAD_TARGET },
		{ 38, 127, DROP_ARP_BAD_TARGET },
	};
	struct frame f;
	uint32_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		f = request(NEIGHBOUR, B);
		f.b[rows[i][0]] = (uint8_t)rows[i][1];
		receive(f);
		assert_int_equal(dropped(), rows[i][2]);
		assert_int_equal(sent().len, 0);
	}
	assert_int_equal(entry(NEIGHBOUR), NEIGH_NIL);
}

static void test_short_packets_are_dropped(void **state)
{
	struct frame f = request(NEIGHBOUR, B);

	(void)state;
	for (f.len = 14; f.len < 42; f.len++) {
		receive(f);
		assert_int_equal(dropped(), DROP_ARP_SHORT);
	}
	receive(f);
	assert_int_equal(sent().len, 42);
}

static void test_ieee_802_hardware_is_ethernet_too(void **state)
{
	struct frame f = request(NEIGHBOUR, B);

	(void)state;
	f.b[15] = ARPHRD_IEEE802;
	receive(f);
	assert_int_equal(sent().len, 42);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		T(test_request_for_us_is_answered),
		T(test_who_asks_is_learned),
		T(test_a_permanent_neighbour_stays),
		T(test_a_reply_updates_but_does_not_learn),
		T(test_a_probe_is_answered_and_not_learned),
		T(test_others_addresses_are_not_answered),
		T(test_another_hosts_frame_is_ignored),
		T(test_malformed_packets_are_dropped),
		T(test_short_packets_are_dropped),
		T(test_ieee_802_hardware_is_ethernet_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
