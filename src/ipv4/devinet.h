/*
 * Addresses of devices: which one to send from [Linux net/ipv4/devinet.c].
 */
#ifndef IPV4_DEVINET_H
#define IPV4_DEVINET_H

#include "core/netdevice.h"
#include "ipv4/ip_fib.h"

/*@ // the prefix of one of our addresses covers dst
    predicate OnLink(struct in_ifaddr a, integer dst) =
      a.local / BlockSize(a.prefixlen) == dst / BlockSize(a.prefixlen); */

/*
 * The address of a device to send from to `dst`: the first whose prefix covers
 * it, else the first, else 0 [Linux inet_select_addr].
 */
/*@ requires \valid_read(v) && DevicesOk(*v) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == 0 || DeviceHas(v->d[dev], \result);
    ensures v->d[dev].naddr == 0 ==> \result == 0;
    ensures IPO_005_covers: \forall integer i; 0 <= i < v->d[dev].naddr &&
            OnLink(v->d[dev].addr[i], dst) &&
            (\forall integer j; 0 <= j < i ==>
             !OnLink(v->d[dev].addr[j], dst)) ==>
            \result == v->d[dev].addr[i].local;
    ensures IPO_006_first: v->d[dev].naddr > 0 &&
            (\forall integer i; 0 <= i < v->d[dev].naddr ==>
             !OnLink(v->d[dev].addr[i], dst)) ==>
            \result == v->d[dev].addr[0].local; */
uint32_t inet_select_addr(const struct devices *v, uint32_t dev, uint32_t dst);

#endif
