/* muffin diff: both sides get every frame; what differs is told. */
#include "cli/diff.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "cli/console.h"
#include "cli/generate.h"
#include "cli/muffin.h"
#include "cli/progress.h"

enum { OUTPUT_CHUNK = 1 << 16, TIMES_AGAIN = 3, PAUSE_US = 200000 };

struct run {
	const struct diff_options *options;
	struct host_text text;
	struct frame_list frames;
	struct session session;
	struct record record;		/* read with --against, else written */
	struct diff_tally tally;
	struct progress progress;
	struct text out;
	struct text lines;		/* for the record */
	uint32_t again;			/* times that a case was repeated */
	uint32_t first;			/* index of the first that differs */
};

static volatile sig_atomic_t interrupted;

static void interrupt(int number)
{
	(void)number;
	interrupted = 1;
}

/* The first ^C ends with the figures, the second at once. */
static void catch_interrupt(void)
{
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	action.sa_handler = interrupt;
	action.sa_flags = (int)SA_RESETHAND;
	sigaction(SIGINT, &action, NULL);
}

static bool tell(const char *message)
{
	complain("%s", message);
	return false;
}

/* As if all of it came at once. */
static bool hurry(struct frame_list *l)
{
	uint32_t i;

	for (i = 1; i < l->n; i++)
		l->frame[i].ts_ns = l->frame[0].ts_ns;
	return true;
}

static bool load(struct run *run)
{
	const struct diff_options *o = run->options;
	struct host_error host_error;
	struct capture_error error;

	if (!host_text_read(&run->text, o->host, &host_error))
		return tell(host_error.text);
	if (!o->generate)
		return frame_list_load(&run->frames, o->capture, &error) ||
		       tell(error.text);
	return generate_frames(&run->frames, &run->text, o->seed,
		       o->frames) || tell("out of memory for the frames");
}

/* What Linux will be asked: in short, so that a record fits it alone. */
static struct record_about about(const struct run *run)
{
	const struct diff_options *o = run->options;
	struct record_about a = { run->text.name, "generated", run->frames.n,
		0, o->alone };
	uLong crc = crc32(0, (const Bytef *)run->text.bytes,
		(uInt)run->text.size);
	uint32_t i;

	for (i = 0; i < run->frames.n; i++)
		crc = crc32(crc, run->frames.frame[i].bytes,
			run->frames.frame[i].caplen);
	if (o->capture)
		a.capture = o->capture;
	a.crc = (uint32_t)crc;
	return a;
}

static bool start(struct run *run)
{
	const struct diff_options *o = run->options;
	struct record_about a = about(run);
	struct host_error error;

	if (o->against && !record_open(&run->record, o->against, &a, &error))
		return tell(error.text);
	if (!session_start(&run->session, &run->text,
		    o->against ? &run->record : NULL, &error))
		return tell(error.text);
	return !o->record ||
	       record_create(&run->record, o->record, &a, &error) ||
	       tell(error.text);
}

static bool flush(struct run *run)
{
	bool ok = run->out.size == 0 || print(&run->out);

	run->out.size = 0;
	return ok;
}

static void report(struct run *run, const struct comparison *frame,
	const struct comparison *timer)
{
	if (run->options->json) {
		diff_report_json(&run->out, &run->session, frame, timer);
		return;
	}
	if (timer->differs)
		diff_report(&run->out, &run->session, timer, true);
	if (frame->differs)
		diff_report(&run->out, &run->session, frame, false);
}

/* `last`: of this host's life; then all of its IGMP is there. */
static void judge(struct run *run, uint32_t i, bool last)
{
	const struct session *s = &run->session;
	struct comparison frame, timer = { 0, 0, NULL, 0 };

	frame = compare_answers(&s->linux_frame, &s->muffin_frame);
	if (answer_tells(&s->linux_timer) || answer_tells(&s->muffin_timer)) {
		timer = compare_timers(&s->linux_timer, &s->muffin_timer);
		run->tally.timers++;
	}
	if (last && run->options->igmp)
		compare_igmp(&frame, &s->linux_igmp, &s->muffin_igmp);
	diff_tally_add(&run->tally, &frame);
	diff_tally_add(&run->tally, &timer);
	run->tally.frames++;
	if (frame.differs || timer.differs) {
		if (run->tally.differing++ == 0)
			run->first = i;
	}
	report(run, &frame, &timer);
}

static bool same_comment(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* The frame meets a host that has seen none. */
static bool meets_fresh(const struct run *run, uint32_t i)
{
	return i == 0 || run->options->alone || (run->options->by_comment &&
		!same_comment(run->frames.comment[i - 1],
			run->frames.comment[i]));
}

/* From the frame `first` to before `end`, which share a host. */
static bool do_life(struct run *run, uint32_t first, uint32_t end,
	bool *crowded)
{
	struct session *s = &run->session;
	struct host_error error;
	uint32_t i;

	run->lines.size = 0;
	*crowded = false;
	if (run->tally.frames + run->again > 0 && !session_fresh(s, &error))
		return tell(error.text);
	for (i = first; i < end && !interrupted; i++) {
		if (!session_frame(s, &run->frames.frame[i], &error))
			return tell(error.text);
		if (run->options->record)
			text_bytes(&run->lines, s->linux_lines.bytes,
				s->linux_lines.size);
		*crowded |= s->live && was_crowded(&s->linux_frame);
		judge(run, i, i + 1 == end);
		progress_step(&run->progress);
	}
	return true;
}

/* Again if the kernel was crowded, as far as the host can be made anew. */
static bool do_case(struct run *run, uint32_t first, uint32_t end)
{
	struct diff_tally before = run->tally;
	size_t size = run->out.size;
	struct host_error error;
	bool crowded = false;

	if (!do_life(run, first, end, &crowded))
		return false;
	if (crowded && run->again < TIMES_AGAIN &&
	    (run->options->alone || run->options->by_comment)) {
		run->tally = before;
		run->out.size = size;
		run->again++;
		usleep(PAUSE_US);
		return do_case(run, first, end);
	}
	run->again = 0;
	if (run->options->record &&
	    !record_write(&run->record, &run->lines, &error))
		return tell(error.text);
	return run->out.size < OUTPUT_CHUNK || flush(run);
}

static uint32_t case_end(const struct run *run, uint32_t first)
{
	uint32_t end = first + 1;

	while (end < run->frames.n && !meets_fresh(run, end))
		end++;
	return end;
}

static bool do_frames(struct run *run)
{
	bool ok = true;
	uint32_t i;

	progress_start(&run->progress, run->options->quiet);
	for (i = 0; ok && !interrupted && i < run->frames.n;) {
		uint32_t end = case_end(run, i);

		ok = do_case(run, i, end);
		i = end;
	}
	progress_end(&run->progress);
	if (ok && run->options->json)
		diff_summary_json(&run->out, &run->tally);
	else if (ok && !run->options->quiet)
		diff_summary(&run->out, &run->tally);
	return flush(run) && ok;
}

static bool save_host(const struct host_text *text, const char *capture)
{
	char name[4096];
	FILE *f;
	bool ok;

	snprintf(name, sizeof(name), "%s.host", capture);
	f = fopen(name, "we");
	ok = f && fwrite(text->bytes, 1, text->size, f) == text->size;
	ok = f && fclose(f) == 0 && ok;
	if (!ok)
		complain("%s: cannot be written", name);
	return ok;
}

/* Where the life of the host begins that the first difference met. */
static uint32_t case_begin(const struct run *run)
{
	uint32_t i = run->first;

	while (!meets_fresh(run, i))
		i--;
	return i;
}

/* The session has ended: the minimiser starts its own. */
static bool counterexample(struct run *run)
{
	const char *name = run->options->counterexample;
	struct host_error error;
	struct capture_error capture_error;

	if (!diff_minimise(&run->text, &run->frames, case_begin(run),
		    run->first, &error))
		return tell(error.text);
	if (!frame_list_save(&run->frames, name, &capture_error))
		return tell(capture_error.text);
	if (!run->options->quiet)
		complain("%s: %u frames, and %s.host, still differ", name,
			run->frames.n, name);
	return save_host(&run->text, name);
}

static bool finish(struct run *run, bool ok)
{
	struct host_error error;

	if (!record_close(&run->record, &error))
		ok = tell(error.text);
	session_end(&run->session);
	if (ok && run->options->counterexample && run->tally.differing)
		ok = counterexample(run);
	host_text_free(&run->text);
	frame_list_free(&run->frames);
	text_free(&run->out);
	text_free(&run->lines);
	return ok;
}

static int diff(const struct diff_options *options)
{
	struct run *run = calloc(1, sizeof(*run));
	bool ok = run || tell("out of memory");
	uint64_t differing;

	if (!run)
		return STATUS_UNREADABLE;
	run->options = options;
	catch_interrupt();
	ok = load(run) && (!options->hurry || hurry(&run->frames)) &&
	     start(run) && do_frames(run);
	ok = finish(run, ok);
	differing = run->tally.differing;
	free(run);
	if (!ok)
		return STATUS_UNREADABLE;
	return differing ? STATUS_DIFFERENCE : STATUS_OK;
}

int diff_main(int argc, char **argv)
{
	struct diff_options options;
	const char *missing;

	diff_options_read(&options, argc, argv);
	missing = options.against ? NULL : live_missing();
	if (!missing)
		return diff(&options);
	complain("this machine cannot ask its kernel: %s; or compare with a "
		"record: --against FILE", missing);
	return STATUS_MISSING;
}
