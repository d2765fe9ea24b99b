/*
 * The model's host: how one is set up, and its routes, a list that is searched
 * from end to end (6.2, 6.5, 13.4).
 */
#include <errno.h>
#include <string.h>

#include "model.h"

enum { FIB_MAX = 3 * MODEL_ADDRS + MODEL_ROUTES, TABLE_DEFAULT = 253,
       TABLE_MAIN = 254, TABLE_LOCAL = 255,
       OLD_TOS = 0x1c };	/* all of the TOS that routes look at */

/* ---- set-up ---- */

void model_host_init(struct model_host *host)
{
	static const uint8_t none[6];

	memset(host, 0, sizeof *host);
	host->icmp_echo_ignore_broadcasts = true;
	host->rx_dev = 1;
	model_add_dev(host, none)->mtu = 65536;
	host->addr[host->n_addrs++] =
		(struct model_addr){ 0x7f000001, 8, MODEL_LO };
}

struct model_dev *model_add_dev(struct model_host *host, const uint8_t mac[6])
{
	struct model_dev *d = &host->dev[host->n_devs++];

	memset(d, 0, sizeof *d);
	memcpy(d->mac, mac, 6);
	d->mtu = 1500;
	d->up = true;
	d->conf.accept_source_route = true;
	return d;
}

struct model_sock *model_add_sock(struct model_host *host, uint32_t ip,
				  uint16_t port)
{
	struct model_sock *s = &host->sock[host->n_socks++];

	memset(s, 0, sizeof *s);
	s->ip = ip;
	s->port = port;
	s->dev = MODEL_NO_DEV;
	s->multicast_all = true;
	s->rcvbuf = 212992;
	return s;
}

const char *model_verdict_name(enum model_verdicts verdict)
{
	static const char *const names[] = {
		"delivered", "answered", "consumed", "dropped",
		"not_modelled", "held",
	};

	return names[verdict];
}

/* ---- routes ---- */

static uint32_t mask_of(int plen)
{
	return plen ? ~(uint32_t)0 << (32 - plen) : 0;
}

static void put(struct model_route *fib, unsigned *n, uint32_t dst, int plen,
		enum model_route_type type, const struct model_addr *a)
{
	fib[(*n)++] = (struct model_route){
		.dst = dst, .plen = plen, .type = type, .dev = a->dev,
		.src = a->ip,
		.table = type == MODEL_UNICAST ? TABLE_MAIN : TABLE_LOCAL,
	};
}

/* an address on a device that is down has its local route only */
static unsigned build(const struct model_host *h, struct model_route *fib)
{
	unsigned n = 0;

	for (unsigned i = 0; i < h->n_addrs; i++) {
		const struct model_addr *a = &h->addr[i];
		uint32_t mask = mask_of(a->plen);

		put(fib, &n, a->ip, 32, MODEL_LOCAL, a);
		if (!h->dev[a->dev].up || a->plen == 32)
			continue;
		put(fib, &n, a->ip & mask, a->plen,
		    a->dev == MODEL_LO ? MODEL_LOCAL : MODEL_UNICAST, a);
		if (a->plen < 31)
			put(fib, &n, a->ip | ~mask, 32, MODEL_BROADCAST, a);
	}
	for (unsigned i = 0; i < h->n_routes; i++) {
		const struct model_route *u = &h->route[i];

		if (u->dev == MODEL_NO_DEV || h->dev[u->dev].up)
			fib[n++] = *u;
	}
	return n;
}

/* true when Linux would look at a before b (6.5) */
static bool before(const struct model_route *a, const struct model_route *b)
{
	if (a->plen != b->plen)
		return a->plen > b->plen;
	if (a->table != b->table)
		return a->table > b->table;
	if (a->tos != b->tos)
		return a->tos > b->tos;
	return a->metric < b->metric;
}

static const struct model_route *best(const struct model_route *fib,
				      unsigned n, bool last_table,
				      uint32_t dst, uint8_t tos)
{
	const struct model_route *found = NULL;

	for (unsigned i = 0; i < n; i++) {
		const struct model_route *u = &fib[i];

		if (last_table ? u->table != TABLE_DEFAULT
			       : u->table < TABLE_MAIN ||
				 u->table > TABLE_LOCAL)
			continue;
		if ((dst & mask_of(u->plen)) != u->dst ||
		    (u->tos && u->tos != (tos & OLD_TOS)))
			continue;
		if (!found || before(u, found))
			found = u;
	}
	return found;
}

/* 0 and a hop, or the errno of a lookup that fails (6.6) */
int model_lookup(const struct model_host *h, uint32_t dst, uint8_t tos,
		 struct hop *hop)
{
	struct model_route fib[FIB_MAX];
	unsigned n = build(h, fib);
	const struct model_route *u = best(fib, n, false, dst, tos);

	if (!u || u->type == MODEL_THROW)
		u = best(fib, n, true, dst, tos);
	if (!u || u->type == MODEL_THROW)
		return ENETUNREACH;
	if (u->type == MODEL_BLACKHOLE)
		return EINVAL;
	if (u->type == MODEL_UNREACHABLE)
		return EHOSTUNREACH;
	if (u->type == MODEL_PROHIBIT)
		return EACCES;
	*hop = (struct hop){ u->type, u->dev, u->gateway, u->src };
	return 0;
}

/* what kind of address this is, by the local table alone */
enum model_route_type model_addr_type(const struct model_host *h, uint32_t ip)
{
	struct model_route fib[FIB_MAX], local[FIB_MAX];
	const struct model_route *u;
	unsigned n = build(h, fib), k = 0;

	if (ip == 0 || ip == 0xffffffff)
		return MODEL_BROADCAST;
	if (ip >> 28 == 14)
		return MODEL_MULTICAST;
	for (unsigned i = 0; i < n; i++)
		if (fib[i].table == TABLE_LOCAL)
			local[k++] = fib[i];
	u = best(local, k, false, ip, 0);
	return u ? u->type : MODEL_UNICAST;
}

static bool has_local_routes(const struct model_host *h)
{
	for (unsigned i = 0; i < h->n_routes; i++)
		if (h->route[i].type == MODEL_LOCAL)
			return true;
	return false;
}

static bool own_address(const struct model_host *h, uint32_t ip)
{
	for (unsigned i = 0; i < h->n_addrs; i++)
		if (h->addr[i].ip == ip)
			return true;
	return false;
}

static bool has_address(const struct model_host *h, int dev)
{
	for (unsigned i = 0; i < h->n_addrs; i++)
		if (h->addr[i].dev == dev)
			return true;
	return false;
}

/* The reason to refuse this source, or NULL (13.4, validate_source). */
const char *model_bad_source(const struct run *r, uint32_t src)
{
	const struct model_host *h = r->host;
	const struct model_conf *c = &h->dev[r->dev].conf;
	int rpf = c->rp_filter > h->all.rp_filter ? c->rp_filter
						  : h->all.rp_filter;
	bool accept_local = c->accept_local || h->all.accept_local;
	struct hop back;

	if (!rpf && accept_local)
		return NULL;
	if (!rpf && !has_local_routes(h))
		return own_address(h, src) ? "IP_LOCAL_SOURCE" : NULL;
	if (model_lookup(h, src, r->tos, &back))
		return rpf ? "IP_RPFILTER" : NULL;
	if (back.type != MODEL_UNICAST && back.type != MODEL_LOCAL)
		return "IP_INVALID_SOURCE";
	if (back.type == MODEL_LOCAL && !accept_local)
		return "IP_LOCAL_SOURCE";
	if (back.dev == r->dev)
		return NULL;
	if (rpf && (rpf == 1 || !has_address(h, r->dev)))
		return "IP_RPFILTER";
	return NULL;
}

static bool neighbour(const struct model_host *h, uint32_t ip, int dev)
{
	for (unsigned i = 0; i < h->n_neighs; i++)
		if (h->neigh[i].ip == ip && h->neigh[i].dev == dev)
			return true;
	return false;
}

/* A packet to a group or to all leaves by the device of its source (5.1). */
static bool to_many(const struct model_host *h, uint32_t src,
		    struct model_reply *reply)
{
	struct hop own;

	if (!src || (reply->dst >> 28 != 14 && reply->dst != 0xffffffff) ||
	    model_lookup(h, src, 0, &own) || own.type != MODEL_LOCAL)
		return false;
	reply->dev = own.dev;
	reply->next_hop = reply->dst;
	reply->to_all = reply->dst == 0xffffffff;
	return true;
}

/* How a reply gets to reply->dst; false: not at all (5.1, 14.1). */
bool model_reply_route(const struct run *r, uint8_t tos, uint32_t src,
		       struct model_reply *reply)
{
	const struct model_host *h = r->host;
	struct hop hop = { .type = MODEL_LOCAL };

	if (to_many(h, src, reply))
		return true;
	/* an answer to nobody comes back to us (5.1 row 3) */
	if (reply->dst && model_lookup(h, reply->dst, tos, &hop))
		return false;
	if (hop.type == MODEL_LOCAL)
		hop.dev = MODEL_LO;
	reply->dev = hop.dev;
	if (src >> 24 == 127 && hop.dev != MODEL_LO &&
	    !h->all.route_localnet && !h->dev[hop.dev].conf.route_localnet)
		return false;
	reply->next_hop = hop.gateway ? hop.gateway : reply->dst;
	reply->to_all = hop.type == MODEL_BROADCAST ||
			reply->dst == 0xffffffff;
	reply->resolves = hop.type == MODEL_UNICAST && hop.dev != MODEL_LO &&
			  reply->dst >> 28 != 14 && !reply->to_all &&
			  !neighbour(h, reply->next_hop, hop.dev);
	return true;
}

/* Does anybody on our device want this group from this source (13.4 row 0)? */
bool model_joined(const struct run *r)
{
	if (r->dst == 0xe0000001)
		return r->host->dev[r->dev].up;
	for (unsigned i = 0; i < r->host->n_socks; i++) {
		const struct model_sock *s = &r->host->sock[i];

		for (unsigned j = 0; j < s->joins; j++) {
			const struct model_join *m = &s->join[j];

			if (m->group == r->dst && m->dev == r->dev &&
			    (!m->source || m->source == r->src || !r->src ||
			     r->proto == 2))
				return true;
		}
	}
	return false;
}

void model_connect(const struct model_host *host, struct model_sock *sock,
		   uint32_t ip, uint16_t port)
{
	struct hop hop;

	sock->connected = true;
	sock->peer_ip = ip;
	sock->peer_port = port;
	if (!sock->ip && !model_lookup(host, ip, 0, &hop)) {
		sock->ip = hop.src;
		for (unsigned i = 0; !sock->ip && i < host->n_addrs; i++) {
			const struct model_addr *a = &host->addr[i];
			uint32_t near = hop.gateway ? hop.gateway : ip;

			if (a->dev == hop.dev &&
			    !((a->ip ^ near) & mask_of(a->plen)))
				sock->ip = a->ip;
		}
	}
}
