/* table: see the header. */
#include "cli/table.h"

#include "cli/names.h"

/* Where the columns begin. */
enum {
	NUMBER_END = 6,
	TIME_END = 19,
	TUPLE = 21,
	VERDICT = 65,
	WHY = 79,
	AT = 111,
	SENT = 137,
	COUNT_END = 10,			/* in the summary */
	REASON_END = 20
};

#define RED "\033[31m"
#define GREEN "\033[32m"
#define YELLOW "\033[33m"
#define CYAN "\033[36m"
#define DIM "\033[2m"
#define PLAIN "\033[0m"

static const char *colour_of(enum verdict_kind kind)
{
	switch (kind) {
	case VERDICT_delivered:
	case VERDICT_forwarded:
		return GREEN;
	case VERDICT_answered:
		return CYAN;
	case VERDICT_dropped:
		return RED;
	case VERDICT_held:
	case VERDICT_queued:
	case VERDICT_not_modelled:
		return YELLOW;
	default:
		return DIM;
	}
}

/* A right-aligned piece: written behind, measured, then moved. */
static void put_right(struct text *t, size_t start, size_t column,
	const struct text *piece)
{
	text_right(t, start, column, piece->size);
	text_bytes(t, piece->bytes, piece->size);
}

static void put_endpoint(struct text *t, uint32_t address, uint32_t port,
	bool ports)
{
	text_address(t, address);
	if (!ports)
		return;
	text_byte(t, ':');
	text_number(t, port);
}

static void put_tuple(struct text *t, const struct outcome *o)
{
	const struct tuple *p = &o->tuple;

	if (p->ipv4) {
		put_endpoint(t, p->saddr, p->sport, p->ports);
		text_put(t, " > ");
		put_endpoint(t, p->daddr, p->dport, p->ports);
		text_byte(t, ' ');
	}
	if (o->timer)
		text_put(t, "(a timer)");
	else if (p->ipv4 || o->view.size > 0)
		packet_words(t, o->view);
	else
		text_put(t, "-");
}

/* muffin:6, or peer!ECONNREFUSED, or of its error queue peer!!EMSGSIZE. */
static void put_received(struct text *t, const struct received *r,
	const struct host *host)
{
	text_put(t, host->socket_name[r->socket]);
	if (r->kind == RECEIVED_DATAGRAM) {
		text_byte(t, ':');
		text_number(t, r->len);
		return;
	}
	text_put(t, r->kind == RECEIVED_ERROR ? "!" : "!!");
	text_put(t, error_name(-(int32_t)r->ee.err));
}

static void put_why(struct text *t, const struct outcome *o,
	const struct host *host)
{
	const struct verdict *v = &o->verdict;
	uint32_t i;

	for (i = 0; i < o->receiveds; i++) {
		if (i > 0)
			text_byte(t, ' ');
		put_received(t, &o->received[i], host);
	}
	if (v->reason && o->receiveds > 0)
		text_byte(t, ' ');
	if (v->reason)
		text_put(t, v->reason);
	if (v->reason && v->detail)
		text_put(t, " (");
	if (v->detail)
		text_put(t, v->detail);
	if (v->reason && v->detail)
		text_byte(t, ')');
}

static void put_sent(struct text *t, const struct outcome *o,
	const struct host *host)
{
	uint32_t i;

	for (i = 0; i < o->sents; i++) {
		const struct sent *s = &o->sent[i];

		text_put(t, i > 0 ? ", " : "sent ");
		packet_words(t, ethernet_view(
			(const uint8_t *)o->bytes.bytes + s->at, s->len));
		text_put(t, " on ");
		text_put(t, host_device_name(host, s->dev));
	}
}

static void put_trace(struct text *t, const struct trace *trace)
{
	const char *between = "       ";
	uint32_t i;

	for (i = 0; i < trace->n; i++) {
		if (trace->e[i].kind != TRACE_CALL)
			continue;
		text_put(t, between);
		text_name(t, function_name(trace->e[i].arg));
		between = " > ";
	}
	if (trace->lost)
		text_put(t, " ... (more than the trace holds)");
	text_byte(t, '\n');
}

static void put_head(struct text *t, const char *number, const char *time)
{
	size_t start = t->size;

	text_right(t, start, NUMBER_END, strlen(number));
	text_put(t, number);
	text_right(t, start, TIME_END, strlen(time));
	text_put(t, time);
	text_column(t, start, TUPLE);
	text_put(t, "packet");
	text_column(t, start, VERDICT);
	text_put(t, "verdict");
	text_column(t, start, WHY);
	text_put(t, "why");
	text_column(t, start, AT);
	text_put(t, "at\n");
}

void table_head(struct text *t, const struct table *table)
{
	if (table->colour)
		text_put(t, DIM);
	put_head(t, "n", "seconds");
	if (table->colour)
		text_put(t, PLAIN);
}

static void put_time(struct text *t, struct table *table,
	const struct outcome *o, size_t start)
{
	char room[64];
	struct text piece = { room, 0, sizeof(room) };

	if (!table->started)
		table->start_ns = o->ts_ns;
	table->started = true;
	text_number(&piece, o->number);
	put_right(t, start, NUMBER_END, &piece);
	piece.size = 0;
	text_seconds(&piece, (int64_t)((uint64_t)o->ts_ns -
			     (uint64_t)table->start_ns));
	piece.size -= 3;		/* microseconds are enough here */
	text_byte(t, ' ');
	put_right(t, start, TIME_END, &piece);
}

/* Colour takes no place on the screen: the columns are counted before it. */
static void put_verdict(struct text *t, const struct table *table,
	const struct outcome *o, size_t *start)
{
	size_t before = t->size;

	if (table->colour)
		text_put(t, colour_of(o->verdict.kind));
	*start += t->size - before;
	text_name(t, verdict_name(o->verdict.kind));
	before = t->size;
	if (table->colour)
		text_put(t, PLAIN);
	*start += t->size - before;
}

static void trim_line(struct text *t)
{
	while (t->size > 0 && t->bytes[t->size - 1] == ' ')
		t->size--;
}

void table_outcome(struct text *t, struct table *table,
	const struct outcome *o, const struct host *host)
{
	size_t start = t->size;

	put_time(t, table, o, start);
	text_column(t, start, TUPLE);
	put_tuple(t, o);
	text_column(t, start, VERDICT);
	put_verdict(t, table, o, &start);
	text_column(t, start, WHY);
	put_why(t, o, host);
	text_column(t, start, AT);
	if (o->verdict.at)
		text_put(t, o->verdict.at);
	text_column(t, start, SENT);
	put_sent(t, o, host);
	trim_line(t);
	text_byte(t, '\n');
	if (table->trace)
		put_trace(t, &host->net->trace);
}

void table_comment(struct text *t, const struct outcome *o,
	const struct host *host)
{
	text_name(t, verdict_name(o->verdict.kind));
	if (o->receiveds > 0 || o->verdict.detail || o->verdict.reason)
		text_byte(t, ' ');
	put_why(t, o, host);
	if (o->verdict.at) {
		text_put(t, " at ");
		text_put(t, o->verdict.at);
	}
	if (o->sents > 0)
		text_put(t, "; ");
	put_sent(t, o, host);
}

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

void tally_add(struct tally *tally, const struct verdict *v)
{
	struct tally_reason *r = tally->reason;
	const char *name = verdict_name(v->kind).text;
	uint32_t i = 0;

	tally->frames++;
	tally->verdict[v->kind]++;
	if (!v->reason && !v->detail)
		return;
	while (i < tally->reasons &&
	       !(r[i].verdict == name && same(r[i].reason, v->reason) &&
		       same(r[i].detail, v->detail)))
		i++;
	if (i == sizeof(tally->reason) / sizeof(tally->reason[0]))
		return;
	if (i == tally->reasons)
		r[tally->reasons++] = (struct tally_reason){
			name, v->reason, v->detail, 0 };
	r[i].n++;
}

static void put_count(struct text *t, uint64_t n, size_t column)
{
	char room[64];
	struct text piece = { room, 0, sizeof(room) };

	text_number(&piece, n);
	put_right(t, t->size, column, &piece);
	text_put(t, "  ");
}

static void put_reasons(struct text *t, const struct tally *tally,
	const char *verdict)
{
	uint32_t i;

	for (i = 0; i < tally->reasons; i++) {
		const struct tally_reason *r = &tally->reason[i];

		if (r->verdict != verdict)
			continue;
		put_count(t, r->n, REASON_END);
		text_put(t, r->reason ? r->reason : "");
		text_put(t, r->reason && r->detail ? " " : "");
		text_put(t, r->detail ? r->detail : "");
		text_byte(t, '\n');
	}
}

void table_tally(struct text *t, const struct table *table,
	const struct tally *tally)
{
	uint32_t kind;

	text_byte(t, '\n');
	put_count(t, tally->frames, COUNT_END);
	text_put(t, tally->frames == 1 ? "frame\n" : "frames\n");
	for (kind = 0; kind < VERDICT_MAX; kind++) {
		if (tally->verdict[kind] == 0)
			continue;
		put_count(t, tally->verdict[kind], COUNT_END);
		if (table->colour)
			text_put(t, colour_of(kind));
		text_name(t, verdict_name(kind));
		text_put(t, table->colour ? PLAIN "\n" : "\n");
		put_reasons(t, tally, verdict_name(kind).text);
	}
}
