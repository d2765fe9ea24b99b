/* The frame fuzz target: what Muffin did, held against the model. */
#include <string.h>

#include "fuzz/frame.h"

static enum model_verdicts kind_of(enum verdict_kind kind)
{
	switch (kind) {
	case VERDICT_delivered:
		return MODEL_DELIVERED;
	case VERDICT_answered:
		return MODEL_ANSWERED;
	case VERDICT_consumed:
		return MODEL_CONSUMED;
	case VERDICT_dropped:
		return MODEL_DROPPED;
	default:
		return MODEL_NOT_MODELLED;
	}
}

bool same_reason(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static void compare_receivers(const struct model_verdict *m)
{
	uint32_t one = seen.receivers & m->any_of;

	require((seen.receivers & ~m->any_of) == m->receivers,
		"other sockets got it");
	require(!m->any_of || (one && !(one & (one - 1))),
		"not one socket of the group got it");
}

static void compare_arp(const struct model_reply *r)
{
	const uint8_t *a = sent + ETH_HLEN;

	require(seen.sent_len >= ETH_HLEN + 28 &&
		model_be16(sent + 12) == ETH_P_ARP, "the answer is not ARP");
	require(model_be16(a + 6) == 2, "the ARP answer is no reply");
	require(model_be32(a + 24) == r->dst, "the ARP answer's target");
	require(memcmp(a + 8, now.subject->model.dev[r->dev].mac, 6) == 0,
		"the ARP answer's hardware address");
}

/* Where the reply's Ethernet frame goes to is the neighbour's address. */
static bool to_neighbour(const struct model_reply *r)
{
	const struct model_host *h = &now.subject->model;
	unsigned int i;

	if (r->to_all)
		return memcmp(sent, "\xff\xff\xff\xff\xff\xff", 6) == 0;
	if (r->dst >> 28 == 14)		/* the group's own [RFC 1112 6.4] */
		return memcmp(sent, "\x01\x00\x5e", 3) == 0 &&
			(model_be32(sent + 2) ^ r->dst) % (1u << 23) == 0;
	for (i = 0; i < h->n_neighs; i++)
		if (h->neigh[i].ip == r->next_hop && h->neigh[i].dev == r->dev)
			return memcmp(sent, h->neigh[i].mac, 6) == 0;
	return false;
}

static void compare_icmp(const struct model_reply *r)
{
	const uint8_t *ip = sent + ETH_HLEN, *icmp;
	size_t ihl, total;

	require(seen.sent_len >= ETH_HLEN + 28 &&
		model_be16(sent + 12) == ETH_P_IP, "the answer is not IPv4");
	ihl = (ip[0] & 15) * 4u;
	total = model_be16(ip + 2);
	icmp = ip + ihl;
	require(total == seen.sent_len - ETH_HLEN, "the answer's length");
	require(model_sum(ip, ihl, 0) == 0, "the answer's IP checksum");
	require(ip[9] == IPPROTO_ICMP, "the answer is not ICMP");
	require(model_be32(ip + 16) == r->dst, "the answer's destination");
	require(model_sum(icmp, total - ihl, 0) == 0,
		"the answer's ICMP checksum");
	require(icmp[0] == r->type && icmp[1] == r->code,
		"the answer's type or code");
	require(r->type != ICMP_PARAMETERPROB || icmp[4] == r->param,
		"the answer's parameter");
	require(total == ihl + 8 + r->len, "the answer's ICMP length");
	require(to_neighbour(r), "the answer's next hop");
}

/* Everybody on the wire is asked for the next hop; the answer waits. */
static void compare_question(const struct model_reply *r)
{
	const uint8_t *arp = sent + ETH_HLEN;

	require(seen.sent_len == ETH_HLEN + 28 &&
		model_be16(sent + 12) == ETH_P_ARP,
		"the question is not an ARP packet");
	require(memcmp(sent, "\xff\xff\xff\xff\xff\xff", 6) == 0,
		"the question is not for all");
	require(model_be16(arp + 6) == 1, "the question is not one");
	require(model_be32(arp + 24) == r->next_hop,
		"the question is about another address");
}

static void compare_reply(const struct model_reply *r)
{
	if (r->kind == MODEL_SILENCE) {
		require(seen.sents == 0 && !seen.looped, "it answered");
		return;
	}
	require(seen.looped == (r->kind == MODEL_ICMP &&
		r->dev == MODEL_LO), "the answer's way");
	if (seen.looped)
		return;
	require(seen.sents == 1, "not one frame was sent");
	require(seen.sent_dev == (uint32_t)r->dev, "the answer's device");
	stats.replies++;
	if (r->resolves)
		compare_question(r);
	else if (r->kind == MODEL_ARP)
		compare_arp(r);
	else
		compare_icmp(r);
}

void compare(const struct model_verdict *m)
{
	if (m->verdict == MODEL_NOT_MODELLED || m->verdict == MODEL_HELD ||
	    seen.verdict.kind == VERDICT_not_modelled)
		return;
	stats.compared++;
	stats.received += m->verdict == MODEL_DELIVERED;
	require(kind_of(seen.verdict.kind) == m->verdict, "the verdict");
	require(same_reason(seen.verdict.reason, m->reason), "the reason");
	compare_receivers(m);
	compare_reply(&m->reply);
}
