/* muffin route: see the header. */
#include "cli/route_get.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/console.h"
#include "cli/muffin.h"

enum { FLUSH = 1 << 16 };	/* bytes of answers that are kept back */

struct session {
	const struct route_options *options;
	struct host host;
	struct host_line line;
	struct host_error error;
	struct text out;
};

static bool answer(struct session *s, const char *bytes, size_t size)
{
	bool match = s->options->match;
	struct route_query query;
	struct route_answer a;

	if (size > HOST_LINE_MAX)
		return line_fail(&s->line, "the line has %zu bytes (expected "
			"at most %d); split it", size, HOST_LINE_MAX);
	if (!line_split(&s->line, bytes, size))
		return false;
	if (s->line.words == 0)
		return true;
	if (!route_query_read(&s->line, &query))
		return false;
	a = route_ask(s->host.net, &query, match);
	(s->options->json ? route_put_json : route_put_text)(&s->out, &s->host,
		&query, &a, match);
	return true;
}

static bool flush(struct session *s)
{
	return s->out.size < FLUSH || print(&s->out);
}

static bool answer_input(struct session *s)
{
	char *bytes = NULL;
	size_t room = 0;
	bool ok = true;
	ssize_t n;

	s->line.file = "standard input";
	while (ok && (n = getline(&bytes, &room, stdin)) > 0) {
		s->line.number++;
		n -= bytes[n - 1] == '\n';
		ok = answer(s, bytes, (size_t)n) && flush(s);
	}
	free(bytes);
	if (!ok || !ferror(stdin))
		return ok;
	return line_fail(&s->line, "%s", strerror(errno));
}

/* The words up to the next question, as a line. */
static bool answer_words(struct session *s)
{
	const struct route_options *o = s->options;
	struct text line = { NULL, 0, 0 };
	bool ok = true;
	uint32_t i = 0;

	s->line.file = "the command line";
	while (ok && i < o->words) {
		line.size = 0;
		do {
			bool more = route_query_goes_on(o->word[i]);

			text_put(&line, o->word[i++]);
			text_byte(&line, ' ');
			if (more && i < o->words) {
				text_put(&line, o->word[i++]);
				text_byte(&line, ' ');
			}
		} while (i < o->words && route_query_goes_on(o->word[i]));
		s->line.number++;
		ok = answer(s, line.bytes, line.size);
	}
	text_free(&line);
	return ok;
}

static bool read_host(struct session *s)
{
	struct host_text text;
	bool ok;

	if (!host_init(&s->host, 1)) {
		snprintf(s->error.text, sizeof(s->error.text),
			"out of memory");
		return false;
	}
	if (!host_text_read(&text, s->options->host, &s->error))
		return false;
	ok = host_file_parse(&s->host, &text, &s->error);
	host_text_free(&text);
	return ok;
}

static int run(struct session *s)
{
	bool ok = read_host(s);

	s->line.host = &s->host;
	s->line.error = &s->error;
	if (ok)
		ok = s->options->words > 0 ? answer_words(s) : answer_input(s);
	if (!print(&s->out))
		return STATUS_UNREADABLE;
	if (!ok && *s->error.text)
		complain("%s", s->error.text);
	return ok ? STATUS_OK : STATUS_UNREADABLE;
}

int route_get(const struct route_options *options)
{
	struct session *s = calloc(1, sizeof(*s));
	int status;

	if (!s) {
		complain("out of memory");
		return STATUS_UNREADABLE;
	}
	s->options = options;
	status = run(s);
	text_free(&s->out);
	host_free(&s->host);
	free(s);
	return status;
}
