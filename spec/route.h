/*
 * Routes as a set, and what it means to be the right one.
 *
 * A route covers the addresses of one aligned block.  Of the routes that suit
 * a packet the first in FibFirst order decides: the longest prefix, then the
 * table (local before main), then the TOS, then the metric, then the order in
 * which equals were added [Linux fib_table_lookup, fib_find_alias].
 */
#ifndef SPEC_ROUTE_H
#define SPEC_ROUTE_H

#include "ipv4/ip_fib.h"
#include "spec/fib_sound.h"

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
      r.table < NTABLE && r.tos <= 255 && RTN_UNICAST <= r.type <= RTN_THROW;

    predicate Matches(struct fib_route r, integer a) =
      r.dst <= a < r.dst + BlockSize(r.plen);
    predicate Refuses(struct fib_route r) = RTN_BLACKHOLE <= r.type;
    predicate Throws(struct fib_route r) = r.type == RTN_THROW;
    // it leads there: by that device, in that scope or a narrower one
    predicate Eligible(struct fib_route r, integer oif, integer scope) =
      scope <= r.scope && (Refuses(r) || oif == ANY_DEVICE || r.oif == oif);
    // it may decide for a packet to a with that TOS
    predicate Suits(struct fib_route r, integer a, integer tos, integer oif,
      integer scope) = Matches(r, a) && (r.tos == 0 || r.tos == tos) &&
      Eligible(r, oif, scope);

    predicate SameKey(struct fib_route p, struct fib_route q) =
      p.plen == q.plen && p.table == q.table && p.tos == q.tos &&
      p.priority == q.priority && p.dst == q.dst;

    // routes but i are as they were
    predicate OthersSame(struct fib f, struct fib g, integer i) =
      \forall integer j; 0 <= j < NROUTE && j != i ==>
        (Live(f, j) <==> Live(g, j)) && (Live(g, j) ==> f.r[j] == g.r[j]);
    predicate RoutesSame(struct fib f, struct fib g) = OthersSame(f, g, -1);

    predicate RoutesOk(struct fib f) = f.top <= NROUTE &&
      (\forall integer i; f.top <= i < NROUTE ==> f.used[i] == 0) &&
      \forall integer i; Live(f, i) ==> RouteOk(f.r[i]);
    predicate TablesOk(struct fib f) = FIB_DEFAULT < f.ntable <= NTABLE &&
      f.table_id[FIB_LOCAL] == RT_TABLE_LOCAL &&
      f.table_id[FIB_MAIN] == RT_TABLE_MAIN &&
      f.table_id[FIB_DEFAULT] == RT_TABLE_DEFAULT;
    predicate FibOk{L}(struct fib f) = FibSound(f, fib_ghost) &&
      RoutesOk(f) && TablesOk(f);

    // where two routes cover an address: does the first come first?
    predicate KeyFirst(struct fib_route p, struct fib_route q) =
      p.plen > q.plen || (p.plen == q.plen &&
      (p.table < q.table || (p.table == q.table &&
      (p.tos > q.tos || (p.tos == q.tos && p.priority <= q.priority)))));
    predicate FibFirst{L}(struct fib f, integer i, integer j) =
      KeyFirst(f.r[i], f.r[j]) && (KeyFirst(f.r[j], f.r[i]) ==>
        fib_ghost.od.rank[i] <= fib_ghost.od.rank[j]);
    // i decides for a among the routes of tables lo to hi
    predicate Best{L}(struct fib f, integer lo, integer hi, integer i,
      integer a, integer tos, integer oif, integer scope) = Live(f, i) &&
      lo <= f.r[i].table <= hi && Suits(f.r[i], a, tos, oif, scope) &&
      \forall integer j; Live(f, j) && lo <= f.r[j].table <= hi &&
        Suits(f.r[j], a, tos, oif, scope) ==> FibFirst(f, i, j);
    predicate NoneSuits(struct fib f, integer lo, integer hi, integer a,
      integer tos, integer oif, integer scope) = \forall integer j;
      Live(f, j) && lo <= f.r[j].table <= hi ==>
        !Suits(f.r[j], a, tos, oif, scope);

    // tables local and main are one; where they have nothing or a throw, table
    // default decides if there is one [Linux fib_lookup without rules]
    predicate LongestIn{L}(struct fib f, integer i, integer a, integer tos,
      integer oif, integer scope) =
      (Best(f, FIB_LOCAL, FIB_MAIN, i, a, tos, oif, scope) &&
        (Throws(f.r[i]) ==> f.has_default == 0)) ||
      (Best(f, FIB_DEFAULT, FIB_DEFAULT, i, a, tos, oif, scope) &&
        f.has_default != 0 && \forall integer j;
        Best(f, FIB_LOCAL, FIB_MAIN, j, a, tos, oif, scope) ==>
          Throws(f.r[j]));
    predicate LongestMatch{L}(struct fib f, integer i, integer a, integer tos,
      integer oif) = LongestIn(f, i, a, tos, oif, RT_SCOPE_UNIVERSE);
    predicate NoMatch{L}(struct fib f, integer a, integer tos, integer oif) =
      \forall integer j; !LongestMatch(f, j, a, tos, oif);

    // the route that says what kind of address it is [Linux inet_addr_type]
    predicate AddrRoute{L}(struct fib f, integer i, integer a) =
      Best(f, FIB_LOCAL, FIB_MAIN, i, a, 0, ANY_DEVICE, RT_SCOPE_UNIVERSE);
    // errno of a route that refuses [Linux fib_props]
    logic integer RouteErrno(integer type) =
      type == RTN_BLACKHOLE ? -22 : type == RTN_UNREACHABLE ? -113 :
      type == RTN_PROHIBIT ? -13 : type == RTN_THROW ? -101 : 0; */

#endif
