/* host_file: see the header.  One reader per kind of line: host_*.c. */
#include "cli/host_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/host_line.h"

/* pcaps/hosts/b.host without its comments. */
static const char host_b[] =
	"dev eth0 type rtl8139 address 52:54:00:00:00:0b\n"
	"ip addr add 10.0.0.2/24 dev eth0\n"
	"ip neigh add 10.0.0.1 lladdr 52:54:00:00:00:0a dev eth0 "
	"nud permanent\n"
	"socket muffin udp bind 0.0.0.0:4747\n";

static bool fail(struct host_error *error, const char *name, const char *what,
	const char *mend)
{
	snprintf(error->text, sizeof(error->text), "%.400s: %s%s%s", name, what,
		mend ? "; " : "", mend ? mend : "");
	return false;
}

static bool read_all(struct host_text *text, int fd, struct host_error *error)
{
	ssize_t n = 1;

	text->bytes = malloc(HOST_FILE_MAX + 1);
	if (!text->bytes)
		return fail(error, text->name, "out of memory", NULL);
	while (n > 0 && text->size <= HOST_FILE_MAX) {
		n = read(fd, text->bytes + text->size,
			HOST_FILE_MAX + 1 - text->size);
		if (n > 0)
			text->size += (size_t)n;
		else if (n < 0 && errno == EINTR)
			n = 1;
	}
	if (n < 0)
		return fail(error, text->name, strerror(errno),
			errno == EISDIR ? "name a host file" : NULL);
	if (text->size > HOST_FILE_MAX)
		return fail(error, text->name, "has more than 16 MiB (expected "
			"a host file)", "is this the capture? that is -r");
	return true;
}

bool host_text_read(struct host_text *text, const char *name,
	struct host_error *error)
{
	int fd = STDIN_FILENO;
	bool ok;

	memset(text, 0, sizeof(*text));
	text->name = name ? name : "host b";
	if (!name) {
		text->bytes = strdup(host_b);
		text->size = sizeof(host_b) - 1;
		return text->bytes || fail(error, "host b", "out of memory",
			NULL);
	}
	if (strcmp(name, "-") != 0)
		fd = open(name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fail(error, name, strerror(errno),
			"name a host file with -c");
	ok = read_all(text, fd, error);
	if (fd != STDIN_FILENO)
		close(fd);
	if (!ok)
		host_text_free(text);
	return ok;
}

void host_text_free(struct host_text *text)
{
	free(text->bytes);
	text->bytes = NULL;
	text->size = 0;
}

static bool read_kind(struct host_line *line)
{
	const char *word = line_next(line);

	line->what = word;
	if (strcmp(word, "dev") == 0)
		return read_dev(line);
	if (strcmp(word, "ip") == 0)
		return read_ip(line);
	if (strcmp(word, "sysctl") == 0)
		return read_sysctl(line);
	if (strcmp(word, "socket") == 0)
		return read_socket(line);
	if (strcmp(word, "iptables") == 0 || strcmp(word, "queue") == 0)
		return line_fail(line, "`%s` is not modelled in this version; "
			"take the line out", word);
	return line_fail(line, "`%.64s` begins no line of a host file "
		"(expected dev, ip, sysctl, socket or a # comment); correct it", word);
}

static bool read_line(struct host_line *line, const char *bytes, size_t size)
{
	if (memchr(bytes, '\0', size))
		return line_fail(line, "there is a NUL byte (expected text); "
			"is this a capture? that is -r");
	if (size > 0 && bytes[size - 1] == '\r')
		return line_fail(line, "the line ends in CR LF (expected LF); "
			"run dos2unix");
	if (size > HOST_LINE_MAX)
		return line_fail(line, "the line has %zu bytes (expected at "
			"most %d); split it", size, HOST_LINE_MAX);
	if (!line_split(line, bytes, size))
		return false;
	return line->words == 0 || read_kind(line);
}

/* Names come from the file: nothing of it may steer the terminal. */
static bool printable(struct host_error *error)
{
	char *c;

	for (c = error->text; *c; c++)
		if (*c < ' ' || *c > '~')
			*c = '?';
	return false;
}

static bool read_lines(struct host_line *line, const struct host_text *text)
{
	const char *at = text->bytes;
	const char *end = at + text->size;

	for (line->number = 1; at < end; line->number++) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));

		if (!newline)
			newline = end;
		if (!read_line(line, at, (size_t)(newline - at)))
			return false;
		at = newline < end ? newline + 1 : end;
	}
	if (line->host->net->dev.n > 1)
		return true;
	return line_fail(line, "the file ends without a `dev` line (expected "
		"one: captures enter there); add `dev eth0 type tap`");
}

bool host_file_parse(struct host *host, const struct host_text *text,
	struct host_error *error)
{
	struct host_line line;

	line.host = host;
	line.error = error;
	line.file = text->name;
	return read_lines(&line, text) || printable(error);
}
