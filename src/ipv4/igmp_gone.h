/*
 * Groups that a device has left: the leaving is reported
 * [Linux igmpv3_add_delrec, igmpv3_del_delrec, igmp_group_dropped].
 */
#ifndef IPV4_IGMP_GONE_H
#define IPV4_IGMP_GONE_H

#include "ipv4/igmp_clock.h"

/* A group came back: what was to be told of its leaving is its own again. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    requires i < net->dev.d[dev].ngroup;
    terminates \true; exits \false;
    assigns net->igmp.d[dev];
    ensures Inv(*net); */
void igmpv3_del_delrec(struct net *net, uint32_t dev, uint32_t i);

/* Group `i` is about to go: its timer stops, its leaving is to be told. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    requires i < net->dev.d[dev].ngroup;
    terminates \true; exits \false;
    assigns net->igmp.d[dev], net->rnd.state;
    ensures Inv(*net);
    ensures IGM_012_stopped: net->igmp.d[dev].group[i].timer == NEVER; */
void igmp_group_dropped(struct net *net, uint32_t dev, uint32_t i);

/* An old querier came: it does not understand what was to be told. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns net->igmp.d[dev];
    ensures Inv(*net);
    ensures net->igmp.d[dev].ngone == 0;
    ensures net->igmp.d[dev].ifc_count == 0 &&
            net->igmp.d[dev].ifc_timer == NEVER; */
void igmpv3_clear_delrec(struct net *net, uint32_t dev);

/* Takes entry `j` of the groups that were left out. */
/*@ requires \valid(d) && GonesOk(*d) && j < d->ngone;
    terminates \true; exits \false;
    assigns d->ngone, d->gone[0 .. NGROUP - 1];
    ensures GonesOk(*d) && d->ngone == \old(d->ngone) - 1; */
void gone_remove(struct igmp_device *d, uint32_t j);

#endif
