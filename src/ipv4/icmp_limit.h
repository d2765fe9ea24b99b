/*
 * How many ICMP errors this host may send: of all together, and to each peer
 * [Linux icmp_global_allow, inet_peer_xrlim_allow, ip_error,
 * ip_rt_send_redirect].
 *
 * A peer has one bucket of tokens, in nanoseconds, that errors, unroutable
 * packets and redirects share, each with rules of its own.  The clock of all
 * this runs PEER_AGE ahead of the host's: so the first look at a new peer, or
 * at all of them, finds a long silence behind it.
 */
#ifndef IPV4_ICMP_LIMIT_H
#define IPV4_ICMP_LIMIT_H

#include <stdbool.h>
#include <stdint.h>
#include "lib/time.h"

enum {
	NPEER = 1024,		/* peers remembered; more push out the oldest */
	PEER_AGE = 60,		/* seconds that a new peer was silent */
	XRLIM_BURST_FACTOR = 6,	/* errors that may go out at once */
	ERROR_BURST = 5,	/* seconds: net.ipv4.route.error_burst */
	REDIRECT_NUMBER = 9,	/* net.ipv4.route.redirect_number */
	REDIRECT_LOAD = 20,	/* milliseconds, doubled by each redirect */
	REDIRECT_SILENCE = 20480	/* milliseconds */
};

/* A peer that errors were sent to [Linux struct inet_peer]. */
struct inet_peer {
	uint32_t addr;		/* host byte order */
	uint32_t n_redirects;	/* sent in a row, at most REDIRECT_NUMBER */
	uint64_t rate_tokens;	/* nanoseconds */
	ktime_t rate_last;	/* when tokens were counted */
	ktime_t used;		/* when it was last asked for */
};

/* Invariant LimitOk: the first n are in use, one for each address. */
struct icmp_limit {
	uint32_t n;
	struct inet_peer peer[NPEER];
	int64_t credit;		/* messages to all that may go out at once */
	ktime_t stamp;		/* when credit was counted */
};

/*@ // the greatest burst that a sysctl can ask for, and the least credit
    logic integer MostTokens = 6 * 4294967295 * 1000000;
    logic integer LeastCredit = -2147483648;
    predicate PeerOk(struct inet_peer p) =
      p.n_redirects <= REDIRECT_NUMBER && p.rate_tokens <= MostTokens;
    predicate LimitOk(struct icmp_limit l) = l.n <= NPEER &&
      (\forall integer i; 0 <= i < l.n ==> PeerOk(l.peer[i])) &&
      (\forall integer i, j; 0 <= i < l.n && 0 <= j < l.n &&
        l.peer[i].addr == l.peer[j].addr ==> i == j) &&
      LeastCredit <= l.credit <= 4294967295;
    predicate HasPeer(struct icmp_limit l, integer a) =
      \exists integer i; 0 <= i < l.n && l.peer[i].addr == a;

    logic integer Elapsed(integer now, integer then) =
      now > then ? now - then : 0;
    logic integer Lesser(integer a, integer b) = a < b ? a : b;
    // tokens with those that came since; the burst cuts them only then
    logic integer XrlimTokens(struct inet_peer p, integer burst,
      integer now) = now <= p.rate_last ? p.rate_tokens :
      Lesser(p.rate_tokens + (now - p.rate_last), burst);
    logic integer ErrorTokens(struct inet_peer p, integer now) =
      Lesser(p.rate_tokens + Elapsed(now, p.rate_last), 5000000000);
    // how long one waits with a redirect after n of them, in nanoseconds
    logic integer RedirectWait(integer n) = 20000000 *
      (n == 0 ? 1 : n == 1 ? 2 : n == 2 ? 4 : n == 3 ? 8 : n == 4 ? 16 :
       n == 5 ? 32 : n == 6 ? 64 : n == 7 ? 128 : 256);
    // 1: redirects to it count from the start again
    logic integer Forgot(struct inet_peer p, integer now) =
      Elapsed(now, p.rate_last) > 20480000000 ? 1 : 0;
    // messages that came into the credit since it was counted
    logic integer GlobalGain(struct icmp_limit l, integer per_sec,
      integer now) = Elapsed(now, l.stamp) < 20000000 ? 0 :
      per_sec * Lesser(Elapsed(now, l.stamp), 1000000000) / 1000000000; */

/* Nothing was sent yet. */
/*@ requires \valid(l);
    terminates \true; exits \false;
    assigns l->n, l->credit, l->stamp;
    ensures LimitOk(*l) && l->n == 0 && l->credit == 0 && l->stamp == 0; */
void icmp_limit_init(struct icmp_limit *l);

/*
 * The number of the peer with that address.  A new one was silent for
 * PEER_AGE; when there is no room the peer that was not used for the longest
 * time is forgotten [Linux inet_getpeer].
 */
/*@ requires \valid(l) && LimitOk(*l) && now >= PEER_AGE * 1000000000;
    terminates \true; exits \false;
    assigns l->n, l->peer[0 .. NPEER - 1];
    ensures LimitOk(*l) && \result < l->n && \old(l->n) <= l->n;
    ensures LIM_010_peer: l->peer[\result].addr == addr;
    ensures LIM_011_known: \let p = \old(l->peer[\at(\result, Post)]);
            \old(HasPeer(*l, addr)) ==> l->n == \old(l->n) &&
            p.addr == addr && l->peer[\result].rate_tokens == p.rate_tokens &&
            l->peer[\result].rate_last == p.rate_last &&
            l->peer[\result].n_redirects == p.n_redirects;
    ensures LIM_012_new: !\old(HasPeer(*l, addr)) ==>
            l->peer[\result].rate_tokens == 0 &&
            l->peer[\result].n_redirects == 0 &&
            l->peer[\result].rate_last == now - PEER_AGE * 1000000000;
    ensures LIM_013_room: !\old(HasPeer(*l, addr)) && \old(l->n) < NPEER ==>
            \result == \old(l->n) && l->n == \old(l->n) + 1;
    ensures LIM_014_oldest: !\old(HasPeer(*l, addr)) && \old(l->n) == NPEER ==>
            \forall integer i; 0 <= i < NPEER ==>
            \old(l->peer[\at(\result, Post)].used) <= \old(l->peer[i].used);
    ensures LIM_015_others: \forall integer i; 0 <= i < NPEER &&
            i != \result ==> l->peer[i] == \old(l->peer[i]); */
uint32_t inet_getpeer(struct icmp_limit *l, uint32_t addr, ktime_t now);

/*
 * May an error go to peer p, `timeout` milliseconds of tokens for each?  At
 * most XRLIM_BURST_FACTOR at once, one every timeout afterwards.
 */
/*@ requires \valid(l) && LimitOk(*l) && p < l->n;
    terminates \true; exits \false;
    assigns l->peer[p].rate_tokens, l->peer[p].rate_last;
    ensures LimitOk(*l);
    ensures LIM_001_allowed: \let t = timeout * 1000000;
            \result <==> XrlimTokens(\old(l->peer[p]), 6 * t, now) >= t;
    ensures LIM_002_cost: \let t = timeout * 1000000;
            l->peer[p].rate_tokens ==
            XrlimTokens(\old(l->peer[p]), 6 * t, now) - (\result ? t : 0);
    ensures LIM_003_burst: now > \old(l->peer[p].rate_last) ==>
            l->peer[p].rate_tokens + (\result ? timeout * 1000000 : 0) <=
            6 * timeout * 1000000;
    ensures LIM_004_rate: l->peer[p].rate_tokens +
            (\result ? timeout * 1000000 : 0) <=
            \old(l->peer[p].rate_tokens) +
            Elapsed(now, \old(l->peer[p].rate_last));
    ensures LIM_005_counted: l->peer[p].rate_last ==
            (now > \old(l->peer[p].rate_last) ? now
             : \old(l->peer[p].rate_last)); */
bool inet_peer_xrlim_allow(struct icmp_limit *l, uint32_t p, uint32_t timeout,
	ktime_t now);

/*
 * May an error about an unroutable packet go to peer p?  ERROR_BURST at once,
 * one every second afterwards [Linux ip_error].
 */
/*@ requires \valid(l) && LimitOk(*l) && p < l->n;
    terminates \true; exits \false;
    assigns l->peer[p].rate_tokens, l->peer[p].rate_last;
    ensures LimitOk(*l) && l->peer[p].rate_last == now;
    ensures LIM_020_allowed: \result <==>
            ErrorTokens(\old(l->peer[p]), now) >= 1000000000;
    ensures LIM_021_cost: l->peer[p].rate_tokens ==
            ErrorTokens(\old(l->peer[p]), now) - (\result ? 1000000000 : 0);
    ensures LIM_022_burst: l->peer[p].rate_tokens <= 5000000000; */
bool inet_peer_error_allow(struct icmp_limit *l, uint32_t p, ktime_t now);

/*
 * May a redirect go to peer p?  After REDIRECT_NUMBER in a row no more, until
 * no packet called for one during REDIRECT_SILENCE; before that each waits
 * twice as long as the one before [Linux ip_rt_send_redirect].
 */
/*@ requires \valid(l) && LimitOk(*l) && p < l->n;
    terminates \true; exits \false;
    assigns l->peer[p].rate_tokens, l->peer[p].rate_last,
            l->peer[p].n_redirects;
    ensures LimitOk(*l);
    ensures LIM_030_allowed: \let o = \old(l->peer[p]); \result <==>
            Forgot(o, now) == 1 || o.n_redirects == 0 ||
            (o.n_redirects < REDIRECT_NUMBER &&
             Elapsed(now, o.rate_last) > RedirectWait(o.n_redirects));
    ensures LIM_031_forgot: \let o = \old(l->peer[p]);
            l->peer[p].n_redirects ==
            (Forgot(o, now) == 1 ? 0 : o.n_redirects) &&
            l->peer[p].rate_tokens ==
            (Forgot(o, now) == 1 ? 0 : o.rate_tokens);
    ensures LIM_032_ignored: \let o = \old(l->peer[p]);
            l->peer[p].rate_last == (Forgot(o, now) == 0 &&
            o.n_redirects == REDIRECT_NUMBER ? now : o.rate_last); */
bool inet_peer_redirect_allow(struct icmp_limit *l, uint32_t p, ktime_t now);

/* A redirect went to peer p. */
/*@ requires \valid(l) && LimitOk(*l) && p < l->n;
    terminates \true; exits \false;
    assigns l->peer[p].rate_last, l->peer[p].n_redirects;
    ensures LimitOk(*l) && l->peer[p].rate_last == now;
    ensures LIM_033_counted: l->peer[p].n_redirects ==
            (\old(l->peer[p].n_redirects) < REDIRECT_NUMBER
             ? \old(l->peer[p].n_redirects) + 1 : REDIRECT_NUMBER); */
void inet_peer_redirect_sent(struct icmp_limit *l, uint32_t p, ktime_t now);

/*
 * May one more limited message go out, of `per_sec` a second and `burst` at
 * once?  The credit is filled when it is used up, at most every 20
 * milliseconds [Linux icmp_global_allow].
 */
/*@ requires \valid(l) && LimitOk(*l);
    terminates \true; exits \false;
    assigns l->credit, l->stamp;
    ensures LimitOk(*l);
    ensures LIM_040_allowed: \result <==> \old(l->credit) > 0 ||
            GlobalGain(\old(*l), per_sec, now) > 0;
    ensures LIM_041_kept: !\result || \old(l->credit) > 0 ==>
            l->credit == \old(l->credit) && l->stamp == \old(l->stamp);
    ensures LIM_042_filled: \result && \old(l->credit) <= 0 ==>
            l->stamp == now && l->credit == Lesser(\old(l->credit) +
            GlobalGain(\old(*l), per_sec, now), burst);
    ensures LIM_043_burst: l->credit <= burst ||
            l->credit <= \old(l->credit); */
bool icmp_global_allow(struct icmp_limit *l, uint32_t per_sec, uint32_t burst,
	ktime_t now);

/* A limited message went out: 0, 1 or 2 of the credit, as the random number
 * says, so that nobody can count them [Linux icmp_global_consume]. */
/*@ requires \valid(l) && LimitOk(*l);
    terminates \true; exits \false;
    assigns l->credit;
    ensures LimitOk(*l);
    ensures LIM_044_cost: \let c = \old(l->credit) - random * 3 / 4294967296;
            l->credit == (c < LeastCredit ? LeastCredit : c); */
void icmp_global_consume(struct icmp_limit *l, uint32_t random);

#endif
