/*
 * Fuzz target: any frame into a host, held against the model.
 *
 * An input is a raw frame, which goes to every host of fuzz/hosts.c, unless
 * its first byte is a control byte (no address of ours begins so):
 *
 *	0xe0 | H	the rest is a frame for host H, in by eth0
 *	0xe8 | H	the same, in by eth1
 *	0xd0 | H	two bytes, L: the rest is a frame of which a capture
 *			kept L bytes: the verdict is the whole frame's, or that
 *			it is not known
 *	0xd8 | H	records: how it enters, its length in two bytes, the
 *			frame; nothing is reset in between, and the invariants
 *			are all that is checked
 *
 * After every frame the pool is whole (T7).  A finding prints the frame and
 * both verdicts, and aborts.  FRAME_STATS=1 prints how many were compared.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/host_file.h"
#include "cli/verdict.h"
#include "core/dev.h"
#include "fuzz/hosts.h"
#include "ipv4/icmp.h"
#include "ipv4/udp.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum {
	CONTROL = 0xf8, HOST_BITS = 0x07,
	BY_ETH0 = 0xe0, BY_ETH1 = 0xe8, CUT = 0xd0, RECORDS = 0xd8,
	RECORD_HEAD = 3, RECORD_DEV = 0x0f, RECORD_TYPE = 0x70,
	RECORD_COOKED = 0x80,
	EVERY = 64	/* frames between two looks at what must not change */
};

/* What a frame changes, of a fresh host; the rest is constant. */
struct fresh {
	struct pool pool;
	struct queues queues;
	struct devices dev;
	struct fib fib;
	struct neigh_table arp;
	struct socks sock;
	struct udp_table udp;
	struct sysctl sysctl;
	struct mib mib;
	struct drops drop;
	struct rnd rnd;
};

struct subject {
	struct host host;
	struct model_host model;
	struct fresh fresh;
};

static struct subject subjects[FUZZ_HOSTS];

/* What became of one frame. */
struct seen {
	struct verdict verdict;
	uint32_t receivers;	/* bit i: the socket bound as number i got it */
	uint32_t sents;
	uint32_t sent_dev, sent_len;	/* of the first frame sent */
	bool looped;		/* something went to ourselves */
};

static struct seen seen;
static uint8_t sent[PKT_SIZE], payload[PKT_SIZE];
static struct trace told;	/* the part of the trace that counts */

/* The input, for what a finding prints. */
static struct {
	const struct subject *subject;
	const uint8_t *bytes;
	size_t size;
	int dev;
	const struct model_verdict *model;
} now;

static struct {
	unsigned long frames, compared, replies, received;
} stats;

/* ---- findings ---- */

static const char *word(const char *text)
{
	return text ? text : "-";
}

static void print_model(const struct model_verdict *m)
{
	fprintf(stderr, "model:  %s %s @%s %s receivers %x any %x len %zu "
		"reply %d %u/%u@%u:%zu dev %d\n",
		model_verdict_name(m->verdict), word(m->reason), word(m->at),
		word(m->detail), m->receivers, m->any_of, m->payload_len,
		(int)m->reply.kind, m->reply.type, m->reply.code,
		m->reply.param, m->reply.len, m->reply.dev);
}

static _Noreturn void finding(const char *what)
{
	size_t i;

	fprintf(stderr, "\nfuzz/frame.c: %s\nhost %s, in by device %d\n", what,
		fuzz_hosts[now.subject - subjects].name, now.dev);
	for (i = 0; i < now.size; i++)
		fprintf(stderr, "%02x", now.bytes[i]);
	fprintf(stderr, "\nmuffin: %s %s @%s %s receivers %x sent %u (%u bytes "
		"on device %u)%s\n", verdict_name(seen.verdict.kind).text,
		word(seen.verdict.reason), word(seen.verdict.at),
		word(seen.verdict.detail), seen.receivers, seen.sents,
		seen.sent_len, seen.sent_dev, seen.looped ? " looped" : "");
	if (now.model)
		print_model(now.model);
	for (i = 0; seen.sents > 0 && i < seen.sent_len; i++)
		fprintf(stderr, "%02x", sent[i]);
	fprintf(stderr, "\n");
	abort();
}

static void require(bool condition, const char *what)
{
	if (!condition)
		finding(what);
}

/* ---- hosts ---- */

static void save(struct fresh *to, const struct net *net)
{
	to->pool = net->pool;
	to->queues = net->queues;
	to->dev = net->dev;
	to->fib = net->fib;
	to->arp = net->arp;
	to->sock = net->sock;
	to->udp = net->udp;
	to->sysctl = net->sysctl;
	to->mib = net->mib;
	to->drop = net->drop;
	to->rnd = net->rnd;
}

/* Ranks and sums of queues that are empty mean nothing: they stay. */
static void restore(struct subject *s)
{
	struct net *net = s->host.net;
	unsigned int i;

	net->pool = s->fresh.pool;
	memcpy(net->queues.own, s->fresh.queues.own, sizeof(net->queues.own));
	memcpy(net->queues.head, s->fresh.queues.head,
		sizeof(net->queues.head));
	memcpy(net->queues.tail, s->fresh.queues.tail,
		sizeof(net->queues.tail));
	net->arp = s->fresh.arp;
	for (i = 0; i < s->model.n_socks; i++)
		net->sock.s[i] = s->fresh.sock.s[i];
	net->mib = s->fresh.mib;
	net->drop = s->fresh.drop;
	net->rnd = s->fresh.rnd;
	trace_init(&net->trace);
}

#define SAME(field) (memcmp(&net->field, &s->fresh.field, \
	sizeof(net->field)) == 0)
static void check_constant(const struct subject *s)
{
	const struct net *net = s->host.net;

	require(SAME(dev), "a frame changed the devices");
	require(SAME(fib), "a frame changed the routes");
	require(SAME(udp), "a frame changed the socket tables");
	require(SAME(sysctl), "a frame changed the sysctls");
	require(memcmp(&net->sock.s[s->model.n_socks],
		&s->fresh.sock.s[s->model.n_socks],
		(NSOCK - s->model.n_socks) * sizeof(struct sock)) == 0,
		"a frame changed a socket that does not exist");
}

static void build(struct subject *s, const struct fuzz_host *h)
{
	struct host_text text = { h->name, strdup(h->text), strlen(h->text) };
	struct host_error error = { "" };

	if (!text.bytes || !host_init(&s->host, 1) ||
	    !host_file_parse(&s->host, &text, &error)) {
		fprintf(stderr, "fuzz/frame.c: %s\n", error.text);
		abort();
	}
	trace_init(&s->host.net->trace);
	s->host.net->now = 86399000u * (ktime_t)NSEC_PER_MSEC;
	free(text.bytes);
	fuzz_model_load(&s->model, h->text);
	save(&s->fresh, s->host.net);
}

static void print_stats(void)
{
	fprintf(stderr, "%lu frames, %lu compared, of them %lu delivered and "
		"%lu answered by a frame\n", stats.frames, stats.compared,
		stats.received, stats.replies);
}

static void build_all(void)
{
	unsigned int i;

	if (subjects[0].host.net)
		return;
	for (i = 0; i < FUZZ_HOSTS; i++)
		build(&subjects[i], &fuzz_hosts[i]);
	if (getenv("FRAME_STATS"))
		atexit(print_stats);
}

/* ---- invariants (T7) ---- */

/* Walks queue q: it is as long as it says; gives its length. */
static uint32_t walk(const struct queues *s, uint32_t q)
{
	uint32_t h = s->head[q], n = 0;
	uint64_t bytes = 0;

	if (h == QUEUE_NIL) {
		require(s->tail[q] == QUEUE_NIL, "an empty queue has a tail");
		return 0;
	}
	for (;; h = s->next[h]) {
		require(h < POOL_SIZE && n < POOL_SIZE, "a queue has no end");
		require(s->own[h] == OWN_QUEUE + q,
			"a packet in a queue has another owner");
		bytes += s->size[h];
		n++;
		if (h == s->tail[q])
			break;
	}
	require(queue_len(s, q) == n, "a queue's length is wrong");
	require(queue_bytes(s, q) == bytes, "a queue's bytes are wrong");
	return n;
}

/* The usual case, seen quickly: every handle is free, every queue empty. */
static bool idle_pool(const struct subject *s)
{
	const struct net *net = s->host.net;

	return net->pool.nfree == POOL_SIZE && SAME(queues.own) &&
	       SAME(queues.head) && SAME(queues.tail) &&
	       stats.frames % EVERY != 1;
}

/* Every handle is free, in the pool as by its owner, or waits in a queue. */
static void check_pool(const struct net *net)
{
	const struct pool *p = &net->pool;
	uint32_t h, q, queued = 0, idle = 0;

	for (q = 0; q < QUEUE_MAX; q++)
		if (net->queues.head[q] != QUEUE_NIL ||
		    net->queues.tail[q] != QUEUE_NIL)
			queued += walk(&net->queues, q);
	for (h = 0; h < POOL_SIZE; h++)
		idle += net->queues.own[h] == OWN_FREE;
	require(p->nfree <= POOL_SIZE && idle == p->nfree,
		"owners and pool do not agree on what is free");
	require(idle + queued == POOL_SIZE, "a packet has no end");
	for (h = 0; h < p->nfree; h++)
		require(p->fl[h] < POOL_SIZE && p->pos[p->fl[h]] == h &&
			net->queues.own[p->fl[h]] == OWN_FREE,
			"the free list is torn");
}

/* ---- one frame ---- */

static uint32_t entries_before(const struct trace *t, uint32_t fn)
{
	uint32_t i;

	for (i = 0; i < t->n; i++)
		if (t->e[i].kind == TRACE_CALL && t->e[i].arg == fn)
			break;
	return i;
}

static void tell(const struct trace *t, uint32_t from, uint32_t to)
{
	memcpy(&told.e[told.n], &t->e[from], (to - from) * sizeof(t->e[0]));
	told.n += to - from;
}

/* Reads a socket until it is empty; its bytes must be those of the model. */
static void read_socket(struct net *net, uint32_t s,
	const struct model_verdict *m)
{
	struct udp_msg msg;

	while (udp_recvmsg(net, s, payload, sizeof(payload), &msg) == 0) {
		seen.receivers |= UINT32_C(1) << s;
		if (!m || m->verdict != MODEL_DELIVERED)
			continue;
		require(msg.len == m->payload_len, "the payload's length");
		require(memcmp(payload, now.bytes + m->payload_at, msg.len) == 0,
			"the payload's bytes");
	}
}

static void read_sockets(const struct subject *s, const struct model_verdict *m)
{
	struct net *net = s->host.net;
	uint32_t i;

	for (i = 0; i < s->model.n_socks; i++) {
		if (!net->sock.s[i].noread)
			read_socket(net, i, m);
		else if (!queue_empty(&net->queues, QUEUE_SOCK + i))
			seen.receivers |= UINT32_C(1) << i;
	}
}

/* Only the first frame sent is kept. */
static void take_sent(struct net *net)
{
	uint32_t dev, len;

	for (dev = 0; dev < NDEV; dev++)
		while (!queue_empty(&net->queues, QUEUE_TX + dev)) {
			len = dev_take_sent(net, dev,
				seen.sents ? payload : sent, PKT_SIZE);
			if (seen.sents++ > 0)
				continue;
			seen.sent_dev = dev;
			seen.sent_len = len;
		}
}

/*
 * Everything that follows from a frame.  What a packet of ours does when it
 * comes back by lo is not this frame's verdict.
 */
static void gather(const struct subject *s, const struct model_verdict *m)
{
	struct net *net = s->host.net;
	uint32_t n = net->trace.n;
	uint32_t mine = entries_before(&net->trace, FN_process_backlog);

	memset(&seen, 0, sizeof(seen));
	told.n = told.lost = 0;
	tell(&net->trace, 0, mine);
	seen.looped = entries_before(&told, FN_loopback_xmit) < told.n;
	read_sockets(s, m);
	tell(&net->trace, n, net->trace.n);
	take_sent(net);
	seen.verdict = verdict_of(&told, seen.receivers != 0,
		seen.sents != 0 || seen.looped);
	stats.frames++;
	if (!idle_pool(s))
		check_pool(net);
	if (stats.frames % EVERY == 1)
		check_constant(s);
}

/* ---- against the model ---- */

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

static bool same_reason(const char *a, const char *b)
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
	if (r->kind == MODEL_ARP)
		compare_arp(r);
	else
		compare_icmp(r);
}

static void compare(const struct model_verdict *m)
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

static void begin(const struct subject *s, const uint8_t *bytes, size_t size,
	int dev, const struct model_verdict *m)
{
	now.subject = s;
	now.bytes = bytes;
	now.size = size;
	now.dev = dev;
	now.model = m;
}

static void one(struct subject *s, const uint8_t *bytes, size_t size, int dev)
{
	struct model_verdict m;

	if (size > MAX_FRAME)
		return;
	if ((unsigned int)dev >= s->model.n_devs)
		dev = 1;
	s->model.rx_dev = dev;
	model_verdict(&s->model, bytes, size, &m);
	restore(s);
	begin(s, bytes, size, dev, &m);
	netif_receive_frame(s->host.net, (uint32_t)dev, bytes, (uint32_t)size,
		(uint32_t)size);
	gather(s, &m);
	compare(&m);
}

/* ---- the other modes ---- */

static void cut(struct subject *s, const uint8_t *bytes, size_t size)
{
	struct seen whole;
	uint8_t *part;
	size_t keep;

	if (size < 2 || size - 2 > MAX_FRAME)
		return;
	keep = model_be16(bytes);
	one(s, bytes + 2, size - 2, 1);
	whole = seen;
	if (keep >= size - 2 || !(part = malloc(keep ? keep : 1)))
		return;
	memcpy(part, bytes + 2, keep);
	restore(s);
	begin(s, bytes + 2, size - 2, 1, NULL);
	netif_receive_frame(s->host.net, 1, part, (uint32_t)keep,
		(uint32_t)(size - 2));
	gather(s, NULL);
	free(part);
	if (seen.verdict.kind == VERDICT_not_modelled ||
	    whole.verdict.kind == VERDICT_not_modelled)
		return;
	require(seen.verdict.kind == whole.verdict.kind &&
		same_reason(seen.verdict.reason, whole.verdict.reason) &&
		seen.receivers == whole.receivers,
		"a capture that is cut changes the verdict");
}

static void enter(struct net *net, uint8_t how, const uint8_t *bytes,
	uint32_t size)
{
	uint32_t dev = how & RECORD_DEV;

	if (how & RECORD_COOKED)
		netif_receive_packet(net, dev, ETH_P_IP,
			(how & RECORD_TYPE) / 16u % 4u, bytes, size, size);
	else
		netif_receive_frame(net, dev, bytes, size, size);
}

static void records(struct subject *s, const uint8_t *bytes, size_t size)
{
	size_t n;

	restore(s);
	for (; size >= RECORD_HEAD; bytes += n, size -= n) {
		n = RECORD_HEAD + (size_t)model_be16(bytes + 1);
		if (n > size)
			n = size;
		begin(s, bytes + RECORD_HEAD, n - RECORD_HEAD,
			bytes[0] & RECORD_DEV, NULL);
		trace_init(&s->host.net->trace);
		enter(s->host.net, bytes[0], now.bytes, (uint32_t)now.size);
		gather(s, NULL);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	uint8_t control = size > 0 ? bytes[0] & CONTROL : 0;
	struct subject *s;
	unsigned int i;

	build_all();
	s = &subjects[size > 0 ? (bytes[0] & HOST_BITS) % FUZZ_HOSTS : 0];
	if (control == BY_ETH0)
		one(s, bytes + 1, size - 1, 1);
	else if (control == BY_ETH1)
		one(s, bytes + 1, size - 1, 2);
	else if (control == CUT)
		cut(s, bytes + 1, size - 1);
	else if (control == RECORDS)
		records(s, bytes + 1, size - 1);
	else
		for (i = 0; i < FUZZ_HOSTS; i++)
			one(&subjects[i], bytes, size, 1);
	return 0;
}
