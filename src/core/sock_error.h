/*
 * What went wrong with what a socket sent: the error that waits to be told
 * once, and the queue of those that are told with their reason
 * [Linux net/core/skbuff.c, include/net/sock.h].
 *
 * A read asks sock_error first: an error that waits is returned before any
 * datagram, and the read after it is free of it.
 */
#ifndef CORE_SOCK_ERROR_H
#define CORE_SOCK_ERROR_H

#include "core/net.h"

/*@ // what waits for socket s, data and errors, leaves no room for one more
    // of that size [Linux sock_queue_err_skb]
    predicate ErrFull(struct queues q, struct socks v, integer s,
      integer size) =
      QueueBytes(q, QUEUE_SOCK + s) + QueueBytes(q, QUEUE_ERR + s) + size
      >= v.s[s].rcvbuf || QueueWorn(q, QUEUE_ERR + s, size);
    // err is that of the oldest in the error queue of s, or 0: it is empty
    predicate NextError(struct queues q, struct skbs b, integer s,
      integer err) = QueueEmpty(q, QUEUE_ERR + s)
      ? err == 0 : err == b.s[q.head[QUEUE_ERR + s]].ee.err; */

/* Takes the error that waits: 0, or -errno; none waits then [Linux
 * sock_error]. */
/*@ requires \valid(v) && SocksOk(*v) && s < NSOCK;
    terminates \true; exits \false;
    assigns v->s[s].err;
    ensures SocksOk(*v);
    ensures ERR_001_taken: \result == -\old(v->s[s].err) && v->s[s].err == 0;
    ensures -MAX_ERRNO <= \result <= 0; */
int32_t sock_error(struct socks *v, uint32_t s);

/* The error that waits from now on; a former one is forgotten. */
/*@ requires \valid(v) && SocksOk(*v) && s < NSOCK && err <= MAX_ERRNO;
    terminates \true; exits \false;
    assigns v->s[s].err;
    ensures SocksOk(*v) && v->s[s].err == err; */
void sock_set_error(struct socks *v, uint32_t s, uint32_t err);

/*
 * Puts packet h, whose skb.ee says what went wrong, behind the errors of
 * socket `s`.  False, and it stays in flight, when the receive buffer has no
 * room: data and errors share it.
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    terminates \true; exits \false;
    assigns net->queues;
    ensures Inv(*net);
    ensures SameOwn(net->queues, \old(net->queues), h);
    ensures ERR_002_full: \result <==> !\old(ErrFull(net->queues, net->sock, s,
            net->skb.s[h].truesize));
    ensures ERR_003_queued: \result ==> InQueue(net->queues, QUEUE_ERR + s, h)
            && net->queues.tail[QUEUE_ERR + s] == h;
    ensures !\result ==> net->queues == \old(net->queues); */
bool sock_queue_err_skb(struct net *net, uint32_t s, uint32_t h);

/*
 * Takes the oldest error out of the queue; it is in flight then.  The error
 * that waits becomes that of the next one in the queue, or none.
 */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK;
    requires !QueueEmpty(net->queues, QUEUE_ERR + s);
    terminates \true; exits \false;
    assigns net->queues.own[0 .. POOL_SIZE - 1],
            net->queues.head[QUEUE_ERR + s], net->queues.tail[QUEUE_ERR + s],
            net->sock.s[s].err;
    ensures Inv(*net) && InFlight(*net, \result);
    ensures \result == \old(net->queues.head[QUEUE_ERR + s]);
    ensures SameOwn(net->queues, \old(net->queues), \result);
    ensures ERR_004_next:
            NextError(net->queues, net->skb, s, net->sock.s[s].err); */
uint32_t sock_dequeue_err_skb(struct net *net, uint32_t s);

#endif
