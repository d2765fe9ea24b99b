/* Who speaks and who is spoken to in random frames (generate_kinds.h). */
#include "cli/generate_kinds.h"

#include <stddef.h>

enum { HUNDRED = 100, TTL_USUAL = 64 };

static const uint32_t odd_addresses[] = {
	0x00000000, 0xffffffff, 0x7f000001, 0xe0000005, 0xf0000001,
	0x00010203, 0xa9fe0101, 0x08080808, 0xc0a80001
};

uint32_t random_u32(struct generator *g)
{
	uint32_t high = prandom_u32(&g->rnd) & 0xffff;

	return high << 16 | (prandom_u32(&g->rnd) & 0xffff);
}

uint32_t pick(struct generator *g, uint32_t n)
{
	return n ? prandom_u32(&g->rnd) % n : 0;
}

bool chance(struct generator *g, uint32_t percent)
{
	return pick(g, HUNDRED) < percent;
}

static uint32_t odd(struct generator *g)
{
	return odd_addresses[pick(g, sizeof(odd_addresses) /
		sizeof(odd_addresses[0]))];
}

static uint32_t in_prefix(struct generator *g, struct scene_prefix p)
{
	uint32_t mask = p.plen ? UINT32_MAX << (32 - p.plen) : 0;

	return (p.address & mask) | (random_u32(g) & ~mask);
}

/* An address of the device where the frame enters, if it has one. */
static struct scene_prefix here(struct generator *g)
{
	const struct scene *s = &g->scene;
	uint32_t start = pick(g, s->addresses);
	uint32_t i;

	for (i = 0; i < s->addresses; i++) {
		uint32_t n = (start + i) % s->addresses;

		if (s->address_dev[n] == g->dev)
			return s->address[n];
	}
	return s->addresses ? s->address[start]
			    : (struct scene_prefix){ 0x0a000002, 24 };
}

uint32_t pick_own(struct generator *g)
{
	const struct scene *s = &g->scene;

	return chance(g, 90) || !s->addresses
		? here(g).address : s->address[pick(g, s->addresses)].address;
}

const struct scene_endpoint *pick_endpoint(struct generator *g)
{
	static const struct scene_endpoint none = { 0, 4747, PROTO_UDP, 0, 0 };
	const struct scene *s = &g->scene;

	return s->endpoints ? &s->endpoint[pick(g, s->endpoints)] : &none;
}

uint32_t pick_source(struct generator *g)
{
	const struct scene *s = &g->scene;
	uint32_t n = pick(g, HUNDRED);

	if (n < 50 && s->neighbours)
		return s->neighbour[pick(g, s->neighbours)];
	if (n < 58 && s->sources)
		return s->source[pick(g, s->sources)];
	if (n < 78)
		return in_prefix(g, here(g)) | 8;
	if (n < 90 && s->prefixes)
		return in_prefix(g, s->prefix[pick(g, s->prefixes)]);
	return n < 93 ? pick_own(g) : odd(g);
}

static uint32_t broadcast(struct scene_prefix p)
{
	return p.address | (p.plen < 32 ? UINT32_MAX >> p.plen : 0);
}

uint32_t pick_destination(struct generator *g)
{
	const struct scene *s = &g->scene;
	uint32_t n = pick(g, HUNDRED);

	if (n < 62)
		return pick_own(g);
	if (n < 72 && s->groups)
		return s->group[pick(g, s->groups)];
	if (n < 77)
		return broadcast(here(g));
	if (n < 80)
		return UINT32_MAX;
	if (n < 90 && s->prefixes)
		return in_prefix(g, s->prefix[pick(g, s->prefixes)]);
	if (n < 94)
		return in_prefix(g, here(g));
	return n < 96 ? 0xe0000001 : odd(g);
}

/* A neighbour that is named, or one whose address follows from its IP. */
mac_t mac_of(const struct generator *g, uint32_t address)
{
	const struct scene *s = &g->scene;
	uint32_t i;

	for (i = 0; i < s->neighbours; i++)
		if (s->neighbour[i] == address)
			return s->neighbour_mac[i];
	return 0x020000000000 | address;
}

static mac_t destination_mac(const struct generator *g, uint32_t daddr)
{
	struct generator copy = *g;

	if (daddr >> 28 == 0xe)
		return 0x01005e000000 | (daddr & 0x7fffff);
	if (daddr == UINT32_MAX || daddr == broadcast(here(&copy)))
		return 0xffffffffffff;
	return g->scene.mac[g->dev];
}

void put_ethernet(struct generator *g, uint32_t saddr, uint32_t daddr,
	uint32_t type)
{
	g->packet.n = 0;
	packet_ethernet(&g->packet, destination_mac(g, daddr),
		mac_of(g, saddr), type);
}

struct ip_fields pick_fields(struct generator *g, uint32_t protocol)
{
	struct ip_fields f = { 0, 0, 0, 0, 0, TTL_USUAL, 0, NULL, 0 };

	f.saddr = pick_source(g);
	f.daddr = pick_destination(g);
	f.protocol = protocol;
	f.id = random_u32(g) & 0xffff;
	f.fragment = chance(g, 30) ? 0x4000 : 0;
	f.ttl = chance(g, 5) ? pick(g, 3) : TTL_USUAL;
	f.tos = chance(g, 10) ? pick(g, 256) : 0;
	return f;
}
