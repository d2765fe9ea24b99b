/*
 * What this host's settings make of ARP: whom it answers, from which address
 * it asks, what it learns unasked [Linux net/ipv4/arp.c, arp_* in
 * Documentation/networking/ip-sysctl].
 */
#ifndef IPV4_ARP_POLICY_H
#define IPV4_ARP_POLICY_H

#include "ipv4/devinet.h"
#include "ipv4/fib_addr.h"
#include "ipv4/fib_frontend.h"

/*@ // the greater of all's and the device's own setting
    logic integer ArpIgnore(struct devices v, integer dev) =
      \max(v.all.arp_ignore, v.d[dev].conf.arp_ignore);
    logic integer ArpAccept(struct devices v, integer dev) =
      \max(v.all.arp_accept, v.d[dev].conf.arp_accept);
    logic integer ArpAnnounce(struct devices v, integer dev) =
      \max(v.all.arp_announce, v.d[dev].conf.arp_announce);
    // one address of the device has both in its subnet
    predicate SameSubnet(struct net_device d, integer a, integer b) =
      \exists integer i; 0 <= i < d.naddr &&
        OnLink(d.addr[i], a) && OnLink(d.addr[i], b); */

/* Has one address of the device both in its subnet? [inet_addr_onlink] */
/*@ requires \valid_read(v) && DevicesOk(*v) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures ARP_033_subnet: \result <==> SameSubnet(v->d[dev], a, b); */
bool inet_addr_onlink(const struct devices *v, uint32_t dev, uint32_t a,
	uint32_t b);

/*
 * Is a request from sip (0: a probe) about tip, an address of ours, left
 * alone?
 */
/*@ requires \valid_read(v) && DevicesOk(*v) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures ARP_034_answer: ArpIgnore(*v, dev) == 0 ||
            4 <= ArpIgnore(*v, dev) <= 7 ==> !\result;
    ensures ARP_035_own_device: ArpIgnore(*v, dev) == 1 ==>
            (\result <==> !DeviceHas(v->d[dev], tip));
    ensures ARP_036_own_subnet: ArpIgnore(*v, dev) == 2 ==>
            (\result <==> !(DeviceHas(v->d[dev], tip) &&
             (sip == 0 || SameSubnet(v->d[dev], sip, tip))));
    ensures ARP_037_never: ArpIgnore(*v, dev) == 8 ==> \result; */
bool arp_ignore(const struct devices *v, uint32_t dev, uint32_t sip,
	uint32_t tip);

/*
 * Does arp_filter forbid to answer sip by this device?  It does when there is
 * no way back, and, counted, when that leads over another device.
 */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns net->mib.v[MIB_TcpExt_ArpFilter];
    ensures Inv(*net);
    ensures ARP_038_off: net->dev.all.arp_filter == 0 &&
            net->dev.d[dev].conf.arp_filter == 0 ==>
            !\result && net->mib == \old(net->mib);
    ensures ARP_043_no_way: (net->dev.all.arp_filter != 0 ||
            net->dev.d[dev].conf.arp_filter != 0) &&
            NoMatch(net->fib, sip, 0, ANY_DEVICE) ==>
            \result && net->mib == \old(net->mib); */
bool arp_filter(struct net *net, uint32_t dev, uint32_t sip);

/* May an address that nobody asked for make an entry? */
/*@ requires \valid_read(v) && DevicesOk(*v) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures ARP_039_off: ArpAccept(*v, dev) == 0 ==> !\result;
    ensures ARP_039_any: ArpAccept(*v, dev) == 1 ==> \result;
    ensures ARP_039_subnet: ArpAccept(*v, dev) == 2 ==>
            (\result <==> SameSubnet(v->d[dev], sip, sip)); */
bool arp_accept(const struct devices *v, uint32_t dev, uint32_t sip);

/*
 * The address to ask target from, for a packet with source saddr (0: there is
 * none): saddr if it is ours, and with arp_announce 1 in target's subnet; never
 * it with arp_announce 2; else one of the device.
 */
/*@ requires \valid_read(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures ARP_040_source: \result == 0 || \result == saddr ||
            DeviceHas(net->dev.d[dev], \result);
    ensures ARP_041_announce: ArpAnnounce(net->dev, dev) == 2 ==>
            \result == 0 || DeviceHas(net->dev.d[dev], \result);
    ensures ARP_042_subnet: ArpAnnounce(net->dev, dev) == 1 ==>
            \result == 0 || DeviceHas(net->dev.d[dev], \result) ||
            SameSubnet(net->dev.d[dev], target, \result); */
uint32_t arp_source(const struct net *net, uint32_t dev, uint32_t target,
	uint32_t saddr);

#endif
