/*
 * The route that decides for a packet.  Contracts: fib_lookup.h.
 */
#include "spec/fib_of_rules.h"
#include "ipv4/fib_lookup.h"
#include "ipv4/fib_rules.h"

enum { ENETUNREACH = 101 };

struct flowi4 flow_to(uint32_t a, uint32_t tos, uint32_t oif)
{
	struct flowi4 w;

	w.daddr = a;
	w.saddr = 0;
	w.iif = DEV_LO;
	w.oif = oif;
	w.tos = tos;
	w.mark = 0;
	w.uid = 0;
	w.proto = 0;
	w.sport = 0;
	w.dport = 0;
	w.scope = RT_SCOPE_UNIVERSE;
	return w;
}

struct flowi4 flow_in(uint32_t saddr, uint32_t daddr, uint32_t tos,
	uint32_t proto, uint32_t dev)
{
	struct flowi4 w = flow_to(daddr, tos, ANY_DEVICE);

	w.saddr = saddr;
	w.iif = dev;
	w.proto = proto;
	return w;
}

struct flowi4 flow_back(struct flowi4 w, uint32_t oif)
{
	struct flowi4 b = flow_to(w.saddr, w.tos, oif);

	b.saddr = w.daddr;
	b.iif = w.iif;
	b.uid = w.uid;
	b.proto = w.proto;
	b.sport = w.dport;
	b.dport = w.sport;
	return b;
}

/* Tables local and main as one, then table default. */
/*@ requires \valid_read(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NROUTE;
    ensures \result != FIB_NIL ==> LongestIn(*f, fib_ghost, \result, w.daddr,
            w.tos, w.oif, w.scope);
    ensures \forall integer j; LongestIn(*f, fib_ghost, j, w.daddr, w.tos,
            w.oif, w.scope) ==> j == \result; */
static uint32_t default_lookup(const struct fib *f, struct flowi4 w)
{
	uint32_t i = fib_table_lookup(f, FIB_LOCAL, FIB_MAIN, w.daddr, w.tos,
		w.oif, w.scope);

	if (f->has_default == 0 ||
	    (i != FIB_NIL && f->r[i].type != RTN_THROW))
		return i;
	return fib_table_lookup(f, FIB_DEFAULT, FIB_DEFAULT, w.daddr, w.tos,
		w.oif, w.scope);
}

struct fib_result fib_lookup(const struct fib *f, struct flowi4 w)
{
	struct fib_result res = { .err = -ENETUNREACH, .route = FIB_NIL,
		.table = FIB_NO_TABLE, .rule = RULE_NIL };

	if (f->rules.custom != 0)
		return fib_rules_lookup(f, w);
	res.route = default_lookup(f, w);
	if (res.route == FIB_NIL)
		return res;
	res.err = fib_error(f->r[res.route].type);
	res.table = f->r[res.route].table;
	return res;
}
