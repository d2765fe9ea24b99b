/*
 * Putting a node into a cell, and taking it out.  Contracts: fib_trie_link.h.
 *
 * These two are the only functions that change who is whose child, but for
 * the cells of a new tnode; so they keep the counts as well.
 */
#include "ipv4/fib_trie_link.h"

/* Does m fill a cell of p? [Linux tnode_full] */
/*@ requires \valid_read(tr) && Node(tr->nd, m) && 0 <= p < NNODE;
    terminates \true; exits \false;
    assigns \nothing; */
static bool tnode_full(const struct fib_trie *tr, uint32_t p, uint32_t m)
{
	return tr->nd.kind[m] == TRIE_TNODE && tr->nd.expo[m] == tr->nd.pos[p];
}

/*@ requires \valid(tr) && Node(tr->nd, m);
    terminates \true; exits \false;
    assigns tr->ct; */
static void count_in(struct fib_trie *tr, uint32_t p, uint32_t m)
{
	if (p >= NNODE)
		return;
	if (tr->ct.empty[p] > 0)
		tr->ct.empty[p]--;
	if (tnode_full(tr, p, m) && tr->ct.full[p] < NCELL)
		tr->ct.full[p]++;
}

/*@ requires \valid(tr) && Node(tr->nd, m);
    terminates \true; exits \false;
    assigns tr->ct; */
static void count_out(struct fib_trie *tr, uint32_t p, uint32_t m)
{
	if (p >= NNODE)
		return;
	if (tr->ct.empty[p] < NCELL)
		tr->ct.empty[p]++;
	if (tnode_full(tr, p, m) && tr->ct.full[p] > 0)
		tr->ct.full[p]--;
}

void trie_link(struct fib_trie *tr, uint32_t m, uint32_t j, uint32_t parent)
{
	tr->lk.child[j] = m;
	tr->lk.pcell[m] = j;
	tr->lk.parent[m] = parent;
	count_in(tr, parent, m);
}

void trie_unlink(struct fib_trie *tr, uint32_t m)
{
	count_out(tr, tr->lk.parent[m], m);
	tr->lk.child[tr->lk.pcell[m]] = NNODE;
	tr->lk.pcell[m] = NCELL;
}
