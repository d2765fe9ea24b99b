/* generate: see the header.  The kinds are in generate_kinds.h. */
#include "cli/generate.h"

#include <stdlib.h>
#include <string.h>

#include "cli/generate_kinds.h"
#include "cli/linktype.h"

enum { MILLISECOND_NS = 1000000 };

#define START_NS (INT64_C(1700000000) * 1000000000)

static const struct kind {
	uint32_t weight;
	void (*make)(struct generator *g);
} kinds[] = {
	{ 46, make_udp },
	{ 8, make_options },
	{ 7, make_fragments },
	{ 4, make_vlan },
	{ 4, make_protocol },
	{ 9, make_icmp },
	{ 10, make_icmp_error },
	{ 3, make_igmp },
	{ 6, make_arp },
	{ 3, make_link },
};

void generate_emit(struct generator *g)
{
	struct capture_frame f;

	if (g->full || g->to->n >= g->wanted)
		return;
	memset(&f, 0, sizeof(f));
	f.bytes = g->packet.b;
	f.caplen = f.len = g->packet.n;
	f.number = g->to->n + 1;
	f.ts_ns = START_NS + (int64_t)g->to->n * MILLISECOND_NS;
	f.linktype = LINKTYPE_ETHERNET;
	f.if_name = g->scene.devs ? g->scene.dev[g->dev] : NULL;
	f.has_ts = true;
	g->full = !frame_list_add(g->to, &f);
}

static uint32_t all_weights(void)
{
	uint32_t sum = 0;
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		sum += kinds[i].weight;
	return sum;
}

static void make_one(struct generator *g)
{
	uint32_t n = pick(g, all_weights());
	const struct kind *k = kinds;

	while (n >= k->weight)
		n -= (k++)->weight;
	g->dev = pick(g, g->scene.devs);
	k->make(g);
}

bool generate_frames(struct frame_list *to, const struct host_text *text,
	uint32_t seed, uint32_t n)
{
	struct generator *g = calloc(1, sizeof(*g));
	bool ok = g != NULL;

	if (!g)
		return false;
	prandom_seed(&g->rnd, seed);
	scene_read(&g->scene, text);
	g->to = to;
	g->wanted = to->n + n;
	while (!g->full && to->n < g->wanted)
		make_one(g);
	ok = !g->full;
	free(g);
	return ok;
}
