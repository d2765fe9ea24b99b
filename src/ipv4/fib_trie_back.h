/* The steps of a search among smaller keys. */
#ifndef IPV4_FIB_TRIE_BACK_H
#define IPV4_FIB_TRIE_BACK_H

#include "ipv4/fib_trie.h"
#include "ipv4/fib_trie_find.h"

/* The first match of leaf l's list from a on, or NALIAS. */
/*@ requires \valid_read(tr) && Bases && Key(k);
    requires Forest(tr->nd, tr->lk, fib_ghost.cl) && AliasesOk(tr->nd,
             tr->al, fib_ghost.od, tr->fa_count) && Leaf(tr->nd, l) && (a ==
             NALIAS || AliasOf(fib_ghost.od, a, l));
    terminates \true; exits \false;
    assigns \nothing;
    ensures none: \result == NALIAS ==> \forall integer b;
            AliasOf(fib_ghost.od, b, l) && Match(tr->nd, tr->al, fib_ghost.od,
            b, k, tos) && a != NALIAS ==> fib_ghost.od.rank[b] <
            fib_ghost.od.rank[a];
    ensures first: \result != NALIAS ==> AliasOf(fib_ghost.od, \result,
            l) && Match(tr->nd, tr->al, fib_ghost.od, \result, k, tos) && a !=
            NALIAS && fib_ghost.od.rank[a] <= fib_ghost.od.rank[\result] &&
            \forall integer b; AliasOf(fib_ghost.od, b, l) && Match(tr->nd,
            tr->al, fib_ghost.od, b, k, tos) && fib_ghost.od.rank[a] <=
            fib_ghost.od.rank[b] ==> fib_ghost.od.rank[\result] <=
            fib_ghost.od.rank[b];
*/
uint32_t leaf_match(const struct fib_trie *tr, uint32_t l, uint32_t a,
	uint64_t k, uint32_t tos);

/* The first match of the leaf with n's own key, if there is one. */
/*@ requires \valid_read(tr) && Bases && Key(k);
    requires Forest(tr->nd, tr->lk, fib_ghost.cl) && Complete(tr->nd,
             tr->lk, fib_ghost.cl) && AliasesOk(tr->nd, tr->al, fib_ghost.od,
             tr->fa_count) && (n == NNODE || Node(tr->nd, n));
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NALIAS;
    ensures none: \result == NALIAS ==> \forall integer b;
            Match(tr->nd, tr->al, fib_ghost.od, b, k, tos) ==> n == NNODE ||
            tr->nd.key[fib_ghost.od.leaf[b]] != tr->nd.key[n];
    ensures in: \result != NALIAS ==> Match(tr->nd, tr->al,
            fib_ghost.od, \result, k, tos) && n != NNODE && InNode(tr->nd, n,
            tr->nd.key[fib_ghost.od.leaf[\result]]);
    ensures first: \result != NALIAS ==> \forall integer b;
            Match(tr->nd, tr->al, fib_ghost.od, b, k, tos) &&
            tr->nd.key[fib_ghost.od.leaf[b]] <=
            tr->nd.key[fib_ghost.od.leaf[\result]] ==> First(tr->al,
            fib_ghost.od, \result, b);
*/
uint32_t trie_below(const struct fib_trie *tr, uint32_t n, uint64_t k,
	uint32_t tos);

/* Up from cell j while it is the first of its tnode. */
/*@ requires \valid_read(tr) && Bases && Key(k);
    requires Forest(tr->nd, tr->lk, fib_ghost.cl) && Attached(tr->nd,
             tr->lk) && Complete(tr->nd, tr->lk, fib_ghost.cl) &&
             AliasesOk(tr->nd, tr->al, fib_ghost.od, tr->fa_count);
    requires Cell(fib_ghost.cl, p.cell) && p.parent ==
             fib_ghost.cl.own[p.cell] && fib_ghost.cl.at[p.cell] <= k;
    requires Base(fib_ghost.cl.at[p.cell], 32) == Base(k, 32);
    terminates \true; exits \false;
    assigns \nothing;
    ensures Cell(fib_ghost.cl, \result.cell) && \result.parent ==
            fib_ghost.cl.own[\result.cell];
    ensures fib_ghost.cl.at[\result.cell] <= fib_ghost.cl.at[p.cell] &&
            Base(fib_ghost.cl.at[\result.cell], 32) == Base(k, 32);
    ensures \result.cell < NTABLE || tr->nd.first[\result.parent] <
            \result.cell;
    ensures left: \forall integer b; Match(tr->nd, tr->al,
            fib_ghost.od, b, k, tos) && tr->nd.key[fib_ghost.od.leaf[b]] <
            fib_ghost.cl.at[p.cell] ==> tr->nd.key[fib_ghost.od.leaf[b]] <
            fib_ghost.cl.at[\result.cell];
*/
struct trie_place trie_climb(const struct fib_trie *tr,
	struct trie_place p) /*@ ghost (uint64_t k, uint32_t tos) */;

/* One step back; its child is the only place of matches in between. */
/*@ requires \valid_read(tr) && Bases && Key(k);
    requires Forest(tr->nd, tr->lk, fib_ghost.cl) && Complete(tr->nd,
             tr->lk, fib_ghost.cl) && AliasesOk(tr->nd, tr->al, fib_ghost.od,
             tr->fa_count) && p.parent < NNODE && Cell(fib_ghost.cl, p.cell) &&
             p.parent == fib_ghost.cl.own[p.cell] && tr->nd.first[p.parent] <
             p.cell;
    requires fib_ghost.cl.at[p.cell] <= k &&
             Base(fib_ghost.cl.at[p.cell], 32) == Base(k, 32);
    terminates \true; exits \false;
    assigns \nothing;
    ensures Cell(fib_ghost.cl, \result.cell) && \result.parent ==
            fib_ghost.cl.own[\result.cell];
    ensures fib_ghost.cl.at[\result.cell] < fib_ghost.cl.at[p.cell] &&
            Base(fib_ghost.cl.at[\result.cell], 32) == Base(k, 32);
    ensures end: fib_ghost.cl.at[\result.cell] +
            Pow(fib_ghost.cl.ex[\result.cell]) <= fib_ghost.cl.at[p.cell];
    ensures only: \forall integer b; Match(tr->nd, tr->al,
            fib_ghost.od, b, k, tos) && fib_ghost.cl.at[\result.cell] <=
            tr->nd.key[fib_ghost.od.leaf[b]] < fib_ghost.cl.at[p.cell] ==>
            tr->lk.child[\result.cell] != NNODE &&
            tr->nd.key[fib_ghost.od.leaf[b]] ==
            tr->nd.key[tr->lk.child[\result.cell]];
*/
struct trie_place trie_retreat(const struct fib_trie *tr,
	struct trie_place p) /*@ ghost (uint64_t k, uint32_t tos) */;

#endif
