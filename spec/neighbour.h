/*
 * The neighbour table, as predicates over its value.
 */
#include "core/neighbour.h" /* before the guard: it includes this file */

#ifndef SPEC_NEIGHBOUR_H
#define SPEC_NEIGHBOUR_H

/*@ // sets of states [Linux NUD_VALID, NUD_CONNECTED, NUD_IN_TIMER]
    predicate NudConnected(integer s) =
      s == NUD_REACHABLE || s == NUD_NOARP || s == NUD_PERMANENT;
    predicate NudValid(integer s) = NudConnected(s) || s == NUD_STALE ||
      s == NUD_DELAY || s == NUD_PROBE;
    predicate NudInTimer(integer s) = s == NUD_INCOMPLETE ||
      s == NUD_REACHABLE || s == NUD_DELAY || s == NUD_PROBE;
    predicate NudOk(integer s) = NudValid(s) || s == NUD_NONE ||
      s == NUD_INCOMPLETE || s == NUD_FAILED;

    predicate NeighIs(struct neighbour e, integer ip, integer dev) =
      e.ip == ip && e.dev == dev;
    predicate NeighEntryOk(struct neighbour e) =
      e.mac < 0x1000000000000 && e.dev < NDEV && NudOk(e.state);
    // entries are well formed, one for each (ip, dev), none is due before next
    predicate NeighOk(struct neigh_table t) = t.n <= NNEIGH &&
      (\forall integer i; 0 <= i < t.n ==>
        NeighEntryOk(t.e[i]) && t.next <= t.e[i].expires) &&
      (\forall integer i, j; 0 <= i < j < t.n ==>
        !(t.e[i].ip == t.e[j].ip && t.e[i].dev == t.e[j].dev));
    predicate NeighFound(struct neigh_table t, integer i, integer ip,
      integer dev) = 0 <= i < t.n && NeighIs(t.e[i], ip, dev);
    predicate NeighNone(struct neigh_table t, integer ip, integer dev) =
      \forall integer i; 0 <= i < t.n ==> !NeighIs(t.e[i], ip, dev);
    // entry i alone may have changed, and not whose it is
    predicate NeighSame(struct neigh_table t, struct neigh_table t0,
      integer i) = t.n == t0.n &&
      NeighIs(t.e[i], t0.e[i].ip, t0.e[i].dev) &&
      \forall integer j; 0 <= j < NNEIGH && j != i ==> t.e[j] == t0.e[j];
    // nothing is due at that time
    predicate NeighQuiet(struct neigh_table t, integer now) =
      \forall integer i; 0 <= i < t.n ==> t.e[i].expires > now;

    logic integer Later(integer a, integer ns) =
      a + ns <= 0xffffffffffffffff ? a + ns : 0xffffffffffffffff;
    logic integer Retrans(struct neigh_parms p) =
      p.retrans_time_ms < 10 ? 10000000 : p.retrans_time_ms * 1000000; */

#endif
