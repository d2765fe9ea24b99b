/* muffin route: questions, answers, and how they are written. */
#include "cli/route_get.h"
#include "tests/host_files.h"

#define ROUTER HOST "ip addr add 10.1.0.2/24 dev eth0\n" \
	"ip route add 203.0.113.0/24 via 10.0.0.1 metric 5 mtu 600\n" \
	"ip route add 203.0.113.64/26 dev eth0 tos 0x10 src 10.1.0.2\n" \
	"ip route add unreachable 198.51.100.0/24\n" \
	"ip route add prohibit 198.51.101.0/24\n" \
	"ip route add blackhole 198.51.102.0/24\n" \
	"ip route add throw 198.51.103.0/24\n"

/* The answer to a question in words; both end at the end of the test. */
static char answer[512];
static struct host_line line;

static bool ask(const char *words, bool match, bool json)
{
	struct text t = { NULL, 0, 0 };
	struct route_query query;
	struct route_answer a;

	line.host = &host;
	line.error = &error;
	line.file = "q";
	line.number = 1;
	if (!line_split(&line, words, strlen(words)) ||
	    !route_query_read(&line, &query))
		return false;
	a = route_ask(host.net, &query, match);
	(json ? route_put_json : route_put_text)(&t, &host, &query, &a, match);
	assert_true(t.size < sizeof(answer));
	memcpy(answer, t.bytes, t.size);
	answer[t.size] = '\0';
	text_free(&t);
	return true;
}

static void says(const char *words, const char *text)
{
	assert_true(ask(words, false, false));
	assert_string_equal(answer, text);
}

static void matches(const char *words, const char *text)
{
	assert_true(ask(words, true, false));
	assert_string_equal(answer, text);
}

static void test_the_way_out_is_told_as_ip_route_get_does(void **state)
{
	(void)state;
	accepts(ROUTER);
	says("10.0.0.9", "10.0.0.9 dev eth0 src 10.0.0.2\n");
	says("203.0.113.7 mark 9",
		"203.0.113.7 via 10.0.0.1 dev eth0 src 10.0.0.2 mtu 600\n");
	says("203.0.113.70 tos 10",
		"203.0.113.70 dev eth0 src 10.1.0.2\n");
	says("203.0.113.70 tos 0xf3",
		"203.0.113.70 dev eth0 src 10.1.0.2\n");
	says("10.0.0.2", "local 10.0.0.2 dev lo src 10.0.0.2\n");
	says("10.0.0.255", "broadcast 10.0.0.255 dev eth0 src 10.0.0.2\n");
}

static void test_what_refuses_is_told_by_its_errno(void **state)
{
	(void)state;
	accepts(ROUTER);
	says("8.8.8.8", "8.8.8.8: ENETUNREACH: Network is unreachable\n");
	says("198.51.100.1",
		"198.51.100.1: EHOSTUNREACH: No route to host\n");
	says("198.51.101.1", "198.51.101.1: EACCES: Permission denied\n");
	says("198.51.102.1", "198.51.102.1: EINVAL: Invalid argument\n");
	says("198.51.103.1",
		"198.51.103.1: ENETUNREACH: Network is unreachable\n");
	says("10.0.0.9 from 9.9.9.9",
		"10.0.0.9: ENETUNREACH: Network is unreachable\n");
	says("10.0.0.9 from 224.0.0.1", "10.0.0.9: EINVAL: Invalid argument\n");
}

static void test_the_way_in_depends_on_forwarding(void **state)
{
	(void)state;
	accepts(ROUTER);
	says("10.0.0.2 from 10.0.0.9 iif eth0",
		"local 10.0.0.2 from 10.0.0.9 dev lo iif eth0\n");
	says("203.0.113.7 from 10.0.0.9 iif eth0",
		"203.0.113.7: EHOSTUNREACH: No route to host\n");
	says("10.0.0.2 iif eth0", "10.0.0.2: EINVAL: Invalid argument\n");
	accepts(ROUTER "sysctl -w net.ipv4.ip_forward=1\n");
	says("203.0.113.7 from 10.0.0.9 iif eth0",
		"203.0.113.7 from 10.0.0.9 via 10.0.0.1 dev eth0 mtu 600 iif "
		"eth0 redirect\n");
	says("198.51.101.1 from 10.0.0.9 iif eth0",
		"198.51.101.1: EACCES: Permission denied\n");
}

static void test_the_entry_that_decides_can_be_asked_for(void **state)
{
	(void)state;
	accepts(ROUTER);
	matches("203.0.113.7", "203.0.113.0/24 via 10.0.0.1 dev eth0 metric 5 "
		"scope global mtu 600\n");
	matches("203.0.113.70 tos 10", "203.0.113.64/26 dev eth0 src 10.1.0.2 "
		"tos 0x10 scope link\n");
	matches("127.0.0.1",
		"local 127.0.0.1/32 dev lo src 127.0.0.1 scope host\n");
	matches("203.0.113.7 oif eth0", "203.0.113.0/24 via 10.0.0.1 dev eth0 "
		"metric 5 scope global mtu 600\n");
	matches("198.51.101.1 oif eth0",
		"198.51.101.1: EHOSTUNREACH: No route to host\n");
	matches("224.0.0.1 from 10.0.0.9 iif eth0",
		"224.0.0.1: EHOSTUNREACH: No route to host\n");
	assert_true(ask("203.0.113.70 tos 10", true, true));
	assert_string_equal(answer, "{\"dst\":\"203.0.113.64/26\",\"type\":"
		"\"unicast\",\"dev\":\"eth0\",\"table\":254,\"prefsrc\":"
		"\"10.1.0.2\",\"tos\":\"0x10\",\"scope\":\"link\"}\n");
	assert_true(ask("8.8.8.8", true, true));
	assert_string_equal(answer,
		"{\"dst\":\"8.8.8.8\",\"error\":\"ENETUNREACH\"}\n");
}

static void wrong(const char *words, const char *message)
{
	assert_false(ask(words, false, false));
	assert_memory_equal(error.text, message, strlen(message));
}

static void test_a_question_has_all_that_rules_look_at(void **state)
{
	struct route_query q;
	static const char words[] = "10.0.0.1 mark 0x1f uid 7 ipproto tcp "
		"sport 53 dport 65535";

	(void)state;
	accepts(HOST);
	line.host = &host;
	assert_true(line_split(&line, "10.0.0.1", strlen("10.0.0.1")));
	assert_true(route_query_read(&line, &q));
	assert_int_equal(q.proto, 17);
	assert_int_equal(q.sport, 0);
	assert_true(line_split(&line, words, strlen(words)));
	assert_true(route_query_read(&line, &q));
	assert_int_equal(q.mark, 0x1f);
	assert_int_equal(q.uid, 7);
	assert_int_equal(q.proto, 6);
	assert_int_equal(q.sport, 53);
	assert_int_equal(q.dport, 65535);
}

static void test_a_bad_question_is_named(void **state)
{
	(void)state;
	accepts(HOST);
	wrong("10.0.0", "q:1: `10.0.0` is no IPv4 address");
	wrong("10.0.0.1 via 10.0.0.9", "q:1: `via` is not a word of `route`");
	wrong("10.0.0.1 oif eth7", "q:1: there is no device `eth7`");
	wrong("10.0.0.1 tos 0x100", "q:1: `0x100` is no TOS");
	wrong("10.0.0.1 tos 0x", "q:1: `0x` is no TOS");
	wrong("10.0.0.1 from", "q:1: the line ends behind `from`");
	wrong("10.0.0.1 sport 65536", "q:1: `65536` is no port");
	wrong("10.0.0.1 ipproto igmp", "q:1: `igmp` cannot be asked for");
	wrong("10.0.0.1 mark 1/1", "q:1: `1/1` is no mark");
	wrong("10.0.0.1 uid root", "q:1: `root` is no user");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_way_out_is_told_as_ip_route_get_does),
		TEST(what_refuses_is_told_by_its_errno),
		TEST(the_way_in_depends_on_forwarding),
		TEST(the_entry_that_decides_can_be_asked_for),
		TEST(a_question_has_all_that_rules_look_at),
		TEST(a_bad_question_is_named),
	};

	return cmocka_run_group_tests(tests, make_host, free_host);
}
