/* The host file reader: what `ip rule` lines make of the host. */
#include "host_files.h"
#include "ipv4/fib_rules.h"

/* The rule at that place. */
static struct fib_rule at(uint32_t i)
{
	assert_true(i < host.net->fib.rules.n);
	return host.net->fib.rules.rule[i];
}

static void test_a_rule_has_the_defaults_of_iproute2(void **state)
{
	struct fib_rule r;

	(void)state;
	accepts(HOST "ip rule add from 10.0.0.0/8\n");
	r = at(1);
	assert_int_equal(host.net->fib.rules.n, 4);
	assert_int_equal(r.priority, 32765);
	assert_int_equal(r.action, FR_ACT_TO_TBL);
	assert_int_equal(r.table, RT_TABLE_MAIN);
	assert_int_equal(r.src, 0x0a000000);
	assert_int_equal(r.src_len, 8);
	assert_int_equal(r.dst_len, 0);
	assert_int_equal(r.iif, ANY_DEVICE);
	assert_int_equal(r.suppress_prefixlen, -1);
	assert_int_equal(r.uid_hi, UINT32_MAX);
	assert_int_equal(r.protocol, 0);
	accepts(HOST "ip ru a from all to any\n");
	assert_int_equal(at(1).dst_len, 0);
}

static void test_every_selector_has_its_word(void **state)
{
	struct fib_rule r;

	(void)state;
	accepts(HOST "ip rule add not to 10.1.2.3 iif lo oif eth0 fwmark "
		"0x1F/255 dsfield 10 uidrange 5-7 ipproto udp sport 53 dport "
		"1024-65534 pref 9 lookup local sup_pl 0 protocol static\n");
	r = at(1);
	assert_int_equal(r.invert, 1);
	assert_int_equal(r.dst, 0x0a010203);
	assert_int_equal(r.dst_len, 32);
	assert_int_equal(r.iif, DEV_LO);
	assert_int_equal(r.oif, ETH);
	assert_int_equal(r.mark, 0x1f);
	assert_int_equal(r.mark_mask, 255);
	assert_int_equal(r.tos, 0x10);
	assert_int_equal(r.uid_lo, 5);
	assert_int_equal(r.uid_hi, 7);
	assert_int_equal(r.ip_proto, 17);
	assert_int_equal(r.sport_lo, 53);
	assert_int_equal(r.sport_hi, 53);
	assert_int_equal(r.dport_lo, 1024);
	assert_int_equal(r.dport_hi, 65534);
	assert_int_equal(r.priority, 9);
	assert_int_equal(r.table, RT_TABLE_LOCAL);
	assert_int_equal(r.suppress_prefixlen, 0);
	assert_int_equal(r.protocol, 4);
}

static void test_a_mark_without_a_mask_means_all_bits(void **state)
{
	(void)state;
	accepts(HOST "ip rule add fwmark 7 pref 5\n"
		     "ip rule add fwmark 0 pref 6\n"
		     "ip rule add fwmark 0/0xf pref 7\n");
	assert_int_equal(at(1).mark_mask, UINT32_MAX);
	assert_int_equal(at(2).mark_mask, 0);
	assert_int_equal(at(3).mark_mask, 15);
	refuses(HOST "ip rule add fwmark 010\n", "h:3: `010` is no mark");
	refuses(HOST "ip rule add fwmark 0x\n", "h:3: `0x` is no mark");
	refuses(HOST "ip rule add fwmark 0x100000000\n",
		"h:3: `0x100000000` is no mark");
	refuses(HOST "ip rule add fwmark 1/\n", "h:3: `` is no mask");
}

static void test_every_action_has_its_word(void **state)
{
	(void)state;
	accepts(HOST "ip rule add pref 1 goto 5\n"
		     "ip rule add pref 2 nop\n"
		     "ip rule add pref 3 blackhole\n"
		     "ip rule add pref 4 type prohibit\n"
		     "ip rule add pref 5 unreachable\n"
		     "ip rule add pref 6 table 0\n");
	assert_int_equal(at(1).action, FR_ACT_GOTO);
	assert_int_equal(at(1).target, 5);
	assert_int_equal(at(2).action, FR_ACT_NOP);
	assert_int_equal(at(3).action, FR_ACT_BLACKHOLE);
	assert_int_equal(at(4).action, FR_ACT_PROHIBIT);
	assert_int_equal(at(5).action, FR_ACT_UNREACHABLE);
	assert_int_equal(at(6).action, FR_ACT_TO_TBL);
	assert_int_equal(at(6).table, 1);
}

static void test_rules_are_taken_out(void **state)
{
	(void)state;
	accepts(HOST "ip rule del pref 32767\n"
		     "ip rule add pref 5 blackhole\n"
		     "ip rule add pref 6 blackhole\n"
		     "ip rule delete blackhole\n"
		     "ip rule d table main\n");
	assert_int_equal(host.net->fib.rules.n, 2);
	assert_int_equal(at(1).priority, 6);
	refuses(HOST "ip rule del table 9\n",
		"h:3: the rule is refused: ENOENT: there is no such rule");
}

static void test_a_refused_rule_is_told_with_its_mend(void **state)
{
	(void)state;
	refuses(HOST "ip rule add pref 5\nip rule add pref 5\n",
		"h:4: the rule is refused: EEXIST: a rule like it is there");
	refuses(HOST "ip rule add pref 5 goto 5\n",
		"h:3: the rule is refused: EINVAL: goto leads on only");
	refuses(HOST "ip rule add pref 5 goto 6 nop\n",
		"h:3: the rule is refused: EINVAL: goto and another action");
	refuses(HOST "ip rule add tos 0x20\n",
		"h:3: the rule is refused: EINVAL: of a TOS rules know");
	refuses(HOST "ip rule add sport 0\n",
		"h:3: `0` is no port or range of ports");
	refuses(HOST "ip rule add dport 5-4\n",
		"h:3: `5-4` is no port or range of ports");
	refuses(HOST "ip rule add uidrange 5\n",
		"h:3: `5` is no range of users");
	refuses(HOST "ip rule add uidrange 0-4294967295\n",
		"h:3: `0-4294967295` is no range of users");
	refuses(HOST "ip rule add iif eth7\n",
		"h:3: there is no device `eth7`");
	refuses(HOST "ip rule add from 10.0.0.0/33\n",
		"h:3: `33` is no prefix length");
	refuses(HOST "ip rule add ipproto 256\n",
		"h:3: `256` is no protocol (udp or another)");
}

static void test_a_rule_that_is_no_line_is_told(void **state)
{
	(void)state;
	refuses(HOST "ip rule\n", "h:3: the line ends behind `rule`");
	refuses(HOST "ip rule add\n", "h:3: `ip rule add` says nothing");
	refuses(HOST "ip rule del\n", "h:3: `ip rule del` says nothing");
	refuses(HOST "ip rule add pref\n", "h:3: the line ends behind `pref`");
	refuses(HOST "ip rule add table rivers\n",
		"h:3: `rivers` is no table");
	refuses(HOST "ip rule add type rivers\n",
		"h:3: a rule of type `rivers` is not modelled");
	refuses(HOST "ip rule add rivers\n",
		"h:3: `rivers` is not a word of `ip rule`");
	refuses(HOST "ip rule add throw\n",
		"h:3: `throw` in `ip rule` is not modelled");
	refuses(HOST "ip rule add pref 5 pref 6\n",
		"h:3: `pref` comes twice");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(a_rule_has_the_defaults_of_iproute2),
		TEST(every_selector_has_its_word),
		TEST(a_mark_without_a_mask_means_all_bits),
		TEST(every_action_has_its_word),
		TEST(rules_are_taken_out),
		TEST(a_refused_rule_is_told_with_its_mend),
		TEST(a_rule_that_is_no_line_is_told)
	};

	return cmocka_run_group_tests(tests, make_host, free_host);
}
