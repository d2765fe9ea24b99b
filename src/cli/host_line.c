/* host_line: see the header. */
#include "cli/host_line.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool line_fail(struct host_line *line, const char *format, ...)
{
	char *text = line->error->text;
	size_t room = sizeof(line->error->text);
	int n = snprintf(text, room, "%.400s:%llu: ", line->file,
		(unsigned long long)line->number);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text + n, room - (size_t)n, format, arguments);
	va_end(arguments);
	return false;
}

bool line_not_modelled(struct host_line *line, const char *word)
{
	return line_fail(line,
		"`%.64s` in `%s` is not modelled in this version; take it out",
		word, line->what);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t';
}

bool line_split(struct host_line *line, const char *bytes, size_t size)
{
	char *at = line->bytes;
	char *end = at + size;

	memcpy(at, bytes, size);
	*end = '\0';
	line->words = line->at = 0;
	while (at < end) {
		while (is_space(*at))
			at++;
		if (at == end || *at == '#')
			break;
		if (line->words == HOST_WORDS_MAX)
			return line_fail(line, "the line has too many words "
				"(at most %d are read); split it",
				HOST_WORDS_MAX);
		line->word[line->words++] = at;
		while (at < end && !is_space(*at))
			at++;
		*at++ = '\0';
	}
	return true;
}

const char *line_next(struct host_line *line)
{
	return line->at < line->words ? line->word[line->at++] : NULL;
}

bool line_want(struct host_line *line, const char *expected,
	const char **word)
{
	const char *before = line->at ? line->word[line->at - 1] : "";

	*word = line_next(line);
	if (*word)
		return true;
	return line_fail(line, "the line ends behind `%.64s` (expected %s); "
		"complete it", before, expected);
}

/* The names that a line may have, for the message. */
static bool unknown_word(struct host_line *line, const struct keyword *table,
	const char *word)
{
	char known[600];
	size_t n = 0;

	for (known[0] = '\0'; table->name; table++)
		if (table->read && n + strlen(table->name) + 3 < sizeof(known))
			n += (size_t)sprintf(known + n, "%s%s", n ? ", " : "",
				table->name);
	return line_fail(line, "`%.64s` is not a word of `%s` (expected %s); "
		"correct or remove it", word, line->what, known);
}

static bool keyword(struct host_line *line, const struct keyword *table,
	uint32_t i, uint64_t *seen, void *to)
{
	if (!table[i].read)
		return line_not_modelled(line, table[i].name);
	if (!table[i].many && *seen >> i & 1)
		return line_fail(line, "`%s` comes twice (expected once); "
			"remove one", table[i].name);
	*seen |= UINT64_C(1) << i;
	return table[i].read(line, to);
}

static uint32_t find(const struct keyword *table, const char *word)
{
	uint32_t i = 0;

	while (table[i].name && strcmp(table[i].name, word) != 0)
		i++;
	return i;
}

bool line_keywords_or(struct host_line *line, const struct keyword *table,
	bool (*other)(struct host_line *, const char *, void *, bool *),
	void *to)
{
	uint64_t seen = 0;
	const char *word;

	while ((word = line_next(line))) {
		uint32_t i = find(table, word);
		bool taken = false;

		if (!table[i].name && other) {
			taken = true;
			if (!other(line, word, to, &taken))
				return false;
		}
		if (taken)
			continue;
		if (!table[i].name)
			return unknown_word(line, table, word);
		if (!keyword(line, table, i, &seen, to))
			return false;
	}
	return true;
}

bool line_keywords(struct host_line *line, const struct keyword *table,
	void *to)
{
	return line_keywords_or(line, table, NULL, to);
}

bool abbreviates(const char *a, const char *full)
{
	return *a && strncmp(a, full, strlen(a)) == 0;
}

uint32_t choose(const struct choice *table, const char *word)
{
	while (table->name && strcmp(table->name, word) != 0)
		table++;
	return table->value;
}
