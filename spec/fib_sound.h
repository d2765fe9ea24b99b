/*
 * That the trie holds the routes, for those who need not know how.
 *
 * The units of the packet's path see this name alone, so what they prove holds
 * whatever it stands for.  Units that look into the trie include fib_of_trie.h
 * before all else, which says what it stands for; its guard is the same.
 */
#ifndef SPEC_FIB_SOUND_H
#define SPEC_FIB_SOUND_H

#include "ipv4/fib_types.h"

/*@ axiomatic FibSound {
      predicate FibSound(struct fib f, struct trie_ghost g);
    } */

#endif
