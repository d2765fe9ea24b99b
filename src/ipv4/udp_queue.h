/*
 * Putting a datagram into a socket's receive queue
 * [Linux net/ipv4/udp.c, udp_queue_rcv_skb].
 */
#ifndef IPV4_UDP_QUEUE_H
#define IPV4_UDP_QUEUE_H

#include "core/sk_filter.h"
#include "ipv4/udp.h"

/*@ // nothing looks at the datagram but the receive buffer
    predicate UdpPlain(struct filters f, struct sock k, struct sk_buff s) =
      !HasFilter(f, k) && !CoversTooLittle(k, s);
    // its checksum is not known to be good, and it is wrong
    predicate UdpUnverified(struct sk_buff s) = s.csum_valid == 0 &&
      UdpSum(s.pkt, s.network_header, s.data, SkbLen(s)) != 65535;
    // it waits for socket s, or is free and was counted once
    predicate UdpOneEnd(struct queues q, struct drops d0, struct drops d,
      integer s, integer h) =
      (InQueue(q, QUEUE_SOCK + s, h) && d == d0) ||
      (q.own[h] == OWN_FREE && (DroppedAt(d0, d, DROP_UDP_RCVBUF) ||
       DroppedAt(d0, d, DROP_UDPLITE_PARTIAL) ||
       DroppedAt(d0, d, DROP_UDP_QUEUE_CSUM) ||
       DroppedAt(d0, d, DROP_UDP_FILTER))); */

/* One more datagram that socket `s` lost; saturates. */
/*@ requires \valid(v) && SocksOk(*v) && s < NSOCK;
    terminates \true; exits \false;
    assigns v->s[s].drops;
    ensures SocksOk(*v);
    ensures v->s[s].drops == (\old(v->s[s].drops) == 0xffffffff ?
            0xffffffff : \old(v->s[s].drops) + 1); */
void sk_drops_inc(struct socks *v, uint32_t s);

/* 1: a UDP-Lite socket [Linux IS_UDPLITE]. */
/*@ requires \valid_read(v) && s < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == (v->s[s].protocol == 136 ? 1 : 0); */
uint32_t sk_is_udplite(const struct socks *v, uint32_t s);

/*
 * Queues packet `h`, whose data is at its UDP header, to socket `s`: data and
 * transport_header then stand at payload and header.  It is dropped when its
 * checksum covers less than the socket asks for, when a filter does not want
 * it (its checksum is verified before), and when the receive buffer is full.
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    requires UdpShape(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb.s[h].data,
            net->skb.s[h].tail, net->skb.s[h].transport_header,
            net->skb.s[h].csum_valid, net->sock.s[s].drops, net->mib,
            net->drop, net->trace;
    ensures Inv(*net);
    ensures SameOwn(net->queues, \old(net->queues), h);
    ensures T7_queued: \let k = \old(net->sock.s[s]);
            UdpPlain(net->filter, k, \old(net->skb.s[h])) &&
            !\old(SockFull(net->queues, net->sock, net->skb, s, h))
            ==> InQueue(net->queues, QUEUE_SOCK + s, h) &&
            net->drop == \old(net->drop) &&
            net->skb.s[h].tail == \old(net->skb.s[h].tail);
    ensures T7_full: \let k = \old(net->sock.s[s]);
            UdpPlain(net->filter, k, \old(net->skb.s[h])) &&
            \old(SockFull(net->queues, net->sock, net->skb, s, h))
            ==> net->queues.own[h] == OWN_FREE &&
            DroppedAt(\old(net->drop), net->drop, DROP_UDP_RCVBUF);
    ensures UDL_010_partial: \let k = \old(net->sock.s[s]);
            CoversTooLittle(k, \old(net->skb.s[h])) ==>
            net->queues.own[h] == OWN_FREE &&
            DroppedAt(\old(net->drop), net->drop, DROP_UDPLITE_PARTIAL);
    ensures BPF_040_checksum: \let k = \old(net->sock.s[s]);
            HasFilter(net->filter, k) &&
            !CoversTooLittle(k, \old(net->skb.s[h])) &&
            UdpUnverified(\old(net->skb.s[h])) ==>
            net->queues.own[h] == OWN_FREE &&
            DroppedAt(\old(net->drop), net->drop, DROP_UDP_QUEUE_CSUM);
    ensures T7_one_end: UdpOneEnd(net->queues, \old(net->drop), net->drop, s, h);
    ensures BPF_041_header: InQueue(net->queues, QUEUE_SOCK + s, h) ==>
            net->skb.s[h].data == \old(net->skb.s[h].data) + UDP_HLEN &&
            net->skb.s[h].transport_header == \old(net->skb.s[h].data) &&
            net->skb.s[h].tail <= \old(net->skb.s[h].tail); */
void udp_queue_rcv_skb(struct net *net, uint32_t h, uint32_t s);

/* The same for the one socket that a unicast datagram is for. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    requires UdpShape(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb.s[h].data,
            net->skb.s[h].tail, net->skb.s[h].transport_header,
            net->skb.s[h].csum_valid, net->sock.s[s].drops, net->mib,
            net->drop, net->trace;
    ensures Inv(*net);
    ensures SameOwn(net->queues, \old(net->queues), h);
    ensures T7_queued: \let k = \old(net->sock.s[s]);
            UdpPlain(net->filter, k, \old(net->skb.s[h])) &&
            !\old(SockFull(net->queues, net->sock, net->skb, s, h))
            ==> InQueue(net->queues, QUEUE_SOCK + s, h) &&
            net->drop == \old(net->drop) &&
            net->skb.s[h].tail == \old(net->skb.s[h].tail);
    ensures T7_full: \let k = \old(net->sock.s[s]);
            UdpPlain(net->filter, k, \old(net->skb.s[h])) &&
            \old(SockFull(net->queues, net->sock, net->skb, s, h))
            ==> net->queues.own[h] == OWN_FREE &&
            DroppedAt(\old(net->drop), net->drop, DROP_UDP_RCVBUF);
    ensures UDL_010_partial: \let k = \old(net->sock.s[s]);
            CoversTooLittle(k, \old(net->skb.s[h])) ==>
            net->queues.own[h] == OWN_FREE &&
            DroppedAt(\old(net->drop), net->drop, DROP_UDPLITE_PARTIAL);
    ensures BPF_040_checksum: \let k = \old(net->sock.s[s]);
            HasFilter(net->filter, k) &&
            !CoversTooLittle(k, \old(net->skb.s[h])) &&
            UdpUnverified(\old(net->skb.s[h])) ==>
            net->queues.own[h] == OWN_FREE &&
            DroppedAt(\old(net->drop), net->drop, DROP_UDP_QUEUE_CSUM);
    ensures T7_one_end: UdpOneEnd(net->queues, \old(net->drop), net->drop, s, h);
    ensures BPF_041_header: InQueue(net->queues, QUEUE_SOCK + s, h) ==>
            net->skb.s[h].data == \old(net->skb.s[h].data) + UDP_HLEN &&
            net->skb.s[h].transport_header == \old(net->skb.s[h].data) &&
            net->skb.s[h].tail <= \old(net->skb.s[h].tail); */
void udp_unicast_rcv_skb(struct net *net, uint32_t h, uint32_t s);

#endif
