/*
 * ipv4/ip_fragment: datagrams in pieces, in every order; what Linux takes for
 * an attack and throws away; what the whole looks like.
 */
#include "frames.h"

#include "ipv4/ip_fragment.h"
#include "ipv4/udp.h"

enum { ID = 0x1234, BODY = 40, ALL = 8 + BODY, BIG = 1448, DF = 2 };

/* A fragment: its place, its flags (1: more follow; DF), its marks. */
struct piece {
	uint32_t offset, len, flags, tos, id;
};

static const struct piece thirds[3] = {
	{ 0, 16, 1, 0, ID }, { 16, 16, 1, 0, ID }, { 32, 16, 0, 0, ID }
};

/* The fragment c of a datagram whose IP payload is `whole`. */
static struct frame cut(const uint8_t *whole, struct piece c)
{
	struct packet p = good_packet(IPPROTO_UDP);
	struct frame f;
	uint32_t sum;

	p.tos = c.tos;
	p.frag = c.offset / 8 + c.flags * 0x2000;
	f = ip_frame(p, whole, c.len);
	f.b[18] = (uint8_t)(c.id >> 8);
	f.b[19] = (uint8_t)c.id;
	f.b[24] = f.b[25] = 0;
	sum = plain_checksum(f.b + 14, 20, 0);
	f.b[24] = (uint8_t)(sum >> 8);
	f.b[25] = (uint8_t)sum;
	return f;
}

static void piece_comes(struct piece c)
{
	struct datagram d = good_datagram();
	struct frame whole;

	d.len = BODY;
	whole = udp_frame(d);
	receive(cut(whole.b + 34 + c.offset, c));
}

static void assert_held(struct piece c)
{
	uint32_t before = waiting(muffin);

	piece_comes(c);
	assert_int_equal(dropped(), DROP_NONE);
	assert_int_equal(noted(TRACE_CONSUMED), 1);
	assert_int_equal(waiting(muffin), before);
}

static void assert_refused(struct piece c, uint32_t site)
{
	piece_comes(c);
	assert_int_equal(dropped(), site);
	assert_int_equal(waiting(muffin), 0);
}

/* The datagram is there, byte for byte, and nothing else. */
static void assert_arrived(void)
{
	struct udp_msg m;
	uint8_t to[ALL];
	uint32_t i;

	assert_int_equal(dropped(), DROP_NONE);
	assert_int_equal(waiting(muffin), 1);
	assert_int_equal(udp_recvmsg(&net, muffin, to, sizeof(to), &m), 0);
	assert_int_equal(m.len, BODY);
	assert_int_equal(m.saddr, A);
	assert_int_equal(m.sport, FROM);
	for (i = 0; i < BODY; i++)
		assert_int_equal(to[i], i + 1);
	assert_int_equal(net.pool.nfree, POOL_SIZE);
}

static uint32_t in_reassembly(void)
{
	uint32_t i, n = 0;

	for (i = 0; i < NIPQ; i++)
		n += net.frag.q[i].used;
	return n;
}

static uint64_t reasm_fails(void)
{
	return net.mib.v[MIB_Ip_ReasmFails];
}

static void test_fragments_in_every_order_make_the_datagram(void **state)
{
	static const uint8_t order[6][3] = { { 0, 1, 2 }, { 0, 2, 1 },
		{ 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
	uint32_t i, one, h;

	(void)state;
	for (i = 0; i < 6; i++) {
		assert_held(thirds[order[i][0]]);
		one = net.frag.q[0].truesize;
		assert_held(thirds[order[i][1]]);
		assert_int_equal(in_reassembly(), 1);
		piece_comes(thirds[order[i][2]]);
		h = net.queues.head[QUEUE_SOCK + muffin];
		assert_int_equal(net.skb.s[h].truesize, 3 * one);
		assert_arrived();
		assert_int_equal(in_reassembly(), 0);
		assert_int_equal(net.mib.v[MIB_Ip_ReasmOKs], i + 1);
	}
	assert_int_equal(net.mib.v[MIB_Ip_ReasmReqds], 18);
	assert_int_equal(net.mib.v[MIB_Ip_InDelivers], 6);
	assert_int_equal(reasm_fails(), 0);
}

static void test_a_duplicate_is_dropped_alone(void **state)
{
	static const struct piece inside = { 8, 16, 1, 0, ID };

	(void)state;
	assert_held(thirds[0]);
	assert_refused(thirds[0], DROP_FRAG_DUPLICATE);
	assert_held(thirds[1]);
	assert_refused(inside, DROP_FRAG_DUPLICATE);
	piece_comes(thirds[2]);
	assert_arrived();
	assert_int_equal(reasm_fails(), 0);
	assert_int_equal(net.mib.v[MIB_IpExt_ReasmOverlaps], 0);
}

static void test_an_overlap_throws_all_away(void **state)
{
	static const struct piece over[5] = { { 8, 16, 1, 0, ID },
		{ 0, 24, 1, 0, ID }, { 24, 16, 1, 0, ID }, { 8, 40, 0, 0, ID },
		{ 8, 32, 1, 0, ID } };
	uint32_t i;

	(void)state;
	for (i = 0; i < 5; i++) {
		assert_held(thirds[1]);
		assert_refused(over[i], DROP_FRAG_OVERLAP);
		assert_int_equal(in_reassembly(), 0);
		assert_int_equal(net.mib.v[MIB_IpExt_ReasmOverlaps], i + 1);
		assert_int_equal(reasm_fails(), i + 1);
	}
	assert_held(thirds[2]);
	assert_held(thirds[0]);
	piece_comes(thirds[1]);
	assert_arrived();
}

static void test_odd_bytes_of_one_that_is_not_the_last_are_cut(void **state)
{
	static const struct piece odd = { 0, 23, 1, 0, ID };

	(void)state;
	assert_held(odd);
	assert_held(thirds[1]);
	piece_comes(thirds[2]);
	assert_arrived();
}

static void test_an_empty_fragment_throws_all_away(void **state)
{
	static const struct piece empty[3] = { { 16, 7, 1, 0, ID },
		{ 16, 0, 1, 0, ID }, { 16, 0, 0, 0, ID } };
	uint32_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		assert_held(thirds[0]);
		assert_refused(empty[i], DROP_FRAG_BAD);
		assert_refused(empty[i], DROP_FRAG_BAD);
		assert_int_equal(in_reassembly(), 0);
	}
	assert_int_equal(reasm_fails(), 6);
}

static void test_ends_that_disagree_throw_all_away(void **state)
{
	static const struct piece bad[3] = { { 40, 16, 0, 0, ID },
		{ 40, 16, 1, 0, ID }, { 16, 8, 0, 0, ID } };
	uint32_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		assert_held(thirds[2]);
		assert_refused(bad[i], DROP_FRAG_BAD);
		assert_int_equal(reasm_fails(), i + 1);
		assert_int_equal(in_reassembly(), 0);
	}
	assert_held((struct piece){ 32, 8, 1, 0, ID });
	assert_refused(bad[2], DROP_FRAG_BAD);
	assert_held(thirds[2]);
	assert_refused(thirds[2], DROP_FRAG_DUPLICATE);
	assert_int_equal(in_reassembly(), 1);
}

/* Linux looks at the length first: a duplicate may tell the end. */
static void test_a_duplicate_that_is_the_last_tells_the_end(void **state)
{
	(void)state;
	assert_held(thirds[0]);
	assert_refused((struct piece){ 8, 8, 0, 0, ID }, DROP_FRAG_DUPLICATE);
	assert_refused(thirds[1], DROP_FRAG_BAD);
	assert_int_equal(reasm_fails(), 1);
}

/* All of a datagram of n bytes of payload, in pieces of BIG. */
static void flood(uint32_t n)
{
	static uint8_t body[BIG];
	struct piece c = { 0, BIG, 1, 0, ID };

	for (; c.offset < n; c.offset += BIG) {
		if (n - c.offset <= BIG) {
			c.len = n - c.offset;
			c.flags = 0;
		}
		receive(cut(body, c));
	}
}

static void test_a_whole_above_65535_is_dropped(void **state)
{
	(void)state;
	flood(65516);
	assert_int_equal(dropped(), DROP_FRAG_OVERSIZE);
	assert_int_equal(reasm_fails(), 1);
	assert_int_equal(in_reassembly(), 0);
	flood(65515);
	assert_int_equal(dropped(), DROP_UDP_LENGTH);
	assert_int_equal(net.mib.v[MIB_Ip_ReasmOKs], 1);
	flood(65160 + BIG);
	assert_int_equal(dropped(), DROP_FRAG_OVERSIZE);
	assert_int_equal(net.pool.nfree, POOL_SIZE);
}

/* The whole, as the socket's queue holds it: at its IP header. */
static const uint8_t *whole_header(void)
{
	uint32_t h = net.queues.head[QUEUE_SOCK + muffin];

	return net.skb.s[h].pkt.b + net.skb.s[h].network_header;
}

static void arrives_in_two(uint32_t tos0, uint32_t tos1, uint32_t flags)
{
	struct piece c = { 0, 16, 1 + flags % 4, tos0, ID };
	struct piece d = { 16, 32, flags / 4, tos1, ID };

	assert_held(d);
	piece_comes(c);
}

static void test_ecn_marks_are_joined_or_refused(void **state)
{
	uint32_t a, b, ce;

	(void)state;
	for (a = 0; a < 16; a++) {
		b = a / 4;
		ce = a % 4 == 3 || b == 3 ? 3 : a % 4;
		arrives_in_two(0x20 + a % 4, 0x40 + b, 0);
		if ((a % 4 == 0) != (b == 0)) {
			assert_int_equal(dropped(), DROP_FRAG_ECN);
			assert_int_equal(in_reassembly(), 0);
			continue;
		}
		assert_int_equal(whole_header()[1], 0x20 + ce);
		assert_arrived();
	}
	assert_int_equal(reasm_fails(), 6);
	assert_int_equal(net.mib.v[MIB_Ip_ReasmOKs], 10);
}

static void test_the_header_of_the_whole_is_right(void **state)
{
	/* DF stays if the longest fragment had it: here the second. */
	static const uint32_t flags[4][2] = { { 0, 0 }, { DF, 0 },
		{ DF * 4, 0x4000 }, { DF + DF * 4, 0x4000 } };
	const uint8_t *b;
	uint32_t i;

	(void)state;
	for (i = 0; i < 4; i++) {
		arrives_in_two(0, 0, flags[i][0]);
		b = whole_header();
		assert_int_equal(get16(b + 2), 20 + ALL);
		assert_int_equal(get16(b + 4), ID);
		assert_int_equal(get16(b + 6), flags[i][1]);
		assert_int_equal(plain_checksum(b, 20, 0), 0);
		assert_int_equal(get32(b + 12), A);
		assert_arrived();
	}
}

static void test_the_257th_datagram_is_refused(void **state)
{
	struct piece c = thirds[0];

	(void)state;
	net.sysctl.ipfrag_max_dist = 0;
	for (c.id = 0; c.id < NIPQ; c.id++)
		assert_held(c);
	assert_refused(c, DROP_FRAG_NO_ROOM);
	assert_int_equal(reasm_fails(), 1);
	assert_int_equal(in_reassembly(), NIPQ);
	piece_comes((struct piece){ 16, 32, 0, 0, 7 });
	assert_arrived();
	assert_int_equal(in_reassembly(), NIPQ - 1);
}

static void test_too_many_holes_throw_all_away(void **state)
{
	static const uint8_t body[8];
	struct piece c = { 0, 8, 1, 0, ID };
	uint32_t i;

	(void)state;
	for (i = 0; i < NRUN; i++) {
		c.offset = (NRUN - i) * 16;
		receive(cut(body, c));
		assert_int_equal(dropped(), DROP_NONE);
	}
	c.offset = 0;
	receive(cut(body, c));
	assert_int_equal(dropped(), DROP_FRAG_NO_ROOM);
	assert_int_equal(reasm_fails(), 1);
	assert_int_equal(net.mib.v[MIB_IpExt_ReasmOverlaps], 0);
	assert_int_equal(in_reassembly(), 0);
}

/* Pieces of 8 bytes in 200 random orders, each many times over. */
static void test_any_order_with_duplicates_arrives(void **state)
{
	struct piece c = { 0, 8, 1, 0, ID };
	uint32_t round, k;

	(void)state;
	for (round = 0; round < 200; round++) {
		while (waiting(muffin) == 0) {
			k = prandom_u32(&net.rnd) % (ALL / 8);
			c.offset = 8 * k;
			c.flags = k != ALL / 8 - 1;
			piece_comes(c);
			if (dropped() != DROP_NONE)
				assert_int_equal(dropped(),
					DROP_FRAG_DUPLICATE);
		}
		assert_arrived();
	}
	assert_int_equal(reasm_fails(), 0);
	assert_int_equal(net.mib.v[MIB_Ip_ReasmOKs], 200);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		T(test_fragments_in_every_order_make_the_datagram),
		T(test_a_duplicate_is_dropped_alone),
		T(test_an_overlap_throws_all_away),
		T(test_odd_bytes_of_one_that_is_not_the_last_are_cut),
		T(test_an_empty_fragment_throws_all_away),
		T(test_ends_that_disagree_throw_all_away),
		T(test_a_duplicate_that_is_the_last_tells_the_end),
		T(test_a_whole_above_65535_is_dropped),
		T(test_ecn_marks_are_joined_or_refused),
		T(test_the_header_of_the_whole_is_right),
		T(test_the_257th_datagram_is_refused),
		T(test_too_many_holes_throw_all_away),
		T(test_any_order_with_duplicates_arrives),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
