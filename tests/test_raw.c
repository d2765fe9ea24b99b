/*
 * ipv4/raw: who hears a packet, what it reads, what becomes of the packet.
 * The rows are what Linux 6.18 was seen to do.
 */
#include "frames.h"
#include "core/sk_filter.h"
#include "ipv4/raw.h"
#include "filters.h"

enum { PROTO = 99 };

static uint32_t raw(uint32_t protocol)
{
	uint32_t s = sk_alloc(&net.sock);

	net.sock.s[s].type = SOCK_RAW;
	net.sock.s[s].protocol = protocol;
	raw_hash_sk(&net.raw, &net.sock, s);
	return s;
}

static void arrives(uint32_t protocol, const char *payload)
{
	receive(ip_frame(good_packet(protocol), payload,
		(uint32_t)strlen(payload)));
}

static uint32_t read_raw(uint32_t s, uint8_t *to, uint32_t size)
{
	struct udp_msg m = { 0, 0, 0 };

	assert_int_equal(raw_recvmsg(&net, s, to, size, &m), 0);
	assert_int_equal(m.saddr, A);
	return m.len;
}

static void test_every_socket_reads_the_ip_header(void **state)
{
	uint32_t any = raw(PROTO), ours = raw(PROTO), other = raw(PROTO);
	struct udp_msg m;
	uint8_t to[64];

	(void)state;
	assert_int_equal(raw_bind(&net, ours, B), 0);
	assert_int_equal(raw_bind(&net, other, 0x7f000001), 0);
	arrives(PROTO, "hello");
	assert_int_equal(waiting(any) + waiting(ours), 2);
	assert_int_equal(waiting(other), 0);
	assert_int_equal(read_raw(any, to, sizeof to), 25);
	assert_int_equal(to[0], 0x45);
	assert_int_equal(to[9], PROTO);
	assert_memory_equal(to + 20, "hello", 5);
	assert_int_equal(read_raw(ours, to, 21), 25);
	assert_int_equal(raw_recvmsg(&net, ours, to, 1, &m), -11);
	assert_int_equal(net.pool.nfree, POOL_SIZE);
}

/* no handler, but a raw socket: used up, not unreachable */
static void test_an_unknown_protocol_is_consumed(void **state)
{
	uint32_t s;

	(void)state;
	arrives(PROTO, "a");
	assert_int_equal(dropped(), DROP_NO_PROTOCOL);
	s = raw(PROTO);
	arrives(PROTO, "a");
	assert_int_equal(dropped(), DROP_NONE);
	assert_int_equal(waiting(s), 1);
	assert_int_equal(net.mib.v[MIB_Ip_InUnknownProtos], 1);
	assert_int_equal(net.mib.v[MIB_Ip_InDelivers], 1);
	arrives(PROTO + 1, "a");
	assert_int_equal(dropped(), DROP_NO_PROTOCOL);
}

static void test_protocol_255_is_heard_too(void **state)
{
	uint32_t s = raw(255);

	(void)state;
	arrives(255, "a");
	assert_int_equal(waiting(s), 1);
}

/* a datagram with a bad checksum, heard raw and dropped */
static void test_the_handler_gets_the_packet_too(void **state)
{
	struct datagram d = good_datagram();
	uint32_t s = raw(IPPROTO_UDP);

	(void)state;
	d.sum_error = 1;
	receive(udp_frame(d));
	assert_int_equal(dropped(), DROP_UDP_BAD_CSUM);
	assert_int_equal(waiting(s), 1);
	receive(udp_frame(good_datagram()));
	assert_int_equal(waiting(muffin), 1);
	assert_int_equal(waiting(s), 2);
}

static void test_a_connected_socket_hears_its_peer(void **state)
{
	struct packet stranger = good_packet(PROTO);
	uint32_t s = raw(PROTO);

	(void)state;
	assert_int_equal(ip4_datagram_connect(&net, s, A, 0), 0);
	assert_int_equal(net.sock.s[s].rcv_saddr, B);
	arrives(PROTO, "a");
	assert_int_equal(waiting(s), 1);
	stranger.saddr = NEIGHBOUR;
	receive(ip_frame(stranger, "a", 1));
	assert_int_equal(waiting(s), 1);
	assert_int_equal(dropped(), DROP_NO_PROTOCOL);
	assert_int_equal(raw_bind(&net, s, B), -22);
}

static void test_a_device_is_minded(void **state)
{
	uint32_t s = raw(PROTO), lo = raw(PROTO);

	(void)state;
	net.sock.s[s].bound_dev = ETH0;
	net.sock.s[lo].bound_dev = DEV_LO;
	arrives(PROTO, "a");
	assert_int_equal(waiting(s), 1);
	assert_int_equal(waiting(lo), 0);
}

/* SOCK_MIN_RCVBUF takes 4 of truesize 704; then it is as if it were not */
static void test_a_full_buffer_does_not_count(void **state)
{
	uint32_t s = raw(PROTO), i;
	uint32_t fits = 0;

	(void)state;
	net.sock.s[s].rcvbuf = SOCK_MIN_RCVBUF;
	for (i = 0; i < 12; i++) {
		arrives(PROTO, "hello!");
		if (dropped() == DROP_NONE)
			fits++;
	}
	assert_int_equal(fits, waiting(s));
	assert_int_equal(net.sock.s[s].drops, 12 - fits);
	assert_int_equal(net.mib.v[MIB_Ip_InUnknownProtos], 12 - fits);
	assert_true(queue_bytes(&net.queues, QUEUE_SOCK + s) >=
		SOCK_MIN_RCVBUF);
}

static void test_icmp_filter(void **state)
{
	struct packet p = good_packet(IPPROTO_ICMP);
	uint32_t s = raw(IPPROTO_ICMP);

	(void)state;
	receive(icmp_frame(p, 8, 0, "data", 4));
	assert_int_equal(waiting(s), 1);
	net.sock.s[s].icmp_filter = 1u << 8;
	receive(icmp_frame(p, 8, 0, "data", 4));
	assert_int_equal(waiting(s), 1);
	receive(icmp_frame(p, 0, 0, "data", 4));
	assert_int_equal(waiting(s), 2);
	net.sock.s[s].icmp_filter = 0xffffffff;
	receive(icmp_frame(p, 40, 0, "data", 4));
	assert_int_equal(waiting(s), 3);
	net.sock.s[s].icmp_filter = 0;
	receive(ip_frame(p, "\0\0\0", 3));	/* no whole header */
	assert_int_equal(waiting(s), 3);
}

static void test_a_filter_cuts_and_drops(void **state)
{
	static const uint32_t keep[] = { 22, 1, 65535 };
	struct sock_filter f = { BPF_RET_K, 0, 0, 0 };
	uint32_t s = raw(PROTO), i;
	uint8_t to[64];

	(void)state;
	for (i = 0; i < 3; i++) {
		f.k = keep[i];
		assert_int_equal(attach(&net, s, 1, &f), 0);
		arrives(PROTO, "hello");
		assert_int_equal(read_raw(s, to, sizeof to),
			keep[i] < 25 ? keep[i] : 25);
	}
	f.k = 0;
	assert_int_equal(attach(&net, s, 1, &f), 0);
	arrives(PROTO, "hello");
	assert_int_equal(net.drop.n[DROP_RAW_FILTER], 1);
	assert_int_equal(net.sock.s[s].drops, 0);
	assert_int_equal(net.mib.v[MIB_Ip_InDelivers], 4);
	assert_int_equal(net.mib.v[MIB_Ip_InUnknownProtos], 0);
}

static void test_bind(void **state)
{
	uint32_t s = raw(PROTO);

	(void)state;
	assert_int_equal(raw_bind(&net, s, NEIGHBOUR), -99);
	assert_int_equal(raw_bind(&net, s, SUBNET_BROADCAST), 0);
	assert_int_equal(raw_bind(&net, s, ALL_HOSTS), 0);
	assert_int_equal(raw_bind(&net, s, 0), 0);
	assert_int_equal(net.sock.s[s].rcv_saddr, 0);
}

static void test_a_group_must_be_wanted(void **state)
{
	struct packet p = good_packet(PROTO);
	uint32_t s = raw(PROTO);

	(void)state;
	p.to = MAC_GROUP;
	p.daddr = ALL_HOSTS;
	receive(ip_frame(p, "a", 1));
	assert_int_equal(waiting(s), 1);
	net.sock.s[s].mc_all = 0;
	receive(ip_frame(p, "a", 1));
	assert_int_equal(waiting(s), 1);
	assert_int_equal(dropped(), DROP_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_every_socket_reads_the_ip_header),
		T(test_an_unknown_protocol_is_consumed),
		T(test_protocol_255_is_heard_too),
		T(test_the_handler_gets_the_packet_too),
		T(test_a_connected_socket_hears_its_peer),
		T(test_a_device_is_minded),
		T(test_a_full_buffer_does_not_count),
		T(test_icmp_filter),
		T(test_a_filter_cuts_and_drops),
		T(test_bind),
		T(test_a_group_must_be_wanted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
