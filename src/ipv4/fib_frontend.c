/*
 * Routes of a host, and the check of a packet's source
 * [Linux net/ipv4/fib_frontend.c].
 */
#include "spec/fib_of_trie.h"
#include "ipv4/fib_frontend.h"
#include "ipv4/fib_multipath.h"

enum { ENOBUFS = 105 };

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
	if (m.hops.n > 1u) {
		m.r.multi = fib_put_hops(&net->fib, m.hops);
		if (m.r.multi == MULTI_NIL)
			return -ENOBUFS;
	}
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

/* What follows from i, the way back to a source that came by `dev`. */
/*@ requires \valid_read(net) && Inv(*net) && dev < NDEV;
    requires i == FIB_NIL || Live(net->fib, i);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == DROP_NONE || \result == DROP_LOCAL_SOURCE ||
            \result == DROP_MARTIAN_SOURCE || \result == DROP_RPFILTER;
    ensures AcceptLocal(net->dev, dev) ==> \result != DROP_LOCAL_SOURCE;
    ensures rpf == 0 ==> \result != DROP_RPFILTER;
    ensures i == FIB_NIL ==>
            \result == (rpf != 0 ? DROP_RPFILTER : DROP_NONE);
    ensures i != FIB_NIL && net->fib.r[i].type == RTN_UNICAST &&
            net->fib.r[i].oif == dev ==> \result == DROP_NONE; */
static uint32_t way_back_site(const struct net *net, uint32_t i, uint32_t dev,
	uint32_t rpf)
{
	uint32_t last_resort = rpf != 0 ? DROP_RPFILTER : DROP_NONE;

	if (i == FIB_NIL || net->fib.r[i].type >= RTN_BLACKHOLE)
		return last_resort;
	if (net->fib.r[i].type == RTN_LOCAL && !accept_local(&net->dev, dev))
		return DROP_LOCAL_SOURCE;
	if (net->fib.r[i].type != RTN_UNICAST &&
	    net->fib.r[i].type != RTN_LOCAL)
		return DROP_MARTIAN_SOURCE;
	if (fib_info_nh_uses_dev(&net->fib, i, dev))
		return DROP_NONE;
	if (net->dev.d[dev].naddr == 0)
		return last_resort;
	return rpf == 1 ? DROP_RPFILTER : DROP_NONE;
}

/* The check by the way back: where would we send to that source? */
/*@ requires \valid_read(net) && Inv(*net) && w.iif < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == DROP_NONE || \result == DROP_LOCAL_SOURCE ||
            \result == DROP_MARTIAN_SOURCE || \result == DROP_RPFILTER;
    ensures AcceptLocal(net->dev, w.iif) ==> \result != DROP_LOCAL_SOURCE;
    ensures rpf == 0 ==> \result != DROP_RPFILTER;
    ensures IPR_033_no_way_back: NoWayBack(net->fib, w) ==>
            \result == (rpf != 0 ? DROP_RPFILTER : DROP_NONE);
    ensures IPR_034_way_back: \forall integer i;
            WayBack(net->fib, i, w) &&
            net->fib.r[i].type == RTN_UNICAST &&
            net->fib.r[i].oif == w.iif ==> \result == DROP_NONE; */
static uint32_t fib_check_way_back(const struct net *net, struct flowi4 w,
	uint32_t rpf)
{
	struct flowi4 back = flow_back(w, ANY_DEVICE);
	uint32_t i = fib_lookup(&net->fib, back).route;

	/*@ assert way: \forall integer k; WayBack(net->fib, k, w) ==>
	      k == i && i != FIB_NIL; */
	return way_back_site(net, i, w.iif, rpf);
}

uint32_t fib_validate_source(const struct net *net, struct flowi4 w,
	uint32_t oif)
{
	uint32_t rpf = rp_filter(&net->dev, w.iif);
	bool redirects = net->dev.all.send_redirects != 0 ||
		net->dev.d[w.iif].conf.send_redirects != 0;

	if (rpf != 0 || (oif == w.iif && redirects))
		return fib_check_way_back(net, w, rpf);
	if (accept_local(&net->dev, w.iif))
		return DROP_NONE;
	if (net->fib.custom_local != 0 || net->fib.rules.custom != 0)
		return fib_check_way_back(net, w, rpf);
	return inet_lookup_ifaddr(&net->dev, w.saddr) ? DROP_LOCAL_SOURCE
						      : DROP_NONE;
}

/* Is the route's next hop the destination itself? */
/*@ requires \valid_read(f) && FibOk(*f);
    requires i == FIB_NIL || Live(*f, i);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result ==> i != FIB_NIL;
    ensures i != FIB_NIL && f->r[i].multi == MULTI_NIL ==>
            (\result <==> f->r[i].gateway == 0); */
static bool has_no_gateway(const struct fib *f, uint32_t i, uint32_t oif)
{
	return i != FIB_NIL && fib_res_nhc(f, i, oif).gateway == 0u;
}

/* Is a source on the link of `dev`, if the ways back are i, and j by `dev`? */
/*@ requires \valid_read(net) && Inv(*net) && dev < NDEV;
    requires i == FIB_NIL || Live(net->fib, i);
    requires j == FIB_NIL || Live(net->fib, j);
    terminates \true; exits \false;
    assigns \nothing;
    ensures i == FIB_NIL ==> !\result;
    ensures i != FIB_NIL && net->fib.r[i].multi == MULTI_NIL &&
            net->fib.r[i].oif == dev && !Refuses(net->fib.r[i]) ==>
            (\result <==> net->fib.r[i].gateway == 0);
    ensures i != FIB_NIL && net->fib.r[i].multi == MULTI_NIL &&
            net->fib.r[i].oif != dev && !Refuses(net->fib.r[i]) &&
            j != FIB_NIL && net->fib.r[j].multi == MULTI_NIL ==>
            (\result <==> net->dev.d[dev].naddr != 0 &&
             net->fib.r[j].type == RTN_UNICAST &&
             net->fib.r[j].gateway == 0); */
static bool ways_on_link(const struct net *net, uint32_t i, uint32_t j,
	uint32_t dev)
{
	if (i == FIB_NIL || net->fib.r[i].type >= RTN_BLACKHOLE)
		return false;
	if (fib_info_nh_uses_dev(&net->fib, i, dev))
		return has_no_gateway(&net->fib, i, ANY_DEVICE);
	return net->dev.d[dev].naddr != 0 && has_no_gateway(&net->fib, j, dev) &&
		net->fib.r[j].type == RTN_UNICAST;
}

bool fib_source_on_link(const struct net *net, struct flowi4 w)
{
	struct flowi4 back = flow_back(w, ANY_DEVICE);
	struct flowi4 by = flow_back(w, w.iif);
	uint32_t i = fib_lookup(&net->fib, back).route;
	uint32_t j = fib_lookup(&net->fib, by).route;

	/*@ assert way: \forall integer k; WayBack(net->fib, k, w) ==>
	      k == i && i != FIB_NIL; */
	/*@ assert by: \forall integer k; WayBackBy(net->fib, k, w) ==>
	      k == j && j != FIB_NIL; */
	return ways_on_link(net, i, j, w.iif);
}
