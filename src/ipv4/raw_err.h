/*
 * ICMP errors that raw sockets hear [raw(7), Linux net/ipv4/raw.c].
 */
#ifndef IPV4_RAW_ERR_H
#define IPV4_RAW_ERR_H

#include "ipv4/icmp_quote.h"

/*@ // raw socket k may have sent the packet that is quoted at q
    predicate RawSender(struct sock k, struct sk_buff s,
      struct icmp_quote q) = k.used == 1 && k.type == SOCK_RAW &&
      k.protocol == s.pkt.b[q.at + IP_PROTOCOL] &&
      (k.daddr == 0 || k.daddr == P32(s.pkt, q.at + IP_DADDR)) &&
      (k.rcv_saddr == 0 || k.rcv_saddr == P32(s.pkt, q.at + IP_SADDR)) &&
      (k.bound_dev == ANY_DEVICE || k.bound_dev == s.dev);
    predicate NoRawSender(struct socks v, struct sk_buff s,
      struct icmp_quote q) = \forall integer k; 0 <= k < NSOCK ==>
      !RawSender(v.s[k], s, q); */

/*
 * The error in packet h, which stays, goes to every raw socket that may have
 * sent what it quotes [Linux raw_icmp_error, raw_err].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires QuoteOk(net->skb.s[h], q);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->drop,
            net->trace, net->route;
    ensures Inv(*net) && InFlight(*net, h);
    ensures kept: net->skb.s[h] == \old(net->skb.s[h]);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures ERR_040_nobody:
            NoRawSender(\old(net->sock), \old(net->skb.s[h]), q) ==>
            net->sock == \old(net->sock) && net->queues == \old(net->queues)
            && net->route == \old(net->route); */
void raw_icmp_error(struct net *net, uint32_t h, struct icmp_quote q);

#endif
