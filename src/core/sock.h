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
#include "core/filter.h"
#include "core/netdevice.h"
#include "lib/hlist.h"

enum {
	NSOCK = HLIST_NODES,	/* sockets of a host */
	SOCK_NIL = NSOCK,	/* no socket */
	NMEMBER = 20,		/* groups of a socket: igmp_max_memberships */
	NSOURCE = 10,		/* sources of a membership: igmp_max_msf */
	SK_RMEM_DEFAULT = 212992,	/* net.core.rmem_default */
	SK_RMEM_MAX = 4194304,	/* net.core.rmem_max */
	SOCK_MIN_RCVBUF = 2304	/* what SO_RCVBUF 0 gives */
};

/* What IP_MTU_DISCOVER asks for [linux/in.h]. */
enum pmtudisc {
	IP_PMTUDISC_DONT, IP_PMTUDISC_WANT, IP_PMTUDISC_DO, IP_PMTUDISC_PROBE,
	IP_PMTUDISC_INTERFACE, IP_PMTUDISC_OMIT
};

/* States that a UDP socket has [linux/tcp_states.h]. */
enum { TCP_ESTABLISHED = 1, TCP_CLOSE = 7 };

/* A multicast group that a socket joined on a device. */
struct ip_mc_socklist {
	uint32_t group;		/* host byte order */
	uint32_t dev;
	uint32_t mode;		/* enum mcast_mode */
	uint32_t listed;	/* 1: a source was named: the mode stays */
	uint32_t nsource;	/* sources in use */
	uint32_t source[NSOURCE];
};

/* socket() [linux/net.h, linux/in.h]. */
enum sock_type { SOCK_DGRAM = 2, SOCK_RAW = 3 };

struct sock {
	uint32_t used;		/* 1: the socket exists */
	uint32_t type;		/* enum sock_type */
	uint32_t protocol;	/* IPPROTO_*; of a raw socket any, 0..255 */
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
	uint32_t recverr;	/* IP_RECVERR */
	uint32_t pmtudisc;	/* IP_MTU_DISCOVER: enum pmtudisc */
	uint32_t min_ttl;	/* IP_MINTTL */
	uint32_t hdrincl;	/* IP_HDRINCL, of a raw socket */
	uint32_t icmp_filter;	/* ICMP_FILTER: bit t: type t is not wanted */
	uint32_t pcflag;	/* 1: pcrlen was set */
	uint32_t pcrlen;	/* UDPLITE_RECV_CSCOV: least coverage, bytes */
	uint32_t filter;	/* SO_ATTACH_FILTER: program; NFILTER: none */
	uint32_t err;		/* SO_ERROR: a positive errno, 0: none */
	uint32_t noread;	/* nobody reads it: its queue fills */
	uint32_t rcvbuf;	/* bytes of truesize that may wait */
	uint32_t drops;		/* sk_drops; saturates */
	uint32_t ngroup;
	struct ip_mc_socklist group[NMEMBER];
};

struct socks {
	struct sock s[NSOCK];
};

/*
 * Protocols that some raw socket hears, so that a packet of another one costs
 * no search [Linux struct raw_hashinfo].
 */
struct raw_hashinfo {
	uint32_t heard[256];	/* by protocol: 1: there is one */
};

/*@ predicate SockOk(struct sock s) = s.ngroup <= NMEMBER &&
      s.num <= 65535 && s.dport <= 65535 && s.bound_dev <= NDEV &&
      (\forall integer i; 0 <= i < s.ngroup ==>
        s.group[i].nsource <= NSOURCE && s.group[i].dev < NDEV) &&
      s.filter <= NFILTER && s.err <= 4095 &&
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
            v->s[\result].rcvbuf == SK_RMEM_DEFAULT &&
            v->s[\result].type == SOCK_DGRAM &&
            v->s[\result].protocol == 17;
    ensures \forall integer s; 0 <= s < NSOCK && s != \result ==>
            v->s[s] == \old(v->s[s]); */
uint32_t sk_alloc(struct socks *v);

/* No raw socket exists. */
/*@ requires \valid(t);
    terminates \true; exits \false;
    assigns t->heard[0 .. 255];
    ensures \forall integer p; 0 <= p < 256 ==> t->heard[p] == 0; */
void raw_hashinfo_init(struct raw_hashinfo *t);

/* Socket `s` is a raw one of its protocol from now on [Linux raw_hash_sk]. */
/*@ requires \valid(t) && \valid_read(v) && \separated(t, v) && s < NSOCK;
    requires v->s[s].protocol <= 255;
    terminates \true; exits \false;
    assigns t->heard[v->s[s].protocol];
    ensures t->heard[v->s[s].protocol] == 1; */
void raw_hash_sk(struct raw_hashinfo *t, const struct socks *v, uint32_t s);

#endif
