/*
 * muffin doctor: what this machine can do, one line each: what Muffin itself
 * needs is nothing; the rest is for its judges and its proofs.
 */
#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/console.h"
#include "cli/live.h"
#include "cli/muffin.h"

enum { WHAT_WIDTH = 20, FOUND_WIDTH = 6, FOR_WIDTH = 54 };

/* NULL: found; else why not. */
static const char *find_root(const char *argument)
{
	(void)argument;
	return live_lacks_root();
}

static const char *find_tap(const char *argument)
{
	(void)argument;
	return live_lacks_tap();
}

static const char *find_tracefs(const char *argument)
{
	(void)argument;
	return live_lacks_tracefs();
}

static const char *find_namespace(const char *argument)
{
	(void)argument;
	return live_lacks_namespace();
}

static const struct ability {
	const char *what;
	const char *(*find)(const char *argument);
	const char *argument;
	const char *serves;		/* what it is for */
} abilities[] = {
	{ "root", find_root, "", "muffin diff" },
	{ "/dev/net/tun", find_tap, "", "muffin diff" },
	{ "tracefs", find_tracefs, "", "muffin diff" },
	{ "network namespace", find_namespace, "", "muffin diff" },
	{ "ip", live_lacks_program, "ip", "muffin diff: ip lines" },
	{ "sysctl", live_lacks_program, "sysctl", "muffin diff: sysctl lines" },
	{ "qemu-system-i386", live_lacks_program, "qemu-system-i386", "make boot" },
	{ "frama-c", live_lacks_program, "frama-c", "make prove" },
	{ "why3", live_lacks_program, "why3", "make prove" },
	{ "alt-ergo", live_lacks_program, "alt-ergo", "make prove" },
	{ "z3", live_lacks_program, "z3", "make prove" },
	{ "cvc4", live_lacks_program, "cvc4", "make prove" },
	{ "cvc5", live_lacks_program, "cvc5", "make prove" },
	{ "tshark", live_lacks_program, "tshark", "looking at -w OUT.pcapng" },
	{ NULL, NULL, NULL, NULL }
};

static const struct argp_option options[] = {
	{ "json", 'j', NULL, 0, "One JSON object a line", 0 },
	{ NULL, 0, NULL, 0, NULL, 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	bool *json = state->input;

	(void)arg;
	if (key != 'j')
		return ARGP_ERR_UNKNOWN;
	*json = true;
	return 0;
}

static const struct argp argp = { options, parse, NULL,
	"What this machine can do.  `muffin explain` needs nothing of it.",
	NULL, NULL, NULL };

static void put_line(struct text *t, const struct ability *a,
	const char *missing)
{
	size_t start = t->size;

	text_put(t, a->what);
	text_column(t, start, WHAT_WIDTH);
	text_put(t, missing ? "no" : "yes");
	text_column(t, start, WHAT_WIDTH + FOUND_WIDTH);
	text_put(t, missing ? missing : "");
	text_column(t, start, FOR_WIDTH);
	text_put(t, "for ");
	text_put(t, a->serves);
	text_byte(t, '\n');
}

static void put_object(struct text *t, const struct ability *a,
	const char *missing)
{
	text_put(t, "{\"what\":");
	text_json(t, a->what);
	text_put(t, missing ? ",\"found\":false,\"why\":" : ",\"found\":true");
	if (missing)
		text_json(t, missing);
	text_put(t, ",\"for\":");
	text_json(t, a->serves);
	text_put(t, "}\n");
}

int doctor_main(int argc, char **argv)
{
	const struct ability *a;
	struct text t = { NULL, 0, 0 };
	bool json = false;
	bool ok;

	argp_parse(&argp, argc, argv, 0, NULL, &json);
	for (a = abilities; a->what; a++)
		if (json)
			put_object(&t, a, a->find(a->argument));
		else
			put_line(&t, a, a->find(a->argument));
	ok = print(&t);
	text_free(&t);
	return ok ? STATUS_OK : STATUS_UNREADABLE;
}
