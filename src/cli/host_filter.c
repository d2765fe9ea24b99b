/*
 * `filter "N,CODE JT JF K,CODE JT JF K..."` of a socket: classic BPF as
 * `tcpdump -ddd` prints it, with commas for the ends of lines, which is what
 * iptables' --bytecode takes.
 */
#include <string.h>

#include "cli/host_socket.h"

enum { CODE_MAX = 65535, JUMP_MAX = 255 };

static bool no_filter(struct host_line *line, const char *what)
{
	return line_fail(line, "the filter %s (expected \"N,CODE JT JF K,...\" "
		"with N instructions, as tcpdump -ddd prints with commas for "
		"line ends); correct it", what);
}

/* The quoted words, joined by spaces as they were, without the quotes. */
static bool quoted(struct host_line *line, char text[HOST_LINE_MAX + 1])
{
	const char *word;
	size_t n = 0, size;

	if (!line_want(line, "\"BYTECODE\"", &word))
		return false;
	if (*word++ != '"')
		return no_filter(line, "does not begin with a quote");
	for (;;) {
		size = strlen(word);
		memcpy(text + n, word, size);
		n += size;
		if (n > 0 && text[n - 1] == '"')
			break;
		text[n++] = ' ';
		word = line_next(line);
		if (!word)
			return no_filter(line, "has no quote at its end");
	}
	text[n - 1] = '\0';
	return true;
}

static const char *skip_spaces(const char *at)
{
	while (*at == ' ')
		at++;
	return at;
}

/* A number up to `most` at *at, which moves behind it. */
static bool number(const char **at, uint32_t most, uint32_t *to)
{
	const char *begin = skip_spaces(*at);
	const char *end = begin;

	while (*end >= '0' && *end <= '9')
		end++;
	*at = skip_spaces(end);
	return decimal(begin, (size_t)(end - begin), to) && *to <= most;
}

static bool instruction(const char **at, struct sock_filter *f)
{
	return *(*at)++ == ',' && number(at, CODE_MAX, &f->code) &&
	       number(at, JUMP_MAX, &f->jt) && number(at, JUMP_MAX, &f->jf) &&
	       number(at, UINT32_MAX, &f->k);
}

bool read_filter(struct host_line *line, void *to)
{
	struct socket_line *l = to;
	char text[HOST_LINE_MAX + 1];
	const char *at = text;
	uint32_t i;

	if (!quoted(line, text))
		return false;
	if (!number(&at, BPF_MAXINSNS, &l->filter.len) || l->filter.len == 0)
		return no_filter(line, "does not say how many instructions it "
			"has, 1 to 4096");
	for (i = 0; i < l->filter.len; i++)
		if (!instruction(&at, &l->filter.insn[i]))
			return no_filter(line, "has an instruction that is "
				"none, or too few");
	if (*at == ',')
		at = skip_spaces(at + 1);
	return *at == '\0' || no_filter(line, "has more instructions than it "
		"says");
}
