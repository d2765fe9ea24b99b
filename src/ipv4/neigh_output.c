/* Packets on their way to a neighbour, and those that wait for one. */
#include "ipv4/arp_policy.h"
#include "ipv4/neigh.h"

static const mac_t mac_broadcast = 0xffffffffffff;
static const mac_t mac_multicast = 0x01005e000000;

/* How a new entry starts: what ARP need not find out is known. */
struct neigh_start {
	mac_t mac;
	uint32_t state;
};

/*@ requires \valid_read(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result.mac < 0x1000000000000;
    ensures \result.state == NUD_NONE || \result.state == NUD_NOARP;
    ensures NEI_041_group: IsMulticast(ip) ==> \result.state == NUD_NOARP &&
            \result.mac == 0x01005e000000 + ip % 0x800000; */
static struct neigh_start arp_constructor(const struct net *net, uint32_t ip,
	uint32_t dev)
{
	struct neigh_start known = { 0, NUD_NOARP };
	uint32_t type = inet_addr_type(&net->fib, ip);

	if (type == RTN_MULTICAST)
		known.mac = mac_multicast + ip % 0x800000u;
	else if (net->dev.d[dev].type == DEV_TYPE_LOOPBACK)
		known.mac = net->dev.d[dev].mac;
	else if (type == RTN_BROADCAST)
		known.mac = mac_broadcast;
	else
		known.state = NUD_NONE;
	return known;
}

uint32_t neigh_get(struct net *net, uint32_t ip, uint32_t dev)
{
	uint32_t i = neigh_lookup(&net->arp, ip, dev);
	struct neigh_start s;

	if (i != NEIGH_NIL)
		return i;
	s = arp_constructor(net, ip, dev);
	i = neigh_create(&net->arp, ip, dev, s.mac, s.state, net->now);
	//@ assert Inv(*net);
	return i;
}

/* Sends packet h, data at its IP header, to that Ethernet address. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires mac < 0x1000000000000;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb.s[h], net->drop, net->trace;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures NEI_042_addressed: \let s = net->skb.s[h];
            \old(net->skb.s[h].data) >= ETH_HLEN ==>
            s.data == \old(net->skb.s[h].data) - ETH_HLEN &&
            Mac(s.pkt, s.data) == mac &&
            P16(s.pkt, s.data + ETH_TYPE) == ETH_P_IP;
    ensures NEI_043_bytes: \let s = net->skb.s[h]; s.tail ==
            \old(net->skb.s[h].tail) && \forall integer k;
            \old(net->skb.s[h].data) <= k < s.tail ==>
            s.pkt.b[k] == \old(net->skb.s[h].pkt.b[k]); */
static void neigh_xmit(struct net *net, uint32_t h, mac_t mac)
{
	uint32_t dev = net->skb.s[h].dst.oif;

	if (net->skb.s[h].data < ETH_HLEN) {
		kfree_skb_reason(net, h, DROP_NEIGH_HEADER);
		return;
	}
	eth_header(&net->skb.s[h], mac, net->dev.d[dev].mac, ETH_P_IP);
	//@ assert SkbOk(net->skb.s[h]);
	//@ assert Skbs(net->skb);
	//@ assert Inv(*net);
	dev_queue_xmit(net, h);
}

/*
 * What Linux charges for a packet of `len` bytes that it builds itself: the
 * smallest heads have a size of their own, others are powers of two.
 */
/*@ requires len <= PKT_SIZE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures NEI_048_small: len <= 225 ==> \result == 832;
    ensures NEI_048_holds: \result >= len; */
static uint32_t built_truesize(uint32_t len)
{
	uint32_t head = (len + 94u) / 64u * 64u + 320u, size = 1024;

	if (head <= 576u)
		return 832;
	/*@ loop invariant 1024 <= size <= 0x40000;
	    loop assigns size;
	    loop variant 0x40000 - size; */
	while (size < head)
		size *= 2u;
	return size + 256u;
}

/* What packet skb, data at its IP header, is charged while it waits. */
/*@ requires \valid_read(skb) && SkbOk(*skb);
    terminates \true; exits \false;
    assigns \nothing;
    ensures skb->truesize != 0 ==> \result == skb->truesize; */
static uint32_t neigh_charge(const struct sk_buff *skb)
{
	return skb->truesize != 0u ? skb->truesize
				   : built_truesize(skb_len(skb));
}

/* The oldest that wait for neighbour i are dropped until `size` more fits. */
/*@ requires \valid(net) && Inv(*net) && i < NNEIGH;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->drop.n[DROP_NEIGH_FULL], net->trace;
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures NEI_044_fits: QueueEmpty(net->queues, QUEUE_ARP + i) ||
            QueueBytes(net->queues, QUEUE_ARP + i) + size <= limit; */
static void neigh_make_room(struct net *net, uint32_t i, uint32_t size,
	uint32_t limit)
{
	uint32_t g;

	/*@ loop invariant Inv(*net);
	    loop invariant OnlyQueued(net->queues, \at(net->queues, Pre));
	    loop assigns g, net->pool, net->queues,
	      net->drop.n[DROP_NEIGH_FULL], net->trace;
	    loop variant QueueLen(net->queues, QUEUE_ARP + i); */
	while (!queue_empty(&net->queues, QUEUE_ARP + i) &&
	       (size > limit || queue_bytes(&net->queues, QUEUE_ARP + i) >
		limit - size)) {
		g = queue_head(&net->queues, QUEUE_ARP + i);
		//@ assert Inv(*net);
		kfree_skb_reason(net, g, DROP_NEIGH_FULL);
	}
}

/* Packet h waits for neighbour i, behind the others. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && i < NNEIGH;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->drop, net->trace;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures NEI_045_waits: net->queues.own[h] ==
            OWN_QUEUE + QUEUE_ARP + i || net->queues.own[h] == OWN_FREE; */
static void neigh_wait(struct net *net, uint32_t h, uint32_t i)
{
	uint32_t dev = net->skb.s[h].dst.oif;
	uint32_t size = neigh_charge(&net->skb.s[h]);

	trace_call(&net->trace, FN___neigh_event_send);
	neigh_make_room(net, i, size, net->arp.parms[dev].unres_qlen_bytes);
	//@ assert InFlight(*net, h);
	if (!queue_tail(&net->queues, QUEUE_ARP + i, h, size))
		kfree_skb_reason(net, h, DROP_NEIGH_FULL);
	//@ assert Inv(*net);
}

/* Packet h goes to neighbour i, or waits for it. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires i < net->arp.n;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->drop, net->trace;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures kept: OthersKept(net->skb, \old(net->skb), \old(net->queues), h);
    ensures NEI_046_known: \let s = net->skb.s[h];
            \old(NudValid(net->arp.e[i].state)) &&
            \old(net->skb.s[h].data) >= ETH_HLEN ==>
            Mac(s.pkt, s.data) == \old(net->arp.e[i].mac);
    ensures NEI_047_unknown: \old(net->arp.e[i].state) == NUD_INCOMPLETE ==>
            net->queues.own[h] == OWN_QUEUE + QUEUE_ARP + i ||
            net->queues.own[h] == OWN_FREE; */
static void neigh_event_send(struct net *net, uint32_t h, uint32_t i)
{
	uint32_t event = neigh_event(&net->arp, i, net->now);

	//@ assert Inv(*net);
	if (event == NEIGH_SEND) {
		neigh_xmit(net, h, net->arp.e[i].mac);
	} else if (event == NEIGH_GIVE_UP) {
		kfree_skb_reason(net, h, DROP_NEIGH_RESOLVE);
	} else {
		if (event == NEIGH_ASK)
			arp_solicit(net, i, h);
		//@ assert InFlight(*net, h);
		neigh_wait(net, h, i);
	}
}

void neigh_resolve_output(struct net *net, uint32_t h)
{
	uint32_t i;

	trace_call(&net->trace, FN_neigh_resolve_output);
	i = neigh_get(net, net->skb.s[h].dst.gateway, net->skb.s[h].dst.oif);
	if (i == NEIGH_NIL)
		kfree_skb_reason(net, h, DROP_NEIGH_CREATE);
	else
		neigh_event_send(net, h, i);
}

/* What waits for neighbour i goes out, the oldest first. */
/*@ requires \valid(net) && Inv(*net) && i < NNEIGH;
    requires mac < 0x1000000000000;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->drop, net->trace;
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues)); */
static void neigh_flush(struct net *net, uint32_t i, mac_t mac)
{
	uint32_t n, h;

	/*@ loop invariant Inv(*net) && n <= POOL_SIZE;
	    loop invariant OnlyQueued(net->queues, \at(net->queues, Pre));
	    loop assigns n, h, net->pool, net->queues, net->skb, net->drop,
	      net->trace;
	    loop variant POOL_SIZE - n; */
	for (n = 0; n < POOL_SIZE &&
	     !queue_empty(&net->queues, QUEUE_ARP + i); n++) {
		h = queue_head(&net->queues, QUEUE_ARP + i);
		//@ assert Inv(*net);
		neigh_xmit(net, h, mac);
	}
}

void neigh_learned(struct net *net, uint32_t i, mac_t mac, uint32_t state,
	bool override)
{
	bool resolved;

	trace_call(&net->trace, FN_neigh_update);
	resolved = neigh_learn(&net->arp, i, mac, state, override, net->now);
	//@ assert Inv(*net);
	if (!resolved || queue_empty(&net->queues, QUEUE_ARP + i))
		return;
	(void)neigh_event(&net->arp, i, net->now);
	//@ assert Inv(*net);
	neigh_flush(net, i, net->arp.e[i].mac);
}
