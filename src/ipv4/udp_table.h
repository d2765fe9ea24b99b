/*
 * The tables of bound sockets: binding a port, and moving a socket when its
 * address changes [Linux net/ipv4/udp.c, udp_lib_get_port].
 */
#ifndef IPV4_UDP_TABLE_H
#define IPV4_UDP_TABLE_H

#include "core/net.h"
#include "ipv4/udp_lookup.h"

/* No socket is bound; the secret is 0 until someone sets it. */
/*@ requires \valid(t);
    terminates \true; exits \false;
    assigns t->hash, t->hash2, t->secret;
    ensures HlistOk(t->hash) && HlistOk(t->hash2);
    ensures \forall integer s; 0 <= s < NSOCK ==>
            t->hash.bucket[s] == HLIST_BUCKETS &&
            t->hash2.bucket[s] == HLIST_BUCKETS; */
void udp_table_init(struct udp_table *t);

/* The chain of an address and port. */
/*@ requires port <= 65535;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == UdpHash2(addr, port);
    ensures \result < HLIST_BUCKETS; */
static inline uint32_t udp_hashslot2(uint32_t addr, uint32_t port)
{
	return (addr % 65521u + port) % HLIST_BUCKETS;
}

/*
 * Binds socket `s`, whose address is set already, to a port.  0, -EADDRINUSE,
 * or -ENOBUFS when 2^64 - 1 sockets were bound before.
 */
/*@ requires \valid(t) && \valid(v) && \separated(t, v);
    requires UdpOk(*t, *v) && SocksOk(*v) && s < NSOCK && port <= 65535;
    requires v->s[s].used == 1 && !Linked(t->hash, s);
    terminates \true; exits \false;
    assigns v->s[s].num, t->hash, t->hash2;
    ensures UdpOk(*t, *v) && SocksOk(*v);
    ensures others: SameBuckets(t->hash, \old(t->hash), s);
    behavior worn:
      assumes UdpWorn(*t);
      ensures \result == -105 && *t == \old(*t) && *v == \old(*v);
    behavior conflict:
      assumes !UdpWorn(*t) && BindConflict(*t, *v, s, port);
      ensures SOC_002_conflict: \result == -98 && *t == \old(*t) &&
              *v == \old(*v);
    behavior bound:
      assumes !UdpWorn(*t) && !BindConflict(*t, *v, s, port);
      ensures SOC_003_bound: \result == 0 && v->s[s].num == port &&
              t->hash.bucket[s] == UdpHash(port) &&
              t->hash2.bucket[s] == UdpHash2(v->s[s].rcv_saddr, port);
      ensures newest: \forall integer r; Linked(t->hash2, r) && r != s ==>
              t->hash2.rank[r] < t->hash2.rank[s];
    complete behaviors; disjoint behaviors; */
int32_t udp_lib_get_port(struct udp_table *t, struct socks *v, uint32_t s,
	uint32_t port);

/*
 * Gives the bound socket `s` another local address; it is the newest of its
 * new chain.  False, and nothing done, only if the table is worn.
 */
/*@ requires \valid(t) && \valid(v) && \separated(t, v);
    requires UdpOk(*t, *v) && SocksOk(*v) && s < NSOCK;
    requires Linked(t->hash, s);
    terminates \true; exits \false;
    assigns v->s[s].rcv_saddr, t->hash2;
    ensures UdpOk(*t, *v) && SocksOk(*v);
    ensures \result <==> \old(!UdpWorn(*t));
    ensures \result ==> v->s[s].rcv_saddr == addr;
    ensures !\result ==> *t == \old(*t) && *v == \old(*v); */
bool udp_lib_rehash(struct udp_table *t, struct socks *v, uint32_t s,
	uint32_t addr);

#endif
