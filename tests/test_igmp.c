/*
 * ipv4/igmp: memberships and the reports that they call for.  The frames are
 * what Linux 6.18 was seen to send.
 */
#include <stdio.h>
#include "igmp_host.h"

/* The oldest frame sent is this one; none when it is empty. */
static void assert_sent(const char *hex)
{
	uint8_t b[2048];
	char got[4097] = "";
	uint32_t n = dev_take_sent(&net, ETH0, b, sizeof b), i;

	for (i = 0; i < n; i++)
		sprintf(got + 2 * i, "%02x", b[i]);
	assert_string_equal(got, hex);
}

/* The report is sent igmp_qrv times; then nothing is armed any more. */
static void assert_reported(const char *hex)
{
	uint32_t i;

	for (i = 0; i < net.sysctl.igmp_qrv; i++) {
		run();
		assert_sent(hex);
	}
	run_all();
	assert_sent("");
}

#define TO_ROUTERS(len, check) "01005e00001652540000000b080046c0" len \
	"000040000102" check "0a000002e00000169404000022"

static void test_a_join_is_reported(void **state)
{
	(void)state;
	assert_int_equal(ip_mc_join_group(&net, sock, ASM, ETH0), 0);
	assert_sent("");
	assert_reported(TO_ROUTERS("0028", "f9f7")
		"00e9fb0000000104000000ef010101");
	assert_int_equal(net.mib.v[MIB_Ip_OutRequests], 2);
	assert_int_equal(net.mib.v[MIB_IpExt_OutMcastPkts], 2);
	assert_int_equal(net.mib.v[MIB_IpExt_OutOctets], 80);
	assert_int_equal(net.mib.v[MIB_IpExt_OutMcastOctets], 80);
	assert_int_equal(net.pool.nfree, POOL_SIZE);
}

static void test_a_blocked_source_is_reported_both_ways(void **state)
{
	(void)state;
	ip_mc_join_group(&net, sock, ASM, ETH0);
	run_all();
	while (dev_take_sent(&net, ETH0, NULL, 0))
		;
	assert_int_equal(ip_mc_source(&net, sock, true, MCAST_EXCLUDE, ASM,
		ETH0, C), 0);
	assert_reported(TO_ROUTERS("002c", "f9f3")
		"00ddf10000000106000001ef0101010a000009");
	assert_int_equal(ip_mc_source(&net, sock, true, MCAST_EXCLUDE, ASM,
		ETH0, C), -99);
	assert_int_equal(ip_mc_join_source(&net, sock, ASM, ETH0, A), -22);
	assert_int_equal(ip_mc_source(&net, sock, false, MCAST_EXCLUDE, ASM,
		ETH0, C), 0);
	assert_reported(TO_ROUTERS("002c", "f9f3")
		"00def10000000105000001ef0101010a000009");
	assert_int_equal(ip_mc_source(&net, sock, false, MCAST_EXCLUDE, ASM,
		ETH0, C), -99);
	assert_int_equal(ip_mc_join_source(&net, sock, ASM, ETH0, A), -22);
}

static void test_sources_are_asked_for_and_dropped(void **state)
{
	(void)state;
	assert_int_equal(ip_mc_join_source(&net, sock, SSM, ETH0, A), 0);
	assert_int_equal(ip_mc_join_source(&net, sock, SSM, ETH0, B), 0);
	assert_reported(TO_ROUTERS("0030", "f9ef")
		"00dbf50000000105000002e80101010a0000010a000003");
	assert_int_equal(ip_mc_source(&net, sock, false, MCAST_INCLUDE, SSM,
		ETH0, A), 0);
	assert_reported(TO_ROUTERS("002c", "f9f3")
		"00e4f90000000106000001e80101010a000001");
	assert_int_equal(ip_mc_source(&net, sock, false, MCAST_INCLUDE, SSM,
		ETH0, B), 0);
	assert_int_equal(net.sock.s[sock].ngroup, 0);
	assert_int_equal(net.dev.d[ETH0].ngroup, 0);
	assert_reported(TO_ROUTERS("002c", "f9f3")
		"00e4f70000000106000001e80101010a000003");
	assert_int_equal(net.igmp.d[ETH0].ngone, 0);
}

static void test_leaving_is_reported(void **state)
{
	(void)state;
	ip_mc_join_group(&net, sock, ASM, ETH0);
	run_all();
	while (dev_take_sent(&net, ETH0, NULL, 0))
		;
	assert_int_equal(ip_mc_leave_group(&net, sock, ASM, ETH0), 0);
	assert_int_equal(ip_mc_leave_group(&net, sock, ASM, ETH0), -99);
	assert_reported(TO_ROUTERS("0028", "f9f7")
		"00eafb0000000103000000ef010101");
}

static void test_a_second_socket_changes_the_mode(void **state)
{
	uint32_t other = make_socket(1, 0, ANY_DEVICE);

	(void)state;
	ip_mc_join_source(&net, sock, 0xe8020202, ETH0, A);
	assert_reported(TO_ROUTERS("002c", "f9f3")
		"00e4f70000000105000001e80202020a000001");
	ip_mc_join_group(&net, other, 0xe8020202, ETH0);
	assert_reported(TO_ROUTERS("0028", "f9f7")
		"00eff90000000104000000e8020202");
	ip_mc_leave_group(&net, other, 0xe8020202, ETH0);
	assert_reported(TO_ROUTERS("002c", "f9f3")
		"00e6f70000000103000001e80202020a000001");
}

/* An IGMP message from 10.0.0.1 arrives by eth0; the end it comes to. */
static uint32_t hear(const char *message, uint32_t n, uint32_t dst)
{
	static const uint8_t header[IP_HLEN] = { 0x45, [8] = 1, [9] = 2 };
	uint8_t b[ETH_HLEN + IP_HLEN + 64];
	struct pkt p;
	uint32_t t = net.trace.n, i;

	memset(&p, 0, sizeof p);
	put_mac(&p, 0, 0x01005e000000 + dst % 0x800000);
	put_be16(&p, 12, ETH_P_IP);
	pkt_copy_in(&p, 14, header, IP_HLEN);
	put_be16(&p, 16, (uint16_t)(IP_HLEN + n));
	put_be32(&p, 26, A);
	put_be32(&p, 30, dst);
	put_be16(&p, 24, ip_compute_csum(&p, 14, IP_HLEN));
	pkt_copy_in(&p, 34, (const uint8_t *)message, n);
	put_be16(&p, 36, ip_compute_csum(&p, 34, n));
	pkt_copy_out(b, &p, 0, 34 + n);
	netif_receive_frame(&net, ETH0, b, 34 + n, 34 + n);
	for (i = t; i < net.trace.n; i++)
		if (net.trace.e[i].kind == TRACE_CONSUMED ||
		    net.trace.e[i].kind == TRACE_DROP)
			return net.trace.e[i].kind;
	return TRACE_CALL;
}

static void join_two(void)
{
	ip_mc_join_group(&net, sock, ASM, ETH0);
	ip_mc_join_source(&net, sock, SSM, ETH0, A);
	ip_mc_join_source(&net, sock, SSM, ETH0, B);
	quiet();
}

static void test_v3_queries_are_answered(void **state)
{
	(void)state;
	join_two();
	assert_int_equal(hear("\x11\x0a\0\0\0\0\0\0\2\175\0\0", 12,
		0xe0000001), TRACE_CONSUMED);
	assert_true(net.igmp.next <= net.now + 1008ull * NSEC_PER_MSEC);
	run();
	assert_sent(TO_ROUTERS("0038", "f9e7")
		"00edf10000000201000002e80101010a0000010a00000302000000ef010101");
	assert_int_equal(net.igmp.next, NEVER);
	hear("\x11\x0a\0\0\xe8\1\1\1\2\175\0\1\x0a\0\0\3", 16, SSM);
	run();
	assert_sent(TO_ROUTERS("002c", "f9f3")
		"00e9f70000000101000001e80101010a000003");
	hear("\x11\x0a\0\0\xef\1\1\1\2\175\0\0", 12, ASM);
	run();
	assert_sent(TO_ROUTERS("0028", "f9f7")
		"00ebfb0000000102000000ef010101");
	assert_int_equal(net.igmp.next, NEVER);
}

static void test_queries_for_nothing_of_ours_are_not_answered(void **state)
{
	(void)state;
	join_two();
	assert_int_equal(hear("\x11\x0a\0\0\xe8\1\1\1\2\175\0\1\x0a\0\0\x9", 16,
		SSM), TRACE_CONSUMED);
	assert_int_equal(net.igmp.next, NEVER);
	assert_int_equal(hear("\x11\x0a\0\0\0\0\0\0\2\175\0\1\x0a\0\0\x9", 16,
		0xe0000001), TRACE_DROP);
	assert_int_equal(hear("\x11\x0a\0\0\xe8\1\1\1\2\175\0\2\x0a\0\0\x9", 16,
		SSM), TRACE_DROP);
	assert_int_equal(hear("\x11\x0a\0\0\0\0\0\0\2\175\0", 11, 0xe0000001),
		TRACE_DROP);
	assert_int_equal(net.igmp.next, NEVER);
}

static void test_old_queriers_get_old_reports(void **state)
{
	(void)state;
	ip_mc_join_source(&net, sock, 0xe8020202, ETH0, A);
	quiet();
	hear("\x11\x0a\0\0\0\0\0\0", 8, 0xe0000001);
	run();
	assert_sent("01005e02020252540000000b080046c00020000040000102f0110a00"
		"0002e8020202940400001600fffae8020202");
	process_backlog(&net);
	assert_int_equal(net.mib.v[MIB_Ip_InReceives], 2);
	assert_int_equal(net.mib.v[MIB_Ip_InDelivers], 2);
	assert_int_equal(net.mib.v[MIB_IpExt_InMcastPkts], 2);
	assert_int_equal(net.mib.v[MIB_IpExt_InMcastOctets], 60);
	assert_int_equal(net.igmp.next, NEVER);
	ip_mc_join_group(&net, sock, 0xef030303, ETH0);
	assert_reported("01005e03030352540000000b080046c00020000040000102e80f"
		"0a000002ef030303940400001600f7f8ef030303");
	ip_mc_leave_group(&net, sock, 0xef030303, ETH0);
	run();
	assert_sent("01005e00000252540000000b080046c00020000040000102fa130a00"
		"0002e0000002940400001700f6f8ef030303");
	hear("\x11\0\0\0\0\0\0\0", 8, 0xe0000001);
	run();
	assert_sent("01005e02020252540000000b080046c00020000040000102f0110a00"
		"0002e802020294040000120003fbe8020202");
	net.now += 261ull * NSEC_PER_SEC;
	hear("\x11\x0a\0\0\0\0\0\0\2\175\0\0", 12, 0xe0000001);
	run();
	assert_sent(TO_ROUTERS("002c", "f9f3")
		"00e8f70000000101000001e80202020a000001");
}

static void test_a_report_of_another_host_silences_us(void **state)
{
	(void)state;
	join_two();
	hear("\x11\x0a\0\0\xef\1\1\1\2\175\0\0", 12, ASM);
	assert_int_not_equal(net.igmp.next, NEVER);
	assert_int_equal(hear("\x16\0\0\0\xef\1\1\1", 8, ASM), TRACE_CONSUMED);
	assert_int_equal(net.igmp.next, NEVER);
}

/* Four sockets in all modes; each group's record, newest first. */
static void join_many(void)
{
	uint32_t s[4], i;

	for (i = 0; i < 4; i++)
		s[i] = make_socket(1, 0, ANY_DEVICE);
	ip_mc_join_source(&net, sock, SSM, ETH0, A);
	ip_mc_join_group(&net, s[0], SSM, ETH0);
	ip_mc_source(&net, s[0], true, MCAST_EXCLUDE, SSM, ETH0, B);
	ip_mc_join_group(&net, s[1], 0xef050505, ETH0);
	ip_mc_join_source(&net, s[1], 0xef050505, ETH0, A);
	ip_mc_join_group(&net, s[1], 0xef050506, ETH0);
	assert_int_equal(ip_mc_source(&net, s[1], false, MCAST_INCLUDE,
		0xef050506, ETH0, A), -99);
	assert_int_equal(ip_mc_source(&net, s[1], true, MCAST_EXCLUDE,
		0xef050506, ETH0, A), 0);
	for (i = 0; i < 10; i++)
		ip_mc_join_source(&net, s[2], 0xe8070707, ETH0, A + i);
	for (i = 1; i <= 20; i++)
		ip_mc_join_group(&net, s[3], 0xef080800 + i, ETH0);
}

#define SOURCES "0a0000010a0000020a0000030a0000040a000005" \
	"0a0000060a0000070a0000080a0000090a00000a"

static void test_many_groups_go_into_one_report(void **state)
{
	char hex[700] = TO_ROUTERS("0114", "f90b") "00edef00000018";
	uint32_t i, n = (uint32_t)strlen(hex);

	(void)state;
	join_many();
	for (i = 20; i > 0; i--)
		n += (uint32_t)sprintf(hex + n, "04000000ef0808%02x", i);
	strcpy(hex + n, "0500000ae8070707" SOURCES
		"04000001ef0505060a00000103000001ef0505050a000001"
		"04000001e80101010a000003");
	assert_reported(hex);
}

static void test_a_long_list_of_changes_is_split(void **state)
{
	uint32_t i, n = 0, len;
	uint8_t b[128];

	(void)state;
	net.dev.d[ETH0].mtu = 68;
	net.sysctl.igmp_qrv = 1;
	for (i = 0; i < 10; i++)
		ip_mc_join_source(&net, sock, SSM, ETH0, A + i);
	run();
	while ((len = dev_take_sent(&net, ETH0, b, sizeof b)) != 0) {
		assert_in_range(len, 14 + 44, 14 + 68);
		assert_int_equal(b[14 + 24 + 8], 5);
		assert_int_equal(len, 14 + 40 + 4 * b[14 + 24 + 11]);
		n += b[14 + 24 + 11];
	}
	assert_int_equal(n, 10);
}

static void test_times_are_floating_point(void **state)
{
	(void)state;
	hear("\x11\x0a\0\0\xef\1\1\1\x0b\x8f\0\0", 12, 0xe0000001);
	assert_int_equal(net.igmp.d[ETH0].qrv, 3);
	assert_int_equal(net.igmp.d[ETH0].qi, 248ull * NSEC_PER_SEC);
	hear("\x11\x0a\0\0\xef\1\1\1\0\5\0\0", 12, 0xe0000001);
	assert_int_equal(net.igmp.d[ETH0].qrv, 0);
	assert_int_equal(net.igmp.d[ETH0].qi, 5ull * NSEC_PER_SEC);
	assert_int_equal(net.igmp.d[ETH0].qri, 4ull * NSEC_PER_SEC);
	hear("\x11\0\0\0\0\0\0\0", 8, 0xe0000001);
	assert_int_equal(net.igmp.d[ETH0].v1_seen - net.now,
		14ull * NSEC_PER_SEC);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		I(test_a_join_is_reported),
		I(test_a_blocked_source_is_reported_both_ways),
		I(test_sources_are_asked_for_and_dropped),
		I(test_leaving_is_reported),
		I(test_a_second_socket_changes_the_mode),
		I(test_v3_queries_are_answered),
		I(test_queries_for_nothing_of_ours_are_not_answered),
		I(test_old_queriers_get_old_reports),
		I(test_a_report_of_another_host_silences_us),
		I(test_many_groups_go_into_one_report),
		I(test_a_long_list_of_changes_is_split),
		I(test_times_are_floating_point)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
