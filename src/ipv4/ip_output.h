/*
 * Sending IPv4 packets: the header, the way out, the neighbour
 * [Linux net/ipv4/ip_output.c].
 */
#ifndef IPV4_IP_OUTPUT_H
#define IPV4_IP_OUTPUT_H

#include "core/dev.h"
#include "ipv4/ip_input.h"
#include "spec/checksum.h"

/* What the header of a packet of ours says. */
struct ip_meta {
	uint32_t saddr, daddr;	/* host byte order */
	uint32_t protocol, tos, ttl;	/* each 0..255 */
	uint32_t id;		/* 0..65535 */
	uint32_t optlen;	/* bytes of options, 0..40, whole words */
};

/*@ predicate IpMetaOk(struct ip_meta m) = m.protocol <= 255 && m.tos <= 255 &&
      m.ttl <= 255 && m.id <= 65535 && m.optlen <= 40 && m.optlen % 4 == 0;
    // a header stands at o, says m, and is n bytes with its data
    predicate HeaderSays(struct pkt p, integer o, struct ip_meta m,
      integer n) =
      p.b[o] == 0x45 + m.optlen / 4 && p.b[o + 1] == m.tos &&
      P16(p, o + 2) == n && P16(p, o + 4) == m.id && P16(p, o + 6) == 0 &&
      p.b[o + 8] == m.ttl && p.b[o + 9] == m.protocol &&
      P32(p, o + 12) == m.saddr && P32(p, o + 16) == m.daddr; */

/* Makes the checksum at w right for the n bytes from o on [RFC 1071]. */
/*@ requires \valid(p) && n <= 65535 && o <= PKT_SIZE - n;
    requires o <= w && w + 2 <= o + n && (w - o) % 2 == 0;
    terminates \true; exits \false;
    assigns p->b[w .. w + 1];
    ensures IPO_019_written: OcFold(Bsum(*p, o, n)) == 65535; */
void csum_write(struct pkt *p, uint32_t o, uint32_t n, uint32_t w);

/* Makes the checksum of the header right [RFC 791 3.1, Linux ip_send_check]. */
/*@ requires \valid(skb) && SkbOk(*skb) && IpHeader(*skb);
    terminates \true; exits \false;
    assigns skb->pkt.b[skb->network_header + IP_CHECK ..
              skb->network_header + IP_CHECK + 1];
    ensures IPO_011_checksum: OcFold(Bsum(skb->pkt, skb->network_header,
            Ihl(skb->pkt, skb->network_header))) == 65535; */
void ip_send_check(struct sk_buff *skb);

/*
 * Puts a header before the data: version 4, not fragmented, with its checksum
 * right [RFC 791 3.1].  Options stand right before the data already.
 */
/*@ requires \valid(skb) && SkbOk(*skb) && IpMetaOk(m);
    requires skb->data >= IP_HLEN + m.optlen;
    requires SkbLen(*skb) <= 65535 - IP_HLEN - m.optlen;
    terminates \true; exits \false;
    assigns skb->data, skb->network_header, skb->pkt;
    ensures SkbOk(*skb) && IpHeader(*skb);
    ensures skb->data == \old(skb->data) - IP_HLEN - m.optlen;
    ensures skb->network_header == skb->data;
    ensures IPO_010_header: HeaderSays(skb->pkt, skb->data, m, SkbLen(*skb));
    ensures OcFold(Bsum(skb->pkt, skb->data, IP_HLEN + m.optlen)) == 65535;
    ensures T2_accepted: skb->missing == 0 ==> IpVerdict(*skb) == DROP_NONE;
    ensures IPO_012_payload: \forall integer i;
            skb->data + IP_HLEN <= i < PKT_SIZE ==>
            skb->pkt.b[i] == \old(skb->pkt.b[i]); */
void ip_push_header(struct sk_buff *skb, struct ip_meta m);

/*
 * Sends a packet of ours, data at its payload, along skb.dst: header, device,
 * neighbour.  Counts OutRequests [Linux ip_local_out].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && IpMetaOk(m);
    requires net->skb.s[h].data >= IP_HLEN + ETH_HLEN + m.optlen;
    requires SkbLen(net->skb.s[h]) <= 65535 - IP_HLEN - m.optlen;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures kept: OthersKept(net->skb, \old(net->skb), \old(net->queues), h); */
void ip_local_out(struct net *net, uint32_t h, struct ip_meta m);

/* What a packet along that route may have: told by ICMP, or the device's. */
/*@ requires \valid_read(net) && Inv(*net) && dst.oif < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures IPO_020_mtu: \result == (dst.mtu != 0 ? dst.mtu :
            net->dev.d[dst.oif].mtu < 65535 ? net->dev.d[dst.oif].mtu : 65535);
 */
uint32_t dst_mtu(const struct net *net, struct dst_entry dst);

/*
 * The last step of the IP layer: counts OutTransmits and octets, then to lo,
 * to a group or everybody without asking, or to the neighbour
 * [Linux ip_finish_output2].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]);
    requires net->skb.s[h].data == net->skb.s[h].network_header;
    requires net->skb.s[h].data >= ETH_HLEN;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures kept: OthersKept(net->skb, \old(net->skb), \old(net->queues), h); */
void ip_finish_output2(struct net *net, uint32_t h);

/*
 * Sends packet h, data at its whole IP header, along skb.dst: in fragments if
 * it is longer than the way allows, to a group or everybody, or to the
 * neighbour.  A packet of ours or a forwarded one [Linux ip_output,
 * ip_mc_output, ip_finish_output].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]);
    requires net->skb.s[h].data == net->skb.s[h].network_header;
    requires net->skb.s[h].data >= ETH_HLEN;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures kept: OthersKept(net->skb, \old(net->skb), \old(net->queues), h); */
void ip_output(struct net *net, uint32_t h);

#endif
