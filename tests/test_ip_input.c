/*
 * ipv4/ip_input: header checks, addresses, delivery; the surprises of Linux
 * that concern them, by their number in the notes on the live kernel.
 */
#include "frames.h"
#include "ipv4/igmp_group.h"

static struct datagram from(uint32_t saddr)
{
	struct datagram d = good_datagram();

	d.ip.saddr = saddr;
	return d;
}

static struct datagram to(uint32_t daddr)
{
	struct datagram d = good_datagram();

	d.ip.daddr = daddr;
	return d;
}

static void assert_delivered(struct datagram d)
{
	uint32_t before = waiting(muffin);

	receive(udp_frame(d));
	assert_int_equal(waiting(muffin), before + 1);
	assert_int_equal(dropped(), DROP_NONE);
}

static void assert_dropped(struct datagram d, uint32_t site)
{
	uint32_t before = waiting(muffin);

	receive(udp_frame(d));
	assert_int_equal(dropped(), site);
	assert_int_equal(waiting(muffin), before);
}

static void test_a_good_datagram_is_delivered_and_counted(void **state)
{
	(void)state;
	assert_delivered(good_datagram());
	assert_int_equal(net.mib.v[MIB_Ip_InReceives], 1);
	assert_int_equal(net.mib.v[MIB_Ip_InDelivers], 1);
	assert_int_equal(net.mib.v[MIB_IpExt_InOctets], 34);
	assert_int_equal(net.mib.v[MIB_IpExt_InNoECTPkts], 1);
	assert_int_equal(sent().len, 0);
}

static void test_version_and_ihl_are_checked(void **state)
{
	static const uint8_t wrong[] = { 0x55, 0x65, 0x35, 0x44, 0x40, 0x4f };
	struct datagram d = good_datagram();
	uint32_t i;

	(void)state;
	for (i = 0; i < sizeof(wrong); i++) {
		d.ip.told_version_ihl = wrong[i];
		assert_dropped(d, wrong[i] == 0x4f ? DROP_IP_IHL
						   : DROP_IP_VERSION);
		assert_int_equal(net.mib.v[MIB_Ip_InHdrErrors], i + 1);
	}
}

static void test_a_header_below_20_bytes_is_dropped(void **state)
{
	struct frame f = udp_frame(good_datagram());

	(void)state;
	f.len = 14 + 19;
	receive(f);
	assert_int_equal(dropped(), DROP_IP_HDR_SHORT);
	f.len = 14;
	receive(f);
	assert_int_equal(dropped(), DROP_IP_HDR_SHORT);
	assert_int_equal(net.mib.v[MIB_Ip_InHdrErrors], 2);
}

static void test_every_wrong_bit_of_the_header_checksum_drops(void **state)
{
	struct datagram d = good_datagram();
	uint32_t bit;

	(void)state;
	for (bit = 0; bit < 16; bit++) {
		d.ip.sum_error = 1u << bit;
		assert_dropped(d, DROP_IP_BAD_CSUM);
	}
	assert_int_equal(net.mib.v[MIB_IpExt_InCsumErrors], 16);
	assert_int_equal(net.mib.v[MIB_Ip_InHdrErrors], 16);
}

static void test_total_length_below_the_header_is_dropped(void **state)
{
	struct datagram d = good_datagram();

	(void)state;
	d.ip.told_length = 19;
	assert_dropped(d, DROP_IP_TOT_LEN);
	assert_int_equal(net.mib.v[MIB_Ip_InHdrErrors], 1);
}

/* Surprise 6. */
static void test_total_length_above_the_frame_is_no_header_error(void **state)
{
	struct datagram d = good_datagram();

	(void)state;
	d.ip.told_length = 35;
	assert_dropped(d, DROP_IP_TRUNCATED);
	assert_int_equal(net.mib.v[MIB_IpExt_InTruncatedPkts], 1);
	assert_int_equal(net.mib.v[MIB_Ip_InHdrErrors], 0);
}

static void test_padding_behind_the_total_length_is_cut(void **state)
{
	struct frame f = udp_frame(good_datagram());

	(void)state;
	f.len = 60;
	receive(f);
	assert_int_equal(waiting(muffin), 1);
	assert_int_equal(net.mib.v[MIB_Udp_InErrors], 0);
}

/* Surprise 3. */
static void test_ttl_zero_to_us_is_delivered(void **state)
{
	struct datagram d = good_datagram();

	(void)state;
	d.ip.ttl = 0;
	assert_delivered(d);
	d.ip.ttl = 1;
	assert_delivered(d);
}

/* Surprise 3. */
static void test_strange_sources_are_delivered(void **state)
{
	(void)state;
	assert_delivered(from(0xf0000001));	/* 240.0.0.1 */
	assert_delivered(from(0x00010203));	/* 0.1.2.3 */
	assert_delivered(from(SUBNET_BROADCAST));
	assert_delivered(from(0x0a000000));	/* 10.0.0.0 */
}

static void test_martian_sources_are_dropped(void **state)
{
	(void)state;
	assert_dropped(from(B), DROP_LOCAL_SOURCE);
	assert_dropped(from(0x7f000001), DROP_LOCALNET);
	assert_dropped(from(0), DROP_MARTIAN_SOURCE);
	assert_dropped(from(0xffffffff), DROP_MARTIAN_SOURCE);
	assert_dropped(from(ALL_HOSTS), DROP_MARTIAN_SOURCE);
	assert_int_equal(sent().len, 0);
}

/* Surprise 4. */
static void test_unicast_in_broadcast_mac_is_delivered(void **state)
{
	struct datagram d = good_datagram();

	(void)state;
	d.ip.to = MAC_ALL;
	assert_delivered(d);
	d.ip.to = MAC_GROUP;
	assert_delivered(d);
}

/* Surprise 4. */
static void test_unicast_in_broadcast_mac_gets_no_icmp_error(void **state)
{
	struct datagram d = good_datagram();

	(void)state;
	d.dport = 9;
	d.ip.to = MAC_ALL;
	assert_dropped(d, DROP_UDP_NO_SOCKET);
	assert_int_equal(sent().len, 0);
	d.ip.to = MAC_GROUP;
	assert_dropped(d, DROP_UDP_NO_SOCKET);
	assert_int_equal(sent().len, 0);
	d.ip.to = MAC_B;
	assert_dropped(d, DROP_UDP_NO_SOCKET);
	assert_int_not_equal(sent().len, 0);
}

static void test_drop_unicast_in_l2_multicast_drops_it(void **state)
{
	struct datagram d = good_datagram();

	(void)state;
	net.dev.d[ETH0].conf.drop_unicast_in_l2_multicast = 1;
	d.ip.to = MAC_ALL;
	assert_dropped(d, DROP_L2_MULTICAST);
	d.ip.to = MAC_B;
	assert_delivered(d);
}

/* Surprise 5. */
static void test_not_ours_without_forwarding_is_silence(void **state)
{
	static const uint32_t strangers[] = { FOREIGN, NEIGHBOUR, 0xf0000001 };
	uint32_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		assert_dropped(to(strangers[i]), DROP_INADDRERRORS);
		assert_int_equal(sent().len, 0);
	}
	assert_int_equal(net.mib.v[MIB_Ip_InAddrErrors], 3);
	assert_int_equal(net.mib.v[MIB_Icmp_OutMsgs], 0);
}

/* Surprise 5. */
static void test_network_address_is_no_broadcast(void **state)
{
	(void)state;
	assert_dropped(to(0x0a000000), DROP_INADDRERRORS);
	assert_delivered(to(SUBNET_BROADCAST));
	assert_int_equal(net.mib.v[MIB_IpExt_InBcastPkts], 1);
}

static void test_impossible_destinations_are_martians(void **state)
{
	(void)state;
	assert_dropped(to(0), DROP_MARTIAN_DEST);
	assert_dropped(to(0x7f000001), DROP_LOCALNET);
}

static void test_groups_are_heard_when_joined(void **state)
{
	(void)state;
	assert_dropped(to(0xef010203), DROP_MC_NOT_JOINED);
	assert_delivered(to(ALL_HOSTS));
	assert_true(ip_mc_inc_group(&net, ETH0, 0xef010203, MCAST_EXCLUDE));
	assert_delivered(to(0xef010203));
	assert_int_equal(net.mib.v[MIB_IpExt_InMcastPkts], 2);
}

static void test_a_frame_that_the_capture_cut_is_not_guessed(void **state)
{
	struct frame f = udp_frame(good_datagram());
	uint32_t caplen;

	(void)state;
	for (caplen = 0; caplen < f.len; caplen++) {
		trace_init(&net.trace);
		netif_receive_frame(&net, ETH0, f.b, caplen, f.len);
		assert_int_equal(dropped(), DROP_NONE);
		assert_int_equal(not_known(), NM_truncated);
	}
	assert_int_equal(waiting(muffin), 0);
	assert_int_equal(net.pool.nfree, POOL_SIZE);
}

static void test_unknown_protocol_is_answered(void **state)
{
	struct frame f;

	(void)state;
	receive(ip_frame(good_packet(200), "muffin", 6));
	assert_int_equal(dropped(), DROP_NO_PROTOCOL);
	assert_int_equal(net.mib.v[MIB_Ip_InUnknownProtos], 1);
	assert_icmp_sent(&f, 3, 2);
	receive(ip_frame(good_packet(IPPROTO_TCP), "muffin", 6));
	assert_int_equal(not_known(), NM_tcp);
}

static void test_ecn_marks_are_counted_each(void **state)
{
	struct datagram d = good_datagram();

	(void)state;
	for (d.ip.tos = 0; d.ip.tos < 4; d.ip.tos++)
		assert_delivered(d);
	assert_int_equal(net.mib.v[MIB_IpExt_InNoECTPkts], 1);
	assert_int_equal(net.mib.v[MIB_IpExt_InECT1Pkts], 1);
	assert_int_equal(net.mib.v[MIB_IpExt_InECT0Pkts], 1);
	assert_int_equal(net.mib.v[MIB_IpExt_InCEPkts], 1);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		T(test_a_good_datagram_is_delivered_and_counted),
		T(test_version_and_ihl_are_checked),
		T(test_a_header_below_20_bytes_is_dropped),
		T(test_every_wrong_bit_of_the_header_checksum_drops),
		T(test_total_length_below_the_header_is_dropped),
		T(test_total_length_above_the_frame_is_no_header_error),
		T(test_padding_behind_the_total_length_is_cut),
		T(test_ttl_zero_to_us_is_delivered),
		T(test_strange_sources_are_delivered),
		T(test_martian_sources_are_dropped),
		T(test_unicast_in_broadcast_mac_is_delivered),
		T(test_unicast_in_broadcast_mac_gets_no_icmp_error),
		T(test_drop_unicast_in_l2_multicast_drops_it),
		T(test_not_ours_without_forwarding_is_silence),
		T(test_network_address_is_no_broadcast),
		T(test_impossible_destinations_are_martians),
		T(test_groups_are_heard_when_joined),
		T(test_a_frame_that_the_capture_cut_is_not_guessed),
		T(test_unknown_protocol_is_answered),
		T(test_ecn_marks_are_counted_each),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
