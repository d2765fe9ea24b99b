/* Source routes that this host is set to follow. */
#include "ipv4/icmp.h"
#include "ipv4/ip_options.h"

/* A fault in a source route, told to the sender: `at` is the faulty byte. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]) && at <= 62;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net) && InFlight(*net, h);
    ensures net->skb.s[h] == \old(net->skb.s[h]);
    ensures \result == DROP_IP_SOURCE_ROUTE;
    ensures OnlyQueued(net->queues, \old(net->queues));
    ensures HeldKept(net->skb, \old(net->skb), \old(net->queues)); */
static uint32_t srr_fault(struct net *net, uint32_t h, uint32_t at)
{
	icmp_send(net, h, ICMP_PARAMETERPROB, 0, at * 0x1000000u);
	//@ assert InFlight(*net, h);
	return DROP_IP_SOURCE_ROUTE;
}

/* The route of packet h if it were for `nexthop`: true when that is a host. */
/*@ requires \valid_read(net) && Inv(*net) && h < POOL_SIZE;
    requires IpHeader(net->skb.s[h]) && \valid(dst) && \separated(net, dst);
    terminates \true; exits \false;
    assigns *dst;
    ensures dst->oif < NDEV;
    ensures \result ==> dst->type == RTN_UNICAST || dst->type == RTN_LOCAL;
    ensures \result ==> Routed(*dst); */
static bool srr_route(const struct net *net, uint32_t h, uint32_t nexthop,
	struct dst_entry *dst)
{
	uint32_t n = net->skb.s[h].network_header;
	struct flowi4 f = flow_in(get_be32(&net->skb.s[h].pkt, n + IP_SADDR),
		nexthop, ip_route_tos(net->skb.s[h].pkt.b[n + IP_TOS]),
		net->skb.s[h].pkt.b[n + IP_PROTOCOL], net->skb.s[h].dev);

	if (ip_route_input(net, f, dst) != DROP_NONE)
		return false;
	return dst->type == RTN_UNICAST || dst->type == RTN_LOCAL;
}

/* Where a stop of the route leads. */
enum srr_step { SRR_REFUSED, SRR_OURS, SRR_ON };

/* Takes the stop at packet offset `at`: one of our own addresses becomes the
 * destination at once, another host's is noted as the next hop. */
/*@ requires \valid(net) && Inv(*net) && h < POOL_SIZE;
    requires IpHeader(net->skb.s[h]) && at <= PKT_SIZE - 4;
    requires at >= net->skb.s[h].network_header + 20;
    terminates \true; exits \false;
    assigns net->skb.s[h].pkt, net->skb.s[h].opt, net->skb.s[h].dst;
    ensures Inv(*net) && IpHeader(net->skb.s[h]);
    ensures Ihl(net->skb.s[h].pkt, net->skb.s[h].network_header) ==
            \old(Ihl(net->skb.s[h].pkt, net->skb.s[h].network_header));
    ensures \result != SRR_REFUSED ==> Routed(net->skb.s[h].dst);
    ensures net->skb.s[h].opt.srr == \old(net->skb.s[h].opt.srr);
    ensures \result == SRR_REFUSED ==>
            net->skb.s[h] == \old(net->skb.s[h]);
    ensures OPT_050_next: \result == SRR_ON ==>
            net->skb.s[h].opt.srr_is_hit == 1 &&
            net->skb.s[h].dst.type == RTN_UNICAST &&
            net->skb.s[h].opt.nexthop == P32(net->skb.s[h].pkt, at);
    ensures OPT_051_ours: \result == SRR_OURS ==>
            net->skb.s[h].dst.type == RTN_LOCAL &&
            P32(net->skb.s[h].pkt, net->skb.s[h].network_header + IP_DADDR) ==
            P32(net->skb.s[h].pkt, at); */
static uint32_t srr_take(struct net *net, uint32_t h, uint32_t at)
{
	uint32_t nexthop = get_be32(&net->skb.s[h].pkt, at);
	struct dst_entry dst = { .input = DST_NONE };

	if (!srr_route(net, h, nexthop, &dst))
		return SRR_REFUSED;
	net->skb.s[h].dst = dst;
	//@ assert Inv(*net);
	net->skb.s[h].opt.is_changed = 1;
	if (dst.type == RTN_LOCAL) {
		put_be32(&net->skb.s[h].pkt,
			net->skb.s[h].network_header + IP_DADDR, nexthop);
		//@ assert Inv(*net);
		return SRR_OURS;
	}
	net->skb.s[h].opt.srr_is_hit = 1;
	net->skb.s[h].opt.nexthop = nexthop;
	//@ assert Inv(*net);
	return SRR_ON;
}

/* The stops from the pointer on, of a route `len` bytes long. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]) && 3 <= len <= 40;
    requires 20 <= net->skb.s[h].opt.srr && net->skb.s[h].opt.srr + len <=
             Ihl(net->skb.s[h].pkt, net->skb.s[h].network_header);
    requires Routed(net->skb.s[h].dst);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net) && InFlight(*net, h) && IpHeader(net->skb.s[h]);
    ensures net->skb.s[h].data == \old(net->skb.s[h].data) &&
            net->skb.s[h].network_header == \old(net->skb.s[h].network_header);
    ensures Routed(net->skb.s[h].dst);
    ensures \result == DROP_NONE || \result == DROP_IP_SOURCE_ROUTE;
    ensures \result == DROP_NONE ==> net->queues == \old(net->queues);
    ensures OnlyQueued(net->queues, \old(net->queues));
    ensures OthersKept(net->skb, \old(net->skb), \old(net->queues), h); */
static uint32_t srr_follow(struct net *net, uint32_t h, uint32_t len)
{
	uint32_t srr = net->skb.s[h].opt.srr, step;
	uint32_t o = net->skb.s[h].network_header + srr;
	uint32_t pointer = net->skb.s[h].pkt.b[o + 2u];

	if (pointer < 4u)
		return DROP_IP_SOURCE_ROUTE;
	/*@ loop invariant 4 <= pointer <= 300;
	    loop invariant Inv(*net) && IpHeader(net->skb.s[h]);
	    loop invariant net->skb.s[h].opt.srr == srr;
	    loop invariant Ihl(net->skb.s[h].pkt,
	      net->skb.s[h].network_header) == \at(Ihl(net->skb.s[h].pkt,
	      net->skb.s[h].network_header), Pre);
	    loop invariant Routed(net->skb.s[h].dst);
	    loop assigns pointer, step, net->skb.s[h].pkt, net->skb.s[h].opt,
	      net->skb.s[h].dst;
	    loop variant 300 - pointer; */
	while (pointer + 3u <= len) {
		step = srr_take(net, h, o + pointer - 1u);
		if (step == SRR_REFUSED)
			return DROP_IP_SOURCE_ROUTE;
		if (step == SRR_ON)
			return DROP_NONE;
		pointer += 4u;
	}
	return pointer <= len ? srr_fault(net, h, srr + 2u) : DROP_NONE;
}

uint32_t ip_options_rcv_srr(struct net *net, uint32_t h)
{
	uint32_t len = ip_option_len(&net->skb.s[h], net->skb.s[h].opt.srr,
		ip_hdrlen(&net->skb.s[h]));

	trace_call(&net->trace, FN_ip_options_rcv_srr);
	if (net->skb.s[h].pkt_type != PACKET_HOST)
		return DROP_IP_SOURCE_ROUTE;
	if (net->skb.s[h].dst.type == RTN_UNICAST) {
		if (net->skb.s[h].opt.is_strictroute == 0u)
			return DROP_NONE;
		return srr_fault(net, h, IP_DADDR);
	}
	if (net->skb.s[h].dst.type != RTN_LOCAL || len == 0u)
		return DROP_IP_SOURCE_ROUTE;
	return srr_follow(net, h, len);
}
