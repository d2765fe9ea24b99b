/*
 * ARP over Ethernet: requests for our addresses are answered, and who asked is
 * remembered [RFC 826, Linux net/ipv4/arp.c].
 */
#ifndef IPV4_ARP_H
#define IPV4_ARP_H

#include "core/dev.h"

/* Offsets into an ARP packet for Ethernet and IPv4, and its length. */
enum {
	ARP_HRD = 0, ARP_PRO = 2, ARP_HLN = 4, ARP_PLN = 5, ARP_OP = 6,
	ARP_SHA = 8, ARP_SPA = 14, ARP_THA = 18, ARP_TPA = 24,
	ARP_LEN = 28
};

enum {
	ARPHRD_ETHER = 1, ARPHRD_IEEE802 = 6, ARPOP_REQUEST = 1,
	ARPOP_REPLY = 2
};

/* An ARP packet, data at its start [Linux arp_rcv, arp_process]. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->drop, net->trace, net->rnd, net->limit, net->route, net->igmp;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures ARP_001_ignored: \old(net->skb.s[h].pkt_type) == PACKET_OTHERHOST
            ==> net->arp == \old(net->arp) && net->drop == \old(net->drop) &&
            net->queues.own[h] == OWN_FREE; */
void arp_rcv(struct net *net, uint32_t h);

/*
 * Sends packet h, data at its IP header, to the neighbour skb.dst.gateway on
 * device skb.dst.oif: at once if its address is known, else it waits while
 * the neighbour is asked [Linux neigh_output, neigh_resolve_output].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires net->skb.s[h].data >= ETH_HLEN;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures kept: OthersKept(net->skb, \old(net->skb), \old(net->queues), h); */
void neigh_resolve_output(struct net *net, uint32_t h);

#endif
