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

#endif
