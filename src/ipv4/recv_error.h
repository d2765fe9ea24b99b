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
