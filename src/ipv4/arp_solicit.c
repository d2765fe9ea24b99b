/* ARP packets that we send. */
#include "ipv4/arp_policy.h"
#include "ipv4/ip.h"
#include "ipv4/neigh.h"

static const mac_t mac_broadcast = 0xffffffffffff;

void arp_create(struct sk_buff *skb, struct arp_packet a, mac_t from)
{
	skb_put(skb, ARP_LEN);
	put_be16(&skb->pkt, skb->data + ARP_HRD, ARPHRD_ETHER);
	put_be16(&skb->pkt, skb->data + ARP_PRO, ETH_P_IP);
	put_u8(&skb->pkt, skb->data + ARP_HLN, ETH_ALEN);
	put_u8(&skb->pkt, skb->data + ARP_PLN, 4);
	put_be16(&skb->pkt, skb->data + ARP_OP, (uint16_t)a.op);
	put_mac(&skb->pkt, skb->data + ARP_SHA, from);
	put_be32(&skb->pkt, skb->data + ARP_SPA, a.sip);
	put_mac(&skb->pkt, skb->data + ARP_THA, a.tha);
	put_be32(&skb->pkt, skb->data + ARP_TPA, a.tip);
	eth_header(skb, a.to, from, ETH_P_ARP);
}

void arp_send(struct net *net, struct arp_packet a)
{
	uint32_t r = alloc_skb(net, SKB_HEADROOM);

	//@ assert Inv(*net);
	if (r == POOL_SIZE)
		return;
	trace_call(&net->trace, FN_arp_send);
	arp_create(&net->skb.s[r], a, net->dev.d[a.dev].mac);
	net->skb.s[r].dst.oif = a.dev;
	//@ assert SkbOk(net->skb.s[r]);
	//@ assert Skbs(net->skb);
	//@ assert Inv(*net);
	dev_queue_xmit(net, r);
}

/* The source of packet h, an IPv4 packet; 0 when there is none. */
/*@ requires \valid_read(net) && Inv(*net) && h <= POOL_SIZE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures h == POOL_SIZE ==> \result == 0;
    ensures h < POOL_SIZE && net->skb.s[h].network_header <=
            PKT_SIZE - IP_HLEN ==> \result == P32(net->skb.s[h].pkt,
              net->skb.s[h].network_header + IP_SADDR); */
static uint32_t packet_source(const struct net *net, uint32_t h)
{
	if (h == POOL_SIZE ||
	    net->skb.s[h].network_header > PKT_SIZE - IP_HLEN)
		return 0;
	return get_be32(&net->skb.s[h].pkt,
		net->skb.s[h].network_header + IP_SADDR);
}

/* The question for neighbour i. */
/*@ requires \valid_read(net) && Inv(*net) && i < net->arp.n;
    requires h <= POOL_SIZE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures ArpPacketOk(\result) && \result.op == ARPOP_REQUEST;
    ensures ARP_011_asks: \result.tip == net->arp.e[i].ip &&
            \result.dev == net->arp.e[i].dev && \result.tha == 0;
    ensures ARP_012_whom: \let e = net->arp.e[i]; \result.to ==
            (e.probes < net->arp.parms[e.dev].ucast_solicit ? e.mac
             : 0xffffffffffff); */
static struct arp_packet arp_question(const struct net *net, uint32_t i,
	uint32_t h)
{
	uint32_t dev = net->arp.e[i].dev;
	struct arp_packet a = { ARPOP_REQUEST, dev, mac_broadcast, 0, 0,
		net->arp.e[i].ip };

	a.sip = arp_source(net, dev, a.tip, packet_source(net, h));
	if (net->arp.e[i].probes < net->arp.parms[dev].ucast_solicit)
		a.to = net->arp.e[i].mac;
	return a;
}

void arp_solicit(struct net *net, uint32_t i, uint32_t h)
{
	struct arp_packet a = arp_question(net, i, h);

	trace_call(&net->trace, FN_arp_solicit);
	neigh_probed(&net->arp, i);
	//@ assert Inv(*net);
	arp_send(net, a);
}
