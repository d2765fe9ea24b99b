/* What `muffin diff` prints (diff.h). */
#include "cli/diff.h"

enum { KIND_COLUMN = 4, WORD_COLUMN = 16, FIGURE_WIDTH = 10,
	PERMILLE = 1000, SHOWN_MAX = 160 };

static void put_line(struct text *t, const char *kind, const char *side,
	const char *word)
{
	size_t start = t->size;
	size_t size = strlen(word);

	text_put(t, "    ");
	text_put(t, kind);
	text_column(t, start, WORD_COLUMN);
	text_put(t, side);
	text_bytes(t, word, size < SHOWN_MAX ? size : SHOWN_MAX);
	text_put(t, size < SHOWN_MAX ? "\n" : "...\n");
}

static void put_pair(struct text *t, const char *kind, const char *a,
	const char *b)
{
	put_line(t, kind, "Linux:  ", *a ? a : "none");
	put_line(t, "", "Muffin: ", *b ? b : "none");
}

/* Words of a that b does not have, or not so often. */
static void put_missing(struct text *t, const char *kind, const char *side,
	const struct word_list *a, const struct word_list *b)
{
	uint32_t i;

	for (i = 0; i < a->n; i++) {
		const char *word = word_list_get(a, i);

		if (word_list_count(a, i, word) >=
		    word_list_count(b, b->n, word))
			put_line(t, kind, side, word);
	}
}

static void put_lists(struct text *t, const char *kind,
	const struct word_list *a, const struct word_list *b)
{
	size_t start = t->size;

	put_missing(t, kind, "Linux:  ", a, b);
	put_missing(t, kind, "Muffin: ", b, a);
	if (t->size == start)
		put_line(t, kind, "the same in another order", "");
}

static bool has(const struct comparison *c, enum diff_kind kind)
{
	return c->differs >> kind & 1;
}

/* The whole answer in a word, for the heading. */
static void put_answer(struct text *t, const struct answer *a)
{
	text_put(t, *a->verdict ? a->verdict : "nothing");
	if (*a->reason) {
		text_byte(t, ' ');
		text_put(t, a->reason);
		text_put(t, " @");
		text_put(t, a->at);
	}
	if (*a->detail) {
		text_put(t, " (");
		text_put(t, a->detail);
		text_byte(t, ')');
	}
}

/* Where it entered, and what it is in a few words. */
static void put_frame(struct text *t, const struct session *s)
{
	const struct outcome *o = s->outcome;

	text_put(t, host_device_name(&s->host, o->dev));
	text_byte(t, ' ');
	if (o->tuple.ipv4) {
		text_address(t, o->tuple.saddr);
		text_put(t, " > ");
		text_address(t, o->tuple.daddr);
		text_byte(t, ' ');
	}
	if (o->view.size > 0)
		packet_words(t, o->view);
}

static void put_heading(struct text *t, const struct session *s,
	const struct answer *l, const struct answer *m, bool timer)
{
	text_put(t, timer ? "timers before frame " : "frame ");
	text_number(t, s->linux_frame.number);
	text_put(t, ", ");
	put_frame(t, s);
	text_put(t, ": Linux ");
	put_answer(t, l);
	text_put(t, ", Muffin ");
	put_answer(t, m);
	text_byte(t, '\n');
}

void diff_report(struct text *t, const struct session *s,
	const struct comparison *c, bool timer)
{
	const struct answer *l = timer ? &s->linux_timer : &s->linux_frame;
	const struct answer *m = timer ? &s->muffin_timer : &s->muffin_frame;

	put_heading(t, s, l, m, timer);
	if (has(c, DIFF_verdict))
		put_pair(t, "verdict", l->verdict, m->verdict);
	if (has(c, DIFF_reason))
		put_pair(t, "reason", l->reason, m->reason);
	if (has(c, DIFF_function))
		put_pair(t, "function", l->at, m->at);
	if (has(c, DIFF_deliveries))
		put_lists(t, "deliveries", &l->deliveries, &m->deliveries);
	if (has(c, DIFF_frames))
		put_lists(t, "frames", &l->frames, &m->frames);
	if (has(c, DIFF_counters))
		put_lists(t, "counters", &l->counters, &m->counters);
	if (has(c, DIFF_igmp))
		put_lists(t, "igmp", &s->linux_igmp, &s->muffin_igmp);
}

static void put_kinds(struct text *t, uint32_t kinds)
{
	bool first = true;
	int kind;

	text_byte(t, '[');
	for (kind = 0; kind < DIFF_MAX; kind++) {
		if (!(kinds >> kind & 1))
			continue;
		text_put(t, first ? "\"" : ",\"");
		text_put(t, diff_kind_name((enum diff_kind)kind));
		text_byte(t, '"');
		first = false;
	}
	text_byte(t, ']');
}

/* The lines as an array, without their newlines. */
static void put_objects(struct text *t, const struct text *lines)
{
	size_t i;

	text_byte(t, '[');
	for (i = 0; i < lines->size; i++) {
		bool last = i + 1 == lines->size;

		if (lines->bytes[i] != '\n')
			text_byte(t, lines->bytes[i]);
		else if (!last)
			text_byte(t, ',');
	}
	text_byte(t, ']');
}

void diff_report_json(struct text *t, const struct session *s,
	const struct comparison *c, const struct comparison *timer)
{
	text_put(t, "{\"n\":");
	text_number(t, s->linux_frame.number);
	text_put(t, ",\"differs\":");
	put_kinds(t, c->differs);
	text_put(t, ",\"timers_differ\":");
	put_kinds(t, timer->differs);
	text_put(t, ",\"apart\":");
	if (c->apart)
		text_json(t, c->apart);
	else
		text_put(t, "null");
	text_put(t, ",\"frame\":\"");
	text_hex(t, s->outcome->frame, s->outcome->caplen);
	text_put(t, "\",\"linux\":");
	put_objects(t, &s->linux_lines);
	text_put(t, ",\"muffin\":");
	put_objects(t, &s->muffin_lines);
	text_put(t, "}\n");
}

void diff_tally_add(struct diff_tally *t, const struct comparison *c)
{
	uint32_t i;
	int kind;

	for (kind = 0; kind < DIFF_MAX; kind++) {
		t->judged[kind] += c->judged >> kind & 1;
		t->agreed[kind] += (c->judged & ~c->differs) >> kind & 1;
	}
	if (!c->apart)
		return;
	t->aparts++;
	for (i = 0; i < t->words; i++)
		if (strcmp(t->apart[i].word, c->apart) == 0 &&
		    t->apart[i].kind == c->apart_kind)
			break;
	if (i == DIFF_WORDS)
		return;
	if (i == t->words)
		strncpy(t->apart[t->words++].word, c->apart, ANSWER_WORD - 1);
	t->apart[i].kind = c->apart_kind;
	t->apart[i].n++;
}

/* Per cent with one digit; 100.0 only where all agree. */
static void put_share(struct text *t, uint64_t part, uint64_t whole)
{
	uint64_t share = whole ? part * PERMILLE / whole : PERMILLE;

	text_number(t, share / 10);
	text_byte(t, '.');
	text_number(t, share % 10);
	text_put(t, " %\n");
}

static void put_kind(struct text *t, const struct diff_tally *tally, int kind)
{
	size_t start = t->size;

	text_put(t, diff_kind_name((enum diff_kind)kind));
	text_column(t, start, WORD_COLUMN);
	text_number(t, tally->agreed[kind]);
	text_put(t, " of ");
	text_number(t, tally->judged[kind]);
	text_column(t, start, WORD_COLUMN + 2 * FIGURE_WIDTH);
	put_share(t, tally->agreed[kind], tally->judged[kind]);
}

static void put_aparts(struct text *t, const struct diff_tally *tally,
	enum apart_kind kind, const char *what)
{
	const char *between = what;
	uint32_t i;

	for (i = 0; i < tally->words; i++) {
		const struct diff_apart *a = &tally->apart[i];

		if (a->kind != kind)
			continue;
		text_put(t, between);
		text_put(t, a->word);
		text_byte(t, ' ');
		text_number(t, a->n);
		between = ", ";
	}
	text_put(t, between == what ? "" : "\n");
}

void diff_summary(struct text *t, const struct diff_tally *tally)
{
	int kind;

	text_number(t, tally->frames);
	text_put(t, " frames, ");
	text_number(t, tally->frames - tally->aparts);
	text_put(t, " compared, ");
	text_number(t, tally->differing);
	text_put(t, " differ\n");
	for (kind = 0; kind < DIFF_MAX; kind++)
		put_kind(t, tally, kind);
	put_aparts(t, tally, APART_NOT_MODELLED, "not modelled by Muffin: ");
	put_aparts(t, tally, APART_NOT_ASKED, "not asked of Linux: ");
	put_aparts(t, tally, APART_CAPACITY, "beyond Muffin's capacity: ");
}

static void put_aparts_json(struct text *t, const struct diff_tally *tally,
	enum apart_kind kind)
{
	bool first = true;
	uint32_t i;

	text_byte(t, '{');
	for (i = 0; i < tally->words; i++) {
		if (tally->apart[i].kind != kind)
			continue;
		text_put(t, first ? "" : ",");
		text_json(t, tally->apart[i].word);
		text_byte(t, ':');
		text_number(t, tally->apart[i].n);
		first = false;
	}
	text_byte(t, '}');
}

void diff_summary_json(struct text *t, const struct diff_tally *tally)
{
	int kind;

	text_put(t, "{\"frames\":");
	text_number(t, tally->frames);
	text_put(t, ",\"differ\":");
	text_number(t, tally->differing);
	for (kind = 0; kind < DIFF_MAX; kind++) {
		text_put(t, ",\"");
		text_put(t, diff_kind_name((enum diff_kind)kind));
		text_put(t, "\":[");
		text_number(t, tally->agreed[kind]);
		text_byte(t, ',');
		text_number(t, tally->judged[kind]);
		text_byte(t, ']');
	}
	text_put(t, ",\"not_modelled\":");
	put_aparts_json(t, tally, APART_NOT_MODELLED);
	text_put(t, ",\"not_asked\":");
	put_aparts_json(t, tally, APART_NOT_ASKED);
	text_put(t, ",\"capacity\":");
	put_aparts_json(t, tally, APART_CAPACITY);
	text_put(t, "}\n");
}
