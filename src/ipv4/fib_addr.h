/*
 * Addresses by the routes: what kind one is, and which of ours stands for us
 * [Linux net/ipv4/fib_frontend.c, route.c].
 */
#ifndef IPV4_FIB_ADDR_H
#define IPV4_FIB_ADDR_H

#include "ipv4/ip.h"

/*@ predicate LocalMatch(struct fib_route r, integer a) =
      r.table == RT_TABLE_LOCAL && Matches(r, a);
    // the address that route i would have us use, if it names one
    predicate Prefers(struct net n, integer h, integer a, integer oif,
      integer result) =
      \let tos = n.skb.s[h].pkt.b[n.skb.s[h].network_header + IP_TOS];
      \forall integer i;
        LongestMatch(n.fib, i, a, tos % 32 - tos % 4, oif) &&
        !Refuses(n.fib.r[i]) && n.fib.r[i].prefsrc != 0 ==>
        result == n.fib.r[i].prefsrc; */

/*
 * The kind of an address: enum route_type, by table local; RTN_UNICAST when
 * that does not know it [Linux inet_addr_type].
 */
/*@ requires \valid_read(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns \nothing;
    ensures IsMulticast(a) ==> \result == RTN_MULTICAST;
    ensures a == 0 || a == 0xffffffff ==> \result == RTN_BROADCAST;
    ensures !IsMulticast(a) && a != 0 && a != 0xffffffff ==>
            \forall integer i; 0 <= i < f->n && LocalMatch(f->r[i], a) &&
            (\forall integer j; 0 <= j < i ==> !LocalMatch(f->r[j], a)) ==>
            \result == f->r[i].type;
    ensures !IsMulticast(a) && a != 0 && a != 0xffffffff &&
            (\forall integer i; 0 <= i < f->n ==> !LocalMatch(f->r[i], a))
            ==> \result == RTN_UNICAST; */
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
