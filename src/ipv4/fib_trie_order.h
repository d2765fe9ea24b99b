/* The order of the routes of a leaf. */
#ifndef IPV4_FIB_TRIE_ORDER_H
#define IPV4_FIB_TRIE_ORDER_H

#include "ipv4/fib_trie.h"

struct alias_key {
	uint8_t slen;
	uint8_t tos;
	uint32_t priority;
};

/* Between which two of the list a route belongs. */
struct alias_place {
	uint32_t prev;		/* NALIAS: it becomes the first */
	uint32_t next;		/* NALIAS: it becomes the last */
};
/*
 * Where a route of that key belongs in the list of leaf l: before its equals,
 * or behind them.
 */
/*@ requires \valid_read(tr) && Leaf(tr->nd, l);
    requires AliasesOk(tr->nd, tr->al, fib_ghost.od, tr->fa_count);
    terminates \true; exits \false;
    assigns \nothing;
    ensures Place(tr->al, fib_ghost.od, l, \result.prev, \result.next);
    ensures Fits(tr->al, fib_ghost.od, l, \result.prev, \result.next, k.slen,
            k.tos, k.priority);
    ensures equal: !behind ==> \forall integer x;
            AliasOf(fib_ghost.od, x, l) && tr->al.slen[x] == k.slen &&
            tr->al.tos[x] == k.tos && tr->al.priority[x] == k.priority ==>
            \result.next != NALIAS && tr->al.slen[\result.next] == k.slen &&
            tr->al.tos[\result.next] == k.tos &&
            tr->al.priority[\result.next] == k.priority;
    ensures passed: !behind ==> \forall integer x;
            AliasOf(fib_ghost.od, x, l) && \result.prev != NALIAS &&
            fib_ghost.od.rank[x] <= fib_ghost.od.rank[\result.prev] ==>
            KeyBefore(tr->al.slen[x], tr->al.tos[x], tr->al.priority[x],
            k.slen, k.tos, k.priority); */
struct alias_place fib_find_alias(const struct fib_trie *tr, uint32_t l,
	struct alias_key k, bool behind);

#endif
