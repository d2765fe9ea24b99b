/*
 * The mutator of fuzz/frame.c: what libFuzzer makes of an input, then, as luck
 * will have it, repaired: version, lengths and checksums.  A frame that fails
 * the first check tests only that check.
 *
 * libFuzzer alone calls it; AFL++ and the replay are linked without.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t max);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t max,
	unsigned int seed);

enum {
	ETH = 14, IP_LEAST = 20, ARP_LEN = 28, TYPE_AT = 12,
	TYPE_IP = 0x0800, TYPE_VLAN = 0x8100, TYPE_ARP = 0x0806,
	ICMP = 1, IGMP = 2, UDP = 17, LAYERS_MAX = 3
};

static uint32_t state;

/* Marsaglia's xorshift: one in n */
static bool one_in(uint32_t n)
{
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state % n == 0;
}

static uint32_t get16(const uint8_t *p)
{
	return (uint32_t)p[0] << 8 | p[1];
}

static void put16(uint8_t *p, size_t v)
{
	p[0] = (uint8_t)(v >> 8);
	p[1] = (uint8_t)v;
}

static uint32_t sum(const uint8_t *p, size_t n, uint32_t start)
{
	uint64_t s = start;
	size_t i;

	for (i = 0; i < n; i++)
		s += i % 2 ? p[i] : (uint32_t)p[i] << 8;
	while (s > 0xffff)
		s = (s & 0xffff) + (s >> 16);
	return (uint32_t)s;
}

static void repair_udp(uint8_t *ip, uint8_t *udp, size_t n)
{
	uint32_t s;

	if (n < 8)
		return;
	if (!one_in(4))
		put16(udp + 4, n);
	n = get16(udp + 4) <= n ? get16(udp + 4) : n;
	put16(udp + 6, 0);
	s = ~sum(udp, n, sum(ip + 12, 8, UDP + (uint32_t)n)) & 0xffff;
	put16(udp + 6, s ? s : 0xffff);
	if (one_in(8))
		udp[7] ^= 1;
}

/* An error quotes a packet of ours: make that one plausible too. */
static void repair_quote(uint8_t *icmp, size_t n)
{
	if (n >= 8 + IP_LEAST && icmp[0] != 8 && one_in(2))
		icmp[8] = 0x45;
}

static void repair_transport(uint8_t *ip, uint8_t *l4, size_t n)
{
	if (ip[9] == UDP) {
		repair_udp(ip, l4, n);
	} else if ((ip[9] == ICMP || ip[9] == IGMP) && n >= 4) {
		if (ip[9] == ICMP)
			repair_quote(l4, n);
		put16(l4 + 2, 0);
		put16(l4 + 2, ~sum(l4, n, 0) & 0xffff);
	}
}

static void repair_ip(uint8_t *ip, size_t n)
{
	size_t header, total;

	if (n < IP_LEAST)
		return;
	if (ip[0] >> 4 != 4 || (ip[0] & 15) < 5 || (ip[0] & 15) * 4u > n)
		ip[0] = 0x45;
	header = (ip[0] & 15) * 4u;
	if (!one_in(8) || get16(ip + 2) > n)
		put16(ip + 2, n);
	if (!one_in(16))
		put16(ip + 6, get16(ip + 6) & 0x4000);
	total = get16(ip + 2) <= n ? get16(ip + 2) : n;
	if (total > header && !one_in(6))
		repair_transport(ip, ip + header, total - header);
	put16(ip + 10, 0);
	put16(ip + 10, ~sum(ip, header, 0) & 0xffff);
}

static void repair_arp(uint8_t *arp, size_t n)
{
	static const uint8_t ether_ip[6] = { 0, 1, 8, 0, 6, 4 };

	if (n >= ARP_LEN)
		memcpy(arp, ether_ip, sizeof(ether_ip));
}

/* Now and then the destination is one that we take. */
static void repair_address(uint8_t *frame)
{
	static const uint8_t ours[3][6] = {
		{ 0x52, 0x54, 0, 0, 0, 0x0b }, { 0x52, 0x54, 0, 0, 0, 0x1b },
		{ 255, 255, 255, 255, 255, 255 },
	};

	if (one_in(4))
		memcpy(frame, ours[one_in(2) ? 0 : one_in(2) ? 1 : 2], 6);
}

static void repair_frame(uint8_t *frame, size_t n)
{
	size_t at = TYPE_AT;
	int layers;

	if (n < ETH)
		return;
	repair_address(frame);
	if (one_in(8))
		put16(frame + at, TYPE_IP);
	for (layers = 0; layers < LAYERS_MAX && n >= at + 6 &&
		get16(frame + at) == TYPE_VLAN; layers++)
		at += 4;
	if (get16(frame + at) == TYPE_IP)
		repair_ip(frame + at + 2, n - at - 2);
	else if (get16(frame + at) == TYPE_ARP)
		repair_arp(frame + at + 2, n - at - 2);
}

/* Where the first frame of an input starts: see fuzz/frame.c. */
static size_t head(const uint8_t *bytes, size_t size)
{
	size_t n;

	switch (size > 0 ? bytes[0] & 0xf8 : 0) {
	case 0xe0:
	case 0xe8:
		n = 1;
		break;
	case 0xd0:
		n = 3;
		break;
	case 0xd8:
		n = 4;
		break;
	default:
		n = 0;
	}
	return n < size ? n : size;
}

/* The frames of an input, one by one. */
static void repair(uint8_t *bytes, size_t size)
{
	size_t at = head(bytes, size), n;

	if (size == 0 || (bytes[0] & 0xf8) != 0xd8) {
		repair_frame(bytes + at, size - at);
		return;
	}
	for (at = 1; at + 3 <= size; at += 3 + n) {
		n = get16(bytes + at + 1);
		if (n > size - at - 3)
			n = size - at - 3;
		if (bytes[at] & 0x80)
			repair_ip(bytes + at + 3, n);
		else
			repair_frame(bytes + at + 3, n);
	}
}

/* Now and then an input of one kind becomes one of another. */
static size_t dispatch(uint8_t *bytes, size_t size, size_t max)
{
	static const uint8_t kinds[4] = { 0xe0, 0xe8, 0xd0, 0xd8 };

	if (size == 0 || size == max || head(bytes, size) != 0)
		return size;
	memmove(bytes + 1, bytes, size);
	(void)one_in(2);
	bytes[0] = (uint8_t)(kinds[state / 8 % 4] | state % 8);
	return size + 1;
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t max,
	unsigned int seed)
{
	state = seed * 2654435761u | 1;
	size = LLVMFuzzerMutate(bytes, size, max);
	if (one_in(20))
		size = dispatch(bytes, size, max);
	if (!one_in(5))
		repair(bytes, size);
	return size;
}
