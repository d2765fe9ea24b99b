/*
 * What a route may be, and what a device that goes down or comes up does to
 * routes [Linux net/ipv4/fib_semantics.c, fib_frontend.c].
 */
#ifndef IPV4_FIB_SEMANTICS_H
#define IPV4_FIB_SEMANTICS_H

#include "core/net.h"

/* One of several next hops as it is asked for [Linux struct rtnexthop]. */
struct fib_config_nh {
	uint32_t oif;		/* device; ANY_DEVICE: none is named */
	uint32_t gateway;	/* 0: none is named */
	uint32_t weight;	/* 1..256 */
	uint32_t onlink;	/* 1: the gateway is on the link whatever */
};

/* A route as it is asked for, not yet checked [Linux struct fib_config]. */
struct fib_config {
	uint32_t dst;		/* host byte order */
	uint32_t plen;		/* prefix length */
	uint32_t table;		/* RT_TABLE_*; 0: main */
	uint32_t tos;
	uint32_t priority;	/* metric */
	uint32_t type;		/* enum route_type */
	uint32_t scope;		/* RT_SCOPE_* */
	uint32_t oif;		/* device; ANY_DEVICE: none is named */
	uint32_t gateway;	/* next hop; 0: none is named */
	uint32_t prefsrc;	/* 0: none is named */
	uint32_t mtu;		/* 0: none is named */
	uint32_t protocol;	/* RTPROT_* */
	uint32_t onlink;	/* 1: the gateway is on the link whatever */
	uint32_t n_nexthop;	/* next hops that are listed; more than one is
				 * a route of several; more than NHOP: -105 */
	struct fib_config_nh nexthop[NHOP];
};

/* The route that a request makes, or why there is none. */
struct fib_made {
	int32_t err;		/* 0, or -errno */
	struct fib_route r;
	struct fib_multi hops;	/* n is 0 for a route of one next hop */
};

/*@ // the request names a route of that kind
    predicate Makes(struct fib_config c, struct fib_route r) =
      r.dst == c.dst && r.plen == c.plen && r.tos == c.tos &&
      r.priority == c.priority && r.type == c.type && r.scope == c.scope &&
      (r.gateway == 0 || r.gateway == r.via) &&
      r.prefsrc == c.prefsrc && r.mtu == c.mtu && r.protocol == c.protocol &&
      (c.n_nexthop == 0 ==> r.via == c.gateway &&
        (c.oif < NDEV && !Refuses(r) ==> r.oif == c.oif));
    // next hop k is as the request has it
    predicate MakesHop(struct fib_config c, struct fib_multi m, integer k) =
      m.nh[k].via == c.nexthop[k].gateway && m.nh[k].dead == 0 &&
      m.nh[k].weight == c.nexthop[k].weight &&
      m.nh[k].onlink == c.nexthop[k].onlink &&
      (c.nexthop[k].oif < NDEV ==> m.nh[k].oif == c.nexthop[k].oif) &&
      (m.nh[k].gateway == 0 || m.nh[k].gateway == m.nh[k].via);
    predicate MakesHops(struct fib_config c, struct fib_multi m) =
      MultiOk(m) && m.n == c.n_nexthop && m.owner == FIB_NIL &&
      \forall integer k; 0 <= k < m.n ==> MakesHop(c, m, k);
    // the least scope of a route of that type [Linux fib_props]
    logic integer LeastScope(integer type) =
      type == RTN_LOCAL ? RT_SCOPE_HOST :
      type == RTN_BROADCAST || type == RTN_ANYCAST ? RT_SCOPE_LINK :
      RT_SCOPE_UNIVERSE; */

/*
 * The route of a request in table `table`: -EINVAL (a prefix with bits set
 * behind it, a scope or gateway that does not fit, a source that is not ours),
 * -ENODEV, -ENETDOWN, or the error of the way to the gateway
 * [Linux fib_create_info, fib_valid_key_len].
 */
/*@ requires \valid_read(net) && Inv(*net) && table < net->fib.ntable;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result.err <= 0;
    ensures FIB_001_ok: \result.err == 0 ==> RouteOk(\result.r) &&
            PrefixOk(\result.r) && Makes(c, \result.r) && \result.r.table == table;
    ensures \result.r.multi == MULTI_NIL;
    ensures MPH_020_one: \result.err == 0 && c.n_nexthop <= 1 ==>
            \result.hops.n == 0;
    ensures MPH_021_several: \result.err == 0 && c.n_nexthop > 1 ==>
            MakesHops(c, \result.hops) &&
            \result.r.oif == \result.hops.nh[0].oif;
    ensures MPH_022_host: c.n_nexthop > 1 && c.scope >= RT_SCOPE_HOST ==>
            \result.err != 0;
    ensures MPH_023_up: \result.err == 0 && c.n_nexthop > 1 ==>
            \forall integer k; 0 <= k < \result.hops.n ==>
            net->dev.d[\result.hops.nh[k].oif].up != 0;
    ensures FIB_002_length: c.plen > 32 ==> \result.err == -22;
    ensures FIB_003_bits: c.plen <= 32 && Base(TrieKey(table, c.dst),
            32 - c.plen) != TrieKey(table, c.dst) ==> \result.err == -22;
    ensures FIB_004_scope: c.scope < LeastScope(c.type) ==>
            \result.err == -22;
    ensures FIB_005_refusal: c.type >= RTN_BLACKHOLE &&
            (c.gateway != 0 || c.oif < NDEV || c.n_nexthop > 0) ==>
            \result.err == -22;
    ensures FIB_006_source: \result.err == 0 && c.type < RTN_BLACKHOLE &&
            c.prefsrc != 0 && c.type != RTN_LOCAL ==> \exists integer i;
            AddrRoute(net->fib, i, c.prefsrc) &&
            net->fib.r[i].type == RTN_LOCAL;
    ensures FIB_008_gateway: \result.err == 0 && c.gateway != 0 &&
            c.n_nexthop == 0 && c.onlink == 0 && \result.r.gateway == 0 ==> \exists integer i;
            Live(net->fib, i) && Matches(net->fib.r[i], c.gateway) &&
            net->fib.r[i].scope != RT_SCOPE_LINK;
    ensures FIB_007_up: \result.err == 0 && c.type < RTN_BLACKHOLE &&
            c.scope != RT_SCOPE_HOST ==> net->dev.d[\result.r.oif].up != 0; */
struct fib_made fib_create_info(const struct net *net, struct fib_config c,
	uint32_t table);

/*@ // a group that has no hop left without the device
    predicate AllHopsDown(struct fib_multi m, integer dev) =
      \forall integer k; 0 <= k < m.n ==>
        m.nh[k].dead != 0 || m.nh[k].oif == dev;
    // a route that cannot be without its device: all but those that refuse,
    // those of scope host, which lead here wherever a packet comes in, and
    // those that have another next hop
    predicate GoesDown(struct fib f, integer i, integer dev) =
      f.r[i].multi == MULTI_NIL
      ? f.r[i].oif == dev && f.r[i].scope != RT_SCOPE_HOST &&
        !Refuses(f.r[i])
      : AllHopsDown(f.multi.m[f.r[i].multi], dev);
    // the hops of a device are dead, the others are as they were
    predicate HopsDown(struct fib_multi m, struct fib_multi m0, integer dev) =
      m.n == m0.n && \forall integer k; 0 <= k < m.n ==>
        SameNh(m.nh[k], m0.nh[k]) &&
        m.nh[k].dead == (m.nh[k].oif == dev ? 1 : m0.nh[k].dead);
    // they are alive
    predicate HopsUp(struct fib_multi m, struct fib_multi m0, integer dev) =
      m.n == m0.n && \forall integer k; 0 <= k < m.n ==>
        SameNh(m.nh[k], m0.nh[k]) &&
        m.nh[k].dead == (m.nh[k].oif == dev ? 0 : m0.nh[k].dead); */

/*
 * Takes out the routes that lead out of a device; of those with several next
 * hops only what leads there is dead [Linux fib_sync_down_dev].
 */
/*@ requires \valid(f) && FibOk(*f) && dev < NDEV;
    terminates \true; exits \false;
    assigns *f, fib_ghost;
    ensures FibOk(*f);
    ensures IPO_014_gone: \forall integer i; Live(*f, i) ==>
            !GoesDown(*f, i, dev) && Live(\old(*f), i);
    ensures IPO_015_kept: \forall integer i; Live(\old(*f), i) &&
            !GoesDown(\old(*f), i, dev) ==>
            Live(*f, i) && f->r[i] == \old(f->r[i]);
    ensures MPH_030_dead: \forall integer g; 0 < g < NMULTI &&
            f->multi.m[g].owner < NROUTE ==>
            HopsDown(f->multi.m[g], \old(f->multi.m[g]), dev); */
void fib_sync_down_dev(struct fib *f, uint32_t dev);

/* The next hops of a device that came up are back [Linux fib_sync_up]. */
/*@ requires \valid(f) && FibOk(*f) && dev < NDEV;
    terminates \true; exits \false;
    assigns f->multi;
    ensures FibOk(*f);
    ensures MPH_031_back: \forall integer g; 0 < g < NMULTI &&
            f->multi.m[g].owner < NROUTE ==>
            HopsUp(f->multi.m[g], \old(f->multi.m[g]), dev); */
void fib_sync_up(struct fib *f, uint32_t dev);

/*
 * Sets a device up or down: its routes and neighbours go with it; those of its
 * addresses come back, those by gateways do not.  lo that comes up gets
 * 127.0.0.1/8 if it lost it.  False when there is no room for the routes
 * [Linux inetdev_event, fib_netdev_event, fib_disable_ip, arp_ifdown].
 */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && up <= 1;
    terminates \true; exits \false;
    assigns net->dev.d[dev].up, net->dev.d[dev].naddr,
            net->dev.d[dev].addr[0 .. NADDR - 1], net->fib, net->arp, fib_ghost;
    ensures Inv(*net);
    ensures net->dev.d[dev].up == up;
    ensures !\result ==> up == 1;
    ensures IPO_014_gone: up == 0 ==> \forall integer i;
            Live(net->fib, i) ==> !GoesDown(net->fib, i, dev); */
bool dev_change_flags(struct net *net, uint32_t dev, uint32_t up);

#endif
