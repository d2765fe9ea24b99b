/*
 * Datagrams for many: every socket that listens gets its own copy
 * [Linux net/ipv4/udp.c, __udp4_lib_mcast_deliver].
 */
#ifndef IPV4_UDP_MCAST_H
#define IPV4_UDP_MCAST_H

#include "ipv4/udp.h"

/* Is a broadcast or multicast datagram for it? [Linux __udp_is_mcast_sock] */
/*@ requires \valid_read(v) && SocksOk(*v) && s < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> IsListener(v->s[s], f);
    ensures IGM_007_wanted: \result ==>
            McAllows(v->s[s], f.daddr, f.saddr, f.dif); */
bool __udp_is_mcast_sock(const struct socks *v, uint32_t s, struct udp_flow f);

/*
 * Delivers packet `h` to every listener: copies to all but the newest, which
 * gets the packet itself.  Without a listener it is dropped, silently.
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires UdpPulled(net->skb.s[h]) && FlowOf(net->skb.s[h], f);
    requires f.dport <= 65535 && lite <= 1;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->sock, net->mib, net->drop,
            net->trace;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures UDP_020_no_listener: NoListener(UdpTable(net->udp, net->udplite, lite),
            \old(net->sock), f) ==> net->queues.own[h] == OWN_FREE &&
            DroppedAt(\old(net->drop), net->drop, DROP_UDP_NO_LISTENER); */
void __udp4_lib_mcast_deliver(struct net *net, uint32_t h, struct udp_flow f,
	uint32_t lite);

#endif
