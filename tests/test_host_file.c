/*
 * The host file reader: devices, sockets, and files that are no host file.
 * Run from the top of the checkout.
 */
#include "host_files.h"

static void test_without_a_name_it_is_host_b(void **state)
{
	struct host_text text;
	const struct net_device *d;

	(void)state;
	assert_true(host_text_read(&text, NULL, &error));
	host_reset(&host, 1);
	assert_true(host_file_parse(&host, &text, &error));
	host_text_free(&text);
	assert_int_equal(host.net->dev.n, 2);
	d = &host.net->dev.d[ETH];
	assert_string_equal(d->name, "eth0");
	assert_int_equal(d->type, DEV_TYPE_RTL8139);
	assert_int_equal(d->mac, 0x52540000000b);
	assert_int_equal(d->addr[0].local, IP_10_0_0_2);
	assert_int_equal(host_socket(&host, "muffin"), 0);
	assert_int_equal(host.net->sock.s[0].num, 4747);
}

/* Appends a line with its newline unless it only holds a comment. */
static void keep_line(char *kept, const char *line, size_t size)
{
	if (size > 1 && line[0] != '#')
		strncat(kept, line, size);
}

static void test_host_b_is_the_file_that_readers_see(void **state)
{
	struct host_text file, built_in;
	char kept[4096] = "";
	size_t at, size;

	(void)state;
	assert_true(host_text_read(&file, "pcaps/hosts/b.host", &error));
	assert_true(host_text_read(&built_in, NULL, &error));
	assert_true(file.size < sizeof(kept));
	for (at = 0; at < file.size; at += size) {
		size = 1;
		while (file.bytes[at + size - 1] != '\n')
			size++;
		keep_line(kept, file.bytes + at, size);
	}
	assert_string_equal(kept, built_in.bytes);
	host_text_free(&file);
	host_text_free(&built_in);
}

static void test_dev_has_defaults_and_takes_words_in_any_order(void **state)
{
	const struct net_device *d = NULL;

	(void)state;
	accepts(ETH0 "dev eth1 mtu 1400 address 02:00:00:00:aB:01 type e1000\n"
		     "dev x.1 type veth\n");
	d = host.net->dev.d;
	assert_int_equal(d[1].mac, 0x52540000000b);
	assert_int_equal(d[1].mtu, 1500);
	assert_int_equal(d[1].type, DEV_TYPE_TAP);
	assert_int_equal(d[2].mac, 0x02000000ab01);
	assert_int_equal(d[2].mtu, 1400);
	assert_int_equal(d[2].type, DEV_TYPE_E1000);
	assert_int_equal(d[3].mac, 0x52540000000d);
	assert_int_equal(host_device(&host, "x.1"), 3);
	assert_int_equal(host_device(&host, "lo"), DEV_LO);
	assert_int_equal(host_device(&host, "eth2"), NDEV);
}

static void test_dev_refuses_what_linux_refuses(void **state)
{
	(void)state;
	refuses(ETH0 ETH0, "h:2: there is a device `eth0` already");
	refuses("dev lo type tap\n", "h:1: there is a device `lo` already");
	refuses("dev eth0\n", "h:1: the device has no type");
	refuses("dev eth0 type ne2000\n", "h:1: `ne2000` is no type of device");
	refuses("dev a-name-of-16-byte type tap\n", "h:1: `a-name-of-16-byte`");
	refuses("dev all type tap\n", "h:1: `all` cannot name a device");
	refuses("dev e type tap mtu 67\n", "h:1: `67` is no MTU");
	refuses("dev e type rtl8139 mtu 1771\n", "h:1: `1771` is no MTU");
	refuses("dev e type tap address 03:00:00:00:00:01\n",
		"h:1: `03:00:00:00:00:01` is no device's own address");
	refuses("dev e type tap address 2:0:0:0:0:1\n",
		"h:1: `2:0:0:0:0:1` is no Ethernet address");
}

static void test_what_is_not_modelled_is_named(void **state)
{
	(void)state;
	refuses(HOST "ip rule add from 10.0.0.0/8 lookup 100\n",
		"h:3: `ip rule` is not modelled");
	refuses(HOST "ip route get 10.0.0.1\n",
		"h:3: `get` in `ip route` is not modelled");
	refuses(HOST "ip route add default nexthop via 10.0.0.1\n",
		"h:3: `nexthop` in `ip route` is not modelled");
	refuses(HOST "ip link set eth0 promisc on\n",
		"h:3: `promisc` in `ip link` is not modelled");
	refuses(HOST "iptables -A INPUT -j DROP\n",
		"h:3: `iptables` is not modelled");
	refuses(HOST "queue 0 accept\n", "h:3: `queue` is not modelled");
	refuses(HOST "sysctl -w net.ipv4.tcp_sack=1\n",
		"h:3: sysctl net.ipv4.tcp_sack is not modelled");
}

static void test_a_link_goes_down_and_comes_up(void **state)
{
	const struct fib_route *r;

	(void)state;
	accepts(HOST "ip route add default via 10.0.0.1\n"
		"ip link set eth0 down\nip link set dev eth0 up\n");
	assert_int_equal(host.net->dev.d[ETH].up, 1);
	r = find_route(0x0a000000, 24);
	assert_int_equal(r->oif, ETH);
	accepts(HOST "ip link set eth0 down\n");
	assert_int_equal(host.net->dev.d[ETH].up, 0);
}

static void test_a_socket_has_what_its_line_says(void **state)
{
	const struct sock *s;

	(void)state;
	accepts(HOST
		"socket a udp noread rcvbuf 1 opt multicast_all 0 reuseaddr "
		"join 239.1.2.3@eth0 broadcast bind 10.0.0.2:53 dev eth0 "
		"connect 10.0.0.1:99\n"
		"sysctl -w net.core.rmem_default=5000\n"
		"socket b udp bind 0.0.0.0:54 reuseport rcvbuf 99999999\n"
		"socket c udp bind 0.0.0.0:55\n");
	s = host.net->sock.s;
	assert_int_equal(s[0].num, 53);
	assert_int_equal(s[0].rcv_saddr, IP_10_0_0_2);
	assert_int_equal(s[0].rcvbuf, SOCK_MIN_RCVBUF);
	assert_int_equal(s[0].bound_dev, ETH);
	assert_int_equal(s[0].mc_all, 0);
	assert_int_equal(s[0].noread + s[0].reuse + s[0].broadcast, 3);
	assert_int_equal(s[1].rcvbuf, 2 * SK_RMEM_MAX);
	assert_int_equal(s[1].reuseport, 1);
	assert_int_equal(s[1].mc_all, 1);
	assert_int_equal(s[2].rcvbuf, 5000);
	assert_string_equal(host.socket_name[2], "c");
}

static void test_sockets_of_other_kinds(void **state)
{
	const struct sock *s;

	(void)state;
	accepts(HOST
		"socket a udplite bind 0.0.0.0:53 opt udplite_recv_cscov 3\n"
		"socket b udp bind 0.0.0.0:53 opt minttl 255 opt recverr 1\n"
		"socket c raw 255 bind 10.0.0.2 connect 10.0.0.1 noread\n"
		"socket d raw 1 opt icmp_filter 4294967295 opt hdrincl 1\n"
		"socket e ping bind 10.0.0.2:7 connect 10.0.0.1:0\n"
		"socket f ping opt mtu_discover 5\n");
	s = host.net->sock.s;
	assert_int_equal(s[0].protocol, 136);
	assert_int_equal(s[0].pcflag, 1);
	assert_int_equal(s[0].pcrlen, 8);
	assert_int_equal(s[1].min_ttl, 255);
	assert_int_equal(s[1].recverr, 1);
	assert_int_equal(s[2].type, SOCK_RAW);
	assert_int_equal(s[2].rcv_saddr, IP_10_0_0_2);
	assert_int_equal(s[2].state, TCP_ESTABLISHED);
	assert_int_equal(s[2].hdrincl + s[2].reuse + s[2].noread, 3);
	assert_int_equal(s[3].icmp_filter, 0xffffffff);
	assert_int_equal(s[4].num, 7);
	assert_int_equal(s[4].protocol, 1);
	assert_int_equal(s[5].pmtudisc, IP_PMTUDISC_OMIT);
}

static void test_words_that_do_not_fit_a_kind(void **state)
{
	(void)state;
	refuses(HOST "socket a raw 0\n", "h:3: `0` is no protocol of a raw "
		"socket (expected a number from 1 to 255)");
	refuses(HOST "socket a raw\n", "h:3: the line ends behind `raw`");
	refuses(HOST "socket a raw 1 bind 10.0.0.2:1\n",
		"h:3: `10.0.0.2:1` is no IPv4 address");
	refuses(HOST "socket a ping connect 10.0.0.1:0\n",
		"h:3: the socket is not bound (expected `bind ADDRESS:ID`");
	refuses(HOST "socket a ping bind 10.0.0.255:1\n",
		"h:3: bind 10.0.0.255:1: EADDRNOTAVAIL");
	refuses(HOST "socket a udp bind 0.0.0.0:1 opt hdrincl 1\n",
		"h:3: `opt hdrincl` is no option of this kind of socket");
	refuses(HOST "socket a raw 2 opt icmp_filter 1\n",
		"h:3: `opt icmp_filter` is an option of raw sockets of "
		"protocol 1 alone");
	refuses(HOST "socket a udp bind 0.0.0.0:1 opt ttl 1\n",
		"h:3: `opt ttl` is not modelled in this version (only "
		"multicast_all, recverr, minttl");
	refuses(HOST "socket a udp bind 0.0.0.0:1 opt minttl 256\n",
		"h:3: `256` is no minttl (expected a number from 0 to 255)");
}

static void test_a_filter_is_read(void **state)
{
	const struct sock_fprog *p;

	(void)state;
	accepts(HOST "socket a udp filter \"4,48 0 0 9,21 0 1 17,6 0 0 65535,"
		"6 0 0 0\" bind 0.0.0.0:53\n"
		"socket b raw 9 filter \"1,6 0 0 4294967295,\"\n");
	assert_int_equal(host.net->sock.s[0].filter, 0);
	p = &host.net->filter.prog[0];
	assert_int_equal(p->len, 4);
	assert_int_equal(p->insn[1].code, 21);
	assert_int_equal(p->insn[1].jf, 1);
	assert_int_equal(p->insn[1].k, 17);
	assert_int_equal(p->insn[2].k, 65535);
	assert_int_equal(host.net->filter.prog[1].insn[0].k, 0xffffffff);
}

static void test_filters_that_are_none(void **state)
{
	static const char *const text[][2] = {
		{ "1,6 0 0 0", "does not begin with a quote" },
		{ "\"1,6 0 0 0", "has no quote at its end" },
		{ "\"\"", "does not say how many instructions" },
		{ "\"0,\"", "does not say how many instructions" },
		{ "\"4097,\"", "does not say how many instructions" },
		{ "\"2,6 0 0 0\"", "has an instruction that is none" },
		{ "\"1,6 0 0 0 0\"", "has more instructions" },
		{ "\"1,6 0 0 0,6 0 0 0\"", "has more instructions" },
		{ "\"1,6 0 256 0\"", "has an instruction that is none" },
		{ "\"1,6 0 0 4294967296\"", "has an instruction that is" },
		{ "\"1,6 0 0 -1\"", "has an instruction that is none" }
	};
	char line[200], wanted[100];
	uint32_t i;

	(void)state;
	for (i = 0; i < sizeof(text) / sizeof(*text); i++) {
		snprintf(line, sizeof(line), HOST "socket a raw 9 filter %s\n",
			text[i][0]);
		snprintf(wanted, sizeof(wanted), "h:3: the filter %s",
			text[i][1]);
		refuses(line, wanted);
	}
	refuses(HOST "socket a raw 9 filter \"1,0 0 0 0\"\n",
		"h:3: filter of the socket: EINVAL");
	refuses(HOST "socket a raw 9 filter \"2,48 0 0 4294963236,6 0 0 0\"\n",
		"h:3: filter of the socket: EOPNOTSUPP: it asks for the CPU");
}

static void test_a_socket_that_linux_refuses_is_named(void **state)
{
	(void)state;
	refuses(HOST "socket a udp bind 0.0.0.0:65536\n",
		"h:3: `65536` is no port (expected a number from 1 to 65535)");
	refuses(HOST "socket a udp bind 0.0.0.0:0\n", "h:3: `0` is no port");
	refuses(HOST "socket a udp bind 10.0.0.1\n",
		"h:3: `10.0.0.1` is no endpoint");
	refuses(HOST "socket a udp\n", "h:3: the socket is not bound");
	refuses(HOST "socket a tcp bind 0.0.0.0:1\n",
		"h:3: `tcp` in `socket` is not modelled");
	refuses(HOST "socket a udp bind 0.0.0.0:1\n"
		     "socket a udp bind 0.0.0.0:2\n",
		"h:4: there is a socket `a` already");
	refuses(HOST "socket a udp bind 0.0.0.0:1 join 239.1.1.1\n",
		"h:3: no route to group 239.1.1.1 says its device");
	refuses(HOST "socket a udp bind 0.0.0.0:1 join 10.0.0.1@eth0\n",
		"h:3: 10.0.0.1 is no group");
	refuses(HOST "socket a udp bind 0.0.0.0:1 dev eth7\n",
		"h:3: there is no device `eth7`");
}

static void test_bind_errors_are_linux_errors(void **state)
{
	(void)state;
	refuses(HOST "socket a udp bind 10.0.0.9:1\n",
		"h:3: bind 10.0.0.9:1: EADDRNOTAVAIL");
	refuses(HOST "socket a udp bind 0.0.0.0:1\n"
		     "socket b udp bind 0.0.0.0:1\n",
		"h:4: bind 0.0.0.0:1: EADDRINUSE");
	accepts(HOST "socket a udp bind 0.0.0.0:1 reuseaddr\n"
		     "socket b udp bind 0.0.0.0:1 reuseaddr\n");
}

static void test_bytes_that_are_no_text_are_named(void **state)
{
	static char line[1000001];

	(void)state;
	refuses(ETH0 "ip addr add 10.0.0.2/24 dev eth0\r\n",
		"h:2: the line ends in CR LF (expected LF); run dos2unix");
	assert_false(parse_bytes("dev\0eth0\n", 9));
	assert_string_equal(error.text, "h:1: there is a NUL byte (expected "
		"text); is this a capture? that is -r");
	memset(line, 'x', sizeof(line) - 1);
	refuses(line, "h:1: the line has 1000000 bytes (expected at most "
		"4096)");
	refuses("\033[2J\n", "h:1: `?[2J` begins no line of a host file");
	refuses("", "h:1: the file ends without a `dev` line");
	accepts("# a comment\n\n \t\n" ETH0 "dev eth1 type tap # and another");
}

static void test_a_file_that_cannot_be_read_is_named(void **state)
{
	struct host_text text;

	(void)state;
	assert_false(host_text_read(&text, "/nonexistent", &error));
	assert_string_equal(error.text, "/nonexistent: No such file or "
		"directory; name a host file with -c");
	assert_false(host_text_read(&text, "/", &error));
	assert_string_equal(error.text,
		"/: Is a directory; name a host file");
	assert_false(host_text_read(&text, "/dev/zero", &error));
	assert_non_null(strstr(error.text, "has more than 16 MiB"));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(without_a_name_it_is_host_b),
		TEST(host_b_is_the_file_that_readers_see),
		TEST(dev_has_defaults_and_takes_words_in_any_order),
		TEST(dev_refuses_what_linux_refuses),
		TEST(what_is_not_modelled_is_named),
		TEST(a_link_goes_down_and_comes_up),
		TEST(a_socket_has_what_its_line_says),
		TEST(sockets_of_other_kinds),
		TEST(words_that_do_not_fit_a_kind),
		TEST(a_filter_is_read),
		TEST(filters_that_are_none),
		TEST(a_socket_that_linux_refuses_is_named),
		TEST(bind_errors_are_linux_errors),
		TEST(bytes_that_are_no_text_are_named),
		TEST(a_file_that_cannot_be_read_is_named),
	};

	return cmocka_run_group_tests(tests, make_host, free_host);
}
