/*
 * IP options of a packet that came in: found, checked, noted
 * [RFC 791 3.1, Linux net/ipv4/ip_options.c].
 */
#ifndef IPV4_IP_OPTIONS_H
#define IPV4_IP_OPTIONS_H

#include "ipv4/ip.h"

/* Kinds [linux/ip.h]. */
enum {
	IPOPT_END = 0, IPOPT_NOOP = 1, IPOPT_RR = 7, IPOPT_TIMESTAMP = 0x44,
	IPOPT_LSRR = 0x83, IPOPT_CIPSO = 0x86, IPOPT_SSRR = 0x89,
	IPOPT_RA = 0x94
};

/* Kinds of timestamp option, in the low half of its fourth byte. */
enum { IPOPT_TS_TSONLY = 0, IPOPT_TS_TSANDADDR = 1, IPOPT_TS_PRESPEC = 3 };

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
 * Follows the source route of packet h, which this host is set to take: its
 * next hop becomes the destination, and a new route is found.  DROP_NONE, or
 * the site of the refusal [Linux ip_options_rcv_srr].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net) && InFlight(*net, h) && IpHeader(net->skb.s[h]);
    ensures net->skb.s[h].data == \old(net->skb.s[h].data) &&
            net->skb.s[h].network_header == \old(net->skb.s[h].network_header);
    ensures net->skb.s[h].dst.input == DST_ERROR ==>
            net->skb.s[h].dst.error < DROP_MAX;
    ensures \result < DROP_MAX;
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
            net->skb.s[h].pkt.b[i] == \old(net->skb.s[h].pkt.b[i]); */
void ip_forward_options(struct net *net, uint32_t h);

#endif
