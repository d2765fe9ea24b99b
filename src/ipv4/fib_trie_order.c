/*
 * The order of the routes of a leaf.  Contracts: fib_trie_order.h.
 *
 * The longest prefix comes first, then the greatest TOS, then the least
 * metric [Linux fib_find_alias].
 */
#include "ipv4/fib_trie_order.h"

/* Does p come before q? */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> KeyBefore(p.slen, p.tos, p.priority, q.slen, q.tos,
            q.priority); */
static bool key_before(struct alias_key p, struct alias_key q)
{
	if (p.slen != q.slen)
		return p.slen < q.slen;
	if (p.tos != q.tos)
		return p.tos > q.tos;
	return p.priority < q.priority;
}

/*@ requires \valid_read(tr) && a < NALIAS;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result.slen == tr->al.slen[a] && \result.tos == tr->al.tos[a];
    ensures \result.priority == tr->al.priority[a]; */
static struct alias_key alias_key(const struct fib_trie *tr, uint32_t a)
{
	struct alias_key k = { tr->al.slen[a], tr->al.tos[a],
			       tr->al.priority[a] };

	return k;
}

/*@ requires \valid_read(tr) && a < NALIAS;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result && behind ==> !KeyBefore(k.slen, k.tos, k.priority,
            tr->al.slen[a], tr->al.tos[a], tr->al.priority[a]);
    ensures !\result && behind ==> KeyBefore(k.slen, k.tos, k.priority,
            tr->al.slen[a], tr->al.tos[a], tr->al.priority[a]);
    ensures !behind ==> (\result <==> KeyBefore(tr->al.slen[a], tr->al.tos[a],
            tr->al.priority[a], k.slen, k.tos, k.priority)); */
static bool alias_passes(const struct fib_trie *tr, uint32_t a,
	struct alias_key k, bool behind)
{
	if (behind)
		return !key_before(k, alias_key(tr, a));
	return key_before(alias_key(tr, a), k);
}

struct alias_place fib_find_alias(const struct fib_trie *tr, uint32_t l,
	struct alias_key k, bool behind)
{
	struct alias_place at = { NALIAS, tr->al.head[l] };

	/*@ loop invariant Place(tr->al, fib_ghost.od, l, at.prev, at.next);
	    loop invariant at.prev != NALIAS ==> !KeyBefore(k.slen, k.tos,
	      k.priority, tr->al.slen[at.prev], tr->al.tos[at.prev],
	      tr->al.priority[at.prev]);
	    loop invariant at.prev != NALIAS && !behind ==> KeyBefore(
	      tr->al.slen[at.prev], tr->al.tos[at.prev],
	      tr->al.priority[at.prev], k.slen, k.tos, k.priority);
	    loop assigns at;
	    loop variant at.next == NALIAS ? 0 :
	      NALIAS + 1 - fib_ghost.od.rank[at.next]; */
	while (at.next != NALIAS && alias_passes(tr, at.next, k, behind)) {
		at.prev = at.next;
		at.next = tr->al.next[at.next];
	}
	/*@ assert before: \forall integer x; AliasOf(fib_ghost.od, x, l) &&
	      at.prev != NALIAS &&
	      fib_ghost.od.rank[x] <= fib_ghost.od.rank[at.prev] ==>
	      x == at.prev || !Before(tr->al, at.prev, x); */
	/*@ assert behind: \forall integer x; AliasOf(fib_ghost.od, x, l) &&
	      at.next != NALIAS &&
	      fib_ghost.od.rank[x] >= fib_ghost.od.rank[at.next] ==>
	      x == at.next || !Before(tr->al, x, at.next); */
	return at;
}
