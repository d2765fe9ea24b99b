/* The parts of muffin diff: quiet settings, words, random frames, ddmin. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "cli/ddmin.h"
#include "cli/diff_session.h"
#include "cli/generate.h"
#include "cli/socket_words.h"

#define TEST(name) cmocka_unit_test(test_##name)

enum { HOST_TEXT_MAX = 2048 };

static struct host_text text_of(const char *bytes)
{
	static char copy[HOST_TEXT_MAX];

	snprintf(copy, sizeof(copy), "%s", bytes);
	return (struct host_text){ "test", copy, strlen(copy) };
}

static void test_quiet_settings_are_added_unless_they_are_there(void **state)
{
	struct host_text text = text_of("dev eth0 type tap\n"
		"sysctl -w net.ipv4.icmp_ratemask=7");
	struct text t = { NULL, 0, 0 };

	(void)state;
	quiet_text(&t, &text);
	text_byte(&t, '\0');
	assert_string_equal(t.bytes, "dev eth0 type tap\n"
		"sysctl -w net.ipv4.icmp_ratemask=7\n"
		"sysctl -w net.ipv4.icmp_ratelimit=0\n"
		"sysctl -w net.ipv4.igmp_qrv=1\n");
	text_free(&t);
}

static void test_a_socket_line_is_read_with_all_its_words(void **state)
{
	struct host_text text = text_of("\n# nothing\n  socket x udplite "
		"bind 10.0.0.2:7 opt minttl 9 filter \"1,6 0 0 9\" join "
		"232.1.1.1 from 10.0.0.1@eth1 join 239.1.1.1 except "
		"10.0.0.3 noread dev eth1 connect 10.0.0.1:8 rcvbuf 5 # end");
	struct host_words w;
	struct socket_words s;
	const char *wrong;

	(void)state;
	host_words_start(&w, &text);
	assert_true(host_words_next(&w));
	assert_int_equal(w.number, 3);
	assert_true(socket_words_read(&s, &w, &wrong));
	assert_string_equal(s.kind, "udplite");
	assert_string_equal(s.filter, "1,6 0 0 9");
	assert_int_equal(s.bind.address, 0x0a000002);
	assert_int_equal(s.connect.port, 8);
	assert_int_equal(s.option[0].value, 9);
	assert_int_equal(s.join[0].kind, JOIN_FROM);
	assert_string_equal(s.join[0].dev, "eth1");
	assert_int_equal(s.join[1].kind, JOIN_EXCEPT);
	assert_int_equal(s.join[1].source, 0x0a000003);
	assert_true(s.noread && s.rcvbuf && !s.reuseport);
	assert_false(host_words_next(&w));
}

static void test_a_socket_word_that_is_wrong_is_named(void **state)
{
	struct host_text text = text_of("socket x raw 17 muffin\n"
		"socket x udp bind 10.0.0:7\n");
	struct host_words w;
	struct socket_words s;
	const char *wrong;

	(void)state;
	host_words_start(&w, &text);
	host_words_next(&w);
	assert_false(socket_words_read(&s, &w, &wrong));
	assert_string_equal(wrong, "muffin");
	host_words_next(&w);
	assert_false(socket_words_read(&s, &w, &wrong));
	assert_string_equal(wrong, "bind");
}

static const char scene[] = "dev eth0 type tap address 52:54:00:00:00:0b\n"
	"dev eth1 type tap\nip addr add 10.0.0.2/24 dev eth0\n"
	"ip addr add 10.1.0.2/30 dev eth1\n"
	"ip route add default via 10.0.0.1 dev eth0\n"
	"ip neigh add 10.0.0.1 lladdr 52:54:00:00:00:0a dev eth0\n"
	"socket m udp bind 0.0.0.0:4747 join 239.1.2.3@eth0\n"
	"socket p ping bind 0.0.0.0:77\nsocket r raw 89\n";

static void test_the_same_seed_makes_the_same_frames(void **state)
{
	struct host_text text = text_of(scene);
	struct frame_list a = { 0, 0, 0, NULL, NULL }, b = a, c = a;
	uint32_t i, same = 0;

	(void)state;
	assert_true(generate_frames(&a, &text, 7, 500));
	assert_true(generate_frames(&b, &text, 7, 500));
	assert_true(generate_frames(&c, &text, 8, 500));
	assert_int_equal(a.n, 500);
	for (i = 0; i < a.n; i++) {
		assert_int_equal(a.frame[i].caplen, b.frame[i].caplen);
		assert_memory_equal(a.frame[i].bytes, b.frame[i].bytes,
			a.frame[i].caplen);
		assert_in_range(a.frame[i].caplen, 14, 4096);
		same += a.frame[i].caplen == c.frame[i].caplen;
	}
	assert_in_range(same, 0, 250);
	frame_list_free(&a);
	frame_list_free(&b);
	frame_list_free(&c);
}

static void test_frames_are_made_for_a_host_without_anything(void **state)
{
	struct host_text text = text_of("dev eth0 type tap\n");
	struct frame_list a = { 0, 0, 0, NULL, NULL };

	(void)state;
	assert_true(generate_frames(&a, &text, 1, 2000));
	assert_int_equal(a.n, 2000);
	frame_list_free(&a);
}

/* Shown by the things 3 and 11 together, once 5 has 6 beside it. */
static bool shows(void *arg)
{
	const bool *kept = arg;

	return kept[3] && kept[11] && (!kept[5] || kept[6]);
}

static void test_ddmin_leaves_what_is_needed_and_nothing_else(void **state)
{
	bool kept[100];
	uint32_t i, n = 0;

	(void)state;
	memset(kept, 1, sizeof(kept));
	ddmin(kept, 100, shows, kept);
	for (i = 0; i < 100; i++)
		n += kept[i];
	assert_int_equal(n, 2);
	assert_true(kept[3] && kept[11]);
}

static void test_ddmin_of_nothing_and_of_one(void **state)
{
	bool kept[12] = { false };

	(void)state;
	ddmin(kept, 0, shows, kept);
	memset(kept, 1, sizeof(kept));
	ddmin(kept + 3, 1, shows, kept);
	assert_true(kept[3]);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(quiet_settings_are_added_unless_they_are_there),
		TEST(a_socket_line_is_read_with_all_its_words),
		TEST(a_socket_word_that_is_wrong_is_named),
		TEST(the_same_seed_makes_the_same_frames),
		TEST(frames_are_made_for_a_host_without_anything),
		TEST(ddmin_leaves_what_is_needed_and_nothing_else),
		TEST(ddmin_of_nothing_and_of_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
