/*
 * ICMP errors, and the way out of every ICMP message of ours.
 *
 * The checks of icmp_send stand in Linux's order; a packet that fails one is
 * answered by silence.
 */
#include "ipv4/icmp.h"
#include "lib/checksum.h"

/* The source of a host that has no address: 192.0.0.8 [RFC 7600]. */
static const uint32_t inaddr_dummy = 0xc0000008u;

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> IcmpIsError(type); */
static bool icmp_is_error(uint32_t type)
{
	return type > NR_ICMP_TYPES || (type >= 1u && type <= 7u) ||
		(type >= 9u && type <= 12u);
}

/*@ requires \valid_read(skb) && SkbOk(*skb) && IpHeader(*skb);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> IcmpMayAnswer(*skb); */
static bool icmp_may_answer(const struct sk_buff *skb)
{
	uint32_t icmp = skb->network_header + ip_hdrlen(skb);

	if (skb->dst.input == DST_NONE || skb->pkt_type != PACKET_HOST)
		return false;
	if (skb->dst.type == RTN_BROADCAST || skb->dst.type == RTN_MULTICAST)
		return false;
	if (get_be16(&skb->pkt, skb->network_header + IP_FRAG_OFF) % 8192u)
		return false;
	if (skb->pkt.b[skb->network_header + IP_PROTOCOL] != IPPROTO_ICMP)
		return true;
	return icmp < skb->tail && !icmp_is_error(skb->pkt.b[icmp]);
}

static const uint16_t count_out[19] = {
	MIB_Icmp_OutEchoReps, 0, 0, MIB_Icmp_OutDestUnreachs,
	MIB_Icmp_OutSrcQuenchs, MIB_Icmp_OutRedirects, 0, 0,
	MIB_Icmp_OutEchos, 0, 0, MIB_Icmp_OutTimeExcds,
	MIB_Icmp_OutParmProbs, MIB_Icmp_OutTimestamps,
	MIB_Icmp_OutTimestampReps, 0, 0, MIB_Icmp_OutAddrMasks,
	MIB_Icmp_OutAddrMaskReps
};

static const uint16_t count_in[19] = {
	MIB_Icmp_InEchoReps, 0, 0, MIB_Icmp_InDestUnreachs,
	MIB_Icmp_InSrcQuenchs, MIB_Icmp_InRedirects, 0, 0,
	MIB_Icmp_InEchos, 0, 0, MIB_Icmp_InTimeExcds,
	MIB_Icmp_InParmProbs, MIB_Icmp_InTimestamps,
	MIB_Icmp_InTimestampReps, 0, 0, MIB_Icmp_InAddrMasks,
	MIB_Icmp_InAddrMaskReps
};

void icmp_count_out(struct mib *m, uint32_t type)
{
	mib_inc(m, MIB_Icmp_OutMsgs);
	mib_inc(m, MIB_IcmpMsg_OutType0 + type);
	if (type <= NR_ICMP_TYPES && count_out[type] != 0)
		mib_inc(m, count_out[type]);
}

void icmp_count_in(struct mib *m, uint32_t type)
{
	mib_inc(m, MIB_IcmpMsg_InType0 + type);
	if (type <= NR_ICMP_TYPES && count_in[type] != 0)
		mib_inc(m, count_in[type]);
}

/* Fills in the checksum of the message from data to tail. */
/*@ requires \valid(skb) && SkbOk(*skb);
    requires ICMP_HLEN <= SkbLen(*skb) <= 65535;
    terminates \true; exits \false;
    assigns skb->pkt.b[skb->data + 2 .. skb->data + 3]; */
static void icmp_write_checksum(struct sk_buff *skb)
{
	put_be16(&skb->pkt, skb->data + 2u, 0);
	put_be16(&skb->pkt, skb->data + 2u,
		ip_compute_csum(&skb->pkt, skb->data, skb->tail - skb->data));
}

void icmp_push_reply(struct net *net, uint32_t r, uint32_t saddr,
	uint32_t daddr, uint32_t tos)
{
	struct dst_entry dst = { .input = DST_NONE };
	struct ip_meta m = { saddr, daddr, IPPROTO_ICMP, tos, 0, 0 };

	if (ip_route_output(net, daddr, ip_route_tos(tos), &dst) != 0) {
		handle_free(&net->pool, &net->queues, r);
		return;
	}
	if (daddr == 0u || dst.type == RTN_BROADCAST ||
	    dst.type == RTN_MULTICAST) {
		not_modelled(net, r, NM_broadcast_output);
		return;
	}
	if (m.saddr == 0u)
		m.saddr = ip_select_source(net, daddr, dst);
	if (m.saddr == 0u)
		m.saddr = inaddr_dummy;
	m.ttl = net->sysctl.ip_default_ttl % 256u;
	m.id = prandom_u32(&net->rnd) % 65536u;
	icmp_count_out(&net->mib, net->skb.s[r].pkt.b[net->skb.s[r].data]);
	icmp_write_checksum(&net->skb.s[r]);
	net->skb.s[r].dst = dst;
	//@ assert Inv(*net);
	ip_local_out(net, r, m);
}

/* Builds an error: header, then what fits of `from`, its IP header first. */
/*@ requires \valid(to) && \valid_read(from) && \separated(to, from);
    requires SkbOk(*to) && SkbOk(*from) && IpHeader(*from);
    requires to->data == SKB_HEADROOM && to->tail == SKB_HEADROOM;
    requires type <= 255 && code <= 255;
    terminates \true; exits \false;
    assigns to->tail, to->pkt;
    ensures SkbOk(*to);
    ensures ICM_002_quote: \let n = from->tail - from->network_header;
            SkbLen(*to) == ICMP_HLEN + (n < 548 ? n : 548);
    ensures ICM_003_header: to->pkt.b[to->data] == type &&
            to->pkt.b[to->data + 1] == code && P32(to->pkt, to->data + 4) == info;
    ensures ICM_004_bytes: \forall integer i;
            0 <= i < SkbLen(*to) - ICMP_HLEN ==>
            to->pkt.b[to->data + ICMP_HLEN + i] ==
            from->pkt.b[from->network_header + i]; */
static void icmp_build_error(struct sk_buff *to, const struct sk_buff *from,
	uint32_t type, uint32_t code, uint32_t info)
{
	uint32_t n = from->tail - from->network_header;

	if (n > ICMP_MAX_PACKET - IP_HLEN - ICMP_HLEN)
		n = ICMP_MAX_PACKET - IP_HLEN - ICMP_HLEN;
	skb_put(to, ICMP_HLEN + n);
	put_u8(&to->pkt, to->data, (uint8_t)type);
	put_u8(&to->pkt, to->data + 1u, (uint8_t)code);
	put_be16(&to->pkt, to->data + 2u, 0);
	put_be32(&to->pkt, to->data + 4u, info);
	pkt_copy(&to->pkt, to->data + ICMP_HLEN, &from->pkt,
		from->network_header, n);
}

/* The source of an error about packet h: the address it was sent to, if that
 * is ours; else the way back decides (0), or the device it came in by. */
/*@ requires \valid_read(net) && Inv(*net) && h < POOL_SIZE;
    requires IpHeader(net->skb.s[h]);
    terminates \true; exits \false;
    assigns \nothing;
    ensures ICM_005_own_address: net->skb.s[h].dst.type == RTN_LOCAL ==>
            \result == P32(net->skb.s[h].pkt,
                           net->skb.s[h].network_header + IP_DADDR);
    ensures ICM_006_way_back: net->skb.s[h].dst.type != RTN_LOCAL &&
            net->sysctl.icmp_errors_use_inbound_ifaddr == 0 ==>
            \result == 0; */
static uint32_t icmp_error_source(const struct net *net, uint32_t h)
{
	if (net->skb.s[h].dst.type == RTN_LOCAL)
		return get_be32(&net->skb.s[h].pkt,
			net->skb.s[h].network_header + IP_DADDR);
	if (net->sysctl.icmp_errors_use_inbound_ifaddr == 0u)
		return 0;
	return inet_select_addr(&net->dev, net->skb.s[h].dev, 0);
}

void icmp_send(struct net *net, uint32_t h, uint32_t type, uint32_t code,
	uint32_t info)
{
	uint32_t r, tos;

	if (!icmp_may_answer(&net->skb.s[h]))
		return;
	trace_call(&net->trace, FN_icmp_send);
	if (net->skb.s[h].opt.rr != 0u || net->skb.s[h].opt.ts != 0u ||
	    net->skb.s[h].opt.srr != 0u) {
		trace_note(&net->trace, TRACE_NOT_MODELLED, NM_options);
		return;
	}
	r = alloc_skb(net, SKB_HEADROOM);
	//@ assert Inv(*net);
	if (r == POOL_SIZE)
		return;
	//@ assert r != h;
	icmp_build_error(&net->skb.s[r], &net->skb.s[h], type, code, info);
	//@ assert Inv(*net);
	tos = net->skb.s[h].pkt.b[net->skb.s[h].network_header + IP_TOS] %
		32u / 2u * 2u + 192u;
	icmp_push_reply(net, r, icmp_error_source(net, h),
		get_be32(&net->skb.s[h].pkt,
			net->skb.s[h].network_header + IP_SADDR), tos);
}
