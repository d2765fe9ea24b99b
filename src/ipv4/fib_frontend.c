/*
 * Addresses and routes of a host, and the check of a packet's source
 * [Linux net/ipv4/fib_frontend.c].
 */
#include "spec/fib_of_trie.h"
#include "ipv4/fib_frontend.h"

enum { EEXIST = 17, ENOBUFS = 105 };

/* Adds a route that follows from an address; false when there is no room. */
/*@ requires \valid(f) && FibOk(*f) && plen <= 32 && oif < NDEV;
    requires RTN_UNICAST <= type <= RTN_BROADCAST;
    terminates \true; exits \false;
    assigns *f, fib_ghost;
    ensures FibOk(*f);
    ensures kept: \forall integer i; Live(\old(*f), i) ==> Live(*f, i) &&
            f->r[i] == \old(f->r[i]);
    ensures made: \result && type == RTN_LOCAL && plen == 32 ==>
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
	r.oif = oif;
	r.via = 0;
	r.gateway = 0;
	r.prefsrc = prefsrc;
	r.mtu = 0;
	r.protocol = RTPROT_KERNEL;
	//@ assert one: plen == 32 ==> r.dst == address;
	err = fib_table_insert(f, r, FIB_APPEND);
	return err == 0 || err == -EEXIST;
}

/* What follows from address a/plen while its device is up; lo's prefix is
 * local as a whole.  False when there is no room for all. */
/*@ requires \valid(f) && FibOk(*f) && plen <= 32 && dev < NDEV;
    terminates \true; exits \false;
    assigns *f, fib_ghost;
    ensures FibOk(*f);
    ensures kept: \forall integer i; Live(\old(*f), i) ==> Live(*f, i) &&
            f->r[i] == \old(f->r[i]); */
static bool fib_add_subnet(struct fib *f, uint32_t dev, uint32_t a,
	uint32_t plen, uint32_t broadcast)
{
	bool ok = true;

	if (plen < 32 && a >= fib_block_size(plen))
		ok = fib_magic(f, dev == DEV_LO ? RTN_LOCAL : RTN_UNICAST, a,
			plen, dev, a);
	if (plen < 31)
		ok = fib_magic(f, RTN_BROADCAST, broadcast, 32, dev, a) && ok;
	return ok;
}

/* The routes of address a/plen on `dev`: false when there is no room. */
/*@ requires \valid(f) && FibOk(*f) && plen <= 32 && dev < NDEV;
    terminates \true; exits \false;
    assigns *f, fib_ghost;
    ensures FibOk(*f);
    ensures \result ==> \exists integer i; Live(*f, i) &&
            LocalRoute(f->r[i], a); */
static bool fib_add_ifaddr_routes(struct fib *f, uint32_t dev, uint32_t up,
	uint32_t a, uint32_t plen, uint32_t broadcast)
{
	bool ok = fib_magic(f, RTN_LOCAL, a, 32, dev, a);

	if (up == 0u)
		return ok;
	return fib_add_subnet(f, dev, a, plen, broadcast) && ok;
}

bool fib_add_dev(struct net *net, uint32_t dev)
{
	bool ok = true;
	uint32_t i;

	/*@ loop invariant i <= net->dev.d[dev].naddr && Inv(*net);
	    loop assigns i, ok, net->fib, fib_ghost;
	    loop variant net->dev.d[dev].naddr - i; */
	for (i = 0; i < net->dev.d[dev].naddr; i++)
		if (!fib_add_subnet(&net->fib, dev,
			net->dev.d[dev].addr[i].local,
			net->dev.d[dev].addr[i].prefixlen,
			net->dev.d[dev].addr[i].broadcast))
			ok = false;
	return ok;
}

/* The last address of the block that holds `a`. */
/*@ requires plen <= 32;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == a - a % BlockSize(plen) + BlockSize(plen) - 1; */
static uint32_t last_of_block(uint32_t a, uint32_t plen)
{
	uint64_t size = fib_block_size(plen);
	uint64_t first = a - a % size;

	//@ assert below: a % size <= a;
	return (uint32_t)(first + size - 1u);
}

int32_t fib_add_ifaddr(struct net *net, uint32_t dev, uint32_t local,
	uint32_t prefixlen)
{
	uint32_t broadcast = last_of_block(local, prefixlen);

	if (dev_has_address(&net->dev, dev, local))
		return -EEXIST;
	if (!inet_insert_ifa(&net->dev, dev, local, prefixlen, broadcast))
		return -ENOBUFS;
	return fib_add_ifaddr_routes(&net->fib, dev, net->dev.d[dev].up, local,
		prefixlen, broadcast) ? 0 : -ENOBUFS;
}

void fib_add_lo(struct net *net)
{
	(void)fib_add_ifaddr_routes(&net->fib, DEV_LO, 1, 0x7f000001u, 8,
		0x7fffffffu);
}

int32_t inet_rtm_newroute(struct net *net, struct fib_config c, uint32_t mode)
{
	uint32_t table = fib_new_table(&net->fib, c.table);
	struct fib_made m;
	int32_t err;

	/*@ assert kept: net->fib.used == \at(net->fib.used, Pre) &&
	      net->fib.r == \at(net->fib.r, Pre); */
	//@ assert same: RoutesSame(net->fib, \at(net->fib, Pre));
	//@ assert inv: Inv(*net);
	if (table == FIB_NO_TABLE)
		return -ENOBUFS;
	m = fib_create_info(net, c, table);
	if (m.err != 0)
		return m.err;
	err = fib_table_insert(&net->fib, m.r, mode);
	if (err == 0 && c.type == RTN_LOCAL)
		net->fib.custom_local = 1;
	//@ assert fib: FibOk(net->fib);
	//@ assert Inv(*net);
	return err;
}

/* rp_filter as it counts for a device. */
/*@ requires \valid_read(v) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == RpFilter(*v, dev); */
static uint32_t rp_filter(const struct devices *v, uint32_t dev)
{
	if (v->all.rp_filter > v->d[dev].conf.rp_filter)
		return v->all.rp_filter;
	return v->d[dev].conf.rp_filter;
}

/*@ requires \valid_read(v) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> AcceptLocal(*v, dev); */
static bool accept_local(const struct devices *v, uint32_t dev)
{
	return v->all.accept_local != 0 || v->d[dev].conf.accept_local != 0;
}

/* The check by the way back: where would we send to that source? */
/*@ requires \valid_read(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == DROP_NONE || \result == DROP_LOCAL_SOURCE ||
            \result == DROP_MARTIAN_SOURCE || \result == DROP_RPFILTER;
    ensures AcceptLocal(net->dev, dev) ==> \result != DROP_LOCAL_SOURCE;
    ensures rpf == 0 ==> \result != DROP_RPFILTER;
    ensures IPR_033_no_way_back: NoMatch(net->fib, saddr, tos, ANY_DEVICE) ==>
            \result == (rpf != 0 ? DROP_RPFILTER : DROP_NONE);
    ensures IPR_034_way_back: \forall integer i;
            LongestMatch(net->fib, i, saddr, tos, ANY_DEVICE) &&
            net->fib.r[i].type == RTN_UNICAST && net->fib.r[i].oif == dev ==>
            \result == DROP_NONE; */
static uint32_t fib_check_way_back(const struct net *net, uint32_t saddr,
	uint32_t tos, uint32_t dev, uint32_t rpf)
{
	uint32_t i = fib_lookup(&net->fib, saddr, tos, ANY_DEVICE);
	uint32_t last_resort = rpf != 0 ? DROP_RPFILTER : DROP_NONE;

	if (i == FIB_NIL || net->fib.r[i].type >= RTN_BLACKHOLE)
		return last_resort;
	if (net->fib.r[i].type == RTN_LOCAL && !accept_local(&net->dev, dev))
		return DROP_LOCAL_SOURCE;
	if (net->fib.r[i].type != RTN_UNICAST &&
	    net->fib.r[i].type != RTN_LOCAL)
		return DROP_MARTIAN_SOURCE;
	if (net->fib.r[i].oif == dev)
		return DROP_NONE;
	if (net->dev.d[dev].naddr == 0)
		return last_resort;
	return rpf == 1 ? DROP_RPFILTER : DROP_NONE;
}

uint32_t fib_validate_source(const struct net *net, uint32_t saddr,
	uint32_t tos, uint32_t oif, uint32_t dev)
{
	uint32_t rpf = rp_filter(&net->dev, dev);
	bool redirects = net->dev.all.send_redirects != 0 ||
		net->dev.d[dev].conf.send_redirects != 0;

	if (rpf != 0 || (oif == dev && redirects))
		return fib_check_way_back(net, saddr, tos, dev, rpf);
	if (accept_local(&net->dev, dev))
		return DROP_NONE;
	if (net->fib.custom_local != 0)
		return fib_check_way_back(net, saddr, tos, dev, rpf);
	return inet_lookup_ifaddr(&net->dev, saddr) ? DROP_LOCAL_SOURCE
						    : DROP_NONE;
}

/* Is the route's next hop the destination itself? */
/*@ requires \valid_read(f) && FibOk(*f);
    requires i == FIB_NIL || Live(*f, i);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> i != FIB_NIL && f->r[i].gateway == 0; */
static bool has_no_gateway(const struct fib *f, uint32_t i)
{
	return i != FIB_NIL && f->r[i].gateway == 0;
}

bool fib_source_on_link(const struct net *net, uint32_t saddr, uint32_t tos,
	uint32_t dev)
{
	uint32_t i = fib_lookup(&net->fib, saddr, tos, ANY_DEVICE);

	if (i == FIB_NIL || net->fib.r[i].type >= RTN_BLACKHOLE)
		return false;
	if (net->fib.r[i].oif == dev)
		return has_no_gateway(&net->fib, i);
	if (net->dev.d[dev].naddr == 0)
		return false;
	i = fib_lookup(&net->fib, saddr, tos, dev);
	return has_no_gateway(&net->fib, i) &&
		net->fib.r[i].type == RTN_UNICAST;
}
