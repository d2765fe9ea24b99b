/* diff_record: see the header. */
#include "cli/diff_record.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "cli/json_read.h"

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

/* 6.18.44 of 6.18.44-1-amd64: what was built around it does not matter. */
static void put_kernel(struct text *t)
{
	struct utsname system;

	uname(&system);
	system.release[strspn(system.release, "0123456789.")] = '\0';
	text_put(t, "{\"kernel\":");
	text_json(t, system.release);
}

static void put_head(struct text *t, const struct record_about *about)
{
	put_kernel(t);
	text_put(t, ",\"host\":");
	text_json(t, base(about->host));
	text_put(t, ",\"capture\":");
	text_json(t, base(about->capture));
	text_put(t, ",\"frames\":");
	text_number(t, about->frames);
	text_put(t, ",\"crc32\":");
	text_number(t, about->crc);
	text_put(t, about->alone ? ",\"alone\":true}\n"
				 : ",\"alone\":false}\n");
}

bool record_create(struct record *r, const char *name,
	const struct record_about *about, struct host_error *error)
{
	struct text t = { NULL, 0, 0 };
	bool ok;

	memset(r, 0, sizeof(*r));
	r->name = name;
	r->file = fopen(name, "we");
	if (!r->file)
		return fail(error, r, strerror(errno));
	put_head(&t, about);
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

static bool is(const struct json_value *head, const char *key, uint32_t n)
{
	const char *text = json_text(head, key);

	return text && strtoull(text, NULL, 10) == n;
}

static bool says_alone(const struct json_value *head)
{
	const struct json_value *v = json_member(head, "alone");

	return v && v->text && strcmp(v->text, "true") == 0;
}

static bool check_head(struct record *r, const struct record_about *about,
	struct host_error *error)
{
	struct json_value values[HEAD_VALUES];
	const struct json_value *head = json_read(r->bytes, (size_t)r->size,
		values, HEAD_VALUES);

	if (!json_text(head, "kernel"))
		return fail_line(error, r, "this is no record (expected a file "
			"that --record wrote)");
	if (!is(head, "frames", about->frames) ||
	    !is(head, "crc32", about->crc))
		return fail_line(error, r, "the record is of other frames or "
			"another host file; give those, or record anew");
	if (says_alone(head) == about->alone)
		return true;
	return fail_line(error, r, about->alone
		? "the record is of one living host; leave --alone out"
		: "in the record each frame met a fresh host; add --alone");
}

bool record_open(struct record *r, const char *name,
	const struct record_about *about, struct host_error *error)
{
	memset(r, 0, sizeof(*r));
	r->name = name;
	r->file = fopen(name, "re");
	if (!r->file)
		return fail(error, r, strerror(errno));
	if (!next(r))
		return fail(error, r, errno == EISDIR ? "is a directory"
				: "is empty (expected a file of --record)");
	return check_head(r, about, error);
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
