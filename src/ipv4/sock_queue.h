/*
 * Receive queues of raw and ping sockets, and reading them: the whole packet
 * from data on, as it came [Linux net/core/sock.c, sock_queue_rcv_skb].
 */
#ifndef IPV4_SOCK_QUEUE_H
#define IPV4_SOCK_QUEUE_H

#include "core/sk_filter.h"
#include "ipv4/udp.h"

/* What sock_queue_rcv_skb_reason says of a packet that waits now. */
enum { SKB_NOT_DROPPED_YET = SKB_DROP_REASON_MAX };

/*@ // what waits leaves no room: unlike UDP, the newcomer does not count
    predicate SockBusy(struct queues q, struct sock k, integer s) =
      QueueBytes(q, QUEUE_SOCK + s) >= k.rcvbuf;
    // the oldest packet of queue q was freed, and nothing else
    predicate OldestTaken(struct queues a, struct queues q0, integer q) =
      !QueueEmpty(q0, q) && a.own[q0.head[q]] == OWN_FREE &&
      SameOwn(a, q0, q0.head[q]); */

/* Does what waits for socket `s` fill its buffer? */
/*@ requires \valid_read(net) && Inv(*net) && s < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> SockBusy(net->queues, net->sock.s[s], s); */
bool sk_rcvbuf_full(const struct net *net, uint32_t s);

/*
 * Queues packet h to socket `s` after its filter cut it: SKB_NOT_DROPPED_YET,
 * or the reason why not; the packet is still in flight then.
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    terminates \true; exits \false;
    assigns net->queues, net->skb.s[h].tail, net->sock.s[s].drops, net->trace;
    ensures Inv(*net);
    ensures SameOwn(net->queues, \old(net->queues), h);
    ensures \result == SKB_NOT_DROPPED_YET ||
            \result == SKB_DROP_REASON_SOCKET_FILTER ||
            \result == SKB_DROP_REASON_SOCKET_RCVBUFF;
    ensures \result == SKB_NOT_DROPPED_YET ==>
            InQueue(net->queues, QUEUE_SOCK + s, h);
    ensures \result != SKB_NOT_DROPPED_YET ==> InFlight(*net, h);
    ensures \let k = \old(net->sock.s[s]); !HasFilter(net->filter, k) ==>
            \result != SKB_DROP_REASON_SOCKET_FILTER &&
            net->skb.s[h].tail == \old(net->skb.s[h].tail);
    ensures \let k = \old(net->sock.s[s]);
            \old(SockBusy(net->queues, net->sock.s[s], s)) ==>
            \result != SKB_NOT_DROPPED_YET; */
uint32_t sock_queue_rcv_skb_reason(struct net *net, uint32_t h, uint32_t s);

/*
 * Reads the oldest packet of socket `s` into `to`, at most `cap` bytes of it;
 * `fn` is the protocol's own function.  0, or -EAGAIN.
 */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK;
    requires \valid(to + (0 .. cap - 1)) && \valid(msg);
    requires \separated(net, to + (0 .. cap - 1), msg);
    terminates \true; exits \false;
    assigns net->pool, net->queues.own[0 .. POOL_SIZE - 1],
            net->queues.head[QUEUE_SOCK + s], net->queues.tail[QUEUE_SOCK + s],
            net->trace, to[0 .. cap - 1], *msg;
    ensures Inv(*net);
    ensures \result == 0 || \result == -11;
    ensures \result == -11 <==>
            \old(QueueEmpty(net->queues, QUEUE_SOCK + s));
    ensures \result == 0 ==> OldestTaken(net->queues, \old(net->queues),
            QUEUE_SOCK + s);
    ensures \result == 0 ==>
            \let g = \old(net->skb.s[net->queues.head[QUEUE_SOCK + s]]);
            msg->len == SkbLen(g) && Payload(to, Least(cap, msg->len), g); */
int32_t sock_recvmsg(struct net *net, uint32_t s, uint8_t *to, uint32_t cap,
	struct udp_msg *msg, uint32_t fn);

#endif
