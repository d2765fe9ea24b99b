/* The life of a live host: see live_frame.h. */
#include "cli/live_frame.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static bool start_counting(struct live_state *l, struct host_error *error)
{
	struct outcome *o = &l->outcome;
	bool ok = live_mib_open(&l->mib) && live_mib_read(&l->mib, &o->before);

	if (!ok)
		snprintf(error->text, sizeof(error->text),
			"/proc/net/snmp: %s", strerror(errno));
	return ok;
}

/* What setting up has caused is no frame's doing. */
static void settle(struct live_state *l)
{
	l->outcome.sents = l->outcome.receiveds = 0;
	l->outcome.bytes.size = 0;
	live_read_taps(&l->outcome, &l->host);
	live_read_begin(&l->host);
	live_trace_discard(&l->trace);
	l->helds = 0;
	l->started = l->stale = l->learned = false;
}

static bool is_limited(void)
{
	FILE *f = fopen("/proc/sys/net/ipv4/icmp_ratemask", "re");
	unsigned long mask = 0;
	bool known = f && fscanf(f, "%lu", &mask) == 1;

	if (f)
		fclose(f);
	return !known || mask != 0;
}

bool live_state_start(struct live_state *l, const struct host_text *text,
	struct host_error *error)
{
	if (!live_host_start(&l->host, text, error))
		return false;
	settle(l);
	l->limits = is_limited();
	return start_counting(l, error);
}

void live_state_end(struct live_state *l)
{
	live_mib_close(&l->mib);
	live_host_end(&l->host);
}

static void forget_neighbours(void)
{
	char *words[] = { (char []){ "ip" }, (char []){ "neigh" },
		(char []){ "flush" }, (char []){ "all" }, NULL };
	char message[128];

	live_run(words, message, sizeof(message));
}

bool live_state_fresh(struct live_state *l, const struct host_text *text,
	struct host_error *error)
{
	if (l->stale) {
		live_state_end(l);
		return live_state_start(l, text, error);
	}
	live_read_away(&l->host);
	if (l->learned)
		forget_neighbours();
	settle(l);
	return live_mib_read(&l->mib, &l->outcome.before);
}
