/* frames: see the header. */
#include "frames.h"

#include "ipv4/fib_frontend.h"
#include "ipv4/udp.h"

struct net net;
uint32_t muffin;

int host_b(void **state)
{
	(void)state;
	net_init(&net, 1);
	net.sysctl.icmp_ratemask = 0;	/* many errors in no time */
	assert_true(register_netdevice(&net.dev, DEV_TYPE_TAP, MAC_B, 1500));
	assert_int_equal(fib_add_ifaddr(&net, ETH0, B, 24), 0);
	assert_true(neigh_update(&net.arp, A, ETH0, MAC_A, NUD_PERMANENT));
	muffin = sk_alloc(&net.sock);
	assert_int_equal(inet_bind(&net, muffin, 0, PORT), 0);
	return 0;
}

struct packet good_packet(uint32_t protocol)
{
	struct packet p = { .to = MAC_B, .saddr = A, .daddr = B,
		.protocol = protocol, .ttl = 64, .options = "" };

	return p;
}

struct datagram good_datagram(void)
{
	struct datagram d = { .ip = good_packet(IPPROTO_UDP), .sport = FROM,
		.dport = PORT, .len = 6 };

	return d;
}

uint32_t get16(const uint8_t *b)
{
	return (uint32_t)b[0] << 8 | b[1];
}

uint32_t get32(const uint8_t *b)
{
	return get16(b) << 16 | get16(b + 2);
}

static void put16(uint8_t *b, uint32_t v)
{
	b[0] = (uint8_t)(v >> 8);
	b[1] = (uint8_t)v;
}

static void put32(uint8_t *b, uint32_t v)
{
	put16(b, v >> 16);
	put16(b + 2, v);
}

static void put48(uint8_t *b, mac_t v)
{
	put16(b, (uint32_t)(v >> 32));
	put32(b + 2, (uint32_t)v);
}

uint32_t plain_checksum(const uint8_t *b, uint32_t len, uint32_t sum)
{
	uint32_t i;

	for (i = 0; i + 1 < len; i += 2)
		sum += get16(b + i);
	if (len % 2)
		sum += (uint32_t)b[len - 1] << 8;
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return 0xffff - sum;
}

static void put_header(uint8_t *b, struct packet p, uint32_t len)
{
	uint32_t ihl = 20 + p.optlen;

	b[0] = (uint8_t)(p.told_version_ihl ? p.told_version_ihl
					    : 0x40 + ihl / 4);
	b[1] = (uint8_t)p.tos;
	put16(b + 2, p.told_length ? p.told_length : ihl + len);
	put16(b + 6, p.frag);
	b[8] = (uint8_t)p.ttl;
	b[9] = (uint8_t)p.protocol;
	put32(b + 12, p.saddr);
	put32(b + 16, p.daddr);
	memcpy(b + 20, p.options, p.optlen);
	put16(b + 10, plain_checksum(b, ihl, 0) + p.sum_error);
}

struct frame ip_frame(struct packet p, const void *payload, uint32_t len)
{
	struct frame f = { .len = 34 + p.optlen + len };

	put48(f.b, p.to);
	put48(f.b + 6, MAC_A);
	put16(f.b + 12, ETH_P_IP);
	memcpy(f.b + 34 + p.optlen, payload, len);
	put_header(f.b + 14, p, len);
	return f;
}

/* The sum of the pseudo header. */
static uint32_t pseudo(struct packet p, uint32_t len)
{
	return (p.saddr >> 16) + (p.saddr & 0xffff) + (p.daddr >> 16) +
	       (p.daddr & 0xffff) + IPPROTO_UDP + len;
}

struct frame udp_frame(struct datagram d)
{
	uint8_t u[FRAME_MAX] = { 0 };
	uint32_t told = d.lies ? d.told_length : 8 + d.len, i, sum;
	uint32_t covered = told >= 8 && told <= 8 + d.len ? told : 8 + d.len;

	put16(u, d.sport);
	put16(u + 2, d.dport);
	put16(u + 4, told);
	for (i = 0; i < d.len; i++)
		u[8 + i] = (uint8_t)(i + 1);
	sum = plain_checksum(u, covered, pseudo(d.ip, told));
	put16(u + 6, d.no_sum ? 0 : (sum ? sum : 0xffff) + d.sum_error);
	return ip_frame(d.ip, u, 8 + d.len);
}

struct frame icmp_frame(struct packet p, uint32_t type, uint32_t code,
	const void *data, uint32_t len)
{
	uint8_t m[FRAME_MAX] = { (uint8_t)type, (uint8_t)code };

	memcpy(m + 4, data, len);
	put16(m + 2, plain_checksum(m, 4 + len, 0));
	return ip_frame(p, m, 4 + len);
}

struct frame arp_frame(uint32_t op, mac_t sha, uint32_t sip, uint32_t tip)
{
	struct frame f = { .len = 42 };

	put48(f.b, MAC_ALL);
	put48(f.b + 6, sha);
	put16(f.b + 12, ETH_P_ARP);
	put16(f.b + 14, 1);
	put16(f.b + 16, ETH_P_IP);
	put16(f.b + 18, 0x0604);
	put16(f.b + 20, op);
	put48(f.b + 22, sha);
	put32(f.b + 28, sip);
	put32(f.b + 38, tip);
	return f;
}

void receive(struct frame f)
{
	trace_init(&net.trace);
	netif_receive_frame(&net, ETH0, f.b, f.len, f.len);
}

/* The argument of the only entry of that kind, or `none`. */
static uint32_t only(enum trace_kind kind, uint32_t none)
{
	uint32_t i, found = none;

	for (i = 0; i < net.trace.n; i++) {
		if (net.trace.e[i].kind != kind)
			continue;
		assert_int_equal(found, none);
		found = net.trace.e[i].arg;
	}
	return found;
}

uint32_t dropped(void)
{
	uint32_t site = only(TRACE_DROP, DROP_NONE);

	if (site != DROP_NONE)
		assert_true(net.drop.n[site] > 0);
	return site;
}

uint32_t not_known(void)
{
	return only(TRACE_NOT_MODELLED, NM_MAX);
}

uint32_t noted(enum trace_kind kind)
{
	uint32_t i, n = 0;

	for (i = 0; i < net.trace.n; i++)
		n += net.trace.e[i].kind == kind;
	return n;
}

uint32_t waiting(uint32_t socket)
{
	return (uint32_t)queue_len(&net.queues, QUEUE_SOCK + socket);
}

struct frame sent(void)
{
	struct frame f = { .len = 0 };

	f.len = dev_take_sent(&net, ETH0, f.b, FRAME_MAX);
	return f;
}

void assert_icmp_sent(struct frame *f, uint32_t type, uint32_t code)
{
	uint32_t icmp;

	*f = sent();
	assert_int_not_equal(f->len, 0);
	assert_int_equal(get16(f->b + 12), ETH_P_IP);
	assert_int_equal(f->b[23], IPPROTO_ICMP);
	assert_int_equal(get16(f->b + 16), f->len - 14);
	icmp = 14 + f->b[14] % 16u * 4u;
	assert_int_equal(plain_checksum(f->b + 14, icmp - 14, 0), 0);
	assert_int_equal(plain_checksum(f->b + icmp, f->len - icmp, 0), 0);
	assert_int_equal(f->b[icmp], type);
	assert_int_equal(f->b[icmp + 1], code);
}
