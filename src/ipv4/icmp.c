/*
 * ICMP messages that this host receives.
 *
 * icmp_rcv checks, counts and dispatches by type; each handler ends the
 * packet.
 */
#include "ipv4/icmp.h"
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
		trace_call(&net->trace, FN_ping_rcv);
		kfree_skb_reason(net, h, DROP_ICMP_NO_ECHO_SOCKET);
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
