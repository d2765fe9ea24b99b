/*
 * Addresses that devices get, and the routes that follow from them.
 * Contracts: fib_ifaddr.h.
 */
#include "spec/fib_of_trie.h"
#include "ipv4/fib_addr.h"
#include "ipv4/fib_ifaddr.h"

enum { EEXIST = 17, ENOBUFS = 105, INADDR_BROADCAST = 0xffffffff };

/* May a route that the kernel makes prefer that source? */
/*@ requires \valid_read(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns \nothing;
    ensures type == RTN_LOCAL && address == prefsrc && address != 0 ==>
            \result; */
static bool fib_magic_source(const struct fib *f, uint32_t type,
	uint32_t address, uint32_t prefsrc)
{
	return (type == RTN_LOCAL && address != 0u && address == prefsrc) ||
		inet_addr_type(f, prefsrc) == RTN_LOCAL;
}

/* Adds a route that follows from an address, if routes may have that source;
 * false when there is no room. */
/*@ requires \valid(f) && FibOk(*f) && plen <= 32 && oif < NDEV;
    requires RTN_UNICAST <= type <= RTN_BROADCAST;
    terminates \true; exits \false;
    assigns *f, fib_ghost;
    ensures FibOk(*f);
    ensures kept: \forall integer i; Live(\old(*f), i) ==> Live(*f, i) &&
            f->r[i] == \old(f->r[i]);
    ensures made: \result && type == RTN_LOCAL && plen == 32 &&
            address == prefsrc && address != 0 ==>
            \exists integer i; Live(*f, i) && LocalRoute(f->r[i], address); */
static bool fib_magic(struct fib *f, uint32_t type, uint32_t address,
	uint32_t plen, uint32_t oif, uint32_t prefsrc)
{
	struct fib_route r;
	int32_t err;

	r.table = type == RTN_UNICAST ? FIB_MAIN : FIB_LOCAL;
	r.dst = fib_prefix(r.table, address, plen);
	r.plen = plen;
	r.tos = 0;
	r.priority = 0;
	r.type = type;
	r.scope = type == RTN_LOCAL ? RT_SCOPE_HOST : RT_SCOPE_LINK;
	r.multi = MULTI_NIL;
	r.oif = oif;
	r.via = 0;
	r.gateway = 0;
	r.prefsrc = prefsrc;
	r.mtu = 0;
	r.protocol = RTPROT_KERNEL;
	//@ assert one: plen == 32 ==> r.dst == address;
	if (!fib_magic_source(f, type, r.dst, prefsrc))
		return true;
	err = fib_table_insert(f, r, FIB_APPEND);
	return err == 0 || err == -EEXIST;
}

/* What follows from a primary address while its device is up; lo's subnet is
 * local as a whole.  False when there is no room for all. */
/*@ requires \valid(f) && FibOk(*f) && a.prefixlen <= 32 && dev < NDEV;
    terminates \true; exits \false;
    assigns *f, fib_ghost;
    ensures FibOk(*f);
    ensures kept: \forall integer i; Live(\old(*f), i) ==> Live(*f, i) &&
            f->r[i] == \old(f->r[i]); */
static bool fib_add_subnet(struct fib *f, uint32_t dev, struct in_ifaddr a)
{
	bool ok;

	if (a.prefixlen == 32u || inet_ifa_first(a) == 0u)
		return true;
	ok = fib_magic(f, dev == DEV_LO ? RTN_LOCAL : RTN_UNICAST, a.local,
		a.prefixlen, dev, a.local);
	if (a.prefixlen == 31u)
		return ok;
	return fib_magic(f, RTN_BROADCAST, inet_ifa_last(a), 32, dev,
		a.local) && ok;
}

/* The routes of an address that prefer `prefsrc`; false: no room for all. */
/*@ requires \valid(f) && FibOk(*f) && a.prefixlen <= 32 && dev < NDEV;
    terminates \true; exits \false;
    assigns *f, fib_ghost;
    ensures FibOk(*f);
    ensures \result && a.local == prefsrc && prefsrc != 0 ==>
            \exists integer i; Live(*f, i) && LocalRoute(f->r[i], a.local); */
static bool fib_add_ifaddr_routes(struct fib *f, uint32_t dev, uint32_t up,
	struct in_ifaddr a, uint32_t prefsrc)
{
	bool ok = fib_magic(f, RTN_LOCAL, a.local, 32, dev, prefsrc);

	/*@ assert made: ok && a.local == prefsrc && prefsrc != 0 ==>
	      \exists integer i; Live(*f, i) &&
	      LocalRoute(f->r[i], a.local); */
	if (up == 0u)
		return ok;
	if (a.broadcast != 0u && a.broadcast != INADDR_BROADCAST)
		ok = fib_magic(f, RTN_BROADCAST, a.broadcast, 32, dev,
			prefsrc) && ok;
	if (a.secondary == 0u)
		ok = fib_add_subnet(f, dev, a) && ok;
	return ok;
}

bool fib_add_nth(struct net *net, uint32_t dev, uint32_t i)
{
	struct in_ifaddr a = net->dev.d[dev].addr[i];
	uint32_t prefsrc = inet_ifa_prefsrc(&net->dev.d[dev], a);
	bool ok = true;

	if (prefsrc != 0u)
		ok = fib_add_ifaddr_routes(&net->fib, dev,
			net->dev.d[dev].up, a, prefsrc);
	//@ assert Inv(*net);
	return ok;
}

bool fib_add_dev(struct net *net, uint32_t dev)
{
	bool ok = true;
	uint32_t i;

	/*@ loop invariant i <= net->dev.d[dev].naddr && Inv(*net);
	    loop assigns i, ok, net->fib, fib_ghost;
	    loop variant net->dev.d[dev].naddr - i; */
	for (i = 0; i < net->dev.d[dev].naddr; i++)
		if (!fib_add_nth(net, dev, i))
			ok = false;
	return ok;
}

int32_t inet_rtm_newaddr(struct net *net, uint32_t dev, struct in_ifaddr a)
{
	int32_t err = inet_check_ifa(&net->dev.d[dev], a);
	uint32_t i = inet_ifa_byprefix(&net->dev.d[dev], a), prefsrc;

	if (a.local == 0u || err != 0)
		return a.local == 0u ? 0 : err;
	a.secondary = i != NADDR;
	prefsrc = i != NADDR ? net->dev.d[dev].addr[i].local : a.local;
	inet_insert_ifa(&net->dev.d[dev], a);
	//@ assert DevicesOk(net->dev);
	//@ assert Inv(*net);
	return fib_add_ifaddr_routes(&net->fib, dev, net->dev.d[dev].up, a,
		prefsrc) ? 0 : -ENOBUFS;
}

int32_t fib_add_ifaddr(struct net *net, uint32_t dev, uint32_t local,
	uint32_t prefixlen)
{
	struct in_ifaddr a = { .local = local, .prefixlen = prefixlen };

	a.scope = ipv4_is_loopback(local) ? RT_SCOPE_HOST : RT_SCOPE_UNIVERSE;
	return inet_rtm_newaddr(net, dev, a);
}

void fib_add_lo(struct net *net)
{
	(void)fib_add_dev(net, DEV_LO);
}
