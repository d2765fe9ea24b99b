/* ICMP messages that are answered: echo and timestamp. */
#include "ipv4/fib_addr.h"
#include "ipv4/icmp.h"
#include "ipv4/icmp_rate.h"

uint32_t inet_current_timestamp(ktime_t now)
{
	return (uint32_t)(now / NSEC_PER_MSEC % 86400000u);
}

/* Makes `to` the answer of that type to message `from`: the same content, or
 * for a timestamp its first stamp and two of ours. */
/*@ requires \valid(to) && \valid_read(from) && \separated(to, from);
    requires SkbOk(*to) && SkbOk(*from) && IpPulled(*from) && type <= 255;
    requires to->data == SKB_HEADROOM && to->tail == SKB_HEADROOM;
    requires SkbLen(*from) >= (type == ICMP_TIMESTAMPREPLY ? 12 : ICMP_HLEN);
    terminates \true; exits \false;
    assigns to->tail, to->pkt;
    ensures SkbOk(*to) && to->pkt.b[to->data] == type;
    ensures ICM_020_echo: type != ICMP_TIMESTAMPREPLY ==>
            SkbLen(*to) == SkbLen(*from) &&
            \forall integer i; 1 <= i < SkbLen(*to) ==>
            to->pkt.b[to->data + i] == from->pkt.b[from->data + i];
    ensures ICM_021_timestamp: type == ICMP_TIMESTAMPREPLY ==>
            SkbLen(*to) == 20 && P32(to->pkt, to->data + 12) == now &&
            P32(to->pkt, to->data + 16) == now; */
static void icmp_build_reply(struct sk_buff *to, const struct sk_buff *from,
	uint32_t type, uint32_t now)
{
	uint32_t len = skb_len(from);

	if (type == ICMP_TIMESTAMPREPLY)
		len = 12;
	pkt_copy(&to->pkt, to->data, &from->pkt, from->data, len);
	skb_put(to, len);
	put_u8(&to->pkt, to->data, (uint8_t)type);
	if (type != ICMP_TIMESTAMPREPLY)
		return;
	skb_put(to, 8);
	put_u8(&to->pkt, to->data + 1u, 0);
	put_be32(&to->pkt, to->data + 12u, now);
	put_be32(&to->pkt, to->data + 16u, now);
}

/* The options of the answer to h and its way; false: none is sent. */
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
    ensures ICM_022_to_asker: \result ==> b->daddr == P32(net->skb.s[h].pkt,
            net->skb.s[h].network_header + IP_SADDR);
    ensures ICM_023_from_asked: \result &&
            net->skb.s[h].dst.type == RTN_LOCAL ==> \let a =
            P32(net->skb.s[h].pkt, net->skb.s[h].network_header + IP_DADDR);
            a != 0 ==> b->saddr == a;
    ensures ICM_024_tos: \result ==> b->tos == net->skb.s[h].pkt.b[
            net->skb.s[h].network_header + IP_TOS]; */
static bool icmp_reply_way(struct net *net, uint32_t r, uint32_t h,
	struct icmp_bxm *b)
{
	uint32_t n = net->skb.s[h].network_header;

	if (!ip_options_echo(net, r, h))
		return false;
	if (!icmpv4_global_allow(net, b->type, b->code, &b->limited))
		return false;
	b->saddr = fib_compute_spec_dst(net, h);
	b->daddr = get_be32(&net->skb.s[h].pkt, n + IP_SADDR);
	b->tos = net->skb.s[h].pkt.b[n + IP_TOS];
	return icmp_route_lookup(net, r, b);
}

/* Answers message h by one of type `type` [Linux icmp_reply]. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]) && type <= 255;
    requires SkbLen(net->skb.s[h]) >=
             (type == ICMP_TIMESTAMPREPLY ? 12 : ICMP_HLEN);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures OnlyQueued(net->queues, \old(net->queues));
    ensures HeldKept(net->skb, \old(net->skb), \old(net->queues)); */
static void icmp_reply(struct net *net, uint32_t h, uint32_t type)
{
	struct icmp_bxm b = { .type = type };
	uint32_t r;

	trace_call(&net->trace, FN_icmp_reply);
	r = alloc_skb(net, SKB_HEADROOM);
	//@ assert Inv(*net);
	if (r == POOL_SIZE)
		return;
	//@ assert r != h;
	if (!icmp_reply_way(net, r, h, &b)) {
		handle_free(&net->pool, &net->queues, r);
		return;
	}
	//@ assert Inv(*net);
	icmp_build_reply(&net->skb.s[r], &net->skb.s[h], type,
		inet_current_timestamp(net->now));
	//@ assert Inv(*net);
	icmp_push_reply(net, r, b);
}

void icmp_echo(struct net *net, uint32_t h)
{
	trace_call(&net->trace, FN_icmp_echo);
	if (net->sysctl.icmp_echo_ignore_all == 0u)
		icmp_reply(net, h, ICMP_ECHOREPLY);
	consume_skb(net, h, FN_icmp_echo);
}

void icmp_timestamp(struct net *net, uint32_t h)
{
	trace_call(&net->trace, FN_icmp_timestamp);
	if (skb_len(&net->skb.s[h]) < ICMP_HLEN + 4u) {
		mib_inc(&net->mib, MIB_Icmp_InErrors);
		kfree_skb_reason(net, h, DROP_ICMP_TIMESTAMP_SHORT);
		return;
	}
	icmp_reply(net, h, ICMP_TIMESTAMPREPLY);
	consume_skb(net, h, FN_icmp_timestamp);
}
