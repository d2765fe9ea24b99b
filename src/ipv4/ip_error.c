/* Packets that routing leads nowhere. */
#include "ipv4/icmp.h"
#include "ipv4/icmp_rate.h"
#include "ipv4/ip_input.h"

enum { NO_UNREACH = 256 };	/* no error is sent */

/*@ logic integer UnreachCode(integer site) =
      site == DROP_INNOROUTES ? 0 : site == DROP_UNREACHABLE ? 1 :
      site == DROP_PROHIBIT ? 13 : NO_UNREACH; */

/* The code of ICMP_DEST_UNREACH that tells of a drop at `site`. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures FWD_030_code: \result == UnreachCode(site); */
static uint32_t unreach_code(uint32_t site)
{
	if (site == DROP_INNOROUTES)
		return ICMP_NET_UNREACH;
	if (site == DROP_UNREACHABLE)
		return ICMP_HOST_UNREACH;
	return site == DROP_PROHIBIT ? ICMP_PKT_FILTERED : NO_UNREACH;
}

/* Tells the sender, if its bucket allows. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]) && code <= 255;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures OnlyQueued(net->queues, \old(net->queues));
    ensures HeldKept(net->skb, \old(net->skb), \old(net->queues));
    ensures FWD_031_limited: \forall integer i; 0 <= i < \old(net->limit.n) &&
            \old(net->limit.peer[i].addr) ==
            P32(\old(net->skb.s[h].pkt),
                \old(net->skb.s[h].network_header) + IP_SADDR) &&
            ErrorTokens(\old(net->limit.peer[i]), LimitClock(net->now)) <
            1000000000 ==> net->queues == \old(net->queues) &&
            net->mib == \old(net->mib); */
static void ip_error_send(struct net *net, uint32_t h, uint32_t code)
{
	if (!ip_error_allow(net, get_be32(&net->skb.s[h].pkt,
			net->skb.s[h].network_header + IP_SADDR)))
		return;
	//@ assert Inv(*net);
	icmp_send(net, h, ICMP_DEST_UNREACH, code, 0);
}

void ip_error(struct net *net, uint32_t h)
{
	uint32_t site = net->skb.s[h].dst.error;
	uint32_t code = unreach_code(site);

	trace_call(&net->trace, FN_ip_error);
	if (code != NO_UNREACH && net->skb.s[h].missing != 0u) {
		not_modelled(net, h, NM_truncated);
		return;
	}
	if (site == DROP_INADDRERRORS)
		mib_inc(&net->mib, MIB_Ip_InAddrErrors);
	if (site == DROP_INNOROUTES)
		mib_inc(&net->mib, MIB_IpExt_InNoRoutes);
	if (code != NO_UNREACH)
		ip_error_send(net, h, code);
	//@ assert InFlight(*net, h);
	kfree_skb_reason(net, h, site);
}
