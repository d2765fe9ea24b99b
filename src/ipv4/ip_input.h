/*
 * IPv4 packets that come in: the header checks, routing, and delivery to a
 * protocol [Linux net/ipv4/ip_input.c].
 */
#ifndef IPV4_IP_INPUT_H
#define IPV4_IP_INPUT_H

#include "ipv4/ip.h"
#include "spec/checksum.h"

/* A verdict of its own: the capture cut the frame within the IP header. */
enum { IP_CUT = DROP_MAX };

/*@ // the header checks of ip_rcv_core: the first refusal, in Linux's order
    logic integer IpVerdict(struct sk_buff s) =
      s.tail - s.data < IP_HLEN ?
        (s.missing > 0 ? IP_CUT : DROP_IP_HDR_SHORT) :
      s.pkt.b[s.data] / 16 != 4 || s.pkt.b[s.data] % 16 < 5 ?
        DROP_IP_VERSION :
      s.tail - s.data < Ihl(s.pkt, s.data) ?
        (s.missing > 0 ? IP_CUT : DROP_IP_IHL) :
      OcFold(Bsum(s.pkt, s.data, Ihl(s.pkt, s.data))) != 65535 ?
        DROP_IP_BAD_CSUM :
      P16(s.pkt, s.data + IP_TOT_LEN) > s.tail - s.data + s.missing ?
        DROP_IP_TRUNCATED :
      P16(s.pkt, s.data + IP_TOT_LEN) < Ihl(s.pkt, s.data) ?
        DROP_IP_TOT_LEN : DROP_NONE; */

/*
 * Checks the header and cuts the packet to its total length: DROP_NONE, the
 * site of the refusal, or IP_CUT.  `missing` becomes the bytes of the packet
 * that the capture does not hold.
 */
/*@ requires \valid(skb) && SkbOk(*skb);
    terminates \true; exits \false;
    assigns skb->tail, skb->missing, skb->network_header;
    ensures SkbOk(*skb);
    ensures IPR_010_verdict: \result == \old(IpVerdict(*skb));
    ensures \result == DROP_NONE ==> IpHeader(*skb) &&
            skb->network_header == skb->data;
    ensures IPR_011_trim: \result == DROP_NONE ==>
            SkbLen(*skb) + skb->missing ==
            P16(skb->pkt, skb->data + IP_TOT_LEN) &&
            skb->tail <= \old(skb->tail); */
uint32_t ip_rcv_core(struct sk_buff *skb);

/* An IPv4 packet, data at its header. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->frag, net->drop, net->trace, net->rnd, net->limit, net->route,
            net->igmp;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures IPR_001_otherhost: \let s = \old(net->skb.s[h]);
            s.pkt_type == PACKET_OTHERHOST ==>
            DroppedAt(\old(net->drop), net->drop, DROP_IP_OTHERHOST) &&
            net->mib == \old(net->mib);
    ensures IPR_002_refused: \let s = \old(net->skb.s[h]);
            s.pkt_type != PACKET_OTHERHOST && IpVerdict(s) != DROP_NONE &&
            IpVerdict(s) != IP_CUT ==>
            DroppedAt(\old(net->drop), net->drop, IpVerdict(s)) &&
            net->queues.own[h] == OWN_FREE; */
void ip_rcv(struct net *net, uint32_t h);

/* Routed and for this host: on to its protocol. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]);
    requires net->skb.s[h].data == net->skb.s[h].network_header;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->frag, net->drop, net->trace, net->rnd, net->limit, net->route,
            net->igmp;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h); */
void ip_local_deliver(struct net *net, uint32_t h);

/* Routed to nowhere: dropped at the site that routing noted, with an ICMP
 * error where this host is a router. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]) && net->skb.s[h].dst.error < DROP_MAX;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures FWD_032_ended: net->queues.own[h] == OWN_FREE;
    ensures FWD_033_blackhole:
            \old(net->skb.s[h].dst.error) == DROP_BLACKHOLE ==>
            DroppedAt(\old(net->drop), net->drop, DROP_BLACKHOLE) &&
            net->mib == \old(net->mib) && net->limit == \old(net->limit);
    ensures FWD_034_not_ours:
            \old(net->skb.s[h].dst.error) == DROP_INADDRERRORS ==>
            DroppedAt(\old(net->drop), net->drop, DROP_INADDRERRORS) &&
            Counted(\old(net->mib), net->mib, MIB_Ip_InAddrErrors, 1) &&
            net->limit == \old(net->limit); */
void ip_error(struct net *net, uint32_t h);

#endif
