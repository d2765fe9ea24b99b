/* May this ICMP message go out now? */
#include "ipv4/icmp_rate.h"
#include "ipv4/icmp.h"

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == LimitClock(now);
    ensures \result >= PEER_AGE * 1000000000; */
static ktime_t limit_clock(ktime_t now)
{
	return ktime_add(now, (uint64_t)PEER_AGE * NSEC_PER_SEC);
}

/* A type that no limit holds for. */
/*@ requires \valid_read(s);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> MaskAllows(*s, type, code); */
static bool icmpv4_mask_allow(const struct sysctl *s, uint32_t type,
	uint32_t code)
{
	if (type > NR_ICMP_TYPES)
		return true;
	if (type == ICMP_DEST_UNREACH && code == ICMP_FRAG_NEEDED)
		return true;
	return (s->icmp_ratemask >> type) % 2u == 0;
}

bool icmpv4_global_allow(struct net *net, uint32_t type, uint32_t code,
	uint32_t *limited)
{
	*limited = 0;
	if (icmpv4_mask_allow(&net->sysctl, type, code))
		return true;
	if (!icmp_global_allow(&net->limit, net->sysctl.icmp_msgs_per_sec,
			net->sysctl.icmp_msgs_burst, limit_clock(net->now))) {
		mib_inc(&net->mib, MIB_Icmp_OutRateLimitGlobal);
		return false;
	}
	*limited = 1;
	return true;
}

/* The peer's own limit. */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->limit;
    ensures Inv(*net) && net->limit.credit == \old(net->limit.credit);
    ensures \forall integer i; 0 <= i < \old(net->limit.n) &&
            \old(net->limit.peer[i].addr) == daddr ==>
            (\result <==> XrlimTokens(\old(net->limit.peer[i]),
             6 * net->sysctl.icmp_ratelimit * 1000000,
             LimitClock(net->now)) >= net->sysctl.icmp_ratelimit * 1000000);
    ensures !HasPeer(\old(net->limit), daddr) &&
            net->sysctl.icmp_ratelimit <= 60000 ==> \result; */
static bool peer_allows(struct net *net, uint32_t daddr)
{
	ktime_t now = limit_clock(net->now);
	uint32_t p = inet_getpeer(&net->limit, daddr, now);

	//@ assert Inv(*net);
	return inet_peer_xrlim_allow(&net->limit, p,
		net->sysctl.icmp_ratelimit, now);
}

bool icmpv4_xrlim_allow(struct net *net, uint32_t daddr, uint32_t oif,
	uint32_t type, uint32_t code, uint32_t limited)
{
	(void)type;
	(void)code;
	if (limited == 0u)
		return true;
	if (oif != DEV_LO && !peer_allows(net, daddr)) {
		mib_inc(&net->mib, MIB_Icmp_OutRateLimitHost);
		return false;
	}
	icmp_global_consume(&net->limit, prandom_u32(&net->rnd));
	return true;
}

bool ip_error_allow(struct net *net, uint32_t peer)
{
	ktime_t now = limit_clock(net->now);
	uint32_t p = inet_getpeer(&net->limit, peer, now);

	//@ assert Inv(*net);
	return inet_peer_error_allow(&net->limit, p, now);
}

bool ip_redirect_allow(struct net *net, uint32_t peer)
{
	ktime_t now = limit_clock(net->now);
	uint32_t p = inet_getpeer(&net->limit, peer, now);

	//@ assert Inv(*net);
	return inet_peer_redirect_allow(&net->limit, p, now);
}

void ip_redirect_sent(struct net *net, uint32_t peer)
{
	ktime_t now = limit_clock(net->now);
	uint32_t p = inet_getpeer(&net->limit, peer, now);

	//@ assert Inv(*net);
	inet_peer_redirect_sent(&net->limit, p, now);
	//@ assert net->limit.peer[p].addr == peer;
}
