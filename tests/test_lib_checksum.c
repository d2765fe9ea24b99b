/* lib/checksum against the text of RFC 1071 and 1624, and byte by byte. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "lib/checksum.h"
#include "lib/random.h"

static struct pkt p;

/* the definition: words of two bytes, the odd one padded with zero */
static uint16_t reference(uint32_t o, uint32_t n, uint64_t sum)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		sum += i % 2 ? p.b[o + i] : p.b[o + i] * 256u;
	while (sum > 0xffff)
		sum = (sum >> 16) + (sum & 0xffff);
	return (uint16_t)sum;
}

static void fill(uint32_t seed)
{
	struct rnd r;
	uint32_t i;

	prandom_seed(&r, seed);
	for (i = 0; i < PKT_SIZE; i++)
		p.b[i] = (uint8_t)prandom_u32(&r);
}

static void test_checksum_rfc1071_example(void **state)
{
	static const uint8_t rfc[8] = { 0x00, 0x01, 0xf2, 0x03,
					0xf4, 0xf5, 0xf6, 0xf7 };

	(void)state;
	pkt_copy_in(&p, 0, rfc, 8);
	assert_int_equal(csum_partial(&p, 0, 8, 0), 0xddf2);
	assert_int_equal(ip_compute_csum(&p, 0, 8), 0x220d);
}

static void test_checksum_right_header_gives_zero(void **state)
{
	static const uint8_t ip[20] = {
		0x45, 0x00, 0x00, 0x73, 0x00, 0x00, 0x40, 0x00, 0x40, 0x11,
		0xb8, 0x61, 0xc0, 0xa8, 0x00, 0x01, 0xc0, 0xa8, 0x00, 0xc7
	};

	(void)state;
	pkt_copy_in(&p, 14, ip, 20);
	assert_int_equal(ip_compute_csum(&p, 14, 20), 0);
	put_be16(&p, 24, 0);
	assert_int_equal(ip_compute_csum(&p, 14, 20), 0xb861);
}

static void test_checksum_every_length_and_parity(void **state)
{
	uint32_t n, o;

	(void)state;
	fill(1);
	for (n = 0; n <= 2000; n++)
		for (o = 100; o < 104; o++)
			assert_int_equal(csum_partial(&p, o, n, n * 65537ull),
					 reference(o, n, n * 65537ull));
}

static void test_checksum_largest_and_saturated(void **state)
{
	uint32_t n;

	(void)state;
	fill(2);
	for (n = 65000; n <= 65535; n++)
		assert_int_equal(csum_partial(&p, 128, n, 0),
				 reference(128, n, 0));
	pkt_set(&p, 0, 0xff, PKT_SIZE);
	for (n = 1; n <= 65535; n += 977)
		assert_int_equal(csum_partial(&p, 1, n, 0xffffffffff),
				 reference(1, n, 0xffffffffff));
}

static void test_checksum_zero_only_for_nothing(void **state)
{
	(void)state;
	assert_int_equal(csum_fold(0), 0);
	assert_int_equal(csum_fold(65535), 65535);
	assert_int_equal(csum_fold(65536), 1);
	assert_int_equal(csum_fold(UINT64_MAX), 65535);
}

static void test_checksum_udp_pseudo_header(void **state)
{
	static const uint8_t udp[14] = { 0x13, 0x88, 0x12, 0x8b, 0x00, 0x0e,
					 0x00, 0x00, 'm',  'u',	 'f',  'f',
					 'i',  'n' };
	uint32_t sa = 0x0a000001, da = 0x0a000002;
	uint64_t sum;
	uint16_t check;

	(void)state;
	pkt_copy_in(&p, 34, udp, 14);
	sum = csum_partial(&p, 34, 14, 0);
	check = csum_tcpudp_magic(sa, da, 14, 17, sum);
	assert_int_equal(check, 0x8872);
	put_be16(&p, 40, check);
	sum = csum_tcpudp_nofold(sa, da, 14, 17, 0);
	assert_int_equal(csum_partial(&p, 34, 14, sum), 65535);
}

static void test_checksum_update_rfc1624_example(void **state)
{
	(void)state;
	assert_int_equal(csum_replace2(0xdd2f, 0x5555, 0x3285), 0x0000);
}

static void test_checksum_update_agrees_with_a_new_sum(void **state)
{
	uint32_t at, v;
	uint16_t check, old;

	(void)state;
	fill(3);
	for (at = 0; at < 20; at += 2) {
		for (v = 0; v < 65536; v += 13) {
			check = ip_compute_csum(&p, 0, 20);
			old = get_be16(&p, at);
			put_be16(&p, at, (uint16_t)v);
			assert_int_equal(csum_replace2(check, old, (uint16_t)v),
					 ip_compute_csum(&p, 0, 20));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_checksum_rfc1071_example),
		cmocka_unit_test(test_checksum_right_header_gives_zero),
		cmocka_unit_test(test_checksum_every_length_and_parity),
		cmocka_unit_test(test_checksum_largest_and_saturated),
		cmocka_unit_test(test_checksum_zero_only_for_nothing),
		cmocka_unit_test(test_checksum_udp_pseudo_header),
		cmocka_unit_test(test_checksum_update_rfc1624_example),
		cmocka_unit_test(test_checksum_update_agrees_with_a_new_sum),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
