/* Sending IPv4 packets: header and way out. */
#include "ipv4/igmp_filter.h"
#include "ipv4/ip_output.h"
#include "core/eth.h"
#include "ipv4/arp.h"
#include "ipv4/fib_addr.h"
#include "ipv4/ip_do_fragment.h"
#include "lib/checksum.h"

/* The fields of a header, its checksum zero. */
/*@ requires \valid(p) && o <= PKT_SIZE - IP_HLEN && IpMetaOk(m);
    requires n <= 65535;
    terminates \true; exits \false;
    assigns p->b[o .. o + IP_HLEN - 1];
    ensures HeaderSays(*p, o, m, n);
    ensures P16(*p, o + IP_CHECK) == 0; */
static void write_header(struct pkt *p, uint32_t o, struct ip_meta m,
	uint32_t n)
{
	put_u8(p, o + IP_VERSION_IHL, (uint8_t)(0x45u + m.optlen / 4u));
	put_u8(p, o + IP_TOS, (uint8_t)m.tos);
	put_be16(p, o + IP_TOT_LEN, (uint16_t)n);
	put_be16(p, o + IP_ID, (uint16_t)m.id);
	put_be16(p, o + IP_FRAG_OFF, 0);
	put_u8(p, o + IP_TTL, (uint8_t)m.ttl);
	put_u8(p, o + IP_PROTOCOL, (uint8_t)m.protocol);
	put_be16(p, o + IP_CHECK, 0);
	put_be32(p, o + IP_SADDR, m.saddr);
	put_be32(p, o + IP_DADDR, m.daddr);
}

void csum_write(struct pkt *p, uint32_t o, uint32_t n, uint32_t w)
{
	uint64_t sum;
	//@ ghost struct pkt zero;

	put_be16(p, w, 0);
	//@ ghost zero = *p;
	sum = csum_partial(p, o, n, 0);
	//@ assert sum == OcFold(Bsum(zero, o, n));
	put_be16(p, w, (uint16_t)(65535u - sum));
	//@ ghost csum_word(zero, *p, o, n, w);
	//@ assert Bsum(*p, o, n) == Bsum(zero, o, n) + 65535 - sum;
	/*@ assert \forall integer s; s > 0 ==>
	      s == OcFold(s) + 65535 * ((s - 1) / 65535); */
	/*@ assert \forall integer s; s >= 0 ==>
	      OcFold(s + 65535 - OcFold(s)) == 65535; */
}

void ip_send_check(struct sk_buff *skb)
{
	csum_write(&skb->pkt, skb->network_header, ip_hdrlen(skb),
		skb->network_header + IP_CHECK);
	//@ assert IpHeader(*skb);
}

void ip_push_header(struct sk_buff *skb, struct ip_meta m)
{
	skb_push(skb, IP_HLEN + m.optlen);
	skb_reset_network_header(skb);
	write_header(&skb->pkt, skb->data, m, skb_len(skb));
	//@ assert Ihl(skb->pkt, skb->network_header) == IP_HLEN + m.optlen;
	//@ assert IpHeader(*skb);
	ip_send_check(skb);
	//@ assert at: skb->network_header == skb->data;
	//@ assert length: Ihl(skb->pkt, skb->data) == IP_HLEN + m.optlen;
	//@ assert P16(skb->pkt, skb->data + IP_TOT_LEN) == SkbLen(*skb);
}

uint32_t dst_mtu(const struct net *net, struct dst_entry dst)
{
	uint32_t mtu = net->dev.d[dst.oif].mtu;

	if (dst.mtu != 0u)
		return dst.mtu;
	return mtu < 65535u ? mtu : 65535u;
}

/* A packet to ourselves: it comes back in, by lo, with its route. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb.s[h], net->drop, net->trace;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h); */
static void loopback_xmit(struct net *net, uint32_t h)
{
	trace_call(&net->trace, FN_loopback_xmit);
	net->skb.s[h].dev = DEV_LO;
	net->skb.s[h].pkt_type = PACKET_HOST;
	net->skb.s[h].protocol = ETH_P_IP;
	net->skb.s[h].csum_valid = 1;
	net->skb.s[h].dst.input = DST_LOCAL_DELIVER;
	//@ assert Inv(*net);
	netif_rx(net, h);
}

/* The Ethernet address of a next hop that is never asked for it: of a group,
 * of everybody on the link; 0 for a neighbour [Linux arp_constructor]. */
/*@ requires \valid_read(net) && Inv(*net);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result < 0x1000000000000;
    ensures IPO_030_group: IsMulticast(a) ==>
            \result == 0x01005e000000 + a % 0x800000;
    ensures IPO_031_broadcast: a == 0 || a == 0xffffffff ==>
            \result == 0xffffffffffff; */
static mac_t neigh_noarp(const struct net *net, uint32_t a, uint32_t dev)
{
	uint32_t i;

	if (ipv4_is_multicast(a))
		return (mac_t)0x01005e000000u + a % 0x800000u;
	if (ipv4_is_lbcast(a) || ipv4_is_zeronet(a))
		return 0xffffffffffffu;
	i = fib_lookup(&net->fib, a, 0, dev);
	if (i == FIB_NIL || net->fib.r[i].type != RTN_BROADCAST)
		return 0;
	return 0xffffffffffffu;
}

/* Counts what leaves the IP layer. */
/*@ requires \valid(m);
    terminates \true; exits \false;
    assigns m->v[0 .. MIB_MAX - 1]; */
static void count_out(struct mib *m, uint32_t type, uint32_t len)
{
	mib_inc(m, MIB_Ip_OutTransmits);
	mib_add(m, MIB_IpExt_OutOctets, len);
	if (type == RTN_MULTICAST) {
		mib_inc(m, MIB_IpExt_OutMcastPkts);
		mib_add(m, MIB_IpExt_OutMcastOctets, len);
	} else if (type == RTN_BROADCAST) {
		mib_inc(m, MIB_IpExt_OutBcastPkts);
		mib_add(m, MIB_IpExt_OutBcastOctets, len);
	}
}

void ip_finish_output2(struct net *net, uint32_t h)
{
	uint32_t dev = net->skb.s[h].dst.oif;
	mac_t mac;

	trace_call(&net->trace, FN_ip_finish_output2);
	count_out(&net->mib, net->skb.s[h].dst.type,
		skb_len(&net->skb.s[h]));
	if (dev == DEV_LO) {
		loopback_xmit(net, h);
		return;
	}
	mac = neigh_noarp(net, net->skb.s[h].dst.gateway, dev);
	if (mac == 0u) {
		neigh_resolve_output(net, h);
		return;
	}
	eth_header(&net->skb.s[h], mac, net->dev.d[dev].mac, ETH_P_IP);
	//@ assert Inv(*net);
	dev_queue_xmit(net, h);
}

/* A packet goes out whole, or in fragments [Linux ip_finish_output]. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]);
    requires net->skb.s[h].data == net->skb.s[h].network_header;
    requires net->skb.s[h].data >= ETH_HLEN;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures OthersKept(net->skb, \old(net->skb), \old(net->queues), h); */
static void ip_finish_output(struct net *net, uint32_t h)
{
	uint32_t mtu = dst_mtu(net, net->skb.s[h].dst);

	trace_call(&net->trace, FN_ip_finish_output);
	if (skb_len(&net->skb.s[h]) > mtu)
		ip_fragment(net, h, mtu);
	else
		ip_finish_output2(net, h);
}

/* A copy for this host itself of what it sends to a group that it is in, or
 * to everybody [Linux ip_mc_output, dev_loopback_xmit]. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->drop, net->trace;
    ensures Inv(*net) && InFlight(*net, h);
    ensures net->skb.s[h] == \old(net->skb.s[h]);
    ensures OnlyQueued(net->queues, \old(net->queues));
    ensures HeldKept(net->skb, \old(net->skb), \old(net->queues)); */
static void ip_mc_finish_output(struct net *net, uint32_t h)
{
	uint32_t r = alloc_skb(net, 0);

	//@ assert Inv(*net);
	if (r == POOL_SIZE)
		return;
	//@ assert r != h;
	skb_copy(&net->skb.s[r], &net->skb.s[h]);
	net->skb.s[r].dev = net->skb.s[h].dst.oif;
	net->skb.s[r].pkt_type = PACKET_LOOPBACK;
	net->skb.s[r].protocol = ETH_P_IP;
	net->skb.s[r].csum_valid = 1;
	net->skb.s[r].dst.input = DST_LOCAL_DELIVER;
	//@ assert SkbOk(net->skb.s[r]);
	//@ assert Skbs(net->skb);
	//@ assert Inv(*net);
	netif_rx(net, r);
}

/* Does what goes along that route come back as well? */
/*@ requires \valid_read(net) && Inv(*net) && h < POOL_SIZE;
    requires IpHeader(net->skb.s[h]);
    terminates \true; exits \false;
    assigns \nothing;
    ensures IPO_032_comes_back: \result <==>
            net->skb.s[h].dst.oif != DEV_LO &&
            (net->skb.s[h].dst.type == RTN_BROADCAST ||
             (net->skb.s[h].dst.type == RTN_MULTICAST &&
              \let s = net->skb.s[h]; \let n = s.network_header;
              McAccepts(net->dev.d[s.dst.oif], P32(s.pkt, n + IP_DADDR),
                        P32(s.pkt, n + IP_SADDR), s.pkt.b[n + IP_PROTOCOL]))); */
static bool ip_mc_loops(const struct net *net, uint32_t h)
{
	uint32_t n = net->skb.s[h].network_header;
	uint32_t dev = net->skb.s[h].dst.oif;

	if (dev == DEV_LO)
		return false;
	if (net->skb.s[h].dst.type == RTN_BROADCAST)
		return true;
	return net->skb.s[h].dst.type == RTN_MULTICAST &&
		ip_check_mc_rcu(&net->dev, dev,
			get_be32(&net->skb.s[h].pkt, n + IP_DADDR),
			get_be32(&net->skb.s[h].pkt, n + IP_SADDR),
			net->skb.s[h].pkt.b[n + IP_PROTOCOL]);
}

void ip_output(struct net *net, uint32_t h)
{
	if (!ip_mc_loops(net, h)) {
		trace_call(&net->trace, FN_ip_output);
		ip_finish_output(net, h);
		return;
	}
	trace_call(&net->trace, FN_ip_mc_output);
	ip_mc_finish_output(net, h);
	//@ assert InFlight(*net, h);
	/*@ assert \forall integer g; 0 <= g < POOL_SIZE &&
	      Kept(\at(net->queues.own[g], Pre)) ==>
	      net->queues.own[g] == \at(net->queues.own[g], Pre); */
	//@ ghost Copied: ;
	ip_finish_output(net, h);
	/*@ assert \forall integer g; 0 <= g < POOL_SIZE && g != h &&
	      Kept(\at(net->queues.own[g], Pre)) ==>
	      net->skb.s[g] == \at(net->skb.s[g], Copied); */
	/*@ assert \forall integer g; 0 <= g < POOL_SIZE && g != h &&
	      Kept(\at(net->queues.own[g], Pre)) ==>
	      net->queues.own[g] == \at(net->queues.own[g], Pre); */
	/*@ assert \forall integer g; 0 <= g < POOL_SIZE && g != h &&
	      !Kept(\at(net->queues.own[g], Pre)) ==>
	      net->queues.own[g] != OWN_FLIGHT; */
}

void ip_local_out(struct net *net, uint32_t h, struct ip_meta m)
{
	trace_call(&net->trace, FN_ip_local_out);
	mib_inc(&net->mib, MIB_Ip_OutRequests);
	ip_push_header(&net->skb.s[h], m);
	//@ assert Inv(*net);
	/*@ assert says: HeaderSays(net->skb.s[h].pkt, net->skb.s[h].data, m,
	      SkbLen(net->skb.s[h])); */
	ip_output(net, h);
}
