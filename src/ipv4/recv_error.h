/*
 * The error queue of a socket: what ICMP said is put in as a copy of the
 * packet that it quotes, and read by recvmsg(MSG_ERRQUEUE)
 * [ip(7) IP_RECVERR, Linux net/ipv4/ip_sockglue.c].
 */
#ifndef IPV4_RECV_ERROR_H
#define IPV4_RECV_ERROR_H

#include "core/sock_error.h"
#include "ipv4/udp.h"

/* What a read of the error queue gave. */
struct sock_err_msg {
	struct sock_extended_err ee;
	uint32_t len;	/* bytes of the quoted payload, before any cut */
};

/*@ // packet t is what an error that e tells of leaves in the error queue:
    // e, and of packet h what stands from offset `payload` on
    predicate Quoted(struct sk_buff t, struct sk_buff h,
      struct sock_extended_err e, integer payload) = t.ee == e &&
      SkbLen(t) == h.tail - payload && \forall integer i;
      0 <= i < SkbLen(t) ==> t.pkt.b[t.data + i] == h.pkt.b[payload + i]; */

/*
 * A copy of packet h, which stays, from offset `payload` on and with what `e`
 * tells, goes behind the errors of socket `s`.  False: there is no room for it
 * in the pool, or in the receive buffer; then the copy is dropped
 * [Linux ip_icmp_error].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    requires net->skb.s[h].data <= payload <= net->skb.s[h].tail;
    requires e.err <= MAX_ERRNO;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->drop, net->trace;
    ensures Inv(*net) && InFlight(*net, h);
    ensures kept: net->skb.s[h] == \old(net->skb.s[h]);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures ERR_014_full: \old(ErrFull(net->queues, net->sock, s,
            net->skb.s[h].truesize)) ==> !\result;
    ensures !\result ==> net->queues.tail[QUEUE_ERR + s] ==
            \old(net->queues.tail[QUEUE_ERR + s]);
    ensures ERR_015_queued: \result ==>
            \let t = net->queues.tail[QUEUE_ERR + s];
            InQueue(net->queues, QUEUE_ERR + s, t) &&
            \old(net->queues.own[\at(net->queues.tail[QUEUE_ERR + s], Post)])
            == OWN_FREE && Quoted(net->skb.s[t], \old(net->skb.s[h]), e,
            payload); */
bool ip_icmp_error(struct net *net, uint32_t h, uint32_t s,
	struct sock_extended_err e, uint32_t payload);

/*
 * Reads the oldest error of socket `s`: why into *msg, and what is quoted
 * behind the header into `to`, at most `cap` bytes of it.  0, or -EAGAIN when
 * the queue is empty.  The error that waits for the next recv() becomes that
 * of the next in the queue, or none [Linux ip_recv_error].
 */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK;
    requires \valid(to + (0 .. cap - 1)) && \valid(msg);
    requires \separated(net, to + (0 .. cap - 1), msg);
    terminates \true; exits \false;
    assigns net->pool, net->queues.own[0 .. POOL_SIZE - 1],
            net->queues.head[QUEUE_ERR + s], net->queues.tail[QUEUE_ERR + s],
            net->sock.s[s].err, net->trace, to[0 .. cap - 1], *msg;
    ensures Inv(*net);
    ensures \result == 0 || \result == -11;
    ensures ERR_010_nothing: \result == -11 <==>
            \old(QueueEmpty(net->queues, QUEUE_ERR + s));
    ensures \result == -11 ==> net->queues == \old(net->queues) &&
            net->sock == \old(net->sock);
    ensures T7_read_error: \result == 0 ==>
            \let h = \old(net->queues.head[QUEUE_ERR + s]);
            net->queues.own[h] == OWN_FREE &&
            SameOwn(net->queues, \old(net->queues), h);
    ensures ERR_011_why: \result == 0 ==>
            \let b = net->skb.s[\old(net->queues.head[QUEUE_ERR + s])];
            msg->ee == b.ee && msg->len == SkbLen(b);
    ensures ERR_012_bytes: \result == 0 ==> Payload(to, Least(cap, msg->len),
            net->skb.s[\old(net->queues.head[QUEUE_ERR + s])]);
    ensures ERR_013_next: \result == 0 ==>
            NextError(net->queues, net->skb, s, net->sock.s[s].err); */
int32_t ip_recv_error(struct net *net, uint32_t s, uint8_t *to, uint32_t cap,
	struct sock_err_msg *msg);

#endif
