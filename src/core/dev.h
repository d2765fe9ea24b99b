/*
 * Where packets enter and leave a host: the receive entry, the backlog, the
 * dispatch by packet type, and transmission [Linux net/core/dev.c].
 */
#ifndef CORE_DEV_H
#define CORE_DEV_H

#include "core/net.h"

/* Ethertypes [linux/if_ether.h]. */
enum {
	ETH_P_802_3_MIN = 0x0600,	/* below: a length, not a type */
	ETH_P_IP = 0x0800,
	ETH_P_ARP = 0x0806,
	ETH_P_8021Q = 0x8100,
	ETH_P_8021AD = 0x88a8,
	ETH_P_IPV6 = 0x86dd,
	ETH_P_802_3 = 1,		/* Linux's own: raw IPX in 802.3 */
	ETH_P_802_2 = 4			/* Linux's own: 802.2 LLC */
};

/* The longest frame that is taken: what a tap can write. */
enum { MAX_FRAME = 65535 };

/*
 * A packet that a device of this host gives back to it (lo): into the backlog,
 * or dropped when that holds more than netdev_max_backlog
 * [Linux netif_rx, enqueue_to_backlog].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->drop, net->trace;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h); */
void netif_rx(struct net *net, uint32_t h);

/*
 * A frame goes to its device's transmit queue, where the driver finds it
 * [Linux dev_queue_xmit].  skb.dst.oif names the device.
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->drop, net->trace;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h); */
void dev_queue_xmit(struct net *net, uint32_t h);

/*
 * A packet goes up, by its packet type: IPv4, ARP, or to its end here.  data
 * is behind the Ethernet header [Linux __netif_receive_skb_core].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->frag, net->drop, net->trace, net->rnd, net->limit, net->route,
            net->igmp;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h); */
void __netif_receive_skb_core(struct net *net, uint32_t h);

/* Sends up what waits in the backlog, at most 64 packets [Linux dev_weight]. */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->frag, net->drop, net->trace, net->rnd, net->limit, net->route,
            net->igmp;
    ensures Inv(*net);
    ensures T7_conserved: Passed(net->queues, \old(net->queues)); */
void process_backlog(struct net *net);

/*
 * The door: an Ethernet frame arrives on `dev` and goes all the way up.  Any
 * bytes, any length up to MAX_FRAME.  `len` is the length on the wire; a
 * capture may hold fewer: `caplen` bytes are there.
 */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    requires caplen <= len <= MAX_FRAME;
    requires \valid_read(frame + (0 .. caplen - 1));
    requires \separated(net, frame + (0 .. caplen - 1));
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->frag, net->drop, net->trace, net->rnd, net->limit, net->route,
            net->igmp;
    ensures Inv(*net);
    ensures T7_conserved: Passed(net->queues, \old(net->queues)); */
void netif_receive_frame(struct net *net, uint32_t dev, const uint8_t *frame,
	uint32_t caplen, uint32_t len);

/*
 * The same for a packet without an Ethernet header, as a tunnel or a "cooked"
 * capture has it: its ethertype and packet type are given.
 */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    requires caplen <= len <= MAX_FRAME;
    requires \valid_read(bytes + (0 .. caplen - 1));
    requires \separated(net, bytes + (0 .. caplen - 1));
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->frag, net->drop, net->trace, net->rnd, net->limit, net->route,
            net->igmp;
    ensures Inv(*net);
    ensures T7_conserved: Passed(net->queues, \old(net->queues)); */
void netif_receive_packet(struct net *net, uint32_t dev, uint32_t protocol,
	uint32_t pkt_type, const uint8_t *bytes, uint32_t caplen, uint32_t len);

/*
 * Takes the oldest frame that `dev` has to send: copies at most `cap` bytes of
 * it to `to`, gives its length, frees it.  Length 0: there is none.
 */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    requires \valid(to + (0 .. cap - 1));
    requires \separated(net, to + (0 .. cap - 1));
    terminates \true; exits \false;
    assigns net->pool, net->queues, to[0 .. cap - 1];
    ensures Inv(*net);
    ensures \result <= PKT_SIZE;
    ensures DEV_030_none: \old(QueueEmpty(net->queues, QUEUE_TX + dev)) ==>
            \result == 0 && net->queues == \old(net->queues);
    ensures DEV_031_oldest: \let h = \old(net->queues.head[QUEUE_TX + dev]);
            !\old(QueueEmpty(net->queues, QUEUE_TX + dev)) ==>
            \result == SkbLen(net->skb.s[h]) &&
            (\forall integer i; 0 <= i < cap && i < \result ==>
             to[i] == net->skb.s[h].pkt.b[net->skb.s[h].data + i]);
    ensures T7_freed: \let h = \old(net->queues.head[QUEUE_TX + dev]);
            !\old(QueueEmpty(net->queues, QUEUE_TX + dev)) ==>
            net->queues.own[h] == OWN_FREE &&
            SameOwn(net->queues, \old(net->queues), h); */
uint32_t dev_take_sent(struct net *net, uint32_t dev, uint8_t *to,
	uint32_t cap);

#endif
