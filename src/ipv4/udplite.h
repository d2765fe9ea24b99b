/*
 * UDP-Lite: UDP whose checksum may cover the head of a datagram alone
 * [RFC 3828, Linux net/ipv4/udplite.c, include/net/udplite.h].
 *
 * Everything but the header's checks is UDP's own code; its functions take
 * `lite`: 1 for UDP-Lite, which has a table and counters of its own.
 */
#ifndef IPV4_UDPLITE_H
#define IPV4_UDPLITE_H

#include "ipv4/udp.h"

/* The drop site of the header's first fault, or DROP_NONE. */
/*@ requires \valid_read(skb) && SkbOk(*skb) && IpPulled(*skb);
    terminates \true; exits \false;
    assigns \nothing;
    ensures UDL_001_verdict: \result == UdpLiteVerdict(*skb); */
uint32_t udplite_check(const struct sk_buff *skb);

/*
 * Notes whether the checksum is known to be good: a partial one never is, a
 * full one where udplite_check verified it [Linux udplite_checksum_init].
 */
/*@ requires \valid(skb) && SkbOk(*skb) && IpPulled(*skb);
    requires UdpLiteVerdict(*skb) == DROP_NONE;
    terminates \true; exits \false;
    assigns skb->csum_valid;
    ensures SkbOk(*skb) && UdpPulled(*skb);
    ensures UDL_002_known: skb->csum_valid != 0 <==>
            Coverage(skb->pkt, skb->data, SkbLen(*skb)) == SkbLen(*skb) &&
            (\old(skb->csum_valid) != 0 || SkbLen(*skb) <= CHECKSUM_BREAK); */
void udplite_checksum_init(struct sk_buff *skb);

/*
 * A UDP-Lite packet for this host: data is at its header, network_header at
 * the IP header [Linux udplite_rcv].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->drop, net->trace, net->rnd, net->limit, net->route, net->igmp;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures UDL_003_refused: \let v = \old(UdpLiteVerdict(net->skb.s[h]));
            v != DROP_NONE ==> net->queues.own[h] == OWN_FREE &&
            DroppedAt(\old(net->drop), net->drop, v) &&
            net->mib.v[MIB_UdpLite_InErrors] ==
            Saturate(\old(net->mib.v[MIB_UdpLite_InErrors]) + 1); */
void udplite_rcv(struct net *net, uint32_t h);

#endif
