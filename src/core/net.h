/*
 * One host: everything that the path of a packet reads and writes.
 *
 * Passed explicitly, as in Linux; there are no globals.  Links inside are
 * numbers, never pointers.  The invariant Inv of spec/net.h holds between any
 * two events.
 */
#ifndef CORE_NET_H
#define CORE_NET_H

#include "core/dropreason.h"
#include "core/filter.h"
#include "core/neighbour.h"
#include "core/netdevice.h"
#include "core/skbuff.h"
#include "core/snmp.h"
#include "core/sock.h"
#include "core/trace.h"
#include "ipv4/fib_exception.h"
#include "ipv4/icmp_limit.h"
#include "ipv4/igmp_state.h"
#include "ipv4/inet_frag.h"
#include "ipv4/ip_fib.h"
#include "lib/queue.h"
#include "lib/random.h"
#include "lib/time.h"

/* The queues of a host, by number. */
enum {
	QUEUE_BACKLOG = 0,		/* frames that wait for the softirq */
	QUEUE_TX = 1,			/* + device: frames it has to send */
	QUEUE_SOCK = QUEUE_TX + NDEV,	/* + socket: its receive queue */
	QUEUE_ERR = QUEUE_SOCK + NSOCK,	/* + socket: its error queue */
	QUEUE_ARP = QUEUE_ERR + NSOCK,	/* + neighbour: what waits for it */
	QUEUE_MAX = QUEUE_ARP + NNEIGH
};

/* net.ipv4.* that are not per device. */
struct sysctl {
	uint32_t ip_default_ttl;
	uint32_t ip_no_pmtu_disc;
	uint32_t ip_forward_use_pmtu;
	uint32_t min_pmtu;		/* route/min_pmtu, bytes */
	uint32_t mtu_expires;		/* route/mtu_expires, seconds */
	uint32_t icmp_echo_ignore_all;
	uint32_t icmp_echo_ignore_broadcasts;
	uint32_t icmp_errors_use_inbound_ifaddr;
	uint32_t icmp_ignore_bogus_error_responses;
	uint32_t icmp_ratelimit;	/* milliseconds; 0: no limit */
	uint32_t icmp_ratemask;		/* bit t: type t is limited */
	uint32_t icmp_msgs_per_sec;	/* of all peers together */
	uint32_t icmp_msgs_burst;
	uint32_t ipfrag_time;		/* seconds a datagram may wait */
	uint32_t ipfrag_high_thresh;	/* bytes that may wait; 0: none */
	uint32_t ipfrag_max_dist;	/* datagrams of a peer in between */
	uint32_t igmp_max_memberships;
	uint32_t igmp_max_msf;		/* sources of a membership */
	uint32_t igmp_qrv;		/* how often a report is sent */
	uint32_t netdev_max_backlog;	/* net.core.netdev_max_backlog */
};

/*
 * Where bound sockets are found: by port, and by address and port, newest
 * first [Linux struct udp_table].
 */
struct udp_table {
	struct hlist hash;	/* by local port */
	struct hlist hash2;	/* by local address and port */
	uint32_t secret;	/* spreads flows over a SO_REUSEPORT group */
};

struct net {
	struct pool pool;		/* which skb handles are free */
	struct queues queues;		/* who owns each skb */
	struct skbs skb;
	struct devices dev;
	struct fib fib;
	struct neigh_table arp;
	struct frags frag;		/* datagrams in reassembly */
	struct icmp_limit limit;	/* how many errors may be sent */
	struct fib_exceptions route;	/* what ICMP told of routes */
	struct igmp_state igmp;		/* reports that are due */
	struct socks sock;
	struct raw_hashinfo raw;	/* protocols that raw sockets hear */
	struct filters filter;		/* programs of sockets */
	struct udp_table udp;
	struct udp_table udplite;
	struct sysctl sysctl;
	struct mib mib;
	struct drops drop;
	struct trace trace;
	struct rnd rnd;			/* identification of what we send */
	ktime_t now;
};

#include "spec/packet.h"
#include "spec/net.h"

/*
 * A host with the device lo and nothing else, at time 0.  `seed` starts its
 * random numbers: the same seed gives the same run.  The packets are not
 * touched: the caller gives zeroed memory, which costs nothing until used, or
 * a host that was in use.
 */
/*@ requires \valid(net) && Skbs(net->skb);
    terminates \true; exits \false;
    assigns *net, fib_ghost;
    ensures Inv(*net);
    ensures \forall integer h; 0 <= h < POOL_SIZE ==>
            net->queues.own[h] == OWN_FREE;
    ensures net->dev.n == 1 && net->trace.n == 0; */
void net_init(struct net *net, uint32_t seed);

/*
 * The end of a packet that is given up: counts its drop site, writes it to the
 * trace, frees the skb [Linux sk_skb_reason_drop].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && site < DROP_MAX;
    terminates \true; exits \false;
    assigns net->pool, net->queues.own[h], net->drop.n[site], net->trace;
    ensures Inv(*net);
    ensures T7_freed: net->queues.own[h] == OWN_FREE;
    ensures T7_one_reason: DroppedAt(\old(net->drop), net->drop, site); */
void kfree_skb_reason(struct net *net, uint32_t h, uint32_t site);

/* The end of a packet that did its work in function `fn`. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    terminates \true; exits \false;
    assigns net->pool, net->queues.own[h], net->trace;
    ensures Inv(*net);
    ensures T7_freed: net->queues.own[h] == OWN_FREE; */
void consume_skb(struct net *net, uint32_t h, uint32_t fn);

/* The end of a packet whose fate Muffin does not know: enum not_modelled. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    terminates \true; exits \false;
    assigns net->pool, net->queues.own[h], net->trace;
    ensures Inv(*net);
    ensures T7_freed: net->queues.own[h] == OWN_FREE; */
void not_modelled(struct net *net, uint32_t h, uint32_t what);

/* A new empty packet in flight, with headroom; POOL_SIZE when none is left. */
/*@ requires \valid(net) && Inv(*net) && headroom <= PKT_SIZE;
    terminates \true; exits \false;
    assigns net->pool, net->queues.own[0 .. POOL_SIZE - 1], net->skb;
    ensures Inv(*net);
    ensures \result <= POOL_SIZE;
    ensures \result == POOL_SIZE ==> net->queues == \old(net->queues);
    ensures \result < POOL_SIZE ==>
            \old(net->queues.own[\at(\result, Post)]) == OWN_FREE &&
            InFlight(*net, \result) &&
            SameOwn(net->queues, \old(net->queues), \result) &&
            net->skb.s[\result].data == headroom &&
            net->skb.s[\result].tail == headroom &&
            net->skb.s[\result].dst.input == DST_NONE;
    ensures \forall integer g; 0 <= g < POOL_SIZE && g != \result ==>
            net->skb.s[g] == \old(net->skb.s[g]); */
uint32_t alloc_skb(struct net *net, uint32_t headroom);

#endif
