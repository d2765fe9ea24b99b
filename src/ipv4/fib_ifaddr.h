/*
 * Addresses that devices get and lose, and the routes that come and go with
 * them [Linux net/ipv4/fib_frontend.c, devinet.c].
 *
 * An address makes a local route to itself and, while its device is up, one
 * to its broadcast address if it names one; a primary address makes the route
 * of its subnet too, and one to the subnet's last address.  All of them prefer
 * the primary address of the subnet as their source.
 */
#ifndef IPV4_FIB_IFADDR_H
#define IPV4_FIB_IFADDR_H

#include "ipv4/devinet.h"
#include "ipv4/fib_semantics.h"

/*@ // the route that makes an address ours
    predicate LocalRoute(struct fib_route r, integer a) = r.dst == a &&
      r.plen == 32 && r.table == FIB_LOCAL && r.type == RTN_LOCAL;
    // the scope of an address that names none
    logic integer IfaScope(integer local) =
      local / 0x1000000 == 127 ? RT_SCOPE_HOST : RT_SCOPE_UNIVERSE;
    // a makes a route to dst as a broadcast address
    predicate MakesBroadcast(struct in_ifaddr a, integer dst) =
      a.broadcast == dst || (a.secondary == 0 && a.prefixlen < 31 &&
      IfaFirst(a) != 0 && dst == IfaLast(a));
    // a route of table main that has a source that went
    predicate PrefersGone(struct fib_route r, integer a) =
      r.table == FIB_MAIN && r.prefsrc == a && a != 0;
    // a route that cannot be without any address of its device
    predicate NeedsAddress(struct fib f, integer i, integer dev) =
      f.r[i].multi == MULTI_NIL ? f.r[i].oif == dev && !Refuses(f.r[i])
      : AllHopsDown(f.multi.m[f.r[i].multi], dev); */

/* The routes of lo's address, 127.0.0.1/8. */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->fib, fib_ghost;
    ensures Inv(*net); */
void fib_add_lo(struct net *net);

/* The routes of address i of a device: those that are not there are made;
 * false when there is no room for all. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    requires i < net->dev.d[dev].naddr;
    terminates \true; exits \false;
    assigns net->fib, fib_ghost;
    ensures Inv(*net); */
bool fib_add_nth(struct net *net, uint32_t dev, uint32_t i);

/* The routes of a device that came up, by its addresses; false when there is
 * no room for all. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns net->fib, fib_ghost;
    ensures Inv(*net); */
bool fib_add_dev(struct net *net, uint32_t dev);

/*
 * Gives `dev` the address, and the routes that follow from it.  Whether it is
 * secondary follows from the others; 0.0.0.0 is no address, and is left out.
 * 0, or as inet_check_ifa says; -ENOBUFS: no room for a route
 * [Linux inet_rtm_newaddr].
 */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && a.prefixlen <= 32;
    terminates \true; exits \false;
    assigns net->dev.d[dev].naddr, net->dev.d[dev].addr[0 .. NADDR - 1],
            net->fib, fib_ghost;
    ensures Inv(*net);
    ensures \result == 0 || \result == -17 || \result == -22 ||
            \result == -105;
    ensures IFA_010_has: \result == 0 && a.local != 0 ==>
            DeviceHas(net->dev.d[dev], a.local);
    ensures IFA_011_exists: a.local != 0 ==> (\result == -17 <==>
            \exists integer i; IfaIs(\old(net->dev.d[dev]), i, a.local,
            a.prefixlen));
    ensures IPO_016_local: \result == 0 && a.local != 0 &&
            (\forall integer i; !IfaPrimary(\old(net->dev.d[dev]), i, a)) ==>
            \exists integer i;
            Live(net->fib, i) && LocalRoute(net->fib.r[i], a.local); */
int32_t inet_rtm_newaddr(struct net *net, uint32_t dev, struct in_ifaddr a);

/* The same for an address that names neither broadcast address nor scope. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && prefixlen <= 32;
    terminates \true; exits \false;
    assigns net->dev.d[dev].naddr, net->dev.d[dev].addr[0 .. NADDR - 1],
            net->fib, fib_ghost;
    ensures Inv(*net);
    ensures \result == 0 || \result == -17 || \result == -22 ||
            \result == -105;
    ensures \result == 0 && local != 0 ==>
            DeviceHas(net->dev.d[dev], local); */
int32_t fib_add_ifaddr(struct net *net, uint32_t dev, uint32_t local,
	uint32_t prefixlen);

/*
 * Takes an address from `dev`, with the routes that no other address makes,
 * and those of table main that prefer it as their source.  The secondary
 * addresses of its subnet go with a primary one, unless promote_secondaries
 * makes the first of them primary.  With its last address a device loses all
 * its routes and neighbours.  0, or -EADDRNOTAVAIL: it has no such address
 * [Linux inet_rtm_deladdr, __inet_del_ifa, fib_del_ifaddr].
 */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && prefixlen <= 32;
    terminates \true; exits \false;
    assigns net->dev.d[dev].naddr, net->dev.d[dev].addr[0 .. NADDR - 1],
            net->fib, net->arp, fib_ghost;
    ensures Inv(*net);
    ensures \result == 0 || \result == -99;
    ensures IFA_012_absent: \result == -99 <==> \forall integer i;
            !IfaIs(\old(net->dev.d[dev]), i, local, prefixlen);
    ensures IFA_013_refused: \result != 0 ==>
            RoutesSame(net->fib, \old(net->fib)) &&
            net->dev.d[dev] == \old(net->dev.d[dev]);
    ensures IFA_014_fewer: \result == 0 ==>
            net->dev.d[dev].naddr < \old(net->dev.d[dev].naddr);
    ensures IFA_015_kept: \result == 0 ==> IfaKept(net->dev.d[dev],
            \old(net->dev.d[dev]), local, prefixlen);
    ensures IFA_016_last: \result == 0 && net->dev.d[dev].naddr == 0 ==>
            \forall integer i; Live(net->fib, i) ==>
            !NeedsAddress(net->fib, i, dev); */
int32_t fib_del_ifaddr(struct net *net, uint32_t dev, uint32_t local,
	uint32_t prefixlen);

/* Takes out the routes of table main that prefer an address which went
 * [Linux fib_sync_down_addr]. */
/*@ requires \valid(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns *f, fib_ghost;
    ensures FibOk(*f);
    ensures IFA_020_gone: \forall integer i; Live(*f, i) ==>
            !PrefersGone(f->r[i], local) && Live(\old(*f), i);
    ensures IFA_021_kept: \forall integer i; Live(\old(*f), i) &&
            !PrefersGone(\old(f->r[i]), local) ==>
            Live(*f, i) && f->r[i] == \old(f->r[i]); */
void fib_sync_down_addr(struct fib *f, uint32_t local);

/* A device without any address: its routes go, local ones too, and its
 * neighbours [Linux fib_disable_ip]. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns net->fib, net->arp, fib_ghost;
    ensures Inv(*net);
    ensures IFA_022_gone: \forall integer i; Live(net->fib, i) ==>
            !NeedsAddress(net->fib, i, dev) && Live(\old(net->fib), i);
    ensures IFA_023_kept: \forall integer i; Live(\old(net->fib), i) &&
            !NeedsAddress(\old(net->fib), i, dev) ==>
            Live(net->fib, i) && net->fib.r[i] == \old(net->fib.r[i]); */
void fib_disable_ip(struct net *net, uint32_t dev);

#endif
