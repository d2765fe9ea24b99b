/* The bounded record of what happened to packets. */
#include "core/trace.h"

void trace_init(struct trace *t)
{
	t->n = 0;
	t->lost = 0;
}

void trace_note(struct trace *t, uint32_t kind, uint32_t arg)
{
	if (t->n == TRACE_SIZE) {
		t->lost = 1;
		return;
	}
	t->e[t->n].kind = kind;
	t->e[t->n].arg = arg;
	t->n++;
}

void trace_call(struct trace *t, uint32_t fn)
{
	trace_note(t, TRACE_CALL, fn);
}
