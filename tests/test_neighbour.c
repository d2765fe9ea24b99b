/*
 * Neighbours that are not known: who is asked, what waits, what becomes of it
 * when an answer comes and when none comes.
 */
#include "frames.h"

#include "ipv4/arp.h"
#include "ipv4/icmp.h"
#include "ipv4/timer.h"

#define MAC_C UINT64_C(0x020000000009)
#define MAC_D UINT64_C(0x02000000000d)
#define SECOND ((ktime_t)NSEC_PER_SEC)

static const uint8_t question[42] = {
	0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x52, 0x54, 0, 0, 0, 0x0b, 8, 6,
	0, 1, 8, 0, 6, 4, 0, 1,
	0x52, 0x54, 0, 0, 0, 0x0b, 10, 0, 0, 2,
	0, 0, 0, 0, 0, 0, 10, 0, 0, 9 };

static struct neighbour *it(void)
{
	uint32_t i = neigh_lookup(&net.arp, NEIGHBOUR, ETH0);

	assert_int_not_equal(i, NEIGH_NIL);
	return &net.arp.e[i];
}

static uint64_t queued(void)
{
	return queue_len(&net.queues, QUEUE_ARP +
		neigh_lookup(&net.arp, NEIGHBOUR, ETH0));
}

/* An echo request of the neighbour: its answer needs the neighbour. */
static void echo(uint32_t n)
{
	static const uint8_t data[64];
	struct packet p = good_packet(IPPROTO_ICMP);

	p.saddr = NEIGHBOUR;
	receive(icmp_frame(p, ICMP_ECHO, 0, data, 4 + n));
}

/* It answers us alone. */
static void replies(mac_t mac)
{
	struct frame f = arp_frame(ARPOP_REPLY, mac, NEIGHBOUR, B);

	memcpy(f.b, question + 6, 6);
	receive(f);
}

static void pass(ktime_t ns)
{
	ktime_t to = net.now + ns;

	trace_init(&net.trace);
	assert_true(run_timers(&net, to));
	assert_true(net.now == to);
}

/* The whole host, started as if it ran for a minute. */
static int later(void **state)
{
	int result = host_b(state);

	net.now = 60 * SECOND;
	return result;
}

static void assert_asks_all(void)
{
	struct frame f = sent();

	assert_int_equal(f.len, 42);
	assert_memory_equal(f.b, question, 42);
	assert_int_equal(sent().len, 0);
}

/* The answer of n bytes of data leaves, to that address. */
static void assert_echoes(mac_t mac, uint32_t n)
{
	struct frame f;
	uint32_t i;

	assert_icmp_sent(&f, ICMP_ECHOREPLY, 0);
	assert_int_equal(f.len, 14 + 20 + 8 + n);
	for (i = 0; i < 6; i++)
		assert_int_equal(f.b[i], (uint8_t)(mac >> (40 - 8 * i)));
}

static void test_the_answer_waits_until_it_is_resolved(void **state)
{
	(void)state;
	echo(1);
	assert_int_equal(dropped(), DROP_NONE);
	assert_asks_all();
	assert_int_equal(it()->state, NUD_INCOMPLETE);
	echo(2);
	echo(3);
	assert_int_equal(sent().len, 0);
	assert_int_equal(queued(), 3);
	replies(MAC_C);
	assert_echoes(MAC_C, 1);
	assert_echoes(MAC_C, 2);
	assert_echoes(MAC_C, 3);
	assert_int_equal(sent().len, 0);
	assert_int_equal(it()->state, NUD_REACHABLE);
	assert_int_equal(net.pool.nfree, POOL_SIZE);
	echo(4);
	assert_echoes(MAC_C, 4);
}

static void test_it_is_asked_thrice_then_given_up(void **state)
{
	uint32_t n;

	(void)state;
	echo(1);
	echo(2);
	assert_asks_all();
	for (n = 0; n < 2; n++) {
		pass(SECOND - 1);
		assert_int_equal(sent().len, 0);
		pass(1);
		assert_asks_all();
	}
	pass(SECOND);
	assert_int_equal(noted(TRACE_DROP), 2);
	assert_int_equal(net.drop.n[DROP_NEIGH_LOST], 2);
	assert_int_equal(sent().len, 0);
	assert_int_equal(it()->state, NUD_FAILED);
	assert_int_equal(net.pool.nfree, POOL_SIZE);
	/* each was ours: its error came back to us, by lo */
	assert_int_equal(net.mib.v[MIB_Icmp_OutDestUnreachs], 2);
	assert_int_equal(net.mib.v[MIB_Icmp_InDestUnreachs], 2);
	pass(60 * SECOND);
	assert_int_equal(sent().len, 0);
	echo(1);
	assert_asks_all();
}

static void test_a_request_from_it_resolves_it(void **state)
{
	(void)state;
	echo(1);
	assert_asks_all();
	receive(arp_frame(ARPOP_REQUEST, MAC_C, NEIGHBOUR, B));
	assert_echoes(MAC_C, 1);
	assert_int_equal(get16(sent().b + 20), ARPOP_REPLY);
	assert_int_equal(it()->state, NUD_DELAY);
}

static void test_what_is_stale_is_used_and_asked_about(void **state)
{
	uint8_t to_it[42];
	struct frame f;
	uint32_t n;

	(void)state;
	memcpy(to_it, question, 42);
	memcpy(to_it, "\x02\0\0\0\0\x09", 6);
	receive(arp_frame(ARPOP_REQUEST, MAC_C, NEIGHBOUR, B));
	assert_int_equal(sent().len, 42);
	assert_int_equal(it()->state, NUD_STALE);
	pass(60 * SECOND);
	assert_int_equal(it()->state, NUD_STALE);
	echo(1);
	assert_echoes(MAC_C, 1);
	assert_int_equal(it()->state, NUD_DELAY);
	pass(5 * SECOND - 1);
	assert_int_equal(sent().len, 0);
	pass(1);
	for (n = 0; n < 3; n++) {
		assert_int_equal(it()->state, NUD_PROBE);
		f = sent();
		assert_int_equal(f.len, 42);
		assert_memory_equal(f.b, to_it, 42);
		assert_int_equal(sent().len, 0);
		pass(SECOND);
	}
	assert_int_equal(it()->state, NUD_FAILED);
	assert_int_equal(noted(TRACE_DROP), 0);
}

static void test_a_probe_that_is_answered_makes_it_reachable(void **state)
{
	(void)state;
	receive(arp_frame(ARPOP_REQUEST, MAC_C, NEIGHBOUR, B));
	assert_int_equal(sent().len, 42);
	echo(1);
	assert_echoes(MAC_C, 1);
	pass(5 * SECOND);
	assert_int_equal(sent().len, 42);
	replies(MAC_C);
	assert_int_equal(it()->state, NUD_REACHABLE);
	pass(30 * SECOND);
	assert_int_equal(it()->state, NUD_REACHABLE);
	pass(SECOND / 100);
	assert_int_equal(it()->state, NUD_STALE);
	assert_int_equal(sent().len, 0);
}

static void test_an_answer_meanwhile_spares_the_probe(void **state)
{
	(void)state;
	receive(arp_frame(ARPOP_REQUEST, MAC_C, NEIGHBOUR, B));
	assert_int_equal(sent().len, 42);
	echo(1);
	assert_echoes(MAC_C, 1);
	pass(SECOND);
	replies(MAC_D);		/* too early to be believed, yet an answer */
	assert_true(it()->mac == MAC_C);
	assert_int_equal(it()->state, NUD_DELAY);
	pass(4 * SECOND);
	assert_int_equal(it()->state, NUD_REACHABLE);
	assert_int_equal(sent().len, 0);
}

static void test_the_first_of_two_answers_counts(void **state)
{
	(void)state;
	echo(1);
	assert_asks_all();
	replies(MAC_C);
	assert_echoes(MAC_C, 1);
	pass(SECOND);
	replies(MAC_D);
	assert_true(it()->mac == MAC_C);
	pass(1);
	replies(MAC_D);
	assert_true(it()->mac == MAC_D);
	assert_int_equal(it()->state, NUD_REACHABLE);
}

static void test_only_so_much_may_wait(void **state)
{
	(void)state;
	net.arp.parms[ETH0].unres_qlen_bytes = 2 * 832;
	echo(1);
	echo(2);
	assert_int_equal(dropped(), DROP_NONE);
	echo(3);
	assert_int_equal(dropped(), DROP_NEIGH_FULL);
	assert_asks_all();
	assert_int_equal(queued(), 2);
	replies(MAC_C);
	assert_echoes(MAC_C, 2);
	assert_echoes(MAC_C, 3);
	assert_int_equal(sent().len, 0);
}

static void test_nobody_is_asked_when_it_is_forbidden(void **state)
{
	(void)state;
	net.arp.parms[ETH0].mcast_solicit = 0;
	echo(1);
	assert_int_equal(dropped(), DROP_NEIGH_RESOLVE);
	assert_int_equal(sent().len, 0);
	assert_int_equal(it()->state, NUD_FAILED);
}

static void test_the_settings_of_the_device_count(void **state)
{
	(void)state;
	net.arp.parms[ETH0].mcast_solicit = 2;
	net.arp.parms[ETH0].retrans_time_ms = 400;
	echo(1);
	assert_asks_all();
	pass(SECOND * 4 / 10);
	assert_asks_all();
	pass(SECOND * 4 / 10 - 1);
	assert_int_equal(it()->state, NUD_INCOMPLETE);
	pass(1);
	assert_int_equal(it()->state, NUD_FAILED);
}

static void test_a_full_table_makes_room_or_drops(void **state)
{
	uint32_t i;

	(void)state;
	for (i = 1; i < NNEIGH; i++)
		assert_true(neigh_update(&net.arp, FOREIGN + i, ETH0, MAC_C,
			NUD_PERMANENT));
	echo(1);
	assert_int_equal(dropped(), DROP_NEIGH_CREATE);
	assert_int_equal(sent().len, 0);
	net.arp.e[7].state = NUD_FAILED;
	echo(1);
	assert_asks_all();
	assert_ptr_equal(it(), &net.arp.e[7]);
	assert_int_equal(net.arp.n, NNEIGH);
}

static void test_one_call_does_all_in_order(void **state)
{
	uint32_t n;

	(void)state;
	echo(1);
	pass(100 * SECOND);
	for (n = 0; n < 3; n++)
		assert_int_equal(sent().len, 42);
	assert_int_equal(sent().len, 0);
	assert_int_equal(net.drop.n[DROP_NEIGH_LOST], 1);
	assert_true(it()->updated == 63 * SECOND);
}

#define L(name) cmocka_unit_test_setup(name, later)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		L(test_the_answer_waits_until_it_is_resolved),
		L(test_it_is_asked_thrice_then_given_up),
		L(test_a_request_from_it_resolves_it),
		L(test_what_is_stale_is_used_and_asked_about),
		L(test_a_probe_that_is_answered_makes_it_reachable),
		L(test_an_answer_meanwhile_spares_the_probe),
		L(test_the_first_of_two_answers_counts),
		L(test_only_so_much_may_wait),
		L(test_nobody_is_asked_when_it_is_forbidden),
		L(test_the_settings_of_the_device_count),
		L(test_a_full_table_makes_room_or_drops),
		L(test_one_call_does_all_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
