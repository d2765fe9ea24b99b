/* A packet on its way: moving the two ends of what a floor sees. */
#include "core/skbuff.h"

void skb_init(struct sk_buff *skb, uint32_t headroom)
{
	skb->data = headroom;
	skb->tail = headroom;
	skb->mac_header = headroom;
	skb->network_header = headroom;
	skb->transport_header = headroom;
	skb->protocol = 0;
	skb->pkt_type = PACKET_HOST;
	skb->dev = 0;
	skb->truesize = 0;
	skb->csum_valid = 0;
	skb->missing = 0;
	skb->dst = (struct dst_entry){ .input = DST_NONE };
	skb->opt = (struct ip_options){ .optlen = 0 };
	skb->ee = (struct sock_extended_err){ .err = 0 };
}

uint32_t skb_len(const struct sk_buff *skb)
{
	return skb->tail - skb->data;
}

void skb_pull(struct sk_buff *skb, uint32_t n)
{
	skb->data += n;
}

void skb_push(struct sk_buff *skb, uint32_t n)
{
	skb->data -= n;
}

void skb_put(struct sk_buff *skb, uint32_t n)
{
	skb->tail += n;
}

void skb_trim(struct sk_buff *skb, uint32_t n)
{
	if (n < skb->tail - skb->data)
		skb->tail = skb->data + n;
}

void skb_reset_mac_header(struct sk_buff *skb)
{
	skb->mac_header = skb->data;
}

void skb_reset_network_header(struct sk_buff *skb)
{
	skb->network_header = skb->data;
}

void skb_reset_transport_header(struct sk_buff *skb)
{
	skb->transport_header = skb->data;
}

void skb_copy(struct sk_buff *to, const struct sk_buff *from)
{
	pkt_copy(&to->pkt, 0, &from->pkt, 0, from->tail);
	to->data = from->data;
	to->tail = from->tail;
	to->mac_header = from->mac_header;
	to->network_header = from->network_header;
	to->transport_header = from->transport_header;
	to->protocol = from->protocol;
	to->pkt_type = from->pkt_type;
	to->dev = from->dev;
	to->truesize = from->truesize;
	to->csum_valid = from->csum_valid;
	to->missing = from->missing;
	to->dst = from->dst;
	to->opt = from->opt;
	to->ee = from->ee;
}
