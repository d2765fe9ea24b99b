/*
 * ICMP messages that this host receives.
 *
 * icmp_rcv checks, counts and dispatches by type; each handler ends the
 * packet.
 */
#include "ipv4/icmp.h"
#include "ipv4/ping.h"
#include "ipv4/udp_lookup.h"
#include "lib/checksum.h"

/* The end of a message that is malformed or unwanted: InErrors, and dropped. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && site < DROP_MAX;
    terminates \true; exits \false;
    assigns net->pool, net->queues.own[h], net->drop.n[site], net->trace,
            net->mib;
    ensures Inv(*net) && net->queues.own[h] == OWN_FREE;
    ensures DroppedAt(\old(net->drop), net->drop, site); */
static void icmp_error(struct net *net, uint32_t h, uint32_t site)
{
	mib_inc(&net->mib, MIB_Icmp_InErrors);
	kfree_skb_reason(net, h, site);
}

/* Milliseconds since midnight, by the host's clock [RFC 792 p. 16]. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == now / 1000000 % 86400000; */
static uint32_t inet_current_timestamp(ktime_t now)
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

/* Answers message h by one of type `type` [Linux icmp_reply]. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]) && type <= 255;
    requires SkbLen(net->skb.s[h]) >=
             (type == ICMP_TIMESTAMPREPLY ? 12 : ICMP_HLEN);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures OnlyQueued(net->queues, \old(net->queues)); */
static void icmp_reply(struct net *net, uint32_t h, uint32_t type)
{
	uint32_t r, saddr = 0, n = net->skb.s[h].network_header;
	uint32_t daddr = get_be32(&net->skb.s[h].pkt, n + IP_SADDR);

	trace_call(&net->trace, FN_icmp_reply);
	if (net->skb.s[h].opt.rr != 0u || net->skb.s[h].opt.ts != 0u) {
		trace_note(&net->trace, TRACE_NOT_MODELLED, NM_options);
		return;
	}
	if (net->skb.s[h].dst.type == RTN_LOCAL)
		saddr = get_be32(&net->skb.s[h].pkt, n + IP_DADDR);
	r = alloc_skb(net, SKB_HEADROOM);
	//@ assert Inv(*net);
	if (r == POOL_SIZE)
		return;
	//@ assert r != h;
	icmp_build_reply(&net->skb.s[r], &net->skb.s[h], type,
		inet_current_timestamp(net->now));
	//@ assert Inv(*net);
	icmp_push_reply(net, r, saddr, daddr, net->skb.s[h].pkt.b[n + IP_TOS]);
}

/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]) && SkbLen(net->skb.s[h]) >= ICMP_HLEN;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), h); */
static void icmp_echo(struct net *net, uint32_t h)
{
	trace_call(&net->trace, FN_icmp_echo);
	if (net->sysctl.icmp_echo_ignore_all == 0u)
		icmp_reply(net, h, ICMP_ECHOREPLY);
	consume_skb(net, h, FN_icmp_echo);
}

/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]) && SkbLen(net->skb.s[h]) >= ICMP_HLEN;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), h); */
static void icmp_timestamp(struct net *net, uint32_t h)
{
	trace_call(&net->trace, FN_icmp_timestamp);
	if (skb_len(&net->skb.s[h]) < ICMP_HLEN + 4u) {
		icmp_error(net, h, DROP_ICMP_TIMESTAMP_SHORT);
		return;
	}
	icmp_reply(net, h, ICMP_TIMESTAMPREPLY);
	consume_skb(net, h, FN_icmp_timestamp);
}

/* The flow back to the socket that sent the datagram quoted at offset q, its
 * UDP header at p. */
/*@ requires \valid_read(pkt) && q + IP_HLEN <= PKT_SIZE && p + 4 <= PKT_SIZE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result.saddr == P32(*pkt, q + IP_DADDR) && \result.dif == dev &&
            \result.daddr == P32(*pkt, q + IP_SADDR) &&
            \result.sport == P16(*pkt, p + 2) &&
            \result.dport == P16(*pkt, p) && \result.dport <= 65535; */
static struct udp_flow quoted_flow(const struct pkt *pkt, uint32_t q,
	uint32_t p, uint32_t dev)
{
	struct udp_flow f;

	f.saddr = get_be32(pkt, q + IP_DADDR);
	f.sport = get_be16(pkt, p + 2u);
	f.daddr = get_be32(pkt, q + IP_SADDR);
	f.dport = get_be16(pkt, p);
	f.dif = dev;
	return f;
}

/* An error's quote of a packet of ours, at offset q, goes to its protocol. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires q + IP_HLEN <= net->skb.s[h].tail;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->mib, net->trace;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), h); */
static void icmp_socket_deliver(struct net *net, uint32_t h, uint32_t q,
	uint32_t fn)
{
	uint32_t p = q + net->skb.s[h].pkt.b[q] % 16u * 4u;
	uint32_t proto = net->skb.s[h].pkt.b[q + IP_PROTOCOL];

	if (p + 8u > net->skb.s[h].tail) {
		mib_inc(&net->mib, MIB_Icmp_InErrors);
	} else if (proto == IPPROTO_TCP) {
		not_modelled(net, h, NM_tcp);
		return;
	} else if (proto == IPPROTO_UDP) {
		if (__udp4_lib_lookup(&net->udp, &net->sock,
			quoted_flow(&net->skb.s[h].pkt, q, p,
				net->skb.s[h].dev)) != SOCK_NIL) {
			not_modelled(net, h, NM_icmp_error);
			return;
		}
		mib_inc(&net->mib, MIB_Icmp_InErrors);
	}
	consume_skb(net, h, fn);
}

/* Destination unreachable, source quench, time exceeded, parameter problem. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]) && SkbLen(net->skb.s[h]) >= ICMP_HLEN;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->mib, net->drop, net->trace;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), h); */
static void icmp_unreach(struct net *net, uint32_t h)
{
	uint32_t q = net->skb.s[h].data + ICMP_HLEN;
	uint32_t type = net->skb.s[h].pkt.b[net->skb.s[h].data];
	uint32_t code = net->skb.s[h].pkt.b[net->skb.s[h].data + 1u];

	trace_call(&net->trace, FN_icmp_unreach);
	if (q + IP_HLEN > net->skb.s[h].tail)
		icmp_error(net, h, DROP_ICMP_QUOTE);
	else if (net->skb.s[h].pkt.b[q] % 16u < 5u)
		icmp_error(net, h, DROP_ICMP_QUOTE_IHL);
	else if ((type == ICMP_DEST_UNREACH && code > NR_ICMP_UNREACH) ||
		 (type == ICMP_TIME_EXCEEDED && code == ICMP_EXC_FRAGTIME))
		consume_skb(net, h, FN_icmp_unreach);
	else
		icmp_socket_deliver(net, h, q, FN_icmp_unreach);
}

/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]) && SkbLen(net->skb.s[h]) >= ICMP_HLEN;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->mib, net->drop, net->trace;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), h); */
static void icmp_redirect(struct net *net, uint32_t h)
{
	uint32_t q = net->skb.s[h].data + ICMP_HLEN;

	trace_call(&net->trace, FN_icmp_redirect);
	if (q + IP_HLEN > net->skb.s[h].tail)
		icmp_error(net, h, DROP_ICMP_REDIRECT_SHORT);
	else
		icmp_socket_deliver(net, h, q, FN_icmp_redirect);
}

/* The handler of each type [Linux icmp_pointers]. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]) && SkbLen(net->skb.s[h]) >= ICMP_HLEN;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), h); */
static void icmp_handle(struct net *net, uint32_t h, uint32_t type)
{
	switch (type) {
	case ICMP_ECHO:
		icmp_echo(net, h);
		break;
	case ICMP_TIMESTAMP:
		icmp_timestamp(net, h);
		break;
	case ICMP_DEST_UNREACH:
	case ICMP_SOURCE_QUENCH:
	case ICMP_TIME_EXCEEDED:
	case ICMP_PARAMETERPROB:
		icmp_unreach(net, h);
		break;
	case ICMP_REDIRECT:
		icmp_redirect(net, h);
		break;
	case ICMP_ECHOREPLY:
	case ICMP_EXT_ECHOREPLY:
		ping_rcv(net, h);
		break;
	default:
		trace_call(&net->trace, FN_icmp_discard);
		consume_skb(net, h, FN_icmp_discard);
	}
}

/* May a message of that type come by broadcast or multicast? */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> type == ICMP_ADDRESS || type == ICMP_ADDRESSREPLY ||
            ((type == ICMP_ECHO || type == ICMP_TIMESTAMP) && ignore == 0); */
static bool icmp_broadcast_ok(uint32_t type, uint32_t ignore)
{
	if (type == ICMP_ECHO || type == ICMP_TIMESTAMP)
		return ignore == 0u;
	return type == ICMP_ADDRESS || type == ICMP_ADDRESSREPLY;
}

/* A message whose checksum is right. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), h); */
static void icmp_rcv_checked(struct net *net, uint32_t h)
{
	uint32_t type;

	if (skb_len(&net->skb.s[h]) < ICMP_HLEN) {
		icmp_error(net, h, DROP_ICMP_SHORT);
		return;
	}
	type = net->skb.s[h].pkt.b[net->skb.s[h].data];
	icmp_count_in(&net->mib, type);
	if (type == ICMP_EXT_ECHO)
		consume_skb(net, h, FN_icmp_echo);
	else if (net->skb.s[h].dst.type != RTN_LOCAL &&
		 !icmp_broadcast_ok(type,
			net->sysctl.icmp_echo_ignore_broadcasts))
		icmp_error(net, h, DROP_ICMP_BROADCAST);
	else if (type > NR_ICMP_TYPES && type != ICMP_EXT_ECHOREPLY)
		icmp_error(net, h, DROP_ICMP_TYPE);
	else
		icmp_handle(net, h, type);
}

void icmp_rcv(struct net *net, uint32_t h)
{
	trace_call(&net->trace, FN_icmp_rcv);
	mib_inc(&net->mib, MIB_Icmp_InMsgs);
	if (ip_compute_csum(&net->skb.s[h].pkt, net->skb.s[h].data,
		skb_len(&net->skb.s[h])) != 0u) {
		mib_inc(&net->mib, MIB_Icmp_InCsumErrors);
		icmp_error(net, h, DROP_ICMP_BAD_CSUM);
		return;
	}
	icmp_rcv_checked(net, h);
}
