/* The error queue of a socket.  Contracts: recv_error.h. */
#include "ipv4/recv_error.h"

enum { EAGAIN = 11 };

/* Makes packet c the copy of h that an error queue gets. */
/*@ requires \valid(to) && \valid_read(from) && \separated(to, from);
    requires SkbOk(*from) && e.err <= MAX_ERRNO;
    requires from->data <= payload <= from->tail;
    terminates \true; exits \false;
    assigns *to;
    ensures SkbOk(*to) && to->truesize == from->truesize;
    ensures Quoted(*to, *from, e, payload); */
static void quote_copy(struct sk_buff *to, const struct sk_buff *from,
	struct sock_extended_err e, uint32_t payload)
{
	skb_copy(to, from);
	skb_pull(to, payload - from->data);
	skb_reset_transport_header(to);
	to->ee = e;
}

bool ip_icmp_error(struct net *net, uint32_t h, uint32_t s,
	struct sock_extended_err e, uint32_t payload)
{
	uint32_t c = alloc_skb(net, SKB_HEADROOM);

	//@ assert Inv(*net);
	trace_call(&net->trace, FN_ip_icmp_error);
	if (c == POOL_SIZE)
		return false;
	//@ assert c != h;
	quote_copy(&net->skb.s[c], &net->skb.s[h], e, payload);
	//@ assert Skbs(net->skb);
	//@ assert Inv(*net);
	if (sock_queue_err_skb(net, s, c))
		return true;
	//@ assert Inv(*net);
	kfree_skb_reason(net, c, DROP_ERR_RCVBUF);
	return false;
}

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
