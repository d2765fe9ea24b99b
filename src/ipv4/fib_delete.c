/*
 * Taking a route out.  Contract: fib_frontend.h.
 */
#include "spec/fib_of_trie.h"
#include "ipv4/fib_frontend.h"

enum { ESRCH = 3, EINVAL = 22 };

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> DeleteFits(c, r); */
static bool delete_fits(struct fib_config c, struct fib_route r)
{
	return r.dst == c.dst && r.plen == c.plen && r.tos == c.tos &&
		(c.type == RTN_UNSPEC || r.type == c.type) &&
		(c.scope == RT_SCOPE_NOWHERE || r.scope == c.scope) &&
		(c.prefsrc == 0u || r.prefsrc == c.prefsrc) &&
		(c.protocol == RTPROT_UNSPEC || r.protocol == c.protocol) &&
		(c.priority == 0u || r.priority == c.priority) &&
		(c.oif == ANY_DEVICE || r.oif == c.oif) &&
		(c.gateway == 0u || r.via == c.gateway) &&
		(c.mtu == 0u || r.mtu == c.mtu);
}

/* The first route of the prefix and TOS. */
/*@ requires \valid_read(f) && FibOk(*f) && table < NTABLE;
    requires c.plen <= 32 && c.tos <= 255 &&
             Base(TrieKey(table, c.dst), 32 - c.plen) ==
             TrieKey(table, c.dst);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NROUTE;
    ensures \result != FIB_NIL ==> Live(*f, \result);
    ensures \forall integer i; Live(*f, i) && f->r[i].table == table &&
            DeleteFits(c, f->r[i]) ==> \result != FIB_NIL &&
            AliasOf(fib_ghost.od, i, fib_ghost.od.leaf[\result]) &&
            fib_ghost.od.rank[\result] <= fib_ghost.od.rank[i];
    ensures \result != FIB_NIL ==> f->r[\result].table == table &&
            f->r[\result].dst == c.dst &&
            !KeyBefore(32 - f->r[\result].plen, f->r[\result].tos,
            f->r[\result].priority, 32 - c.plen, c.tos, 0); */
static uint32_t first_of_prefix(const struct fib *f, struct fib_config c,
	uint32_t table)
{
	struct trie_route t;
	uint32_t i;

	t.table = table;
	t.dst = c.dst;
	t.plen = c.plen;
	t.priority = 0;
	t.info = 0;
	t.tos = (uint8_t)c.tos;
	i = fib_trie_begin(&f->trie, t);
	/*@ assert is: \forall integer j; Live(*f, j) ==>
	      Alias(fib_ghost.od, j) && f->trie.al.slen[j] ==
	      32 - f->r[j].plen && f->trie.al.tos[j] == f->r[j].tos &&
	      f->trie.al.priority[j] == f->r[j].priority &&
	      f->trie.nd.key[fib_ghost.od.leaf[j]] ==
	      TrieKey(f->r[j].table, f->r[j].dst); */
	//@ assert live: i != FIB_NIL ==> Live(*f, i);
	return i;
}

/* The first route that fits, or FIB_NIL. */
/*@ requires \valid_read(f) && FibOk(*f) && table < NTABLE;
    requires c.plen <= 32 && c.tos <= 255 &&
             Base(TrieKey(table, c.dst), 32 - c.plen) ==
             TrieKey(table, c.dst);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result != FIB_NIL ==> Live(*f, \result) &&
            f->r[\result].table == table && DeleteFits(c, f->r[\result]);
    ensures \forall integer i; Live(*f, i) && f->r[i].table == table &&
            DeleteFits(c, f->r[i]) ==> \result != FIB_NIL &&
            fib_ghost.od.rank[\result] <= fib_ghost.od.rank[i]; */
static uint32_t fib_to_delete(const struct fib *f, struct fib_config c,
	uint32_t table)
{
	uint32_t i = first_of_prefix(f, c, table);

	/*@ loop invariant i == FIB_NIL || (Live(*f, i) &&
	      f->r[i].table == table && f->r[i].dst == c.dst);
	    loop invariant past: i != FIB_NIL ==>
	      !KeyBefore(32 - f->r[i].plen, f->r[i].tos, f->r[i].priority,
	      32 - c.plen, c.tos, 0);
	    loop invariant rank: i != FIB_NIL ==>
	      0 <= fib_ghost.od.rank[i] < NROUTE;
	    loop invariant ahead: \forall integer j; Live(*f, j) &&
	      f->r[j].table == table && DeleteFits(c, f->r[j]) ==>
	      i != FIB_NIL &&
	      AliasOf(fib_ghost.od, j, fib_ghost.od.leaf[i]) &&
	      fib_ghost.od.rank[i] <= fib_ghost.od.rank[j];
	    loop assigns i;
	    loop variant i == FIB_NIL ? 0 : NROUTE - fib_ghost.od.rank[i]; */
	while (i != FIB_NIL && f->r[i].plen == c.plen &&
	       f->r[i].tos == c.tos) {
		//@ ghost uint32_t k = i;
		if (delete_fits(c, f->r[i]))
			return i;
		/*@ assert is: \forall integer j; Live(*f, j) ==>
		      Alias(fib_ghost.od, j) && RouteOk(f->r[j]) &&
		      f->trie.al.slen[j] == 32 - f->r[j].plen &&
		      f->trie.al.tos[j] == f->r[j].tos &&
		      f->trie.al.priority[j] == f->r[j].priority &&
		      f->trie.nd.key[fib_ghost.od.leaf[j]] ==
		      TrieKey(f->r[j].table, f->r[j].dst); */
		/*@ assert later: \forall integer j; Live(*f, j) &&
		      f->r[j].table == table && DeleteFits(c, f->r[j]) ==>
		      j != k &&
		      fib_ghost.od.rank[k] < fib_ghost.od.rank[j]; */
		i = fib_trie_sibling(&f->trie, i);
		//@ assert live: i != FIB_NIL ==> Live(*f, i);
		/*@ assert key: i != FIB_NIL ==>
		      TrieKey(f->r[i].table, f->r[i].dst) ==
		      TrieKey(table, c.dst); */
	}
	/*@ assert sorted: i != FIB_NIL ==> \forall integer j;
	      AliasOf(fib_ghost.od, j, fib_ghost.od.leaf[i]) &&
	      fib_ghost.od.rank[i] < fib_ghost.od.rank[j] ==>
	      !Before(f->trie.al, j, i); */
	/*@ assert beyond: i != FIB_NIL ==> \forall integer j; Live(*f, j) &&
	      f->r[j].table == table && DeleteFits(c, f->r[j]) ==>
	      Before(f->trie.al, j, i); */
	return FIB_NIL;
}

int32_t inet_rtm_delroute(struct net *net, struct fib_config c)
{
	uint32_t table = fib_get_table(&net->fib, c.table), i;

	if (table == FIB_NO_TABLE)
		return -ESRCH;
	if (c.plen > 32u || c.tos > 255u ||
	    fib_prefix(table, c.dst, c.plen) != c.dst)
		return -EINVAL;
	i = fib_to_delete(&net->fib, c, table);
	if (i == FIB_NIL)
		return -ESRCH;
	fib_table_remove(&net->fib, i);
	//@ assert Inv(*net);
	return 0;
}
