/*
 * Routes as a plain list in order of preference: the oracle of the trie.
 *
 * The first route of the list that suits a packet decides.  Tables local and
 * main are one list, as they are while no rule is set.
 */
#ifndef TESTS_FIB_LIST_H
#define TESTS_FIB_LIST_H

#include "ipv4/ip_fib.h"

enum { LIST_MAX = 4096, LIST_NIL = LIST_MAX };

struct fib_list {
	uint32_t n;
	struct fib_route r[LIST_MAX];
};

/* The route that decides, or LIST_NIL. */
uint32_t list_lookup(const struct fib_list *l, uint32_t a, uint32_t tos,
	uint32_t oif);

/* As fib_table_insert: 0 or -errno. */
int32_t list_insert(struct fib_list *l, struct fib_route r, uint32_t mode);

/* Takes the route at place i out. */
void list_remove(struct fib_list *l, uint32_t i);

/* The place of that very route, or LIST_NIL. */
uint32_t list_find(const struct fib_list *l, struct fib_route r);

#endif
