/*
 * IGMP: queries and reports of others are heard, ours are sent
 * [RFC 3376, RFC 2236, RFC 1112, Linux net/ipv4/igmp.c].
 */
#ifndef IPV4_IGMP_H
#define IPV4_IGMP_H

#include "ipv4/igmp_clock.h"
#include "spec/checksum.h"

enum {
	IGMP_QUERY = 0x11, IGMP_V1_REPORT = 0x12, IGMP_PIM = 0x14,
	IGMP_V2_REPORT = 0x16, IGMP_V2_LEAVE = 0x17, IGMP_V3_REPORT = 0x22,
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
 * Does all that IGMP has to do at the time net->now: reports are sent.  Ours of
 * versions 1 and 2 come back to us by the backlog, as Linux loops them.
 * igmp.next is later then, or NEVER.
 */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit, net->igmp;
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures IGM_026_later: net->igmp.next == NEVER ||
            net->igmp.next > net->now; */
void igmp_timer(struct net *net);

#endif
