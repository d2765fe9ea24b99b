/* IGMP messages that this host receives. */
#include "ipv4/igmp.h"
#include "lib/checksum.h"

/*
 * Does Linux use the message?  Queries of a length that some version has, and
 * reports of versions 1 and 2 that came by broadcast or multicast.
 */
/*@ requires \valid_read(skb) && SkbOk(*skb) && SkbLen(*skb) <= 65535;
    terminates \true; exits \false;
    assigns \nothing;
    ensures IGM_001_checksum: \result ==> SkbLen(*skb) >= IGMP_HLEN &&
            OcFold(Bsum(skb->pkt, skb->data, SkbLen(*skb))) == 65535; */
static bool igmp_heard(const struct sk_buff *skb)
{
	uint32_t len = skb_len(skb), type;

	if (len < IGMP_HLEN || ip_compute_csum(&skb->pkt, skb->data, len) != 0)
		return false;
	type = skb->pkt.b[skb->data];
	if (type == IGMP_QUERY)
		return len == IGMP_HLEN || len >= IGMP_V3_QUERY_LEN;
	return (type == IGMP_V1_REPORT || type == IGMP_V2_REPORT) &&
		(skb->pkt_type == PACKET_BROADCAST ||
		 skb->pkt_type == PACKET_MULTICAST);
}

void igmp_rcv(struct net *net, uint32_t h)
{
	trace_call(&net->trace, FN_igmp_rcv);
	if (igmp_heard(&net->skb.s[h]))
		consume_skb(net, h, FN_igmp_rcv);
	else
		kfree_skb_reason(net, h, DROP_IGMP_BAD);
}
