/* The checks of a UDP header.  Contracts: udp_csum.h. */
#include "ipv4/udp_csum.h"
#include "ipv4/ip.h"
#include "lib/checksum.h"

uint32_t udp_cscov(const struct sk_buff *skb, uint32_t o, uint32_t n)
{
	uint32_t ulen = get_be16(&skb->pkt, o + UDP_LEN);

	return ulen == 0u || ulen > n ? n : ulen;
}

bool udp_csum_good(const struct sk_buff *skb, uint32_t o, uint32_t n)
{
	uint32_t saddr = get_be32(&skb->pkt, skb->network_header + IP_SADDR);
	uint32_t daddr = get_be32(&skb->pkt, skb->network_header + IP_DADDR);
	uint8_t proto = get_u8(&skb->pkt, skb->network_header + IP_PROTOCOL);
	uint64_t pseudo = csum_tcpudp_nofold(saddr, daddr, n, proto, 0);

	return csum_partial(&skb->pkt, o, udp_cscov(skb, o, n), pseudo) ==
		65535u;
}

uint32_t udp_check(const struct sk_buff *skb)
{
	uint32_t len = skb_len(skb), ulen;

	if (len < UDP_HLEN)
		return DROP_UDP_SHORT;
	ulen = get_be16(&skb->pkt, skb->data + UDP_LEN);
	if (ulen > len || ulen < UDP_HLEN)
		return DROP_UDP_LENGTH;
	if (skb->csum_valid != 0 || ulen > CHECKSUM_BREAK)
		return DROP_NONE;
	if (get_be16(&skb->pkt, skb->data + UDP_CHECK) == 0)
		return DROP_NONE;
	return udp_csum_good(skb, skb->data, ulen) ? DROP_NONE :
						     DROP_UDP_BAD_CSUM;
}

void udp_csum_init(struct sk_buff *skb)
{
	uint32_t ulen = get_be16(&skb->pkt, skb->data + UDP_LEN);

	//@ assert fits: UDP_HLEN <= ulen <= SkbLen(*skb);
	skb_trim(skb, ulen);
	//@ assert cut: SkbLen(*skb) == ulen;
	//@ assert says: UdpLen(*skb) == ulen;
	if (skb->csum_valid != 0 || ulen <= CHECKSUM_BREAK ||
	    get_be16(&skb->pkt, skb->data + UDP_CHECK) == 0)
		skb->csum_valid = 1;
	//@ assert pulled: IpPulled(*skb);
	//@ assert says2: UdpLen(*skb) == ulen;
	//@ assert cut2: SkbLen(*skb) == ulen;
}
