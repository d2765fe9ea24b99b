/*
 * The sockets of a host: what they are bound to, and what they ask for.
 *
 * A socket is named by its number.  Its receive queue is the queue of the same
 * number in struct queues; what waits there is charged with truesize.
 */
#ifndef CORE_SOCK_H
#define CORE_SOCK_H

#include <stdbool.h>
#include <stdint.h>
#include "core/netdevice.h"
#include "lib/hlist.h"

enum {
	NSOCK = HLIST_NODES,	/* sockets of a host */
	SOCK_NIL = NSOCK,	/* no socket */
	NMEMBER = 20,		/* igmp_max_memberships */
	SK_RMEM_DEFAULT = 212992,	/* net.core.rmem_default */
	SK_RMEM_MAX = 4194304,	/* net.core.rmem_max */
	SOCK_MIN_RCVBUF = 2304	/* what SO_RCVBUF 0 gives */
};

/* States that a UDP socket has [linux/tcp_states.h]. */
enum { TCP_ESTABLISHED = 1, TCP_CLOSE = 7 };

/* A multicast group that a socket joined on a device. */
struct ip_mc_socklist {
	uint32_t group;		/* host byte order */
	uint32_t dev;
};

struct sock {
	uint32_t used;		/* 1: the socket exists */
	uint32_t state;		/* TCP_CLOSE, TCP_ESTABLISHED: connected */
	uint32_t rcv_saddr;	/* bound address, 0: any; host byte order */
	uint32_t num;		/* bound port, 0: none */
	uint32_t daddr;		/* peer; 0: not connected */
	uint32_t dport;
	uint32_t bound_dev;	/* SO_BINDTODEVICE; ANY_DEVICE: none */
	uint32_t reuse;		/* SO_REUSEADDR */
	uint32_t reuseport;	/* SO_REUSEPORT */
	uint32_t broadcast;	/* SO_BROADCAST */
	uint32_t mc_all;	/* IP_MULTICAST_ALL */
	uint32_t noread;	/* nobody reads it: its queue fills */
	uint32_t rcvbuf;	/* bytes of truesize that may wait */
	uint32_t drops;		/* sk_drops; saturates */
	uint32_t ngroup;
	struct ip_mc_socklist group[NMEMBER];
};

struct socks {
	struct sock s[NSOCK];
};

/*@ predicate SockOk(struct sock s) = s.ngroup <= NMEMBER &&
      s.num <= 65535 && s.dport <= 65535 && s.bound_dev <= NDEV &&
      s.used <= 1 && s.reuse <= 1 && s.reuseport <= 1 && s.mc_all <= 1;
    predicate SocksOk(struct socks v) =
      \forall integer s; 0 <= s < NSOCK ==> SockOk(v.s[s]); */

/* No socket exists. */
/*@ requires \valid(v);
    terminates \true; exits \false;
    assigns *v;
    ensures SocksOk(*v);
    ensures \forall integer s; 0 <= s < NSOCK ==> v->s[s].used == 0; */
void socks_init(struct socks *v);

/*
 * Makes a socket with Linux's defaults: its number, or SOCK_NIL when NSOCK
 * exist [Linux sock_init_data, inet_create].
 */
/*@ requires \valid(v) && SocksOk(*v);
    terminates \true; exits \false;
    assigns v->s[0 .. NSOCK - 1];
    ensures SocksOk(*v);
    ensures \result <= NSOCK;
    ensures \result == SOCK_NIL ==>
            \forall integer s; 0 <= s < NSOCK ==> v->s[s].used == 1;
    ensures \result != SOCK_NIL ==> \old(v->s[\at(\result, Post)].used) == 0 &&
            v->s[\result].used == 1 && v->s[\result].num == 0 &&
            v->s[\result].rcv_saddr == 0 && v->s[\result].dport == 0 &&
            v->s[\result].bound_dev == NDEV &&
            v->s[\result].state == TCP_CLOSE &&
            v->s[\result].rcvbuf == SK_RMEM_DEFAULT;
    ensures \forall integer s; 0 <= s < NSOCK && s != \result ==>
            v->s[s] == \old(v->s[s]); */
uint32_t sk_alloc(struct socks *v);

#endif
