/*
 * muffin: what the verbs share: exit statuses, messages, standard output.
 */
#ifndef CLI_MUFFIN_H
#define CLI_MUFFIN_H

#include <stdbool.h>

#include "cli/text.h"

enum status {
	STATUS_OK = 0,
	STATUS_DIFFERENCE = 1,	/* not as expected: a leak, later a mismatch */
	STATUS_UNREADABLE = 2,	/* usage, input or output */
	STATUS_NOT_MODELLED = 3	/* under --strict */
};

/* One line on standard error: "muffin: " and the message. */
__attribute__((format(printf, 1, 2)))
void complain(const char *format, ...);

/* Writes to standard output; false, with a message unless it is a pipe that
 * was closed: then nobody listens any more. */
bool print(struct text *t);

/* The verbs: argv[0] is "muffin VERB". */
int explain_main(int argc, char **argv);
int reasons_main(int argc, char **argv);
int doctor_main(int argc, char **argv);

#endif
