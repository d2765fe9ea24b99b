/* lib/bytes: words are big-endian, copies and sets touch their range only. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "lib/bytes.h"

static struct pkt p, q;
static uint8_t raw[PKT_SIZE];

static void test_bytes_words_are_big_endian(void **state)
{
	static const uint8_t want[8] = { 0xfe, 0xdc, 0xba, 0x98,
					 0x76, 0x54, 0x32, 0x10 };

	(void)state;
	put_be64(&p, 3, 0xfedcba9876543210u);
	assert_memory_equal(p.b + 3, want, 8);
	assert_int_equal(get_u8(&p, 4), 0xdc);
	assert_int_equal(get_be16(&p, 3), 0xfedc);
	assert_int_equal(get_be32(&p, 5), 0xba987654);
	assert_true(get_be64(&p, 3) == 0xfedcba9876543210u);
}

static void test_bytes_put_writes_its_bytes_only(void **state)
{
	(void)state;
	pkt_set(&p, 0, 0xaa, 32);
	put_u8(&p, 1, 1);
	put_be16(&p, 4, 0x0203);
	put_be32(&p, 8, 0x04050607);
	assert_memory_equal(p.b, "\xaa\x01\xaa\xaa\x02\x03\xaa\xaa"
			    "\x04\x05\x06\x07\xaa\xaa", 14);
}

static void test_bytes_the_last_offsets_work(void **state)
{
	(void)state;
	put_be64(&p, PKT_SIZE - 8, 0x0102030405060708u);
	assert_int_equal(get_u8(&p, PKT_SIZE - 1), 8);
	assert_int_equal(get_be16(&p, PKT_SIZE - 2), 0x0708);
	assert_int_equal(get_be32(&p, PKT_SIZE - 4), 0x05060708);
}

static void test_bytes_copies_move_exactly_n(void **state)
{
	uint32_t n, i;

	(void)state;
	for (i = 0; i < PKT_SIZE; i++)
		raw[i] = (uint8_t)(i * 7 + 1);
	for (n = 0; n < 200; n++) {
		memset(&p, 0x55, sizeof(p));
		memset(&q, 0x66, sizeof(q));
		pkt_copy_in(&p, 9, raw, n);
		assert_memory_equal(p.b + 9, raw, n);
		assert_int_equal(p.b[8], 0x55);
		assert_int_equal(p.b[9 + n], 0x55);
		pkt_copy(&q, 20, &p, 9, n);
		assert_memory_equal(q.b + 20, raw, n);
		assert_int_equal(q.b[19], 0x66);
		assert_int_equal(q.b[20 + n], 0x66);
		memset(raw + 1000, 0x77, 300);
		pkt_copy_out(raw + 1001, &q, 20, n);
		assert_memory_equal(raw + 1001, raw, n);
		assert_int_equal(raw[1000], 0x77);
		assert_int_equal(raw[1001 + n], 0x77);
	}
}

static void test_bytes_whole_packet_in_and_out(void **state)
{
	static uint8_t back[PKT_SIZE];

	(void)state;
	pkt_copy_in(&p, 0, raw, PKT_SIZE);
	pkt_copy_out(back, &p, 0, PKT_SIZE);
	assert_memory_equal(back, raw, PKT_SIZE);
}

static void test_bytes_equal_looks_at_n_bytes(void **state)
{
	(void)state;
	pkt_set(&p, 0, 1, 100);
	pkt_set(&q, 0, 1, 100);
	put_u8(&q, 60, 2);
	assert_true(pkt_equal(&p, 0, &q, 10, 50));
	assert_false(pkt_equal(&p, 0, &q, 10, 51));
	assert_true(pkt_equal(&p, 0, &q, 60, 0));
	assert_true(pkt_equal(&q, 5, &q, 5, 90));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bytes_words_are_big_endian),
		cmocka_unit_test(test_bytes_put_writes_its_bytes_only),
		cmocka_unit_test(test_bytes_the_last_offsets_work),
		cmocka_unit_test(test_bytes_copies_move_exactly_n),
		cmocka_unit_test(test_bytes_whole_packet_in_and_out),
		cmocka_unit_test(test_bytes_equal_looks_at_n_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
