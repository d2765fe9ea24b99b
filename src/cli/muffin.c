/* muffin: the program: finds the verb and leaves the rest to it. */
#include "cli/muffin.h"

#include <argp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/console.h"

enum { VERB_NAME = 32 };

const char *argp_program_version =
	"muffin 0.1: the UDP receive path of Linux 6.18";

static const struct verb {
	const char *name;
	int (*main)(int argc, char **argv);
} verbs[] = {
	{ "explain", explain_main },
	{ "diff", diff_main },
	{ "route", route_main },
	{ "reasons", reasons_main },
	{ "doctor", doctor_main },
	{ NULL, NULL }
};

static const char doc[] =
	"What would Linux do with this packet, and why?\v"
	"Verbs:\n"
	"  explain   for every frame of a capture: what a host does with it\n"
	"  diff      the same frames to Muffin and to the running Linux\n"
	"  route     where a host sends what goes to an address\n"
	"  reasons   the reasons why packets are dropped, and where\n"
	"  doctor    what this machine can do\n"
	"  help      this text, or the help of a verb\n\n"
	"Exit status: 0 as expected; 1 a difference; 2 usage or unreadable "
	"input; 3 something is not modelled, under --strict; 4 this machine "
	"lacks what the verb needs.";

struct invocation {
	const char *verb;
	int first;			/* argument behind the verb */
};

/* The first argument is the verb; what follows is not for us. */
static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct invocation *invocation = state->input;

	if (key == ARGP_KEY_NO_ARGS)
		argp_usage(state);
	if (key != ARGP_KEY_ARG)
		return ARGP_ERR_UNKNOWN;
	invocation->verb = arg;
	invocation->first = state->next;
	state->next = state->argc;
	return 0;
}

static const struct argp argp = { NULL, parse, "VERB [OPTION...]", doc, NULL,
	NULL, NULL };

static int run(const char *name, int argc, char **argv)
{
	static char program[VERB_NAME];
	const struct verb *verb = verbs;

	while (verb->name && strcmp(verb->name, name) != 0)
		verb++;
	if (!verb->name) {
		complain("`%s` is no verb of this version (expected explain, "
			"diff, route, reasons, doctor or help); see muffin --help",
			name);
		return STATUS_UNREADABLE;
	}
	snprintf(program, sizeof(program), "muffin %s", name);
	argv[0] = program;
	return verb->main(argc, argv);
}

static int help(const char *name)
{
	char option[] = "--help";
	char *argv[] = { NULL, option, NULL };

	if (name)
		return run(name, 2, argv);
	argp_help(&argp, stdout, ARGP_HELP_STD_HELP & ~ARGP_HELP_EXIT_OK,
		program_invocation_short_name);
	return STATUS_OK;
}

int main(int argc, char **argv)
{
	struct invocation invocation = { NULL, argc };
	int first;

	signal(SIGPIPE, SIG_IGN);
	argp_err_exit_status = STATUS_UNREADABLE;
	argp_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, &invocation);
	first = invocation.first;
	if (strcmp(invocation.verb, "help") == 0)
		return help(first < argc ? argv[first] : NULL);
	return run(invocation.verb, argc - first + 1, argv + first - 1);
}
