/*
 * console: what the program says: data on standard output, talk on standard
 * error.
 */
#ifndef CLI_CONSOLE_H
#define CLI_CONSOLE_H

#include <stdbool.h>

#include "cli/text.h"

/* One line on standard error: "muffin: " and the message. */
__attribute__((format(printf, 1, 2)))
void complain(const char *format, ...);

/*
 * Writes to standard output; false, with a message unless it is a pipe that
 * was closed: then nobody listens any more.
 */
bool print(struct text *t);

#endif
