/* ipv4/igmp_filter: who hears a group, from whom. */
#include "igmp_host.h"

static void test_limits_are_linux_limits(void **state)
{
	uint32_t i;

	(void)state;
	for (i = 0; i < 20; i++)
		assert_int_equal(ip_mc_join_group(&net, sock, ASM + i, ETH0), 0);
	assert_int_equal(ip_mc_join_group(&net, sock, ASM + i, ETH0), -105);
	for (i = 0; i < 10; i++)
		assert_int_equal(ip_mc_source(&net, sock, true, MCAST_EXCLUDE,
			ASM, ETH0, A + i), 0);
	assert_int_equal(ip_mc_source(&net, sock, true, MCAST_EXCLUDE, ASM,
		ETH0, A + i), -105);
	assert_int_equal(ip_mc_source(&net, sock, true, MCAST_EXCLUDE, SSM,
		ETH0, A), -22);
	assert_int_equal(ip_mc_source(&net, sock, true, MCAST_EXCLUDE, A, ETH0,
		A), -22);
}

static void test_sources_decide_who_hears(void **state)
{
	uint32_t other = make_socket(1, 0, ANY_DEVICE);

	(void)state;
	assert_false(ip_check_mc_rcu(&net.dev, ETH0, SSM, A, 17));
	assert_true(ip_check_mc_rcu(&net.dev, ETH0, 0xe0000001, A, 17));
	ip_mc_join_source(&net, sock, SSM, ETH0, A);
	assert_true(ip_check_mc_rcu(&net.dev, ETH0, SSM, A, 17));
	assert_false(ip_check_mc_rcu(&net.dev, ETH0, SSM, B, 17));
	assert_true(ip_check_mc_rcu(&net.dev, ETH0, SSM, B, IPPROTO_IGMP));
	assert_true(ip_mc_sf_allow(&net.sock, sock, SSM, A, ETH0));
	assert_false(ip_mc_sf_allow(&net.sock, sock, SSM, B, ETH0));
	assert_true(ip_mc_sf_allow(&net.sock, other, SSM, B, ETH0));
	net.sock.s[other].mc_all = 0;
	assert_false(ip_mc_sf_allow(&net.sock, other, SSM, B, ETH0));
	ip_mc_join_group(&net, other, SSM, ETH0);
	ip_mc_source(&net, other, true, MCAST_EXCLUDE, SSM, ETH0, B);
	assert_false(ip_mc_sf_allow(&net.sock, other, SSM, B, ETH0));
	assert_true(ip_mc_sf_allow(&net.sock, other, SSM, C, ETH0));
	assert_false(ip_check_mc_rcu(&net.dev, ETH0, SSM, B, 17));
	assert_true(ip_check_mc_rcu(&net.dev, ETH0, SSM, C, 17));
}

/* Would some socket's membership take the source? */
static bool some_socket(const uint32_t *s, uint32_t n, uint32_t group,
	uint32_t source)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		if (sk_member(&net.sock.s[s[i]], group, ETH0) != NMEMBER &&
		    ip_mc_sf_allow(&net.sock, s[i], group, source, ETH0))
			return true;
	return false;
}

static void change_something(struct rnd *r, uint32_t s)
{
	uint32_t group = ASM + prandom_u32(r) % 3;
	uint32_t source = A + prandom_u32(r) % 4;
	uint32_t mode = prandom_u32(r) % 2;

	switch (prandom_u32(r) % 6) {
	case 0:
		ip_mc_join_group(&net, s, group, ETH0);
		break;
	case 1:
		ip_mc_join_source(&net, s, group, ETH0, source);
		break;
	case 2:
		ip_mc_leave_group(&net, s, group, ETH0);
		break;
	case 3:
		ip_mc_source(&net, s, false, mode, group, ETH0, source);
		break;
	default:
		ip_mc_source(&net, s, true, mode, group, ETH0, source);
	}
}

static void test_the_device_takes_what_some_socket_takes(void **state)
{
	struct rnd r;
	uint32_t s[5], i, g, k;

	(void)state;
	prandom_seed(&r, 7);
	for (i = 0; i < 5; i++)
		s[i] = make_socket(1, 0, ANY_DEVICE);
	for (i = 0; i < 20000; i++) {
		change_something(&r, s[prandom_u32(&r) % 5]);
		for (g = 0; g < 3; g++)
			for (k = 0; k < 5; k++)
				assert_int_equal(ip_check_mc_rcu(&net.dev, ETH0,
					ASM + g, A + k, 17),
					some_socket(s, 5, ASM + g, A + k));
		if (i % 50 == 0)
			quiet();
	}
	assert_int_equal(net.pool.nfree, POOL_SIZE);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		I(test_limits_are_linux_limits),
		I(test_sources_decide_who_hears),
		I(test_the_device_takes_what_some_socket_takes)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
