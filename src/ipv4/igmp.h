/*
 * IGMP: queries and reports are heard; Muffin keeps no report timers yet
 * [RFC 3376, Linux net/ipv4/igmp.c].
 */
#ifndef IPV4_IGMP_H
#define IPV4_IGMP_H

#include "ipv4/ip.h"
#include "spec/checksum.h"

enum {
	IGMP_QUERY = 0x11, IGMP_V1_REPORT = 0x12, IGMP_PIM = 0x14,
	IGMP_V2_REPORT = 0x16,
	IGMP_HLEN = 8, IGMP_V3_QUERY_LEN = 12
};

/* An IGMP packet for this host, data at its header [Linux igmp_rcv]. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->drop, net->trace, net->rnd, net->limit, net->route, net->igmp;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h); */
void igmp_rcv(struct net *net, uint32_t h);

/*
 * Does the one thing of IGMP that is due first, at the time net->now: a report
 * is sent, an old querier forgotten.  igmp.next is later then, or NEVER.
 */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit, net->igmp;
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues)); */
void igmp_timer(struct net *net);

#endif
