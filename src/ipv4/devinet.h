/*
 * Addresses of devices: their list, and which one to send from
 * [Linux net/ipv4/devinet.c].
 *
 * An address with the subnet of an earlier one is secondary to that.  Primary
 * addresses come first, those of the narrowest scope before others;
 * secondary ones follow in the order in which they came.
 */
#ifndef IPV4_DEVINET_H
#define IPV4_DEVINET_H

#include "core/netdevice.h"
#include "ipv4/ip_fib.h"

/*@ // the prefix of one of our addresses covers dst
    predicate OnLink(struct in_ifaddr a, integer dst) =
      a.local / BlockSize(a.prefixlen) == dst / BlockSize(a.prefixlen);
    // both have the same subnet, of the same length
    predicate IfaMatch(struct in_ifaddr a, struct in_ifaddr b) =
      a.prefixlen == b.prefixlen && OnLink(a, b.local);
    // the first and the last address of the subnet
    logic integer IfaFirst(struct in_ifaddr a) =
      a.local - a.local % BlockSize(a.prefixlen);
    logic integer IfaLast(struct in_ifaddr a) =
      IfaFirst(a) + BlockSize(a.prefixlen) - 1;
    // number i of the device is that address of that prefix length
    predicate IfaIs(struct net_device d, integer i, integer local,
      integer prefixlen) = 0 <= i < d.naddr && d.addr[i].local == local &&
      d.addr[i].prefixlen == prefixlen;
    // i is a primary, or secondary, address of a's subnet
    predicate IfaPrimary(struct net_device d, integer i, struct in_ifaddr a) =
      0 <= i < d.naddr && d.addr[i].secondary == 0 && IfaMatch(d.addr[i], a);
    predicate IfaSecondary(struct net_device d, integer i,
      struct in_ifaddr a) = 0 <= i < d.naddr && d.addr[i].secondary != 0 &&
      IfaMatch(d.addr[i], a);
    // a stands at i now, and the others have kept their order
    predicate IfaPut(struct net_device d, struct net_device d0, integer i,
      struct in_ifaddr a) = d.naddr == d0.naddr + 1 && 0 <= i <= d0.naddr &&
      d.addr[i] == a &&
      (\forall integer j; 0 <= j < i ==> d.addr[j] == d0.addr[j]) &&
      \forall integer j; i < j < d.naddr ==> d.addr[j] == d0.addr[j - 1];
    // number i is gone, and the others have kept their order
    predicate IfaOut(struct net_device d, struct net_device d0, integer i) =
      d.naddr == d0.naddr - 1 && 0 <= i < d0.naddr &&
      (\forall integer j; 0 <= j < i ==> d.addr[j] == d0.addr[j]) &&
      \forall integer j; i <= j < d.naddr ==> d.addr[j] == d0.addr[j + 1];
    // all addresses of d0 but number i (-1: all) are in d
    predicate IfaOthers(struct net_device d, struct net_device d0,
      integer i) = \forall integer j; 0 <= j < d0.naddr && j != i ==>
      \exists integer k; 0 <= k < d.naddr && d.addr[k] == d0.addr[j];
    // those are which are not of that subnet
    predicate IfaKept(struct net_device d, struct net_device d0,
      integer local, integer prefixlen) =
      \forall integer j; 0 <= j < d0.naddr &&
      !(d0.addr[j].prefixlen == prefixlen && OnLink(d0.addr[j], local)) ==>
      \exists integer k; 0 <= k < d.naddr && d.addr[k] == d0.addr[j];
    // where an address belongs: behind the last primary one of its scope or
    // a narrower one; a secondary one at the end
    predicate IfaPlace(struct net_device d, struct in_ifaddr a, integer i) =
      a.secondary != 0 ? i == d.naddr : 0 <= i <= d.naddr &&
      (i > 0 ==> d.addr[i - 1].secondary == 0 &&
       d.addr[i - 1].scope >= a.scope) &&
      \forall integer j; i <= j < d.naddr && d.addr[j].secondary == 0 ==>
        d.addr[j].scope < a.scope;
    // the scope that addresses of the device have at most, as a source
    logic integer LocalnetScope(struct devices v, integer dev) =
      v.all.route_localnet != 0 || v.d[dev].conf.route_localnet != 0
      ? RT_SCOPE_LINK : RT_SCOPE_HOST;
    // address i of the device may be the source of a packet of that scope
    predicate IfaSource(struct devices v, integer dev, integer i,
      integer scope) = 0 <= i < v.d[dev].naddr &&
      v.d[dev].addr[i].secondary == 0 && (v.d[dev].addr[i].scope <= scope ||
      LocalnetScope(v, dev) <= scope);
    // and it has dst in its subnet, or there is no dst
    predicate IfaCovers(struct devices v, integer dev, integer i,
      integer dst, integer scope) = IfaSource(v, dev, i, scope) &&
      (dst == 0 || OnLink(v.d[dev].addr[i], dst));
    // it stands for the host on other devices too
    predicate IfaGlobal(struct net_device d, integer i, integer scope) =
      0 <= i < d.naddr && d.addr[i].secondary == 0 &&
      d.addr[i].scope != RT_SCOPE_LINK && d.addr[i].scope <= scope;
    // one address of the device has both in its subnet; b 0: any
    predicate SameLink(struct net_device d, integer a, integer b) =
      \exists integer i; 0 <= i < d.naddr && OnLink(d.addr[i], a) &&
        (b == 0 || OnLink(d.addr[i], b));
    predicate AnyDeviceHas(struct devices v, integer a) =
      \exists integer k; 0 <= k < NDEV && DeviceHas(v.d[k], a); */

/* The first and the last address of a's subnet. */
/*@ requires a.prefixlen <= 32;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == IfaFirst(a); */
uint32_t inet_ifa_first(struct in_ifaddr a);
/*@ requires a.prefixlen <= 32;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == IfaLast(a); */
uint32_t inet_ifa_last(struct in_ifaddr a);

/* Have both the same subnet? */
/*@ requires a.prefixlen <= 32;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> IfaMatch(a, b); */
bool inet_same_subnet(struct in_ifaddr a, struct in_ifaddr b);

/* The number of that address with that prefix length, or NADDR. */
/*@ requires \valid_read(d) && DeviceOk(*d);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == NADDR || IfaIs(*d, \result, local, prefixlen);
    ensures \result == NADDR ==> \forall integer i;
            !IfaIs(*d, i, local, prefixlen); */
uint32_t inet_find_ifa(const struct net_device *d, uint32_t local,
	uint32_t prefixlen);

/* The primary address of the subnet of `a`, or NADDR
 * [Linux inet_ifa_byprefix]. */
/*@ requires \valid_read(d) && DeviceOk(*d) && a.prefixlen <= 32;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == NADDR || IfaPrimary(*d, \result, a);
    ensures \result == NADDR ==> \forall integer i; !IfaPrimary(*d, i, a); */
uint32_t inet_ifa_byprefix(const struct net_device *d, struct in_ifaddr a);

/* The source that the routes of `a` prefer: the primary address of its subnet;
 * 0: a secondary one has lost that. */
/*@ requires \valid_read(d) && DeviceOk(*d) && a.prefixlen <= 32;
    terminates \true; exits \false;
    assigns \nothing;
    ensures a.secondary == 0 ==> \result == a.local;
    ensures a.secondary != 0 && \result != 0 ==> \exists integer i;
            IfaPrimary(*d, i, a) && \result == d->addr[i].local; */
uint32_t inet_ifa_prefsrc(const struct net_device *d, struct in_ifaddr a);

/* The first secondary address of that subnet from number i on, or NADDR. */
/*@ requires \valid_read(d) && DeviceOk(*d) && a.prefixlen <= 32;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == NADDR ||
            (i <= \result && IfaSecondary(*d, \result, a));
    ensures \forall integer j; i <= j < \result ==>
            !IfaSecondary(*d, j, a); */
uint32_t inet_next_secondary(const struct net_device *d, struct in_ifaddr a,
	uint32_t i);

/*
 * May the device get the address?  0; -EEXIST: it has it, with that prefix
 * length; -EINVAL: its subnet has another scope; -ENOBUFS: it has NADDR.
 */
/*@ requires \valid_read(d) && DeviceOk(*d) && a.prefixlen <= 32;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == 0 || \result == -17 || \result == -22 ||
            \result == -105;
    ensures IFA_001_exists: \result == -17 <==> \exists integer i;
            IfaIs(*d, i, a.local, a.prefixlen);
    ensures IFA_002_scope: \result == -22 ==> \exists integer i;
            IfaPrimary(*d, i, a) && d->addr[i].scope != a.scope;
    ensures IFA_003_room: \result == 0 ==> d->naddr < NADDR; */
int32_t inet_check_ifa(const struct net_device *d, struct in_ifaddr a);

/* Adds an address where it belongs [Linux __inet_insert_ifa]. */
/*@ requires \valid(d) && DeviceOk(*d) && d->naddr < NADDR;
    requires a.prefixlen <= 32;
    terminates \true; exits \false;
    assigns d->naddr, d->addr[0 .. NADDR - 1];
    ensures DeviceOk(*d);
    ensures IFA_004_place: \exists integer i; IfaPlace(\old(*d), a, i) &&
            IfaPut(*d, \old(*d), i, a);
    ensures IFA_006_all: IfaOthers(*d, \old(*d), -1);
    ensures DeviceHas(*d, a.local); */
void inet_insert_ifa(struct net_device *d, struct in_ifaddr a);

/* Takes address i out. */
/*@ requires \valid(d) && DeviceOk(*d) && i < d->naddr;
    terminates \true; exits \false;
    assigns d->naddr, d->addr[0 .. NADDR - 1];
    ensures DeviceOk(*d);
    ensures IFA_005_out: IfaOut(*d, \old(*d), i);
    ensures IFA_007_others: IfaOthers(*d, \old(*d), i); */
void inet_remove_ifa(struct net_device *d, uint32_t i);

/* For proofs only: what stays twice has stayed. */
/*@ ghost
    /@ requires IfaKept(d, d1, local, prefixlen);
       requires IfaKept(d1, d0, local, prefixlen);
       terminates \true;
       exits \false;
       assigns \nothing;
       ensures IfaKept(d, d0, local, prefixlen);
    @/
    void ifa_kept_twice(struct net_device d, struct net_device d1,
      struct net_device d0, uint32_t local, uint32_t prefixlen);
*/

/*
 * The address to send from over `dev` to `dst` (0: to nobody of its own), one
 * of that scope or a wider one: the first of the device's primary addresses
 * whose subnet holds dst, else the first; else one of another device that is
 * not of scope link; else 0 [Linux inet_select_addr].
 */
/*@ requires \valid_read(v) && DevicesOk(*v) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == 0 || AnyDeviceHas(*v, \result);
    ensures IPO_005_covers: \forall integer i;
            IfaCovers(*v, dev, i, dst, scope) && (\forall integer j;
            0 <= j < i ==> !IfaCovers(*v, dev, j, dst, scope)) ==>
            \result == v->d[dev].addr[i].local;
    ensures IPO_006_first: (\forall integer i;
            !IfaCovers(*v, dev, i, dst, scope)) ==> \forall integer i;
            IfaSource(*v, dev, i, scope) && (\forall integer j;
            0 <= j < i ==> !IfaSource(*v, dev, j, scope)) ==>
            \result == v->d[dev].addr[i].local;
    ensures IPO_018_elsewhere: (\forall integer i;
            !IfaSource(*v, dev, i, scope)) && \result != 0 ==>
            \exists integer k, i; 0 <= k < v->n &&
            IfaGlobal(v->d[k], i, scope) &&
            \result == v->d[k].addr[i].local; */
uint32_t inet_select_addr(const struct devices *v, uint32_t dev, uint32_t dst,
	uint32_t scope);

/* Has one address of the device both in its subnet?  b 0: any
 * [Linux inet_addr_onlink]. */
/*@ requires \valid_read(v) && DevicesOk(*v) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures ARP_033_subnet: \result <==> SameLink(v->d[dev], a, b); */
bool inet_addr_onlink(const struct devices *v, uint32_t dev, uint32_t a,
	uint32_t b);

/* The first device that has the address; lo if none has
 * [Linux __ip_dev_find]. */
/*@ requires \valid_read(v) && DevicesOk(*v);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result < NDEV;
    ensures IsLocalAddress(*v, a) ==> DeviceHas(v->d[\result], a); */
uint32_t ip_dev_find(const struct devices *v, uint32_t a);

#endif
