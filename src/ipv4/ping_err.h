/*
 * ICMP errors about echo requests of ping sockets [Linux net/ipv4/ping.c].
 */
#ifndef IPV4_PING_ERR_H
#define IPV4_PING_ERR_H

#include "ipv4/icmp_quote.h"
#include "ipv4/ping.h"

/*@ // a request that a ping socket can send, quoted at q
    predicate PingQuoted(struct sk_buff s, struct icmp_quote q) =
      \let p = q.at + Ihl(s.pkt, q.at);
      (s.pkt.b[p] == 8 || s.pkt.b[p] == 42) && s.pkt.b[p + 1] == 0;
    // the identifier of what is quoted at q
    logic integer QuotedIdent(struct sk_buff s, struct icmp_quote q) =
      P16(s.pkt, q.at + Ihl(s.pkt, q.at) + 4); */

/*
 * The error in packet h, which stays, goes to the ping socket with the quoted
 * identifier, the newest of several [Linux ping_err, ping_lookup].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires QuoteOk(net->skb.s[h], q);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->drop,
            net->trace, net->route;
    ensures Inv(*net) && InFlight(*net, h);
    ensures kept: net->skb.s[h] == \old(net->skb.s[h]);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures ERR_050_nobody: \let b = \old(net->skb.s[h]);
            !PingQuoted(b, q) ||
            (\forall integer s; 0 <= s < NSOCK ==>
             !PingMatch(\old(net->sock.s[s]), QuotedIdent(b, q),
              P32(b.pkt, b.network_header + IP_DADDR), b.dev)) ==>
            net->sock == \old(net->sock) && net->queues == \old(net->queues)
            && net->route == \old(net->route); */
void ping_err(struct net *net, uint32_t h, struct icmp_quote q);

#endif
