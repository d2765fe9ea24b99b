/*
 * core/filter: which classic BPF programs are accepted, what they compute, and
 * what a UDP socket gets of a datagram.  The rows are what Linux 6.18 was seen
 * to do.
 */
#include "udp_host.h"
#include "core/bpf_alu.h"
#include "core/bpf_check.h"
#include "core/bpf_run.h"
#include "core/sk_filter.h"
#include "filters.h"

enum { LEN = 300, MOST = 8 };

#define RET(k) { BPF_RET_K, 0, 0, k }
#define RET_A { BPF_RET_A, 0, 0, 0 }
#define LDI(k) { BPF_LD_IMM, 0, 0, k }
#define LDXI(k) { BPF_LDX_IMM, 0, 0, k }

struct program {
	uint32_t len;
	struct sock_filter insn[MOST];
	int64_t result;		/* -22: refused; else what it returns */
};

static struct sock_fprog fprog;

static void load(const struct program *p)
{
	memcpy(fprog.insn, p->insn, sizeof p->insn);
	fprog.len = p->len;
}

static void assert_checks(const struct program *rows, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		load(&rows[i]);
		if (bpf_check_classic(&fprog) != (rows[i].result != -22))
			fail_msg("row %u", i);
	}
}

static void test_programs_that_may_not_run_are_refused(void **state)
{
	static const struct program rows[] = {
		{ 0, { RET(1) }, -22 },
		{ 1, { LDI(1) }, -22 },
		{ 1, { RET(1) }, 1 },
		{ 1, { { 0x0e, 0, 0, 0 } }, -22 },		/* ret x */
		{ 2, { { 0x34, 0, 0, 0 }, RET(1) }, -22 },	/* div 0 */
		{ 2, { { 0x94, 0, 0, 0 }, RET(1) }, -22 },	/* mod 0 */
		{ 2, { { 0x64, 0, 0, 32 }, RET(1) }, -22 },	/* lsh 32 */
		{ 2, { { 0x64, 0, 0, 31 }, RET(1) }, 1 },
		{ 2, { { 0x8c, 0, 0, 0 }, RET(1) }, -22 },	/* neg x */
		{ 2, { { 0xb4, 0, 0, 0 }, RET(1) }, -22 },
		{ 2, { { 0x104, 0, 0, 0 }, RET(1) }, -22 },
		{ 2, { { 0x21, 0, 0, 0 }, RET(1) }, -22 },	/* ldx abs */
		{ 2, { { 0x55, 0, 0, 0 }, RET(1) }, -22 },
		{ 2, { { 0x20, 0, 0, 0xfffff040 }, RET(1) }, -22 },
		{ 2, { { 0x20, 0, 0, 0xfffff001 }, RET(1) }, -22 },
		{ 2, { { 0x20, 0, 0, 0xffffffff }, RET(1) }, -22 },
		{ 2, { { 0x20, 0, 0, 0xfffff008 }, RET(1) }, 1 },
	};

	(void)state;
	assert_checks(rows, sizeof rows / sizeof *rows);
}

static void test_jumps_go_forward_and_stay_inside(void **state)
{
	static const struct program rows[] = {
		{ 2, { { 0x05, 0, 0, 0 }, RET(1) }, 1 },
		{ 2, { { 0x05, 0, 0, 1 }, RET(1) }, -22 },
		{ 2, { { 0x05, 0, 0, 0xffffffff }, RET(1) }, -22 },
		{ 2, { { 0x15, 0, 0, 0 }, RET(1) }, 1 },
		{ 2, { { 0x15, 1, 0, 0 }, RET(1) }, -22 },
		{ 2, { { 0x15, 0, 1, 0 }, RET(1) }, -22 },
	};

	(void)state;
	assert_checks(rows, sizeof rows / sizeof *rows);
}

static void test_memory_is_written_before_it_is_read(void **state)
{
	static const struct program rows[] = {
		{ 2, { { 0x02, 0, 0, 16 }, RET(1) }, -22 },
		{ 2, { { 0x02, 0, 0, 15 }, RET(1) }, 1 },
		{ 2, { { 0x60, 0, 0, 1 }, RET(1) }, -22 },
		{ 2, { { 0x61, 0, 0, 1 }, RET(1) }, -22 },
		/* one way past the store */
		{ 4, { { 0x15, 1, 0, 0 }, { 0x02, 0, 0, 3 },
		       { 0x60, 0, 0, 3 }, RET(1) }, -22 },
		/* a store on each way */
		{ 6, { { 0x15, 0, 2, 0 }, { 0x02, 0, 0, 3 }, { 0x05, 0, 0, 1 },
		       { 0x02, 0, 0, 3 }, { 0x60, 0, 0, 3 }, RET(1) }, 1 },
		/* nobody comes there */
		{ 3, { { 0x05, 0, 0, 1 }, { 0x60, 0, 0, 3 }, RET(1) }, 1 },
		/* behind a return, Linux takes it for reached */
		{ 3, { RET(1), { 0x60, 0, 0, 3 }, RET(1) }, -22 },
	};

	(void)state;
	assert_checks(rows, sizeof rows / sizeof *rows);
}

/* The datagram of the rows below: header at 20, payload 1, 2, 3 ... */
static uint32_t datagram(uint32_t len)
{
	struct gram g = { PEER, OURS, FROM, PORT, len, 0, RTN_LOCAL };
	uint32_t h = arrive(g);

	net.skb.s[h].protocol = 0x0800;
	return h;
}

static uint32_t run(const struct program *p, uint32_t h)
{
	struct bpf_device dev = { 1, 1 };

	load(p);
	assert_true(bpf_check_classic(&fprog));
	return bpf_run(&fprog, &net.skb.s[h], dev);
}

static void test_loads_are_big_endian_and_stay_in_the_packet(void **state)
{
	static const struct program rows[] = {
		{ 2, { { 0x20, 0, 0, 0 }, RET_A }, FROM << 16 | PORT },
		{ 2, { { 0x28, 0, 0, 4 }, RET_A }, LEN + 8 },
		{ 2, { { 0x30, 0, 0, 8 }, RET_A }, 1 },
		{ 2, { { 0x30, 0, 0, LEN + 7 }, RET_A }, LEN % 256 },
		{ 2, { { 0x30, 0, 0, LEN + 8 }, RET_A }, 0 },
		{ 2, { { 0x28, 0, 0, LEN + 7 }, RET_A }, 0 },
		{ 2, { { 0x20, 0, 0, LEN + 5 }, RET_A }, 0 },
		{ 2, { { 0x20, 0, 0, 0xfff0000c }, RET_A }, PEER },
		{ 2, { { 0x30, 0, 0, 0xfff0001b + LEN }, RET_A }, LEN % 256 },
		{ 2, { { 0x30, 0, 0, 0xfff0001c + LEN }, RET_A }, 0 },
		{ 2, { { 0x20, 0, 0, 0x80000000 }, RET_A }, 0 },
		{ 2, { { 0x20, 0, 0, 0xffdfffff }, RET_A }, 0 },
		{ 2, { { 0x80, 0, 0, 0 }, RET_A }, LEN + 8 },
		{ 3, { LDXI(0xfffffffc), { 0x40, 0, 0, 8 }, RET_A },
		  (LEN + 8) << 16 },
		{ 3, { LDXI(0xfff0000c), { 0x40, 0, 0, 0 }, RET_A }, PEER },
		{ 3, { LDXI(0xfffff000), { 0x40, 0, 0, 0 }, RET_A }, 0 },
		{ 3, { { 0xb1, 0, 0, 0xfff00000 }, { 0x87, 0, 0, 0 }, RET_A },
		  20 },
		{ 3, { LDI(77), { 0xb1, 0, 0, LEN + 8 }, RET_A }, 0 },
		{ 3, { LDI(77), { 0xb1, 0, 0, 1 }, RET_A }, 77 },
	};
	uint32_t i, h = datagram(LEN);

	(void)state;
	net.skb.s[h].csum_valid = 1;
	put_be16(&net.skb.s[h].pkt, 20 + UDP_CHECK, 0);
	for (i = 0; i < sizeof rows / sizeof *rows; i++)
		if (run(&rows[i], h) != rows[i].result)
			fail_msg("row %u", i);
}

static void test_facts_about_the_packet(void **state)
{
	static const uint32_t rows[][2] = {
		{ SKF_AD_PROTOCOL, 0x0800 }, { SKF_AD_PKTTYPE, PACKET_HOST },
		{ SKF_AD_IFINDEX, 2 }, { SKF_AD_MARK, 0 },
		{ SKF_AD_QUEUE, 1 }, { SKF_AD_HATYPE, 1 },
		{ SKF_AD_RXHASH, 0 }, { SKF_AD_ALU_XOR_X, 6 },
		{ SKF_AD_VLAN_TAG, 0 }, { SKF_AD_VLAN_TAG_PRESENT, 0 },
		{ SKF_AD_VLAN_TPID, 0 }
	};
	struct program p = { 4, { LDI(5), LDXI(3), { 0x30, 0, 0, 0 }, RET_A },
		0 };
	uint32_t i, h = datagram(LEN);

	(void)state;
	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		p.insn[2].k = SKF_AD_OFF + rows[i][0];
		assert_int_equal(run(&p, h), rows[i][1]);
	}
}

static void test_arithmetic_is_32_bits_wide(void **state)
{
	static const uint32_t rows[][4] = {
		{ BPF_ADD, 0xffffffff, 0xffffffff, 0xfffffffe },
		{ BPF_SUB, 3, 7, 0xfffffffc },
		{ BPF_MUL, 0x80000001, 33, 0x80000021 },
		{ BPF_DIV, 0x80000001, 33, 0x3e0f83e },
		{ BPF_OR, 0x80000001, 31, 0x8000001f },
		{ BPF_AND, 0x12345678, 0xfffffffe, 0x12345678 },
		{ BPF_LSH, 0x80000001, 32, 0x80000001 },
		{ BPF_LSH, 0x80000001, 33, 2 },
		{ BPF_LSH, 0xffffffff, 0xffffffff, 0x80000000 },
		{ BPF_RSH, 0x80000001, 33, 0x40000000 },
		{ BPF_RSH, 0x80000001, 31, 1 },
		{ BPF_NEG, 5, 0, 0xfffffffb }, { BPF_NEG, 0, 0, 0 },
		{ BPF_MOD, 0x80000001, 33, 3 },
		{ BPF_XOR, 0x12345678, 0xfffffffe, 0xedcba986 }
	};
	uint32_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(bpf_alu(rows[i][0], rows[i][1], rows[i][2]),
			rows[i][3]);
}

static void test_division_by_zero_drops(void **state)
{
	struct program p = { 5, { LDI(5), LDXI(0), { 0x3c, 0, 0, 0 }, LDI(9),
		RET_A }, 0 };
	uint32_t h = datagram(LEN);

	(void)state;
	assert_int_equal(run(&p, h), 0);
	p.insn[2].code = 0x9c;
	assert_int_equal(run(&p, h), 0);
	p.insn[2].code = 0x2c;
	assert_int_equal(run(&p, h), 9);
}

static void test_conditions_are_unsigned(void **state)
{
	static const uint32_t rows[][4] = {
		{ BPF_JEQ, 7, 7, 1 }, { BPF_JEQ, 7, 8, 2 },
		{ BPF_JGT, 0xffffffff, 1, 1 }, { BPF_JGT, 1, 1, 2 },
		{ BPF_JGE, 1, 1, 1 }, { BPF_JGE, 1, 0x80000000, 2 },
		{ BPF_JSET, 6, 2, 1 }, { BPF_JSET, 6, 9, 2 }
	};
	uint32_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct sock_filter k = { rows[i][0] * 16 + 5, 1, 2,
			rows[i][2] };
		struct sock_filter x = { k.code + 8, 1, 2, 0 };

		assert_int_equal(bpf_jump(k, rows[i][1], 0), rows[i][3]);
		assert_int_equal(bpf_jump(x, rows[i][1], rows[i][2]),
			rows[i][3]);
	}
}

static int32_t attach_ret(uint32_t s, uint32_t keep)
{
	struct sock_filter ret = { BPF_RET_K, 0, 0, keep };

	return attach(&net, s, 1, &ret);
}

static void test_attaching(void **state)
{
	static struct sock_filter many[BPF_MAXINSNS + 1];
	struct sock_filter cpu[] = { { 0x20, 0, 0, SKF_AD_OFF + SKF_AD_CPU },
		RET_A };
	uint32_t s = bound(OURS, ANY_DEVICE), i;

	(void)state;
	many[BPF_MAXINSNS - 1].code = BPF_RET_A;
	many[BPF_MAXINSNS].code = BPF_RET_A;
	assert_int_equal(attach(&net, s, 0, many), -22);
	assert_int_equal(attach(&net, s, BPF_MAXINSNS + 1, many),
		-22);
	assert_int_equal(attach(&net, s, 2, cpu), -95);
	assert_int_equal(net.sock.s[s].filter, NFILTER);
	assert_int_equal(attach(&net, s, BPF_MAXINSNS, many), 0);
	assert_int_equal(net.sock.s[s].filter, 0);
	for (i = 1; i < NFILTER; i++)
		assert_int_equal(attach_ret(s, 1), 0);
	assert_int_equal(attach_ret(s, 1), -12);
	assert_int_equal(net.sock.s[s].filter, NFILTER - 1);
}

/* UDP keeps its header whatever the filter says */
static void test_a_datagram_is_cut_to_what_the_filter_keeps(void **state)
{
	static const uint32_t rows[][2] = { { 1, 0 }, { 7, 0 }, { 8, 0 },
		{ 9, 1 }, { 10, 2 }, { 13, 5 }, { 65535, 5 },
		{ 0xffffffff, 5 } };
	uint32_t s = bound(OURS, ANY_DEVICE), i;
	struct udp_msg m;
	uint8_t to[8];

	(void)state;
	for (i = 0; i < 8; i++) {
		assert_int_equal(attach_ret(s, rows[i][0]), 0);
		send_to(OURS, RTN_LOCAL);
		assert_int_equal(udp_recvmsg(&net, s, to, sizeof to, &m), 0);
		assert_int_equal(m.len, rows[i][1]);
		assert_memory_equal(to, "\1\2\3\4\5", m.len);
	}
	assert_int_equal(net.mib.v[MIB_Udp_InErrors], 0);
	assert_int_equal(net.pool.nfree, POOL_SIZE);
}

static void test_a_filter_drops_before_the_buffer_is_asked(void **state)
{
	uint32_t s = bound(OURS, ANY_DEVICE);

	(void)state;
	send_to(OURS, RTN_LOCAL);
	net.sock.s[s].rcvbuf = 1;
	assert_int_equal(attach_ret(s, 0), 0);
	send_to(OURS, RTN_LOCAL);
	assert_int_equal(net.drop.n[DROP_UDP_FILTER], 1);
	assert_int_equal(net.mib.v[MIB_Udp_InErrors], 1);
	assert_int_equal(net.mib.v[MIB_Udp_RcvbufErrors], 0);
	assert_int_equal(net.sock.s[s].drops, 1);
}

/* the checksum of a long datagram, else verified when it is read */
static void test_a_filter_sees_no_bad_checksum(void **state)
{
	struct gram g = { PEER, OURS, FROM, PORT, 100, 1, RTN_LOCAL };
	uint32_t s = bound(OURS, ANY_DEVICE);

	(void)state;
	assert_int_equal(attach_ret(s, 0), 0);
	udp_rcv(&net, arrive(g));
	assert_int_equal(net.drop.n[DROP_UDP_QUEUE_CSUM], 1);
	assert_int_equal(net.mib.v[MIB_Udp_InCsumErrors], 1);
	assert_int_equal(net.mib.v[MIB_Udp_InErrors], 1);
	assert_int_equal(net.sock.s[s].drops, 1);
	assert_int_equal(net.drop.n[DROP_UDP_FILTER], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_programs_that_may_not_run_are_refused),
		T(test_jumps_go_forward_and_stay_inside),
		T(test_memory_is_written_before_it_is_read),
		T(test_loads_are_big_endian_and_stay_in_the_packet),
		T(test_facts_about_the_packet),
		T(test_arithmetic_is_32_bits_wide),
		T(test_division_by_zero_drops),
		T(test_conditions_are_unsigned),
		T(test_attaching),
		T(test_a_datagram_is_cut_to_what_the_filter_keeps),
		T(test_a_filter_drops_before_the_buffer_is_asked),
		T(test_a_filter_sees_no_bad_checksum),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
