/*
 * Packets that go on to another host [RFC 1812, Linux net/ipv4/ip_forward.c].
 */
#ifndef IPV4_IP_FORWARD_H
#define IPV4_IP_FORWARD_H

#include "ipv4/ip.h"
#include "spec/checksum.h"

/* The greatest MTU that IPv4 knows [Linux IP_MAX_MTU]. */
enum { IP_MAX_MTU = 65535 };

/*@ logic integer ForwardMtu(struct devices v, struct dst_entry d) =
      d.mtu != 0 ? (d.mtu < IP_MAX_MTU ? d.mtu : IP_MAX_MTU) :
      v.d[d.oif].mtu < IP_MAX_MTU ? v.d[d.oif].mtu : IP_MAX_MTU;
    predicate DontFragment(struct sk_buff s) =
      P16(s.pkt, s.network_header + IP_FRAG_OFF) / 16384 % 2 == 1;
    // the first check that a packet with a way on fails, or DROP_NONE
    logic integer ForwardSite(struct sk_buff s, integer mtu) =
      s.pkt_type != PACKET_HOST ? DROP_FORWARD_LINK :
      s.pkt.b[s.network_header + IP_TTL] <= 1 ? DROP_FORWARD_TTL :
      s.opt.is_strictroute != 0 && s.dst.uses_gateway != 0
      ? DROP_FORWARD_STRICT_ROUTE :
      s.tail - s.data > mtu &&
      P16(s.pkt, s.network_header + IP_FRAG_OFF) / 16384 % 2 == 1
      ? DROP_FORWARD_TOO_BIG : DROP_NONE;
    // the checksum of the header that stands at network_header is right
    predicate HeaderSum(struct sk_buff s) =
      OcFold(Bsum(s.pkt, s.network_header,
                  Ihl(s.pkt, s.network_header))) == 65535; */

enum { NO_ERROR = 65536 };	/* no ICMP error is sent */

/*@ // by how much a packet with that fate raises counter j
    logic integer ForwardCount(integer site, integer j) =
      (site == DROP_FORWARD_TTL && j == MIB_Ip_InHdrErrors) ||
      (site == DROP_FORWARD_TOO_BIG && j == MIB_Ip_FragFails) ||
      ((site == DROP_FORWARD_TOO_BIG || site == DROP_NONE) &&
       j == MIB_Ip_ForwDatagrams) ? 1 : 0;
    // type * 256 + code of the error that is sent
    logic integer ForwardError(integer site) =
      site == DROP_FORWARD_TTL ? 11 * 256 :
      site == DROP_FORWARD_STRICT_ROUTE ? 3 * 256 + 5 :
      site == DROP_FORWARD_TOO_BIG ? 3 * 256 + 4 : NO_ERROR; */

/*
 * Which check refuses packet h, in Linux's order, and DROP_NONE if none does:
 * it must have come to our own Ethernet address; its TTL must be above 1; a
 * strict source route must not lead to a gateway; and it must fit into the
 * MTU of its way unless it may be fragmented.
 */
/*@ requires \valid_read(net) && Inv(*net) && h < POOL_SIZE;
    requires IpHeader(net->skb.s[h]);
    terminates \true; exits \false;
    assigns \nothing;
    ensures FWD_001_check: \result == ForwardSite(net->skb.s[h],
            ForwardMtu(net->dev, net->skb.s[h].dst)); */
uint32_t ip_forward_check(const struct net *net, uint32_t h);

/*
 * One from the TTL, and the header's checksum changed with it
 * [RFC 1624, Linux ip_decrease_ttl].
 */
/*@ requires \valid(skb) && SkbOk(*skb) && IpHeader(*skb);
    requires skb->pkt.b[skb->network_header + IP_TTL] >= 1;
    terminates \true; exits \false;
    assigns skb->pkt;
    ensures SkbOk(*skb) && IpHeader(*skb);
    ensures FWD_002_ttl: skb->pkt.b[skb->network_header + IP_TTL] ==
            \old(skb->pkt.b[skb->network_header + IP_TTL]) - 1;
    ensures FWD_003_checksum: \old(HeaderSum(*skb)) ==> HeaderSum(*skb);
    ensures FWD_004_kept: \forall integer i; 0 <= i < PKT_SIZE &&
            i != skb->network_header + IP_TTL &&
            i != skb->network_header + IP_CHECK &&
            i != skb->network_header + IP_CHECK + 1 ==>
            skb->pkt.b[i] == \old(skb->pkt.b[i]); */
void ip_decrease_ttl(struct sk_buff *skb);

/* A packet whose route leads on, data at its IP header. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]);
    requires net->skb.s[h].data == net->skb.s[h].network_header;
    requires net->skb.s[h].dst.input == DST_FORWARD;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures FWD_005_link: \old(net->skb.s[h].pkt_type) != PACKET_HOST ==>
            DroppedAt(\old(net->drop), net->drop, DROP_FORWARD_LINK) &&
            (\forall integer j; 0 <= j < MIB_MAX ==>
             net->mib.v[j] == \old(net->mib.v[j])) &&
            net->limit == \old(net->limit);
    ensures FWD_006_refused: \old(ForwardSite(net->skb.s[h],
            ForwardMtu(net->dev, net->skb.s[h].dst))) != DROP_NONE ==>
            net->queues.own[h] == OWN_FREE;
    ensures FWD_007_others: OthersKept(net->skb, \old(net->skb),
            \old(net->queues), h); */
void ip_forward(struct net *net, uint32_t h);

#endif
