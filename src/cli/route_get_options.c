/* The command line of `muffin route` (route_get.h). */
#include <argp.h>
#include <string.h>

#include "cli/muffin.h"
#include "cli/route_get.h"

enum { KEY_MATCH = 256 };

static const struct argp_option option_list[] = {
	{ NULL, 'c', "HOST", 0, "The host file (default: host b of the muffin, "
		"10.0.0.2/24 on eth0)", 0 },
	{ "match", KEY_MATCH, NULL, 0, "The entry of the table that decides, "
		"instead of the way that follows from it (as `ip route get "
		"fibmatch`)", 0 },
	{ "json", 'j', NULL, 0, "One JSON object an address", 0 },
	{ NULL, 0, NULL, 0, NULL, 0 }
};

static void check(const struct route_options *o, struct argp_state *state)
{
	if (o->words == 0 && o->host && strcmp(o->host, "-") == 0)
		argp_error(state, "standard input can be read once: name the "
			"host file with -c, or the addresses");
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct route_options *o = state->input;

	switch (key) {
	case 'c':
		o->host = arg;
		return 0;
	case 'j':
		o->json = true;
		return 0;
	case KEY_MATCH:
		o->match = true;
		return 0;
	case ARGP_KEY_ARGS:
		o->word = state->argv + state->next;
		o->words = (uint32_t)(state->argc - state->next);
		return 0;
	case ARGP_KEY_SUCCESS:
		check(o, state);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp argp = { option_list, parse,
	"[ADDRESS [from ADDRESS] [iif DEV] [oif DEV] [tos T] [mark M] [uid U] "
	"[ipproto P] [sport N] [dport N]]...",
	"The way of a packet to an address, as `ip route get` tells it: out "
	"of this host, or with `iif` of one that comes in.  Without an "
	"address they are read from standard input, one a line.\v"
	"An address that cannot be reached is told with Linux's errno.  Exit "
	"status: 0; 2 usage, or something cannot be read or written.", NULL,
	NULL, NULL };

void route_options_read(struct route_options *options, int argc, char **argv)
{
	memset(options, 0, sizeof(*options));
	argp_parse(&argp, argc, argv, 0, NULL, options);
}

int route_main(int argc, char **argv)
{
	struct route_options options;

	route_options_read(&options, argc, argv);
	return route_get(&options);
}
