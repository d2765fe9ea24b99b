/*
 * What a UDP header must satisfy before any socket is looked for
 * [RFC 768, Linux udp4_csum_init, udp_lib_checksum_complete].
 */
#ifndef IPV4_UDP_CSUM_H
#define IPV4_UDP_CSUM_H

#include "ipv4/udp.h"

/* Bytes that the checksum of the datagram of `n` bytes at `o` covers. */
/*@ requires \valid_read(skb);
    requires UDP_HLEN <= n <= 65535 && o <= PKT_SIZE - n;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == Coverage(skb->pkt, o, n);
    ensures \result <= n; */
uint32_t udp_cscov(const struct sk_buff *skb, uint32_t o, uint32_t n);

/* Is the checksum of the datagram of `n` bytes at `o` right? */
/*@ requires \valid_read(skb);
    requires skb->network_header <= PKT_SIZE - 20;
    requires UDP_HLEN <= n <= 65535 && o <= PKT_SIZE - n;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==>
            UdpSum(skb->pkt, skb->network_header, o, n) == 65535; */
bool udp_csum_good(const struct sk_buff *skb, uint32_t o, uint32_t n);

/* The drop site of the header's first fault, or DROP_NONE. */
/*@ requires \valid_read(skb) && SkbOk(*skb) && IpPulled(*skb);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == UdpVerdict(*skb); */
uint32_t udp_check(const struct sk_buff *skb);

/*
 * Cuts a datagram to the length it says, and notes that its checksum is known
 * to be good: absent, or verified by udp_check.
 */
/*@ requires \valid(skb) && SkbOk(*skb) && IpPulled(*skb);
    requires UdpVerdict(*skb) == DROP_NONE;
    terminates \true; exits \false;
    assigns skb->tail, skb->csum_valid;
    ensures SkbOk(*skb);
    ensures pulled: UdpPulled(*skb) && SkbLen(*skb) == UdpLen(*skb);
    ensures known: skb->csum_valid != 0 <==> \old(skb->csum_valid) != 0 ||
            P16(skb->pkt, skb->data + UDP_CHECK) == 0 ||
            UdpLen(*skb) <= CHECKSUM_BREAK; */
void udp_csum_init(struct sk_buff *skb);

#endif
