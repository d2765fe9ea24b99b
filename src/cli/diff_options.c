/* The command line of `muffin diff` (diff.h). */
#include <argp.h>
#include <stdlib.h>
#include <string.h>

#include "cli/console.h"
#include "cli/diff.h"
#include "cli/generate.h"
#include "cli/host_line.h"
#include "cli/muffin.h"

enum { KEY_ALONE = 256, KEY_BY_COMMENT, KEY_HURRY, KEY_GENERATE, KEY_RECORD,
	KEY_AGAINST, KEY_IGMP };

static const struct argp_option option_list[] = {
	{ NULL, 'c', "HOST", 0, "The host file (default: host b of the muffin, "
		"10.0.0.2/24 with a socket on port 4747)", 0 },
	{ NULL, 'r', "FILE", 0, "A capture: pcap or pcapng, also gzipped; - "
		"is standard input", 0 },
	{ "generate", KEY_GENERATE, "SEED,N", 0, "Instead of a capture: N "
		"frames made at random for this host; the same SEED makes the "
		"same frames", 0 },
	{ "alone", KEY_ALONE, NULL, 0, "Each frame meets a fresh host "
		"(else one living host gets them all)", 0 },
	{ "hurry", KEY_HURRY, NULL, 0, "Do not wait where the capture pauses "
		"(else half a second and more is waited for, 120 seconds at "
		"most): no timer runs then", 0 },
	{ "by-comment", KEY_BY_COMMENT, NULL, 0, "A frame whose comment is not "
		"that of the frame before meets a fresh host", 0 },
	{ "igmp", KEY_IGMP, NULL, 0, "Compare the IGMP that the host itself "
		"sends too: at the end of a host's life, in any order, for its "
		"delays are drawn by chance", 0 },
	{ "json", 'j', NULL, 0, "One JSON object a frame, with both answers, "
		"and one with the figures", 0 },
	{ NULL, 'w', "FILE", 0, "If they differ: write the smallest capture "
		"that still does, and FILE.host, the smallest host file", 0 },
	{ "record", KEY_RECORD, "FILE", 0, "Write what Linux says, one JSON "
		"object a line", 0 },
	{ "against", KEY_AGAINST, "FILE", 0, "Compare with such a record "
		"instead of a live kernel; needs no root", 0 },
	{ "quiet", 'q', NULL, 0, "The differences only: no figures, no "
		"progress", 0 },
	{ NULL, 0, NULL, 0, NULL, 0 }
};

static void read_generate(struct diff_options *o, const char *arg,
	struct argp_state *state)
{
	const char *comma = strchr(arg, ',');

	o->generate = true;
	if (!comma || !decimal(arg, (size_t)(comma - arg), &o->seed) ||
	    !decimal(comma + 1, strlen(comma + 1), &o->frames) ||
	    o->frames == 0 || o->frames > GENERATE_MAX)
		argp_error(state, "--generate=%s: expected SEED,N with N from "
			"1 to %d as in 7,1000", arg, GENERATE_MAX);
}

static void check(const struct diff_options *o, struct argp_state *state)
{
	if (!o->capture == !o->generate)
		argp_error(state, "name one source of frames: -r FILE or "
			"--generate SEED,N");
	if (o->against && (o->counterexample || o->record))
		argp_error(state, "--against has no live kernel for %s: leave "
			"one of them out", o->record ? "--record" : "-w");
	if (o->capture && o->host && strcmp(o->capture, "-") == 0 &&
	    strcmp(o->host, "-") == 0)
		argp_error(state, "standard input can be read once: name a "
			"file with -r or -c");
}

static error_t parse_flag(int key, struct diff_options *o)
{
	switch (key) {
	case 'j':
		o->json = true;
		return 0;
	case 'q':
		o->quiet = true;
		return 0;
	case KEY_ALONE:
		o->alone = true;
		return 0;
	case KEY_HURRY:
		o->hurry = true;
		return 0;
	case KEY_BY_COMMENT:
		o->by_comment = true;
		return 0;
	case KEY_IGMP:
		o->igmp = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct diff_options *o = state->input;

	switch (key) {
	case 'c':
		o->host = arg;
		return 0;
	case 'r':
		o->capture = arg;
		return 0;
	case 'w':
		o->counterexample = arg;
		return 0;
	case KEY_RECORD:
		o->record = arg;
		return 0;
	case KEY_AGAINST:
		o->against = arg;
		return 0;
	case KEY_GENERATE:
		read_generate(o, arg, state);
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
	"The same host file and the same frames given to Muffin and to the "
	"running Linux, in a network namespace of its own: where do they "
	"differ?\v"
	"Compared are the verdict, the reason and the function of a drop, what "
	"sockets and devices got, byte by byte, and the counters.  What Linux "
	"draws by chance is not: the identification of its packets, the "
	"member of a SO_REUSEPORT group.  Unless the host file sets them, "
	"icmp_ratelimit and icmp_ratemask are 0 and igmp_qrv is 1 on both "
	"sides; IPv6 is off.  Frames that Muffin says it does not model are "
	"counted apart, by its word.\n\n"
	"Exit status: 0 all agree; 1 a difference; 2 usage, or something "
	"cannot be read or written; 4 this machine cannot ask its kernel: see "
	"muffin doctor.", NULL, NULL, NULL };

void diff_options_read(struct diff_options *options, int argc, char **argv)
{
	memset(options, 0, sizeof(*options));
	argp_parse(&argp, argc, argv, 0, NULL, options);
}
