/* Contracts: fib_list.h. */
#include "fib_list.h"

#include <string.h>

/* Do the first plen bits agree? */
static bool covers(struct fib_route r, uint32_t a)
{
	uint32_t bit;

	for (bit = 0; bit < r.plen; bit++)
		if ((r.dst >> (31 - bit) & 1) != (a >> (31 - bit) & 1))
			return false;
	return true;
}

uint32_t list_lookup(const struct fib_list *l, uint32_t a, uint32_t tos,
	uint32_t oif)
{
	uint32_t i;

	for (i = 0; i < l->n; i++)
		if (covers(l->r[i], a) &&
		    (l->r[i].tos == 0 || l->r[i].tos == tos) &&
		    (oif == ANY_DEVICE || l->r[i].oif == oif ||
		     l->r[i].type >= RTN_BLACKHOLE))
			return i;
	return LIST_NIL;
}

/* Below 0: p decides before q [ip-route(8)]; 0: the same key or apart. */
static int compare(struct fib_route p, struct fib_route q)
{
	if (p.plen != q.plen)
		return p.plen > q.plen ? -1 : 1;
	if (p.table != q.table)
		return p.table < q.table ? -1 : 1;
	if (p.tos != q.tos)
		return p.tos > q.tos ? -1 : 1;
	if (p.priority != q.priority)
		return p.priority < q.priority ? -1 : 1;
	return 0;
}

static bool same_key(struct fib_route p, struct fib_route q)
{
	return p.dst == q.dst && compare(p, q) == 0;
}

uint32_t list_find(const struct fib_list *l, struct fib_route r)
{
	uint32_t i;

	for (i = 0; i < l->n; i++)
		if (memcmp(&l->r[i], &r, sizeof(r)) == 0)
			return i;
	return LIST_NIL;
}

static void put(struct fib_list *l, uint32_t at, struct fib_route r)
{
	memmove(&l->r[at + 1], &l->r[at], (l->n - at) * sizeof(r));
	l->r[at] = r;
	l->n++;
}

int32_t list_insert(struct fib_list *l, struct fib_route r, uint32_t mode)
{
	uint32_t first = 0, at;
	bool there;

	while (first < l->n && !same_key(l->r[first], r))
		first++;
	there = first < l->n;
	if (!there && mode == FIB_CHANGE)
		return -2;
	if (there && mode == FIB_ADD)
		return -17;
	at = list_find(l, r);
	if (at != LIST_NIL)
		return mode >= FIB_REPLACE && at == first ? 0 : -17;
	if (there && mode >= FIB_REPLACE) {
		l->r[first] = r;
		return 0;
	}
	for (at = 0; at < l->n; at++)
		if (compare(r, l->r[at]) < (mode == FIB_APPEND ? 0 : 1))
			break;
	put(l, at, r);
	return 0;
}

void list_remove(struct fib_list *l, uint32_t i)
{
	l->n--;
	memmove(&l->r[i], &l->r[i + 1], (l->n - i) * sizeof(l->r[0]));
}
