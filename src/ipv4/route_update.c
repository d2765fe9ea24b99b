/* Path MTUs that ICMP told.  Contracts: route_update.h. */
#include "ipv4/route_update.h"

enum { IP_MAX_MTU = 65535 };

/*@ requires \valid_read(net) && Inv(*net) && oif < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> SourceRefused(net->fib, net->dev, a, oif); */
static bool source_refused(const struct net *net, uint32_t a, uint32_t oif)
{
	uint32_t i;

	if (a == 0)
		return false;
	i = fib_lookup(&net->fib, a, 0, ANY_DEVICE);
	if (i == FIB_NIL || net->fib.r[i].type != RTN_LOCAL)
		return true;
	return ipv4_is_loopback(a) && oif != DEV_LO &&
		net->dev.all.route_localnet == 0 &&
		net->dev.d[oif].conf.route_localnet == 0;
}

uint32_t ip_route_output_flow(const struct net *net, struct flow_out f)
{
	uint32_t i;

	if (f.daddr == 0 || ipv4_is_lbcast(f.daddr) ||
	    ipv4_is_multicast(f.daddr))
		return FIB_NIL;
	i = fib_lookup(&net->fib, f.daddr, f.tos, f.oif);
	if (i == FIB_NIL || (net->fib.r[i].type != RTN_UNICAST &&
			     net->fib.r[i].type != RTN_BROADCAST))
		return FIB_NIL;
	if (source_refused(net, f.saddr, net->fib.r[i].oif))
		return FIB_NIL;
	return i;
}

struct fnhe_key fnhe_key_of_route(const struct net *net, struct flow_out f,
	uint32_t i)
{
	return fnhe_key_of(f.daddr, net->fib.r[i].oif, net->fib.r[i].gateway);
}

/* The MTU of the path along route i before: x is what was told of it,
 * FNHE_NIL: nothing. */
/*@ requires \valid_read(net) && Inv(*net) && Live(net->fib, i);
    requires x == FNHE_NIL || x < net->route.n;
    terminates \true; exits \false;
    assigns \nothing;
    ensures x != FNHE_NIL && net->route.e[x].pmtu != 0 ==>
            \result == net->route.e[x].pmtu; */
static uint32_t known_mtu(const struct net *net, uint32_t x, uint32_t i)
{
	uint32_t mtu = net->dev.d[net->fib.r[i].oif].mtu;

	if (x != FNHE_NIL && net->route.e[x].pmtu != 0)
		return net->route.e[x].pmtu;
	if (net->fib.r[i].mtu != 0)
		mtu = net->fib.r[i].mtu;
	return mtu > IP_MAX_MTU ? (uint32_t)IP_MAX_MTU : mtu;
}

/* Is it known already, and long enough? */
/*@ requires \valid_read(net) && Inv(*net);
    requires x == FNHE_NIL || x < net->route.n;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result ==> x != FNHE_NIL && net->route.e[x].pmtu == mtu; */
static bool pmtu_fresh(const struct net *net, uint32_t x, uint32_t mtu)
{
	uint64_t half = (uint64_t)net->sysctl.mtu_expires * NSEC_PER_SEC / 2u;

	return x != FNHE_NIL && net->route.e[x].pmtu == mtu &&
		net->route.e[x].expires > half &&
		net->now < net->route.e[x].expires - half;
}

/* Remembers a path MTU. */
/*@ requires \valid(net) && Inv(*net) && k.oif < NDEV;
    terminates \true; exits \false;
    assigns net->route;
    ensures Inv(*net);
    ensures \forall integer j; 0 <= j < NFNHE &&
            net->route.e[j] != \old(net->route.e[j]) ==>
            SameRoute(net->route.e[j].key, k) && net->route.e[j].expires ==
            Seconds(net->now, net->sysctl.mtu_expires) &&
            (mtu != 0 ==> net->route.e[j].pmtu == mtu &&
             net->route.e[j].mtu_locked == lock) &&
            (mtu == 0 ==> net->route.e[j].pmtu == 0 ||
             net->route.e[j].pmtu == \old(net->route.e[j].pmtu)); */
static void remember_pmtu(struct net *net, struct fnhe_key k, uint32_t mtu,
	uint32_t lock)
{
	uint64_t ns = (uint64_t)net->sysctl.mtu_expires * NSEC_PER_SEC;

	update_or_create_fnhe(&net->route, k, 0, mtu, lock,
		ktime_add(net->now, ns), net->now);
	//@ assert Inv(*net);
}

/* The path is as narrow as that; `old` was known, and is not less. */
/*@ requires \valid(net) && Inv(*net) && k.oif < NDEV && mtu <= old;
    requires x == FNHE_NIL || x < net->route.n;
    terminates \true; exits \false;
    assigns net->route, net->trace;
    ensures Inv(*net);
    ensures \forall integer j; 0 <= j < NFNHE &&
            net->route.e[j] != \old(net->route.e[j]) ==>
            SameRoute(net->route.e[j].key, k) && net->route.e[j].expires ==
            Seconds(net->now, net->sysctl.mtu_expires);
    ensures \forall integer j; 0 <= j < NFNHE &&
            net->route.e[j] != \old(net->route.e[j]) &&
            mtu >= net->sysctl.min_pmtu > 0 ==>
            net->route.e[j].pmtu == mtu && net->route.e[j].mtu_locked == 0;
    ensures \forall integer j; 0 <= j < NFNHE &&
            net->route.e[j] != \old(net->route.e[j]) &&
            mtu < net->sysctl.min_pmtu ==> net->route.e[j].pmtu <=
            net->sysctl.min_pmtu || net->route.e[j].pmtu ==
            \old(net->route.e[j].pmtu); */
static void learn_pmtu(struct net *net, struct fnhe_key k, uint32_t x,
	uint32_t old, uint32_t mtu)
{
	trace_call(&net->trace, FN___ip_rt_update_pmtu);
	//@ assert Inv(*net);
	if (mtu < net->sysctl.min_pmtu)
		remember_pmtu(net, k, old < net->sysctl.min_pmtu
			? old : net->sysctl.min_pmtu, 1);
	else if (!pmtu_fresh(net, x, mtu))
		remember_pmtu(net, k, mtu, 0);
}

void __ip_rt_update_pmtu(struct net *net, struct flow_out f, uint32_t mtu)
{
	uint32_t i = ip_route_output_flow(net, f), x, old;
	struct fnhe_key k;

	if (i == FIB_NIL)
		return;
	k = fnhe_key_of_route(net, f, i);
	x = find_exception(&net->route, k, net->now);
	/*@ assert told: \forall integer j; Told(net->route, j, k, net->now) ==>
	      j == x; */
	if (x != FNHE_NIL && net->route.e[x].mtu_locked != 0)
		return;
	/*@ assert open: \forall integer j; 0 <= j < net->route.n &&
	      net->now < net->route.e[j].expires &&
	      SameRoute(net->route.e[j].key, k) ==>
	      net->route.e[j].mtu_locked == 0; */
	old = known_mtu(net, x, i);
	//@ assert way: WayOut(net->fib, net->dev, i, f);
	if (old >= mtu)
		learn_pmtu(net, k, x, old, mtu);
	//@ assert same_way: WayOut(net->fib, net->dev, i, f);
}
