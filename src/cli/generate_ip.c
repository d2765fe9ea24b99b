/* Random IPv4 packets: UDP, options, fragments (generate_kinds.h). */
#include "cli/generate_kinds.h"

#include <stddef.h>
#include <string.h>

enum {
	UDP_HEADER = 8, IP_HEADER = 20, OPTIONS_MAX = 40, PIECES_MAX = 6,
	FRAGMENT_UNIT = 8, MORE = 0x2000, ETHERTYPE_IP = 0x0800,
	ETHERTYPE_VLAN = 0x8100, MACS = 12, FRAME_LEAST = 14
};

/* Around what Linux tells apart: 8, 76 bytes of UDP, the MTU, nothing. */
static uint32_t pick_size(struct generator *g)
{
	static const uint32_t sizes[] = { 0, 1, 5, 6, 6, 17, 18, 40, 67, 68,
		69, 70, 100, 200, 552, 1000, 1472 };

	return chance(g, 80)
		? sizes[pick(g, sizeof(sizes) / sizeof(sizes[0]))]
		: pick(g, 1472);
}

static void put_payload(struct packet *p, uint32_t size)
{
	uint32_t i;

	for (i = 0; i < size; i++)
		packet_u8(p, 'a' + i % 26);
}

/* The UDP datagram of those fields, of which the IP header is there. */
static void put_udp(struct generator *g, const struct ip_fields *f,
	uint32_t size)
{
	const struct scene_endpoint *e = pick_endpoint(g);
	struct packet *p = &g->packet;
	uint32_t at = p->n;
	uint32_t sport = e->peer_port && chance(g, 70) ? e->peer_port
						      : 1024 + pick(g, 8);

	packet_u32(p, 0);
	packet_u32(p, 0);
	put_payload(p, size);
	packet_udp(p, at, f, chance(g, 2) ? 0 : sport,
		chance(g, 85) ? e->port : pick(g, 65536));
	if (chance(g, 8))
		packet_set16(p, at + 6, 0);
}

/* A connected socket hears its peer: then that one speaks. */
static struct ip_fields udp_fields(struct generator *g)
{
	const struct scene_endpoint *e = pick_endpoint(g);
	struct ip_fields f = pick_fields(g, chance(g, 4) ? PROTO_UDPLITE
							  : PROTO_UDP);

	if (e->protocol == PROTO_UDPLITE && chance(g, 80))
		f.protocol = PROTO_UDPLITE;
	if (e->peer && chance(g, 50))
		f.saddr = e->peer;
	return f;
}

static void udp_packet(struct generator *g, const struct ip_fields *f,
	uint32_t size)
{
	put_ethernet(g, f->saddr, f->daddr, ETHERTYPE_IP);
	packet_ip(&g->packet, f);
	put_udp(g, f, size);
	packet_ip_end(&g->packet, AT_IP);
}

void make_udp(struct generator *g)
{
	struct ip_fields f = udp_fields(g);

	udp_packet(g, &f, pick_size(g));
	if (chance(g, 15))
		bend(g);
	generate_emit(g);
}

/* One option; returns where the next begins. */
static uint32_t put_option(struct generator *g, uint8_t *o, uint32_t at)
{
	static const uint8_t types[] = { 7, 68, 131, 137, 148, 130, 134, 136,
		25, 205 };
	uint32_t room = OPTIONS_MAX - at;
	uint32_t size = 3 + 4 * pick(g, 4) + (chance(g, 10) ? pick(g, 3) : 0);

	if (chance(g, 25) || room < 4) {
		o[at] = chance(g, 80);	/* NOP, or the end */
		return at + 1;
	}
	o[at] = types[pick(g, sizeof(types))];
	if (o[at] == 68 || o[at] == 148)
		size++;
	if (size > room)
		size = room;
	o[at + 1] = (uint8_t)(chance(g, 92) ? size : pick(g, 45));
	if (size > 2)
		o[at + 2] = (uint8_t)(chance(g, 85) ? (o[at] == 68 ? 5 : 4)
						     : pick(g, 45));
	if (size > 3 && o[at] == 68)
		o[at + 3] = (uint8_t)(chance(g, 70) ? pick(g, 4)
						     : pick(g, 256));
	if (size > 3 && o[at] == 148)
		o[at + 2] = 0;
	return at + size;
}

void make_options(struct generator *g)
{
	uint8_t options[OPTIONS_MAX] = { 0 };
	struct ip_fields f = udp_fields(g);
	uint32_t at = 0, n = 1 + pick(g, 3);

	while (n-- > 0 && at < OPTIONS_MAX)
		at = put_option(g, options, at);
	f.options = options;
	f.options_size = (at + 3) / 4 * 4;
	udp_packet(g, &f, pick_size(g));
	if (chance(g, 5))
		bend(g);
	generate_emit(g);
}

/* A piece of the whole, from unit `from` on. */
static void emit_piece(struct generator *g, const struct packet *whole,
	struct ip_fields f, uint32_t from, uint32_t units, bool last)
{
	uint32_t start = AT_IP + IP_HEADER + from * FRAGMENT_UNIT;
	uint32_t size = units * FRAGMENT_UNIT;

	if (start >= whole->n)
		return;
	if (last || start + size > whole->n)
		size = whole->n - start;
	if (chance(g, 2) && size > 3)
		size -= pick(g, 4);
	f.fragment = from | (last && chance(g, 97) ? 0 : MORE);
	put_ethernet(g, f.saddr, f.daddr, ETHERTYPE_IP);
	packet_ip(&g->packet, &f);
	packet_bytes(&g->packet, whole->b + start, size);
	packet_ip_end(&g->packet, AT_IP);
	if (chance(g, 2))
		bend(g);
	generate_emit(g);
}

static void shuffle(struct generator *g, uint32_t *order, uint32_t n)
{
	uint32_t i;

	for (i = n; i > 1; i--) {
		uint32_t j = pick(g, i), kept = order[i - 1];

		order[i - 1] = order[j];
		order[j] = kept;
	}
}

/* In order or not; some missing, twice, or one unit too early. */
static void emit_pieces(struct generator *g, const struct packet *whole,
	const struct ip_fields *f, uint32_t n, uint32_t units)
{
	uint32_t order[PIECES_MAX];
	uint32_t i;

	for (i = 0; i < n; i++)
		order[i] = i;
	if (chance(g, 50))
		shuffle(g, order, n);
	for (i = 0; i < n; i++) {
		uint32_t from = order[i] * units;

		if (chance(g, 4))
			continue;
		if (chance(g, 3) && from > 0)
			from--;
		emit_piece(g, whole, *f, from, units, order[i] == n - 1);
		if (chance(g, 4))
			emit_piece(g, whole, *f, from, units,
				order[i] == n - 1);
	}
}

void make_fragments(struct generator *g)
{
	static struct packet whole;
	struct ip_fields f = udp_fields(g);
	uint32_t n = 2 + pick(g, PIECES_MAX - 2);
	uint32_t units = 1 + pick(g, 60);

	f.fragment = 0;
	udp_packet(g, &f, n * units * FRAGMENT_UNIT - UDP_HEADER -
		pick(g, FRAGMENT_UNIT));
	whole = g->packet;
	emit_pieces(g, &whole, &f, n, units);
}

void make_vlan(struct generator *g)
{
	static struct packet plain;
	struct ip_fields f = udp_fields(g);
	struct packet *p = &g->packet;

	udp_packet(g, &f, pick_size(g));
	plain = *p;
	p->n = MACS;
	packet_u16(p, chance(g, 80) ? ETHERTYPE_VLAN : 0x88a8);
	packet_u16(p, chance(g, 60) ? pick(g, 8) << 13 : pick(g, 65536));
	packet_bytes(p, plain.b + MACS, plain.n - MACS);
	if (chance(g, 10))
		p->n = FRAME_LEAST + pick(g, 8);
	generate_emit(g);
}

void make_protocol(struct generator *g)
{
	const struct scene_endpoint *e = pick_endpoint(g);
	struct ip_fields f = pick_fields(g,
		chance(g, 30) ? e->protocol : pick(g, 256));

	put_ethernet(g, f.saddr, f.daddr, ETHERTYPE_IP);
	packet_ip(&g->packet, &f);
	put_payload(&g->packet, pick(g, 64));
	packet_ip_end(&g->packet, AT_IP);
	generate_emit(g);
}

static void bend_ip(struct generator *g, struct packet *p)
{
	switch (pick(g, 7)) {
	case 0:
		p->b[AT_IP + 8] = (uint8_t)pick(g, 2);
		break;
	case 1:
		p->b[AT_IP] = (uint8_t)(chance(g, 60) ? 0x40 | pick(g, 16)
						      : pick(g, 256));
		break;
	case 2:
		packet_set16(p, AT_IP + 2, chance(g, 50)
			? packet_get16(p, AT_IP + 2) + pick(g, 17) - 8
			: pick(g, 65536));
		break;
	case 3:
		packet_set16(p, AT_IP + 6, pick(g, 8) << 13 |
			(chance(g, 50) ? pick(g, 8192) : 0));
		break;
	case 4:
		p->b[AT_IP + 9] = (uint8_t)pick(g, 256);
		break;
	default:
		p->b[AT_IP + pick(g, IP_HEADER)] ^= (uint8_t)(1u << pick(g, 8));
	}
}

/* Most headers get a right checksum again: else all end at ip_rcv_core. */
static void sum_again(struct generator *g, struct packet *p)
{
	uint32_t header = (uint32_t)(p->b[AT_IP] & 15) * 4;
	uint32_t n = p->n;

	if (chance(g, 15) || header < IP_HEADER || AT_IP + header > n)
		return;
	p->n = AT_IP + header;
	packet_sum(p, AT_IP, AT_IP + 10);
	p->n = n;
}

static void bend_udp(struct generator *g, struct packet *p)
{
	uint32_t at = AT_IP + (uint32_t)(p->b[AT_IP] & 15) * 4;

	if (chance(g, 50))
		packet_set16(p, at + 4, chance(g, 50) ? pick(g, 16)
			: packet_get16(p, at + 4) + pick(g, 17) - 8);
	else
		packet_set16(p, at + 6, packet_get16(p, at + 6) ^
			1u << pick(g, 16));
}

static void bend_frame(struct generator *g, struct packet *p)
{
	static const mac_t macs[] = { 0xffffffffffff, 0x01005e000001,
		0x020000000099, 0 };
	uint32_t n = p->n;

	switch (pick(g, 4)) {
	case 0:
		p->n = FRAME_LEAST + pick(g, n - FRAME_LEAST);
		break;
	case 1:
		put_payload(p, pick(g, 40));
		break;
	case 2:
		p->n = 0;
		packet_mac(p, macs[pick(g, sizeof(macs) / sizeof(macs[0]))]);
		p->n = n;
		break;
	default:
		p->b[AT_IP + pick(g, n - AT_IP)] ^= (uint8_t)(1u << pick(g, 8));
	}
}

void bend(struct generator *g)
{
	struct packet *p = &g->packet;
	uint32_t n = pick(g, 100);

	if (p->n < AT_IP + IP_HEADER + UDP_HEADER || n < 30) {
		if (p->n > AT_IP)
			bend_frame(g, p);
	} else if (n < 65) {
		bend_ip(g, p);
		sum_again(g, p);
	} else {
		bend_udp(g, p);
	}
}
