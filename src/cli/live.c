/* live: see the header. */
#include "cli/live.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/live_system.h"
#include "cli/live_wire.h"

struct live {
	int fd;
	pid_t child;
};

static bool gone(struct host_error *error)
{
	snprintf(error->text, sizeof(error->text),
		"the process of the live host has ended");
	return false;
}

/* Lines to `lines`, or the message to error. */
static bool hear(struct live *live, struct text *lines,
	struct host_error *error)
{
	struct live_reply r;

	if (!live_receive(live->fd, &r, sizeof(r)))
		return gone(error);
	if (r.failed) {
		size_t size = r.size < sizeof(error->text) - 1
				      ? r.size : sizeof(error->text) - 1;

		error->text[size] = '\0';
		if (!live_receive(live->fd, error->text, size))
			gone(error);
		return false;
	}
	text_reserve(lines, r.size);
	if (!live_receive(live->fd, lines->bytes + lines->size, r.size))
		return gone(error);
	lines->size += r.size;
	return true;
}

static bool begin_child(struct live *live, const struct host_text *text)
{
	int ends[2];

	if (!live_pair(ends))
		return false;
	live->child = fork();
	if (live->child == 0) {
		close(ends[0]);
		live_child(ends[1], text);
		_exit(0);
	}
	close(ends[1]);
	live->fd = ends[0];
	return live->child > 0;
}

struct live *live_start(const struct host_text *text, struct host_error *error)
{
	struct live *live = calloc(1, sizeof(*live));
	struct text none = { NULL, 0, 0 };

	if (!live || !begin_child(live, text)) {
		snprintf(error->text, sizeof(error->text), "a child process: "
			"%s", strerror(errno));
		free(live);
		return NULL;
	}
	text_reserve(&none, 1);
	if (!hear(live, &none, error)) {
		live_end(live);
		live = NULL;
	}
	text_free(&none);
	return live;
}

bool live_frame(struct live *live, const struct capture_frame *frame,
	struct text *lines, struct host_error *error)
{
	struct live_request r;

	memset(&r, 0, sizeof(r));
	r.call = LIVE_CALL_FRAME;
	r.caplen = frame->caplen;
	r.len = frame->len;
	r.linktype = frame->linktype;
	r.number = frame->number;
	r.ts_ns = frame->ts_ns;
	if (frame->if_name)
		snprintf(r.if_name, sizeof(r.if_name), "%s", frame->if_name);
	if (!live_send(live->fd, &r, sizeof(r)) ||
	    !live_send(live->fd, frame->bytes, frame->caplen))
		return gone(error);
	return hear(live, lines, error);
}

bool live_fresh(struct live *live, struct host_error *error)
{
	struct live_request r;
	struct text none = { NULL, 0, 0 };
	bool ok;

	memset(&r, 0, sizeof(r));
	r.call = LIVE_CALL_FRESH;
	text_reserve(&none, 1);
	ok = live_send(live->fd, &r, sizeof(r)) ? hear(live, &none, error)
						 : gone(error);
	text_free(&none);
	return ok;
}

void live_end(struct live *live)
{
	if (!live)
		return;
	close(live->fd);
	while (waitpid(live->child, NULL, 0) < 0 && errno == EINTR)
		;
	free(live);
}
