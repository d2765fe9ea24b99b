/*
 * Where packets come in: the door, the VLAN tag, the dispatch by packet type,
 * the backlog.
 */
#include "core/dev.h"
#include "core/eth.h"
#include "ipv4/arp.h"
#include "ipv4/ip_input.h"

enum { NO_PACKET_TYPE = 2, DEV_WEIGHT = 64 };

/* A registered packet type [Linux struct packet_type, dev_add_pack]. */
struct packet_type_entry {
	uint32_t type;
	void (*func)(struct net *net, uint32_t h);
};

static const struct packet_type_entry ptype_base[NO_PACKET_TYPE] = {
	{ ETH_P_IP, ip_rcv },
	{ ETH_P_ARP, arp_rcv }
};

/* Hands the packet to packet type k. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires k < NO_PACKET_TYPE;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->frag, net->drop, net->trace, net->rnd, net->limit, net->route,
            net->igmp;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), h); */
static void deliver_skb(struct net *net, uint32_t h, uint32_t k)
{
	//@ calls ip_rcv, arp_rcv;
	ptype_base[k].func(net, h);
}

/*
 * Is an LLC packet as long as its length field says, header included?  A
 * packet without an Ethernet header has no such field [Linux llc_fixup_skb].
 */
/*@ requires \valid_read(skb) && SkbOk(*skb);
    terminates \true; exits \false;
    assigns \nothing;
    ensures DEV_014_length: \result ==> SkbLen(*skb) >= 3 && (skb->data >= 2
            ==> 3 <= P16(skb->pkt, skb->data - 2) <=
                SkbLen(*skb) + skb->missing); */
static bool llc_fixup_skb(const struct sk_buff *skb)
{
	uint32_t len = skb_len(skb), header, told;

	if (len < 3u)
		return false;
	header = skb->pkt.b[skb->data + 2u] % 4u == 3u ? 3 : 4;
	if (len < header)
		return false;
	if (skb->data < 2u)
		return true;
	told = get_be16(&skb->pkt, skb->data - 2u);
	return told >= header && told <= len + skb->missing;
}

/* Where Linux gives up an 802.2 packet that nobody asked for: by its two
 * service access points. */
/*@ requires \valid_read(skb) && SkbOk(*skb);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == DROP_LLC || \result == DROP_SNAP ||
            \result == DROP_STP;
    ensures DEV_012_llc: skb->pkt_type == PACKET_OTHERHOST ==>
            \result == DROP_LLC; */
static uint32_t llc_site(const struct sk_buff *skb)
{
	uint32_t saps;

	if (skb->pkt_type == PACKET_OTHERHOST || !llc_fixup_skb(skb))
		return DROP_LLC;
	saps = get_be16(&skb->pkt, skb->data);
	if (saps == 0xaaaau && skb_len(skb) >= 5u)
		return DROP_SNAP;
	return saps == 0x4242u ? DROP_STP : DROP_LLC;
}

/* A packet that no registered type takes. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->drop, net->trace;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), h);
    ensures DEV_010_unhandled: \let s = \old(net->skb.s[h]);
            s.protocol != ETH_P_IPV6 && s.protocol != ETH_P_802_2 ==>
            DroppedAt(\old(net->drop), net->drop, DROP_NO_HANDLER); */
static void no_packet_type(struct net *net, uint32_t h)
{
	if (net->skb.s[h].protocol == ETH_P_IPV6)
		not_modelled(net, h, NM_ipv6);
	else if (net->skb.s[h].protocol == ETH_P_802_2)
		kfree_skb_reason(net, h, llc_site(&net->skb.s[h]));
	else
		kfree_skb_reason(net, h, DROP_NO_HANDLER);
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> protocol == ETH_P_8021Q || protocol == ETH_P_8021AD;
 */
static bool eth_type_vlan(uint32_t protocol)
{
	return protocol == ETH_P_8021Q || protocol == ETH_P_8021AD;
}

/*
 * Takes VLAN tags off.  This host has no VLAN devices: a tag with a VLAN makes
 * the packet another host's, one without (VLAN 0) is only a priority.  False:
 * the tag is cut short.
 */
/*@ requires \valid(skb) && SkbOk(*skb);
    terminates \true; exits \false;
    assigns skb->data, skb->protocol, skb->pkt_type;
    ensures SkbOk(*skb);
    ensures DEV_013_tags_off: \result && skb->pkt_type != PACKET_OTHERHOST
            ==> skb->protocol != ETH_P_8021Q &&
            skb->protocol != ETH_P_8021AD;
    ensures DEV_011_untagged:
            \old(skb->protocol) != ETH_P_8021Q &&
            \old(skb->protocol) != ETH_P_8021AD ==> \result &&
            skb->data == \old(skb->data) &&
            skb->pkt_type == \old(skb->pkt_type) &&
            skb->protocol == \old(skb->protocol); */
static bool vlan_do_receive(struct sk_buff *skb)
{
	uint32_t vid = 0;

	/*@ loop invariant SkbOk(*skb);
	    loop invariant \at(skb->protocol, Pre) != ETH_P_8021Q &&
	      \at(skb->protocol, Pre) != ETH_P_8021AD ==> vid == 0 &&
	      skb->data == \at(skb->data, Pre) &&
	      skb->pkt_type == \at(skb->pkt_type, Pre) &&
	      skb->protocol == \at(skb->protocol, Pre);
	    loop assigns vid, skb->data, skb->protocol, skb->pkt_type;
	    loop variant skb->tail - skb->data; */
	while (eth_type_vlan(skb->protocol)) {
		if (!skb_vlan_untag(skb, &vid))
			return false;
		if (vid != 0u) {
			skb->pkt_type = PACKET_OTHERHOST;
			return true;
		}
	}
	return true;
}

void __netif_receive_skb_core(struct net *net, uint32_t h)
{
	trace_call(&net->trace, FN___netif_receive_skb_core);
	if (!vlan_do_receive(&net->skb.s[h])) {
		if (net->skb.s[h].missing != 0u)
			not_modelled(net, h, NM_truncated);
		else
			kfree_skb_reason(net, h, DROP_VLAN_SHORT);
		return;
	}
	//@ assert Inv(*net);
	if (net->skb.s[h].protocol == ETH_P_IP)
		deliver_skb(net, h, 0);
	else if (net->skb.s[h].protocol == ETH_P_ARP)
		deliver_skb(net, h, 1);
	else
		no_packet_type(net, h);
}

void process_backlog(struct net *net)
{
	uint32_t n = 0, h;

	/*@ loop invariant Inv(*net) && 0 <= n <= DEV_WEIGHT;
	    loop invariant Passed(net->queues, \at(net->queues, Pre));
	    loop assigns n, h, net->pool, net->queues, net->skb, net->arp,
	      net->sock, net->mib, net->frag, net->drop, net->trace, net->rnd,
	      net->limit, net->route, net->igmp;
	    loop variant DEV_WEIGHT - n; */
	while (n < DEV_WEIGHT && !queue_empty(&net->queues, QUEUE_BACKLOG)) {
		h = queue_head(&net->queues, QUEUE_BACKLOG);
		//@ assert Inv(*net);
		trace_call(&net->trace, FN_process_backlog);
		__netif_receive_skb_core(net, h);
		n++;
	}
}
