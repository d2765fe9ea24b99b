/* host_words: see the header. */
#include "cli/host_words.h"

#include <string.h>

#include "cli/host_file.h"

void host_words_start(struct host_words *w, const struct host_text *text)
{
	w->at = text->bytes;
	w->end = text->bytes + text->size;
	w->number = 0;
	w->n = 0;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* One word without its quotes; returns where the text goes on. */
static const char *take_word(const char *at, const char *end, char **to)
{
	char quote = '\0';

	while (at < end && (quote || !is_space(*at))) {
		if (quote ? *at == quote : *at == '"' || *at == '\'')
			quote = quote ? '\0' : *at;
		else
			*(*to)++ = *at;
		at++;
	}
	*(*to)++ = '\0';
	return at;
}

static void cut(struct host_words *w, const char *at, const char *end)
{
	char *to = w->bytes;

	for (w->n = 0; w->n < WORDS_MAX; w->n++) {
		while (at < end && is_space(*at))
			at++;
		if (at == end || *at == '#')
			break;
		w->word[w->n] = to;
		at = take_word(at, end, &to);
	}
	w->word[w->n] = NULL;
}

bool host_words_next(struct host_words *w)
{
	while (w->at < w->end) {
		size_t left = (size_t)(w->end - w->at);
		const char *newline = memchr(w->at, '\n', left);
		size_t size = newline ? (size_t)(newline - w->at) : left;

		w->number++;
		cut(w, w->at, w->at + (size < WORDS_LINE ? size : WORDS_LINE));
		w->at += newline ? size + 1 : size;
		if (w->n > 0)
			return true;
	}
	return false;
}

const char *host_words_after(const struct host_words *w, const char *name)
{
	uint32_t i;

	for (i = 0; i + 1 < w->n; i++)
		if (strcmp(w->word[i], name) == 0)
			return w->word[i + 1];
	return NULL;
}

bool host_words_has(const struct host_words *w, const char *name)
{
	uint32_t i;

	for (i = 0; i < w->n; i++)
		if (strcmp(w->word[i], name) == 0)
			return true;
	return false;
}
