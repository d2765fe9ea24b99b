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

#include "fuzz/frame.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum {
	CONTROL = 0xf8, HOST_BITS = 0x07,
	BY_ETH0 = 0xe0, BY_ETH1 = 0xe8, CUT = 0xd0, RECORDS = 0xd8,
	RECORD_HEAD = 3, RECORD_DEV = 0x0f, RECORD_TYPE = 0x70,
	RECORD_COOKED = 0x80,
	EVERY = 64	/* frames between two looks at what must not change */
};

struct subject subjects[FUZZ_HOSTS];
struct seen seen;
uint8_t sent[PKT_SIZE], payload[PKT_SIZE];
struct trace told;
struct input now;
struct stats stats;

/* ---- hosts ---- */

static void save(struct fresh *to, const struct net *net)
{
	to->pool = net->pool;
	to->queues = net->queues;
	to->dev = net->dev;
	to->top = net->fib.top;
	to->r = malloc(to->top * sizeof(*to->r));
	require(to->r != NULL, "out of memory");
	memcpy(to->r, net->fib.r, to->top * sizeof(*to->r));
	to->arp = net->arp;
	to->sock = net->sock;
	to->udp = net->udp;
	to->sysctl = net->sysctl;
	to->mib = net->mib;
	to->drop = net->drop;
	to->rnd = net->rnd;
	to->igmp = net->igmp;
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
	if (net->mib.v[MIB_Ip_ReasmReqds] != 0)
		frags_init(&net->frag);
	icmp_limit_init(&net->limit);
	fib_exceptions_init(&net->route);
	if (was_called(&net->trace, FN_igmp_rcv))
		net->igmp = s->fresh.igmp;
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
	require(net->fib.top == s->fresh.top && memcmp(net->fib.r, s->fresh.r,
		s->fresh.top * sizeof(*s->fresh.r)) == 0,
		"a frame changed the routes");
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
	/* The model knows no limits. */
	s->host.net->sysctl.icmp_ratemask = 0;
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

/* ---- one frame ---- */

/* The usual case, seen quickly: every handle is free, every queue empty. */
static bool idle_pool(const struct subject *s)
{
	const struct net *net = s->host.net;

	return net->pool.nfree == POOL_SIZE && SAME(queues.own) &&
	       SAME(queues.head) && SAME(queues.tail) &&
	       stats.frames % EVERY != 1;
}

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
		seen.sents != 0 || seen.looped, true);
	stats.frames++;
	if (!idle_pool(s))
		check_pool(net);
	if (stats.frames % EVERY == 1)
		check_constant(s);
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
