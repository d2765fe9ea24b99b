/*
 * ICMP errors about UDP and UDP-Lite [RFC 1122 4.1.3.3, Linux net/ipv4/udp.c].
 */
#ifndef IPV4_UDP_ERR_H
#define IPV4_UDP_ERR_H

#include "ipv4/icmp_quote.h"
#include "ipv4/udp_lookup.h"

/*@ // the flow back to the socket that sent what is quoted at q
    predicate QuotedBy(struct udp_flow f, struct sk_buff s,
      struct icmp_quote q) =
      \let p = q.at + Ihl(s.pkt, q.at);
      f.saddr == P32(s.pkt, q.at + IP_DADDR) && f.dif == s.dev &&
      f.daddr == P32(s.pkt, q.at + IP_SADDR) &&
      f.sport == P16(s.pkt, p + UDP_DPORT) &&
      f.dport == P16(s.pkt, p + UDP_SPORT); */

/*
 * The error in packet h, which stays, goes to the socket that sent what it
 * quotes; without one Icmp.InErrors counts it.  `proto` is IPPROTO_UDP or
 * IPPROTO_UDPLITE [Linux __udp4_lib_err].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires QuoteOk(net->skb.s[h], q);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->drop, net->trace, net->route;
    ensures Inv(*net) && InFlight(*net, h);
    ensures kept: net->skb.s[h] == \old(net->skb.s[h]);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures ERR_030_nobody: \forall struct udp_flow f;
            QuotedBy(f, \old(net->skb.s[h]), q) && proto == IPPROTO_UDP &&
            NoReceiver(\old(net->udp), \old(net->sock), f) ==>
            Counted(\old(net->mib), net->mib, MIB_Icmp_InErrors, 1) &&
            net->sock == \old(net->sock) && net->queues == \old(net->queues);
    ensures ERR_031_quench: q.type == 4 ==> net->sock == \old(net->sock) &&
            net->queues == \old(net->queues); */
void __udp4_lib_err(struct net *net, uint32_t h, struct icmp_quote q,
	uint32_t proto);

#endif
