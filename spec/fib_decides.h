/*
 * Which route decides for a packet, for those who need not know why.
 *
 * The units of the packet's path see these names alone, so what they prove
 * holds whatever they stand for.  fib_of_rules.h says what that is; the unit
 * that proves the lookup includes it before all else; its guard is the same.
 */
#ifndef SPEC_FIB_DECIDES_H
#define SPEC_FIB_DECIDES_H

#include "ipv4/flow.h"
#include "ipv4/ip_fib.h"

/*@ axiomatic FibDecides {
      // route i is the one for the packet
      predicate Decides(struct fib f, struct trie_ghost g, struct flowi4 w,
        integer i);
      // there is none, and that is its errno
      predicate NoneDecides(struct fib f, struct trie_ghost g,
        struct flowi4 w, integer err);
    } */

#endif
