/* The bounded record of what happened to packets. */
#include "core/trace.h"

void trace_init(struct trace *t)
{
	t->n = 0;
	t->lost = 0;
}

void trace_skb(struct trace *t, uint32_t kind, uint32_t arg, uint32_t skb)
{
	if (t->n == TRACE_SIZE) {
		t->lost = 1;
		return;
	}
	t->e[t->n].kind = kind;
	t->e[t->n].arg = arg;
	t->e[t->n].skb = skb;
	t->n++;
}

void trace_note(struct trace *t, uint32_t kind, uint32_t arg)
{
	trace_skb(t, kind, arg, TRACE_NO_SKB);
}

void trace_call(struct trace *t, uint32_t fn)
{
	trace_note(t, TRACE_CALL, fn);
}
