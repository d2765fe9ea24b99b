/*
 * What a report of version 3 says: the state of groups, or what changed
 * [RFC 3376 5.1, 5.2, Linux igmpv3_send_report, igmpv3_send_cr].
 */
#ifndef IPV4_IGMP_CHANGE_H
#define IPV4_IGMP_CHANGE_H

#include "ipv4/igmp_report.h"

/* Adds the record of group `i` as it is; the answer to a query is given. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && Filling(*net, h);
    requires i < net->dev.d[dev].ngroup;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->mib, net->drop, net->trace,
            net->igmp.d[dev].group[i].gsquery,
            net->igmp.d[dev].group[i].source[0 .. NSF - 1];
    ensures Inv(*net) && \result <= POOL_SIZE && Filling(*net, \result);
    ensures T7_conserved: Filled(net->queues, \old(net->queues), h, \result);
    ensures IGM_048_answered: net->igmp.d[dev].group[i].gsquery == 0; */
uint32_t igmp_add_state(struct net *net, uint32_t h, uint32_t dev, uint32_t i);

/* Sends a report of all groups of the device, newest first. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->mib, net->drop, net->trace,
            net->igmp.d[dev].group[0 .. NGROUP - 1];
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures \forall integer i; 0 <= i < NGROUP ==>
            net->igmp.d[dev].group[i].timer ==
            \old(net->igmp.d[dev].group[i].timer); */
void igmpv3_send_report(struct net *net, uint32_t dev);

/* Sends a report of all changes of the device; each is told once more. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->mib, net->drop, net->trace,
            net->igmp.d[dev].group[0 .. NGROUP - 1], net->igmp.d[dev].ngone,
            net->igmp.d[dev].gone[0 .. NGROUP - 1];
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures \forall integer i; 0 <= i < NGROUP ==>
            net->igmp.d[dev].group[i].timer ==
            \old(net->igmp.d[dev].group[i].timer); */
void igmpv3_send_cr(struct net *net, uint32_t dev);

#endif
