/* IGMP messages that this host receives. */
#include "ipv4/igmp.h"
#include "lib/checksum.h"

/* Is it whole, with its checksum right? */
/*@ requires \valid_read(skb) && SkbOk(*skb) && SkbLen(*skb) <= 65535;
    terminates \true; exits \false;
    assigns \nothing;
    ensures IGM_001_checksum: \result <==> SkbLen(*skb) >= IGMP_HLEN &&
            OcFold(Bsum(skb->pkt, skb->data, SkbLen(*skb))) == 65535; */
static bool igmp_valid(const struct sk_buff *skb)
{
	uint32_t len = skb_len(skb);

	return len >= IGMP_HLEN &&
		ip_compute_csum(&skb->pkt, skb->data, len) == 0;
}

/* A version 3 query: its sources are there, and a general one has none. */
/*@ requires \valid_read(skb) && SkbOk(*skb) && SkbLen(*skb) == len;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result ==> len >= IGMP_V3_QUERY_LEN &&
            len >= IGMP_V3_QUERY_LEN + 4 * P16(skb->pkt, skb->data + 10); */
static bool igmp_v3_query_valid(const struct sk_buff *skb, uint32_t len)
{
	uint32_t sources;

	if (len < IGMP_V3_QUERY_LEN)
		return false;
	sources = get_be16(&skb->pkt, skb->data + 10u);
	if (sources > (len - IGMP_V3_QUERY_LEN) / 4u)
		return false;
	return sources == 0u || get_be32(&skb->pkt, skb->data + 4u) != 0u;
}

/*
 * Does Linux use the message?  Queries of a length that some version has, and
 * reports of versions 1 and 2 that came by broadcast or multicast.
 */
/*@ requires \valid_read(skb) && SkbOk(*skb) && SkbLen(*skb) >= IGMP_HLEN;
    terminates \true; exits \false;
    assigns \nothing;
    ensures IGM_002_query: skb->pkt.b[skb->data] == IGMP_QUERY ==>
            (\result ==> SkbLen(*skb) == IGMP_HLEN ||
             SkbLen(*skb) >= IGMP_V3_QUERY_LEN); */
static bool igmp_heard(const struct sk_buff *skb)
{
	uint32_t len = skb_len(skb), type = skb->pkt.b[skb->data];

	if (type == IGMP_QUERY)
		return len == IGMP_HLEN || igmp_v3_query_valid(skb, len);
	return (type == IGMP_V1_REPORT || type == IGMP_V2_REPORT) &&
		(skb->pkt_type == PACKET_BROADCAST ||
		 skb->pkt_type == PACKET_MULTICAST);
}

void igmp_rcv(struct net *net, uint32_t h)
{
	trace_call(&net->trace, FN_igmp_rcv);
	if (!igmp_valid(&net->skb.s[h]))
		kfree_skb_reason(net, h, DROP_IGMP_BAD);
	else if (igmp_heard(&net->skb.s[h]))
		consume_skb(net, h, FN_igmp_rcv);
	else if (net->skb.s[h].pkt.b[net->skb.s[h].data] == IGMP_PIM)
		kfree_skb_reason(net, h, DROP_IGMP_PIM);
	else
		kfree_skb_reason(net, h, DROP_IGMP_BAD);
}

void igmp_timer(struct net *net)
{
	net->igmp.next = NEVER;
	//@ assert Inv(*net);
}
