/*
 * Telling a socket of an ICMP error about what it sent: the error that waits,
 * and the error queue if it asked for that [RFC 1122 4.1.3.3, ip(7)
 * IP_RECVERR].  Protocols differ in what they tell, not in how.
 */
#ifndef IPV4_ERROR_REPORT_H
#define IPV4_ERROR_REPORT_H

#include "ipv4/icmp_quote.h"
#include "ipv4/recv_error.h"

/* What a protocol made of an error. */
struct error_report {
	struct icmp_errno e;
	uint32_t port;		/* where the packet was sent to; 0: no ports */
	uint32_t payload;	/* offset of what the error queue gives back */
};

/*@ // a socket without IP_RECVERR hears only of fatal errors, and connected
    predicate Hears(struct sock s, integer fatal) = s.recverr != 0 ||
      (fatal != 0 && s.state == TCP_ESTABLISHED);
    // what the error queue tells of the error in packet h
    predicate ErrOf(struct sock_extended_err e, struct sk_buff h,
      struct icmp_quote q, struct error_report r) =
      e.err == r.e.err && e.origin == 2 && e.type == q.type &&
      e.code == q.code && e.info == q.info && e.port == r.port &&
      e.offender == P32(h.pkt, h.network_header + IP_SADDR) &&
      e.daddr == P32(h.pkt, q.at + IP_DADDR); */

/*
 * Tells socket `s` of the error in packet h, which stays: with IP_RECVERR into
 * the error queue and as the error that waits, without it only a fatal one as
 * the error that waits of a connected socket.
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    requires QuoteOk(net->skb.s[h], q) && r.e.err <= MAX_ERRNO;
    requires net->skb.s[h].data <= r.payload <= net->skb.s[h].tail;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->sock.s[s].err, net->drop,
            net->trace;
    ensures Inv(*net) && InFlight(*net, h);
    ensures kept: net->skb.s[h] == \old(net->skb.s[h]);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures ERR_022_heard: Hears(\old(net->sock.s[s]), r.e.fatal) ==>
            net->sock.s[s].err == r.e.err;
    ensures ERR_023_unheard: !Hears(\old(net->sock.s[s]), r.e.fatal) ==>
            net->sock == \old(net->sock);
    ensures ERR_024_queue: \old(net->sock.s[s].recverr) == 0 ==>
            net->queues == \old(net->queues);
    ensures ERR_025_told: \let t = net->queues.tail[QUEUE_ERR + s];
            net->queues.tail[QUEUE_ERR + s] !=
            \old(net->queues.tail[QUEUE_ERR + s]) ==>
            ErrOf(net->skb.s[t].ee, \old(net->skb.s[h]), q, r) &&
            Quoted(net->skb.s[t], \old(net->skb.s[h]), net->skb.s[t].ee,
              r.payload); */
void icmp_error_report(struct net *net, uint32_t h, uint32_t s,
	struct icmp_quote q, struct error_report r);

#endif
