/*
 * Addresses that devices lose, and the routes that go with them.
 * Contracts: fib_ifaddr.h.
 */
#include "spec/fib_of_trie.h"
#include "ipv4/fib_addr.h"
#include "ipv4/fib_frontend.h"

enum { EADDRNOTAVAIL = 99 };

/* Takes out a route that followed from an address, if it is there. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns net->fib, fib_ghost;
    ensures Inv(*net); */
static void fib_magic_del(struct net *net, uint32_t type, uint32_t address,
	uint32_t plen, uint32_t dev, uint32_t prefsrc)
{
	struct fib_config c = {
		.dst = address, .plen = plen, .type = type, .oif = dev,
		.prefsrc = prefsrc, .protocol = RTPROT_KERNEL
	};

	c.table = type == RTN_UNICAST ? RT_TABLE_MAIN : RT_TABLE_LOCAL;
	c.scope = type == RTN_LOCAL ? RT_SCOPE_HOST : RT_SCOPE_LINK;
	(void)inet_rtm_delroute(net, c);
}

/* Does `a` make a route to its broadcast address or to that of its subnet,
 * and is that dst? */
/*@ requires a.prefixlen <= 32;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> MakesBroadcast(a, dst); */
static bool ifa_broadcasts(struct in_ifaddr a, uint32_t dst)
{
	return a.broadcast == dst || (a.secondary == 0u && a.prefixlen < 31u &&
		inet_ifa_first(a) != 0u && inet_ifa_last(a) == dst);
}

/* Does another address of the device make that route? */
/*@ requires \valid_read(d) && DeviceOk(*d);
    terminates \true; exits \false;
    assigns \nothing;
    ensures IFA_030_needed: \result ==> \exists integer i;
            0 <= i < d->naddr && (type == RTN_LOCAL
              ? d->addr[i].local == dst : MakesBroadcast(d->addr[i], dst)); */
static bool ifa_needed(const struct net_device *d, uint32_t type,
	uint32_t dst, uint32_t prefsrc)
{
	uint32_t i;

	/*@ loop invariant 0 <= i <= d->naddr;
	    loop assigns i;
	    loop variant d->naddr - i; */
	for (i = 0; i < d->naddr; i++)
		if ((type == RTN_LOCAL ? d->addr[i].local == dst
				       : ifa_broadcasts(d->addr[i], dst)) &&
		    inet_ifa_prefsrc(d, d->addr[i]) == prefsrc)
			return true;
	return false;
}

/* Takes out a route to one address, unless another address makes it too. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns net->fib, fib_ghost;
    ensures Inv(*net); */
static bool fib_release(struct net *net, uint32_t type, uint32_t dst,
	uint32_t dev, uint32_t prefsrc)
{
	if (ifa_needed(&net->dev.d[dev], type, dst, prefsrc))
		return false;
	fib_magic_del(net, type, dst, 32, dev, prefsrc);
	return true;
}

/* The route of a primary address's subnet, and that to its last address. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && a.prefixlen <= 32;
    terminates \true; exits \false;
    assigns net->fib, fib_ghost;
    ensures Inv(*net); */
static void fib_del_subnet(struct net *net, uint32_t dev, struct in_ifaddr a)
{
	if (a.prefixlen == 32u || inet_ifa_first(a) == 0u)
		return;
	fib_magic_del(net, dev == DEV_LO ? RTN_LOCAL : RTN_UNICAST,
		inet_ifa_first(a), a.prefixlen, dev, a.local);
	if (a.prefixlen < 31u)
		(void)fib_release(net, RTN_BROADCAST, inet_ifa_last(a), dev,
			a.local);
}

/* The routes of an address that is not in the list, or that lost its primary
 * one: they preferred prefsrc. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && a.prefixlen <= 32;
    terminates \true; exits \false;
    assigns net->fib, fib_ghost;
    ensures Inv(*net); */
static bool fib_del_ifaddr_routes(struct net *net, uint32_t dev,
	struct in_ifaddr a, uint32_t prefsrc)
{
	if (a.secondary == 0u)
		fib_del_subnet(net, dev, a);
	if (a.broadcast != 0u)
		(void)fib_release(net, RTN_BROADCAST, a.broadcast, dev,
			prefsrc);
	return fib_release(net, RTN_LOCAL, a.local, dev, prefsrc);
}

/* The same for an address that is gone: what prefers it goes as well, unless
 * it is ours still. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && a.prefixlen <= 32;
    terminates \true; exits \false;
    assigns net->fib, fib_ghost;
    ensures Inv(*net); */
static void fib_ifaddr_gone(struct net *net, uint32_t dev, struct in_ifaddr a,
	uint32_t prefsrc)
{
	if (fib_del_ifaddr_routes(net, dev, a, prefsrc) &&
	    inet_addr_type(&net->fib, a.local) != RTN_LOCAL)
		fib_sync_down_addr(&net->fib, a.local);
	//@ assert Inv(*net);
}

/* All secondary addresses of a's subnet go. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && a.prefixlen <= 32;
    terminates \true; exits \false;
    assigns net->dev.d[dev].naddr, net->dev.d[dev].addr[0 .. NADDR - 1],
            net->fib, fib_ghost;
    ensures Inv(*net);
    ensures net->dev.d[dev].naddr <= \old(net->dev.d[dev].naddr);
    ensures kept: IfaKept(net->dev.d[dev], \old(net->dev.d[dev]), a.local,
            a.prefixlen);
    ensures IFA_031_subnet: \forall integer i;
            !IfaSecondary(net->dev.d[dev], i, a); */
static void inet_del_secondaries(struct net *net, uint32_t dev,
	struct in_ifaddr a)
{
	uint32_t i = inet_next_secondary(&net->dev.d[dev], a, 0);
	struct in_ifaddr s;
	//@ ghost struct net_device d0 = net->dev.d[dev];

	/*@ loop invariant Inv(*net);
	    loop invariant i == NADDR || IfaSecondary(net->dev.d[dev], i, a);
	    loop invariant i == NADDR ==> \forall integer j;
	      !IfaSecondary(net->dev.d[dev], j, a);
	    loop invariant kept: IfaKept(net->dev.d[dev], d0, a.local,
	      a.prefixlen);
	    loop invariant net->dev.d[dev].naddr <=
	      \at(net->dev.d[dev].naddr, Pre);
	    loop assigns i, s, net->dev.d[dev].naddr,
	      net->dev.d[dev].addr[0 .. NADDR - 1], net->fib, fib_ghost;
	    loop variant net->dev.d[dev].naddr; */
	while (i != NADDR) {
		//@ ghost struct net_device d1 = net->dev.d[dev];
		s = net->dev.d[dev].addr[i];
		inet_remove_ifa(&net->dev.d[dev], i);
		/*@ assert one: IfaKept(net->dev.d[dev], d1, a.local,
		      a.prefixlen); */
		/*@ ghost ifa_kept_twice(net->dev.d[dev], d1, d0, a.local,
		      a.prefixlen); */
		//@ assert DevicesOk(net->dev);
		//@ assert Inv(*net);
		fib_ifaddr_gone(net, dev, s, a.local);
		i = inet_next_secondary(&net->dev.d[dev], a, 0);
	}
}

/* The routes of a's secondary addresses go, from number i on. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && a.prefixlen <= 32;
    requires i == NADDR || IfaSecondary(net->dev.d[dev], i, a);
    terminates \true; exits \false;
    assigns net->fib, fib_ghost;
    ensures Inv(*net); */
static void fib_del_secondaries(struct net *net, uint32_t dev,
	struct in_ifaddr a, uint32_t i)
{
	/*@ loop invariant Inv(*net) && i <= NADDR;
	    loop invariant i == NADDR || IfaSecondary(net->dev.d[dev], i, a);
	    loop assigns i, net->fib, fib_ghost;
	    loop variant NADDR - i; */
	while (i < NADDR) {
		(void)fib_del_ifaddr_routes(net, dev,
			net->dev.d[dev].addr[i], a.local);
		i = inet_next_secondary(&net->dev.d[dev], a, i + 1u);
	}
}

/*@ requires \valid_read(v) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> v->all.promote_secondaries != 0 ||
            v->d[dev].conf.promote_secondaries != 0; */
static bool promote_secondaries(const struct devices *v, uint32_t dev)
{
	return v->all.promote_secondaries != 0u ||
		v->d[dev].conf.promote_secondaries != 0u;
}

/* Secondary address i takes the place of a, and the routes of a's subnet are
 * made anew. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && a.prefixlen <= 32;
    requires IfaSecondary(net->dev.d[dev], i, a);
    terminates \true; exits \false;
    assigns net->dev.d[dev].naddr, net->dev.d[dev].addr[0 .. NADDR - 1],
            net->fib, fib_ghost;
    ensures Inv(*net);
    ensures net->dev.d[dev].naddr == \old(net->dev.d[dev].naddr);
    ensures kept: IfaKept(net->dev.d[dev], \old(net->dev.d[dev]), a.local,
            a.prefixlen);
    ensures IFA_032_promoted: \exists integer j;
            IfaIs(net->dev.d[dev], j, \old(net->dev.d[dev].addr[i].local),
            \old(net->dev.d[dev].addr[i].prefixlen)) &&
            net->dev.d[dev].addr[j].secondary == 0; */
static void inet_promote_ifa(struct net *net, uint32_t dev,
	struct in_ifaddr a, uint32_t i)
{
	struct in_ifaddr s = net->dev.d[dev].addr[i];
	uint32_t k;
	//@ ghost struct net_device d0 = net->dev.d[dev], d1;

	s.secondary = 0;
	inet_remove_ifa(&net->dev.d[dev], i);
	//@ ghost d1 = net->dev.d[dev];
	//@ assert out: IfaKept(d1, d0, a.local, a.prefixlen);
	inet_insert_ifa(&net->dev.d[dev], s);
	//@ assert in: IfaKept(net->dev.d[dev], d1, a.local, a.prefixlen);
	/*@ ghost ifa_kept_twice(net->dev.d[dev], d1, d0, a.local,
	      a.prefixlen); */
	//@ assert DevicesOk(net->dev);
	//@ assert Inv(*net);
	/*@ loop invariant Inv(*net) && k <= net->dev.d[dev].naddr;
	    loop assigns k, net->fib, fib_ghost;
	    loop variant net->dev.d[dev].naddr - k; */
	for (k = 0; k < net->dev.d[dev].naddr; k++)
		if (inet_same_subnet(net->dev.d[dev].addr[k], a))
			(void)fib_add_nth(net, dev, k);
}

/* What follows when a, the primary address of its subnet, is gone. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && a.prefixlen <= 32;
    terminates \true; exits \false;
    assigns net->dev.d[dev].naddr, net->dev.d[dev].addr[0 .. NADDR - 1],
            net->fib, fib_ghost;
    ensures Inv(*net);
    ensures net->dev.d[dev].naddr <= \old(net->dev.d[dev].naddr);
    ensures kept: IfaKept(net->dev.d[dev], \old(net->dev.d[dev]), a.local,
            a.prefixlen); */
static void inet_del_primary(struct net *net, uint32_t dev,
	struct in_ifaddr a)
{
	uint32_t i = inet_next_secondary(&net->dev.d[dev], a, 0);
	bool promote = i != NADDR && promote_secondaries(&net->dev, dev);

	if (promote)
		fib_del_secondaries(net, dev, a, i);
	else
		inet_del_secondaries(net, dev, a);
	fib_ifaddr_gone(net, dev, a, a.local);
	if (promote)
		inet_promote_ifa(net, dev, a, i);
}

int32_t fib_del_ifaddr(struct net *net, uint32_t dev, uint32_t local,
	uint32_t prefixlen)
{
	uint32_t i = inet_find_ifa(&net->dev.d[dev], local, prefixlen);
	uint32_t prefsrc;
	struct in_ifaddr a;

	if (i == NADDR)
		return -EADDRNOTAVAIL;
	a = net->dev.d[dev].addr[i];
	prefsrc = inet_ifa_prefsrc(&net->dev.d[dev], a);
	//@ ghost struct net_device d0 = net->dev.d[dev], d1;
	inet_remove_ifa(&net->dev.d[dev], i);
	//@ ghost d1 = net->dev.d[dev];
	//@ assert match: OnLink(d0.addr[i], local);
	//@ assert others: IfaOthers(d1, d0, i);
	/*@ assert not: \forall integer j; !(d0.addr[j].prefixlen ==
	      prefixlen && OnLink(d0.addr[j], local)) ==> j != i; */
	//@ assert out: IfaKept(d1, d0, local, prefixlen);
	//@ assert DevicesOk(net->dev);
	//@ assert Inv(*net);
	if (a.secondary == 0u)
		inet_del_primary(net, dev, a);
	else
		fib_ifaddr_gone(net, dev, a, prefsrc);
	//@ assert rest: IfaKept(net->dev.d[dev], d1, local, prefixlen);
	/*@ ghost ifa_kept_twice(net->dev.d[dev], d1, d0, local,
	      prefixlen); */
	if (net->dev.d[dev].naddr == 0u)
		fib_disable_ip(net, dev);
	return 0;
}
