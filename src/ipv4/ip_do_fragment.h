/*
 * Packets that are longer than the way allows leave in fragments
 * [RFC 791 3.2, Linux net/ipv4/ip_output.c ip_fragment].
 */
#ifndef IPV4_IP_DO_FRAGMENT_H
#define IPV4_IP_DO_FRAGMENT_H

#include "ipv4/ip_output.h"

enum { IP_FRAG_MF = 0x2000, IP_FRAG_DF = 0x4000 };

/*@ // the field of flags and offset of the fragment that starts `at` bytes
    // into the data of a packet with field `field`; more: others follow
    logic integer FragField(integer field, integer at, integer more) =
      (field % 8192 + at / 8) % 8192 +
      (more != 0 || field / 8192 % 2 == 1 ? 8192 : 0);
    // the bytes of data in the fragment that starts where `left` are left
    logic integer FragBytes(integer left, integer room) =
      left <= room ? left : room / 8 * 8; */

/*
 * Makes `to` the fragment of `from` with `len` bytes of its data from `at` on:
 * the same header but for length, offset, flags and checksum.
 */
/*@ requires \valid(to) && \valid_read(from) && \separated(to, from);
    requires SkbOk(*to) && SkbOk(*from) && IpHeader(*from);
    requires from->data == from->network_header;
    requires to->data == SKB_HEADROOM && to->tail == SKB_HEADROOM;
    requires at % 8 == 0 && 0 < len && at + len <= 65535;
    requires from->network_header +
             Ihl(from->pkt, from->network_header) + at + len <= from->tail;
    terminates \true; exits \false;
    assigns *to;
    ensures SkbOk(*to) && IpHeader(*to) && to->dst == from->dst;
    ensures to->data == SKB_HEADROOM && to->network_header == to->data;
    ensures IPO_040_length: \let n = Ihl(from->pkt, from->data);
            Ihl(to->pkt, to->data) == n && SkbLen(*to) == n + len &&
            P16(to->pkt, to->data + IP_TOT_LEN) == n + len;
    ensures IPO_041_field: P16(to->pkt, to->data + IP_FRAG_OFF) ==
            FragField(P16(from->pkt, from->data + IP_FRAG_OFF), at, more);
    ensures IPO_042_bytes: \let n = Ihl(from->pkt, from->data);
            \forall integer i; 0 <= i < len ==>
            to->pkt.b[to->data + n + i] ==
            from->pkt.b[from->data + n + at + i];
    ensures IPO_043_header: \forall integer i;
            0 <= i < Ihl(from->pkt, from->data) && i != IP_TOT_LEN &&
            i != IP_TOT_LEN + 1 && i != IP_FRAG_OFF && i != IP_FRAG_OFF + 1 &&
            i != IP_CHECK && i != IP_CHECK + 1 ==>
            to->pkt.b[to->data + i] == from->pkt.b[from->data + i];
    ensures IPO_044_checksum: OcFold(Bsum(to->pkt, to->data,
            Ihl(to->pkt, to->data))) == 65535;
    ensures T2_accepted: to->missing == 0 && from->pkt.b[from->data] / 16 == 4
            ==> IpVerdict(*to) == DROP_NONE; */
void ip_frag_next(struct sk_buff *to, const struct sk_buff *from, uint32_t at,
	uint32_t len, bool more);

/*
 * Sends packet h, longer than mtu, in fragments; one that must not be cut is
 * dropped and its sender told.  Counts FragCreates for each, FragOKs once, or
 * FragFails [Linux ip_fragment, ip_do_fragment].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]);
    requires net->skb.s[h].data == net->skb.s[h].network_header;
    requires SkbLen(net->skb.s[h]) > mtu;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures kept: OthersKept(net->skb, \old(net->skb), \old(net->queues), h); */
void ip_fragment(struct net *net, uint32_t h, uint32_t mtu);

#endif
