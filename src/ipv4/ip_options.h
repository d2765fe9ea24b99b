/*
 * IP options of a packet that came in: found, checked, noted
 * [RFC 791 3.1, Linux net/ipv4/ip_options.c].
 */
#ifndef IPV4_IP_OPTIONS_H
#define IPV4_IP_OPTIONS_H

#include "ipv4/ip.h"
#include "spec/checksum.h"

/* Kinds [linux/ip.h]. */
enum {
	IPOPT_END = 0, IPOPT_NOOP = 1, IPOPT_RR = 7, IPOPT_TIMESTAMP = 0x44,
	IPOPT_LSRR = 0x83, IPOPT_CIPSO = 0x86, IPOPT_SSRR = 0x89,
	IPOPT_RA = 0x94
};

/* Kinds of timestamp option, in the low half of its fourth byte. */
enum { IPOPT_TS_TSONLY = 0, IPOPT_TS_TSANDADDR = 1, IPOPT_TS_PRESPEC = 3 };

/*@ // options of an answer stand right before the data, behind the 20 bytes
    // where its header will be
    predicate OptionsRoom(struct sk_buff s) = s.opt.optlen <= 40 &&
      s.opt.optlen % 4 == 0 && s.data >= 34 + s.opt.optlen &&
      s.network_header == s.data - 20 - s.opt.optlen; */

/*
 * Reads the options behind network_header into skb.opt.  0 when they are well
 * formed, else the offset of the faulty byte from the start of the IP header,
 * as an ICMP parameter problem reports it [Linux __ip_options_compile].
 */
/*@ requires \valid(skb) && SkbOk(*skb) && IpHeader(*skb);
    terminates \true; exits \false;
    assigns skb->opt;
    ensures SkbOk(*skb);
    ensures OPT_001_pointer: \result == 0 ||
            20 <= \result < Ihl(skb->pkt, skb->network_header) + 4;
    ensures OPT_002_none: Ihl(skb->pkt, skb->network_header) == 20 ==>
            \result == 0 && skb->opt.optlen == 0;
    ensures OPT_003_length: skb->opt.optlen ==
            Ihl(skb->pkt, skb->network_header) - 20; */
uint32_t ip_options_compile(struct sk_buff *skb);

/*
 * The length of the option at offset o of a header of `end` bytes: 3 or more
 * when it lies within the header, else 0.  The options that skb.opt notes do.
 */
/*@ requires \valid_read(skb) && end <= 60;
    requires skb->network_header + end <= PKT_SIZE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == 0 || (20 <= o && 3 <= \result && \result <= 40 &&
            o + \result <= end &&
            \result == skb->pkt.b[skb->network_header + o + 1]); */
uint32_t ip_option_len(const struct sk_buff *skb, uint32_t o, uint32_t end);

/* The same of an option that may have no content: 2 or more, or 0. */
/*@ requires \valid_read(skb) && end <= 60;
    requires skb->network_header + end <= PKT_SIZE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == 0 || (20 <= o && 2 <= \result && \result <= 40 &&
            o + \result <= end &&
            \result == skb->pkt.b[skb->network_header + o + 1]); */
uint32_t ip_option_size(const struct sk_buff *skb, uint32_t o, uint32_t end);

/*
 * Writes what this host has to write into the options that skb.opt notes: its
 * address `a` for record route, address and time for a timestamp, and zeros
 * behind the end of options.  The header's checksum stays as it was; that it
 * is stale says skb.opt.is_changed [Linux __ip_options_compile].
 */
/*@ requires \valid(net) && Inv(*net) && h < POOL_SIZE;
    requires IpHeader(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->skb.s[h].pkt, net->skb.s[h].opt;
    ensures Inv(*net) && IpHeader(net->skb.s[h]);
    ensures OPT_010_options_only: \let s = net->skb.s[h];
            \forall integer i; 0 <= i < PKT_SIZE &&
            !(s.network_header + 20 <= i <
              s.network_header + Ihl(s.pkt, s.network_header)) ==>
            s.pkt.b[i] == \old(net->skb.s[h].pkt.b[i]); */
void ip_options_stamp(struct net *net, uint32_t h);

/*
 * The options of the answer to packet h, before the data of the answer r, at
 * their place in the header that will be pushed: record route and timestamp
 * with a place for this host, the source route back, CIPSO.  False when they
 * cannot be made; then no answer is sent [Linux __ip_options_echo].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires InFlight(*net, r) && r != h && IpHeader(net->skb.s[h]);
    requires net->skb.s[r].data == SKB_HEADROOM;
    terminates \true; exits \false;
    assigns net->skb.s[r].pkt, net->skb.s[r].opt, net->skb.s[r].network_header,
            net->trace;
    ensures Inv(*net);
    ensures \result ==> OptionsRoom(net->skb.s[r]);
    ensures OPT_025_none: \let o = net->skb.s[h].opt; o.rr == 0 &&
            o.ts == 0 && o.srr == 0 && o.cipso == 0 ==>
            \result && net->skb.s[r].opt.optlen == 0; */
bool ip_options_echo(struct net *net, uint32_t r, uint32_t h);

/*
 * What the sender of packet skb writes into options made by ip_options_echo:
 * its address, the time (milliseconds), and the last stop of a source route
 * [Linux ip_options_build].
 */
/*@ requires \valid(skb) && SkbOk(*skb) && OptionsRoom(*skb);
    terminates \true; exits \false;
    assigns skb->pkt;
    ensures OPT_030_options_only: \forall integer i; 0 <= i < PKT_SIZE &&
            !(skb->data - skb->opt.optlen <= i < skb->data) ==>
            skb->pkt.b[i] == \old(skb->pkt.b[i]); */
void ip_options_build(struct sk_buff *skb, uint32_t saddr, uint32_t daddr,
	uint32_t now);

/*
 * Options of a fragment behind the first: those without the copy bit become
 * no-operations [RFC 791 3.1, Linux ip_options_fragment].
 */
/*@ requires \valid(skb) && SkbOk(*skb) && IpHeader(*skb);
    terminates \true; exits \false;
    assigns skb->pkt;
    ensures IpHeader(*skb);
    ensures OPT_040_options_only: \forall integer i; 0 <= i < PKT_SIZE &&
            !(skb->network_header + 20 <= i < skb->network_header +
              Ihl(skb->pkt, skb->network_header)) ==>
            skb->pkt.b[i] == \old(skb->pkt.b[i]); */
void ip_options_fragment(struct sk_buff *skb);

/*
 * Follows the source route of packet h, which this host is set to take: its
 * next hop becomes the destination, and a new route is found.  DROP_NONE, or
 * the site of the refusal [Linux ip_options_rcv_srr].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]);
    requires Routed(net->skb.s[h].dst);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net) && InFlight(*net, h) && IpHeader(net->skb.s[h]);
    ensures net->skb.s[h].data == \old(net->skb.s[h].data) &&
            net->skb.s[h].network_header == \old(net->skb.s[h].network_header);
    ensures Routed(net->skb.s[h].dst);
    ensures \result == DROP_NONE || \result == DROP_IP_SOURCE_ROUTE;
    ensures \result == DROP_NONE ==> net->queues == \old(net->queues);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures kept: OthersKept(net->skb, \old(net->skb), \old(net->queues), h); */
uint32_t ip_options_rcv_srr(struct net *net, uint32_t h);

/*
 * Packet h goes on along skb.dst: our address into record route and timestamp
 * where they have a place for it, a source route moved on by one, and the
 * header's checksum made right again if the options changed on this host
 * [Linux ip_forward_options].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->skb.s[h].pkt, net->skb.s[h].opt, net->trace;
    ensures Inv(*net) && IpHeader(net->skb.s[h]);
    ensures net->skb.s[h].pkt.b[net->skb.s[h].network_header] ==
            \old(net->skb.s[h].pkt.b[net->skb.s[h].network_header]);
    ensures \forall integer i; 0 <= i < PKT_SIZE &&
            !(net->skb.s[h].network_header + IP_CHECK <= i <
              net->skb.s[h].network_header +
              Ihl(net->skb.s[h].pkt, net->skb.s[h].network_header)) ==>
            net->skb.s[h].pkt.b[i] == \old(net->skb.s[h].pkt.b[i]);
    ensures OPT_053_checksum: \old(net->skb.s[h].opt.is_changed) != 0 ==>
            OcFold(Bsum(net->skb.s[h].pkt, net->skb.s[h].network_header,
            Ihl(net->skb.s[h].pkt, net->skb.s[h].network_header))) == 65535; */
void ip_forward_options(struct net *net, uint32_t h);

#endif
