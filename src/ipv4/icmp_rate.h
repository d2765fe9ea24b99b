/*
 * May this ICMP message go out now? [Linux icmpv4_global_allow,
 * icmpv4_xrlim_allow, ip_error, ip_rt_send_redirect]
 */
#ifndef IPV4_ICMP_RATE_H
#define IPV4_ICMP_RATE_H

#include "core/net.h"

/*@ // the clock of struct icmp_limit: ahead of the host's, and stops at the end
    logic integer LimitClock(integer now) =
      now + 60000000000 <= 0xffffffffffffffff ? now + 60000000000
      : 0xffffffffffffffff;
    // the type is never limited, or ratemask leaves it alone; fragmentation
    // needed is what finds the MTU of a path
    predicate MaskAllows(struct sysctl s, integer type, integer code) =
      type > 18 || (type == 3 && code == 4) ||
      (s.icmp_ratemask >> type) % 2 == 0; */

/*
 * The limit of all messages together, asked before one is built: false, and
 * OutRateLimitGlobal counted, when it is used up.  A type that ratemask leaves
 * alone, or fragmentation needed, is never limited: then *limited is 0.
 */
/*@ requires \valid(net) && Inv(*net) && \valid(limited);
    requires \separated(net, limited) && type <= 255 && code <= 255;
    terminates \true; exits \false;
    assigns net->mib, net->limit, net->rnd, *limited;
    ensures Inv(*net);
    ensures LIM_050_mask: MaskAllows(net->sysctl, type, code) ==>
            \result && *limited == 0 && net->mib == \old(net->mib) &&
            net->limit == \old(net->limit);
    ensures LIM_051_global: !MaskAllows(net->sysctl, type, code) ==>
            *limited == (\result ? 1 : 0) && (\result <==>
            \old(net->limit.credit) > 0 || GlobalGain(\old(net->limit),
            net->sysctl.icmp_msgs_per_sec, LimitClock(net->now)) > 0);
    ensures LIM_052_counted: \result
            ? net->mib == \old(net->mib)
            : Counted(\old(net->mib), net->mib, MIB_Icmp_OutRateLimitGlobal, 1);
    ensures LIM_053_peers: \forall integer i; 0 <= i < NPEER ==>
            net->limit.peer[i] == \old(net->limit.peer[i]); */
bool icmpv4_global_allow(struct net *net, uint32_t type, uint32_t code,
	uint32_t *limited);

/*
 * The limit of one peer, asked when the way to it is known: false, and
 * OutRateLimitHost counted, when it is used up.  `limited` is what
 * icmpv4_global_allow said; when the answer is yes the global credit is used.
 */
/*@ requires \valid(net) && Inv(*net) && oif < NDEV;
    requires type <= 255 && code <= 255;
    terminates \true; exits \false;
    assigns net->mib, net->limit, net->rnd;
    ensures Inv(*net);
    ensures LIM_060_unlimited: limited == 0 ==> \result &&
            net->mib == \old(net->mib) && net->limit == \old(net->limit);
    ensures LIM_061_loopback: oif == DEV_LO ==> \result &&
            net->mib == \old(net->mib);
    ensures LIM_062_counted: \result
            ? net->mib == \old(net->mib)
            : Counted(\old(net->mib), net->mib, MIB_Icmp_OutRateLimitHost, 1);
    ensures LIM_063_peer: \forall integer i; limited != 0 && oif != DEV_LO &&
            0 <= i < \old(net->limit.n) &&
            \old(net->limit.peer[i].addr) == daddr ==>
            (\result <==> XrlimTokens(\old(net->limit.peer[i]),
             6 * net->sysctl.icmp_ratelimit * 1000000,
             LimitClock(net->now)) >= net->sysctl.icmp_ratelimit * 1000000);
    ensures LIM_064_new_peer: limited != 0 && oif != DEV_LO &&
            !HasPeer(\old(net->limit), daddr) &&
            net->sysctl.icmp_ratelimit <= 60000 ==> \result;
    ensures LIM_065_refused: !\result ==>
            net->limit.credit == \old(net->limit.credit); */
bool icmpv4_xrlim_allow(struct net *net, uint32_t daddr, uint32_t oif,
	uint32_t type, uint32_t code, uint32_t limited);

/*
 * May an error about an unroutable packet go to that peer?  This holds
 * whatever icmp_ratelimit says [Linux ip_error].
 */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->limit;
    ensures Inv(*net);
    ensures LIM_070_known: \forall integer i; 0 <= i < \old(net->limit.n) &&
            \old(net->limit.peer[i].addr) == peer ==> (\result <==>
            ErrorTokens(\old(net->limit.peer[i]), LimitClock(net->now)) >=
            1000000000);
    ensures LIM_071_new: !HasPeer(\old(net->limit), peer) ==> \result; */
bool ip_error_allow(struct net *net, uint32_t peer);

/* May a redirect go to that peer? [Linux ip_rt_send_redirect] */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->limit;
    ensures Inv(*net);
    ensures LIM_080_known: \let t = LimitClock(net->now);
            \forall integer i; \let p = \old(net->limit.peer[i]);
            0 <= i < \old(net->limit.n) && p.addr == peer ==> (\result <==>
            Forgot(p, t) == 1 || p.n_redirects == 0 ||
            (p.n_redirects < REDIRECT_NUMBER &&
             Elapsed(t, p.rate_last) > RedirectWait(p.n_redirects)));
    ensures LIM_081_new: !HasPeer(\old(net->limit), peer) ==> \result; */
bool ip_redirect_allow(struct net *net, uint32_t peer);

/* One went there, or would have but for what icmp_send says. */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->limit;
    ensures Inv(*net);
    ensures LIM_082_sent: \exists integer i; 0 <= i < net->limit.n &&
            net->limit.peer[i].addr == peer &&
            net->limit.peer[i].n_redirects > 0 &&
            net->limit.peer[i].rate_last == LimitClock(net->now); */
void ip_redirect_sent(struct net *net, uint32_t peer);

#endif
