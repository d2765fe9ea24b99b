/*
 * What a querier asks, and which reports become due by it
 * [RFC 3376 5.2, RFC 2236 3, Linux igmp_heard_query].
 */
#ifndef IPV4_IGMP_QUERY_H
#define IPV4_IGMP_QUERY_H

#include "ipv4/igmp.h"

/* A query as it counts, whatever its version. */
struct igmp_question {
	uint32_t group;		/* host byte order; 0: all groups */
	uint32_t max_delay;	/* jiffies; not 0 */
	uint32_t nsource;	/* sources it names, 12 bytes behind its start */
};

/*@ // the floating point of a v3 query's times [RFC 3376 4.1.1]
    logic integer Mrc(integer code) = code < 128 ? code :
      (code % 16 + 16) *
      (code / 16 % 8 == 0 ? 8 : code / 16 % 8 == 1 ? 16 :
       code / 16 % 8 == 2 ? 32 : code / 16 % 8 == 3 ? 64 :
       code / 16 % 8 == 4 ? 128 : code / 16 % 8 == 5 ? 256 :
       code / 16 % 8 == 6 ? 512 : 1024); */

/*@ requires code <= 255;
    terminates \true; exits \false;
    assigns \nothing;
    ensures IGM_027_float: \result == Mrc(code);
    ensures \result <= 31744; */
uint32_t igmpv3_float(uint32_t code);

/*
 * A query came, packet `h`, data at its header, its checksum right.  false when
 * it is not well formed: it is to be dropped.
 */
/*@ requires \valid(net) && Inv(*net) && h < POOL_SIZE;
    requires IGMP_HLEN <= SkbLen(net->skb.s[h]) <= 65535;
    terminates \true; exits \false;
    assigns net->igmp, net->rnd.state;
    ensures Inv(*net);
    ensures IGM_002_query: \result ==> SkbLen(net->skb.s[h]) == IGMP_HLEN ||
            SkbLen(net->skb.s[h]) >= IGMP_V3_QUERY_LEN;
    ensures IGM_028_v1: SkbLen(net->skb.s[h]) == IGMP_HLEN &&
            net->skb.s[h].pkt.b[net->skb.s[h].data + 1] == 0 ==>
            net->igmp.d[net->skb.s[h].dev].v1_seen >= net->now;
    ensures IGM_029_v2: SkbLen(net->skb.s[h]) == IGMP_HLEN &&
            net->skb.s[h].pkt.b[net->skb.s[h].data + 1] != 0 ==>
            net->igmp.d[net->skb.s[h].dev].v2_seen >= net->now; */
bool igmp_heard_query(struct net *net, uint32_t h);

#endif
