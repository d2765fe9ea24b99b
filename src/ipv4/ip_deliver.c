/*
 * Where a routed packet ends: at a protocol of this host.
 *
 * The protocols stand in inet_protos, as Linux registers them; a protocol that
 * is not there is unreachable.
 */
#include "ipv4/icmp.h"
#include "ipv4/igmp.h"
#include "ipv4/ip_fragment.h"
#include "ipv4/ip_input.h"
#include "ipv4/raw.h"
#include "ipv4/udp.h"
#include "ipv4/udplite.h"

enum { IPPROTO_PIM = 103, NO_PROTOCOL = 5 };

/* A registered protocol [Linux struct net_protocol]. */
struct net_protocol {
	uint32_t number;
	void (*handler)(struct net *net, uint32_t h);
};

/* A message of multicast routing, which this host does not do. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->drop, net->trace;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), h);
    ensures DroppedAt(\old(net->drop), net->drop, DROP_PIM); */
static void pim_rcv(struct net *net, uint32_t h)
{
	trace_call(&net->trace, FN_pim_rcv);
	kfree_skb_reason(net, h, DROP_PIM);
}

static const struct net_protocol inet_protos[NO_PROTOCOL] = {
	{ IPPROTO_UDP, udp_rcv },
	{ IPPROTO_ICMP, icmp_rcv },
	{ IPPROTO_IGMP, igmp_rcv },
	{ IPPROTO_UDPLITE, udplite_rcv },
	{ IPPROTO_PIM, pim_rcv }
};

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NO_PROTOCOL;
    ensures \result != NO_PROTOCOL <==> number == IPPROTO_UDP ||
            number == IPPROTO_ICMP || number == IPPROTO_IGMP ||
            number == IPPROTO_UDPLITE || number == IPPROTO_PIM; */
static uint32_t inet_protos_find(uint32_t number)
{
	if (number == inet_protos[0].number)
		return 0;
	if (number == inet_protos[1].number)
		return 1;
	if (number == inet_protos[2].number)
		return 2;
	if (number == inet_protos[3].number)
		return 3;
	return number == inet_protos[4].number ? 4 : NO_PROTOCOL;
}

/* No handler speaks that protocol: where no raw socket heard it either, say
 * so, and drop. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), h); */
static void ip_no_protocol(struct net *net, uint32_t h, bool raw)
{
	if (raw) {
		mib_inc(&net->mib, MIB_Ip_InDelivers);
		consume_skb(net, h, FN_ip_protocol_deliver_rcu);
		return;
	}
	mib_inc(&net->mib, MIB_Ip_InUnknownProtos);
	icmp_send(net, h, ICMP_DEST_UNREACH, ICMP_PROT_UNREACH, 0);
	//@ assert InFlight(*net, h);
	kfree_skb_reason(net, h, DROP_NO_PROTOCOL);
}

/* Hands the packet to the handler of protocol k. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]) && k < NO_PROTOCOL;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->frag, net->drop, net->trace, net->rnd, net->limit, net->route,
            net->igmp;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), h); */
static void inet_protos_handle(struct net *net, uint32_t h, uint32_t k)
{
	//@ calls udp_rcv, icmp_rcv, igmp_rcv, udplite_rcv, pim_rcv;
	inet_protos[k].handler(net, h);
}

/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]) && protocol <= 255;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->frag, net->drop, net->trace, net->rnd, net->limit, net->route,
            net->igmp;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), h); */
static void ip_protocol_deliver_rcu(struct net *net, uint32_t h,
	uint32_t protocol)
{
	uint32_t k = inet_protos_find(protocol);
	bool raw;

	trace_call(&net->trace, FN_ip_protocol_deliver_rcu);
	raw = raw_local_deliver(net, h, protocol);
	//@ assert heard: Inv(*net) && InFlight(*net, h);
	//@ assert same: IpPulled(net->skb.s[h]);
	if (protocol == IPPROTO_TCP) {
		not_modelled(net, h, NM_tcp);
	} else if (k == NO_PROTOCOL) {
		ip_no_protocol(net, h, raw);
	} else {
		inet_protos_handle(net, h, k);
		mib_inc(&net->mib, MIB_Ip_InDelivers);
	}
}

void ip_local_deliver(struct net *net, uint32_t h)
{
	uint32_t n = net->skb.s[h].network_header;
	uint32_t frag = get_be16(&net->skb.s[h].pkt, n + IP_FRAG_OFF);

	trace_call(&net->trace, FN_ip_local_deliver);
	if (net->skb.s[h].missing != 0u) {
		not_modelled(net, h, NM_truncated);
		return;
	}
	if (frag % 0x4000u != 0u && !ip_defrag(net, h))
		return;
	//@ assert Inv(*net);
	n = net->skb.s[h].network_header;
	trace_call(&net->trace, FN_ip_local_deliver_finish);
	skb_pull(&net->skb.s[h], ip_hdrlen(&net->skb.s[h]));
	skb_reset_transport_header(&net->skb.s[h]);
	//@ assert Inv(*net);
	ip_protocol_deliver_rcu(net, h,
		net->skb.s[h].pkt.b[n + IP_PROTOCOL]);
}
