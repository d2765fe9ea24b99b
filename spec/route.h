/*
 * Routes as a list, and what it means to be the right one.
 *
 * A route covers the addresses of one aligned block.  Of the usable routes the
 * first in FibBefore order decides: the longest prefix, then the table (local
 * before main), then the TOS, then the metric [Linux fib_table_lookup,
 * fib_find_alias].
 */
#ifndef SPEC_ROUTE_H
#define SPEC_ROUTE_H

#include "ipv4/ip_fib.h"

/*@ // how many addresses a prefix of that length covers: 2^(32 - plen)
    logic integer BlockSize(integer plen) =
      plen == 32 ? 1 : plen == 31 ? 2 : plen == 30 ? 4 : plen == 29 ? 8 :
      plen == 28 ? 16 : plen == 27 ? 32 : plen == 26 ? 64 : plen == 25 ? 128 :
      plen == 24 ? 256 : plen == 23 ? 512 : plen == 22 ? 1024 :
      plen == 21 ? 2048 : plen == 20 ? 4096 : plen == 19 ? 8192 :
      plen == 18 ? 16384 : plen == 17 ? 32768 : plen == 16 ? 65536 :
      plen == 15 ? 131072 : plen == 14 ? 262144 : plen == 13 ? 524288 :
      plen == 12 ? 1048576 : plen == 11 ? 2097152 : plen == 10 ? 4194304 :
      plen == 9 ? 8388608 : plen == 8 ? 16777216 : plen == 7 ? 33554432 :
      plen == 6 ? 67108864 : plen == 5 ? 134217728 : plen == 4 ? 268435456 :
      plen == 3 ? 536870912 : plen == 2 ? 1073741824 :
      plen == 1 ? 2147483648 : 4294967296;

    predicate RouteOk(struct fib_route r) = r.plen <= 32 && r.oif < NDEV &&
      r.size == BlockSize(r.plen) && r.dst % r.size == 0 &&
      RTN_UNICAST <= r.type <= RTN_THROW;

    predicate Matches(struct fib_route r, integer a) =
      r.dst <= a < r.dst + r.size;
    predicate Refuses(struct fib_route r) = RTN_BLACKHOLE <= r.type;
    // the route may decide for a packet to a, with that TOS, by that device
    predicate Usable(struct fib_route r, integer a, integer tos, integer oif) =
      Matches(r, a) && (r.tos == 0 || r.tos == tos) &&
      (Refuses(r) || oif == ANY_DEVICE || r.oif == oif);

    predicate FibBefore(struct fib_route p, struct fib_route q) =
      p.plen > q.plen || (p.plen == q.plen &&
      (p.table > q.table || (p.table == q.table &&
      (p.tos > q.tos || (p.tos == q.tos && p.priority < q.priority)))));
    predicate SameKey(struct fib_route p, struct fib_route q) =
      p.plen == q.plen && p.table == q.table && p.tos == q.tos &&
      p.priority == q.priority && p.dst == q.dst;

    predicate FibOk(struct fib f) = f.n <= NROUTE &&
      (\forall integer i; 0 <= i < f.n ==> RouteOk(f.r[i])) &&
      (\forall integer i, j; 0 <= i < j < f.n ==>
        !FibBefore(f.r[j], f.r[i]));

    // route i decides: it is usable and none that is usable comes before it
    predicate LongestMatch(struct fib f, integer i, integer a, integer tos,
      integer oif) = 0 <= i < f.n && Usable(f.r[i], a, tos, oif) &&
      \forall integer j; 0 <= j < f.n && Usable(f.r[j], a, tos, oif) ==>
        !FibBefore(f.r[j], f.r[i]) && i <= j;
    predicate NoMatch(struct fib f, integer a, integer tos, integer oif) =
      \forall integer j; 0 <= j < f.n ==> !Usable(f.r[j], a, tos, oif); */

#endif
