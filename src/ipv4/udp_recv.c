/* Reading datagrams [Linux net/ipv4/udp.c, udp_recvmsg].  Contract: udp.h. */
#include "ipv4/ip.h"
#include "ipv4/udp.h"
#include "ipv4/udp_csum.h"
#include "ipv4/udp_queue.h"

enum { EAGAIN = 11 };

/*
 * Whole, and with a good checksum?  The first test never fails for what
 * udp_queue_rcv_skb queued.
 */
/*@ requires \valid_read(skb) && SkbOk(*skb);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> UdpReadable(*skb); */
static bool udp_readable(const struct sk_buff *skb)
{
	if (skb->network_header + IP_HLEN > skb->transport_header ||
	    skb->transport_header + UDP_HLEN > skb->data ||
	    skb->tail - skb->transport_header > 65535u)
		return false;
	if (skb->csum_valid != 0)
		return true;
	if (get_be16(&skb->pkt, skb->transport_header + UDP_CHECK) == 0)
		return true;
	return udp_csum_good(skb, skb->transport_header,
			     skb->tail - skb->transport_header);
}

/* Drops the oldest datagram, whose checksum is wrong. */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK;
    requires !QueueEmpty(net->queues, QUEUE_SOCK + s);
    requires !UdpReadable(net->skb.s[net->queues.head[QUEUE_SOCK + s]]);
    terminates \true; exits \false;
    assigns net->pool, net->queues.own[0 .. POOL_SIZE - 1],
            net->queues.head[QUEUE_SOCK + s], net->queues.tail[QUEUE_SOCK + s],
            net->sock.s[s].drops, net->mib, net->drop, net->trace;
    ensures Inv(*net);
    ensures OnlyBadLeft(net->queues, \old(net->queues), net->skb,
                        QUEUE_SOCK + s);
    ensures QueueLen(net->queues, QUEUE_SOCK + s) ==
            \old(QueueLen(net->queues, QUEUE_SOCK + s)) - 1;
    ensures DroppedAt(\old(net->drop), net->drop, DROP_UDP_LATE_CSUM); */
static void udp_drop_head(struct net *net, uint32_t s)
{
	uint32_t h = queue_head(&net->queues, QUEUE_SOCK + s);
	uint32_t lite = sk_is_udplite(&net->sock, s);

	//@ assert taken: Inv(*net);
	mib_inc(&net->mib, udp_mib(MIB_Udp_InCsumErrors, lite));
	mib_inc(&net->mib, udp_mib(MIB_Udp_InErrors, lite));
	sk_drops_inc(&net->sock, s);
	//@ assert counted: Inv(*net);
	kfree_skb_reason(net, h, DROP_UDP_LATE_CSUM);
}

/* Can the oldest datagram be read?  An empty queue has none to drop. */
/*@ requires \valid_read(net) && Inv(*net) && s < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> !QueueEmpty(net->queues, QUEUE_SOCK + s) &&
            !UdpReadable(net->skb.s[net->queues.head[QUEUE_SOCK + s]]); */
static bool udp_head_bad(const struct net *net, uint32_t s)
{
	uint32_t h = queue_peek(&net->queues, QUEUE_SOCK + s);

	return h != QUEUE_NIL && !udp_readable(&net->skb.s[h]);
}

/* Drops datagrams until the oldest is good, or none is left. */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK;
    terminates \true; exits \false;
    assigns net->pool, net->queues.own[0 .. POOL_SIZE - 1],
            net->queues.head[QUEUE_SOCK + s], net->queues.tail[QUEUE_SOCK + s],
            net->sock.s[s].drops, net->mib, net->drop, net->trace;
    ensures Inv(*net);
    ensures OnlyBadLeft(net->queues, \old(net->queues), net->skb,
                        QUEUE_SOCK + s);
    ensures QueueEmpty(net->queues, QUEUE_SOCK + s) ||
            UdpReadable(net->skb.s[net->queues.head[QUEUE_SOCK + s]]); */
static void udp_skip_bad(struct net *net, uint32_t s)
{
	/*@ loop invariant Inv(*net);
	    loop invariant OnlyBadLeft(net->queues, \at(net->queues, Pre),
	      net->skb, QUEUE_SOCK + s);
	    loop assigns net->pool, net->queues.own[0 .. POOL_SIZE - 1],
	      net->queues.head[QUEUE_SOCK + s],
	      net->queues.tail[QUEUE_SOCK + s], net->sock.s[s].drops,
	      net->mib, net->drop, net->trace;
	    loop variant QueueLen(net->queues, QUEUE_SOCK + s); */
	while (udp_head_bad(net, s))
		udp_drop_head(net, s);
}

/* Copies the oldest datagram out and uses it up. */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK;
    requires \valid(to + (0 .. cap - 1)) && \valid(msg);
    requires \separated(net, to + (0 .. cap - 1), msg);
    requires !QueueEmpty(net->queues, QUEUE_SOCK + s);
    requires UdpReadable(net->skb.s[net->queues.head[QUEUE_SOCK + s]]);
    terminates \true; exits \false;
    assigns net->pool, net->queues.own[0 .. POOL_SIZE - 1],
            net->queues.head[QUEUE_SOCK + s], net->queues.tail[QUEUE_SOCK + s],
            net->mib, net->trace, to[0 .. cap - 1], *msg;
    ensures Inv(*net);
    ensures \result == \old(net->queues.head[QUEUE_SOCK + s]);
    ensures \result < POOL_SIZE && net->queues.own[\result] == OWN_FREE;
    ensures SameOwn(net->queues, \old(net->queues), \result);
    ensures MsgOf(*msg, net->skb.s[\result]);
    ensures Payload(to, Least(cap, msg->len), net->skb.s[\result]); */
static uint32_t udp_give(struct net *net, uint32_t s, uint8_t *to,
	uint32_t cap, struct udp_msg *msg)
{
	uint32_t h = queue_head(&net->queues, QUEUE_SOCK + s);
	uint32_t n = skb_len(&net->skb.s[h]);

	//@ assert taken: Inv(*net);
	msg->len = n;
	msg->saddr = get_be32(&net->skb.s[h].pkt,
			      net->skb.s[h].network_header + IP_SADDR);
	msg->sport = get_be16(&net->skb.s[h].pkt,
			      net->skb.s[h].transport_header + UDP_SPORT);
	if (n > cap)
		n = cap;
	pkt_copy_out(to, &net->skb.s[h].pkt, net->skb.s[h].data, n);
	mib_inc(&net->mib, udp_mib(MIB_Udp_InDatagrams,
			sk_is_udplite(&net->sock, s)));
	consume_skb(net, h, FN_udp_recvmsg);
	return h;
}

int32_t udp_recvmsg(struct net *net, uint32_t s, uint8_t *to, uint32_t cap,
	struct udp_msg *msg)
{
	uint32_t h;

	trace_call(&net->trace, FN_udp_recvmsg);
	udp_skip_bad(net, s);
	h = queue_peek(&net->queues, QUEUE_SOCK + s);
	if (h == QUEUE_NIL) {
		/*@ assert none: \forall integer g;
		      !InQueue(net->queues, QUEUE_SOCK + s, g); */
		/*@ assert nothing: \at(NoneReadable(net->queues, net->skb,
		      QUEUE_SOCK + s), Pre); */
		/*@ assert nobody: \forall integer g;
		      !\at(FirstReadable(net->queues, net->skb, QUEUE_SOCK + s,
		      g), Pre); */
		return -EAGAIN;
	}
	/*@ assert first: FirstReadable(\at(net->queues, Pre), net->skb,
	      QUEUE_SOCK + s, h); */
	/*@ assert only: \forall integer g;
	      FirstReadable(\at(net->queues, Pre), net->skb, QUEUE_SOCK + s, g)
	      ==> g == h; */
	udp_give(net, s, to, cap, msg);
	//@ assert given: net->queues.own[h] == OWN_FREE;
	return 0;
}
