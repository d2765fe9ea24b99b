/*
 * IPv4: the header, and the way of a packet through it [RFC 791].
 */
#ifndef IPV4_IP_H
#define IPV4_IP_H

#include "core/net.h"

/* Offsets into the header, and its least length. */
enum {
	IP_VERSION_IHL = 0, IP_TOS = 1, IP_TOT_LEN = 2, IP_ID = 4,
	IP_FRAG_OFF = 6, IP_TTL = 8, IP_PROTOCOL = 9, IP_CHECK = 10,
	IP_SADDR = 12, IP_DADDR = 16,
	IP_HLEN = 20
};

/* Protocol numbers [linux/in.h]. */
enum {
	IPPROTO_ICMP = 1, IPPROTO_IGMP = 2, IPPROTO_TCP = 6, IPPROTO_UDP = 17,
	IPPROTO_UDPLITE = 136
};

/* Classes of addresses, host byte order [linux/in.h, linux/inetdevice.h]. */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures \result <==> IsMulticast(a); */
static inline bool ipv4_is_multicast(uint32_t a)
{
	return a / 0x10000000u == 0xeu;
}

/*@ terminates \true; exits \false; assigns \nothing;
    ensures \result <==> a == 0xffffffff; */
static inline bool ipv4_is_lbcast(uint32_t a)
{
	return a == 0xffffffffu;
}

/*@ terminates \true; exits \false; assigns \nothing;
    ensures \result <==> IsLoopback(a); */
static inline bool ipv4_is_loopback(uint32_t a)
{
	return a / 0x1000000u == 127u;
}

/*@ terminates \true; exits \false; assigns \nothing;
    ensures \result <==> a == 0; */
static inline bool ipv4_is_zeronet(uint32_t a)
{
	return a == 0u;
}

/* The part of the TOS that routing looks at [linux IPTOS_RT_MASK, 0x1c]. */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures \result == tos % 32 - tos % 4; */
static inline uint32_t ip_route_tos(uint32_t tos)
{
	return tos % 32u - tos % 4u;
}

/* Bytes of the header, as its IHL says. */
/*@ requires \valid_read(skb) && skb->network_header < PKT_SIZE;
    terminates \true; exits \false; assigns \nothing;
    ensures \result == Ihl(skb->pkt, skb->network_header);
    ensures \result <= 60; */
static inline uint32_t ip_hdrlen(const struct sk_buff *skb)
{
	return skb->pkt.b[skb->network_header] % 16u * 4u;
}

#endif
