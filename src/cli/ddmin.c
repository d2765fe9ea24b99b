/* ddmin: see the header. */
#include "cli/ddmin.h"

#include <stdlib.h>
#include <string.h>

struct search {
	bool *kept;
	bool *before;			/* room for a part of kept */
	uint32_t n;
	bool (*still)(void *arg);
	void *arg;
};

/* True: they are not needed, and are out. */
static bool leave_out(struct search *s, uint32_t from, uint32_t size)
{
	if (!memchr(s->kept + from, true, size))
		return false;
	memcpy(s->before, s->kept + from, size);
	memset(s->kept + from, false, size);
	if (s->still(s->arg))
		return true;
	memcpy(s->kept + from, s->before, size);
	return false;
}

static bool leave_out_all(struct search *s, uint32_t size)
{
	bool any = false;
	uint32_t from;

	for (from = 0; from < s->n; from += size)
		any |= leave_out(s, from,
			s->n - from < size ? s->n - from : size);
	return any;
}

/* Single ones again and again: one may only go after another has gone. */
void ddmin(bool *kept, uint32_t n, bool (*still)(void *arg), void *arg)
{
	struct search s = { kept, malloc(n + 1), n, still, arg };
	uint32_t size;

	for (size = n; s.before && size > 1; size /= 2)
		leave_out_all(&s, size);
	while (s.before && n > 0 && leave_out_all(&s, 1))
		;
	free(s.before);
}
