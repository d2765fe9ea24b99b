/* Sending IPv4 packets. */
#include "ipv4/ip_output.h"
#include "core/eth.h"
#include "ipv4/arp.h"
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
	put_u8(p, o + IP_VERSION_IHL, 0x45);
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

/*@ requires \valid_read(p) && o <= PKT_SIZE - IP_HLEN;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == Words10(*p, o);
    ensures \result <= 655350; */
static uint32_t words10(const struct pkt *p, uint32_t o)
{
	uint32_t a = (uint32_t)get_be16(p, o) + get_be16(p, o + 2u);
	uint32_t b = (uint32_t)get_be16(p, o + 4u) + get_be16(p, o + 6u);
	uint32_t c = (uint32_t)get_be16(p, o + 8u) + get_be16(p, o + 10u);
	uint32_t d = (uint32_t)get_be16(p, o + 12u) + get_be16(p, o + 14u);
	uint32_t e = (uint32_t)get_be16(p, o + 16u) + get_be16(p, o + 18u);

	return a + b + c + d + e;
}

void ip_push_header(struct sk_buff *skb, struct ip_meta m)
{
	uint32_t sum;

	skb_push(skb, IP_HLEN);
	skb_reset_network_header(skb);
	write_header(&skb->pkt, skb->data, m, skb_len(skb));
	sum = words10(&skb->pkt, skb->data);
	put_be16(&skb->pkt, skb->data + IP_CHECK,
		(uint16_t)(65535u - csum_fold(sum)));
	//@ assert sum == OcFold(sum) + 65535 * ((sum - 1) / 65535);
	//@ assert Words10(skb->pkt, skb->data) == sum + 65535 - OcFold(sum);
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

void ip_output(struct net *net, uint32_t h)
{
	uint32_t dev = net->skb.s[h].dst.oif;

	trace_call(&net->trace, FN_ip_output);
	if (skb_len(&net->skb.s[h]) > net->dev.d[dev].mtu) {
		not_modelled(net, h, NM_fragmentation);
		return;
	}
	trace_call(&net->trace, FN_ip_finish_output2);
	mib_inc(&net->mib, MIB_Ip_OutTransmits);
	mib_add(&net->mib, MIB_IpExt_OutOctets, skb_len(&net->skb.s[h]));
	if (dev == DEV_LO)
		loopback_xmit(net, h);
	else
		neigh_resolve_output(net, h);
}

void ip_local_out(struct net *net, uint32_t h, struct ip_meta m)
{
	trace_call(&net->trace, FN_ip_local_out);
	mib_inc(&net->mib, MIB_Ip_OutRequests);
	ip_push_header(&net->skb.s[h], m);
	//@ assert Inv(*net);
	ip_output(net, h);
}
