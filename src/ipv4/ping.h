/*
 * Ping sockets: datagrams that are ICMP echo messages
 * [Linux net/ipv4/ping.c].
 *
 * A ping socket is bound when it has an identifier: struct sock's num.  It
 * stands in no table; the newest is the one with the highest number.
 */
#ifndef IPV4_PING_H
#define IPV4_PING_H

#include "ipv4/sock_queue.h"

/*@ // sockets that the identifier belongs to
    predicate IsPing(struct sock k) = k.used == 1 && k.type == SOCK_DGRAM &&
      k.protocol == 1;
    // the reply is for it: bound, and identifier, own address, device fit
    predicate PingMatch(struct sock k, integer ident, integer daddr,
      integer dev) = IsPing(k) && k.num != 0 &&
      k.num == ident &&
      (k.rcv_saddr == 0 || k.rcv_saddr == daddr) &&
      (k.bound_dev == ANY_DEVICE || k.bound_dev == dev);
    predicate PingTaken(struct socks v, integer s, integer ident) =
      \exists integer r; 0 <= r < NSOCK && r != s && IsPing(v.s[r]) &&
        v.s[r].num == ident && (v.s[r].reuse == 0 || v.s[s].reuse == 0); */

/*
 * An echo reply, data at its ICMP header: to the newest socket with that
 * identifier, or dropped.
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]) && SkbLen(net->skb.s[h]) >= 8;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->sock, net->mib, net->drop,
            net->trace;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures PNG_001_nobody: \let b = \old(net->skb.s[h]);
            (\forall integer s; 0 <= s < NSOCK ==>
             !PingMatch(\old(net->sock.s[s]), P16(b.pkt, b.data + 4),
              P32(b.pkt, b.network_header + 16), b.dev)) ==>
            net->queues.own[h] == OWN_FREE &&
            DroppedAt(\old(net->drop), net->drop, DROP_ICMP_NO_ECHO_SOCKET); */
void ping_rcv(struct net *net, uint32_t h);

/*
 * The ping socket of an identifier, that a packet to `daddr` from device `dev`
 * is for: the newest that fits, or SOCK_NIL [Linux ping_lookup].
 */
/*@ requires \valid_read(v) && SocksOk(*v);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NSOCK;
    ensures PNG_002_none: \result == SOCK_NIL ==> \forall integer s;
            0 <= s < NSOCK ==> !PingMatch(v->s[s], ident, daddr, dev);
    ensures PNG_003_newest: \result != SOCK_NIL ==>
            PingMatch(v->s[\result], ident, daddr, dev) &&
            \forall integer s; \result < s < NSOCK ==>
              !PingMatch(v->s[s], ident, daddr, dev); */
uint32_t ping_lookup(const struct socks *v, uint32_t ident, uint32_t daddr,
	uint32_t dev);

/*
 * Binds ping socket `s` to an address of ours, or 0 (any), and an identifier.
 * 0, -EINVAL (bound already, or identifier 0: Muffin picks none),
 * -EADDRNOTAVAIL, -EADDRINUSE [Linux ping_bind, ping_get_port].
 */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK && ident <= 65535;
    requires IsPing(net->sock.s[s]);
    requires !Linked(net->udp.hash, s) && !Linked(net->udplite.hash, s);
    terminates \true; exits \false;
    assigns net->sock.s[s].rcv_saddr, net->sock.s[s].num,
            net->sock.s[s].daddr, net->sock.s[s].dport;
    ensures Inv(*net);
    ensures PNG_010_bound: \result == 0 ==> net->sock.s[s].num == ident &&
            net->sock.s[s].rcv_saddr == addr;
    ensures PNG_011_taken: \result == -98 ==>
            \old(PingTaken(net->sock, s, ident));
    ensures PNG_012_address: \result == -99 ==> addr != 0;
    ensures \result == 0 || \result == -22 || \result == -98 ||
            \result == -99;
    ensures \result != 0 ==> net->sock == \old(net->sock); */
int32_t ping_bind(struct net *net, uint32_t s, uint32_t addr, uint32_t ident);

/*
 * Reads the oldest message of ping socket `s`, its ICMP header first, into
 * `to`, at most `cap` bytes of it.  0, or -EAGAIN when nothing waits
 * [Linux ping_recvmsg].
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
    ensures PNG_020_nothing: \result == -11 <==>
            \old(QueueEmpty(net->queues, QUEUE_SOCK + s));
    ensures PNG_021_taken: \result == 0 ==> OldestTaken(net->queues,
            \old(net->queues), QUEUE_SOCK + s);
    ensures PNG_022_bytes: \result == 0 ==>
            \let g = \old(net->skb.s[net->queues.head[QUEUE_SOCK + s]]);
            msg->len == SkbLen(g) && Payload(to, Least(cap, msg->len), g); */
int32_t ping_recvmsg(struct net *net, uint32_t s, uint8_t *to, uint32_t cap,
	struct udp_msg *msg);

#endif
