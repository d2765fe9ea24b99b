/* IGMP messages leave.  Contracts: igmp_send.h. */
#include "ipv4/igmp_send.h"
#include "ipv4/devinet.h"
#include "lib/checksum.h"

/* Sets the word at `w`, among the n bytes at `o`, so that their sum is right. */
/*@ requires \valid(p) && n <= 65535 && o <= PKT_SIZE - n;
    requires o <= w && w + 2 <= o + n && (w - o) % 2 == 0;
    terminates \true; exits \false;
    assigns p->b[w .. w + 1];
    ensures OcFold(Bsum(*p, o, n)) == 65535; */
static void put_checksum(struct pkt *p, uint32_t o, uint32_t n, uint32_t w)
{
	uint16_t check;
	//@ ghost struct pkt zero;

	put_be16(p, w, 0);
	//@ ghost zero = *p;
	check = (uint16_t)(65535u - csum_partial(p, o, n, 0));
	put_be16(p, w, check);
	//@ ghost csum_word(zero, *p, o, n, w);
	//@ assert word: Bsum(*p, o, n) == Bsum(zero, o, n) + check;
	/*@ assert fold: Bsum(zero, o, n) > 0 ==> Bsum(zero, o, n) ==
	      OcFold(Bsum(zero, o, n)) +
	      65535 * ((Bsum(zero, o, n) - 1) / 65535); */
}

/* The fields of the header, its checksum zero. */
/*@ requires \valid(p) && o <= PKT_SIZE - IGMP_IP_HLEN && n <= 65535;
    terminates \true; exits \false;
    assigns p->b[o .. o + IGMP_IP_HLEN - 1];
    ensures p->b[o] == 0x46 && p->b[o + 1] == 0xc0 && P16(*p, o + 2) == n;
    ensures P16(*p, o + 4) == 0 && P16(*p, o + 6) == 0x4000;
    ensures p->b[o + 8] == 1 && p->b[o + 9] == IPPROTO_IGMP;
    ensures P32(*p, o + 12) == saddr && P32(*p, o + 16) == daddr;
    ensures P32(*p, o + 20) == 0x94040000; */
static void igmp_write_header(struct pkt *p, uint32_t o, uint32_t n,
	uint32_t saddr, uint32_t daddr)
{
	put_u8(p, o + IP_VERSION_IHL, 0x46);
	put_u8(p, o + IP_TOS, 0xc0);
	put_be16(p, o + IP_TOT_LEN, (uint16_t)n);
	put_be16(p, o + IP_ID, 0);
	put_be16(p, o + IP_FRAG_OFF, 0x4000);
	put_u8(p, o + IP_TTL, 1);
	put_u8(p, o + IP_PROTOCOL, IPPROTO_IGMP);
	put_be16(p, o + IP_CHECK, 0);
	put_be32(p, o + IP_SADDR, saddr);
	put_be32(p, o + IP_DADDR, daddr);
	put_be32(p, o + IP_HLEN, 0x94040000u);
}

void igmp_push_header(struct sk_buff *skb, uint32_t saddr, uint32_t daddr)
{
	uint32_t n = skb_len(skb);
	//@ ghost struct pkt summed;

	put_checksum(&skb->pkt, IGMP_ROOM, n, IGMP_ROOM + 2u);
	//@ ghost summed = skb->pkt;
	skb_push(skb, IGMP_IP_HLEN);
	skb_reset_network_header(skb);
	igmp_write_header(&skb->pkt, SKB_HEADROOM, n + IGMP_IP_HLEN, saddr,
		daddr);
	put_checksum(&skb->pkt, SKB_HEADROOM, IGMP_IP_HLEN,
		SKB_HEADROOM + IP_CHECK);
	//@ ghost csum_same(summed, skb->pkt, IGMP_ROOM, n);
}

/* Counts a packet of ours to a group, n bytes from its IP header on. */
/*@ requires \valid(m);
    terminates \true; exits \false;
    assigns *m;
    ensures m->v[MIB_Ip_OutRequests] ==
            Saturate(\old(m->v[MIB_Ip_OutRequests]) + 1);
    ensures m->v[MIB_IpExt_OutMcastPkts] ==
            Saturate(\old(m->v[MIB_IpExt_OutMcastPkts]) + 1);
    ensures m->v[MIB_IpExt_OutMcastOctets] ==
            Saturate(\old(m->v[MIB_IpExt_OutMcastOctets]) + n);
    ensures m->v[MIB_IpExt_OutOctets] ==
            Saturate(\old(m->v[MIB_IpExt_OutOctets]) + n);
    ensures m->v[MIB_Ip_OutTransmits] ==
            Saturate(\old(m->v[MIB_Ip_OutTransmits]) + 1); */
static void igmp_count_out(struct mib *m, uint32_t n)
{
	mib_inc(m, MIB_Ip_OutRequests);
	mib_inc(m, MIB_IpExt_OutMcastPkts);
	mib_add(m, MIB_IpExt_OutMcastOctets, n);
	mib_inc(m, MIB_Ip_OutTransmits);
	mib_add(m, MIB_IpExt_OutOctets, n);
}

/* Gives a copy of packet `h` back to ourselves [Linux dev_loopback_xmit]. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && dev < NDEV;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->drop, net->trace;
    ensures Inv(*net) && InFlight(*net, h);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures net->skb.s[h] == \old(net->skb.s[h]); */
static void igmp_loop(struct net *net, uint32_t h, uint32_t dev)
{
	uint32_t g = alloc_skb(net, 0);

	if (g == POOL_SIZE)
		return;
	//@ assert other: g != h;
	skb_copy(&net->skb.s[g], &net->skb.s[h]);
	net->skb.s[g].dev = dev;
	net->skb.s[g].pkt_type = PACKET_LOOPBACK;
	net->skb.s[g].protocol = ETH_P_IP;
	net->skb.s[g].csum_valid = 1;
	net->skb.s[g].dst.input = DST_LOCAL_DELIVER;
	net->skb.s[g].dst.type = RTN_MULTICAST;
	//@ assert SkbOk(net->skb.s[g]);
	//@ assert Skbs(net->skb);
	//@ assert Inv(*net);
	netif_rx(net, g);
}

uint32_t igmp_alloc(struct net *net)
{
	uint32_t h = alloc_skb(net, IGMP_ROOM);

	if (h == POOL_SIZE)
		return h;
	//@ assert Inv(*net);
	skb_put(&net->skb.s[h], IGMP_HLEN);
	pkt_set(&net->skb.s[h].pkt, IGMP_ROOM, 0, IGMP_HLEN);
	//@ assert SkbOk(net->skb.s[h]);
	//@ assert Skbs(net->skb);
	//@ assert Inv(*net);
	return h;
}

/* Packet `h`, whole from its IP header on, goes to the wire. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && dev < NDEV;
    requires net->skb.s[h].data == SKB_HEADROOM;
    requires IGMP_ROOM <= net->skb.s[h].tail <= SKB_HEADROOM + 65535;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb.s[h], net->drop, net->trace;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures frame: \let s = net->skb.s[h];
            Mac(s.pkt, s.data) == GroupMac(daddr) &&
            Mac(s.pkt, s.data + ETH_SOURCE) == net->dev.d[dev].mac &&
            P16(s.pkt, s.data + ETH_TYPE) == ETH_P_IP &&
            s.dst.oif == dev && s.data == SKB_HEADROOM - ETH_HLEN &&
            s.tail == \old(net->skb.s[h].tail);
    ensures bytes: \forall integer i; SKB_HEADROOM <= i < PKT_SIZE ==>
            net->skb.s[h].pkt.b[i] == \old(net->skb.s[h].pkt.b[i]); */
static void igmp_finish_output(struct net *net, uint32_t h, uint32_t dev,
	uint32_t daddr)
{
	net->skb.s[h].dst.oif = dev;
	//@ assert Inv(*net);
	eth_header(&net->skb.s[h], 0x01005e000000ull + daddr % 0x800000u,
		net->dev.d[dev].mac, ETH_P_IP);
	//@ assert SkbOk(net->skb.s[h]);
	//@ assert Skbs(net->skb);
	//@ assert Inv(*net);
	dev_queue_xmit(net, h);
}

void igmp_xmit(struct net *net, uint32_t h, uint32_t dev, uint32_t saddr,
	uint32_t daddr)
{
	//@ ghost struct pkt whole;
	//@ ghost uint32_t n = net->skb.s[h].tail - net->skb.s[h].data;

	if (net->dev.d[dev].up != 1u || dev == DEV_LO) {
		handle_free(&net->pool, &net->queues, h);
		//@ assert Inv(*net);
		return;
	}
	igmp_push_header(&net->skb.s[h], saddr, daddr);
	//@ ghost whole = net->skb.s[h].pkt;
	//@ assert SkbOk(net->skb.s[h]);
	//@ assert Skbs(net->skb);
	//@ assert Inv(*net);
	trace_call(&net->trace, FN_ip_local_out);
	igmp_count_out(&net->mib, skb_len(&net->skb.s[h]));
	//@ assert Inv(*net);
	if (ip_check_mc_rcu(&net->dev, dev, daddr, saddr, IPPROTO_IGMP))
		igmp_loop(net, h, dev);
	igmp_finish_output(net, h, dev, daddr);
	//@ ghost csum_same(whole, net->skb.s[h].pkt, SKB_HEADROOM, 24);
	//@ ghost csum_same(whole, net->skb.s[h].pkt, IGMP_ROOM, n);
}

void igmp_send_report(struct net *net, uint32_t dev, uint32_t group,
	uint32_t type)
{
	uint32_t h = igmp_alloc(net);

	trace_call(&net->trace, FN_igmp_send_report);
	//@ assert Inv(*net);
	if (h == POOL_SIZE)
		return;
	put_u8(&net->skb.s[h].pkt, IGMP_ROOM, (uint8_t)type);
	put_be32(&net->skb.s[h].pkt, IGMP_ROOM + 4u, group);
	//@ assert SkbOk(net->skb.s[h]);
	//@ assert Skbs(net->skb);
	//@ assert Inv(*net);
	igmp_xmit(net, h, dev, inet_select_addr(&net->dev, dev, 0,
		RT_SCOPE_LINK),
		type == IGMP_V2_LEAVE ? 0xe0000002u : group);
}
