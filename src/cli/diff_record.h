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

/* Of what a record speaks: it fits no other frames and no other host. */
struct record_about {
	const char *host, *capture;	/* names, told without their folders */
	uint32_t frames;
	uint32_t crc;			/* of them and of the host file */
	bool alone;			/* each met a fresh host */
};

bool record_create(struct record *r, const char *name,
	const struct record_about *about, struct host_error *error);
bool record_write(struct record *r, const struct text *lines,
	struct host_error *error);

/* Opens one that must be about the same. */
bool record_open(struct record *r, const char *name,
	const struct record_about *about, struct host_error *error);

/*
 * Appends the lines about the frame of that number, one of a timer before it;
 * false: the record has none, or it cannot be read.
 */
bool record_read(struct record *r, uint64_t number, struct text *lines,
	struct host_error *error);

/* After a record that was written: false if it is not whole. */
bool record_close(struct record *r, struct host_error *error);

#endif
