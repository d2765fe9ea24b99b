/* IPv4 packets that come in: header checks, options, routing. */
#include "ipv4/ip_input.h"
#include "ipv4/icmp.h"
#include "ipv4/ip_forward.h"
#include "ipv4/ip_options.h"
#include "ipv4/route.h"
#include "lib/checksum.h"

uint32_t ip_rcv_core(struct sk_buff *skb)
{
	uint32_t len = skb_len(skb), header, total;

	skb_reset_network_header(skb);
	if (len < IP_HLEN)
		return skb->missing != 0u ? IP_CUT : DROP_IP_HDR_SHORT;
	if (skb->pkt.b[skb->data] / 16u != 4u ||
	    skb->pkt.b[skb->data] % 16u < 5u)
		return DROP_IP_VERSION;
	header = ip_hdrlen(skb);
	if (len < header)
		return skb->missing != 0u ? IP_CUT : DROP_IP_IHL;
	if (ip_compute_csum(&skb->pkt, skb->data, header) != 0u)
		return DROP_IP_BAD_CSUM;
	total = get_be16(&skb->pkt, skb->data + IP_TOT_LEN);
	if (total > len + skb->missing)
		return DROP_IP_TRUNCATED;
	if (total < header)
		return DROP_IP_TOT_LEN;
	skb_trim(skb, total);
	skb->missing = total - skb_len(skb);
	return DROP_NONE;
}

/* Counts the ECN mark of a packet: its TOS modulo 4 [RFC 3168 5]. */
/*@ requires \valid(m) && ecn <= 3;
    terminates \true; exits \false;
    assigns m->v[0 .. MIB_MAX - 1];
    ensures Counted(\old(*m), *m, ecn == 0 ? MIB_IpExt_InNoECTPkts :
            ecn == 1 ? MIB_IpExt_InECT1Pkts : ecn == 2 ? MIB_IpExt_InECT0Pkts
            : MIB_IpExt_InCEPkts, 1); */
static void count_ecn(struct mib *m, uint32_t ecn)
{
	if (ecn == 0u)
		mib_inc(m, MIB_IpExt_InNoECTPkts);
	else if (ecn == 1u)
		mib_inc(m, MIB_IpExt_InECT1Pkts);
	else if (ecn == 2u)
		mib_inc(m, MIB_IpExt_InECT0Pkts);
	else
		mib_inc(m, MIB_IpExt_InCEPkts);
}

/* Counts what ip_rcv_core found. */
/*@ requires \valid(m);
    terminates \true; exits \false;
    assigns m->v[0 .. MIB_MAX - 1]; */
static void count_verdict(struct mib *m, uint32_t site)
{
	if (site == DROP_IP_TRUNCATED) {
		mib_inc(m, MIB_IpExt_InTruncatedPkts);
		return;
	}
	if (site == DROP_NONE || site == IP_CUT)
		return;
	if (site == DROP_IP_BAD_CSUM)
		mib_inc(m, MIB_IpExt_InCsumErrors);
	mib_inc(m, MIB_Ip_InHdrErrors);
}

/* Counts a packet that goes to a group or to everybody. */
/*@ requires \valid(m);
    terminates \true; exits \false;
    assigns m->v[0 .. MIB_MAX - 1]; */
static void count_many(struct mib *m, uint32_t type, uint32_t len)
{
	if (type == RTN_MULTICAST) {
		mib_inc(m, MIB_IpExt_InMcastPkts);
		mib_add(m, MIB_IpExt_InMcastOctets, len);
	} else if (type == RTN_BROADCAST) {
		mib_inc(m, MIB_IpExt_InBcastPkts);
		mib_add(m, MIB_IpExt_InBcastOctets, len);
	}
}

/* Has the packet ports, as far as routing looks? [Linux flow_dissector.c] */
/*@ requires \valid_read(skb) && SkbOk(*skb) && IpHeader(*skb);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result ==> skb->network_header +
            Ihl(skb->pkt, skb->network_header) + 4 <= skb->tail; */
static bool has_ports(const struct sk_buff *skb)
{
	uint32_t n = skb->network_header;
	uint32_t proto = skb->pkt.b[n + IP_PROTOCOL];
	uint32_t frag = get_be16(&skb->pkt, n + IP_FRAG_OFF);

	return (proto == IPPROTO_TCP || proto == IPPROTO_UDP ||
		proto == IPPROTO_UDPLITE) &&
		frag % 0x4000u == 0u && n + ip_hdrlen(skb) + 4u <= skb->tail;
}

/* What of packet h decides its route. */
/*@ requires \valid_read(skb) && SkbOk(*skb) && IpHeader(*skb);
    terminates \true; exits \false;
    assigns \nothing;
    ensures FlowIn(\result, P32(skb->pkt, skb->network_header + IP_SADDR),
            P32(skb->pkt, skb->network_header + IP_DADDR),
            \result.tos, skb->pkt.b[skb->network_header + IP_PROTOCOL],
            skb->dev); */
static struct flowi4 flow_of(const struct sk_buff *skb)
{
	uint32_t n = skb->network_header;
	struct flowi4 f = flow_in(get_be32(&skb->pkt, n + IP_SADDR),
		get_be32(&skb->pkt, n + IP_DADDR),
		ip_route_tos(skb->pkt.b[n + IP_TOS]),
		skb->pkt.b[n + IP_PROTOCOL], skb->dev);

	if (has_ports(skb)) {
		f.sport = get_be16(&skb->pkt, n + ip_hdrlen(skb));
		f.dport = get_be16(&skb->pkt, n + ip_hdrlen(skb) + 2u);
	}
	return f;
}

/* The route of packet h, into skb.dst; a packet from lo has one already. */
/*@ requires \valid(net) && Inv(*net) && h < POOL_SIZE;
    requires IpHeader(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->skb.s[h].dst;
    ensures Inv(*net) && \result < DROP_MAX;
    ensures \result == DROP_NONE ==> Routed(net->skb.s[h].dst); */
static uint32_t ip_route_skb(struct net *net, uint32_t h)
{
	struct dst_entry dst = { .input = DST_NONE };
	uint32_t site;

	if (net->skb.s[h].dst.input == DST_LOCAL_DELIVER)
		return DROP_NONE;
	site = ip_route_input(net, flow_of(&net->skb.s[h]), &dst);
	net->skb.s[h].dst = dst;
	return site;
}

/*
 * Options of a packet whose route is known: false when it ended here, by a
 * parameter problem or a source route that this host does not take
 * [Linux ip_rcv_options].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]);
    requires Routed(net->skb.s[h].dst);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures \result ==> InFlight(*net, h) && IpHeader(net->skb.s[h]) &&
            net->queues == \old(net->queues) &&
            net->skb.s[h].data == \old(net->skb.s[h].data) &&
            net->skb.s[h].network_header ==
            \old(net->skb.s[h].network_header);
    ensures \result ==> Routed(net->skb.s[h].dst);
    ensures !\result ==> Settled(net->queues, \old(net->queues), h); */
static bool ip_rcv_options(struct net *net, uint32_t h)
{
	uint32_t fault, dev = net->skb.s[h].dev;

	trace_call(&net->trace, FN_ip_rcv_options);
	fault = ip_options_compile(&net->skb.s[h]);
	//@ assert Inv(*net);
	ip_options_stamp(net, h);
	//@ assert Inv(*net);
	if (fault != 0u) {
		mib_inc(&net->mib, MIB_Ip_InHdrErrors);
		icmp_send(net, h, ICMP_PARAMETERPROB, 0, fault * 0x1000000u);
		//@ assert InFlight(*net, h);
		kfree_skb_reason(net, h, DROP_IP_OPTIONS);
		return false;
	}
	if (net->skb.s[h].opt.srr == 0u)
		return true;
	if (net->dev.all.accept_source_route != 0u &&
	    net->dev.d[dev].conf.accept_source_route != 0u &&
	    ip_options_rcv_srr(net, h) == DROP_NONE)
		return true;
	//@ assert Inv(*net);
	kfree_skb_reason(net, h, DROP_IP_SOURCE_ROUTE);
	return false;
}

/* Where the route leads [Linux dst_input]. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]);
    requires net->skb.s[h].data == net->skb.s[h].network_header;
    requires Routed(net->skb.s[h].dst);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->frag, net->drop, net->trace, net->rnd, net->limit, net->route,
            net->igmp;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), h); */
static void dst_input(struct net *net, uint32_t h)
{
	if (net->skb.s[h].dst.input == DST_LOCAL_DELIVER)
		ip_local_deliver(net, h);
	else if (net->skb.s[h].dst.input == DST_ERROR)
		ip_error(net, h);
	else
		ip_forward(net, h);
}

/* A unicast packet in a broadcast or multicast frame: may it come in? */
/*@ requires \valid_read(net) && Inv(*net) && h < POOL_SIZE;
    terminates \true; exits \false;
    assigns \nothing; 
    ensures \result ==> net->skb.s[h].dst.type != RTN_MULTICAST &&
            net->skb.s[h].dst.type != RTN_BROADCAST; */
static bool unicast_in_l2_multicast(const struct net *net, uint32_t h)
{
	uint32_t dev = net->skb.s[h].dev;

	if (net->skb.s[h].dst.type == RTN_MULTICAST ||
	    net->skb.s[h].dst.type == RTN_BROADCAST)
		return false;
	if (net->skb.s[h].pkt_type != PACKET_BROADCAST &&
	    net->skb.s[h].pkt_type != PACKET_MULTICAST)
		return false;
	return net->dev.all.drop_unicast_in_l2_multicast != 0u ||
		net->dev.d[dev].conf.drop_unicast_in_l2_multicast != 0u;
}

/* A packet whose header is right: route, options, delivery. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]);
    requires net->skb.s[h].data == net->skb.s[h].network_header;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->frag, net->drop, net->trace, net->rnd, net->limit, net->route,
            net->igmp;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), h); */
static void ip_rcv_finish(struct net *net, uint32_t h)
{
	uint32_t site;

	trace_call(&net->trace, FN_ip_rcv_finish);
	site = ip_route_skb(net, h);
	if (site == DROP_RPFILTER)
		mib_inc(&net->mib, MIB_TcpExt_IPReversePathFilter);
	if (site != DROP_NONE) {
		kfree_skb_reason(net, h, site);
		return;
	}
	if (ip_hdrlen(&net->skb.s[h]) > IP_HLEN && !ip_rcv_options(net, h))
		return;
	//@ assert Inv(*net);
	count_many(&net->mib, net->skb.s[h].dst.type,
		skb_len(&net->skb.s[h]) + net->skb.s[h].missing);
	if (unicast_in_l2_multicast(net, h))
		kfree_skb_reason(net, h, DROP_L2_MULTICAST);
	else
		dst_input(net, h);
}

void ip_rcv(struct net *net, uint32_t h)
{
	uint32_t site;

	trace_call(&net->trace, FN_ip_rcv);
	if (net->skb.s[h].pkt_type == PACKET_OTHERHOST) {
		kfree_skb_reason(net, h, DROP_IP_OTHERHOST);
		return;
	}
	mib_inc(&net->mib, MIB_Ip_InReceives);
	mib_add(&net->mib, MIB_IpExt_InOctets,
		skb_len(&net->skb.s[h]) + net->skb.s[h].missing);
	trace_call(&net->trace, FN_ip_rcv_core);
	site = ip_rcv_core(&net->skb.s[h]);
	//@ assert Inv(*net);
	if (site != DROP_IP_HDR_SHORT && site != DROP_IP_VERSION &&
	    site != IP_CUT)
		count_ecn(&net->mib,
			net->skb.s[h].pkt.b[net->skb.s[h].data + IP_TOS] % 4u);
	count_verdict(&net->mib, site);
	if (site == IP_CUT)
		not_modelled(net, h, NM_truncated);
	else if (site != DROP_NONE)
		kfree_skb_reason(net, h, site);
	else
		ip_rcv_finish(net, h);
}
