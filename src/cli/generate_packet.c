/* generate_packet: see the header. */
#include "cli/generate_packet.h"

#include <string.h>

enum { BYTE = 8, IP_LEAST = 20, IP_TOTAL = 2, IP_SUM = 10, UDP_LENGTH = 4,
	UDP_SUM = 6, IP_VERSION_4 = 0x40 };

void packet_u8(struct packet *p, uint32_t v)
{
	if (p->n < PACKET_MAX)
		p->b[p->n++] = (uint8_t)v;
}

void packet_u16(struct packet *p, uint32_t v)
{
	packet_u8(p, v >> BYTE);
	packet_u8(p, v);
}

void packet_u32(struct packet *p, uint32_t v)
{
	packet_u16(p, v >> 2 * BYTE);
	packet_u16(p, v);
}

void packet_mac(struct packet *p, mac_t mac)
{
	packet_u16(p, (uint32_t)(mac >> 4 * BYTE));
	packet_u32(p, (uint32_t)mac);
}

void packet_bytes(struct packet *p, const uint8_t *bytes, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		packet_u8(p, bytes[i]);
}

void packet_set16(struct packet *p, uint32_t at, uint32_t v)
{
	if (at + 2 > p->n)
		return;
	p->b[at] = (uint8_t)(v >> BYTE);
	p->b[at + 1] = (uint8_t)v;
}

uint32_t packet_get16(const struct packet *p, uint32_t at)
{
	return at + 2 > p->n ? 0 : (uint32_t)p->b[at] << BYTE | p->b[at + 1];
}

void packet_ethernet(struct packet *p, mac_t to, mac_t from, uint32_t type)
{
	packet_mac(p, to);
	packet_mac(p, from);
	packet_u16(p, type);
}

void packet_ip(struct packet *p, const struct ip_fields *f)
{
	packet_u8(p, IP_VERSION_4 | (IP_LEAST + f->options_size) / 4);
	packet_u8(p, f->tos);
	packet_u16(p, 0);
	packet_u16(p, f->id);
	packet_u16(p, f->fragment);
	packet_u8(p, f->ttl);
	packet_u8(p, f->protocol);
	packet_u16(p, 0);
	packet_u32(p, f->saddr);
	packet_u32(p, f->daddr);
	packet_bytes(p, f->options, f->options_size);
}

static uint32_t sum_of(const struct packet *p, uint32_t from, uint32_t to,
	uint32_t sum)
{
	uint32_t i;

	for (i = from; i < to; i++)
		sum += (uint32_t)p->b[i] << ((i - from) & 1 ? 0 : BYTE);
	while (sum >> 2 * BYTE)
		sum = (sum & 0xffff) + (sum >> 2 * BYTE);
	return sum;
}

void packet_ip_end(struct packet *p, uint32_t at)
{
	uint32_t header = (uint32_t)(p->b[at] & 15) * 4;

	packet_set16(p, at + IP_TOTAL, p->n - at);
	packet_set16(p, at + IP_SUM, 0);
	packet_set16(p, at + IP_SUM,
		~sum_of(p, at, at + header, 0) & 0xffff);
}

void packet_sum(struct packet *p, uint32_t at, uint32_t field)
{
	packet_set16(p, field, 0);
	packet_set16(p, field, ~sum_of(p, at, p->n, 0) & 0xffff);
}

void packet_udp(struct packet *p, uint32_t at, const struct ip_fields *f,
	uint32_t sport, uint32_t dport)
{
	uint32_t size = p->n - at, sum;

	packet_set16(p, at, sport);
	packet_set16(p, at + 2, dport);
	packet_set16(p, at + UDP_LENGTH, size);
	packet_set16(p, at + UDP_SUM, 0);
	sum = (f->saddr >> 16) + (f->saddr & 0xffff) + (f->daddr >> 16) +
	      (f->daddr & 0xffff) + f->protocol + size;
	sum = ~sum_of(p, at, p->n, sum) & 0xffff;
	packet_set16(p, at + UDP_SUM, sum ? sum : 0xffff);
}
