/* UDP-Lite.  Contracts: udplite.h. */
#include "ipv4/udplite.h"
#include "ipv4/ip.h"
#include "ipv4/udp_csum.h"

uint32_t udplite_check(const struct sk_buff *skb)
{
	uint32_t len = skb_len(skb), ulen;

	if (len < UDP_HLEN)
		return DROP_UDP_SHORT;
	ulen = get_be16(&skb->pkt, skb->data + UDP_LEN);
	if (ulen > len)
		return DROP_UDP_LENGTH;
	if (get_be16(&skb->pkt, skb->data + UDP_CHECK) == 0u ||
	    (ulen != 0u && ulen < UDP_HLEN))
		return DROP_UDP_BAD_CSUM;
	if (udp_cscov(skb, skb->data, len) < len || skb->csum_valid != 0u ||
	    len > CHECKSUM_BREAK)
		return DROP_NONE;
	return udp_csum_good(skb, skb->data, len) ? DROP_NONE :
						    DROP_UDP_BAD_CSUM;
}

void udplite_checksum_init(struct sk_buff *skb)
{
	uint32_t len = skb_len(skb);
	uint32_t cov = udp_cscov(skb, skb->data, len);

	//@ assert all: len == SkbLen(*skb);
	//@ assert same: Coverage(skb->pkt, skb->data, len) == cov;
	if (cov < len)
		skb->csum_valid = 0;
	else if (len <= CHECKSUM_BREAK)
		skb->csum_valid = 1;
	//@ assert still: Coverage(skb->pkt, skb->data, len) == cov;
	/*@ assert known: skb->csum_valid != 0 <==> cov == len &&
	      (\at(skb->csum_valid, Pre) != 0 || len <= CHECKSUM_BREAK); */
}

void udplite_rcv(struct net *net, uint32_t h)
{
	trace_call(&net->trace, FN_udplite_rcv);
	__udp4_lib_rcv(net, h, 1);
}
