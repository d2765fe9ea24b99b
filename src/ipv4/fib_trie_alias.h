/* The list of routes of a leaf [Linux struct fib_alias]. */
#ifndef IPV4_FIB_TRIE_ALIAS_H
#define IPV4_FIB_TRIE_ALIAS_H

#include "ipv4/fib_trie.h"
#include "ipv4/fib_trie_order.h"

/* Puts a new alias there, and returns it; NALIAS: all are in use. */
/*@ requires \valid(tr) && Leaf(tr->nd, l);
    requires AliasesOk(tr->nd, tr->al, fib_ghost.od, tr->fa_count);
    requires AliasPool(tr->al, fib_ghost.od, tr->fa_free);
    requires k.slen <= 32 && Base(tr->nd.key[l], k.slen) == tr->nd.key[l];
    requires Place(tr->al, fib_ghost.od, l, at.prev, at.next);
    requires Fits(tr->al, fib_ghost.od, l, at.prev, at.next, k.slen, k.tos,
             k.priority);
    terminates \true; exits \false;
    assigns tr->al.head[l], tr->al.next[0 .. NALIAS - 1];
    assigns tr->al.info[tr->fa_free], tr->al.priority[tr->fa_free];
    assigns tr->al.slen[tr->fa_free], tr->al.tos[tr->fa_free];
    assigns tr->fa_free, tr->fa_count, fib_ghost.od;
    ensures AliasesOk(tr->nd, tr->al, fib_ghost.od, tr->fa_count);
    ensures AliasPool(tr->al, fib_ghost.od, tr->fa_free);
    ensures \result == NALIAS || \result == \old(tr->fa_free) < NALIAS;
    ensures new: \result != NALIAS ==> AliasOf(fib_ghost.od, \result, l) &&
            !\old(Alias(fib_ghost.od, tr->fa_free)) &&
            tr->al.slen[\result] == k.slen && tr->al.tos[\result] == k.tos &&
            tr->al.priority[\result] == k.priority &&
            tr->al.info[\result] == info;
    ensures others: \forall integer b; 0 <= b < NALIAS && b != \result ==>
            fib_ghost.od.leaf[b] == \old(fib_ghost.od.leaf[b]);
    ensures none: \result == NALIAS ==> \forall integer b;
            Alias(fib_ghost.od, b) ==>
            tr->al.slen[b] == \old(tr->al.slen[b]) &&
            tr->al.tos[b] == \old(tr->al.tos[b]) &&
            tr->al.priority[b] == \old(tr->al.priority[b]) &&
            tr->al.info[b] == \old(tr->al.info[b]); */
uint32_t fib_insert_alias(struct fib_trie *tr, uint32_t l,
	struct alias_place at, struct alias_key k, uint32_t info);

/* Takes alias a out of the list of leaf l. */
/*@ requires \valid(tr) && Leaf(tr->nd, l) && AliasOf(fib_ghost.od, a, l);
    requires AliasesOk(tr->nd, tr->al, fib_ghost.od, tr->fa_count);
    requires AliasPool(tr->al, fib_ghost.od, tr->fa_free);
    terminates \true; exits \false;
    assigns tr->al.head[l], tr->al.next[0 .. NALIAS - 1];
    assigns tr->fa_free, tr->fa_count, fib_ghost.od;
    ensures AliasesOk(tr->nd, tr->al, fib_ghost.od, tr->fa_count);
    ensures AliasPool(tr->al, fib_ghost.od, tr->fa_free);
    ensures !Alias(fib_ghost.od, a);
    ensures others: \forall integer b; 0 <= b < NALIAS && b != a ==>
            fib_ghost.od.leaf[b] == \old(fib_ghost.od.leaf[b]); */
void fib_remove_alias(struct fib_trie *tr, uint32_t l, uint32_t a);

#endif
