/*
 * That the trie holds the routes: see fib_sound.h.
 */
#ifndef SPEC_FIB_SOUND_H
#define SPEC_FIB_SOUND_H

#include "ipv4/fib_types.h"

/*@ // the trie has the routes, under their keys, and no others
    predicate InTrie(struct fib f, struct trie_ghost g) =
      (\forall integer i; Alias(g.od, i) ==> f.used[i] == 1) &&
      \forall integer i; Live(f, i) ==> RouteIs(f.trie.nd, f.trie.al, g.od, i,
        TrieKey(f.r[i].table, f.r[i].dst), 32 - f.r[i].plen, f.r[i].tos,
        f.r[i].priority, 0) && PrefixOk(f.r[i]);
    predicate FibSound(struct fib f, struct trie_ghost g) =
      FibTrieOk(f.trie, g) && InTrie(f, g); */

#endif
