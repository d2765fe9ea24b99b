/* Random ARP and frames of other kinds (generate_kinds.h). */
#include "cli/generate_kinds.h"

enum { ETHERTYPE_ARP = 0x0806, AT_ARP = 14 };

/* A field that is not Ethernet's or IPv4's, or a packet that is cut. */
static void bend_arp(struct generator *g)
{
	struct packet *p = &g->packet;

	switch (pick(g, 4)) {
	case 0:
		p->n = AT_ARP + pick(g, 28);
		break;
	case 1:
		p->b[AT_ARP + pick(g, 8)] ^= (uint8_t)(1u << pick(g, 8));
		break;
	case 2:
		packet_set16(p, AT_ARP, 6);
		break;
	default:
		packet_set16(p, AT_ARP + 6, pick(g, 30));
	}
}

void make_arp(struct generator *g)
{
	struct packet *p = &g->packet;
	uint32_t saddr = chance(g, 5) ? 0 : pick_source(g);
	uint32_t daddr = chance(g, 75) ? pick_own(g) : pick_destination(g);
	bool reply = chance(g, 30);

	put_ethernet(g, saddr, reply || chance(g, 20) ? pick_own(g)
						       : UINT32_MAX,
		ETHERTYPE_ARP);
	if (chance(g, 5))
		daddr = saddr;
	packet_u16(p, 1);
	packet_u16(p, 0x0800);
	packet_u8(p, ETH_ALEN);
	packet_u8(p, 4);
	packet_u16(p, reply ? 2 : 1);
	packet_mac(p, mac_of(g, saddr) ^ (chance(g, 5) ? 1 : 0));
	packet_u32(p, saddr);
	packet_mac(p, reply ? g->scene.mac[g->dev] : 0);
	packet_u32(p, daddr);
	if (chance(g, 50))
		while (p->n < 60)
			packet_u8(p, 0);
	if (chance(g, 10))
		bend_arp(g);
	generate_emit(g);
}

/* Ethertypes nobody handles, IPv6, 802.3 with LLC or SNAP, almost nothing. */
void make_link(struct generator *g)
{
	static const uint32_t types[] = { 0x86dd, 0x88cc, 0x1234, 0x0805, 38,
		46, 0x05dc, 0x0600, 0x8863 };
	static const uint32_t saps[] = { 0x4242, 0xaaaa, 0xffff, 0xe0e0 };
	struct packet *p = &g->packet;
	uint32_t n;

	put_ethernet(g, pick_source(g), chance(g, 60) ? pick_own(g)
						       : UINT32_MAX,
		types[pick(g, sizeof(types) / sizeof(types[0]))]);
	packet_u16(p, saps[pick(g, sizeof(saps) / sizeof(saps[0]))]);
	for (n = pick(g, 46); n > 0; n--)
		packet_u8(p, pick(g, 256));
	if (chance(g, 5))
		p->n = AT_ARP + pick(g, 3);
	generate_emit(g);
}
