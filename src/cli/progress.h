/*
 * progress: a line on the terminal that says how far a long run is; only
 * after one second, only if nothing else is printed to that terminal.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	bool wanted;
	bool shown;
	uint64_t frames;
	int64_t next_ns;	/* when it is shown again */
};

void progress_start(struct progress *p, bool quiet);
void progress_end(struct progress *p);
/* Looks at the clock and shows the line; progress_step calls it. */
void progress_show(struct progress *p);

enum { PROGRESS_FRAMES = 4096 };

static inline void progress_step(struct progress *p)
{
	p->frames++;
	if (p->wanted && p->frames % PROGRESS_FRAMES == 0)
		progress_show(p);
}

#endif
