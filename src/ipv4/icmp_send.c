/*
 * ICMP errors: whether one may be sent, and what it says.
 *
 * The checks of icmp_send stand in Linux's order; a packet that fails one is
 * answered by silence.
 */
#include "ipv4/icmp.h"
#include "ipv4/icmp_rate.h"

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

/* Builds an error: header, then what fits of `from`, its IP header first. */
/*@ requires \valid(to) && \valid_read(from) && \separated(to, from);
    requires SkbOk(*to) && SkbOk(*from) && IpHeader(*from);
    requires to->data == SKB_HEADROOM && to->tail == SKB_HEADROOM;
    requires BxmOk(b) && room <= ICMP_MAX_PACKET;
    terminates \true; exits \false;
    assigns to->tail, to->pkt;
    ensures SkbOk(*to);
    ensures ICM_002_quote: \let n = from->tail - from->network_header;
            SkbLen(*to) == ICMP_HLEN + (n < room ? n : room);
    ensures ICM_003_header: to->pkt.b[to->data] == b.type &&
            to->pkt.b[to->data + 1] == b.code &&
            P32(to->pkt, to->data + 4) == info;
    ensures \forall integer i; 0 <= i < to->data ==>
            to->pkt.b[i] == \old(to->pkt.b[i]);
    ensures ICM_004_bytes: \forall integer i;
            0 <= i < SkbLen(*to) - ICMP_HLEN ==>
            to->pkt.b[to->data + ICMP_HLEN + i] ==
            from->pkt.b[from->network_header + i]; */
static void icmp_build_error(struct sk_buff *to, const struct sk_buff *from,
	struct icmp_bxm b, uint32_t info, uint32_t room)
{
	uint32_t n = from->tail - from->network_header;

	if (n > room)
		n = room;
	skb_put(to, ICMP_HLEN + n);
	put_u8(&to->pkt, to->data, (uint8_t)b.type);
	put_u8(&to->pkt, to->data + 1u, (uint8_t)b.code);
	put_be16(&to->pkt, to->data + 2u, 0);
	put_be32(&to->pkt, to->data + 4u, info);
	pkt_copy(&to->pkt, to->data + ICMP_HLEN, &from->pkt,
		from->network_header, n);
}

/* The source of an error about packet h: the address it was sent to, if that
 * is ours; else the way back decides (0), or the device it came in by: that of
 * its addresses that is nearest to the sender. */
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
	return inet_select_addr(&net->dev, net->skb.s[h].dev,
		get_be32(&net->skb.s[h].pkt,
			net->skb.s[h].network_header + IP_SADDR),
		RT_SCOPE_LINK);
}

/* The options of an error about packet h and its way; false: none is sent. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires InFlight(*net, r) && r != h && IpHeader(net->skb.s[h]);
    requires net->skb.s[r].data == SKB_HEADROOM;
    requires \valid(b) && \separated(net, b) && BxmOk(*b);
    terminates \true; exits \false;
    assigns net->skb.s[r].pkt, net->skb.s[r].opt, net->skb.s[r].dst,
            net->skb.s[r].network_header, net->trace, net->mib, net->limit,
            net->rnd, *b;
    ensures Inv(*net) && BxmOk(*b);
    ensures b->type == \old(b->type) && b->code == \old(b->code);
    ensures \result ==> OptionsRoom(net->skb.s[r]);
    ensures ICM_032_to_sender: b->daddr == P32(net->skb.s[h].pkt,
            net->skb.s[h].network_header + IP_SADDR);
    ensures ICM_033_tos: \result ==> b->tos == net->skb.s[h].pkt.b[
            net->skb.s[h].network_header + IP_TOS] % 32 / 2 * 2 + 192; */
static bool icmp_error_way(struct net *net, uint32_t r, uint32_t h,
	struct icmp_bxm *b)
{
	uint32_t n = net->skb.s[h].network_header;

	b->saddr = icmp_error_source(net, h);
	b->daddr = get_be32(&net->skb.s[h].pkt, n + IP_SADDR);
	if (!ip_options_echo(net, r, h))
		return false;
	b->tos = net->skb.s[h].pkt.b[n + IP_TOS] % 32u / 2u * 2u + 192u;
	return icmp_route_lookup(net, r, b);
}

/* The bytes of a quote: with all headers 576 at most, and what the way
 * takes; 0 when no IP header would fit. */
/*@ requires \valid_read(net) && Inv(*net) && r < POOL_SIZE;
    requires net->skb.s[r].opt.optlen <= 40;
    terminates \true; exits \false;
    assigns \nothing;
    ensures ICM_034_room: \result == 0 || (\result > IP_HLEN && \result <=
            ICMP_MAX_PACKET - IP_HLEN - ICMP_HLEN - net->skb.s[r].opt.optlen);
 */
static uint32_t icmp_quote_room(const struct net *net, uint32_t r)
{
	uint32_t room = dst_mtu(net, net->skb.s[r].dst);
	uint32_t headers = IP_HLEN + ICMP_HLEN + net->skb.s[r].opt.optlen;

	if (room > ICMP_MAX_PACKET)
		room = ICMP_MAX_PACKET;
	return room <= headers + IP_HLEN ? 0 : room - headers;
}

/* Error b about packet h: built in packet r, and sent. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires InFlight(*net, r) && r != h && IpHeader(net->skb.s[h]);
    requires net->skb.s[r].data == SKB_HEADROOM && BxmOk(b);
    requires net->skb.s[r].tail == SKB_HEADROOM;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), r);
    ensures OthersKept(net->skb, \old(net->skb), \old(net->queues), r); */
static void icmp_send_error(struct net *net, uint32_t h, uint32_t r,
	struct icmp_bxm b, uint32_t info)
{
	uint32_t room = 0;

	if (icmp_error_way(net, r, h, &b))
		room = icmp_quote_room(net, r);
	//@ assert Inv(*net);
	if (room == 0u) {
		handle_free(&net->pool, &net->queues, r);
		return;
	}
	if (b.saddr == 0u)
		b.saddr = inaddr_dummy;
	icmp_build_error(&net->skb.s[r], &net->skb.s[h], b, info, room);
	//@ assert Inv(*net);
	icmp_push_reply(net, r, b);
}

void icmp_send(struct net *net, uint32_t h, uint32_t type, uint32_t code,
	uint32_t info)
{
	struct icmp_bxm b = { .type = type, .code = code };
	uint32_t r;

	if (!icmp_may_answer(&net->skb.s[h]))
		return;
	trace_call(&net->trace, FN_icmp_send);
	if (net->skb.s[h].dev != DEV_LO &&
	    !icmpv4_global_allow(net, type, code, &b.limited))
		return;
	r = alloc_skb(net, SKB_HEADROOM);
	//@ assert Inv(*net);
	if (r == POOL_SIZE)
		return;
	//@ assert r != h;
	icmp_send_error(net, h, r, b, info);
}
