/*
 * Reports of version 3, record by record: a packet is filled, and sent when
 * the next record finds no room [RFC 3376 4.2, Linux add_grec].
 *
 * A packet that is being filled is named by its handle; POOL_SIZE: none is.
 */
#ifndef IPV4_IGMP_REPORT_H
#define IPV4_IGMP_REPORT_H

#include "ipv4/igmp_send.h"

/* Types of records [RFC 3376 4.2.12]. */
enum igmp_record_type {
	IGMPV3_MODE_IS_INCLUDE = 1, IGMPV3_MODE_IS_EXCLUDE = 2,
	IGMPV3_CHANGE_TO_INCLUDE = 3, IGMPV3_CHANGE_TO_EXCLUDE = 4,
	IGMPV3_ALLOW_NEW_SOURCES = 5, IGMPV3_BLOCK_OLD_SOURCES = 6
};

enum {
	IGMPV3_GREC_LEN = 8,	/* bytes of a record without its sources */
	IPV4_MIN_MTU = 68	/* a device below it reports nothing */
};

/* The sources of a record. */
struct igmp_list {
	uint32_t n;
	uint32_t a[NSF];	/* host byte order */
};

/*@ predicate ListOk(struct igmp_list l) = l.n <= NSF;
    predicate Filling(struct net n, integer h) = h == POOL_SIZE ||
      (InFlight(n, h) && MessageShape(n.skb.s[h]));
    // from a packet h being filled, or none, to r: h was sent, if it is not r
    predicate Filled(struct queues q, struct queues q0, integer h, integer r) =
      (h < POOL_SIZE && h != r ==> q.own[h] != OWN_FLIGHT) &&
      (r < POOL_SIZE && r != h ==> q0.own[r] != OWN_FLIGHT &&
       (q0.own[r] == OWN_FREE || q0.own[r] >= OWN_QUEUE + QUEUE_ARP)) &&
      \forall integer g; 0 <= g < POOL_SIZE && g != h && g != r ==>
        Moved(q.own[g], q0.own[g]); */

/* Sends the packet, if there is one, to the routers: 224.0.0.22. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && Filling(*net, h);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->mib, net->drop, net->trace;
    ensures Inv(*net);
    ensures T7_conserved: Filled(net->queues, \old(net->queues), h, POOL_SIZE);
 */
void igmpv3_sendpack(struct net *net, uint32_t h, uint32_t dev);

/*
 * Adds a record of a group with its sources, and gives the packet to go on
 * with.  What does not fit into one packet goes into the next; of MODE_IS_ and
 * CHANGE_TO_EXCLUDE it is left out, for that is understood as "wanted".
 */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && Filling(*net, h);
    requires ListOk(l) && 1 <= type <= 6;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->mib, net->drop, net->trace;
    ensures Inv(*net) && \result <= POOL_SIZE && Filling(*net, \result);
    ensures T7_conserved: Filled(net->queues, \old(net->queues), h, \result);
 */
uint32_t add_grec(struct net *net, uint32_t h, uint32_t dev, uint32_t type,
	uint32_t group, struct igmp_list l);

#endif
