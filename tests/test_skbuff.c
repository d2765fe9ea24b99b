/* core/skbuff: the two ends of a packet move as they are told. */
#include "frames.h"

static struct sk_buff skb;

static int empty(void **state)
{
	(void)state;
	memset(&skb, 0xa5, sizeof(skb));
	skb_init(&skb, SKB_HEADROOM);
	return 0;
}

static void test_a_new_packet_is_empty(void **state)
{
	(void)state;
	assert_int_equal(skb_len(&skb), 0);
	assert_int_equal(skb.data, SKB_HEADROOM);
	assert_int_equal(skb.pkt_type, PACKET_HOST);
	assert_int_equal(skb.dst.input, DST_NONE);
	assert_int_equal(skb.csum_valid, 0);
	assert_int_equal(skb.missing, 0);
	assert_int_equal(skb.opt.optlen, 0);
}

static void test_put_push_pull_and_trim_move_one_end(void **state)
{
	(void)state;
	skb_put(&skb, 100);
	assert_int_equal(skb_len(&skb), 100);
	skb_push(&skb, 20);
	assert_int_equal(skb_len(&skb), 120);
	assert_int_equal(skb.data, SKB_HEADROOM - 20);
	skb_pull(&skb, 50);
	assert_int_equal(skb_len(&skb), 70);
	skb_trim(&skb, 30);
	assert_int_equal(skb_len(&skb), 30);
	assert_int_equal(skb.tail, SKB_HEADROOM + 60);
}

static void test_trim_never_lengthens(void **state)
{
	(void)state;
	skb_put(&skb, 10);
	skb_trim(&skb, 11);
	assert_int_equal(skb_len(&skb), 10);
	skb_trim(&skb, 10);
	assert_int_equal(skb_len(&skb), 10);
	skb_trim(&skb, 0);
	assert_int_equal(skb_len(&skb), 0);
}

static void test_marks_are_where_data_was(void **state)
{
	(void)state;
	skb_put(&skb, 60);
	skb_reset_mac_header(&skb);
	skb_pull(&skb, 14);
	skb_reset_network_header(&skb);
	skb_pull(&skb, 20);
	skb_reset_transport_header(&skb);
	assert_int_equal(skb.mac_header, SKB_HEADROOM);
	assert_int_equal(skb.network_header, SKB_HEADROOM + 14);
	assert_int_equal(skb.transport_header, SKB_HEADROOM + 34);
}

static void test_the_whole_packet_can_be_used(void **state)
{
	(void)state;
	skb_init(&skb, 0);
	skb_put(&skb, PKT_SIZE);
	assert_int_equal(skb_len(&skb), PKT_SIZE);
	skb_pull(&skb, PKT_SIZE);
	assert_int_equal(skb_len(&skb), 0);
}

static void test_a_copy_has_its_own_bytes(void **state)
{
	static struct sk_buff copy;

	(void)state;
	skb_put(&skb, 6);
	memcpy(skb.pkt.b + skb.data, "muffin", 6);
	skb.truesize = 704;
	skb.dev = 3;
	skb.dst = (struct dst_entry){ .input = DST_LOCAL_DELIVER,
		.type = RTN_MULTICAST, .oif = 2, .gateway = 7 };
	skb_copy(&copy, &skb);
	skb.pkt.b[skb.data] = 'M';
	assert_int_equal(skb_len(&copy), 6);
	assert_memory_equal(copy.pkt.b + copy.data, "muffin", 6);
	assert_int_equal(copy.truesize, 704);
	assert_int_equal(copy.dev, 3);
	assert_int_equal(copy.dst.type, RTN_MULTICAST);
	assert_int_equal(copy.dst.gateway, 7);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_a_new_packet_is_empty, empty),
		cmocka_unit_test_setup(
			test_put_push_pull_and_trim_move_one_end, empty),
		cmocka_unit_test_setup(test_trim_never_lengthens, empty),
		cmocka_unit_test_setup(test_marks_are_where_data_was, empty),
		cmocka_unit_test_setup(
			test_the_whole_packet_can_be_used, empty),
		cmocka_unit_test_setup(test_a_copy_has_its_own_bytes, empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
