/* ipv4/ip_output, ip_do_fragment: what leaves, in how many pieces, to whom. */
#include "frames.h"

#include "ipv4/icmp.h"
#include "ipv4/ip_do_fragment.h"

/* A packet with its header, ready to leave by eth0 to host a. */
static uint32_t packet(struct frame f)
{
	uint32_t h = alloc_skb(&net, SKB_HEADROOM);
	struct sk_buff *skb = &net.skb.s[h];

	trace_init(&net.trace);
	pkt_copy_in(&skb->pkt, skb->data, f.b + 14, f.len - 14);
	skb_put(skb, f.len - 14);
	skb_reset_network_header(skb);
	skb->dev = ETH0;
	skb->dst.oif = ETH0;
	skb->dst.gateway = A;
	skb->dst.type = RTN_UNICAST;
	skb->dst.input = DST_FORWARD;
	return h;
}

static struct frame payload_frame(struct packet p, uint32_t len)
{
	uint8_t b[FRAME_MAX];
	uint32_t i;

	for (i = 0; i < len; i++)
		b[i] = (uint8_t)(i * 7);
	return ip_frame(p, b, len);
}

/* The fragments that were sent: their payloads at their offsets are those of
 * `whole`, from its offset on.  Gives how many there were. */
static uint32_t assert_fragments(const struct frame *whole, uint32_t mtu)
{
	uint32_t n = 14 + whole->b[14] % 16u * 4u, at = 0, count = 0;
	uint32_t first = get16(whole->b + 20) % 8192u * 8u;
	uint32_t last_has_more = get16(whole->b + 20) & 0x2000u;
	struct frame f;

	while ((f = sent()).len != 0) {
		assert_true(f.len <= mtu + 14);
		assert_int_equal(f.b[14], whole->b[14]);
		assert_int_equal(plain_checksum(f.b + 14, n - 14, 0), 0);
		assert_int_equal(get16(f.b + 16), f.len - 14);
		assert_int_equal(get16(f.b + 18), get16(whole->b + 18));
		assert_int_equal(get16(f.b + 20) % 8192u * 8u, first + at);
		assert_memory_equal(f.b + 22, whole->b + 22, 2);
		assert_memory_equal(f.b + 26, whole->b + 26, 8);
		assert_memory_equal(f.b + n, whole->b + n + at, f.len - n);
		at += f.len - n;
		assert_int_equal(get16(f.b + 20) & 0x2000u,
			at < whole->len - n ? 0x2000u : last_has_more);
		count++;
	}
	assert_int_equal(at, whole->len - n);
	return count;
}

static void test_fragments_are_the_packet(void **state)
{
	static const uint32_t mtus[] = { 68, 100, 576, 1000, 1499 };
	struct frame f = payload_frame(good_packet(200), 1480);
	uint64_t count = 0;
	uint32_t i;

	(void)state;
	for (i = 0; i < 5; i++) {
		net.dev.d[ETH0].mtu = mtus[i];
		ip_output(&net, packet(f));
		count += assert_fragments(&f, mtus[i]);
		assert_int_equal(net.mib.v[MIB_Ip_FragOKs], i + 1);
		assert_int_equal(net.mib.v[MIB_Ip_FragCreates], count);
		assert_int_equal(net.mib.v[MIB_Ip_OutTransmits], count);
	}
	assert_int_equal(count, 31 + 19 + 3 + 2 + 2);
}

static void test_what_fits_is_not_cut(void **state)
{
	struct frame f = payload_frame(good_packet(200), 1480);

	(void)state;
	ip_output(&net, packet(f));
	assert_int_equal(assert_fragments(&f, 1500), 1);
	assert_int_equal(net.mib.v[MIB_Ip_FragCreates], 0);
	assert_int_equal(net.mib.v[MIB_IpExt_OutOctets], 1500);
}

static void test_a_fragment_is_cut_again(void **state)
{
	struct packet p = good_packet(200);
	struct frame f;

	(void)state;
	p.frag = 0x2000 + 100;
	f = payload_frame(p, 1000);
	net.dev.d[ETH0].mtu = 576;
	ip_output(&net, packet(f));
	assert_int_equal(assert_fragments(&f, 576), 2);
	p.frag = 100;
	f = payload_frame(p, 1000);
	ip_output(&net, packet(f));
	assert_int_equal(assert_fragments(&f, 576), 2);
}

static void test_the_path_decides_before_the_device(void **state)
{
	struct frame f = payload_frame(good_packet(200), 1480);
	uint32_t h;

	(void)state;
	h = packet(f);
	net.skb.s[h].dst.mtu = 600;
	ip_output(&net, h);
	assert_int_equal(assert_fragments(&f, 600), 3);
}

/* Record route stays with the first, the unknown 0x99 has the copy bit. */
static void test_options_are_copied_by_their_bit(void **state)
{
	struct packet p = good_packet(200);
	struct frame f;

	(void)state;
	p.options = "\x07\x07\x04\0\0\0\0\x99\x04\1\2\0";
	p.optlen = 12;
	net.dev.d[ETH0].mtu = 576;
	ip_output(&net, packet(payload_frame(p, 1000)));
	f = sent();
	assert_memory_equal(f.b + 34, p.options, 12);
	f = sent();
	assert_memory_equal(f.b + 34, "\1\1\1\1\1\1\1\x99\x04\1\2\0", 12);
	assert_int_equal(plain_checksum(f.b + 14, 32, 0), 0);
}

static void test_what_must_not_be_cut_is_told(void **state)
{
	struct packet p = good_packet(200);
	struct frame f;

	(void)state;
	p.frag = 0x4000;
	net.dev.d[ETH0].mtu = 576;
	ip_output(&net, packet(payload_frame(p, 1000)));
	assert_int_equal(dropped(), DROP_FRAG_NEEDED);
	assert_icmp_sent(&f, 3, 4);
	assert_int_equal(get32(f.b + 38), 576);
	assert_int_equal(net.mib.v[MIB_Ip_FragFails], 1);
	assert_int_equal(net.mib.v[MIB_Ip_FragCreates], 0);
}

static void test_no_memory_is_the_end_of_it(void **state)
{
	uint32_t h = packet(payload_frame(good_packet(200), 1480));
	uint32_t others;

	(void)state;
	for (others = 1; others < POOL_SIZE - 1; others++)
		assert_int_not_equal(alloc_skb(&net, 0), POOL_SIZE);
	net.dev.d[ETH0].mtu = 576;
	ip_output(&net, h);
	assert_int_equal(dropped(), DROP_FRAG_NO_MEMORY);
	assert_int_equal(net.mib.v[MIB_Ip_FragCreates], 1);
	assert_int_equal(net.mib.v[MIB_Ip_FragFails], 1);
	assert_int_equal(net.mib.v[MIB_Ip_FragOKs], 0);
	assert_int_equal(net.queues.own[h], OWN_FREE);
}

static void test_a_long_answer_leaves_in_fragments(void **state)
{
	struct frame f, first;
	uint8_t data[1200] = { 0 };

	(void)state;
	net.dev.d[ETH0].mtu = 576;
	receive(icmp_frame(good_packet(IPPROTO_ICMP), 8, 0, data, 1200));
	first = sent();
	assert_int_equal(first.len, 14 + 572);
	assert_int_equal(get16(first.b + 20), 0x2000);
	f = sent();
	assert_int_equal(get16(f.b + 20), 0x2000 + 552 / 8);
	assert_int_equal(get16(f.b + 18), get16(first.b + 18));
	f = sent();
	assert_int_equal(get16(f.b + 20), 1104 / 8);
	assert_int_equal(sent().len, 0);
	assert_int_equal(net.mib.v[MIB_Ip_OutRequests], 1);
	assert_int_equal(net.mib.v[MIB_Icmp_OutEchoReps], 1);
}

static void test_below_the_least_mtu_nothing_is_sent(void **state)
{
	(void)state;
	net.dev.d[ETH0].mtu = 67;
	receive(icmp_frame(good_packet(IPPROTO_ICMP), 8, 0, "abcd", 4));
	assert_int_equal(sent().len, 0);
	assert_int_equal(net.mib.v[MIB_Icmp_OutErrors], 1);
	assert_int_equal(net.mib.v[MIB_Icmp_OutMsgs], 0);
}

/* An echo request from the broadcast address: Linux answers it. */
static void test_an_answer_to_everybody(void **state)
{
	struct packet p = good_packet(IPPROTO_ICMP);
	struct frame f;

	(void)state;
	p.saddr = SUBNET_BROADCAST;
	receive(icmp_frame(p, 8, 0, "abcd", 4));
	assert_icmp_sent(&f, 0, 0);
	assert_memory_equal(f.b, "\xff\xff\xff\xff\xff\xff", 6);
	assert_int_equal(get32(f.b + 30), SUBNET_BROADCAST);
	assert_int_equal(net.mib.v[MIB_IpExt_OutBcastPkts], 1);
	assert_int_equal(net.mib.v[MIB_IpExt_OutBcastOctets], 28);
	/* and its copy came back in by eth0 */
	assert_int_equal(net.mib.v[MIB_IpExt_InBcastPkts], 1);
	assert_int_equal(net.mib.v[MIB_Icmp_InMsgs], 2);
}

static void test_from_nobody_to_everybody_goes_to_ourselves(void **state)
{
	struct packet p = good_packet(IPPROTO_ICMP);

	(void)state;
	net.sysctl.icmp_echo_ignore_broadcasts = 0;
	p.saddr = 0;
	p.daddr = 0xffffffff;
	p.to = MAC_ALL;
	receive(icmp_frame(p, 8, 0, "abcd", 4));
	assert_int_equal(sent().len, 0);
	assert_int_equal(net.mib.v[MIB_Icmp_OutEchoReps], 1);
	assert_int_equal(net.mib.v[MIB_Icmp_InEchoReps], 1);
}

static void test_a_group_has_its_own_hardware_address(void **state)
{
	struct packet p = good_packet(200);
	struct frame f;
	uint32_t h;

	(void)state;
	p.daddr = 0xe1828384;	/* 225.130.131.132 */
	h = packet(payload_frame(p, 8));
	net.skb.s[h].dst.type = RTN_MULTICAST;
	net.skb.s[h].dst.gateway = p.daddr;
	ip_output(&net, h);
	f = sent();
	assert_memory_equal(f.b, "\x01\0\x5e\x02\x83\x84", 6);
	assert_int_equal(net.mib.v[MIB_IpExt_OutMcastPkts], 1);
	assert_true(queue_empty(&net.queues, QUEUE_BACKLOG));
}

static void test_a_group_that_we_are_in_hears_us(void **state)
{
	struct packet p = good_packet(200);
	uint32_t h;

	(void)state;
	p.daddr = ALL_HOSTS;
	h = packet(payload_frame(p, 8));
	net.skb.s[h].dst.type = RTN_MULTICAST;
	net.skb.s[h].dst.gateway = p.daddr;
	ip_output(&net, h);
	assert_int_equal(sent().len, 14 + 28);
	assert_int_equal(queue_len(&net.queues, QUEUE_BACKLOG), 1);
	h = queue_head(&net.queues, QUEUE_BACKLOG);
	assert_int_equal(net.skb.s[h].pkt_type, PACKET_LOOPBACK);
	assert_int_equal(net.skb.s[h].dev, ETH0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		T(test_fragments_are_the_packet),
		T(test_what_fits_is_not_cut),
		T(test_a_fragment_is_cut_again),
		T(test_the_path_decides_before_the_device),
		T(test_options_are_copied_by_their_bit),
		T(test_what_must_not_be_cut_is_told),
		T(test_no_memory_is_the_end_of_it),
		T(test_a_long_answer_leaves_in_fragments),
		T(test_below_the_least_mtu_nothing_is_sent),
		T(test_an_answer_to_everybody),
		T(test_from_nobody_to_everybody_goes_to_ourselves),
		T(test_a_group_has_its_own_hardware_address),
		T(test_a_group_that_we_are_in_hears_us),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
