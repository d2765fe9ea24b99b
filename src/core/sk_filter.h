/*
 * The filter of a socket: attaching it, and what it keeps of a packet
 * [Linux net/core/filter.c].
 */
#ifndef CORE_SK_FILTER_H
#define CORE_SK_FILTER_H

#include "core/net.h"

/*@ predicate HasFilter(struct filters f, struct sock s) = s.filter < f.n; */

/*
 * Attaches a program to socket `s`, in place of the one it has.  0, -EINVAL: Linux refuses it, -ENOMEM: NFILTER programs are there,
 * -EOPNOTSUPP: it asks for what Muffin does not know.
 */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK;
    requires \valid_read(prog) && \separated(net, prog);
    terminates \true; exits \false;
    assigns net->filter, net->sock.s[s].filter;
    ensures Inv(*net);
    ensures \result == 0 || \result == -22 || \result == -12 ||
            \result == -95;
    ensures BPF_003_attached: \result == 0 ==>
            net->sock.s[s].filter == \old(net->filter.n) &&
            HasFilter(net->filter, net->sock.s[s]) &&
            net->filter.prog[net->sock.s[s].filter] == *prog;
    ensures BPF_004_refused: \result != 0 ==>
            net->filter.n == \old(net->filter.n) &&
            net->sock.s[s].filter == \old(net->sock.s[s].filter); */
int32_t sk_attach_filter(struct net *net, uint32_t s,
	const struct sock_fprog *prog);

/*
 * Runs the filter of socket `s`, if it has one, over packet h from data on, and
 * cuts the packet to what it keeps, but not below `cap` bytes.  False: the
 * filter does not want it.
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    terminates \true; exits \false;
    assigns net->skb.s[h].tail, net->trace;
    ensures Inv(*net);
    ensures BPF_030_none: !HasFilter(net->filter, net->sock.s[s]) ==> \result &&
            net->skb.s[h].tail == \old(net->skb.s[h].tail);
    ensures BPF_031_cap: net->skb.s[h].tail == \old(net->skb.s[h].tail) ||
            (net->skb.s[h].tail < \old(net->skb.s[h].tail) &&
             SkbLen(net->skb.s[h]) >= cap);
    ensures !\result ==> net->skb.s[h].tail == \old(net->skb.s[h].tail); */
bool sk_filter_trim_cap(struct net *net, uint32_t h, uint32_t s, uint32_t cap);

#endif
