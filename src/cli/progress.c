/* progress: see the header. */
#include "cli/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_NS = 1000000000, AGAIN_NS = 200000000 };

static int64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

void progress_start(struct progress *p, bool quiet)
{
	p->wanted = !quiet && isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO);
	p->shown = false;
	p->frames = 0;
	p->next_ns = p->wanted ? now_ns() + FIRST_NS : 0;
}

void progress_show(struct progress *p)
{
	int64_t now = now_ns();

	if (now < p->next_ns)
		return;
	p->next_ns = now + AGAIN_NS;
	p->shown = true;
	fprintf(stderr, "\r%llu frames", (unsigned long long)p->frames);
}

void progress_end(struct progress *p)
{
	if (p->shown)
		fputs("\r\033[K", stderr);
	p->shown = false;
}
