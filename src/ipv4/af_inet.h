/*
 * Which addresses sockets may be bound to [Linux net/ipv4/af_inet.c,
 * fib_frontend.c inet_addr_type].
 */
#ifndef IPV4_AF_INET_H
#define IPV4_AF_INET_H

#include "ipv4/udp.h"

/* 0, all ones, a group, or an address of ours or of a broadcast. */
/*@ requires \valid_read(net) && Inv(*net);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> Bindable(net->dev, net->fib, addr); */
bool inet_addr_valid(const struct net *net, uint32_t addr);

/* An address of ours, to which one host alone answers. */
/*@ requires \valid_read(net) && Inv(*net);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result ==> Bindable(net->dev, net->fib, addr);
    ensures IsLocalAddress(net->dev, addr) && addr != 0 &&
            addr != 0xffffffff && !IsMulticast(addr) ==> \result;
    ensures addr == 0 || addr == 0xffffffff || IsMulticast(addr) ==>
            !\result; */
bool inet_addr_local(const struct net *net, uint32_t addr);

#endif
