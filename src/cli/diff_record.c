/* diff_record: see the header. */
#include "cli/diff_record.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

enum { HEAD_VALUES = 64 };

static bool fail(struct host_error *error, const struct record *r,
	const char *what)
{
	snprintf(error->text, sizeof(error->text), "%.400s: %s", r->name, what);
	return false;
}

static bool fail_line(struct host_error *error, const struct record *r,
	const char *what)
{
	snprintf(error->text, sizeof(error->text), "%.400s:%llu: %s", r->name,
		(unsigned long long)r->line, what);
	return false;
}

static const char *base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static void put_head(struct text *t, const char *host, const char *capture)
{
	struct utsname system;

	uname(&system);
	text_put(t, "{\"kernel\":");
	text_json(t, system.release);
	text_put(t, ",\"host\":");
	text_json(t, base(host));
	text_put(t, ",\"capture\":");
	text_json(t, base(capture));
	text_put(t, "}\n");
}

bool record_create(struct record *r, const char *name, const char *host,
	const char *capture, struct host_error *error)
{
	struct text t = { NULL, 0, 0 };
	bool ok;

	memset(r, 0, sizeof(*r));
	r->name = name;
	r->file = fopen(name, "we");
	if (!r->file)
		return fail(error, r, strerror(errno));
	put_head(&t, host, capture);
	ok = record_write(r, &t, error);
	text_free(&t);
	return ok;
}

bool record_write(struct record *r, const struct text *lines,
	struct host_error *error)
{
	return fwrite(lines->bytes, 1, lines->size, r->file) == lines->size ||
	       fail(error, r, strerror(errno));
}

static bool next(struct record *r)
{
	r->size = getline(&r->bytes, &r->room, r->file);
	r->line++;
	return r->size > 0;
}

bool record_open(struct record *r, const char *name, struct host_error *error)
{
	memset(r, 0, sizeof(*r));
	r->name = name;
	r->file = fopen(name, "re");
	if (!r->file)
		return fail(error, r, strerror(errno));
	if (!next(r))
		return fail(error, r, errno == EISDIR ? "is a directory"
				: "is empty (expected a file of --record)");
	if (strncmp(r->bytes, "{\"kernel\":", 10) != 0)
		return fail_line(error, r, "this is no record (expected a file "
			"that --record wrote)");
	return true;
}

/* The number of a line, or 0. */
static uint64_t number_of(const char *line)
{
	const char *n = strstr(line, "\"n\":");

	return n ? strtoull(n + 4, NULL, 10) : 0;
}

/* A timer's line names the frame before it. */
static bool is_timer(const char *line)
{
	return strstr(line, "\"phase\":\"timer\"") != NULL;
}

bool record_read(struct record *r, uint64_t number, struct text *lines,
	struct host_error *error)
{
	while (next(r) && is_timer(r->bytes))
		text_bytes(lines, r->bytes, (size_t)r->size);
	if (r->size <= 0)
		return fail_line(error, r, "the record ends before the capture "
			"does; is it of another one?");
	if (number_of(r->bytes) != number)
		return fail_line(error, r, "this is not the capture's next "
			"frame; is the record of another one?");
	text_bytes(lines, r->bytes, (size_t)r->size);
	return true;
}

bool record_close(struct record *r, struct host_error *error)
{
	bool ok = !r->file || fclose(r->file) == 0 ||
		  fail(error, r, strerror(errno));

	free(r->bytes);
	memset(r, 0, sizeof(*r));
	return ok;
}
