/*
 * The route that decides for a packet [Linux fib_lookup].
 */
#ifndef IPV4_FIB_LOOKUP_H
#define IPV4_FIB_LOOKUP_H

#include "ipv4/flow.h"
#include "ipv4/ip_fib.h"

#include "spec/fib_decides.h"

/*@ predicate LongestMatch{L}(struct fib f, integer i, struct flowi4 w) =
      Decides(f, fib_ghost, w, i);
    predicate NoMatch{L}(struct fib f, struct flowi4 w) =
      \exists integer e; NoneDecides(f, fib_ghost, w, e);
    // what a packet to `a` that we send, of which no more is known, looks like
    predicate FlowTo(struct flowi4 w, integer a, integer tos, integer oif) =
      w.daddr == a && w.saddr == 0 && w.iif == DEV_LO && w.oif == oif &&
      w.tos == tos && w.mark == 0 && w.uid == 0 && w.proto == 0 &&
      w.sport == 0 && w.dport == 0 && w.scope == RT_SCOPE_UNIVERSE;
    // the same for lookups
    predicate LongestTo{L}(struct fib f, integer i, integer a, integer tos,
      integer oif) = \exists struct flowi4 w; FlowTo(w, a, tos, oif) &&
      LongestMatch(f, i, w);
    predicate NoWayTo{L}(struct fib f, integer a, integer tos, integer oif) =
      \exists struct flowi4 w; FlowTo(w, a, tos, oif) && NoMatch(f, w); */

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures FlowTo(\result, a, tos, oif);
    ensures only: \forall struct flowi4 w; FlowTo(w, a, tos, oif) ==>
            w == \result; */
struct flowi4 flow_to(uint32_t a, uint32_t tos, uint32_t oif);

/*@ // what a packet that came in by device `dev` looks like, but for its ports
    predicate FlowIn(struct flowi4 w, integer s, integer d, integer tos,
      integer proto, integer dev) = w.saddr == s && w.daddr == d &&
      w.tos == tos && w.proto == proto && w.iif == dev &&
      w.oif == ANY_DEVICE && w.mark == 0 && w.uid == 0 &&
      w.scope == RT_SCOPE_UNIVERSE; */

/* The ports are 0. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures FlowIn(\result, saddr, daddr, tos, proto, dev);
    ensures \result.sport == 0 && \result.dport == 0; */
struct flowi4 flow_in(uint32_t saddr, uint32_t daddr, uint32_t tos,
	uint32_t proto, uint32_t dev);

/*@ // what its way back is asked by: where is its source, out of `oif`?
    predicate FlowBack(struct flowi4 b, struct flowi4 w, integer oif) =
      b.daddr == w.saddr && b.saddr == w.daddr && b.iif == w.iif &&
      b.oif == oif && b.tos == w.tos && b.mark == 0 && b.uid == w.uid &&
      b.proto == w.proto && b.sport == w.dport && b.dport == w.sport &&
      b.scope == RT_SCOPE_UNIVERSE; */

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures FlowBack(\result, w, oif);
    ensures only: \forall struct flowi4 b; FlowBack(b, w, oif) ==>
            b == \result; */
struct flowi4 flow_back(struct flowi4 w, uint32_t oif);

/*
 * The route that decides for a packet, and the errno that it means: 0, that of
 * a route or rule that refuses, or -ENETUNREACH where there is none.
 */
/*@ requires \valid_read(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result.route <= NROUTE;
    ensures \result.err == 0 || \result.err == -101 || \result.err == -113 ||
            \result.err == -13 || \result.err == -22;
    ensures \result.route != FIB_NIL ==> Live(*f, \result.route) &&
            RouteOk(f->r[\result.route]) &&
            Suits(f->multi, f->r[\result.route], w.daddr, w.tos, w.oif,
             w.scope);
    ensures T3_longest: \result.route != FIB_NIL ==>
            LongestMatch(*f, \result.route, w) &&
            \result.err == RouteErrno(f->r[\result.route].type);
    ensures T3_one: \forall integer j; LongestMatch(*f, j, w) ==>
            j == \result.route && j != FIB_NIL;
    ensures T3_none: \forall integer e; NoneDecides(*f, fib_ghost, w, e) <==>
            \result.route == FIB_NIL && e == \result.err; */
struct fib_result fib_lookup(const struct fib *f, struct flowi4 w);

#endif
