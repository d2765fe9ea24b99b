/* The model's UDP: which sockets hear a datagram, and its checks (3.4, 15). */
#include "model.h"

enum { UDP_HEAD = 8, CHECKED_AT_ONCE = 76, P_UDP = 17 };

static const uint8_t *l4(const struct run *r)
{
	return r->frame + r->l4;
}

static size_t l4_len(const struct run *r)
{
	return r->end - r->l4;
}

/* ---- which socket (3.4) ---- */

/* everything but the local address */
static bool hears(const struct model_sock *s, const struct flow *f)
{
	return s->port == f->dport &&
	       (!s->connected || s->peer_ip == 0 || s->peer_ip == f->src) &&
	       (!s->connected || s->peer_port == 0 ||
		s->peer_port == f->sport) &&
	       (s->dev == MODEL_NO_DEV || s->dev == f->dev);
}

static int score(const struct model_sock *s)
{
	return 2 + (s->connected && s->peer_ip ? 4 : 0) +
	       (s->connected && s->peer_port ? 4 : 0) +
	       (s->dev == MODEL_NO_DEV ? 0 : 4);
}

static bool same_group(const struct model_sock *a, const struct model_sock *b)
{
	return a->reuseport && b->reuseport && !b->connected &&
	       a->ip == b->ip && a->port == b->port && a->dev == b->dev;
}

static uint32_t group_of(const struct model_host *h, unsigned i)
{
	uint32_t mask = 0;

	for (unsigned j = 0; j < h->n_socks; j++)
		if (same_group(&h->sock[i], &h->sock[j]))
			mask |= UINT32_C(1) << j;
	return mask;
}

/*
 * The best socket with this local address, newest first, the first of equals;
 * the first unconnected one of a reuseport group that leads ends the search.
 */
static uint32_t pick(const struct model_host *h, const struct flow *f,
		     uint32_t ip)
{
	uint32_t found = 0;
	int high = -1;

	for (unsigned i = h->n_socks; i-- > 0;) {
		const struct model_sock *s = &h->sock[i];

		if (s->ip != ip || !hears(s, f) || score(s) <= high)
			continue;
		high = score(s);
		found = UINT32_C(1) << i;
		if (!s->connected && s->reuseport)
			return group_of(h, i);
	}
	return found;
}

/* A socket connected to exactly this peer is found before all others. */
uint32_t model_socket(const struct model_host *h, const struct flow *f)
{
	uint32_t found;

	for (unsigned i = h->n_socks; i-- > 0;) {
		const struct model_sock *s = &h->sock[i];

		if (s->connected && s->ip == f->dst && s->peer_ip == f->src &&
		    s->peer_port == f->sport && hears(s, f))
			return UINT32_C(1) << i;
	}
	found = pick(h, f, f->dst);
	return found ? found : pick(h, f, 0);
}

/* Does the socket want this group from this source (15.2)? */
static bool wants(const struct model_sock *s, const struct flow *f)
{
	bool member = false;

	if (f->dst >> 28 != 14)
		return true;
	for (unsigned j = 0; j < s->joins; j++) {
		const struct model_join *m = &s->join[j];

		if (m->group != f->dst || m->dev != f->dev)
			continue;
		if (!m->source || m->source == f->src)
			return true;
		member = true;
	}
	return !member && s->multicast_all;
}

static uint32_t listeners(const struct model_host *h, const struct flow *f)
{
	uint32_t mask = 0;

	for (unsigned i = 0; i < h->n_socks; i++) {
		const struct model_sock *s = &h->sock[i];

		if (hears(s, f) && (!s->ip || s->ip == f->dst) && wants(s, f))
			mask |= UINT32_C(1) << i;
	}
	return mask;
}

/* ---- UDP (15) ---- */

static bool udp_sum_bad(const struct run *r)
{
	const uint8_t *ip = r->frame + r->l3;
	uint32_t pseudo = P_UDP + (uint32_t)l4_len(r);

	if (!model_be16(l4(r) + 6))
		return false;
	for (int i = 12; i < 20; i += 2)
		pseudo += model_be16(ip + i);
	return model_sum(l4(r), l4_len(r), pseudo) != 0;
}

static uint32_t unread(const struct model_host *h, uint32_t mask)
{
	for (unsigned i = 0; i < h->n_socks; i++)
		if (!h->sock[i].noread)
			mask &= ~(UINT32_C(1) << i);
	return mask;
}

/* A long datagram with a bad checksum falls only when it is read. */
static void udp_give(struct run *r, uint32_t all, uint32_t any, bool bad)
{
	struct model_verdict *out = r->out;

	out->receivers = bad ? unread(r->host, all) : all;
	out->any_of = bad ? unread(r->host, any) : any;
	out->payload_at = r->l4 + UDP_HEAD;
	out->payload_len = l4_len(r) - UDP_HEAD;
	out->verdict = MODEL_DELIVERED;
	out->at = "__udp4_lib_rcv";
	if (!out->receivers && !out->any_of)
		model_drop(r, "UDP_CSUM", "udp_recvmsg");
}

static void udp_find(struct run *r, bool bad)
{
	struct flow f = { r->src, r->dst, model_be16(l4(r)),
			  model_be16(l4(r) + 2), r->dev };
	bool many = model_to_many(r);
	uint32_t found = many ? listeners(r->host, &f)
			      : model_socket(r->host, &f);

	if (found && (many || !(found & (found - 1)))) {
		udp_give(r, found, 0, bad);
	} else if (found) {
		udp_give(r, 0, found, bad);
	} else if (many) {
		model_drop(r, "NOT_SPECIFIED", "__udp4_lib_rcv");
	} else if (bad) {
		model_drop(r, "UDP_CSUM", "__udp4_lib_rcv");
	} else {
		model_icmp_error(r, 3, 3, 0);
		model_drop(r, "NO_SOCKET", "__udp4_lib_rcv");
	}
}

void model_udp(struct run *r)
{
	const char *reason = NULL;
	size_t len;
	bool bad;

	if (l4_len(r) < UDP_HEAD) {
		model_drop(r, "NOT_SPECIFIED", "__udp4_lib_rcv");
		return;
	}
	len = model_be16(l4(r) + 4);
	if (len > l4_len(r) || len < UDP_HEAD) {
		model_drop(r, "PKT_TOO_SMALL", "__udp4_lib_rcv");
		return;
	}
	r->end = r->l4 + len;
	bad = udp_sum_bad(r);
	if (bad && len <= CHECKED_AT_ONCE)
		reason = "UDP_CSUM";
	if (reason)
		model_drop(r, reason, "__udp4_lib_rcv");
	else
		udp_find(r, bad);
}
