/* diff_session: see the header. */
#include "cli/diff_session.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/json.h"

/* Without these an answer depends on how fast the frames come. */
static const char *const quiet[][2] = {
	{ "net.ipv4.icmp_ratelimit=", "0" },
	{ "net.ipv4.icmp_ratemask=", "0" },
	{ "net.ipv4.igmp_qrv=", "1" },
};

static bool sets(const struct host_text *text, const char *key)
{
	struct host_words w;
	uint32_t i;

	host_words_start(&w, text);
	while (host_words_next(&w))
		for (i = 1; i < w.n; i++)
			if (strcmp(w.word[0], "sysctl") == 0 &&
			    strncmp(w.word[i], key, strlen(key)) == 0)
				return true;
	return false;
}

void quiet_text(struct text *to, const struct host_text *text)
{
	size_t i;

	if (text->size > 0)
		text_bytes(to, text->bytes, text->size);
	if (to->size > 0 && to->bytes[to->size - 1] != '\n')
		text_byte(to, '\n');
	for (i = 0; i < sizeof(quiet) / sizeof(quiet[0]); i++) {
		if (sets(text, quiet[i][0]))
			continue;
		text_put(to, "sysctl -w ");
		text_put(to, quiet[i][0]);
		text_put(to, quiet[i][1]);
		text_byte(to, '\n');
	}
}

static bool out_of_memory(struct host_error *error)
{
	snprintf(error->text, sizeof(error->text), "out of memory");
	return false;
}

/* A host that is set up when its first frame comes. */
static bool make_muffin(struct session *s, int64_t ts_ns,
	struct host_error *error)
{
	host_reset(&s->host, 1);
	outcome_set_up(&s->host, ts_ns);
	if (!host_file_parse(&s->host, &s->text, error))
		return false;
	outcome_init(s->outcome, &s->host, ts_ns);
	return true;
}

static bool start_muffin(struct session *s, struct host_error *error)
{
	s->outcome = calloc(1, sizeof(*s->outcome));
	if (!s->outcome || !host_init(&s->host, 1))
		return out_of_memory(error);
	return make_muffin(s, 0, error);
}

bool session_start(struct session *s, const struct host_text *text,
	struct record *record, struct host_error *error)
{
	struct text t = { NULL, 0, 0 };

	memset(s, 0, sizeof(*s));
	quiet_text(&t, text);
	s->text = (struct host_text){ text->name, t.bytes, t.size };
	s->record = record;
	host_facts_read(&s->facts, &s->text);
	if (!start_muffin(s, error))
		return false;
	s->live = record ? NULL : live_start(&s->text, error);
	return record || s->live;
}

void session_end(struct session *s)
{
	live_end(s->live);
	host_free(&s->host);
	if (s->outcome)
		outcome_free(s->outcome);
	free(s->outcome);
	host_text_free(&s->text);
	text_free(&s->linux_lines);
	text_free(&s->muffin_lines);
	word_list_free(&s->linux_igmp);
	word_list_free(&s->muffin_igmp);
	answer_free(&s->linux_timer);
	answer_free(&s->linux_frame);
	answer_free(&s->muffin_timer);
	answer_free(&s->muffin_frame);
	memset(s, 0, sizeof(*s));
}

bool session_fresh(struct session *s, struct host_error *error)
{
	s->number = 0;
	word_list_clear(&s->linux_igmp);
	word_list_clear(&s->muffin_igmp);
	return !s->live || live_fresh(s->live, error);
}

/* Each line to its answer: those of timers come before the frame's. */
static bool read_lines(const struct text *lines, struct answer *timer,
	struct answer *frame, const struct host_facts *groups)
{
	char *copy = malloc(lines->size + 1);
	char *at = copy;
	bool ok = copy != NULL;

	answer_clear(timer);
	answer_clear(frame);
	if (copy)
		memcpy(copy, lines->bytes, lines->size);
	while (ok && at < copy + lines->size) {
		char *end = memchr(at, '\n', (size_t)(copy + lines->size - at));
		bool last = !end || end + 1 == copy + lines->size;

		ok = end && answer_add(last ? frame : timer, at,
			(size_t)(end - at), groups);
		at += end ? end - at + 1 : 0;
	}
	free(copy);
	return ok && frame->told;
}

static bool ask_linux(struct session *s, const struct capture_frame *frame,
	struct host_error *error)
{
	s->linux_lines.size = 0;
	if (s->record ? !record_read(s->record, frame->number,
				&s->linux_lines, error)
		      : !live_frame(s->live, frame, &s->linux_lines, error))
		return false;
	if (read_lines(&s->linux_lines, &s->linux_timer, &s->linux_frame,
		    &s->facts))
		return true;
	snprintf(error->text, sizeof(error->text), "frame %llu: what was said "
		"of Linux is no verdict%s%.400s", (unsigned long long)
		frame->number, s->record ? ": " : "",
		s->record ? s->record->name : "");
	return false;
}

static void put_line(struct session *s)
{
	json_outcome(&s->muffin_lines, s->outcome, &s->host);
	text_byte(&s->muffin_lines, '\n');
}

static bool ask_muffin(struct session *s, const struct capture_frame *frame,
	struct host_error *error)
{
	struct capture_frame f = *frame;

	f.ts_ns = s->linux_frame.ts_ns;
	s->muffin_lines.size = 0;
	if (s->number == 0 && !make_muffin(s, f.ts_ns, error))
		return false;
	if (outcome_of_timers(s->outcome, &s->host, f.ts_ns))
		put_line(s);
	outcome_of(s->outcome, &s->host, &f);
	put_line(s);
	s->number = frame->number;
	return read_lines(&s->muffin_lines, &s->muffin_timer,
		       &s->muffin_frame, &s->facts) || out_of_memory(error);
}

static void keep(struct word_list *to, const struct word_list *from)
{
	uint32_t i;

	for (i = 0; i < from->n; i++)
		word_list_add(to, word_list_get(from, i));
}

bool session_frame(struct session *s, const struct capture_frame *frame,
	struct host_error *error)
{
	if (!ask_linux(s, frame, error) || !ask_muffin(s, frame, error))
		return false;
	keep(&s->linux_igmp, &s->linux_timer.igmp);
	keep(&s->linux_igmp, &s->linux_frame.igmp);
	keep(&s->muffin_igmp, &s->muffin_timer.igmp);
	keep(&s->muffin_igmp, &s->muffin_frame.igmp);
	return true;
}
