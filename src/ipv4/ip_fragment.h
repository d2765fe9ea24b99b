/*
 * Reassembly of IPv4 fragments for this host [RFC 791 3.2, Linux
 * net/ipv4/ip_fragment.c].
 */
#ifndef IPV4_IP_FRAGMENT_H
#define IPV4_IP_FRAGMENT_H

#include "core/net.h"
#include "ipv4/ip.h"
#include "spec/checksum.h"

/*
 * Takes the fragment in skb, data at its IP header, into q.  DROP_NONE, or why
 * it is dropped: then nothing of it is kept [Linux ip_frag_queue].
 */
/*@ requires \valid(q) && \valid_read(skb) && \separated(q, skb);
    requires IpqOk(*q) && SkbOk(*skb) && IpHeader(*skb);
    requires skb->data == skb->network_header;
    terminates \true; exits \false;
    assigns q->first_in, q->last_in, q->len, q->hdrlen, q->ecn[0 .. 3],
            q->max_size, q->max_df_size, q->truesize, q->pkt_type,
            q->head_len, q->opt, q->iif, q->runs, q->buf;
    ensures IpqOk(*q);
    ensures \result == DROP_NONE || \result == DROP_FRAG_DUPLICATE ||
            \result == DROP_FRAG_OVERLAP || \result == DROP_FRAG_NO_ROOM ||
            \result == DROP_FRAG_BAD;
    ensures FRA_011_refused: \result != DROP_NONE ==>
            q->runs == \old(q->runs) && q->buf == \old(q->buf) &&
            q->first_in == \old(q->first_in);
    ensures FRA_012_added: \result == DROP_NONE ==>
            RunsGrew(q->runs, \old(q->runs), FragOffset(*skb), FragEnd(*skb));
    ensures FRA_013_bytes: \result == DROP_NONE && FragEnd(*skb) <= 65535 ==>
            (\forall integer k; FragOffset(*skb) <= k < FragEnd(*skb) ==>
             q->buf.b[FRAG_BASE + k] == skb->pkt.b[skb->data +
               Ihl(skb->pkt, skb->data) + (k - FragOffset(*skb))]);
    ensures FRA_014_others: \result == DROP_NONE ==>
            (\forall integer k; 0 <= k <= 65535 &&
             !(FragOffset(*skb) <= k < FragEnd(*skb)) ==>
             q->buf.b[FRAG_BASE + k] == \old(q->buf.b[FRAG_BASE + k])); */
uint32_t ip_frag_queue(struct ipq *q, const struct sk_buff *skb);

/* Makes skb the datagram in q, which is whole [Linux ip_frag_reasm]. */
/*@ requires \valid(skb) && \valid_read(q) && \separated(q, skb);
    requires SkbOk(*skb) && IpqOk(*q) && q->first_in == 1;
    requires q->hdrlen + q->len <= 65535;
    terminates \true; exits \false;
    assigns skb->pkt, skb->data, skb->tail, skb->mac_header,
            skb->network_header, skb->transport_header, skb->pkt_type,
            skb->truesize, skb->csum_valid, skb->opt;
    ensures SkbOk(*skb) && IpHeader(*skb);
    ensures FRA_015_fields: ReasmFields(*skb, *q);
    ensures FRA_015_header: ReasmHeader(*skb, *q);
    ensures FRA_027_payload: ReasmPayload(*skb, *q);
    ensures FRA_016_checksum: OcFold(Bsum(skb->pkt, skb->data, q->hdrlen)) ==
            65535;
    ensures FRA_036_options: skb->opt == q->opt &&
            skb->pkt_type == q->pkt_type; */
void ip_frag_reasm(struct sk_buff *skb, const struct ipq *q);

/*
 * A fragment, data at its IP header.  True: it was the last that was missing,
 * and packet h is the whole datagram now.  False: it ended here: held for the
 * others (consumed by ip_defrag), or dropped.
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]) && net->skb.s[h].missing == 0;
    requires net->skb.s[h].data == net->skb.s[h].network_header;
    terminates \true; exits \false;
    assigns net->frag, net->pool, net->queues, net->skb.s[h], net->mib,
            net->drop, net->trace;
    ensures Inv(*net);
    ensures T7_kept: \result ==> InFlight(*net, h) &&
            net->queues == \old(net->queues);
    ensures \result ==> IpHeader(net->skb.s[h]) &&
            net->skb.s[h].data == net->skb.s[h].network_header &&
            net->skb.s[h].missing == 0;
    ensures FRA_028_length: \result ==> SkbLen(net->skb.s[h]) ==
            P16(net->skb.s[h].pkt, net->skb.s[h].data + 2);
    ensures T7_conserved: !\result ==>
            Settled(net->queues, \old(net->queues), h); */
bool ip_defrag(struct net *net, uint32_t h);

/*
 * The time of datagram i is over: it is given up, and its sender is told if
 * its first fragment is there [RFC 792, RFC 1122 3.3.2, Linux ip_expire].
 */
/*@ requires \valid(net) && Inv(*net) && i < NIPQ;
    requires net->frag.q[i].used == 1;
    terminates \true; exits \false;
    assigns net->frag.q[i].used, net->pool, net->queues, net->skb, net->arp,
            net->mib, net->drop, net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures FRA_040_gone: net->frag.q[i].used == 0;
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues)); */
void ip_expire(struct net *net, uint32_t i);

/*
 * Gives up the one datagram whose time is over first, if it is at net->now.
 * Then frag.next tells when the next one is due, or less.
 */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->frag, net->pool, net->queues, net->skb, net->arp, net->mib,
            net->drop, net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues)); */
void ip_frag_timer(struct net *net);

#endif
