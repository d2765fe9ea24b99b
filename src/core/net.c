/* One host: its start, and the ends that its packets come to. */
#include "core/net.h"
#include "ipv4/fib_frontend.h"

void kfree_skb_reason(struct net *net, uint32_t h, uint32_t site)
{
	handle_free(&net->pool, &net->queues, h);
	drop_count(&net->drop, site);
	trace_note(&net->trace, TRACE_DROP, site);
}

void consume_skb(struct net *net, uint32_t h, uint32_t fn)
{
	handle_free(&net->pool, &net->queues, h);
	trace_note(&net->trace, TRACE_CONSUMED, fn);
}

void not_modelled(struct net *net, uint32_t h, uint32_t what)
{
	handle_free(&net->pool, &net->queues, h);
	trace_note(&net->trace, TRACE_NOT_MODELLED, what);
}

uint32_t alloc_skb(struct net *net, uint32_t headroom)
{
	uint32_t h = handle_alloc(&net->pool, &net->queues);

	if (h != POOL_SIZE)
		skb_init(&net->skb.s[h], headroom);
	return h;
}
