/*
 * What a device that goes down or comes up does to the routes
 * [Linux net/ipv4/fib_semantics.c, fib_frontend.c].
 */
#ifndef IPV4_FIB_SEMANTICS_H
#define IPV4_FIB_SEMANTICS_H

#include "core/net.h"

/*@ // a route that cannot be without its device: all but local addresses,
    // which this host has wherever a packet comes in
    predicate GoesDown(struct fib_route r, integer dev) =
      r.oif == dev && r.type != RTN_LOCAL; */

/* Takes out the routes that lead out of a device [Linux fib_sync_down_dev]. */
/*@ requires \valid(f) && FibOk(*f) && dev < NDEV;
    terminates \true; exits \false;
    assigns f->n, f->r[0 .. NROUTE - 1];
    ensures FibOk(*f) && f->n <= \old(f->n);
    ensures IPO_014_gone: \forall integer i; 0 <= i < f->n ==>
            !GoesDown(f->r[i], dev);
    ensures IPO_015_kept: \forall integer j; 0 <= j < \old(f->n) &&
            !GoesDown(\old(f->r[j]), dev) ==>
            \exists integer i; 0 <= i < f->n && f->r[i] == \old(f->r[j]); */
void fib_sync_down_dev(struct fib *f, uint32_t dev);

/*
 * Sets a device up or down: its routes and neighbours go with it; those of its
 * addresses come back, those by gateways do not.  False when there is no room
 * for them [Linux fib_netdev_event, fib_disable_ip, arp_ifdown].
 */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && up <= 1;
    terminates \true; exits \false;
    assigns net->dev.d[dev].up, net->fib, net->arp;
    ensures Inv(*net);
    ensures net->dev.d[dev].up == up;
    ensures !\result ==> up == 1;
    ensures IPO_014_gone: up == 0 ==> \forall integer i;
            0 <= i < net->fib.n ==> !GoesDown(net->fib.r[i], dev); */
bool dev_change_flags(struct net *net, uint32_t dev, uint32_t up);

#endif
