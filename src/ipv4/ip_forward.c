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

/* For proofs only: the sum of a header is no less than three of its words. */
/*@ ghost
    /@ requires 12 <= n <= 65535 && o <= PKT_SIZE - n;
       terminates \true;
       exits \false;
       assigns \nothing;
       ensures Bsum(p, o, n) >=
         P16(p, o) + P16(p, o + IP_TTL) + P16(p, o + IP_CHECK);
    @/
    static void sum_holds(struct pkt p, uint32_t o, uint32_t n)
    {
	uint32_t i = 0;

	/@ loop invariant 0 <= i <= n;
	   loop invariant Bsum(p, o, i) >= (i >= 1 ? 256 * p.b[o] : 0) +
	     (i >= 2 ? p.b[o + 1] : 0) + (i >= 9 ? 256 * p.b[o + 8] : 0) +
	     (i >= 10 ? p.b[o + 9] : 0) + (i >= 11 ? 256 * p.b[o + 10] : 0) +
	     (i >= 12 ? p.b[o + 11] : 0);
	   loop assigns i;
	   loop variant n - i;
	@/
	while (i < n)
	    i = i + 1u;
    }
*/

void ip_decrease_ttl(struct sk_buff *skb)
{
	uint32_t n = skb->network_header;
	uint16_t old = get_be16(&skb->pkt, n + IP_TTL);
	uint16_t check = get_be16(&skb->pkt, n + IP_CHECK), new;
	//@ ghost struct pkt p0 = skb->pkt;
	//@ ghost struct pkt p1;
	//@ ghost uint32_t len = skb->pkt.b[n] % 16u * 4u;

	//@ assert old >= 256;
	//@ ghost sum_holds(p0, n, len);
	//@ assert P16(p0, n) >= 256;
	put_be16(&skb->pkt, n + IP_TTL, (uint16_t)(old - 256u));
	//@ assert skb->pkt.b[n + IP_TTL] == p0.b[n + IP_TTL] - 1;
	//@ ghost p1 = skb->pkt;
	//@ ghost csum_word(p0, p1, n, len, n + IP_TTL);
	//@ assert Bsum(p1, n, len) == Bsum(p0, n, len) - 256;
	new = csum_replace2(check, old, (uint16_t)(old - 256u));
	put_be16(&skb->pkt, n + IP_CHECK, new);
	//@ ghost csum_word(p1, skb->pkt, n, len, n + IP_CHECK);
	//@ assert Bsum(skb->pkt, n, len) == Bsum(p1, n, len) - check + new;
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

/* Counts a packet by what became of it: `site`, DROP_NONE if it goes on. */
/*@ requires \valid(m);
    terminates \true; exits \false;
    assigns m->v[0 .. MIB_MAX - 1];
    ensures FWD_008_counted: \forall integer j; 0 <= j < MIB_MAX ==>
            m->v[j] == Saturate(\old(m->v[j]) + ForwardCount(site, j)); */
static void ip_forward_count(struct mib *m, uint32_t site)
{
	if (site == DROP_FORWARD_TTL)
		mib_inc(m, MIB_Ip_InHdrErrors);
	if (site == DROP_FORWARD_TOO_BIG || site == DROP_NONE)
		mib_inc(m, MIB_Ip_ForwDatagrams);
	if (site == DROP_FORWARD_TOO_BIG)
		mib_inc(m, MIB_Ip_FragFails);
}

/* Type and code of the error that tells of a refusal, type * 256 + code;
 * NO_ERROR: none is sent. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures FWD_009_error: \result == ForwardError(site);
    ensures \result <= NO_ERROR; */
static uint32_t ip_forward_error(uint32_t site)
{
	if (site == DROP_FORWARD_TTL)
		return ICMP_TIME_EXCEEDED * 256u + ICMP_EXC_TTL;
	if (site == DROP_FORWARD_STRICT_ROUTE)
		return ICMP_DEST_UNREACH * 256u + ICMP_SR_FAILED;
	if (site == DROP_FORWARD_TOO_BIG)
		return ICMP_DEST_UNREACH * 256u + ICMP_FRAG_NEEDED;
	return NO_ERROR;
}

/* A packet that was refused: told to its sender as `site` asks for, dropped. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]) && site < DROP_MAX;
    requires site != DROP_NONE;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures net->queues.own[h] == OWN_FREE;
    ensures site == DROP_FORWARD_LINK ==>
            DroppedAt(\old(net->drop), net->drop, site) &&
            (\forall integer j; 0 <= j < MIB_MAX ==>
             net->mib.v[j] == \old(net->mib.v[j])) &&
            net->limit == \old(net->limit);
    ensures kept: HeldKept(net->skb, \old(net->skb), \old(net->queues)); */
static void ip_forward_refuse(struct net *net, uint32_t h, uint32_t site)
{
	uint32_t error = ip_forward_error(site);

	ip_forward_count(&net->mib, site);
	if (error != NO_ERROR)
		icmp_send(net, h, error / 256u, error % 256u,
			site == DROP_FORWARD_TOO_BIG ? ip_forward_mtu(net, h)
						     : 0u);
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
	ip_forward_count(&net->mib, DROP_NONE);
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
