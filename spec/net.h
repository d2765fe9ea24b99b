/*
 * The invariant of a host, and what it means that a packet came to its end.
 */
#include "core/net.h" /* before the guard: it includes this file */

#ifndef SPEC_NET_H
#define SPEC_NET_H

/*@ // chains of the UDP tables: by port; by address and port
    logic integer UdpHash(integer port) = port % HLIST_BUCKETS;
    logic integer UdpHash2(integer addr, integer port) =
      (addr % 65521 + port) % HLIST_BUCKETS;
    // every hashed socket is in the chains that its address and port call for
    predicate UdpOk(struct udp_table t, struct socks v) =
      HlistOk(t.hash) && HlistOk(t.hash2) &&
      (\forall integer b, s; InChain(t.hash, b, s) ==>
        b == UdpHash(v.s[s].num) && v.s[s].used == 1) &&
      (\forall integer b, s; InChain(t.hash2, b, s) ==>
        b == UdpHash2(v.s[s].rcv_saddr, v.s[s].num)) &&
      (\forall integer s; 0 <= s < NSOCK ==>
        (t.hash.bucket[s] == HLIST_BUCKETS <==>
         t.hash2.bucket[s] == HLIST_BUCKETS));

    // no socket stands in both tables
    predicate UdpApart(struct udp_table a, struct udp_table b) =
      \forall integer s; !(Linked(a.hash, s) && Linked(b.hash, s));

    // rp_filter as it counts: the greater of all and the device's own
    logic integer RpFilter(struct devices v, integer dev) =
      v.all.rp_filter > v.d[dev].conf.rp_filter
      ? v.all.rp_filter : v.d[dev].conf.rp_filter;

    // accept_local and route_localnet count when all or the device has them
    predicate AcceptLocal(struct devices v, integer dev) =
      v.all.accept_local != 0 || v.d[dev].conf.accept_local != 0;
    predicate RouteLocalnet(struct devices v, integer dev) =
      v.all.route_localnet != 0 || v.d[dev].conf.route_localnet != 0;

    predicate Inv(struct net n) =
      PoolOk(n.pool) && QueuesOk(n.queues) && OwnFree(n.pool, n.queues) &&
      Skbs(n.skb) && DevicesOk(n.dev) && FibOk(n.fib) && NeighOk(n.arp) &&
      SocksOk(n.sock) && UdpOk(n.udp, n.sock) && UdpOk(n.udplite, n.sock) &&
      UdpApart(n.udp, n.udplite) &&
      FiltersOk(n.filter) && FragsOk(n.frag) && LimitOk(n.limit) &&
      ExceptionsOk(n.route) && IgmpOk(n.igmp, n.dev) && TraceOk(n.trace);
    predicate InFlight(struct net n, integer h) =
      0 <= h < POOL_SIZE && n.queues.own[h] == OWN_FLIGHT;

    // an owner word that stayed, or that of a packet which was free and is
    // held by a queue now (it was sent or copied on the way), or which waited
    // for a neighbour and was sent or given up
    predicate Moved(integer own, integer own0) = own == own0 ||
      (own0 == OWN_FREE && own >= OWN_QUEUE) ||
      (own0 >= OWN_QUEUE + QUEUE_ARP && own != OWN_FLIGHT);
    // T7, conservation: packet h, in flight before, has come to exactly one
    // end: it is free, or one queue holds it.  Of the others none was lost and
    // none is left in flight.
    predicate Settled(struct queues q, struct queues q0, integer h) =
      q.own[h] != OWN_FLIGHT &&
      \forall integer g; 0 <= g < POOL_SIZE && g != h ==>
        Moved(q.own[g], q0.own[g]);
    // the same where no packet was handed over
    predicate OnlyQueued(struct queues q, struct queues q0) =
      \forall integer g; 0 <= g < POOL_SIZE ==>
        Moved(q.own[g], q0.own[g]);
    // packets were copied into queues, and nothing else happened to anyone
    predicate OnlyCopied(struct queues q, struct queues q0) =
      \forall integer g; 0 <= g < POOL_SIZE ==> q.own[g] == q0.own[g] ||
        (q0.own[g] == OWN_FREE && q.own[g] >= OWN_QUEUE);
    // over a whole event: nobody is left in flight, and only what was free, in
    // the backlog or waiting for a neighbour has another owner
    predicate Passed(struct queues q, struct queues q0) =
      \forall integer g; 0 <= g < POOL_SIZE ==>
        q.own[g] == q0.own[g] ||
        ((q0.own[g] == OWN_FREE ||
          q0.own[g] == OWN_QUEUE + QUEUE_BACKLOG ||
          q0.own[g] >= OWN_QUEUE + QUEUE_ARP) &&
         q.own[g] != OWN_FLIGHT);
    // someone holds the packet and will not give it up by the way, as one may
    // be that waits for a neighbour
    predicate Kept(integer own) =
      own != OWN_FREE && own < OWN_QUEUE + QUEUE_ARP;
    // packets that someone held keep every byte and field
    predicate HeldKept(struct skbs b, struct skbs b0, struct queues q0) =
      \forall integer g; 0 <= g < POOL_SIZE && Kept(q0.own[g]) ==>
        b.s[g] == b0.s[g];
    // the same of all but packet h, which was handed over
    predicate OthersKept(struct skbs b, struct skbs b0, struct queues q0,
      integer h) =
      \forall integer g; 0 <= g < POOL_SIZE && g != h && Kept(q0.own[g]) ==>
        b.s[g] == b0.s[g]; */

#endif
