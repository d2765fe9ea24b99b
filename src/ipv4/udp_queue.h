/*
 * Putting a datagram into a socket's receive queue
 * [Linux net/ipv4/udp.c, udp_queue_rcv_skb].
 */
#ifndef IPV4_UDP_QUEUE_H
#define IPV4_UDP_QUEUE_H

#include "ipv4/udp.h"

/* One more datagram that socket `s` lost; saturates. */
/*@ requires \valid(v) && SocksOk(*v) && s < NSOCK;
    terminates \true; exits \false;
    assigns v->s[s].drops;
    ensures SocksOk(*v);
    ensures v->s[s].drops == (\old(v->s[s].drops) == 0xffffffff ?
            0xffffffff : \old(v->s[s].drops) + 1); */
void sk_drops_inc(struct socks *v, uint32_t s);

/*
 * Queues packet `h`, whose data is at its UDP header, to socket `s`: data and
 * transport_header then stand at payload and header.  A full receive buffer
 * drops it.
 */
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
void udp_queue_rcv_skb(struct net *net, uint32_t h, uint32_t s);

/* The same for the one socket that a unicast datagram is for. */
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
            DroppedAt(\old(net->drop), net->drop, DROP_UDP_RCVBUF); */
void udp_unicast_rcv_skb(struct net *net, uint32_t h, uint32_t s);

#endif
