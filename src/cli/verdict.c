/* verdict: see the header. */
#include "cli/verdict.h"

#include "cli/names.h"

enum { NO_ENTRY = TRACE_SIZE };

#define VERDICT_NAME(name) NAME(#name),
static const struct name verdict_names[] = { VERDICTS(VERDICT_NAME) };

struct name verdict_name(enum verdict_kind kind)
{
	return verdict_names[kind];
}

/* The first entry of a kind, or NO_ENTRY. */
static uint32_t first(const struct trace *trace, uint32_t kind)
{
	uint32_t i;

	for (i = 0; i < trace->n; i++)
		if (trace->e[i].kind == kind)
			return i;
	return NO_ENTRY;
}

/* The packet that came in; TRACE_NO_SKB: none did, time went on. */
static uint32_t received_skb(const struct trace *trace)
{
	uint32_t i = first(trace, TRACE_RECEIVED);

	return i == NO_ENTRY ? TRACE_NO_SKB : trace->e[i].skb;
}

static bool is_end(const struct trace_entry *e)
{
	return e->kind == TRACE_DROP || e->kind == TRACE_CONSUMED;
}

/*
 * The end of the packet that came in, or NO_ENTRY: it lives on, or went out.
 * What became of others, of its answer say, is not its verdict.  Without such
 * a packet: the first drop.
 */
static uint32_t end_of(const struct trace *trace)
{
	uint32_t skb = received_skb(trace);
	uint32_t i;

	for (i = 0; skb != TRACE_NO_SKB && i < trace->n; i++)
		if (is_end(&trace->e[i]) && trace->e[i].skb == skb)
			return i;
	return skb == TRACE_NO_SKB ? first(trace, TRACE_DROP) : NO_ENTRY;
}

bool was_called(const struct trace *trace, uint32_t fn)
{
	uint32_t i;

	for (i = 0; i < trace->n; i++)
		if (trace->e[i].kind == TRACE_CALL && trace->e[i].arg == fn)
			return true;
	return false;
}

static const char *last_call(const struct trace *trace)
{
	uint32_t i = trace->n;

	while (i-- > 0)
		if (trace->e[i].kind == TRACE_CALL)
			return function_name(trace->e[i].arg).text;
	return NULL;
}

static bool answers(uint32_t fn)
{
	return fn == FN_icmp_echo || fn == FN_icmp_timestamp ||
	       fn == FN_arp_process;
}

static const char *answerer(const struct trace *trace)
{
	uint32_t i = trace->n;

	while (i-- > 0)
		if (trace->e[i].kind == TRACE_CALL && answers(trace->e[i].arg))
			return function_name(trace->e[i].arg).text;
	return last_call(trace);
}

static struct verdict not_known(const struct trace *trace, uint32_t i)
{
	struct verdict v = { VERDICT_not_modelled, NULL, NULL, NULL };

	v.detail = not_modelled_name(trace->e[i].arg);
	v.at = last_call(trace);
	return v;
}

static struct verdict delivered(const struct trace *trace)
{
	struct verdict v = { VERDICT_delivered, NULL, NULL, NULL };

	v.at = was_called(trace, FN___udp4_lib_mcast_deliver)
		? "__udp4_lib_mcast_deliver" : "__udp4_lib_rcv";
	return v;
}

static struct verdict dropped(const struct trace *trace, uint32_t i)
{
	const struct drop_site_name *site = drop_site_name(trace->e[i].arg);
	struct verdict v = { VERDICT_dropped, NULL, NULL, NULL };

	v.reason = site->reason;
	v.detail = *site->detail ? site->detail : NULL;
	v.at = site->function;
	return v;
}

static struct verdict consumed(const struct trace *trace)
{
	struct verdict v = { VERDICT_consumed, NULL, NULL, NULL };
	uint32_t i = first(trace, TRACE_CONSUMED);

	v.at = i == NO_ENTRY ? last_call(trace)
			     : function_name(trace->e[i].arg).text;
	if (i != NO_ENTRY && trace->e[i].arg == FN_ip_defrag)
		v.kind = VERDICT_held;
	return v;
}

/* It goes on to another host, or waits until that one is found. */
static struct verdict forwarded(bool went_on)
{
	struct verdict v = { VERDICT_forwarded, NULL, NULL, "ip_forward" };

	if (!went_on)
		v.kind = VERDICT_held;
	return v;
}

struct verdict verdict_of(const struct trace *trace, bool received, bool sent,
	bool went_on)
{
	struct verdict v = { VERDICT_answered, NULL, NULL, NULL };
	uint32_t i = first(trace, TRACE_NOT_MODELLED);

	if (i != NO_ENTRY)
		return not_known(trace, i);
	if (received)
		return delivered(trace);
	i = end_of(trace);
	if (i != NO_ENTRY && trace->e[i].kind == TRACE_DROP)
		return dropped(trace, i);
	if (was_called(trace, FN_ip_forward_finish))
		return forwarded(went_on);
	if (!sent)
		return consumed(trace);
	v.at = answerer(trace);
	return v;
}

struct verdict verdict_not_entered(const char *detail)
{
	struct verdict v = { VERDICT_not_modelled, NULL, detail, NULL };

	return v;
}
