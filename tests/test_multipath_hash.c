/* ipv4/multipath_hash: the hop that a live Linux 6.18 chose. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "ipv4/multipath_hash.h"

/* One lookup in a route with 16 hops of weight 1 in eth0, 10.0.0.1/24:
 * `ip route get daddr [from saddr] ipproto proto sport sport dport dport`. */
struct recorded {
	uint32_t seed, policy, saddr, daddr, proto, sport, dport;
	uint32_t hop;
};

static const struct recorded recorded[] = {
	{ 0x00000007, 0, 0x00000000, 0x19f767c4, 17, 0x0000, 0x0000, 13 },
	{ 0x00000007, 0, 0x0a000001, 0x14164d83, 17, 0x0000, 0x0000, 10 },
	{ 0x00000007, 0, 0x00000000, 0x1bde5c09, 17, 0x0000, 0x0000, 14 },
	{ 0x00000007, 0, 0x0a000001, 0x14000003, 17, 0x0000, 0x0000, 1 },
	{ 0x00000007, 0, 0x00000000, 0x1cb91ce3, 17, 0x0000, 0x0000, 10 },
	{ 0x00000007, 0, 0x0a000001, 0x1b0c11fd, 17, 0x0000, 0x0000, 14 },
	{ 0x00000007, 0, 0x00000000, 0x1f1446be, 17, 0x0000, 0x0000, 2 },
	{ 0x00000007, 0, 0x0a000001, 0x14000007, 17, 0x0000, 0x0000, 4 },
	{ 0xdeadbeef, 0, 0x00000000, 0x1bd69fe2, 17, 0x0000, 0x0000, 4 },
	{ 0xdeadbeef, 0, 0x0a000001, 0x1a6eb8c9, 17, 0x0000, 0x0000, 5 },
	{ 0xdeadbeef, 0, 0x00000000, 0x1ec1d7da, 17, 0x0000, 0x0000, 0 },
	{ 0xdeadbeef, 0, 0x0a000001, 0x14000003, 17, 0x0000, 0x0000, 10 },
	{ 0xdeadbeef, 0, 0x00000000, 0x1076ce2e, 17, 0x0000, 0x0000, 3 },
	{ 0xdeadbeef, 0, 0x0a000001, 0x1d7210df, 17, 0x0000, 0x0000, 14 },
	{ 0xdeadbeef, 0, 0x00000000, 0x177330bd, 17, 0x0000, 0x0000, 1 },
	{ 0xdeadbeef, 0, 0x0a000001, 0x14000007, 17, 0x0000, 0x0000, 10 },
	{ 0x00000007, 1, 0x00000000, 0x1f17fd37, 17, 0x3fc1, 0xa623, 0 },
	{ 0x00000007, 1, 0x0a000001, 0x1e6a16a3, 6, 0x2827, 0x1cfb, 14 },
	{ 0x00000007, 1, 0x00000000, 0x17814e8a, 6, 0xde52, 0x3f1f, 8 },
	{ 0x00000007, 1, 0x0a000001, 0x14000003, 17, 0x1a1a, 0x92ed, 3 },
	{ 0x00000007, 1, 0x00000000, 0x1035b739, 6, 0xbb2e, 0x377b, 11 },
	{ 0x00000007, 1, 0x0a000001, 0x1478c281, 6, 0x2e9c, 0xea95, 14 },
	{ 0x00000007, 1, 0x00000000, 0x128dbd25, 17, 0xc30d, 0xcc11, 5 },
	{ 0x00000007, 1, 0x0a000001, 0x14000007, 6, 0x9e30, 0x9e11, 7 },
	{ 0xfffffff1, 1, 0x00000000, 0x1206f5c6, 17, 0x21da, 0x0074, 8 },
	{ 0xfffffff1, 1, 0x0a000001, 0x1359eeef, 17, 0xc60a, 0x3729, 13 },
	{ 0xfffffff1, 1, 0x00000000, 0x1df561d8, 6, 0x2a9e, 0x4a0f, 15 },
	{ 0xfffffff1, 1, 0x0a000001, 0x14000003, 17, 0x32ea, 0x8a0a, 13 },
	{ 0xfffffff1, 1, 0x00000000, 0x12e81d66, 17, 0xf0e3, 0xf7f3, 4 },
	{ 0xfffffff1, 1, 0x0a000001, 0x1f770c22, 6, 0xf710, 0xe4cc, 6 },
	{ 0xfffffff1, 1, 0x00000000, 0x14c7d6df, 6, 0x0585, 0x5c76, 5 },
	{ 0xfffffff1, 1, 0x0a000001, 0x14000007, 6, 0xef90, 0x254c, 1 },
};

static struct flowi4 flow_of(struct recorded r)
{
	struct flowi4 w = { .daddr = r.daddr, .saddr = r.saddr,
		.proto = r.proto, .sport = r.sport, .dport = r.dport };

	return w;
}

static void test_multipath_hash_is_linux_s(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(recorded) / sizeof(recorded[0]); i++)
		assert_int_equal(fib_multipath_hash(flow_of(recorded[i]),
			recorded[i].policy, recorded[i].seed) >> 27,
			recorded[i].hop);
}

static void test_multipath_hash_both_ways_are_one(void **state)
{
	struct flowi4 to = { .daddr = 1, .saddr = 2, .proto = 17, .sport = 3,
		.dport = 4 };
	struct flowi4 from = { .daddr = 2, .saddr = 1, .proto = 17,
		.sport = 4, .dport = 3 };

	(void)state;
	assert_int_equal(fib_multipath_hash(to, MULTIPATH_L3, 5),
		fib_multipath_hash(from, MULTIPATH_L3, 5));
	assert_int_equal(fib_multipath_hash(to, MULTIPATH_L4, 5),
		fib_multipath_hash(from, MULTIPATH_L4, 5));
}

static void test_multipath_hash_of_addresses_has_no_ports(void **state)
{
	struct flowi4 a = { .daddr = 1, .saddr = 2, .proto = 17, .sport = 3 };
	struct flowi4 b = { .daddr = 1, .saddr = 2, .proto = 6, .dport = 4 };

	(void)state;
	assert_int_equal(fib_multipath_hash(a, MULTIPATH_L3, 5),
		fib_multipath_hash(b, MULTIPATH_L3, 5));
	assert_int_not_equal(fib_multipath_hash(a, MULTIPATH_L4, 5),
		fib_multipath_hash(b, MULTIPATH_L4, 5));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_multipath_hash_is_linux_s),
		cmocka_unit_test(test_multipath_hash_both_ways_are_one),
		cmocka_unit_test(test_multipath_hash_of_addresses_has_no_ports),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
