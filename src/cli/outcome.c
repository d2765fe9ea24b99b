/* outcome: see the header. */
#include "cli/outcome.h"

#include <string.h>

#include "cli/linktype.h"
#include "core/dev.h"
#include "ipv4/ping.h"
#include "ipv4/raw.h"
#include "ipv4/recv_error.h"
#include "ipv4/timer.h"
#include "ipv4/udp.h"

enum { FIRST_DEVICE = 1 };	/* behind lo */

/* A host has been up for a while when its first frame comes. */
enum { SETTLE_SECONDS = 10 };

void outcome_set_up(struct host *host, int64_t ts_ns)
{
	ktime_t now = ts_ns > 0 ? (ktime_t)ts_ns : 0;

	host->net->now = ktime_sub(now,
		SETTLE_SECONDS * (ktime_t)NSEC_PER_SEC);
}

static void forget_sent(struct net *net)
{
	uint32_t dev;
	uint8_t byte;

	for (dev = 0; dev < net->dev.n; dev++)
		while (dev_take_sent(net, dev, &byte, 1) != 0)
			;
}

void outcome_init(struct outcome *o, struct host *host, int64_t ts_ns)
{
	if (ts_ns > 0)
		run_timers(host->net, (ktime_t)ts_ns);
	forget_sent(host->net);
	o->before = host->net->mib;
}

void outcome_free(struct outcome *o)
{
	text_free(&o->bytes);
}

static uint32_t entry_device(const struct host *host, const char *if_name)
{
	uint32_t dev = if_name ? host_device(host, if_name) : NDEV;

	return dev == NDEV ? FIRST_DEVICE : dev;
}

/* Time does not go back when a capture's does. */
static void set_time(struct net *net, int64_t ts_ns)
{
	if (ts_ns > 0 && (ktime_t)ts_ns > net->now)
		net->now = (ktime_t)ts_ns;
}

/* What the captured host sent itself is no packet for us. */
static uint32_t packet_type(const struct link_frame *f)
{
	return f->packet_type == LINKTYPE_OUTGOING ? PACKET_OTHERHOST
						   : f->packet_type;
}

/* NULL: it entered. */
static const char *enter(struct outcome *o, struct net *net,
	const struct capture_frame *frame)
{
	struct link_frame f;
	enum linktype_result result = linktype_decode(frame, &f);

	if (result == LINKTYPE_UNSUPPORTED)
		return "link_type";
	if (result == LINKTYPE_TRUNCATED)
		return "truncated";
	if (f.len > MAX_FRAME)
		return "length";
	if (f.has_ethernet) {
		o->view = ethernet_view(f.bytes, f.caplen);
		netif_receive_frame(net, o->dev, f.bytes, f.caplen, f.len);
	} else {
		o->view = (struct packet_view){ f.bytes, f.caplen, f.protocol };
		netif_receive_packet(net, o->dev, f.protocol, packet_type(&f),
			f.bytes, f.caplen, f.len);
	}
	o->tuple = tuple_of(o->view);
	return NULL;
}

static struct received *add_received(struct outcome *o, uint32_t socket)
{
	struct received *r = &o->received[o->receiveds++];

	memset(r, 0, sizeof(*r));
	r->socket = socket;
	r->at = o->bytes.size;
	return r;
}

/* It waits: its length is that of the youngest packet of the queue. */
static void leave_waiting(struct outcome *o, struct net *net, uint32_t s)
{
	uint32_t h = net->queues.tail[QUEUE_SOCK + s];
	struct received *r;

	if (h == QUEUE_NIL || o->receiveds == POOL_SIZE)
		return;
	r = add_received(o, s);
	r->read = false;
	r->len = skb_len(&net->skb.s[h]);
}

/* The call that reads a socket, by its protocol. */
static int32_t receive(struct net *net, uint32_t s, uint8_t *to,
	struct udp_msg *msg)
{
	if (net->sock.s[s].type == SOCK_RAW)
		return raw_recvmsg(net, s, to, PKT_SIZE, msg);
	if (net->sock.s[s].protocol == IPPROTO_ICMP)
		return ping_recvmsg(net, s, to, PKT_SIZE, msg);
	return udp_recvmsg(net, s, to, PKT_SIZE, msg);
}

static uint8_t *room(struct outcome *o)
{
	text_reserve(&o->bytes, PKT_SIZE);
	return (uint8_t *)o->bytes.bytes + o->bytes.size;
}

/* The error that waits comes before any datagram. */
static bool read_error(struct outcome *o, struct net *net, uint32_t s)
{
	int32_t error = sock_error(&net->sock, s);
	struct received *r;

	if (error == 0)
		return false;
	r = add_received(o, s);
	r->kind = RECEIVED_ERROR;
	r->ee.err = (uint32_t)-error;
	return true;
}

static bool read_datagram(struct outcome *o, struct net *net, uint32_t s)
{
	struct received *r;
	struct udp_msg msg;
	uint8_t *to = room(o);

	if (queue_empty(&net->queues, QUEUE_SOCK + s) ||
	    receive(net, s, to, &msg) != 0)
		return false;
	r = add_received(o, s);
	r->read = true;
	r->len = msg.len;
	o->bytes.size += msg.len;
	return true;
}

/* One entry of the error queue, as recvmsg(MSG_ERRQUEUE) gives it. */
static bool read_queued_error(struct outcome *o, struct net *net, uint32_t s)
{
	struct sock_err_msg msg;
	struct received *r;
	uint8_t *to = room(o);

	if (net->sock.s[s].recverr == 0 ||
	    ip_recv_error(net, s, to, PKT_SIZE, &msg) != 0)
		return false;
	r = add_received(o, s);
	r->kind = RECEIVED_QUEUED_ERROR;
	r->read = true;
	r->ee = msg.ee;
	r->len = msg.len;
	o->bytes.size += msg.len;
	return true;
}

/* Reads until nothing is left, as a program in a loop would. */
static void read_socket(struct outcome *o, struct net *net, uint32_t s)
{
	while (o->receiveds < POOL_SIZE &&
	       (read_error(o, net, s) || read_datagram(o, net, s) ||
		read_queued_error(o, net, s)))
		;
}

static void visit_socket(struct outcome *o, struct net *net, uint32_t s)
{
	if (net->sock.s[s].noread)
		leave_waiting(o, net, s);
	else
		read_socket(o, net, s);
}

/* The trace does not name every socket that got something. */
static void read_the_others(struct outcome *o, struct net *net)
{
	uint32_t s;

	for (s = 0; s < NSOCK; s++)
		if (net->sock.s[s].used && !net->sock.s[s].noread)
			read_socket(o, net, s);
}

/* ICMP told some socket of an error: the trace does not say which. */
static bool was_told(const struct trace *trace, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		if (trace->e[i].kind == TRACE_CALL &&
		    trace->e[i].arg == FN_icmp_socket_deliver)
			return true;
	return false;
}

/* The reads write to the trace too: only the entries before them count. */
static void read_sockets(struct outcome *o, struct net *net)
{
	uint32_t n = net->trace.n;
	uint32_t i;

	for (i = 0; i < n; i++)
		if (net->trace.e[i].kind == TRACE_QUEUED)
			visit_socket(o, net, net->trace.e[i].arg);
	if (net->trace.lost || was_told(&net->trace, n))
		read_the_others(o, net);
}

static void take_sent(struct outcome *o, struct net *net, uint32_t dev)
{
	struct sent *s;

	while (!queue_empty(&net->queues, QUEUE_TX + dev) &&
	       o->sents < POOL_SIZE) {
		text_reserve(&o->bytes, PKT_SIZE);
		s = &o->sent[o->sents++];
		s->dev = dev;
		s->at = o->bytes.size;
		s->len = dev_take_sent(net, dev,
			(uint8_t *)o->bytes.bytes + o->bytes.size, PKT_SIZE);
		o->bytes.size += s->len;
	}
}

static void compare(struct outcome *o, const struct mib *now, uint32_t from,
	uint32_t to)
{
	struct mib_change *c;
	uint32_t i;

	for (i = from; i < to; i++) {
		if (now->v[i] == o->before.v[i])
			continue;
		c = &o->change[o->changes++];
		c->counter = i;
		c->by = now->v[i] - o->before.v[i];
		o->before.v[i] = now->v[i];
	}
}

/* IcmpMsg's 512 counters move with the two sums alone. */
static void count_changes(struct outcome *o, const struct mib *now)
{
	bool icmp = now->v[MIB_Icmp_InMsgs] != o->before.v[MIB_Icmp_InMsgs] ||
		    now->v[MIB_Icmp_OutMsgs] != o->before.v[MIB_Icmp_OutMsgs];

	compare(o, now, 0, MIB_IcmpMsg_InType0);
	if (icmp)
		compare(o, now, MIB_IcmpMsg_InType0, MIB_MAX);
}

/* Nothing has happened yet at ts_ns. */
static void clear(struct outcome *o, struct host *host, int64_t ts_ns)
{
	o->timer = false;
	o->ts_ns = ts_ns;
	o->tuple.ipv4 = false;
	o->bytes.size = 0;
	o->receiveds = o->sents = o->changes = 0;
	trace_init(&host->net->trace);
}

static void begin(struct outcome *o, struct host *host,
	const struct capture_frame *frame)
{
	clear(o, host, frame->ts_ns);
	o->number = frame->number;
	o->dev = entry_device(host, frame->if_name);
	o->len = frame->len;
	o->caplen = frame->caplen;
	o->linktype = frame->linktype;
	o->frame = frame->bytes;
	o->view = (struct packet_view){ frame->bytes, 0, 0 };
	set_time(host->net, frame->ts_ns);
}

bool outcome_delivered(const struct outcome *o)
{
	uint32_t i;

	for (i = 0; i < o->receiveds; i++)
		if (o->received[i].kind == RECEIVED_DATAGRAM)
			return true;
	return false;
}

static uint32_t source_of(const struct outcome *o, const struct sent *s)
{
	const uint8_t *frame = (const uint8_t *)o->bytes.bytes + s->at;
	struct tuple t = tuple_of(ethernet_view(frame, s->len));

	return t.ipv4 ? t.saddr : 0;
}

bool outcome_went_on(const struct outcome *o)
{
	uint32_t i;

	for (i = 0; o->tuple.ipv4 && i < o->sents; i++)
		if (source_of(o, &o->sent[i]) == o->tuple.saddr)
			return true;
	return false;
}

/* Everybody reads, everything sent is taken, the counters are compared. */
static void gather(struct outcome *o, struct net *net)
{
	uint32_t dev;

	read_sockets(o, net);
	for (dev = 0; dev < net->dev.n; dev++)
		take_sent(o, net, dev);
	count_changes(o, &net->mib);
}

void outcome_of(struct outcome *o, struct host *host,
	const struct capture_frame *frame)
{
	struct net *net = host->net;
	const char *refused;

	begin(o, host, frame);
	refused = enter(o, net, frame);
	gather(o, net);
	o->verdict = refused ? verdict_not_entered(refused)
			     : verdict_of(&net->trace, outcome_delivered(o),
				       o->sents != 0, outcome_went_on(o));
}

bool outcome_of_timers(struct outcome *o, struct host *host, int64_t ts_ns)
{
	struct net *net = host->net;

	clear(o, host, ts_ns);
	if (ts_ns > 0)
		run_timers(net, (ktime_t)ts_ns);
	if (net->trace.n == 0)
		return false;
	o->timer = true;
	o->dev = FIRST_DEVICE;
	o->len = o->caplen = 0;
	o->frame = NULL;
	o->view = (struct packet_view){ NULL, 0, 0 };
	gather(o, net);
	o->verdict = verdict_of(&net->trace, outcome_delivered(o),
		o->sents != 0, false);
	return true;
}
