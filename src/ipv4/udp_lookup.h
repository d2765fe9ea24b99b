/*
 * Finding the socket of a datagram [Linux net/ipv4/udp.c, udp4_lib_lookup2].
 *
 * Sockets bound to the very address come first, then those bound to any; among
 * them the highest score decides, and of equal scores the newest.
 */
#ifndef IPV4_UDP_LOOKUP_H
#define IPV4_UDP_LOOKUP_H

#include "core/net.h"

/* Who sent a datagram, to whom, and by which device it came. */
struct udp_flow {
	uint32_t saddr, sport;
	uint32_t daddr, dport;
	uint32_t dif;
};

/* Points of a socket that fits [Linux compute_score]. */
enum { SCORE_INET = 2, SCORE_MATCH = 4 };

#include "spec/socket.h"

/* The flow that a datagram with its header at data belongs to. */
/*@ requires \valid_read(skb) && SkbOk(*skb) && IpPulled(*skb);
    requires UdpShape(*skb);
    terminates \true; exits \false;
    assigns \nothing;
    ensures FlowOf(*skb, \result);
    ensures \result.sport <= 65535 && \result.dport <= 65535; */
struct udp_flow udp_flow_of(const struct sk_buff *skb);

/* The score of socket `s` as one bound to `addr`; 0: it does not fit. */
/*@ requires \valid_read(v) && s < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == Score(v->s[s], f, addr);
    ensures \result <= 14; */
uint32_t compute_score(const struct socks *v, uint32_t s, struct udp_flow f,
	uint32_t addr);

/*
 * The socket bound to exactly `addr` that gets the datagram, or SOCK_NIL.  When
 * the best one stands in a SO_REUSEPORT group, it is a member of that group,
 * the same one for each datagram of a flow; Linux's secret is not known, so
 * any member is right.
 */
/*@ requires \valid_read(t) && \valid_read(v) && \separated(t, v);
    requires UdpOk(*t, *v) && SocksOk(*v) && f.dport <= 65535;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NSOCK;
    ensures T6_none: \result == SOCK_NIL <==> NoSocket(*t, *v, f, addr);
    ensures T6_best: \result != SOCK_NIL ==>
            Chosen(*t, *v, f, addr, \result); */
uint32_t udp4_lib_lookup2(const struct udp_table *t, const struct socks *v,
	struct udp_flow f, uint32_t addr);

/* The socket of a datagram, or SOCK_NIL: its address first, then any. */
/*@ requires \valid_read(t) && \valid_read(v) && \separated(t, v);
    requires UdpOk(*t, *v) && SocksOk(*v) && f.dport <= 65535;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NSOCK;
    ensures T6_none: \result == SOCK_NIL <==> NoReceiver(*t, *v, f);
    ensures T6_best: \result != SOCK_NIL ==> Receiver(*t, *v, f, \result); */
uint32_t __udp4_lib_lookup(const struct udp_table *t, const struct socks *v,
	struct udp_flow f);

#endif
