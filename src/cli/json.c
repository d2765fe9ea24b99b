/* json: see the header.  One function a key, in the order of the keys. */
#include "cli/json.h"

#include "cli/names.h"

/* A literal, its length counted by the compiler. */
#define put(t, literal) text_bytes((t), (literal), sizeof(literal) - 1)

static void put_word(struct text *t, const char *word)
{
	if (!word) {
		put(t, "null");
		return;
	}
	text_byte(t, '"');
	text_put(t, word);
	text_byte(t, '"');
}

static void put_bytes(struct text *t, const struct outcome *o, size_t at,
	uint32_t len)
{
	text_byte(t, '"');
	if (len > 0)
		text_hex(t, (const uint8_t *)o->bytes.bytes + at, len);
	text_byte(t, '"');
}

static void put_ports(struct text *t, const struct tuple *tuple)
{
	if (!tuple->ports) {
		put(t, ",\"sport\":null,\"dport\":null}");
		return;
	}
	put(t, ",\"sport\":");
	text_number(t, tuple->sport);
	put(t, ",\"dport\":");
	text_number(t, tuple->dport);
	text_byte(t, '}');
}

static void put_tuple(struct text *t, const struct tuple *tuple)
{
	if (!tuple->ipv4) {
		put(t, ",\"tuple\":null");
		return;
	}
	put(t, ",\"tuple\":{\"saddr\":\"");
	text_address(t, tuple->saddr);
	put(t, "\",\"daddr\":\"");
	text_address(t, tuple->daddr);
	put(t, "\",\"proto\":");
	text_number(t, tuple->proto);
	put_ports(t, tuple);
}

static void put_frame(struct text *t, const struct outcome *o,
	const struct host *host)
{
	put(t, "{\"v\":1,\"n\":");
	text_number(t, o->number);
	if (o->timer)
		put(t, ",\"phase\":\"timer\"");
	put(t, ",\"ts\":\"");
	text_seconds(t, o->ts_ns);
	put(t, "\",\"dev\":");
	text_json(t, host_device_name(host, o->dev));
	put(t, ",\"len\":");
	text_number(t, o->len);
}

static void put_verdict(struct text *t, const struct verdict *v)
{
	put(t, ",\"verdict\":\"");
	text_name(t, verdict_name(v->kind));
	put(t, "\",\"reason\":");
	put_word(t, v->reason);
	put(t, ",\"detail\":");
	put_word(t, v->detail);
	put(t, ",\"at\":");
	put_word(t, v->at);
}

static void put_data(struct text *t, const struct outcome *o,
	const struct received *r)
{
	put(t, "\"len\":");
	text_number(t, r->len);
	put(t, ",\"data\":");
	if (r->read)
		put_bytes(t, o, r->at, r->len);
	else
		put(t, "null");
}

static void put_number(struct text *t, const char *key, uint32_t n)
{
	text_put(t, key);
	text_number(t, n);
}

static void put_queued_error(struct text *t, const struct outcome *o,
	const struct received *r)
{
	put(t, "\"errqueue\":{\"error\":");
	put_word(t, error_name(-(int32_t)r->ee.err));
	put_number(t, ",\"origin\":", r->ee.origin);
	put_number(t, ",\"type\":", r->ee.type);
	put_number(t, ",\"code\":", r->ee.code);
	put_number(t, ",\"info\":", r->ee.info);
	put(t, ",\"offender\":\"");
	text_address(t, r->ee.offender);
	put(t, "\",");
	put_data(t, o, r);
	text_byte(t, '}');
}

static void put_received(struct text *t, const struct outcome *o,
	const struct received *r)
{
	if (r->kind == RECEIVED_DATAGRAM) {
		put_data(t, o, r);
	} else if (r->kind == RECEIVED_ERROR) {
		put(t, "\"error\":");
		put_word(t, error_name(-(int32_t)r->ee.err));
	} else {
		put_queued_error(t, o, r);
	}
}

static void put_sockets(struct text *t, const struct outcome *o,
	const struct host *host)
{
	uint32_t i;

	put(t, ",\"sockets\":[");
	for (i = 0; i < o->receiveds; i++) {
		const struct received *r = &o->received[i];

		if (i > 0)
			text_byte(t, ',');
		put(t, "{\"name\":");
		text_json(t, host->socket_name[r->socket]);
		text_byte(t, ',');
		put_received(t, o, r);
		text_byte(t, '}');
	}
	text_byte(t, ']');
}

static void put_out(struct text *t, const struct outcome *o,
	const struct host *host)
{
	uint32_t i;

	put(t, ",\"queue\":null,\"out\":[");
	for (i = 0; i < o->sents; i++) {
		if (i > 0)
			text_byte(t, ',');
		put(t, "{\"dev\":");
		text_json(t, host_device_name(host, o->sent[i].dev));
		put(t, ",\"hex\":");
		put_bytes(t, o, o->sent[i].at, o->sent[i].len);
		text_byte(t, '}');
	}
	text_byte(t, ']');
}

static void put_key(struct text *t, uint32_t counter)
{
	text_name(t, mib_key(counter));
	if (counter < MIB_IcmpMsg_InType0)
		return;
	text_number(t, (counter - MIB_IcmpMsg_InType0) & 0xff);
	put(t, "\":");
}

static void put_mib(struct text *t, const struct outcome *o)
{
	uint32_t i;

	put(t, ",\"mib\":{");
	for (i = 0; i < o->changes; i++) {
		if (i > 0)
			text_byte(t, ',');
		put_key(t, o->change[i].counter);
		text_number(t, o->change[i].by);
	}
	text_byte(t, '}');
}

static void put_trace(struct text *t, const struct trace *trace)
{
	bool first = true;
	uint32_t i;

	put(t, ",\"trace\":[");
	for (i = 0; i < trace->n; i++) {
		if (trace->e[i].kind != TRACE_CALL)
			continue;
		if (!first)
			text_byte(t, ',');
		first = false;
		text_byte(t, '"');
		text_name(t, function_name(trace->e[i].arg));
		text_byte(t, '"');
	}
	put(t, "]}");
}

void json_outcome(struct text *t, const struct outcome *o,
	const struct host *host)
{
	put_frame(t, o, host);
	put_tuple(t, &o->tuple);
	put_verdict(t, &o->verdict);
	put_sockets(t, o, host);
	put_out(t, o, host);
	put_mib(t, o);
	put_trace(t, &host->net->trace);
}
