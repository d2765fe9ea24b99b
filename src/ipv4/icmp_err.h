/*
 * An ICMP error finds those who sent what it quotes
 * [RFC 1122 3.2.2, Linux icmp_socket_deliver, icmp_err].
 */
#ifndef IPV4_ICMP_ERR_H
#define IPV4_ICMP_ERR_H

#include "ipv4/icmp_quote.h"

enum { IPPROTO_RAW = 255 };

/*@ // the quote is cut: its header, as its IHL says, and 8 bytes are not there
    predicate QuoteCut(struct sk_buff s, struct icmp_quote q) =
      q.at + Ihl(s.pkt, q.at) + 8 > s.tail; */

/*
 * The error in packet h, which stays, goes to the raw sockets of the quoted
 * protocol, then to that protocol.  Too short a quote, or one of protocol 255,
 * counts Icmp.InErrors; a protocol that is not here hears nothing; of TCP
 * Muffin does not know.
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]);
    requires net->skb.s[h].data + 8 <= q.at;
    requires q.at + IP_HLEN <= net->skb.s[h].tail;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->drop, net->trace, net->route;
    ensures Inv(*net) && InFlight(*net, h);
    ensures kept: net->skb.s[h] == \old(net->skb.s[h]);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures ERR_060_cut: \old(QuoteCut(net->skb.s[h], q) ||
            net->skb.s[h].pkt.b[q.at + IP_PROTOCOL] == IPPROTO_RAW) ==>
            Counted(\old(net->mib), net->mib, MIB_Icmp_InErrors, 1) &&
            net->sock == \old(net->sock) && net->queues == \old(net->queues)
            && net->route == \old(net->route); */
void icmp_socket_deliver(struct net *net, uint32_t h, struct icmp_quote q);

#endif
