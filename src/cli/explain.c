/* muffin explain: the frames of captures through a host. */
#include "cli/explain.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/annotate.h"
#include "cli/capture.h"
#include "cli/console.h"
#include "cli/host_file.h"
#include "cli/json.h"
#include "cli/muffin.h"
#include "cli/outcome.h"
#include "cli/progress.h"
#include "cli/table.h"

enum { OUTPUT_CHUNK = 1 << 16 };

struct run {
	const struct explain_options *options;
	struct host_text text;
	struct host host;
	struct outcome *outcome;
	struct annotate *annotate;
	struct text out;
	bool silent;		/* -w - has standard output */
	bool failed;		/* nothing more can be written */
	struct table table;
	struct tally tally;
	struct progress progress;
	int status;
};

static volatile sig_atomic_t interrupted;

static void interrupt(int number)
{
	(void)number;
	interrupted = 1;
}

/* The first ^C ends with the summary, the second at once. */
static void catch_interrupt(void)
{
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	action.sa_handler = interrupt;
	action.sa_flags = (int)SA_RESETHAND;
	sigaction(SIGINT, &action, NULL);
}

/* Of several findings the status that says more about the run stays. */
static void set_status(struct run *run, int status)
{
	static const int weight[] = { 0, 2, 3, 1 };

	if (weight[status] > weight[run->status])
		run->status = status;
}

static void output_failed(struct run *run)
{
	run->failed = true;
	set_status(run, STATUS_UNREADABLE);
}

static void flush(struct run *run)
{
	if (!run->failed && !print(&run->out))
		output_failed(run);
	run->out.size = 0;
}

static void annotate(struct run *run, const char *json)
{
	if (!annotate_outcome(run->annotate, run->outcome, &run->host, json))
		output_failed(run);
}

/* The JSON is made for -w also when a table is printed: then it is not kept. */
static void put_outcome(struct run *run)
{
	size_t start = run->out.size;

	if (run->options->json || run->annotate) {
		json_outcome(&run->out, run->outcome, &run->host);
		text_byte(&run->out, '\0');
		if (run->annotate)
			annotate(run, run->out.bytes + start);
		run->out.bytes[run->out.size - 1] = '\n';
	}
	if (!run->options->json)
		run->out.size = start;
	if (!run->options->json && !run->silent)
		table_outcome(&run->out, &run->table, run->outcome, &run->host);
	if (run->out.size >= OUTPUT_CHUNK || run->options->flush)
		flush(run);
}

/* What timers do until ts_ns is a line of its own. */
static void explain_timers(struct run *run, int64_t ts_ns)
{
	if (!outcome_of_timers(run->outcome, &run->host, ts_ns))
		return;
	put_outcome(run);
}

static void explain_frame(struct run *run, const struct capture_frame *frame)
{
	explain_timers(run, frame->ts_ns);
	outcome_of(run->outcome, &run->host, frame);
	tally_add(&run->tally, &run->outcome->verdict);
	put_outcome(run);
	progress_step(&run->progress);
}

static void check_leak(struct run *run, const char *name)
{
	uint32_t leaked = host_leaked(&run->host);

	if (leaked == 0)
		return;
	complain("%s: leak: %u packets have come to no end (T7); this is a "
		"defect of muffin: please report it", name, leaked);
	set_status(run, STATUS_DIFFERENCE);
}

/* A host that was set up at the time of its first frame. */
static bool start_host(struct run *run, int64_t ts_ns)
{
	struct host_error error;

	if (!host_init(&run->host, run->options->seed)) {
		complain("out of memory for a host");
		return false;
	}
	outcome_set_up(&run->host, ts_ns);
	if (host_file_parse(&run->host, &run->text, &error)) {
		outcome_init(run->outcome, &run->host, ts_ns);
		return true;
	}
	complain("%s", error.text);
	host_free(&run->host);
	return false;
}

/* After the host file was understood: a file is not emptied for nothing. */
static bool start_annotate(struct run *run)
{
	struct capture_error error;

	if (run->annotate || !run->options->annotate)
		return true;
	run->annotate = annotate_open(run->options->annotate, &error);
	if (!run->annotate)
		complain("%s", error.text);
	return run->annotate != NULL;
}

static void put_head(struct run *run, const char *name)
{
	if (run->options->json || run->silent)
		return;
	run->table.started = false;
	if (run->options->captures > 1) {
		text_put(&run->out, run->out.size ? "\n" : "");
		text_put(&run->out, name);
		text_put(&run->out, ":\n");
	}
	table_head(&run->out, &run->table);
}

static void linger(struct run *run, int64_t ts_ns)
{
	if (run->options->linger != 0 && ts_ns > 0)
		explain_timers(run, ts_ns +
			(int64_t)run->options->linger * NSEC_PER_SEC);
}

/* `result`: what capture_next said when it gave the first frame. */
static void explain_frames(struct run *run, struct capture *capture,
	const char *name, struct capture_frame *frame, int result)
{
	put_head(run, name);
	while (!interrupted && !run->failed && result == 1) {
		explain_frame(run, frame);
		result = capture_next(capture, frame);
	}
	linger(run, frame->ts_ns);
	flush(run);
	if (result < 0) {
		progress_end(&run->progress);
		complain("%s", capture_message(capture));
		set_status(run, STATUS_UNREADABLE);
	}
	check_leak(run, name);
}

static void explain_capture(struct run *run, const char *name)
{
	struct capture_frame frame = { .ts_ns = 0 };
	struct capture_error error;
	struct capture *capture = capture_open(name, &error);
	int result = 0;

	if (!capture)
		complain("%s", error.text);
	else
		result = capture_next(capture, &frame);
	if (!capture || !start_host(run, frame.ts_ns)) {
		set_status(run, STATUS_UNREADABLE);
		capture_close(capture);
		return;
	}
	if (start_annotate(run))
		explain_frames(run, capture, name, &frame, result);
	else
		output_failed(run);
	host_free(&run->host);
	capture_close(capture);
}

static bool wants_tally(const struct run *run)
{
	return !run->options->json && !run->options->quiet && !run->silent &&
	       (run->tally.frames > 0 || run->status == STATUS_OK);
}

static void finish(struct run *run)
{
	struct capture_error error;

	progress_end(&run->progress);
	if (!annotate_close(run->annotate, &error)) {
		complain("%s", error.text);
		set_status(run, STATUS_UNREADABLE);
	}
	if (wants_tally(run))
		table_tally(&run->out, &run->table, &run->tally);
	flush(run);
	if (run->options->strict && run->tally.verdict[VERDICT_not_modelled])
		set_status(run, STATUS_NOT_MODELLED);
}

static void start(struct run *run, const struct explain_options *options)
{
	run->options = options;
	run->silent = options->annotate && strcmp(options->annotate, "-") == 0;
	run->table.colour = options->colour;
	run->table.trace = options->trace;
	catch_interrupt();
	progress_start(&run->progress, options->quiet);
}

static int explain_all(struct run *run)
{
	struct host_error error;
	uint32_t i;

	if (!host_text_read(&run->text, run->options->host, &error)) {
		complain("%s", error.text);
		return STATUS_UNREADABLE;
	}
	for (i = 0; i < run->options->captures; i++)
		if (!interrupted && !run->failed)
			explain_capture(run, run->options->capture[i]);
	finish(run);
	return run->status;
}

int explain(const struct explain_options *options)
{
	struct run run;
	int status;

	memset(&run, 0, sizeof(run));
	run.outcome = calloc(1, sizeof(*run.outcome));
	if (!run.outcome) {
		complain("out of memory");
		return STATUS_UNREADABLE;
	}
	start(&run, options);
	status = explain_all(&run);
	host_text_free(&run.text);
	text_free(&run.out);
	outcome_free(run.outcome);
	free(run.outcome);
	return status;
}
