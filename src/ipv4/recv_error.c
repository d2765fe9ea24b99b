/* The error queue of a socket.  Contracts: recv_error.h. */
#include "ipv4/recv_error.h"

enum { EAGAIN = 11 };

int32_t ip_recv_error(struct net *net, uint32_t s, uint8_t *to, uint32_t cap,
	struct sock_err_msg *msg)
{
	uint32_t h, n;

	if (queue_empty(&net->queues, QUEUE_ERR + s))
		return -EAGAIN;
	trace_call(&net->trace, FN_ip_recv_error);
	h = sock_dequeue_err_skb(net, s);
	//@ assert taken: Inv(*net);
	n = skb_len(&net->skb.s[h]);
	msg->ee = net->skb.s[h].ee;
	msg->len = n;
	if (n > cap)
		n = cap;
	pkt_copy_out(to, &net->skb.s[h].pkt, net->skb.s[h].data, n);
	consume_skb(net, h, FN_ip_recv_error);
	return 0;
}
