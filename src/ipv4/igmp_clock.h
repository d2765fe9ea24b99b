/*
 * The timers of IGMP: which querier is there, and when a report is due
 * [Linux IGMP_V1_SEEN, igmp_start_timer, igmp_ifc_event].
 */
#ifndef IPV4_IGMP_CLOCK_H
#define IPV4_IGMP_CLOCK_H

#include "ipv4/igmp_filter.h"

/* Jiffies that a first report may wait, of our own accord, by version. */
enum {
	IGMP_INITIAL_REPORT_DELAY = 1,
	IGMP_V2_UNSOLICITED_REPORT_INTERVAL = 10 * HZ,
	IGMP_V3_UNSOLICITED_REPORT_INTERVAL = 1 * HZ
};

/*@ predicate V1Seen(struct igmp_device d, integer now) = now < d.v1_seen;
    predicate V2Seen(struct igmp_device d, integer now) = now < d.v2_seen;
    // how often a change is reported: what the querier asked for, or igmp_qrv
    logic integer Qrv(struct igmp_device d, struct sysctl s) =
      d.qrv != 0 ? d.qrv : s.igmp_qrv;
    // a deadline that is not before `next`
    predicate NotBefore(integer t, integer next) =
      t == NEVER || (next != NEVER && next <= t);
    predicate DeviceNotBefore(struct igmp_device d, integer ngroup,
      integer next) =
      NotBefore(d.gq_timer, next) && NotBefore(d.ifc_timer, next) &&
      NotBefore(d.leave_timer, next) && \forall integer i;
        0 <= i < ngroup ==> NotBefore(d.group[i].timer, next); */

/* Is a querier of that version there? */
/*@ requires \valid_read(d);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> V1Seen(*d, now); */
bool igmp_v1_seen(const struct igmp_device *d, ktime_t now);

/*@ requires \valid_read(d);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> V2Seen(*d, now); */
bool igmp_v2_seen(const struct igmp_device *d, ktime_t now);

/*@ requires \valid_read(net) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == Qrv(net->igmp.d[dev], net->sysctl); */
uint32_t igmp_qrv(const struct net *net, uint32_t dev);

/* How long a repeated report of our own accord may wait, in jiffies. */
/*@ requires \valid_read(d);
    terminates \true; exits \false;
    assigns \nothing;
    ensures V1Seen(*d, now) || V2Seen(*d, now) ==> \result == 2500;
    ensures !V1Seen(*d, now) && !V2Seen(*d, now) ==> \result == 250; */
uint32_t unsolicited_report_interval(const struct igmp_device *d, ktime_t now);

/* A report of this group alone is due within that many jiffies. */
/*@ requires \valid(g) && \valid(r) && \separated(g, r) && jiffies > 0;
    terminates \true; exits \false;
    assigns g->timer, r->state;
    ensures g->timer == NEVER || g->timer > now; */
void igmp_start_timer(struct igmp_group *g, struct rnd *r, ktime_t now,
	uint32_t jiffies);

/* The same, unless one is due before that anyway. */
/*@ requires \valid(g) && \valid(r) && \separated(g, r) && jiffies > 0;
    terminates \true; exits \false;
    assigns g->timer, g->unsolicit_count, r->state;
    ensures g->unsolicit_count == 0; */
void igmp_mod_timer(struct igmp_group *g, struct rnd *r, ktime_t now,
	uint32_t jiffies);

/* Somebody else reported the group: we need not. */
/*@ requires \valid(g);
    terminates \true; exits \false;
    assigns g->timer, g->reporter, g->unsolicit_count;
    ensures IGM_023_silent: g->timer == NEVER && g->reporter == 0 &&
            g->unsolicit_count == 0; */
void igmp_stop_timer(struct igmp_group *g);

/* Something changed: a v3 report is due, unless an old querier is there. */
/*@ requires \valid(net) && dev < NDEV;
    terminates \true; exits \false;
    assigns net->igmp.d[dev].ifc_count, net->igmp.d[dev].ifc_timer,
            net->rnd.state;
    ensures V1Seen(net->igmp.d[dev], net->now) ||
            V2Seen(net->igmp.d[dev], net->now) ||
            net->igmp.d[dev].ifc_count == Qrv(net->igmp.d[dev], net->sysctl);
 */
void igmp_ifc_event(struct net *net, uint32_t dev);

/* Sets `next` by what is armed. */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->igmp.next;
    ensures Inv(*net);
    ensures IGM_024_next: \forall integer k; 0 <= k < NDEV ==>
            DeviceNotBefore(net->igmp.d[k], net->dev.d[k].ngroup,
                            net->igmp.next);
    ensures IGM_025_progress: (\forall integer k; 0 <= k < NDEV ==>
            DeviceNotBefore(net->igmp.d[k], net->dev.d[k].ngroup,
                            net->now + 1)) ==>
            net->igmp.next == NEVER || net->igmp.next > net->now; */
void igmp_update_next(struct net *net);

#endif
