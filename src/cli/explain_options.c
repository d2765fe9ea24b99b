/* The command line of `muffin explain` (explain.h). */
#include <argp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/console.h"
#include "cli/explain.h"
#include "cli/muffin.h"

enum { KEY_COLOUR = 256, KEY_STRICT, KEY_SEED, KEY_TRACE, KEY_LINGER };

static const struct argp_option option_list[] = {
	{ NULL, 'c', "HOST", 0, "The host file (default: host b of the muffin, "
		"10.0.0.2/24 with a socket on port 4747)", 0 },
	{ NULL, 'r', "FILE", 0, "A capture: pcap or pcapng, also gzipped; - "
		"is standard input.  Each further -r begins with a fresh host", 0 },
	{ NULL, 'w', "FILE", 0, "Write a pcapng with the verdicts beside the "
		"frames, and the frames sent; - is standard output", 0 },
	{ "json", 'j', NULL, 0, "One JSON object a frame", 0 },
	{ "trace", KEY_TRACE, NULL, 0, "Show the functions each frame went "
		"through (JSON has them always)", 0 },
	{ "strict", KEY_STRICT, NULL, 0, "Exit status 3 if a frame is not "
		"modelled", 0 },
	{ "quiet", 'q', NULL, 0, "No summary, no progress", 0 },
	{ NULL, 'l', NULL, 0, "Write out each line at once", 0 },
	{ "seed", KEY_SEED, "N", 0, "Begin the random numbers with N "
		"(default 1)", 0 },
	{ "linger", KEY_LINGER, "SECONDS", 0, "Let time go on after the last "
		"frame: what timers do then is shown too (default 0)", 0 },
	{ "color", KEY_COLOUR, "WHEN", 0, "auto, always or never", 0 },
	{ "colour", KEY_COLOUR, NULL, OPTION_ALIAS | OPTION_HIDDEN, NULL, 0 },
	{ NULL, 0, NULL, 0, NULL, 0 }
};

static bool colour_wanted(void)
{
	const char *no = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && !(no && *no) && term &&
	       strcmp(term, "dumb") != 0;
}

static void read_colour(struct explain_options *o, const char *arg,
	struct argp_state *state)
{
	if (strcmp(arg, "always") == 0)
		o->colour = true;
	else if (strcmp(arg, "never") == 0)
		o->colour = false;
	else if (strcmp(arg, "auto") == 0)
		o->colour = colour_wanted();
	else
		argp_error(state, "--color=%s: expected auto, always or never",
			arg);
}

static void read_number(const char *option, const char *arg,
	struct argp_state *state, uint32_t *to)
{
	char *end;
	unsigned long n = strtoul(arg, &end, 10);

	if (*arg < '0' || *arg > '9' || *end || n > UINT32_MAX)
		argp_error(state, "--%s=%s: expected a number up to "
			"4294967295", option, arg);
	*to = (uint32_t)n;
}

static bool is_stdin(const char *name)
{
	return name && strcmp(name, "-") == 0;
}

static uint32_t uses_of_stdin(const struct explain_options *o)
{
	uint32_t n = is_stdin(o->host);
	uint32_t i;

	for (i = 0; i < o->captures; i++)
		n += is_stdin(o->capture[i]);
	return n;
}

static void check(struct explain_options *o, struct argp_state *state)
{
	if (o->captures == 0 && isatty(STDIN_FILENO))
		argp_error(state, "no capture is named: add -r FILE");
	if (o->captures == 0)
		o->capture[o->captures++] = "-";
	if (uses_of_stdin(o) > 1)
		argp_error(state, "standard input can be read once: name a "
			"file with -r or -c");
	if (o->annotate && strcmp(o->annotate, "-") == 0 && o->json)
		argp_error(state, "-w - and --json both want standard output: "
			"name a file with -w");
}

static error_t parse_flag(int key, struct explain_options *o)
{
	switch (key) {
	case 'j':
		o->json = true;
		return 0;
	case 'q':
		o->quiet = true;
		return 0;
	case 'l':
		o->flush = true;
		return 0;
	case KEY_TRACE:
		o->trace = true;
		return 0;
	case KEY_STRICT:
		o->strict = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct explain_options *o = state->input;

	switch (key) {
	case 'c':
		o->host = arg;
		return 0;
	case 'r':
		o->capture[o->captures++] = arg;
		return 0;
	case 'w':
		o->annotate = arg;
		return 0;
	case KEY_COLOUR:
		read_colour(o, arg, state);
		return 0;
	case KEY_SEED:
		read_number("seed", arg, state, &o->seed);
		return 0;
	case KEY_LINGER:
		read_number("linger", arg, state, &o->linger);
		return 0;
	case ARGP_KEY_ARG:
		argp_error(state, "`%s` stands alone: a capture is named with "
			"-r %s", arg, arg);
		return 0;
	case ARGP_KEY_SUCCESS:
		check(o, state);
		return 0;
	default:
		return parse_flag(key, o);
	}
}

static const struct argp argp = { option_list, parse, NULL,
	"For every frame of a capture: what a Linux host does with it, and "
	"why.\v"
	"Exit status: 0; 1 the host lost a packet (a defect of Muffin); 2 "
	"usage, or something cannot be read or written; 3 a frame is not "
	"modelled, under --strict.", NULL, NULL, NULL };

void explain_options_read(struct explain_options *options, int argc,
	char **argv)
{
	memset(options, 0, sizeof(*options));
	options->capture = calloc((size_t)argc + 1, sizeof(char *));
	options->colour = colour_wanted();
	options->seed = 1;
	if (options->capture)
		argp_parse(&argp, argc, argv, 0, NULL, options);
}

int explain_main(int argc, char **argv)
{
	struct explain_options options;
	int status;

	explain_options_read(&options, argc, argv);
	if (!options.capture) {
		complain("out of memory");
		return STATUS_UNREADABLE;
	}
	status = explain(&options);
	free(options.capture);
	return status;
}
