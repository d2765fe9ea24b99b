/* The two ways out of the stack: back up through the backlog, or to a wire. */
#include "core/dev.h"

void netif_rx(struct net *net, uint32_t h)
{
	trace_call(&net->trace, FN_netif_rx);
	if (queue_len(&net->queues, QUEUE_BACKLOG) >
	    net->sysctl.netdev_max_backlog ||
	    !queue_tail(&net->queues, QUEUE_BACKLOG, h, 0))
		kfree_skb_reason(net, h, DROP_BACKLOG_FULL);
}

void dev_queue_xmit(struct net *net, uint32_t h)
{
	uint32_t dev = net->skb.s[h].dst.oif;

	trace_call(&net->trace, FN_dev_queue_xmit);
	if (!queue_tail(&net->queues, QUEUE_TX + dev, h,
		skb_len(&net->skb.s[h]))) {
		kfree_skb_reason(net, h, DROP_OUT_NO_MEMORY);
		return;
	}
	trace_note(&net->trace, TRACE_XMIT, dev);
}

uint32_t dev_take_sent(struct net *net, uint32_t dev, uint8_t *to,
	uint32_t cap)
{
	uint32_t h, len;

	if (queue_empty(&net->queues, QUEUE_TX + dev))
		return 0;
	h = queue_head(&net->queues, QUEUE_TX + dev);
	len = skb_len(&net->skb.s[h]);
	pkt_copy_out(to, &net->skb.s[h].pkt, net->skb.s[h].data,
		len < cap ? len : cap);
	handle_free(&net->pool, &net->queues, h);
	return len;
}
