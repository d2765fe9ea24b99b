/* ipv4/fib_default: turns that a live Linux 6.18 took between three default
 * routes, one lookup after the other, from the first row to the last. */
#include "host_files.h"

#include "ipv4/fib_default.h"
#include "ways.h"

#define THREE_NETS \
	"dev eth0 type tap\ndev eth1 type tap\ndev eth2 type tap\n" \
	"ip addr add 10.0.0.1/24 dev eth0\n" \
	"ip addr add 10.0.1.1/24 dev eth1\n" \
	"ip addr add 10.0.2.1/24 dev eth2\n"
#define THREE_DEFAULTS \
	"ip route append default via 10.0.0.2\n" \
	"ip route append default via 10.0.1.2\n" \
	"ip route append default via 10.0.2.2\n"

/* The three gateways' states, and the devices of nine lookups: n is not known
 * at all, s stale, r reachable, p permanent, f failed, i incomplete. */
static const struct {
	const char *states, *devices;
} recorded[] = {
	{ "nnn", "000000000" },
	{ "sss", "101010101" },
	{ "ssr", "010101010" },
	{ "ssf", "101010101" },
	{ "srs", "010101010" },
	{ "srr", "101010101" },
	{ "srf", "010101010" },
	{ "sfs", "202020202" },
	{ "sfr", "020202020" },
	{ "sff", "000000000" },
	{ "sns", "101010101" },
	{ "snr", "010101010" },
	{ "snf", "101010101" },
	{ "rss", "000000000" },
	{ "rsr", "000000000" },
	{ "rsf", "000000000" },
	{ "rrs", "000000000" },
	{ "rrr", "000000000" },
	{ "rrf", "000000000" },
	{ "rfs", "000000000" },
	{ "rfr", "000000000" },
	{ "rff", "000000000" },
	{ "rns", "000000000" },
	{ "rnr", "000000000" },
	{ "rnf", "000000000" },
	{ "pss", "101010101" },
	{ "psr", "010101010" },
	{ "psf", "101010101" },
	{ "prs", "010101010" },
	{ "prr", "101010101" },
	{ "prf", "010101010" },
	{ "pfs", "202020202" },
	{ "pfr", "020202020" },
	{ "pff", "000000000" },
	{ "pns", "101010101" },
	{ "pnr", "010101010" },
	{ "pnf", "101010101" },
	{ "fss", "212121212" },
	{ "fsr", "121212121" },
	{ "fsf", "111111111" },
	{ "frs", "111111111" },
	{ "frr", "111111111" },
	{ "frf", "111111111" },
	{ "ffs", "222222222" },
	{ "ffr", "222222222" },
	{ "fff", "001200120" },
	{ "fns", "111111111" },
	{ "fnr", "111111111" },
	{ "fnf", "111111111" },
	{ "iss", "212121212" },
	{ "isr", "121212121" },
	{ "isf", "111111111" },
	{ "irs", "111111111" },
	{ "irr", "111111111" },
	{ "irf", "111111111" },
	{ "ifs", "222222222" },
	{ "ifr", "222222222" },
	{ "iff", "012012012" },
	{ "ins", "111111111" },
	{ "inr", "111111111" },
	{ "inf", "111111111" },
};

static void know(uint32_t k, char state)
{
	uint32_t nud = state == 's' ? NUD_STALE : state == 'r' ? NUD_REACHABLE :
		state == 'p' ? NUD_PERMANENT : state == 'f' ? NUD_FAILED :
		NUD_INCOMPLETE;

	if (state == 'n')
		return;
	neigh_create(&host.net->arp, 0x0a000002 + 256 * k, ETH + k, 0,
		NUD_NONE, 0);
	host.net->arp.e[host.net->arp.n - 1].state = nud;
}

static uint32_t look_up(uint32_t daddr)
{
	uint32_t i = route_for(&host.net->fib, daddr, 0, ANY_DEVICE);

	assert_int_not_equal(i, FIB_NIL);
	return host.net->fib.r[fib_select_default(host.net, i, 0)].oif;
}

static void test_default_routes_take_turns_as_linux_has_it(void **state)
{
	uint32_t i, k;

	(void)state;
	accepts(THREE_NETS THREE_DEFAULTS);
	for (i = 0; i < sizeof(recorded) / sizeof(recorded[0]); i++) {
		host.net->arp.n = 0;
		for (k = 0; k < 3; k++)
			know(k, recorded[i].states[k]);
		for (k = 0; recorded[i].devices[k]; k++)
			if (look_up(0x09090301 + k) !=
			    ETH + (uint32_t)(recorded[i].devices[k] - '0'))
				fail_msg("%s, lookup %u", recorded[i].states,
					k);
	}
}

/* A single one, and those of another metric, stay as they are. */
static void test_one_default_route_is_taken(void **state)
{
	(void)state;
	accepts(THREE_NETS "ip route add default via 10.0.1.2\n");
	know(1, 'f');
	assert_int_equal(look_up(0x09090301), ETH + 1);
	accepts(THREE_NETS "ip route add default via 10.0.1.2 metric 1\n"
		"ip route add default via 10.0.0.2 metric 2\n");
	know(1, 'f');
	know(0, 'r');
	assert_int_equal(look_up(0x09090301), ETH + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(default_routes_take_turns_as_linux_has_it),
		TEST(one_default_route_is_taken),
	};

	return cmocka_run_group_tests(tests, make_host, free_host);
}
