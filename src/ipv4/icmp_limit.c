/* Token buckets of ICMP errors. */
#include "ipv4/icmp_limit.h"
#include "lib/random.h"

void icmp_limit_init(struct icmp_limit *l)
{
	l->n = 0;
	l->credit = 0;
	l->stamp = 0;
}

/* The peer with that address, or n. */
/*@ requires \valid_read(l) && LimitOk(*l);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= l->n;
    ensures \result < l->n ==> l->peer[\result].addr == addr;
    ensures \result == l->n <==> !HasPeer(*l, addr); */
static uint32_t find_peer(const struct icmp_limit *l, uint32_t addr)
{
	uint32_t i = 0;

	/*@ loop invariant 0 <= i <= l->n;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      l->peer[j].addr != addr;
	    loop assigns i;
	    loop variant l->n - i; */
	while (i < l->n && l->peer[i].addr != addr)
		i++;
	return i;
}

/* The peer that was not used for the longest time. */
/*@ requires \valid_read(l);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result < NPEER;
    ensures \forall integer i; 0 <= i < NPEER ==>
            l->peer[\result].used <= l->peer[i].used; */
static uint32_t oldest_peer(const struct icmp_limit *l)
{
	uint32_t i, oldest = 0;

	/*@ loop invariant 1 <= i <= NPEER && oldest < i;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      l->peer[oldest].used <= l->peer[j].used;
	    loop assigns i, oldest;
	    loop variant NPEER - i; */
	for (i = 1; i < NPEER; i++)
		if (l->peer[i].used < l->peer[oldest].used)
			oldest = i;
	return oldest;
}

uint32_t inet_getpeer(struct icmp_limit *l, uint32_t addr, ktime_t now)
{
	uint32_t p = find_peer(l, addr);

	if (p == l->n) {
		if (p == NPEER)
			p = oldest_peer(l);
		else
			l->n++;
		l->peer[p].addr = addr;
		l->peer[p].n_redirects = 0;
		l->peer[p].rate_tokens = 0;
		l->peer[p].rate_last = now - (ktime_t)PEER_AGE * NSEC_PER_SEC;
	}
	l->peer[p].used = now;
	return p;
}

/* tokens + gained, but at most most. */
/*@ requires most <= MostTokens && tokens <= MostTokens;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == Lesser(tokens + gained, most); */
static uint64_t fill(uint64_t tokens, uint64_t gained, uint64_t most)
{
	if (gained > most)
		return most;
	return tokens + gained < most ? tokens + gained : most;
}

bool inet_peer_xrlim_allow(struct icmp_limit *l, uint32_t p, uint32_t timeout,
	ktime_t now)
{
	uint64_t cost = (uint64_t)timeout * NSEC_PER_MSEC;

	if (now > l->peer[p].rate_last) {
		l->peer[p].rate_tokens = fill(l->peer[p].rate_tokens,
			now - l->peer[p].rate_last, XRLIM_BURST_FACTOR * cost);
		l->peer[p].rate_last = now;
	}
	if (l->peer[p].rate_tokens < cost)
		return false;
	l->peer[p].rate_tokens -= cost;
	return true;
}

bool inet_peer_error_allow(struct icmp_limit *l, uint32_t p, ktime_t now)
{
	l->peer[p].rate_tokens = fill(l->peer[p].rate_tokens,
		ktime_sub(now, l->peer[p].rate_last),
		(uint64_t)ERROR_BURST * NSEC_PER_SEC);
	l->peer[p].rate_last = now;
	if (l->peer[p].rate_tokens < NSEC_PER_SEC)
		return false;
	l->peer[p].rate_tokens -= NSEC_PER_SEC;
	return true;
}

/* How long to wait after n redirects, in nanoseconds. */
/*@ requires n < REDIRECT_NUMBER;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == RedirectWait(n); */
static uint64_t redirect_wait(uint32_t n)
{
	static const uint16_t doubled[REDIRECT_NUMBER] = {
		1, 2, 4, 8, 16, 32, 64, 128, 256
	};

	return (uint64_t)REDIRECT_LOAD * NSEC_PER_MSEC * doubled[n];
}

bool inet_peer_redirect_allow(struct icmp_limit *l, uint32_t p, ktime_t now)
{
	uint64_t silent = ktime_sub(now, l->peer[p].rate_last);

	if (silent > (uint64_t)REDIRECT_SILENCE * NSEC_PER_MSEC) {
		l->peer[p].rate_tokens = 0;
		l->peer[p].n_redirects = 0;
	}
	if (l->peer[p].n_redirects == REDIRECT_NUMBER) {
		l->peer[p].rate_last = now;
		return false;
	}
	return l->peer[p].n_redirects == 0 ||
		silent > redirect_wait(l->peer[p].n_redirects);
}

void inet_peer_redirect_sent(struct icmp_limit *l, uint32_t p, ktime_t now)
{
	l->peer[p].rate_last = now;
	if (l->peer[p].n_redirects < REDIRECT_NUMBER)
		l->peer[p].n_redirects++;
}

/* Messages that came into the credit since it was counted. */
/*@ requires \valid_read(l);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == GlobalGain(*l, per_sec, now);
    ensures \result <= 4294967295; */
static uint64_t global_gain(const struct icmp_limit *l, uint32_t per_sec,
	ktime_t now)
{
	uint64_t since = ktime_sub(now, l->stamp);

	if (since < 20u * (uint64_t)NSEC_PER_MSEC)
		return 0;
	if (since > NSEC_PER_SEC)
		since = NSEC_PER_SEC;
	return per_sec * since / NSEC_PER_SEC;
}

bool icmp_global_allow(struct icmp_limit *l, uint32_t per_sec, uint32_t burst,
	ktime_t now)
{
	uint64_t gain;

	if (l->credit > 0)
		return true;
	gain = global_gain(l, per_sec, now);
	if (gain == 0)
		return false;
	l->stamp = now;
	l->credit += (int64_t)gain;
	if (l->credit > burst)
		l->credit = burst;
	return true;
}

void icmp_global_consume(struct icmp_limit *l, uint32_t random)
{
	l->credit -= reciprocal_scale(random, 3);
	if (l->credit < INT32_MIN)
		l->credit = INT32_MIN;
}
