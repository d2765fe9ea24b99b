/*
 * What a route may be, and what a device that goes down or comes up does to
 * routes [Linux net/ipv4/fib_semantics.c, fib_frontend.c].
 */
#ifndef IPV4_FIB_SEMANTICS_H
#define IPV4_FIB_SEMANTICS_H

#include "core/net.h"

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
};

/* The route that a request makes, or why there is none. */
struct fib_made {
	int32_t err;		/* 0, or -errno */
	struct fib_route r;
};

/*@ // the request names a route of that kind
    predicate Makes(struct fib_config c, struct fib_route r) =
      r.dst == c.dst && r.plen == c.plen && r.tos == c.tos &&
      r.priority == c.priority && r.type == c.type && r.scope == c.scope &&
      r.via == c.gateway && (r.gateway == 0 || r.gateway == c.gateway) &&
      r.prefsrc == c.prefsrc && r.mtu == c.mtu && r.protocol == c.protocol &&
      (c.oif < NDEV && !Refuses(r) ==> r.oif == c.oif);
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
    ensures FIB_002_length: c.plen > 32 ==> \result.err == -22;
    ensures FIB_003_bits: c.plen <= 32 && Base(TrieKey(table, c.dst),
            32 - c.plen) != TrieKey(table, c.dst) ==> \result.err == -22;
    ensures FIB_004_scope: c.scope < LeastScope(c.type) ==>
            \result.err == -22;
    ensures FIB_005_refusal: c.type >= RTN_BLACKHOLE &&
            (c.gateway != 0 || c.oif < NDEV) ==> \result.err == -22;
    ensures FIB_006_source: \result.err == 0 && c.type < RTN_BLACKHOLE &&
            c.prefsrc != 0 && c.type != RTN_LOCAL ==> \exists integer i;
            AddrRoute(net->fib, i, c.prefsrc) &&
            net->fib.r[i].type == RTN_LOCAL;
    ensures FIB_008_gateway: \result.err == 0 && c.gateway != 0 &&
            c.onlink == 0 && \result.r.gateway == 0 ==> \exists integer i;
            Live(net->fib, i) && Matches(net->fib.r[i], c.gateway) &&
            net->fib.r[i].scope != RT_SCOPE_LINK;
    ensures FIB_007_up: \result.err == 0 && c.type < RTN_BLACKHOLE &&
            c.scope != RT_SCOPE_HOST ==> net->dev.d[\result.r.oif].up != 0; */
struct fib_made fib_create_info(const struct net *net, struct fib_config c,
	uint32_t table);

/*@ // a route that cannot be without its device: all but local addresses,
    // which this host has wherever a packet comes in
    predicate GoesDown(struct fib_route r, integer dev) =
      r.oif == dev && r.type != RTN_LOCAL; */

/* Takes out the routes that lead out of a device [Linux fib_sync_down_dev]. */
/*@ requires \valid(f) && FibOk(*f) && dev < NDEV;
    terminates \true; exits \false;
    assigns *f, fib_ghost;
    ensures FibOk(*f);
    ensures IPO_014_gone: \forall integer i; Live(*f, i) ==>
            !GoesDown(f->r[i], dev) && Live(\old(*f), i);
    ensures IPO_015_kept: \forall integer i; Live(\old(*f), i) &&
            !GoesDown(\old(f->r[i]), dev) ==>
            Live(*f, i) && f->r[i] == \old(f->r[i]); */
void fib_sync_down_dev(struct fib *f, uint32_t dev);

/*
 * Sets a device up or down: its routes and neighbours go with it; those of its
 * addresses come back, those by gateways do not.  False when there is no room
 * for them [Linux fib_netdev_event, fib_disable_ip, arp_ifdown].
 */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && up <= 1;
    terminates \true; exits \false;
    assigns net->dev.d[dev].up, net->fib, net->arp, fib_ghost;
    ensures Inv(*net);
    ensures net->dev.d[dev].up == up;
    ensures !\result ==> up == 1;
    ensures IPO_014_gone: up == 0 ==> \forall integer i;
            Live(net->fib, i) ==> !GoesDown(net->fib.r[i], dev); */
bool dev_change_flags(struct net *net, uint32_t dev, uint32_t up);

#endif
