/* Random ICMP and IGMP messages (generate_kinds.h). */
#include "cli/generate_kinds.h"

#include <stddef.h>

enum { ETHERTYPE_IP = 0x0800, IP_HEADER = 20, ALL_HOSTS = 0xe0000001,
	ALL_IGMPV3 = 0xe0000016, ALL_ROUTERS = 0xe0000002 };

static void begin(struct generator *g, const struct ip_fields *f)
{
	put_ethernet(g, f->saddr, f->daddr, ETHERTYPE_IP);
	packet_ip(&g->packet, f);
}

/* Checksums, and now and then a wrong one. */
static void end(struct generator *g, uint32_t at)
{
	packet_ip_end(&g->packet, AT_IP);
	packet_sum(&g->packet, at, at + 2);
	if (chance(g, 4))
		g->packet.b[at + 2] ^= 1;
	if (chance(g, 4))
		bend(g);
	generate_emit(g);
}

static void put_bytes(struct generator *g, uint32_t n)
{
	while (n-- > 0)
		packet_u8(&g->packet, pick(g, 256));
}

/* The identifier of a ping socket, if one is there. */
static uint32_t pick_id(struct generator *g)
{
	const struct scene_endpoint *e = pick_endpoint(g);

	return e->protocol == PROTO_ICMP && e->port ? e->port : pick(g, 65536);
}

void make_icmp(struct generator *g)
{
	static const uint32_t types[] = { 8, 8, 8, 8, 0, 0, 13, 13, 14, 15, 16,
		17, 18, 9, 10, 1, 2, 6, 7, 19, 30, 40, 42, 43, 255 };
	struct ip_fields f = pick_fields(g, PROTO_ICMP);
	struct packet *p = &g->packet;
	uint32_t at;

	begin(g, &f);
	at = p->n;
	packet_u8(p, types[pick(g, sizeof(types) / sizeof(types[0]))]);
	packet_u8(p, chance(g, 92) ? 0 : pick(g, 256));
	packet_u16(p, 0);
	packet_u16(p, pick_id(g));
	packet_u16(p, 1);
	put_bytes(g, chance(g, 60) ? 12 : pick(g, 200));
	if (chance(g, 4))
		p->n = at + pick(g, 12);
	if (p->n < at + 4)
		p->n = at + 4;
	end(g, at);
}

/* What one of our sockets might have sent to whom it might have spoken. */
static void put_quote(struct generator *g)
{
	static struct packet quote;
	const struct scene_endpoint *e = pick_endpoint(g);
	struct ip_fields f = pick_fields(g, e->protocol);
	uint32_t size;

	f.saddr = e->address && chance(g, 80) ? e->address : pick_own(g);
	f.daddr = e->peer && chance(g, 80) ? e->peer : pick_source(g);
	quote.n = 0;
	packet_ip(&quote, &f);
	packet_u32(&quote, 0);
	packet_u32(&quote, 0);
	packet_bytes(&quote, (const uint8_t *)"muffin", 6);
	if (e->protocol == PROTO_UDP || e->protocol == PROTO_UDPLITE)
		packet_udp(&quote, IP_HEADER, &f, e->port,
			e->peer_port ? e->peer_port : 7000);
	packet_ip_end(&quote, 0);
	size = chance(g, 80) ? 28 : pick(g, quote.n + 1);
	if (chance(g, 4))
		quote.b[0] = (uint8_t)(0x40 | pick(g, 16));
	packet_bytes(&g->packet, quote.b, size);
}

/* Type, code and the word behind them: an MTU, a gateway, a pointer. */
static void put_error(struct generator *g)
{
	static const uint32_t types[] = { 3, 3, 3, 3, 3, 11, 12, 5, 4 };
	static const uint32_t mtus[] = { 0, 68, 552, 576, 1400, 1500, 65535 };
	struct packet *p = &g->packet;
	uint32_t type = types[pick(g, sizeof(types) / sizeof(types[0]))];
	uint32_t word = 0;

	if (type == 3)
		word = mtus[pick(g, sizeof(mtus) / sizeof(mtus[0]))];
	else if (type == 5)
		word = pick_source(g);
	else if (type == 12)
		word = pick(g, 40) << 24;
	packet_u8(p, type);
	packet_u8(p, type == 3 ? pick(g, 18) : pick(g, 4));
	packet_u16(p, 0);
	packet_u32(p, word);
}

void make_icmp_error(struct generator *g)
{
	struct ip_fields f = pick_fields(g, PROTO_ICMP);
	uint32_t at;

	if (chance(g, 85))
		f.daddr = pick_own(g);
	begin(g, &f);
	at = g->packet.n;
	put_error(g);
	put_quote(g);
	end(g, at);
}

static uint32_t pick_group(struct generator *g)
{
	const struct scene *s = &g->scene;

	return s->groups && chance(g, 80) ? s->group[pick(g, s->groups)]
					  : 0xe9000000 | pick(g, 256);
}

void make_igmp(struct generator *g)
{
	static const uint8_t alert[] = { 148, 4, 0, 0 };
	static const uint32_t types[] = { 0x11, 0x11, 0x11, 0x12, 0x16, 0x17,
		0x22, 0x13, 0x14, 0x99 };
	uint32_t type = types[pick(g, sizeof(types) / sizeof(types[0]))];
	struct ip_fields f = pick_fields(g, PROTO_IGMP);
	uint32_t group = type == 0x11 && chance(g, 50) ? 0 : pick_group(g);
	uint32_t at;

	f.daddr = group ? group : ALL_HOSTS;
	if (type == 0x22)
		f.daddr = ALL_IGMPV3;
	else if (type == 0x17)
		f.daddr = ALL_ROUTERS;
	f.ttl = 1;
	f.options = alert;
	f.options_size = chance(g, 80) ? sizeof(alert) : 0;
	begin(g, &f);
	at = g->packet.n;
	packet_u8(&g->packet, type);
	packet_u8(&g->packet, chance(g, 70) ? 100 : 0);
	packet_u16(&g->packet, 0);
	packet_u32(&g->packet, group);
	/* A query is one of version 3: the answers to those of 1 and 2 come
	 * back to the host by loopback, at a random time. */
	if (type == 0x22 || type == 0x11)
		put_bytes(g, 4 + 4 * pick(g, 3));
	if (chance(g, 4))
		g->packet.n = at + 4 + pick(g, 4);
	end(g, at);
}
