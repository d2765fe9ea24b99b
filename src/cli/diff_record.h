/*
 * diff_record: what Linux said, kept in a file for machines that cannot ask:
 * a line about where it comes from, then the lines of verdict JSON.
 */
#ifndef CLI_DIFF_RECORD_H
#define CLI_DIFF_RECORD_H

#include <stdio.h>
#include <sys/types.h>

#include "cli/host_file.h"
#include "cli/text.h"

struct record {
	FILE *file;
	const char *name;
	uint64_t line;		/* number of the last one read */
	char *bytes;		/* that line */
	size_t room;
	ssize_t size;
};

/* Creates the file; `capture` and `host` are told without their folders. */
bool record_create(struct record *r, const char *name, const char *host,
	const char *capture, struct host_error *error);
bool record_write(struct record *r, const struct text *lines,
	struct host_error *error);

/* Opens one and reads its first line. */
bool record_open(struct record *r, const char *name, struct host_error *error);

/*
 * Appends the lines about the frame of that number, one of a timer before it;
 * false: the record has none, or it cannot be read.
 */
bool record_read(struct record *r, uint64_t number, struct text *lines,
	struct host_error *error);

/* After a record that was written: false if it is not whole. */
bool record_close(struct record *r, struct host_error *error);

#endif
