/* Routing of what we send, source and all.  Contract: route_output.h. */
#include "ipv4/route_output.h"
#include "ipv4/fib_addr.h"

enum { EINVAL = 22, ENETUNREACH = 101, INADDR_LOOPBACK = 0x7f000001 };

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> ManyHosts(a); */
static bool many_hosts(uint32_t a)
{
	return ipv4_is_multicast(a) || ipv4_is_lbcast(a);
}

/* May a packet be sent from there?  0: no address is named. */
/*@ requires \valid_read(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns \nothing;
    ensures ManyHosts(a) <==> \result == -22;
    ensures a == 0 || OurAddress(*f, a) <==> \result == 0;
    ensures \result == 0 || \result == -22 || \result == -101; */
static int32_t source_error(const struct fib *f, uint32_t a)
{
	if (many_hosts(a))
		return -EINVAL;
	if (a == 0u || inet_addr_type(f, a) == RTN_LOCAL)
		return 0;
	return -ENETUNREACH;
}

/* The device that a packet goes out of without a look at the tables, or
 * ANY_DEVICE: they are asked. */
/*@ requires \valid_read(v) && DevicesOk(*v) && w.oif <= ANY_DEVICE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= ANY_DEVICE;
    ensures w.daddr != 0 ==> (\result == ANY_DEVICE <==> AsksTables(w));
    ensures \result != ANY_DEVICE && w.oif != ANY_DEVICE ==>
            \result == w.oif; */
static uint32_t direct_device(const struct devices *v, struct flowi4 w)
{
	if (w.oif == ANY_DEVICE)
		return many_hosts(w.daddr) && w.saddr != 0u
			? ip_dev_find(v, w.saddr) : (uint32_t)ANY_DEVICE;
	if (w.daddr / 256u == 0xe00000u || ipv4_is_lbcast(w.daddr) ||
	    w.proto == IPPROTO_IGMP)
		return w.oif;
	return ANY_DEVICE;
}

/* The source that the choice of a device brings with it; 0: none. */
/*@ requires \valid_read(v) && DevicesOk(*v) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == 0 || AnyDeviceHas(*v, \result); */
static uint32_t device_source(const struct devices *v, uint32_t dev,
	struct flowi4 w, bool direct)
{
	if (direct)
		return inet_select_addr(v, dev, 0, RT_SCOPE_LINK);
	if (ipv4_is_multicast(w.daddr))
		return inet_select_addr(v, dev, 0, w.scope);
	return w.daddr == 0u ? inet_select_addr(v, dev, 0, RT_SCOPE_HOST) : 0u;
}

/* To a neighbour on that device, or to all of them. */
/*@ requires \valid(dst) && oif < NDEV;
    terminates \true; exits \false;
    assigns *dst;
    ensures dst->type == type && dst->oif == oif && dst->gateway == daddr &&
            dst->uses_gateway == 0 && dst->mtu == 0; */
static void dst_direct(struct dst_entry *dst, uint32_t type, uint32_t oif,
	uint32_t daddr)
{
	dst->input = DST_LOCAL_DELIVER;
	dst->type = type;
	dst->error = 0;
	dst->oif = oif;
	dst->gateway = daddr;
	dst->prefsrc = 0;
	dst->scope = RT_SCOPE_UNIVERSE;
	dst->via = 0;
	dst->mtu = 0;
	dst->redirect = 0;
	dst->uses_gateway = 0;
}

/* To this host itself. */
/*@ requires \valid(w) && \valid(dst) && \separated(w, dst);
    terminates \true; exits \false;
    assigns w->saddr, w->daddr, *dst;
    ensures w->daddr == (\old(w->saddr) == 0 ? 0x7f000001 : \old(w->saddr)) &&
            w->saddr == w->daddr;
    ensures dst->type == RTN_LOCAL && dst->oif == DEV_LO; */
static void route_here(struct flowi4 *w, struct dst_entry *dst)
{
	if (w->saddr == 0u)
		w->saddr = INADDR_LOOPBACK;
	w->daddr = w->saddr;
	dst_direct(dst, RTN_LOCAL, DEV_LO, w->daddr);
}

/* What holds whatever led there [Linux __mkroute_output]. */
/*@ requires \valid_read(v) && \valid(dst) && dst->oif < NDEV;
    terminates \true; exits \false;
    assigns *dst;
    ensures \result == 0 || \result == -22;
    ensures dst->oif == \old(dst->oif);
    ensures IsLoopback(w.saddr) && \old(dst->type) != RTN_LOCAL &&
            dst->oif != DEV_LO && !RouteLocalnet(*v, dst->oif) <==>
            \result == -22;
    ensures \result == 0 && IsMulticast(w.daddr) ==>
            dst->type == RTN_MULTICAST;
    ensures \result == 0 && w.daddr == 0xffffffff ==>
            dst->type == RTN_BROADCAST;
    ensures \result == 0 && !ManyHosts(w.daddr) ==>
            dst->type == \old(dst->type); */
static int32_t __mkroute_output(const struct devices *v, struct flowi4 w,
	struct dst_entry *dst)
{
	if (ipv4_is_loopback(w.saddr) && dst->type != RTN_LOCAL &&
	    dst->oif != DEV_LO && v->all.route_localnet == 0u &&
	    v->d[dst->oif].conf.route_localnet == 0u)
		return -EINVAL;
	if (ipv4_is_multicast(w.daddr))
		dst->type = RTN_MULTICAST;
	else if (ipv4_is_lbcast(w.daddr))
		dst_direct(dst, RTN_BROADCAST, dst->oif, w.daddr);
	return 0;
}

/* By the tables; what they have no route for goes out of a named device. */
/*@ requires \valid_read(net) && Inv(*net) && \valid(w) && \valid(dst);
    requires \separated(net, w, dst) && w->oif <= ANY_DEVICE;
    terminates \true; exits \false;
    assigns w->saddr, *dst;
    ensures dst->oif < NDEV;
    ensures \result == 0 || \result == -101 || \result == -113 ||
            \result == -13 || \result == -22;
    ensures \old(w->saddr) != 0 ==> w->saddr == \old(w->saddr);
    ensures \forall integer e; \old(w->oif) == ANY_DEVICE &&
            NoneDecides(net->fib, fib_ghost, \old(*w), e) ==> \result == e;
    ensures \result == 0 && w->oif != ANY_DEVICE &&
            dst->type != RTN_LOCAL ==> dst->oif == w->oif; */
static int32_t route_by_tables(const struct net *net, struct flowi4 *w,
	struct dst_entry *dst)
{
	int32_t err = ip_route_output(net, *w, dst);

	if (err != 0 && w->oif == ANY_DEVICE)
		return err;
	if (err != 0) {
		dst_direct(dst, RTN_UNICAST, w->oif, w->daddr);
		if (w->saddr == 0u)
			w->saddr = inet_select_addr(&net->dev, w->oif, 0,
				RT_SCOPE_LINK);
		return 0;
	}
	if (w->saddr == 0u)
		w->saddr = ip_select_source(net, w->daddr, *dst);
	return 0;
}

int32_t ip_route_output_key_hash(const struct net *net, struct flowi4 *w,
	struct dst_entry *dst)
{
	uint32_t dev = direct_device(&net->dev, *w);
	bool direct = dev != ANY_DEVICE;
	int32_t err = source_error(&net->fib, w->saddr);

	dst_direct(dst, RTN_UNSPEC, direct ? dev : (uint32_t)DEV_LO, w->daddr);
	if (err == 0 && w->oif != ANY_DEVICE && net->dev.d[w->oif].up == 0u)
		err = -ENETUNREACH;
	if (err != 0)
		return err;
	if (w->oif != ANY_DEVICE && w->saddr == 0u)
		w->saddr = device_source(&net->dev, w->oif, *w, direct);
	if (w->daddr == 0u)
		route_here(w, dst);
	else if (!direct)
		err = route_by_tables(net, w, dst);
	return err != 0 ? err : __mkroute_output(&net->dev, *w, dst);
}
