/* Receive queues of sockets.  Contracts: udp_queue.h. */
#include "ipv4/udp_queue.h"

void sk_drops_inc(struct socks *v, uint32_t s)
{
	if (v->s[s].drops < UINT32_MAX)
		v->s[s].drops++;
}

/* Has the receive buffer no room?  An empty queue takes one always. */
/*@ requires \valid_read(net) && Inv(*net) && h < POOL_SIZE && s < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==>
            (QueueBytes(net->queues, QUEUE_SOCK + s) != 0 &&
             QueueBytes(net->queues, QUEUE_SOCK + s) +
             net->skb.s[h].truesize > net->sock.s[s].rcvbuf); */
static bool rcvbuf_full(const struct net *net, uint32_t h, uint32_t s)
{
	uint64_t waits = queue_bytes(&net->queues, QUEUE_SOCK + s);

	if (waits == 0)
		return false;
	return waits > net->sock.s[s].rcvbuf ||
		net->skb.s[h].truesize > net->sock.s[s].rcvbuf - waits;
}

/* False, and one more drop of the socket, when the buffer is full. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    terminates \true; exits \false;
    assigns net->queues, net->sock.s[s].drops, net->trace;
    ensures Inv(*net);
    ensures SameOwn(net->queues, \old(net->queues), h);
    ensures \result <==>
            !\old(SockFull(net->queues, net->sock, net->skb, s, h));
    ensures \result ==> InQueue(net->queues, QUEUE_SOCK + s, h);
    ensures !\result ==> InFlight(*net, h); */
static bool __udp_enqueue_schedule_skb(struct net *net, uint32_t h, uint32_t s)
{
	trace_call(&net->trace, FN___udp_enqueue_schedule_skb);
	if (rcvbuf_full(net, h, s) ||
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

/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    requires UdpShape(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb.s[h].data,
            net->skb.s[h].transport_header, net->sock.s[s].drops, net->mib,
            net->drop, net->trace;
    ensures Inv(*net);
    ensures SameOwn(net->queues, \old(net->queues), h);
    ensures T7_queued: !\old(SockFull(net->queues, net->sock, net->skb, s, h))
            ==> InQueue(net->queues, QUEUE_SOCK + s, h) &&
            net->drop == \old(net->drop);
    ensures T7_full: \old(SockFull(net->queues, net->sock, net->skb, s, h))
            ==> net->queues.own[h] == OWN_FREE &&
            DroppedAt(\old(net->drop), net->drop, DROP_UDP_RCVBUF);
    ensures net->skb.s[h].data == \old(net->skb.s[h].data) + UDP_HLEN &&
            net->skb.s[h].transport_header == \old(net->skb.s[h].data); */
static void udp_queue_rcv_one_skb(struct net *net, uint32_t h, uint32_t s)
{
	trace_call(&net->trace, FN_udp_queue_rcv_one_skb);
	skb_reset_transport_header(&net->skb.s[h]);
	skb_pull(&net->skb.s[h], UDP_HLEN);
	//@ assert pulled: Inv(*net);
	if (__udp_enqueue_schedule_skb(net, h, s))
		return;
	mib_inc(&net->mib, MIB_Udp_RcvbufErrors);
	mib_inc(&net->mib, MIB_Udp_InErrors);
	kfree_skb_reason(net, h, DROP_UDP_RCVBUF);
}

void udp_queue_rcv_skb(struct net *net, uint32_t h, uint32_t s)
{
	trace_call(&net->trace, FN_udp_queue_rcv_skb);
	udp_queue_rcv_one_skb(net, h, s);
}

void udp_unicast_rcv_skb(struct net *net, uint32_t h, uint32_t s)
{
	trace_call(&net->trace, FN_udp_unicast_rcv_skb);
	udp_queue_rcv_skb(net, h, s);
}
