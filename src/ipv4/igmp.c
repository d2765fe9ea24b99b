/* IGMP messages that this host receives. */
#include "ipv4/igmp.h"
#include "ipv4/igmp_query.h"
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

/* A report of somebody else's: ours of that group need not be sent. */
/*@ requires \valid(net) && Inv(*net) && h < POOL_SIZE;
    requires SkbLen(net->skb.s[h]) >= IGMP_HLEN;
    requires dev == net->skb.s[h].dev;
    terminates \true; exits \false;
    assigns net->igmp.d[dev].group[0 .. NGROUP - 1];
    ensures Inv(*net);
    ensures IGM_034_heard: \forall integer i; FirstGroup(net->dev.d[dev], i,
            P32(net->skb.s[h].pkt, net->skb.s[h].data + 4)) ==>
            net->igmp.d[dev].group[i].timer == NEVER; */
static void igmp_heard_report(struct net *net, uint32_t h, uint32_t dev)
{
	uint32_t group = get_be32(&net->skb.s[h].pkt, net->skb.s[h].data + 4u);
	uint32_t i = ip_mc_find(&net->dev.d[dev], group);

	/*@ assert one: \forall integer j;
	      FirstGroup(net->dev.d[dev], j, group) ==> j == i; */
	if (i != NGROUP)
		igmp_stop_timer(&net->igmp.d[dev].group[i]);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
}

/*
 * Is the message used?  Queries of a length that some version has, and reports
 * of versions 1 and 2 that came by broadcast or multicast.
 */
/*@ requires \valid(net) && Inv(*net) && h < POOL_SIZE;
    requires IGMP_HLEN <= SkbLen(net->skb.s[h]) <= 65535;
    terminates \true; exits \false;
    assigns net->igmp, net->rnd.state, net->trace;
    ensures Inv(*net); */
static bool igmp_heard(struct net *net, uint32_t h)
{
	uint32_t type = net->skb.s[h].pkt.b[net->skb.s[h].data];

	if (type == IGMP_QUERY) {
		trace_call(&net->trace, FN_igmp_heard_query);
		//@ assert Inv(*net);
		return igmp_heard_query(net, h);
	}
	if (type != IGMP_V1_REPORT && type != IGMP_V2_REPORT)
		return false;
	if (net->skb.s[h].pkt_type != PACKET_BROADCAST &&
	    net->skb.s[h].pkt_type != PACKET_MULTICAST)
		return false;
	trace_call(&net->trace, FN_igmp_heard_report);
	//@ assert Inv(*net);
	igmp_heard_report(net, h, net->skb.s[h].dev);
	return true;
}

void igmp_rcv(struct net *net, uint32_t h)
{
	bool heard;

	trace_call(&net->trace, FN_igmp_rcv);
	//@ assert Inv(*net);
	if (!igmp_valid(&net->skb.s[h])) {
		kfree_skb_reason(net, h, DROP_IGMP_BAD);
		return;
	}
	heard = igmp_heard(net, h);
	igmp_update_next(net);
	if (heard)
		consume_skb(net, h, FN_igmp_rcv);
	else if (net->skb.s[h].pkt.b[net->skb.s[h].data] == IGMP_PIM)
		kfree_skb_reason(net, h, DROP_IGMP_PIM);
	else
		kfree_skb_reason(net, h, DROP_IGMP_BAD);
}
