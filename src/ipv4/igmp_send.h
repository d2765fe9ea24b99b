/*
 * IGMP messages leave: the IP header with the router alert option, the
 * Ethernet address of the group, the device [RFC 2113, RFC 1112 6.4].
 */
#ifndef IPV4_IGMP_SEND_H
#define IPV4_IGMP_SEND_H

#include "ipv4/igmp.h"
#include "core/eth.h"

enum {
	IGMP_IP_HLEN = 24,	/* IP header with the router alert option */
	IGMP_ROOM = SKB_HEADROOM + IGMP_IP_HLEN	/* where a message starts */
};

/*@ // a message of ours that is being written: data at its first byte
    predicate MessageShape(struct sk_buff s) = SkbOk(s) &&
      s.data == IGMP_ROOM && IGMP_HLEN <= s.tail - s.data <= 65511;
    // a whole IGMP packet of n bytes stands at o, from and to those addresses:
    // ttl 1, internetwork control, not to be fragmented, router alert, both
    // checksums right
    predicate IgmpPacket(struct pkt p, integer o, integer n, integer from,
      integer to) =
      p.b[o] == 0x46 && p.b[o + 1] == 0xc0 && P16(p, o + 2) == n &&
      P16(p, o + 4) == 0 && P16(p, o + 6) == 0x4000 && p.b[o + 8] == 1 &&
      p.b[o + 9] == IPPROTO_IGMP && P32(p, o + 12) == from &&
      P32(p, o + 16) == to && P32(p, o + 20) == 0x94040000 &&
      OcFold(Bsum(p, o, 24)) == 65535 &&
      OcFold(Bsum(p, o + 24, n - 24)) == 65535;
    // the Ethernet address of a group [RFC 1112 6.4]
    logic integer GroupMac(integer a) = 0x01005e000000 + a % 0x800000; */

/*
 * Makes the message from data to tail a packet: its checksum, the IP header
 * before it.
 */
/*@ requires \valid(skb) && MessageShape(*skb);
    terminates \true; exits \false;
    assigns skb->data, skb->network_header, skb->pkt;
    ensures SkbOk(*skb) && skb->data == SKB_HEADROOM &&
            skb->network_header == SKB_HEADROOM;
    ensures IGM_040_packet: IgmpPacket(skb->pkt, SKB_HEADROOM, SkbLen(*skb),
            saddr, daddr);
    ensures IGM_041_message: \forall integer i; IGMP_ROOM <= i < PKT_SIZE &&
            i != IGMP_ROOM + 2 && i != IGMP_ROOM + 3 ==>
            skb->pkt.b[i] == \old(skb->pkt.b[i]); */
void igmp_push_header(struct sk_buff *skb, uint32_t saddr, uint32_t daddr);

/*
 * Sends message `h` on a device to a group of routers or hosts.  Counted as a
 * packet of ours is.  We get a copy through the backlog, if we joined that
 * group.  Nothing is sent where the device is down, or lo.
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && dev < NDEV;
    requires MessageShape(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->mib, net->drop, net->trace;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures IGM_042_frame: \let s = net->skb.s[h];
            net->dev.d[dev].up == 1 && dev != DEV_LO ==>
            Mac(s.pkt, s.data) == GroupMac(daddr) &&
            Mac(s.pkt, s.data + ETH_SOURCE) == net->dev.d[dev].mac &&
            P16(s.pkt, s.data + ETH_TYPE) == ETH_P_IP &&
            s.dst.oif == dev && s.data == SKB_HEADROOM - ETH_HLEN &&
            IgmpPacket(s.pkt, SKB_HEADROOM, SkbLen(s) - ETH_HLEN, saddr,
                       daddr);
    ensures IGM_043_counted: net->dev.d[dev].up == 1 && dev != DEV_LO ==>
            net->mib.v[MIB_Ip_OutRequests] ==
            Saturate(\old(net->mib.v[MIB_Ip_OutRequests]) + 1) &&
            net->mib.v[MIB_IpExt_OutMcastPkts] ==
            Saturate(\old(net->mib.v[MIB_IpExt_OutMcastPkts]) + 1); */
void igmp_xmit(struct net *net, uint32_t h, uint32_t dev, uint32_t saddr,
	uint32_t daddr);

/* An empty message of 8 bytes in flight, all zero; POOL_SIZE: no memory. */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb;
    ensures Inv(*net) && \result <= POOL_SIZE;
    ensures \result == POOL_SIZE ==> net->queues == \old(net->queues);
    ensures \result < POOL_SIZE ==> InFlight(*net, \result) &&
            \old(net->queues.own[\at(\result, Post)]) == OWN_FREE &&
            SameOwn(net->queues, \old(net->queues), \result) &&
            MessageShape(net->skb.s[\result]) &&
            SkbLen(net->skb.s[\result]) == IGMP_HLEN; */
uint32_t igmp_alloc(struct net *net);

/* Sends a report or a leave message of version 1 or 2. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && type <= 255;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->mib, net->drop, net->trace;
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues)); */
void igmp_send_report(struct net *net, uint32_t dev, uint32_t group,
	uint32_t type);

#endif
