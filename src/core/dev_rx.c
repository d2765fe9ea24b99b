/* The door: bytes from outside become a packet and go up. */
#include "core/dev.h"
#include "core/eth.h"

/*
 * What Linux charges for a received frame: sk_buff and shared info, and the
 * data rounded up to cache lines [observed on a tap, Linux 6.18].
 */
/*@ requires len <= MAX_FRAME;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == 576 + (len + 66 + 63) / 64 * 64; */
static uint32_t frame_truesize(uint32_t len)
{
	return 576u + (len + 66u + 63u) / 64u * 64u;
}

/* Bytes from outside become the content of an empty skb. */
/*@ requires \valid(skb) && SkbOk(*skb) && dev < NDEV;
    requires skb->data == 0 && skb->tail == 0;
    requires caplen <= len <= MAX_FRAME;
    requires \valid_read(bytes + (0 .. caplen - 1));
    requires \separated(skb, bytes + (0 .. caplen - 1));
    terminates \true; exits \false;
    assigns skb->pkt, skb->tail, skb->dev, skb->truesize, skb->missing;
    ensures SkbOk(*skb) && SkbLen(*skb) == caplen && skb->dev == dev;
    ensures DEV_020_length: skb->missing == len - caplen;
    ensures DEV_021_bytes: \forall integer i; 0 <= i < caplen ==>
            skb->pkt.b[i] == bytes[i]; */
static void skb_fill(struct sk_buff *skb, uint32_t dev, const uint8_t *bytes,
	uint32_t caplen, uint32_t len)
{
	pkt_copy_in(&skb->pkt, 0, bytes, caplen);
	skb->tail = caplen;
	skb->dev = dev;
	skb->truesize = frame_truesize(len);
	skb->missing = len - caplen;
}

/* Up with packet h, which came in by an up device; then what it left behind. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->frag, net->drop, net->trace, net->rnd, net->limit, net->route,
            net->igmp;
    ensures Inv(*net);
    ensures net->queues.own[h] != OWN_FLIGHT;
    ensures \forall integer g; 0 <= g < POOL_SIZE && g != h ==>
            net->queues.own[g] == \old(net->queues.own[g]) ||
            ((\old(net->queues.own[g]) == OWN_FREE ||
              \old(net->queues.own[g]) == OWN_QUEUE + QUEUE_BACKLOG ||
              \old(net->queues.own[g]) >= OWN_QUEUE + QUEUE_ARP) &&
             net->queues.own[g] != OWN_FLIGHT); */
static void netif_receive_skb(struct net *net, uint32_t h)
{
	trace_call(&net->trace, FN_netif_receive_skb);
	if (net->dev.d[net->skb.s[h].dev].up == 0u)
		kfree_skb_reason(net, h, DROP_DEV_DOWN);
	else
		__netif_receive_skb_core(net, h);
	//@ assert Inv(*net);
	process_backlog(net);
}

/* An skb with the frame, or POOL_SIZE and a drop counted. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    requires caplen <= len <= MAX_FRAME;
    requires \valid_read(bytes + (0 .. caplen - 1));
    requires \separated(net, bytes + (0 .. caplen - 1));
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->drop, net->trace;
    ensures Inv(*net) && \result <= POOL_SIZE;
    ensures \result == POOL_SIZE ==> net->queues == \old(net->queues) &&
            DroppedAt(\old(net->drop), net->drop, DROP_NO_MEMORY);
    ensures \result < POOL_SIZE ==> InFlight(*net, \result) &&
            \old(net->queues.own[\at(\result, Post)]) == OWN_FREE &&
            SameOwn(net->queues, \old(net->queues), \result) &&
            SkbLen(net->skb.s[\result]) == caplen; */
static uint32_t netdev_alloc_skb(struct net *net, uint32_t dev,
	const uint8_t *bytes, uint32_t caplen, uint32_t len)
{
	uint32_t h = alloc_skb(net, 0);

	//@ assert Inv(*net);
	if (h == POOL_SIZE) {
		drop_count(&net->drop, DROP_NO_MEMORY);
		trace_note(&net->trace, TRACE_DROP, DROP_NO_MEMORY);
		return POOL_SIZE;
	}
	skb_fill(&net->skb.s[h], dev, bytes, caplen, len);
	trace_skb(&net->trace, TRACE_RECEIVED, dev, h);
	//@ assert Inv(*net);
	return h;
}

void netif_receive_frame(struct net *net, uint32_t dev, const uint8_t *frame,
	uint32_t caplen, uint32_t len)
{
	uint32_t h = netdev_alloc_skb(net, dev, frame, caplen, len);

	//@ assert Inv(*net);
	if (h == POOL_SIZE)
		return;
	if (skb_len(&net->skb.s[h]) >= ETH_HLEN) {
		eth_type_trans(&net->skb.s[h], net->dev.d[dev].mac);
		//@ assert SkbOk(net->skb.s[h]);
		//@ assert Skbs(net->skb);
		//@ assert Inv(*net);
		netif_receive_skb(net, h);
	} else if (net->skb.s[h].missing != 0u) {
		not_modelled(net, h, NM_truncated);
	} else {
		kfree_skb_reason(net, h, DROP_FRAME_SHORT);
	}
}

void netif_receive_packet(struct net *net, uint32_t dev, uint32_t protocol,
	uint32_t pkt_type, const uint8_t *bytes, uint32_t caplen, uint32_t len)
{
	uint32_t h = netdev_alloc_skb(net, dev, bytes, caplen, len);

	//@ assert Inv(*net);
	if (h == POOL_SIZE)
		return;
	net->skb.s[h].protocol = protocol;
	net->skb.s[h].pkt_type = pkt_type;
	//@ assert SkbOk(net->skb.s[h]);
	//@ assert Skbs(net->skb);
	//@ assert Inv(*net);
	netif_receive_skb(net, h);
}
