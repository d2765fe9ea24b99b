/* live_frame: see the header. */
#include "cli/live_frame.h"

#include <poll.h>
#include <time.h>
#include <unistd.h>

#include "cli/linktype.h"
#include "core/dev.h"

enum {
	HALF_SECOND_NS = 500000000, LOOK_NS = 50000000,
	ETHERTYPE = 12, MAC_BYTE = 8,
	FRAGMENT_BITS = 0x3f	/* MF and offset, in the high byte */
};

#define SECOND_NS INT64_C(1000000000)
/* No timer of a quiet host is longer; a capture may pause for days. */
#define LONGEST_WAIT_NS (120 * SECOND_NS)

static bool is_ipv4(const struct packet_view *v)
{
	return v->protocol == ETH_P_IP && v->size >= 20;
}

static bool is_fragment(const struct packet_view *v)
{
	return is_ipv4(v) && ((v->bytes[6] & FRAGMENT_BITS) || v->bytes[7]);
}

/* Bytes of UDP payload that the frame speaks of, 0 where it does not. */
static uint32_t payload(const struct packet_view *v, const struct tuple *t)
{
	uint32_t at = v->size ? (uint32_t)(v->bytes[0] & 15) * 4 + 4 : 0;
	uint32_t len;

	if (!t->ipv4 || !t->ports || at + 2 > v->size)
		return 0;
	len = (uint32_t)v->bytes[at] << 8 | v->bytes[at + 1];
	return len >= 8 ? len - 8 : 0;
}

static int64_t clock_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * SECOND_NS + t.tv_nsec;
}

/* Time begins with the capture's first frame and then runs as ours does. */
static void begin(struct live_state *l, uint64_t number)
{
	struct outcome *o = &l->outcome;

	o->number = number;
	o->ts_ns = l->first_ns + clock_ns() - l->began_ns;
	o->timer = false;
	o->len = o->caplen = 0;
	o->tuple.ipv4 = false;
	o->view = (struct packet_view){ (const uint8_t *)"", 0, 0 };
	o->bytes.size = 0;
	o->receiveds = o->sents = o->changes = 0;
	l->background = 0;
}

static void compare(struct outcome *o, const struct mib *now)
{
	uint32_t i;

	for (o->changes = 0, i = 0; i < MIB_MAX; i++)
		if (now->v[i] != o->before.v[i])
			o->change[o->changes++] = (struct mib_change){ i,
				now->v[i] - o->before.v[i] };
}

/*
 * What was sent and what was counted.  Our own IGMP comes from a timer, maybe
 * on another processor: counted again if a frame came meanwhile.
 */
static void gather(struct live_state *l)
{
	struct outcome *o = &l->outcome;
	struct mib now = o->before;
	uint32_t sents;

	l->background = live_read_taps(o, &l->host);
	do {
		sents = o->sents;
		if (live_mib_read(&l->mib, &now))
			compare(o, &now);
		l->background += live_read_taps(o, &l->host);
	} while (o->sents != sents);
	o->before = now;
}

static uint64_t counted(const struct outcome *o, uint32_t counter)
{
	uint32_t i;

	for (i = 0; i < o->changes; i++)
		if (o->change[i].counter == counter)
			return o->change[i].by;
	return 0;
}

static uint32_t sent_type(const struct outcome *o, const struct sent *s)
{
	const uint8_t *b = (const uint8_t *)o->bytes.bytes + s->at;

	return s->len < ETH_HLEN ? 0 : (uint32_t)b[ETHERTYPE] << MAC_BYTE |
		b[ETHERTYPE + 1];
}

static bool has_sent(const struct outcome *o, uint32_t type)
{
	uint32_t i;

	for (i = 0; i < o->sents; i++)
		if (sent_type(o, &o->sent[i]) == type)
			return true;
	return false;
}

/*
 * A datagram in pieces that was given up as a whole is dropped, though Linux
 * frees its pieces without a reason.
 */
static bool gave_up(const struct outcome *o, const struct live_fate *f)
{
	return f->ended && is_fragment(&o->view) &&
	       counted(o, MIB_Ip_ReasmFails);
}

static enum verdict_kind kind(const struct live_state *l,
	const struct live_fate *f)
{
	const struct outcome *o = &l->outcome;

	if (outcome_delivered(o))
		return VERDICT_delivered;
	if (f->dropped || gave_up(o, f))
		return VERDICT_dropped;
	if (counted(o, MIB_Ip_ForwDatagrams))
		return outcome_went_on(o) ? VERDICT_forwarded : VERDICT_held;
	if (is_fragment(&o->view) && f->skb && !f->ended)
		return VERDICT_held;
	return o->sents > l->background ? VERDICT_answered : VERDICT_consumed;
}

/* The words of a fate stay where they are until the next frame. */
static void judge(struct live_state *l, const struct live_fate *f)
{
	struct outcome *o = &l->outcome;

	o->verdict = (struct verdict){ kind(l, f), NULL, NULL, NULL };
	if (o->verdict.kind != VERDICT_dropped)
		return;
	o->verdict.reason = f->dropped ? f->reason : "NOT_SPECIFIED";
	o->verdict.at = f->dropped ? f->at : "ip_defrag";
}

/* A frame that no tap can take is not asked. */
static void refuse(struct outcome *o, const char *why)
{
	o->verdict = (struct verdict){ VERDICT_not_modelled, NULL, why, NULL };
}

static uint32_t device(const struct live_host *h, const char *if_name)
{
	uint32_t dev;

	for (dev = 1; if_name && dev <= h->devs; dev++)
		if (strcmp(h->dev[dev].name, if_name) == 0)
			return dev;
	return 1;
}

static void put_mac(uint8_t *to, mac_t mac)
{
	int i;

	for (i = 0; i < ETH_ALEN; i++)
		to[i] = (uint8_t)(mac >> (ETH_ALEN - 1 - i) * MAC_BYTE);
}

static mac_t destination(uint32_t packet_type, mac_t own)
{
	static const mac_t group = 0x01005e000001;

	if (packet_type == LINKTYPE_HOST)
		return own;
	if (packet_type == LINKTYPE_BROADCAST)
		return 0xffffffffffff;
	return packet_type == LINKTYPE_MULTICAST ? group : own ^ 1;
}

/* A packet without an Ethernet header gets one that says the same. */
static size_t ethernet(uint8_t *to, const struct link_frame *f, mac_t own)
{
	static const mac_t stranger = 0x020000000001;

	if (f->has_ethernet) {
		memcpy(to, f->bytes, f->len);
		return f->len;
	}
	put_mac(to, destination(f->packet_type, own));
	put_mac(to + ETH_ALEN, stranger);
	to[ETHERTYPE] = (uint8_t)(f->protocol >> MAC_BYTE);
	to[ETHERTYPE + 1] = (uint8_t)f->protocol;
	memcpy(to + ETH_HLEN, f->bytes, f->len);
	return f->len + ETH_HLEN;
}

/* NULL: the kernel has taken it, *len bytes behind its Ethernet header. */
static const char *enter(struct live_state *l,
	const struct capture_frame *frame, uint32_t *len)
{
	static uint8_t bytes[MAX_FRAME + ETH_HLEN];
	struct outcome *o = &l->outcome;
	const struct live_dev *d = &l->host.dev[o->dev];
	struct link_frame f;
	enum linktype_result result = linktype_decode(frame, &f);
	size_t size;

	if (result == LINKTYPE_UNSUPPORTED || (result == LINKTYPE_DECODED &&
		!f.has_ethernet && f.protocol < ETH_P_802_3_MIN))
		return "link_type";
	if (result == LINKTYPE_TRUNCATED || f.caplen < f.len)
		return "truncated";
	if (f.len > MAX_FRAME)
		return "length";
	size = ethernet(bytes, &f, d->mac);
	o->view = f.has_ethernet ? ethernet_view(f.bytes, f.caplen)
		: (struct packet_view){ f.bytes, f.caplen, f.protocol };
	o->tuple = tuple_of(o->view);
	*len = (uint32_t)size - ETH_HLEN;
	return write(d->fd, bytes, size) == (ssize_t)size ? NULL : "refused";
}

static void hold(struct live_state *l, const struct live_fate *f)
{
	uint32_t i = 0;

	while (i < l->helds && l->held[i])
		i++;
	if (i == LIVE_HELD)
		return;
	l->held[i] = f->skb;
	l->helds += i == l->helds;
}

static bool is_igmp(const struct packet_view *v)
{
	return is_ipv4(v) && v->bytes[9] == 2;
}

/* Counters of what leaves something behind that only a new host forgets. */
static const uint32_t leaving[] = {
	MIB_Ip_ForwDatagrams, MIB_Ip_ReasmReqds, MIB_Icmp_InDestUnreachs,
	MIB_Icmp_InTimeExcds, MIB_Icmp_InRedirects, MIB_Icmp_OutRedirects,
	MIB_Icmp_OutRateLimitGlobal, MIB_Icmp_OutRateLimitHost,
	MIB_Icmp_OutErrors, MIB_Ip_OutDiscards,
};

/* ip_error has a token bucket for each peer; icmp_send only if asked. */
static bool leaves(const struct live_state *l)
{
	const struct outcome *o = &l->outcome;
	size_t i;

	for (i = 0; i < sizeof(leaving) / sizeof(leaving[0]); i++)
		if (counted(o, leaving[i]))
			return true;
	return (l->limits && counted(o, MIB_Icmp_OutMsgs)) ||
	       (o->verdict.at && strcmp(o->verdict.at, "ip_error") == 0);
}

/*
 * Neighbours, exceptions of routes, fragments, queriers, tokens: what frames
 * leave behind.
 */
static void note_traces(struct live_state *l, const struct live_fate *f)
{
	const struct outcome *o = &l->outcome;

	l->learned |= o->view.protocol == ETH_P_ARP;
	l->stale |= (has_sent(o, ETH_P_ARP) && o->view.protocol != ETH_P_ARP) ||
		    o->verdict.kind == VERDICT_held || l->trace.lost ||
		    is_igmp(&o->view) || l->background > 0 || leaves(l);
	if (o->verdict.kind == VERDICT_held && f->skb)
		hold(l, f);
}

void live_inject(struct live_state *l, const struct capture_frame *frame)
{
	static struct live_fate fate;
	struct outcome *o = &l->outcome;
	const char *refused;
	uint32_t len = 0;

	memset(&fate, 0, sizeof(fate));
	begin(l, frame->number);
	l->number = frame->number;
	o->dev = device(&l->host, frame->if_name);
	o->len = frame->len;
	refused = enter(l, frame, &len);
	live_trace_follow(&l->trace, &fate, l->host.dev[o->dev].name, len);
	live_read_sockets(o, &l->host, payload(&o->view, &o->tuple));
	if (fate.skb && !fate.ended)
		live_trace_follow(&l->trace, &fate, "", 0);
	gather(l);
	live_trace_discard(&l->trace);
	if (refused)
		refuse(o, refused);
	else
		judge(l, &fate);
	note_traces(l, &fate);
}

/* True: the time is over, and the other side still there. */
static bool sleep_ns(const struct live_state *l, int64_t ns)
{
	struct timespec t = { ns / SECOND_NS, ns % SECOND_NS };
	struct pollfd p = { l->control, 0, 0 };

	return ppoll(&p, 1, &t, NULL) <= 0;
}

/* Looks now and then, so that the buffer of events does not run over. */
static void wait_and_look(struct live_state *l, struct live_fate *fate,
	int64_t ns)
{
	live_trace_everybody(&l->trace, true);
	for (; ns > 0; ns -= LOOK_NS) {
		if (!sleep_ns(l, ns < LOOK_NS ? ns : LOOK_NS))
			break;
		live_trace_look(&l->trace, fate, l->held, l->helds);
	}
	live_trace_everybody(&l->trace, false);
	live_trace_discard(&l->trace);
}

bool live_wait(struct live_state *l, int64_t ts_ns)
{
	static struct live_fate fate;
	int64_t gap = l->started ? ts_ns - l->ts_ns : 0;
	struct outcome *o = &l->outcome;

	if (!l->started) {
		l->started = true;
		l->first_ns = ts_ns;
		l->began_ns = clock_ns();
	}
	l->ts_ns = ts_ns;
	if (gap < HALF_SECOND_NS)
		return false;
	memset(&fate, 0, sizeof(fate));
	wait_and_look(l, &fate, gap < LONGEST_WAIT_NS ? gap : LONGEST_WAIT_NS);
	begin(l, l->number);
	o->timer = true;
	o->dev = 1;
	live_read_sockets(o, &l->host, 0);
	gather(l);
	judge(l, &fate);
	return o->receiveds || o->sents || o->changes || fate.dropped;
}
