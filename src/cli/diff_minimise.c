/*
 * The smallest counterexample (diff.h).
 *
 * Frames go first, then bytes of those that stay, then lines of the host file:
 * whatever can be left out while the last frame still differs in the same way.
 * One session serves until the host file changes.
 */
#include "cli/diff.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/ddmin.h"

enum { TRIES_MAX = 600, SIGNATURE = 600, SHORTEST = 14 };

struct minimiser {
	struct host_text *text;
	struct frame_list *frames;
	bool *kept;			/* one for each frame */
	bool *line_kept;		/* and one for each line */
	char *whole;			/* the host file as it was */
	uint32_t *line;			/* where its lines begin */
	uint32_t lines;
	struct session session;
	bool running;
	uint32_t tries;
	char signature[SIGNATURE];	/* of the difference we look for */
	struct host_error *error;
};

static void end(struct minimiser *m)
{
	if (m->running)
		session_end(&m->session);
	m->running = false;
}

static bool begin(struct minimiser *m, struct host_error *error)
{
	if (m->running && session_fresh(&m->session, error))
		return true;
	end(m);
	m->running = session_start(&m->session, m->text, NULL, error);
	if (!m->running)
		session_end(&m->session);
	return m->running;
}

/* What differs, and between what: the data may change, the words may not. */
static void sign(const struct session *s, char *to)
{
	struct comparison frame = compare_answers(&s->linux_frame,
		&s->muffin_frame);
	struct comparison timer = { 0, 0, NULL, 0 };

	if (answer_tells(&s->linux_timer) ||
	    answer_tells(&s->muffin_timer))
		timer = compare_timers(&s->linux_timer, &s->muffin_timer);
	snprintf(to, SIGNATURE, "%x %x %s %s %s %s %s %s", frame.differs,
		timer.differs, s->linux_frame.verdict, s->linux_frame.reason,
		s->linux_frame.at, s->muffin_frame.verdict,
		s->muffin_frame.reason, s->muffin_frame.at);
	if (!frame.differs && !timer.differs)
		*to = '\0';
}

/* Runs what is kept; the signature of its last frame, "" if none differs. */
static void run(struct minimiser *m, char *signature)
{
	struct host_error error;
	bool ok = begin(m, &error);
	uint64_t number = 0;
	uint32_t i;

	*signature = '\0';
	for (i = 0; ok && i < m->frames->n; i++) {
		struct capture_frame f = m->frames->frame[i];

		f.number = ++number;
		if (m->kept[i])
			ok = session_frame(&m->session, &f, &error);
	}
	if (ok && m->session.linux_frame.told)
		sign(&m->session, signature);
	if (!ok)
		end(m);
}

static bool still(struct minimiser *m)
{
	char signature[SIGNATURE];

	if (m->tries++ >= TRIES_MAX)
		return false;
	run(m, signature);
	return strcmp(signature, m->signature) == 0;
}

static bool still_without_frames(void *arg)
{
	return still(arg);
}

static void drop_frames(struct minimiser *m)
{
	struct frame_list left = { 0, 0, 0, NULL, NULL };
	uint32_t i;

	for (i = 0; i < m->frames->n; i++)
		if (m->kept[i] && frame_list_add(&left, &m->frames->frame[i]))
			left.frame[left.n - 1].number = left.n;
	frame_list_free(m->frames);
	*m->frames = left;
	memset(m->kept, 1, left.n);
}

/* Cuts the end of a frame off, half of the rest at a time. */
static void shorten(struct minimiser *m, struct capture_frame *f)
{
	uint32_t cut;

	for (cut = f->caplen / 2; cut > 0;) {
		uint32_t before = f->caplen;

		if (before < SHORTEST + cut || f->len != before) {
			cut /= 2;
			continue;
		}
		f->caplen = f->len = before - cut;
		if (still(m))
			continue;
		f->caplen = f->len = before;
		cut /= 2;
	}
}

/* Runs of bytes that are not needed become 0, which reads best. */
static void blank(struct minimiser *m, struct capture_frame *f)
{
	uint8_t *bytes = (uint8_t *)(uintptr_t)f->bytes;
	uint8_t before[64];
	uint32_t at, size = sizeof(before);

	for (at = SHORTEST; at < f->caplen;  at += size) {
		uint32_t here = f->caplen - at < size ? f->caplen - at : size;

		memcpy(before, bytes + at, here);
		memset(bytes + at, 0, here);
		if (memcmp(before, bytes + at, here) != 0 && !still(m))
			memcpy(bytes + at, before, here);
	}
}

static void smaller_frames(struct minimiser *m)
{
	uint32_t i;

	for (i = 0; i < m->frames->n; i++) {
		shorten(m, &m->frames->frame[i]);
		blank(m, &m->frames->frame[i]);
	}
}

/* The text of the lines that are kept. */
static void join_lines(struct minimiser *m)
{
	uint32_t i;

	m->text->size = 0;
	for (i = 0; i < m->lines; i++) {
		size_t size = m->line[i + 1] - m->line[i];

		if (!m->line_kept[i])
			continue;
		memcpy(m->text->bytes + m->text->size,
			m->whole + m->line[i], size);
		m->text->size += size;
	}
}

static bool still_without_lines(void *arg)
{
	struct minimiser *m = arg;

	join_lines(m);
	end(m);
	return still(m);
}

/* Where each line begins; one more for the end. */
static uint32_t cut_lines(const struct host_text *text, uint32_t *line)
{
	uint32_t n = 0;
	size_t i;

	line[0] = 0;
	for (i = 0; i < text->size; i++)
		if (text->bytes[i] == '\n' || i + 1 == text->size)
			line[++n] = (uint32_t)i + 1;
	return n;
}

static void fewer_lines(struct minimiser *m)
{
	size_t size = m->text->size;

	m->whole = malloc(size + 1);
	m->line = malloc((size + 2) * sizeof(*m->line));
	m->line_kept = malloc(size + 2);
	if (m->whole && m->line && m->line_kept) {
		memcpy(m->whole, m->text->bytes, size);
		m->lines = cut_lines(m->text, m->line);
		memset(m->line_kept, true, m->lines);
		ddmin(m->line_kept, m->lines, still_without_lines, m);
		join_lines(m);
	}
	free(m->whole);
	free(m->line);
	free(m->line_kept);
}

static bool find(struct minimiser *m)
{
	run(m, m->signature);
	if (*m->signature)
		return true;
	snprintf(m->error->text, sizeof(m->error->text), "the difference did "
		"not come again when the frames were given a second time: no "
		"counterexample is written");
	return false;
}

static void minimise(struct minimiser *m)
{
	ddmin(m->kept, m->frames->n - 1, still_without_frames, m);
	drop_frames(m);
	smaller_frames(m);
	m->tries = 0;
	fewer_lines(m);
}

/* What came before and after is of no use. */
static void keep(struct minimiser *m, uint32_t first, uint32_t last)
{
	uint32_t i;

	memset(m->kept, 0, m->frames->n);
	for (i = first; i <= last; i++)
		m->kept[i] = true;
	drop_frames(m);
}

bool diff_minimise(struct host_text *text, struct frame_list *frames,
	uint32_t first, uint32_t last, struct host_error *error)
{
	struct minimiser *m = calloc(1, sizeof(*m));
	bool ok;

	if (m)
		m->kept = malloc(frames->n + 1);
	if (!m || !m->kept) {
		free(m);
		snprintf(error->text, sizeof(error->text), "out of memory");
		return false;
	}
	m->text = text;
	m->frames = frames;
	m->error = error;
	keep(m, first, last);
	ok = find(m);
	if (ok)
		minimise(m);
	end(m);
	free(m->kept);
	free(m);
	return ok;
}
