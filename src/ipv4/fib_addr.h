/*
 * Addresses by the routes: what kind one is, and which of ours stands for us
 * [Linux net/ipv4/fib_frontend.c, route.c].
 */
#ifndef IPV4_FIB_ADDR_H
#define IPV4_FIB_ADDR_H

#include "ipv4/ip.h"

/*@ // the address that route i would have us use, if it names one
    predicate Prefers{L}(struct net n, integer h, integer a, integer oif,
      integer result) =
      \let tos = n.skb.s[h].pkt.b[n.skb.s[h].network_header + IP_TOS];
      \forall integer i;
        LongestMatch(n.fib, i, a, tos % 32 - tos % 4, oif) &&
        !Refuses(n.fib.r[i]) && n.fib.r[i].prefsrc != 0 ==>
        result == n.fib.r[i].prefsrc; */

/*
 * The kind of an address, enum route_type: RTN_LOCAL (ours), RTN_BROADCAST,
 * RTN_MULTICAST, or RTN_UNICAST [Linux inet_addr_type].
 */
/*@ requires \valid_read(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns \nothing;
    ensures ARP_030_multicast: IsMulticast(a) ==> \result == RTN_MULTICAST;
    ensures a == 0 || a == 0xffffffff ==> \result == RTN_BROADCAST;
    ensures ARP_031_ours: \result == RTN_LOCAL ==> \exists integer i;
            AddrRoute(*f, i, a) && f->r[i].type == RTN_LOCAL;
    ensures ARP_032_foreign: \result == RTN_UNICAST ==> \forall integer i;
            AddrRoute(*f, i, a) ==>
            f->r[i].type == RTN_UNICAST || Refuses(f->r[i]);
    ensures !IsMulticast(a) && a != 0 && a != 0xffffffff ==>
            \forall integer i; AddrRoute(*f, i, a) ==> \result ==
            (f->r[i].type >= RTN_BLACKHOLE ? RTN_UNICAST : f->r[i].type);
    ensures !IsMulticast(a) && a != 0 && a != 0xffffffff &&
            \result != RTN_UNICAST ==> \exists integer i;
            AddrRoute(*f, i, a) && f->r[i].type == \result; */
uint32_t inet_addr_type(const struct fib *f, uint32_t a);

/*
 * The address of ours that packet h was meant for: its destination if that is
 * ours, else the one that we would use to its source
 * [Linux fib_compute_spec_dst].
 */
/*@ requires \valid_read(net) && Inv(*net) && h < POOL_SIZE;
    requires IpHeader(net->skb.s[h]);
    terminates \true; exits \false;
    assigns \nothing;
    ensures OPT_011_own_address: net->skb.s[h].dst.type == RTN_LOCAL ==>
            \result == P32(net->skb.s[h].pkt,
                           net->skb.s[h].network_header + IP_DADDR);
    ensures OPT_018_way_back: \let a = P32(net->skb.s[h].pkt,
            net->skb.s[h].network_header + IP_SADDR);
            net->skb.s[h].dst.type != RTN_LOCAL && a != 0 ==>
            Prefers(*net, h, a, ANY_DEVICE, \result); */
uint32_t fib_compute_spec_dst(const struct net *net, uint32_t h);

/*
 * The address of ours that packet h leaves from: that which its route prefers,
 * else one of the device's [Linux ip_rt_get_source].
 */
/*@ requires \valid_read(net) && Inv(*net) && h < POOL_SIZE;
    requires IpHeader(net->skb.s[h]);
    terminates \true; exits \false;
    assigns \nothing;
    ensures OPT_019_way_on: Prefers(*net, h, P32(net->skb.s[h].pkt,
            net->skb.s[h].network_header + IP_DADDR),
            net->skb.s[h].dst.oif, \result); */
uint32_t ip_rt_get_source(const struct net *net, uint32_t h);

#endif
