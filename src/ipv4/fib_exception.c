/* What ICMP told about routes.  Contracts: fib_exception.h. */
#include "ipv4/fib_exception.h"

void fib_exceptions_init(struct fib_exceptions *x)
{
	x->n = 0;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> SameRoute(a, b); */
static bool same_route(struct fnhe_key a, struct fnhe_key b)
{
	return a.daddr == b.daddr && a.oif == b.oif && a.nh_gw == b.nh_gw;
}

/* The entry of a key, forgotten or not; FNHE_NIL: there is none. */
/*@ requires \valid_read(x) && ExceptionsOk(*x);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result != FNHE_NIL ==> \result < x->n &&
            SameRoute(x->e[\result].key, k);
    ensures \result == FNHE_NIL ==> \forall integer i; 0 <= i < x->n ==>
            !SameRoute(x->e[i].key, k);
    ensures \result <= FNHE_NIL; */
static uint32_t fnhe_of(const struct fib_exceptions *x, struct fnhe_key k)
{
	uint32_t i = 0;

	/*@ loop invariant 0 <= i <= x->n;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      !SameRoute(x->e[j].key, k);
	    loop assigns i;
	    loop variant x->n - i; */
	while (i < x->n && !same_route(x->e[i].key, k))
		i++;
	return i == x->n ? (uint32_t)FNHE_NIL : i;
}

uint32_t find_exception(const struct fib_exceptions *x, struct fnhe_key k,
	ktime_t now)
{
	uint32_t i = fnhe_of(x, k);

	if (i == FNHE_NIL || !ktime_before(now, x->e[i].expires))
		return FNHE_NIL;
	return i;
}

/* The entry of a full table that was changed longest ago. */
/*@ requires \valid_read(x) && x->n == NFNHE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result < NFNHE;
    ensures \forall integer i; 0 <= i < NFNHE ==>
            x->e[\result].stamp <= x->e[i].stamp; */
static uint32_t fnhe_oldest(const struct fib_exceptions *x)
{
	uint32_t i = 1, oldest = 0;

	/*@ loop invariant 1 <= i <= NFNHE && oldest < i;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      x->e[oldest].stamp <= x->e[j].stamp;
	    loop assigns i, oldest;
	    loop variant NFNHE - i; */
	while (i < NFNHE) {
		if (x->e[i].stamp < x->e[oldest].stamp)
			oldest = i;
		i++;
	}
	return oldest;
}

/* Where something new about a key is to stand: nothing is told there. */
/*@ requires \valid(x) && ExceptionsOk(*x) && k.oif < NDEV;
    requires \forall integer i; 0 <= i < x->n ==> !SameRoute(x->e[i].key, k);
    terminates \true; exits \false;
    assigns *x;
    ensures ExceptionsOk(*x) && \result < x->n;
    ensures SameRoute(x->e[\result].key, k);
    ensures x->e[\result].gateway == 0 && x->e[\result].pmtu == 0 &&
            x->e[\result].mtu_locked == 0;
    ensures \forall integer i; 0 <= i < NFNHE && i != \result ==>
            x->e[i] == \old(x->e[i]);
    ensures x->n == \old(x->n) ==> x->n == NFNHE &&
            \forall integer i; 0 <= i < NFNHE ==>
            \old(x->e[\at(\result, Post)].stamp) <= \old(x->e[i].stamp); */
static uint32_t fnhe_new(struct fib_exceptions *x, struct fnhe_key k)
{
	uint32_t i = x->n;

	if (i == NFNHE)
		i = fnhe_oldest(x);
	else
		x->n++;
	x->e[i] = (struct fib_nh_exception){ .key = k };
	return i;
}

/* The entry of a key, made if it is not there; what it told is forgotten if
 * its time is over. */
/*@ requires \valid(x) && ExceptionsOk(*x) && k.oif < NDEV;
    terminates \true; exits \false;
    assigns *x;
    ensures ExceptionsOk(*x) && \result < x->n;
    ensures SameRoute(x->e[\result].key, k);
    ensures \forall integer i; Told(\old(*x), i, k, now) ==> \result == i &&
            *x == \old(*x);
    ensures NoneTold(\old(*x), k, now) ==> x->e[\result].gateway == 0 &&
            x->e[\result].pmtu == 0 && x->e[\result].mtu_locked == 0;
    ensures \forall integer i; 0 <= i < NFNHE && i != \result ==>
            x->e[i] == \old(x->e[i]);
    ensures x->n == \old(x->n) &&
            !SameRoute(\old(x->e[\at(\result, Post)].key), k) ==>
            x->n == NFNHE && \forall integer i; 0 <= i < NFNHE ==>
            \old(x->e[\at(\result, Post)].stamp) <= \old(x->e[i].stamp); */
static uint32_t fnhe_place(struct fib_exceptions *x, struct fnhe_key k,
	ktime_t now)
{
	uint32_t i = fnhe_of(x, k);

	if (i == FNHE_NIL)
		return fnhe_new(x, k);
	if (ktime_before(now, x->e[i].expires))
		return i;
	x->e[i].gateway = 0;
	x->e[i].pmtu = 0;
	x->e[i].mtu_locked = 0;
	return i;
}

uint32_t update_or_create_fnhe(struct fib_exceptions *x, struct fnhe_key k,
	uint32_t gw, uint32_t pmtu, uint32_t lock, ktime_t expires, ktime_t now)
{
	uint32_t i = fnhe_place(x, k, now);

	if (gw != 0)
		x->e[i].gateway = gw;
	if (pmtu != 0) {
		x->e[i].pmtu = pmtu;
		x->e[i].mtu_locked = lock;
	}
	x->e[i].expires = expires;
	x->e[i].stamp = now;
	return i;
}
