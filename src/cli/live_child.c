/* The child that holds a live host (live_wire.h). */
#include "cli/live_wire.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/capture.h"
#include "cli/json.h"
#include "cli/live_frame.h"

struct child {
	int fd;
	const struct host_text *text;
	struct live_state state;
	struct text lines;
	uint8_t frame[CAPTURE_FRAME_MAX];
};

static bool answer(struct child *c, bool failed, const char *bytes,
	size_t size)
{
	struct live_reply r = { failed, (uint32_t)size };

	return live_send(c->fd, &r, sizeof(r)) &&
	       live_send(c->fd, bytes, size);
}

static bool answer_state(struct child *c, bool ok,
	const struct host_error *error)
{
	return answer(c, !ok, error->text, ok ? 0 : strlen(error->text)) && ok;
}

static void put_line(struct child *c)
{
	json_outcome(&c->lines, &c->state.outcome, &c->state.host.names);
	text_byte(&c->lines, '\n');
}

static bool do_frame(struct child *c, const struct live_request *r)
{
	struct capture_frame f;

	memset(&f, 0, sizeof(f));
	f.bytes = c->frame;
	f.caplen = r->caplen;
	f.len = r->len;
	f.linktype = r->linktype;
	f.number = r->number;
	f.ts_ns = r->ts_ns;
	f.if_name = *r->if_name ? r->if_name : NULL;
	c->lines.size = 0;
	if (live_wait(&c->state, r->ts_ns))
		put_line(c);
	live_inject(&c->state, &f);
	put_line(c);
	return answer(c, false, c->lines.bytes, c->lines.size);
}

static bool do_fresh(struct child *c)
{
	struct host_error error;
	bool ok = live_state_fresh(&c->state, c->text, &error);

	return answer_state(c, ok, &error);
}

static bool serve(struct child *c)
{
	struct live_request r;

	if (!live_receive(c->fd, &r, sizeof(r)) ||
	    r.caplen > sizeof(c->frame) ||
	    !live_receive(c->fd, c->frame, r.caplen))
		return false;
	return r.call == LIVE_CALL_FRAME ? do_frame(c, &r) : do_fresh(c);
}

static void run(struct child *c)
{
	struct live_trace *t = &c->state.trace;
	struct host_error error;
	bool ok = live_enter(&error) && live_trace_open(t, &error);

	if (ok)
		ok = live_state_start(&c->state, c->text, &error);
	if (answer_state(c, ok, &error))
		while (serve(c))
			;
	live_state_end(&c->state);
	live_trace_close(t);
}

/* ^C goes to the program, which then closes its end. */
void live_child(int fd, const struct host_text *text)
{
	struct child *c = calloc(1, sizeof(*c));

	signal(SIGINT, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	if (!c)
		return;
	c->fd = c->state.control = fd;
	c->text = text;
	run(c);
	outcome_free(&c->state.outcome);
	text_free(&c->lines);
	free(c);
}
