/*
 * Addresses and routes of a host, as `ip addr add` and `ip route add` make
 * them, and the check of a packet's source [Linux net/ipv4/fib_frontend.c].
 */
#ifndef IPV4_FIB_FRONTEND_H
#define IPV4_FIB_FRONTEND_H

#include "core/net.h"

/* The routes of lo's address, 127.0.0.1/8. */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->fib;
    ensures Inv(*net); */
void fib_add_lo(struct net *net);

/* The subnets of a device that came up, by its addresses; false when there is
 * no room for all. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns net->fib;
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
            net->fib;
    ensures Inv(*net);
    ensures \result == 0 ==> DeviceHas(net->dev.d[dev], local) &&
            net->fib.n > \old(net->fib.n);
    ensures \result == 0 || \result == -17 || \result == -105 ||
            \result == -22; */
int32_t fib_add_ifaddr(struct net *net, uint32_t dev, uint32_t local,
	uint32_t prefixlen);

/*
 * Adds a route: 0 or -EINVAL (bits set behind the prefix), -EEXIST, -ENOBUFS,
 * -ENETUNREACH (the gateway is not a neighbour on any link of ours).
 * r.size is filled in here; r.oif may be ANY_DEVICE when a gateway is given:
 * then the device is the one that reaches it.
 */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->fib;
    ensures Inv(*net);
    ensures \result == 0 ==> net->fib.n == \old(net->fib.n) + 1;
    ensures \result != 0 ==> net->fib == \old(net->fib); */
int32_t inet_rtm_newroute(struct net *net, struct fib_route r, uint32_t mode);

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
