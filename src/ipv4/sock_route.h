/*
 * What ICMP tells about the way of a socket's packet, or of one of our own
 * answers, goes to the routes [Linux ipv4_sk_update_pmtu, ipv4_sk_redirect].
 */
#ifndef IPV4_SOCK_ROUTE_H
#define IPV4_SOCK_ROUTE_H

#include "ipv4/route_redirect.h"

/*@ // how packet s, which is quoted at q, would be routed for socket k
    predicate SocketFlow(struct flowi4 f, struct sk_buff s,
      struct icmp_quote q, struct sock k) =
      f.daddr == P32(s.pkt, q.at + IP_DADDR) && f.tos == 0 &&
      f.oif == k.bound_dev &&
      f.saddr == (k.hdrincl != 0 ? 0 : P32(s.pkt, q.at + IP_SADDR));
    // ... and as a packet of nobody
    predicate QuotedFlow(struct flowi4 f, struct sk_buff s,
      struct icmp_quote q) = f.daddr == P32(s.pkt, q.at + IP_DADDR) &&
      f.oif == ANY_DEVICE && f.saddr == P32(s.pkt, q.at + IP_SADDR) &&
      f.tos == s.pkt.b[q.at + IP_TOS] % 32 - s.pkt.b[q.at + IP_TOS] % 4; */

/* Fragmentation needed: the MTU is believed unless the socket does not want
 * that (IP_PMTUDISC_INTERFACE, _OMIT). */
/*@ requires \valid(net) && Inv(*net) && h < POOL_SIZE && s < NSOCK;
    requires QuoteOk(net->skb.s[h], q);
    terminates \true; exits \false;
    assigns net->route, net->trace;
    ensures Inv(*net);
    ensures RTE_040_refused: net->sock.s[s].pmtudisc >= IP_PMTUDISC_INTERFACE
            ==> net->route == \old(net->route);
    ensures RTE_041_destination: \forall integer j; 0 <= j < NFNHE &&
            net->route.e[j] != \old(net->route.e[j]) ==>
            net->route.e[j].key.daddr ==
            P32(net->skb.s[h].pkt, q.at + IP_DADDR); */
void ipv4_sk_update_pmtu(struct net *net, uint32_t h, uint32_t s,
	struct icmp_quote q);

/* The same about a packet that no socket sent. */
/*@ requires \valid(net) && Inv(*net) && h < POOL_SIZE;
    requires QuoteOk(net->skb.s[h], q);
    terminates \true; exits \false;
    assigns net->route, net->trace;
    ensures Inv(*net);
    ensures \forall integer j; 0 <= j < NFNHE &&
            net->route.e[j] != \old(net->route.e[j]) ==>
            net->route.e[j].key.daddr ==
            P32(net->skb.s[h].pkt, q.at + IP_DADDR); */
void ipv4_update_pmtu(struct net *net, uint32_t h, struct icmp_quote q);

/* A redirect about a packet of socket `s`, in packet h, which stays. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    requires QuoteOk(net->skb.s[h], q);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->drop, net->trace,
            net->route;
    ensures Inv(*net) && InFlight(*net, h);
    ensures kept: net->skb.s[h] == \old(net->skb.s[h]);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues)); */
void ipv4_sk_redirect(struct net *net, uint32_t h, uint32_t s,
	struct icmp_quote q);

/* The same about a packet that no socket sent. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires QuoteOk(net->skb.s[h], q);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->drop, net->trace,
            net->route;
    ensures Inv(*net) && InFlight(*net, h);
    ensures kept: net->skb.s[h] == \old(net->skb.s[h]);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues)); */
void ipv4_redirect(struct net *net, uint32_t h, struct icmp_quote q);

#endif
