/* console: see the header. */
#include "cli/console.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void complain(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fputs("muffin: ", stderr);
	vfprintf(stderr, format, arguments);
	fputc('\n', stderr);
	va_end(arguments);
}

bool print(struct text *t)
{
	int error = text_flush(t, STDOUT_FILENO);

	if (error != 0 && error != EPIPE)
		complain("standard output: %s", strerror(error));
	return error == 0;
}
