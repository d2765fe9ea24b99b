/*
 * Addresses by the routes: what kind one is, and which of ours stands for us
 * [Linux net/ipv4/fib_frontend.c, route.c].
 */
#ifndef IPV4_FIB_ADDR_H
#define IPV4_FIB_ADDR_H

#include "ipv4/ip.h"

/*
 * The kind of an address: enum route_type, by table local; RTN_UNICAST when
 * that does not know it [Linux inet_addr_type].
 */
/*@ requires \valid_read(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns \nothing;
    ensures IsMulticast(a) ==> \result == RTN_MULTICAST;
    ensures a == 0 || a == 0xffffffff ==> \result == RTN_BROADCAST;
    ensures \result != RTN_UNICAST && !IsMulticast(a) && a != 0 &&
            a != 0xffffffff ==> \exists integer i; 0 <= i < f->n &&
            f->r[i].table == RT_TABLE_LOCAL && Matches(f->r[i], a) &&
            f->r[i].type == \result; */
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
                           net->skb.s[h].network_header + IP_DADDR); */
uint32_t fib_compute_spec_dst(const struct net *net, uint32_t h);

/*
 * The address of ours that packet h leaves from: that which its route prefers,
 * else one of the device's [Linux ip_rt_get_source].
 */
/*@ requires \valid_read(net) && Inv(*net) && h < POOL_SIZE;
    requires IpHeader(net->skb.s[h]);
    terminates \true; exits \false;
    assigns \nothing; */
uint32_t ip_rt_get_source(const struct net *net, uint32_t h);

#endif
