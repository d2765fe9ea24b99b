/* Packets that go on to another host. */
#include "ipv4/ip_forward.h"
#include "ipv4/icmp.h"
#include "ipv4/icmp_rate.h"
#include "ipv4/ip_options.h"
#include "ipv4/ip_output.h"
#include "lib/checksum.h"

/* Codes of ICMP_TIME_EXCEEDED and ICMP_REDIRECT [linux/icmp.h]. */
enum { ICMP_EXC_TTL = 0, ICMP_REDIR_HOST = 1 };

/* The MTU of the way on [Linux ip_dst_mtu_maybe_forward]. */
/*@ requires \valid_read(net) && Inv(*net) && h < POOL_SIZE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == ForwardMtu(net->dev, net->skb.s[h].dst);
    ensures \result <= IP_MAX_MTU; */
static uint32_t ip_forward_mtu(const struct net *net, uint32_t h)
{
	uint32_t mtu = net->skb.s[h].dst.mtu;

	if (mtu == 0u)
		mtu = net->dev.d[net->skb.s[h].dst.oif].mtu;
	return mtu < IP_MAX_MTU ? mtu : IP_MAX_MTU;
}

/*@ requires \valid_read(skb) && SkbOk(*skb) && IpHeader(*skb);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> DontFragment(*skb) && SkbLen(*skb) > mtu; */
static bool ip_exceeds_mtu(const struct sk_buff *skb, uint32_t mtu)
{
	return skb_len(skb) > mtu && get_be16(&skb->pkt,
		skb->network_header + IP_FRAG_OFF) / 0x4000u % 2u == 1u;
}

uint32_t ip_forward_check(const struct net *net, uint32_t h)
{
	uint32_t n = net->skb.s[h].network_header;

	if (net->skb.s[h].pkt_type != PACKET_HOST)
		return DROP_FORWARD_LINK;
	if (net->skb.s[h].pkt.b[n + IP_TTL] <= 1u)
		return DROP_FORWARD_TTL;
	if (net->skb.s[h].opt.is_strictroute != 0u &&
	    net->skb.s[h].dst.uses_gateway != 0u)
		return DROP_FORWARD_STRICT_ROUTE;
	if (ip_exceeds_mtu(&net->skb.s[h], ip_forward_mtu(net, h)))
		return DROP_FORWARD_TOO_BIG;
	return DROP_NONE;
}

void ip_decrease_ttl(struct sk_buff *skb)
{
	uint32_t n = skb->network_header;
	uint16_t old = get_be16(&skb->pkt, n + IP_TTL);
	uint16_t check = get_be16(&skb->pkt, n + IP_CHECK);
	//@ ghost struct pkt p0 = skb->pkt;
	//@ ghost uint32_t len = skb->pkt.b[n] % 16u * 4u;

	//@ assert old >= 256;
	put_be16(&skb->pkt, n + IP_TTL, (uint16_t)(old - 256u));
	//@ ghost struct pkt p1 = skb->pkt;
	//@ ghost csum_word(p0, p1, n, len, n + IP_TTL);
	put_be16(&skb->pkt, n + IP_CHECK,
		csum_replace2(check, old, (uint16_t)(old - 256u)));
	//@ ghost csum_word(p1, skb->pkt, n, len, n + IP_CHECK);
}

/*
 * Tells the sender of packet h to go to our next hop itself, unless it was
 * told often or just now [Linux ip_rt_send_redirect].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net) && InFlight(*net, h);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures kept: HeldKept(net->skb, \old(net->skb), \old(net->queues)); */
static void ip_rt_send_redirect(struct net *net, uint32_t h)
{
	uint32_t peer = get_be32(&net->skb.s[h].pkt,
		net->skb.s[h].network_header + IP_SADDR);

	trace_call(&net->trace, FN_ip_rt_send_redirect);
	if (!ip_redirect_allow(net, peer))
		return;
	//@ assert Inv(*net);
	icmp_send(net, h, ICMP_REDIRECT, ICMP_REDIR_HOST,
		net->skb.s[h].dst.gateway);
	//@ assert InFlight(*net, h);
	ip_redirect_sent(net, peer);
}

/* A packet that was refused: told to its sender as `site` asks for, dropped. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]) && site < DROP_MAX;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures net->queues.own[h] == OWN_FREE;
    ensures site == DROP_FORWARD_LINK ==>
            DroppedAt(\old(net->drop), net->drop, site) &&
            net->mib == \old(net->mib) && net->limit == \old(net->limit);
    ensures kept: HeldKept(net->skb, \old(net->skb), \old(net->queues)); */
static void ip_forward_refuse(struct net *net, uint32_t h, uint32_t site)
{
	if (site == DROP_FORWARD_TTL) {
		mib_inc(&net->mib, MIB_Ip_InHdrErrors);
		icmp_send(net, h, ICMP_TIME_EXCEEDED, ICMP_EXC_TTL, 0);
	} else if (site == DROP_FORWARD_STRICT_ROUTE) {
		icmp_send(net, h, ICMP_DEST_UNREACH, ICMP_SR_FAILED, 0);
	} else if (site == DROP_FORWARD_TOO_BIG) {
		mib_inc(&net->mib, MIB_Ip_ForwDatagrams);
		mib_inc(&net->mib, MIB_Ip_FragFails);
		icmp_send(net, h, ICMP_DEST_UNREACH, ICMP_FRAG_NEEDED,
			ip_forward_mtu(net, h));
	}
	//@ assert InFlight(*net, h);
	kfree_skb_reason(net, h, site);
}

/* A packet that may go on: one hop less, a redirect if it is due, and out
 * [Linux ip_forward, ip_forward_finish]. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]);
    requires net->skb.s[h].data == net->skb.s[h].network_header;
    requires net->skb.s[h].data >= ETH_HLEN;
    requires net->skb.s[h].pkt.b[net->skb.s[h].network_header + IP_TTL] > 1;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures kept: OthersKept(net->skb, \old(net->skb), \old(net->queues), h); */
static void ip_forward_finish(struct net *net, uint32_t h)
{
	mib_inc(&net->mib, MIB_Ip_ForwDatagrams);
	ip_decrease_ttl(&net->skb.s[h]);
	//@ assert Inv(*net);
	if (net->skb.s[h].dst.redirect != 0u && net->skb.s[h].opt.srr == 0u)
		ip_rt_send_redirect(net, h);
	//@ assert InFlight(*net, h) && IpHeader(net->skb.s[h]);
	trace_call(&net->trace, FN_ip_forward_finish);
	if (net->skb.s[h].opt.optlen != 0u)
		ip_forward_options(net, h);
	//@ assert Inv(*net);
	ip_output(net, h);
}

void ip_forward(struct net *net, uint32_t h)
{
	uint32_t site = ip_forward_check(net, h);

	trace_call(&net->trace, FN_ip_forward);
	if (site == DROP_FORWARD_LINK)
		ip_forward_refuse(net, h, site);
	else if (net->skb.s[h].missing != 0u)
		not_modelled(net, h, NM_truncated);
	else if (site != DROP_NONE)
		ip_forward_refuse(net, h, site);
	else if (net->skb.s[h].dst.oif == DEV_LO)
		not_modelled(net, h, NM_forward);
	else if (net->skb.s[h].data < ETH_HLEN)
		kfree_skb_reason(net, h, DROP_FORWARD_NO_ROOM);
	else
		ip_forward_finish(net, h);
}
