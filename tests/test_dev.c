/* core/dev: the door, VLAN tags, packet types, the backlog, the way out. */
#include "frames.h"

#include "core/eth.h"

/* A good datagram behind VLAN tags: their TPID and TCI as 32-bit words. */
static struct frame tagged(const uint32_t *tag, uint32_t tags)
{
	struct frame f = udp_frame(good_datagram());
	uint32_t i;

	memmove(f.b + 12 + 4 * tags, f.b + 12, f.len - 12);
	for (i = 0; i < 4 * tags; i++)
		f.b[12 + i] = (uint8_t)(tag[i / 4] >> (24 - i % 4 * 8));
	f.len += 4 * tags;
	return f;
}

static void assert_dropped(struct frame f, uint32_t site)
{
	receive(f);
	assert_int_equal(dropped(), site);
	assert_int_equal(waiting(muffin), 0);
	assert_int_equal(net.pool.nfree, POOL_SIZE);
}

/* Surprise 7. */
static void test_tag_of_an_absent_vlan_is_for_another_host(void **state)
{
	static const uint32_t five = 0x81000005, service = 0x88a80fff;
	static const uint32_t zero_five[] = { 0x81000000, 0x81000005 };

	(void)state;
	assert_dropped(tagged(&five, 1), DROP_IP_OTHERHOST);
	assert_dropped(tagged(&service, 1), DROP_IP_OTHERHOST);
	assert_dropped(tagged(zero_five, 2), DROP_IP_OTHERHOST);
	assert_int_equal(net.mib.v[MIB_Ip_InReceives], 0);
}

/* Surprise 7. */
static void test_vlan_zero_is_delivered(void **state)
{
	static const uint32_t priority[] = { 0x8100e000, 0x81000000 };

	(void)state;
	receive(tagged(priority, 1));
	assert_int_equal(waiting(muffin), 1);
	receive(tagged(priority, 2));
	assert_int_equal(waiting(muffin), 2);
}

static void test_a_cut_tag_is_dropped(void **state)
{
	static const uint32_t tag = 0x81000000;
	struct frame f = tagged(&tag, 1);

	(void)state;
	for (f.len = 14; f.len < 20; f.len++)
		assert_dropped(f, DROP_VLAN_SHORT);
}

static void test_frame_for_another_mac_is_otherhost(void **state)
{
	struct datagram d = good_datagram();

	(void)state;
	d.ip.to = MAC_B + 1;
	assert_dropped(udp_frame(d), DROP_IP_OTHERHOST);
	assert_int_equal(net.mib.v[MIB_Ip_InReceives], 0);
}

static void test_packet_types_by_ethertype(void **state)
{
	struct frame f = udp_frame(good_datagram());

	(void)state;
	memcpy(f.b + 12, "\x88\xcc", 2);
	assert_dropped(f, DROP_NO_HANDLER);
	memcpy(f.b + 12, "\x06\x00", 2);
	assert_dropped(f, DROP_NO_HANDLER);
	memcpy(f.b + 12, "\x05\xff", 2);	/* a length */
	assert_dropped(f, DROP_LLC);
	memcpy(f.b + 12, "\0\x22\xaa\xaa\x03", 5);
	assert_dropped(f, DROP_SNAP);
	memcpy(f.b + 12, "\0\x22\xff\xff", 4);
	assert_dropped(f, DROP_NO_HANDLER);
	memcpy(f.b + 12, "\x86\xdd", 2);
	receive(f);
	assert_int_equal(not_known(), NM_ipv6);
}

static void test_a_frame_below_14_bytes_is_dropped(void **state)
{
	struct frame f = udp_frame(good_datagram());

	(void)state;
	for (f.len = 0; f.len < 14; f.len++)
		assert_dropped(f, DROP_FRAME_SHORT);
}

static void test_the_longest_frame_is_taken(void **state)
{
	static uint8_t frame[MAX_FRAME];
	struct frame f = udp_frame(good_datagram());

	(void)state;
	memcpy(frame, f.b, f.len);
	trace_init(&net.trace);
	netif_receive_frame(&net, ETH0, frame, MAX_FRAME, MAX_FRAME);
	assert_int_equal(dropped(), DROP_NONE);
	assert_int_equal(waiting(muffin), 1);
}

static void test_a_device_that_is_down_takes_nothing(void **state)
{
	(void)state;
	net.dev.d[ETH0].up = 0;
	assert_dropped(udp_frame(good_datagram()), DROP_DEV_DOWN);
	net.dev.d[ETH0].up = 1;
	receive(udp_frame(good_datagram()));
	assert_int_equal(waiting(muffin), 1);
}

static void test_a_cooked_packet_enters_without_ethernet(void **state)
{
	struct frame f = udp_frame(good_datagram());

	(void)state;
	trace_init(&net.trace);
	netif_receive_packet(&net, ETH0, ETH_P_IP, PACKET_HOST, f.b + 14,
		f.len - 14, f.len - 14);
	assert_int_equal(waiting(muffin), 1);
	netif_receive_packet(&net, ETH0, ETH_P_IP, PACKET_OTHERHOST, f.b + 14,
		f.len - 14, f.len - 14);
	assert_int_equal(dropped(), DROP_IP_OTHERHOST);
}

static void test_an_empty_pool_drops_and_recovers(void **state)
{
	uint32_t h = 0, last = 0;

	(void)state;
	while (net.pool.nfree > 0) {
		last = h;
		h = alloc_skb(&net, 0);
	}
	receive(udp_frame(good_datagram()));
	assert_int_equal(dropped(), DROP_NO_MEMORY);
	trace_init(&net.trace);
	consume_skb(&net, last, FN_ip_rcv);
	receive(udp_frame(good_datagram()));
	assert_int_equal(waiting(muffin), 1);
}

/* An answer to our own address comes back in by lo. */
static void test_lo_brings_a_packet_back(void **state)
{
	struct packet p = good_packet(IPPROTO_ICMP);

	(void)state;
	net.dev.d[ETH0].conf.accept_local = 1;
	p.saddr = B;
	receive(icmp_frame(p, 8, 0, "\1\2\3\4", 4));
	assert_int_equal(net.mib.v[MIB_Icmp_InEchos], 1);
	assert_int_equal(net.mib.v[MIB_Icmp_InEchoReps], 1);
	assert_int_equal(sent().len, 0);
	assert_int_equal(net.pool.nfree, POOL_SIZE);
}

static void test_a_full_backlog_drops(void **state)
{
	uint32_t i, h;

	(void)state;
	net.sysctl.netdev_max_backlog = 9;
	for (i = 0; i < 12; i++) {
		h = alloc_skb(&net, SKB_HEADROOM);
		netif_rx(&net, h);
	}
	assert_int_equal(queue_len(&net.queues, QUEUE_BACKLOG), 10);
	assert_int_equal(net.drop.n[DROP_BACKLOG_FULL], 2);
}

static void test_sent_frames_leave_in_order_and_fit_the_buffer(void **state)
{
	uint8_t to[4] = { 0 };
	uint32_t i;

	(void)state;
	for (i = 0; i < 3; i++)
		receive(arp_frame(1, MAC_A + i, A, B));
	assert_int_equal(dev_take_sent(&net, ETH0, to, 3), 42);
	assert_memory_equal(to, "\x52\x54\0\0", 4);
	assert_int_equal(sent().b[5], 0x0b);
	assert_int_equal(sent().b[5], 0x0c);
	assert_int_equal(sent().len, 0);
	assert_int_equal(net.pool.nfree, POOL_SIZE);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		T(test_tag_of_an_absent_vlan_is_for_another_host),
		T(test_vlan_zero_is_delivered),
		T(test_a_cut_tag_is_dropped),
		T(test_frame_for_another_mac_is_otherhost),
		T(test_packet_types_by_ethertype),
		T(test_a_frame_below_14_bytes_is_dropped),
		T(test_the_longest_frame_is_taken),
		T(test_a_device_that_is_down_takes_nothing),
		T(test_a_cooked_packet_enters_without_ethernet),
		T(test_an_empty_pool_drops_and_recovers),
		T(test_lo_brings_a_packet_back),
		T(test_a_full_backlog_drops),
		T(test_sent_frames_leave_in_order_and_fit_the_buffer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
