/*
 * Several default routes of one metric: the first whose gateway answers, and
 * where none is sure to, one after the other [Linux fib_select_default].
 */
#ifndef IPV4_FIB_DEFAULT_H
#define IPV4_FIB_DEFAULT_H

#include "core/net.h"

/* A choice, and what to remember of it for the next time. */
struct fib_default {
	uint32_t route;
	uint32_t order;		/* its place among those; 0: no choice */
};

/*@ // j may stand in for i, a default route that was found
    predicate StandsIn(struct fib f, integer j, integer i, integer tos) =
      Live(f, j) && (j == i || (f.r[j].plen == 0 &&
      f.r[j].table == f.r[i].table && f.r[j].type == RTN_UNICAST &&
      f.r[j].gateway != 0 && f.r[j].scope == f.r[i].scope &&
      (f.r[j].tos == 0 || f.r[j].tos == tos))); */

/*
 * The route to take when a lookup with that TOS found i, a route of one next
 * hop; nothing changes.  Only default routes of type unicast have others
 * beside them.
 */
/*@ requires \valid_read(net) && Inv(*net) && Live(net->fib, i);
    terminates \true; exits \false;
    assigns \nothing;
    ensures MPH_040_stands_in: StandsIn(net->fib, \result.route, i, tos);
    ensures MPH_041_default: net->fib.r[i].plen != 0 ||
            net->fib.r[i].type != RTN_UNICAST ==> \result.route == i; */
struct fib_default fib_default_of(const struct net *net, uint32_t i,
	uint32_t tos);

/* The same, and what it chose is remembered. */
/*@ requires \valid(net) && Inv(*net) && Live(net->fib, i);
    terminates \true; exits \false;
    assigns net->fib.fa_default[i];
    ensures Inv(*net);
    ensures MPH_040_stands_in: StandsIn(net->fib, \result, i, tos); */
uint32_t fib_select_default(struct net *net, uint32_t i, uint32_t tos);

#endif
