/* ARP packets that come in. */
#include "ipv4/arp_policy.h"
#include "ipv4/neigh.h"
#include "ipv4/route.h"

/* How long the first of several different answers counts. */
enum { ARP_LOCKTIME = NSEC_PER_SEC };

/* Is it an Ethernet and IPv4 request or reply, about a unicast address? */
/*@ requires \valid_read(skb) && SkbOk(*skb) && SkbLen(*skb) >= ARP_LEN;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == DROP_NONE || \result == DROP_ARP_MALFORMED ||
            \result == DROP_ARP_BAD_TARGET;
    ensures \result == DROP_NONE ==> P16(skb->pkt, skb->data + ARP_PRO) ==
            ETH_P_IP && !IsMulticast(P32(skb->pkt, skb->data + ARP_TPA)); */
static uint32_t arp_check(const struct sk_buff *skb, bool localnet)
{
	uint32_t hrd = get_be16(&skb->pkt, skb->data + ARP_HRD);
	uint32_t op = get_be16(&skb->pkt, skb->data + ARP_OP);
	uint32_t tip = get_be32(&skb->pkt, skb->data + ARP_TPA);

	if (hrd != ARPHRD_ETHER && hrd != ARPHRD_IEEE802)
		return DROP_ARP_MALFORMED;
	if (get_be16(&skb->pkt, skb->data + ARP_PRO) != ETH_P_IP)
		return DROP_ARP_MALFORMED;
	if (op != ARPOP_REQUEST && op != ARPOP_REPLY)
		return DROP_ARP_MALFORMED;
	if (ipv4_is_multicast(tip) || (ipv4_is_loopback(tip) && !localnet))
		return DROP_ARP_BAD_TARGET;
	return DROP_NONE;
}

/* What a well-formed packet says. */
struct arp_message {
	uint32_t dev, op;
	uint32_t sip, tip;
	mac_t sha, tha;
	uint32_t unicast;	/* 1: its frame was for us alone */
};

/*@ predicate ArpMessageOk(struct arp_message m) = m.dev < NDEV &&
      m.sha < 0x1000000000000; */

/*@ requires \valid_read(skb) && SkbOk(*skb) && SkbLen(*skb) >= ARP_LEN;
    terminates \true; exits \false;
    assigns \nothing;
    ensures ArpMessageOk(\result);
    ensures ARP_002_fields: \let o = skb->data; \result.dev == skb->dev &&
            \result.op == P16(skb->pkt, o + ARP_OP) &&
            \result.sip == P32(skb->pkt, o + ARP_SPA) &&
            \result.tip == P32(skb->pkt, o + ARP_TPA) &&
            \result.sha == Mac(skb->pkt, o + ARP_SHA) &&
            \result.tha == Mac(skb->pkt, o + ARP_THA) &&
            (\result.unicast == 1 <==> skb->pkt_type == PACKET_HOST); */
static struct arp_message arp_read(const struct sk_buff *skb)
{
	struct arp_message m;

	m.dev = skb->dev;
	m.op = get_be16(&skb->pkt, skb->data + ARP_OP);
	m.sip = get_be32(&skb->pkt, skb->data + ARP_SPA);
	m.tip = get_be32(&skb->pkt, skb->data + ARP_TPA);
	m.sha = get_mac(&skb->pkt, skb->data + ARP_SHA);
	m.tha = get_mac(&skb->pkt, skb->data + ARP_THA);
	m.unicast = skb->pkt_type == PACKET_HOST ? 1 : 0;
	return m;
}

/* Answers: the address is mine, and here I am. */
/*@ requires \valid(net) && Inv(*net) && ArpMessageOk(m);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->drop, net->trace;
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues)); */
static void arp_reply(struct net *net, struct arp_message m)
{
	struct arp_packet a = { ARPOP_REPLY, m.dev, m.sha, m.sha, m.tip,
		m.sip };

	arp_send(net, a);
}

/* Is a request one about an address of ours, from an acceptable source? */
/*@ requires \valid_read(net) && Inv(*net) && ArpMessageOk(m);
    terminates \true; exits \false;
    assigns \nothing;
    ensures ARP_021_local: \result ==> m.op == ARPOP_REQUEST;
    ensures ARP_021_route: \forall integer i; \result &&
            !IsMulticast(m.tip) && m.tip != 0xffffffff && m.sip != 0 &&
            LongestMatch(net->fib, i, m.tip, 0, ANY_DEVICE) &&
            (net->fib.r[i].type == RTN_LOCAL ||
             net->fib.r[i].type == RTN_BROADCAST) ==>
            net->fib.r[i].type == RTN_LOCAL; */
static bool arp_asks_for_us(const struct net *net, struct arp_message m)
{
	struct dst_entry dst = { .input = DST_NONE };
	struct flow_in f = { m.sip, m.tip, 0, 0, m.dev };

	return m.op == ARPOP_REQUEST &&
		ip_route_input(net, f, &dst) == DROP_NONE &&
		dst.input == DST_LOCAL_DELIVER && dst.type == RTN_LOCAL;
}

/* Who looks whether an address is taken gets an answer, but is not learned. */
/*@ requires \valid(net) && Inv(*net) && ArpMessageOk(m);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->drop, net->trace;
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures ARP_022_silent: m.op != ARPOP_REQUEST ||
            ArpIgnore(net->dev, m.dev) == 8 ==>
            net->queues == \old(net->queues); */
static void arp_probe(struct net *net, struct arp_message m)
{
	if (m.op == ARPOP_REQUEST &&
	    inet_addr_type(&net->fib, m.tip) == RTN_LOCAL &&
	    !arp_ignore(&net->dev, m.dev, 0, m.tip))
		arp_reply(net, m);
}

/* May the request be answered by this device? */
/*@ requires \valid(net) && Inv(*net) && ArpMessageOk(m);
    terminates \true; exits \false;
    assigns net->mib.v[MIB_TcpExt_ArpFilter];
    ensures Inv(*net);
    ensures ARP_023_ignored: ArpIgnore(net->dev, m.dev) == 8 ==> !\result;
    ensures ARP_023_default: ArpIgnore(net->dev, m.dev) == 0 &&
            net->dev.all.arp_filter == 0 &&
            net->dev.d[m.dev].conf.arp_filter == 0 ==> \result; */
static bool arp_may_answer(struct net *net, struct arp_message m)
{
	return !arp_ignore(&net->dev, m.dev, m.sip, m.tip) &&
		!arp_filter(net, m.dev, m.sip);
}

/*
 * A request for us: who asks will be spoken to, so it is learned; then it is
 * answered [Linux neigh_event_ns].
 */
/*@ requires \valid(net) && Inv(*net) && ArpMessageOk(m);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace;
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues)); */
static void arp_answer(struct net *net, struct arp_message m)
{
	uint32_t i;

	if (!arp_may_answer(net, m))
		return;
	i = neigh_get(net, m.sip, m.dev);
	if (i == NEIGH_NIL)
		return;
	neigh_learned(net, i, m.sha, NUD_STALE, true);
	//@ assert Inv(*net);
	arp_reply(net, m);
}

/* Does it tell an address to all? [Linux arp_is_garp] */
/*@ requires \valid_read(net) && Inv(*net);
    terminates \true; exits \false;
    assigns \nothing;
    ensures ARP_024_same: \result ==> m.sip == m.tip; */
static bool arp_is_garp(const struct net *net, struct arp_message m)
{
	return m.sip == m.tip && (m.op != ARPOP_REPLY || m.tha == m.sha) &&
		inet_addr_type(&net->fib, m.sip) == RTN_UNICAST;
}

/* The entry that a packet not asked for may change; NEIGH_NIL: none. */
/*@ requires \valid(net) && Inv(*net) && ArpMessageOk(m);
    terminates \true; exits \false;
    assigns net->arp.n, net->arp.e[0 .. NNEIGH - 1];
    ensures Inv(*net) && \result <= NNEIGH;
    ensures \result != NEIGH_NIL ==>
            NeighFound(net->arp, \result, m.sip, m.dev);
    ensures ARP_020_no_learning: ArpAccept(net->dev, m.dev) == 0 &&
            \old(NeighNone(net->arp, m.sip, m.dev)) ==>
            \result == NEIGH_NIL && net->arp == \old(net->arp); */
static uint32_t arp_entry(struct net *net, struct arp_message m)
{
	uint32_t i = neigh_lookup(&net->arp, m.sip, m.dev);

	if (i != NEIGH_NIL || !arp_accept(&net->dev, m.dev, m.sip))
		return i;
	if (!arp_is_garp(net, m) && (m.op != ARPOP_REPLY ||
	    inet_addr_type(&net->fib, m.sip) != RTN_UNICAST))
		return NEIGH_NIL;
	return neigh_get(net, m.sip, m.dev);
}

/*
 * What is not a question for us.  Of several answers the first counts; only one
 * to us alone says that the neighbour can be reached.
 */
/*@ requires \valid(net) && Inv(*net) && ArpMessageOk(m);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->drop, net->trace;
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures ARP_020_nobody: ArpAccept(net->dev, m.dev) == 0 &&
            \old(NeighNone(net->arp, m.sip, m.dev)) ==>
            net->arp == \old(net->arp) && net->queues == \old(net->queues); */
static void arp_learn(struct net *net, struct arp_message m)
{
	uint32_t i = arp_entry(net, m);
	bool override;

	//@ assert Inv(*net);
	if (i == NEIGH_NIL)
		return;
	override = ktime_sub(net->now, net->arp.e[i].updated) > ARP_LOCKTIME ||
		arp_is_garp(net, m);
	neigh_learned(net, i, m.sha, m.op == ARPOP_REPLY && m.unicast == 1u
		? NUD_REACHABLE : NUD_STALE, override);
}

/* A well-formed packet: a probe, a question for us, or something else. */
/*@ requires \valid(net) && Inv(*net) && ArpMessageOk(m);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace;
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues)); */
static void arp_hear(struct net *net, struct arp_message m)
{
	if (m.sip == 0u)
		arp_probe(net, m);
	else if (arp_asks_for_us(net, m))
		arp_answer(net, m);
	else
		arp_learn(net, m);
}

/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires SkbLen(net->skb.s[h]) >= ARP_LEN;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), h); */
static void arp_process(struct net *net, uint32_t h)
{
	struct arp_message m = arp_read(&net->skb.s[h]);
	bool localnet = net->dev.all.route_localnet != 0u ||
		net->dev.d[m.dev].conf.route_localnet != 0u;
	uint32_t site = arp_check(&net->skb.s[h], localnet);

	trace_call(&net->trace, FN_arp_process);
	if (site != DROP_NONE) {
		kfree_skb_reason(net, h, site);
		return;
	}
	arp_hear(net, m);
	//@ assert InFlight(*net, h);
	consume_skb(net, h, FN_arp_process);
}

void arp_rcv(struct net *net, uint32_t h)
{
	uint32_t o = net->skb.s[h].data;

	trace_call(&net->trace, FN_arp_rcv);
	if (net->skb.s[h].pkt_type == PACKET_OTHERHOST ||
	    net->skb.s[h].pkt_type == PACKET_LOOPBACK)
		consume_skb(net, h, FN_arp_rcv);
	else if (skb_len(&net->skb.s[h]) < ARP_LEN &&
		 net->skb.s[h].missing != 0u)
		not_modelled(net, h, NM_truncated);
	else if (skb_len(&net->skb.s[h]) < ARP_LEN)
		kfree_skb_reason(net, h, DROP_ARP_SHORT);
	else if (net->skb.s[h].pkt.b[o + ARP_HLN] != ETH_ALEN ||
		 net->skb.s[h].pkt.b[o + ARP_PLN] != 4u)
		kfree_skb_reason(net, h, DROP_ARP_LENGTHS);
	else
		arp_process(net, h);
}
