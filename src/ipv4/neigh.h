/*
 * Packets and their neighbours: who has to be asked for, what waits until then,
 * and what becomes of it [Linux net/core/neighbour.c, net/ipv4/arp.c].
 *
 * What waits for entry i of the table is in queue QUEUE_ARP + i.
 */
#ifndef IPV4_NEIGH_H
#define IPV4_NEIGH_H

#include "core/eth.h"
#include "ipv4/arp.h"

/* What an ARP packet of ours says; host byte order. */
struct arp_packet {
	uint32_t op;		/* ARPOP_* */
	uint32_t dev;		/* it goes out there, with its address */
	mac_t to;		/* whom the frame is for */
	mac_t tha;		/* target hardware address */
	uint32_t sip, tip;
};

/*@ predicate ArpPacketOk(struct arp_packet a) = a.op <= 65535 &&
      a.dev < NDEV && a.to < 0x1000000000000 && a.tha < 0x1000000000000;
    // the bytes of an Ethernet frame with that packet, at offset o
    predicate ArpFrame(struct pkt p, integer o, struct arp_packet a,
      integer from) =
      Mac(p, o) == a.to && Mac(p, o + ETH_SOURCE) == from &&
      P16(p, o + ETH_TYPE) == ETH_P_ARP &&
      P16(p, o + ETH_HLEN + ARP_HRD) == ARPHRD_ETHER &&
      P16(p, o + ETH_HLEN + ARP_PRO) == ETH_P_IP &&
      p.b[o + ETH_HLEN + ARP_HLN] == 6 && p.b[o + ETH_HLEN + ARP_PLN] == 4 &&
      P16(p, o + ETH_HLEN + ARP_OP) == a.op &&
      Mac(p, o + ETH_HLEN + ARP_SHA) == from &&
      P32(p, o + ETH_HLEN + ARP_SPA) == a.sip &&
      Mac(p, o + ETH_HLEN + ARP_THA) == a.tha &&
      P32(p, o + ETH_HLEN + ARP_TPA) == a.tip; */

/* Writes an ARP packet with its Ethernet header into an empty skb. */
/*@ requires \valid(skb) && SkbOk(*skb) && ArpPacketOk(a);
    requires skb->data == SKB_HEADROOM && skb->tail == SKB_HEADROOM;
    requires from < 0x1000000000000;
    terminates \true; exits \false;
    assigns skb->data, skb->tail, skb->mac_header, skb->pkt;
    ensures SkbOk(*skb) && SkbLen(*skb) == ETH_HLEN + ARP_LEN;
    ensures ARP_010_frame: ArpFrame(skb->pkt, skb->data, a, from); */
void arp_create(struct sk_buff *skb, struct arp_packet a, mac_t from);

/* Sends an ARP packet; nothing when no packet is left. */
/*@ requires \valid(net) && Inv(*net) && ArpPacketOk(a);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->drop, net->trace;
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures kept: HeldKept(net->skb, \old(net->skb), \old(net->queues)); */
void arp_send(struct net *net, struct arp_packet a);

/*
 * Asks neighbour i for its address: everybody, or itself while one is known
 * and it was not asked ucast_solicit times.  Packet h, POOL_SIZE: none, is
 * what it is asked for; its source may be ours to ask from.
 */
/*@ requires \valid(net) && Inv(*net) && i < net->arp.n && h <= POOL_SIZE;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp.e[i].probes, net->drop,
            net->trace;
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures kept: HeldKept(net->skb, \old(net->skb), \old(net->queues)); */
void arp_solicit(struct net *net, uint32_t i, uint32_t h);

/*
 * The entry of an address, a new one if need be: NOARP if ARP has nothing to
 * find out, else NONE.  NEIGH_NIL: the table is full [Linux __neigh_lookup,
 * arp_constructor].
 */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns net->arp.n, net->arp.e[0 .. NNEIGH - 1];
    ensures Inv(*net) && \result <= NNEIGH;
    ensures NEI_040_found: \result != NEIGH_NIL ==>
            NeighFound(net->arp, \result, ip, dev);
    ensures NEI_040_kept: !\old(NeighNone(net->arp, ip, dev)) ==>
            \result != NEIGH_NIL && net->arp == \old(net->arp); */
uint32_t neigh_get(struct net *net, uint32_t ip, uint32_t dev);

/*
 * Neighbour i said its address, see neigh_learn: what waited for it goes out,
 * in order [Linux neigh_update].
 */
/*@ requires \valid(net) && Inv(*net) && i < net->arp.n;
    requires mac < 0x1000000000000;
    requires state == NUD_STALE || state == NUD_REACHABLE;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->drop, net->trace;
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues)); */
void neigh_learned(struct net *net, uint32_t i, mac_t mac, uint32_t state,
	bool override);

/*
 * Does what is due first of all neighbours, if it is at net->now: a neighbour
 * is asked again, or given up with what waits for it.  Then arp.next tells
 * when the next is due, or less [Linux neigh_timer_handler].
 */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues)); */
void neigh_timer(struct net *net);

#endif
