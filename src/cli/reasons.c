/*
 * muffin reasons: the drop sites of the core, as a table or as JSON.
 */
#include <argp.h>

#include "cli/console.h"
#include "cli/muffin.h"
#include "cli/names.h"
#include "core/dropreason.h"

enum { REASON_WIDTH = 26, FUNCTION_WIDTH = 54 };

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
	"The reasons why this version drops a packet: Linux's reason, the "
	"Linux function that decides, and Muffin's finer word where Linux has "
	"none.", NULL, NULL, NULL };

static void put_line(struct text *t, const struct drop_site_name *s)
{
	size_t start = t->size;

	text_put(t, s->reason);
	text_column(t, start, REASON_WIDTH);
	text_put(t, s->function);
	if (*s->detail) {
		text_column(t, start, FUNCTION_WIDTH);
		text_put(t, s->detail);
	}
	text_byte(t, '\n');
}

static void put_object(struct text *t, const struct drop_site_name *s)
{
	text_put(t, "{\"reason\":");
	text_json(t, s->reason);
	text_put(t, ",\"at\":");
	text_json(t, s->function);
	text_put(t, ",\"detail\":");
	if (*s->detail)
		text_json(t, s->detail);
	else
		text_put(t, "null");
	text_put(t, "}\n");
}

int reasons_main(int argc, char **argv)
{
	struct text t = { NULL, 0, 0 };
	bool json = false;
	bool ok;
	uint32_t site;

	argp_parse(&argp, argc, argv, 0, NULL, &json);
	for (site = DROP_NONE + 1; site < DROP_MAX; site++)
		if (json)
			put_object(&t, drop_site_name(site));
		else
			put_line(&t, drop_site_name(site));
	ok = print(&t);
	text_free(&t);
	return ok ? STATUS_OK : STATUS_UNREADABLE;
}
