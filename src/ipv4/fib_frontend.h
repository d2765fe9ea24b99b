/*
 * Addresses and routes of a host, as `ip addr add` and `ip route add` make
 * them, and the check of a packet's source [Linux net/ipv4/fib_frontend.c].
 */
#ifndef IPV4_FIB_FRONTEND_H
#define IPV4_FIB_FRONTEND_H

#include "ipv4/fib_semantics.h"

/*@ // the route that makes an address ours
    predicate LocalRoute(struct fib_route r, integer a) = r.dst == a &&
      r.plen == 32 && r.table == FIB_LOCAL && r.type == RTN_LOCAL;
    // what a request to delete names is so in the route
    predicate DeleteFits(struct fib_config c, struct fib_route r) =
      r.dst == c.dst && r.plen == c.plen && r.tos == c.tos &&
      (c.type == RTN_UNSPEC || r.type == c.type) &&
      (c.scope == RT_SCOPE_NOWHERE || r.scope == c.scope) &&
      (c.prefsrc == 0 || r.prefsrc == c.prefsrc) &&
      (c.protocol == RTPROT_UNSPEC || r.protocol == c.protocol) &&
      (c.priority == 0 || r.priority == c.priority) &&
      (c.oif == ANY_DEVICE || r.oif == c.oif) &&
      (c.gateway == 0 || r.via == c.gateway) &&
      (c.mtu == 0 || r.mtu == c.mtu); */

/* The routes of lo's address, 127.0.0.1/8. */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->fib, fib_ghost;
    ensures Inv(*net); */
void fib_add_lo(struct net *net);

/* The subnets of a device that came up, by its addresses; false when there is
 * no room for all. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns net->fib, fib_ghost;
    ensures Inv(*net); */
bool fib_add_dev(struct net *net, uint32_t dev);

/*
 * Gives `dev` the address with its prefix, and the routes that follow from it:
 * the address itself and the broadcast address in table local, the prefix in
 * table main.  0, -EEXIST (the device has the address), -ENOBUFS.
 */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && prefixlen <= 32;
    terminates \true; exits \false;
    assigns net->dev.d[dev].naddr, net->dev.d[dev].addr[0 .. NADDR - 1],
            net->fib, fib_ghost;
    ensures Inv(*net);
    ensures \result == 0 ==> DeviceHas(net->dev.d[dev], local);
    ensures IPO_016_local: \result == 0 ==> \exists integer i;
            Live(net->fib, i) && LocalRoute(net->fib.r[i], local);
    ensures \result == 0 || \result == -17 || \result == -105; */
int32_t fib_add_ifaddr(struct net *net, uint32_t dev, uint32_t local,
	uint32_t prefixlen);

/*
 * Adds a route, or puts it in the place of one: the errors of fib_create_info
 * and fib_table_insert, or -ENOBUFS (no room for one more table); then the
 * routes are what they were.
 */
/*@ requires \valid(net) && Inv(*net) && mode <= FIB_CHANGE;
    terminates \true; exits \false;
    assigns net->fib, fib_ghost;
    ensures Inv(*net);
    ensures FIB_010_added: \result == 0 ==> \exists integer i;
            Live(net->fib, i) && Makes(c, net->fib.r[i]) &&
            OthersSame(net->fib, \old(net->fib), i);
    ensures FIB_011_refused: \result != 0 ==>
            RoutesSame(net->fib, \old(net->fib)); */
int32_t inet_rtm_newroute(struct net *net, struct fib_config c, uint32_t mode);

/*
 * Takes out the first route that fits: prefix, table and TOS are those of the
 * request, and so is what else it names; a scope of RT_SCOPE_NOWHERE and zeros
 * name nothing.  0, -EINVAL, or -ESRCH [Linux fib_table_delete].
 */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->fib, fib_ghost;
    ensures Inv(*net);
    ensures FIB_020_gone: \result == 0 ==> \exists integer i;
            Live(\old(net->fib), i) && DeleteFits(c, \old(net->fib.r[i])) &&
            !Live(net->fib, i) && OthersSame(net->fib, \old(net->fib), i);
    ensures FIB_021_refused: \result != 0 ==>
            RoutesSame(net->fib, \old(net->fib)); */
int32_t inet_rtm_delroute(struct net *net, struct fib_config c);

/*
 * Is a packet from `saddr` acceptable on `dev`?  0, or the drop site of the
 * refusal.  `oif` is the device that a forwarded packet would leave by,
 * ANY_DEVICE for one that stays here [Linux fib_validate_source].
 */
/*@ requires \valid_read(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == DROP_NONE || \result == DROP_LOCAL_SOURCE ||
            \result == DROP_MARTIAN_SOURCE || \result == DROP_RPFILTER;
    ensures IPR_030_local_source: \result == DROP_NONE &&
            !AcceptLocal(net->dev, dev) && net->fib.custom_local == 0 &&
            RpFilter(net->dev, dev) == 0 &&
            oif != dev ==> !IsLocalAddress(net->dev, saddr);
    ensures IPR_031_accept_local: AcceptLocal(net->dev, dev) ==>
            \result != DROP_LOCAL_SOURCE;
    ensures IPR_032_rp_filter_off: RpFilter(net->dev, dev) == 0 ==>
            \result != DROP_RPFILTER; */
uint32_t fib_validate_source(const struct net *net, uint32_t saddr,
	uint32_t tos, uint32_t oif, uint32_t dev);

/*
 * Is the way back to `saddr`, which fib_validate_source accepted with full
 * check on `dev`, without a gateway?  Who sends from there can be told of a
 * better way [Linux __fib_validate_source, its positive answer].
 */
/*@ requires \valid_read(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures IPR_035_direct: \forall integer i;
            LongestMatch(net->fib, i, saddr, tos, ANY_DEVICE) &&
            net->fib.r[i].oif == dev && !Refuses(net->fib.r[i]) ==>
            (\result <==> net->fib.r[i].gateway == 0);
    ensures IPR_036_by_device: \forall integer i, j;
            LongestMatch(net->fib, i, saddr, tos, ANY_DEVICE) &&
            net->fib.r[i].oif != dev && !Refuses(net->fib.r[i]) &&
            LongestMatch(net->fib, j, saddr, tos, dev) ==>
            (\result <==> net->dev.d[dev].naddr != 0 &&
             net->fib.r[j].type == RTN_UNICAST &&
             net->fib.r[j].gateway == 0);
    ensures IPR_037_unknown: NoMatch(net->fib, saddr, tos, ANY_DEVICE) ==>
            !\result; */
bool fib_source_on_link(const struct net *net, uint32_t saddr, uint32_t tos,
	uint32_t dev);

#endif
