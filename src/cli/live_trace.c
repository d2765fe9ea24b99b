/* live_trace: see the header. */
#include "cli/live_trace.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/live_host.h"

#define INSTANCES "/sys/kernel/tracing/instances"
#define PREFIX "muffin"

enum {
	TRACE_MOST = 8 << 20,	/* bytes that one look reads */
	TRACE_CHUNK = 1 << 16,
	TRACE_PATH = 192
};

static const char *const events[] = {
	"net/netif_receive_skb", "skb/kfree_skb", "skb/consume_skb"
};

static bool put(const struct live_trace *t, const char *name,
	const char *value)
{
	char path[TRACE_PATH];

	snprintf(path, sizeof(path), "%s/%s", t->dir, name);
	return live_put(path, value);
}

static bool filter(const struct live_trace *t, const char *event,
	const char *condition)
{
	char name[LIVE_WORD];

	snprintf(name, sizeof(name), "events/%s/filter", event);
	return put(t, name, condition);
}

static bool only_ours(const struct live_trace *t, const char *event)
{
	char condition[LIVE_WORD];

	snprintf(condition, sizeof(condition), "common_pid == %d",
		(int)getpid());
	return filter(t, event, condition);
}

/* What a process that was killed could not take away. */
static void sweep(void)
{
	DIR *dir = opendir(INSTANCES);
	const struct dirent *e;
	char path[TRACE_PATH];

	while (dir && (e = readdir(dir))) {
		int pid = strncmp(e->d_name, PREFIX, strlen(PREFIX)) == 0
				  ? atoi(e->d_name + strlen(PREFIX)) : 0;

		if (pid <= 0 || kill(pid, 0) == 0 || errno != ESRCH)
			continue;
		snprintf(path, sizeof(path), INSTANCES "/%.64s", e->d_name);
		rmdir(path);
	}
	if (dir)
		closedir(dir);
}

static bool enable(const struct live_trace *t)
{
	char name[LIVE_WORD];
	size_t i;

	for (i = 0; i < sizeof(events) / sizeof(events[0]); i++) {
		snprintf(name, sizeof(name), "events/%s/enable", events[i]);
		if (!only_ours(t, events[i]) || !put(t, name, "1"))
			return false;
	}
	return true;
}

static bool open_pipe(struct live_trace *t)
{
	char path[TRACE_PATH];

	snprintf(path, sizeof(path), "%s/trace_pipe", t->dir);
	t->pipe = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	return t->pipe >= 0;
}

bool live_trace_open(struct live_trace *t, struct host_error *error)
{
	memset(t, 0, sizeof(*t));
	t->pipe = -1;
	sweep();
	snprintf(t->dir, sizeof(t->dir), INSTANCES "/" PREFIX "%d",
		(int)getpid());
	if (mkdir(t->dir, 0700) == 0 && put(t, "options/hash-ptr", "0") &&
	    put(t, "buffer_size_kb", "1024") && enable(t) && open_pipe(t))
		return true;
	snprintf(error->text, sizeof(error->text), "%s: %s", t->dir,
		strerror(errno));
	return false;
}

void live_trace_close(struct live_trace *t)
{
	if (t->pipe >= 0)
		close(t->pipe);
	rmdir(t->dir);
	text_free(&t->text);
}

/* Everything said since the last time, zero-terminated, within bounds. */
static const char *drain(struct live_trace *t)
{
	ssize_t n = 1;

	t->text.size = 0;
	while (n > 0 && t->text.size < TRACE_MOST) {
		text_reserve(&t->text, TRACE_CHUNK);
		n = read(t->pipe, t->text.bytes + t->text.size, TRACE_CHUNK);
		if (n > 0)
			t->text.size += (size_t)n;
	}
	t->lost |= t->text.size >= TRACE_MOST;
	text_byte(&t->text, '\0');
	t->lost |= strstr(t->text.bytes, " EVENTS]") != NULL;
	return t->text.bytes;
}

void live_trace_discard(struct live_trace *t)
{
	drain(t);
	t->lost = false;
}

/* One line of an event. */
struct event {
	const char *line;
	char kind;		/* n, k, c: the first letter of its name */
	uint64_t skb;
};

/* The value behind "name=" or "name: " in the line. */
static const char *value(const char *line, const char *name)
{
	const char *end = strchr(line, '\n');
	const char *at = strstr(line, name);

	return at && (!end || at < end) ? at + strlen(name) : NULL;
}

static bool read_event(struct event *e, const char *line)
{
	const char *skb = value(line, "skbaddr=");

	e->line = line;
	e->kind = '\0';
	if (skb && value(line, " netif_receive_skb: "))
		e->kind = 'n';
	else if (skb && value(line, " kfree_skb: "))
		e->kind = 'k';
	else if (skb && value(line, " consume_skb: "))
		e->kind = 'c';
	e->skb = skb ? strtoull(skb, NULL, 16) : 0;
	return e->kind != '\0';
}

static const char *next_line(const char *at)
{
	const char *newline = strchr(at, '\n');

	return newline ? newline + 1 : at + strlen(at);
}

static void copy(char *to, const char *from, const char *stop)
{
	size_t size = from ? strcspn(from, stop) : 0;

	snprintf(to, LIVE_WORD, "%.*s", (int)size, from ? from : "");
}

/* gcc marks its copies of a function: .isra.0, .part.0; we do not. */
static void end_packet(struct live_fate *fate, const struct event *e)
{
	if (fate->ended)
		return;
	fate->ended = true;
	fate->dropped = e->kind == 'k';
	if (!fate->dropped)
		return;
	copy(fate->at, value(e->line, "location="), "+. \n");
	copy(fate->reason, value(e->line, "reason: "), " \n");
}

static bool enters(const struct event *e, const char *dev, uint32_t len)
{
	const char *name = value(e->line, "dev=");
	const char *length = value(e->line, " len=");
	size_t size = strlen(dev);

	return e->kind == 'n' && name && strncmp(name, dev, size) == 0 &&
	       name[size] == ' ' && length &&
	       strtoul(length, NULL, 10) == len;
}

void live_trace_follow(struct live_trace *t, struct live_fate *fate,
	const char *dev, uint32_t len)
{
	const char *at = drain(t);
	struct event e;

	for (; *at; at = next_line(at)) {
		if (!read_event(&e, at))
			continue;
		if (fate->skb == 0 && enters(&e, dev, len))
			fate->skb = e.skb;
		else if (fate->skb == e.skb && e.kind != 'n')
			end_packet(fate, &e);
	}
}

bool live_trace_everybody(struct live_trace *t, bool on)
{
	return on ? filter(t, "skb/kfree_skb", "0")
		  : only_ours(t, "skb/kfree_skb");
}

void live_trace_look(struct live_trace *t, struct live_fate *fate,
	uint64_t *skb, uint32_t n)
{
	const char *at = drain(t);
	struct event e;
	uint32_t i;

	for (; *at; at = next_line(at)) {
		if (!read_event(&e, at) || e.kind == 'n')
			continue;
		for (i = 0; i < n; i++)
			if (skb[i] == e.skb) {
				end_packet(fate, &e);
				skb[i] = 0;
			}
	}
}
