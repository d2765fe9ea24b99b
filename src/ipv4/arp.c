/* ARP over Ethernet. */
#include "ipv4/arp.h"
#include "core/eth.h"
#include "ipv4/ip.h"
#include "ipv4/route.h"

/* Is it an Ethernet and IPv4 request or reply, about a unicast address? */
/*@ requires \valid_read(skb) && SkbOk(*skb) && SkbLen(*skb) >= ARP_LEN;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == DROP_NONE || \result == DROP_ARP_MALFORMED ||
            \result == DROP_ARP_BAD_TARGET;
    ensures \result == DROP_NONE ==> P16(skb->pkt, skb->data + ARP_PRO) ==
            ETH_P_IP && !IsMulticast(P32(skb->pkt, skb->data + ARP_TPA)); */
static uint32_t arp_check(const struct sk_buff *skb, bool localnet)
{
	uint32_t hrd = get_be16(&skb->pkt, skb->data + ARP_HRD);
	uint32_t op = get_be16(&skb->pkt, skb->data + ARP_OP);
	uint32_t tip = get_be32(&skb->pkt, skb->data + ARP_TPA);

	if (hrd != ARPHRD_ETHER && hrd != ARPHRD_IEEE802)
		return DROP_ARP_MALFORMED;
	if (get_be16(&skb->pkt, skb->data + ARP_PRO) != ETH_P_IP)
		return DROP_ARP_MALFORMED;
	if (op != ARPOP_REQUEST && op != ARPOP_REPLY)
		return DROP_ARP_MALFORMED;
	if (ipv4_is_multicast(tip) || (ipv4_is_loopback(tip) && !localnet))
		return DROP_ARP_BAD_TARGET;
	return DROP_NONE;
}

/* What an ARP packet of ours says. */
struct arp_reply {
	mac_t from, to;
	uint32_t sip, tip;
};

/* Writes a reply into an empty skb: Ethernet header and 28 bytes. */
/*@ requires \valid(skb) && SkbOk(*skb);
    requires skb->data == SKB_HEADROOM && skb->tail == SKB_HEADROOM;
    requires a.from < 0x1000000000000 && a.to < 0x1000000000000;
    terminates \true; exits \false;
    assigns skb->data, skb->tail, skb->mac_header, skb->pkt;
    ensures SkbOk(*skb) && SkbLen(*skb) == ETH_HLEN + ARP_LEN;
    ensures ARP_010_reply: \let o = skb->data + ETH_HLEN;
            Mac(skb->pkt, skb->data) == a.to &&
            P16(skb->pkt, o + ARP_OP) == ARPOP_REPLY &&
            Mac(skb->pkt, o + ARP_SHA) == a.from &&
            P32(skb->pkt, o + ARP_SPA) == a.sip &&
            Mac(skb->pkt, o + ARP_THA) == a.to &&
            P32(skb->pkt, o + ARP_TPA) == a.tip; */
static void arp_build(struct sk_buff *skb, struct arp_reply a)
{
	skb_put(skb, ARP_LEN);
	put_be16(&skb->pkt, skb->data + ARP_HRD, ARPHRD_ETHER);
	put_be16(&skb->pkt, skb->data + ARP_PRO, ETH_P_IP);
	put_u8(&skb->pkt, skb->data + ARP_HLN, ETH_ALEN);
	put_u8(&skb->pkt, skb->data + ARP_PLN, 4);
	put_be16(&skb->pkt, skb->data + ARP_OP, ARPOP_REPLY);
	put_mac(&skb->pkt, skb->data + ARP_SHA, a.from);
	put_be32(&skb->pkt, skb->data + ARP_SPA, a.sip);
	put_mac(&skb->pkt, skb->data + ARP_THA, a.to);
	put_be32(&skb->pkt, skb->data + ARP_TPA, a.tip);
	eth_header(skb, a.to, a.from, ETH_P_ARP);
}

/* Answers on `dev`: the address is mine, and here I am. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    requires to < 0x1000000000000;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->drop, net->trace;
    ensures Inv(*net);
    ensures OnlyQueued(net->queues, \old(net->queues)); */
static void arp_send(struct net *net, uint32_t dev, uint32_t sip, mac_t to,
	uint32_t tip)
{
	struct arp_reply a = { net->dev.d[dev].mac, to, sip, tip };
	uint32_t r = alloc_skb(net, SKB_HEADROOM);

	//@ assert Inv(*net);
	if (r == POOL_SIZE)
		return;
	trace_call(&net->trace, FN_arp_send);
	arp_build(&net->skb.s[r], a);
	net->skb.s[r].dst.oif = dev;
	//@ assert Inv(*net);
	dev_queue_xmit(net, r);
}

/* Is a request from sip for tip one that we answer? */
/*@ requires \valid_read(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result && sip != 0 ==> \exists integer i;
            LongestMatch(net->fib, i, tip, 0, ANY_DEVICE) &&
            net->fib.r[i].type == RTN_LOCAL; */
static bool arp_asks_for_us(const struct net *net, uint32_t sip, uint32_t tip,
	uint32_t dev)
{
	struct dst_entry dst = { .input = DST_NONE };
	struct flow_in f = { sip, tip, 0, 0, dev };
	uint32_t i = fib_lookup(&net->fib, tip, 0, ANY_DEVICE);

	if (i == FIB_NIL || net->fib.r[i].type != RTN_LOCAL)
		return false;
	return sip == 0u || ip_route_input(net, f, &dst) == DROP_NONE;
}

/* A well-formed packet, with its fields read. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && sha < 0x1000000000000;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->drop, net->trace;
    ensures Inv(*net);
    ensures OnlyQueued(net->queues, \old(net->queues));
    ensures ARP_020_no_learning: op == ARPOP_REPLY &&
            \old(NeighNone(net->arp, sip, dev)) ==>
            net->arp == \old(net->arp); */
static void arp_answer(struct net *net, uint32_t dev, uint32_t op, mac_t sha,
	uint32_t sip, uint32_t tip)
{
	if (op == ARPOP_REQUEST && arp_asks_for_us(net, sip, tip, dev)) {
		if (sip != 0u)
			(void)neigh_update(&net->arp, sip, dev, sha, NUD_STALE);
		//@ assert Inv(*net);
		arp_send(net, dev, tip, sha, sip);
		return;
	}
	if (neigh_lookup(&net->arp, sip, dev) != NEIGH_NIL && sip != 0u)
		(void)neigh_update(&net->arp, sip, dev, sha,
			op == ARPOP_REPLY ? NUD_REACHABLE : NUD_STALE);
}

/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires SkbLen(net->skb.s[h]) >= ARP_LEN;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->drop, net->trace;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), h); */
static void arp_process(struct net *net, uint32_t h)
{
	uint32_t dev = net->skb.s[h].dev, o = net->skb.s[h].data;
	bool localnet = net->dev.all.route_localnet != 0 ||
		net->dev.d[dev].conf.route_localnet != 0;
	uint32_t site = arp_check(&net->skb.s[h], localnet);

	trace_call(&net->trace, FN_arp_process);
	if (site != DROP_NONE) {
		kfree_skb_reason(net, h, site);
		return;
	}
	arp_answer(net, dev, get_be16(&net->skb.s[h].pkt, o + ARP_OP),
		get_mac(&net->skb.s[h].pkt, o + ARP_SHA),
		get_be32(&net->skb.s[h].pkt, o + ARP_SPA),
		get_be32(&net->skb.s[h].pkt, o + ARP_TPA));
	//@ assert InFlight(*net, h);
	consume_skb(net, h, FN_arp_process);
}

void arp_rcv(struct net *net, uint32_t h)
{
	uint32_t o = net->skb.s[h].data;

	trace_call(&net->trace, FN_arp_rcv);
	if (net->skb.s[h].pkt_type == PACKET_OTHERHOST ||
	    net->skb.s[h].pkt_type == PACKET_LOOPBACK)
		consume_skb(net, h, FN_arp_rcv);
	else if (skb_len(&net->skb.s[h]) < ARP_LEN &&
		 net->skb.s[h].missing != 0u)
		not_modelled(net, h, NM_truncated);
	else if (skb_len(&net->skb.s[h]) < ARP_LEN)
		kfree_skb_reason(net, h, DROP_ARP_SHORT);
	else if (net->skb.s[h].pkt.b[o + ARP_HLN] != ETH_ALEN ||
		 net->skb.s[h].pkt.b[o + ARP_PLN] != 4u)
		kfree_skb_reason(net, h, DROP_ARP_LENGTHS);
	else
		arp_process(net, h);
}

void neigh_resolve_output(struct net *net, uint32_t h)
{
	uint32_t dev = net->skb.s[h].dst.oif;
	uint32_t i = neigh_lookup(&net->arp, net->skb.s[h].dst.gateway, dev);

	trace_call(&net->trace, FN_neigh_resolve_output);
	if (i == NEIGH_NIL) {
		not_modelled(net, h, NM_neighbour);
		return;
	}
	eth_header(&net->skb.s[h], net->arp.e[i].mac, net->dev.d[dev].mac,
		ETH_P_IP);
	//@ assert Inv(*net);
	dev_queue_xmit(net, h);
}
