/* Receive queues of raw and ping sockets.  Contracts: sock_queue.h. */
#include "ipv4/sock_queue.h"
#include "ipv4/ip.h"
#include "ipv4/udp_queue.h"

enum { EAGAIN = 11 };

bool sk_rcvbuf_full(const struct net *net, uint32_t s)
{
	return queue_bytes(&net->queues, QUEUE_SOCK + s) >=
		net->sock.s[s].rcvbuf;
}

/* False, and one more drop of the socket: there is no room. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    terminates \true; exits \false;
    assigns net->queues, net->sock.s[s].drops, net->trace;
    ensures Inv(*net);
    ensures SameOwn(net->queues, \old(net->queues), h);
    ensures \result ==> InQueue(net->queues, QUEUE_SOCK + s, h) &&
            !\old(SockBusy(net->queues, net->sock.s[s], s));
    ensures !\result ==> InFlight(*net, h); */
static bool __sock_queue_rcv_skb(struct net *net, uint32_t h, uint32_t s)
{
	if (sk_rcvbuf_full(net, s) ||
	    !queue_tail(&net->queues, QUEUE_SOCK + s, h,
			net->skb.s[h].truesize)) {
		sk_drops_inc(&net->sock, s);
		//@ assert dropped: Inv(*net);
		return false;
	}
	trace_note(&net->trace, TRACE_QUEUED, s);
	//@ assert queued: Inv(*net);
	return true;
}

uint32_t sock_queue_rcv_skb_reason(struct net *net, uint32_t h, uint32_t s)
{
	if (!sk_filter_trim_cap(net, h, s, 1))
		return SKB_DROP_REASON_SOCKET_FILTER;
	if (!__sock_queue_rcv_skb(net, h, s))
		return SKB_DROP_REASON_SOCKET_RCVBUFF;
	return SKB_NOT_DROPPED_YET;
}

/* Who sent it; 0 where no IP header can be, which is nowhere. */
/*@ requires \valid_read(skb) && SkbOk(*skb);
    terminates \true; exits \false;
    assigns \nothing;
    ensures skb->network_header + 20 <= PKT_SIZE ==>
            \result == P32(skb->pkt, skb->network_header + 12); */
static uint32_t skb_sender(const struct sk_buff *skb)
{
	if (skb->network_header > PKT_SIZE - IP_HLEN)
		return 0;
	return get_be32(&skb->pkt, skb->network_header + IP_SADDR);
}

int32_t sock_recvmsg(struct net *net, uint32_t s, uint8_t *to, uint32_t cap,
	struct udp_msg *msg, uint32_t fn)
{
	uint32_t h, n;

	trace_call(&net->trace, fn);
	if (queue_empty(&net->queues, QUEUE_SOCK + s))
		return -EAGAIN;
	h = queue_head(&net->queues, QUEUE_SOCK + s);
	//@ assert taken: Inv(*net);
	n = skb_len(&net->skb.s[h]);
	msg->len = n;
	msg->saddr = skb_sender(&net->skb.s[h]);
	msg->sport = 0;
	if (n > cap)
		n = cap;
	pkt_copy_out(to, &net->skb.s[h].pkt, net->skb.s[h].data, n);
	consume_skb(net, h, fn);
	return 0;
}
