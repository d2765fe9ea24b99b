/*
 * rules_host: a host's routes and rules, and a flow to ask them for.
 */
#ifndef TESTS_RULES_HOST_H
#define TESTS_RULES_HOST_H

#include "frames.h"
#include "ipv4/fib_rules.h"

enum { INVALID = -22, EXISTS = -17, MISSING = -2, NO_ROOM = -105,
	NO_NETWORK = -101, NO_HOST = -113, NO_ACCESS = -13,
	TARGET = 0x1e000001, MISSING_DEVICE = ANY_DEVICE + 1 };

static struct fib fib;
static struct flowi4 flow;

static inline int fresh(void **state)
{
	(void)state;
	fib_init(&fib);
	flow = (struct flowi4){ .daddr = TARGET, .saddr = A, .iif = DEV_LO,
		.oif = ANY_DEVICE, .proto = 17, .sport = FROM, .dport = PORT };
	return 0;
}

static inline void route(uint32_t id, uint32_t dst, uint32_t plen, uint32_t type)
{
	struct fib_route r = { .dst = dst, .plen = plen, .type = type,
		.table = fib_new_table(&fib, id), .oif = ETH0 };

	assert_int_equal(fib_table_insert(&fib, r, FIB_ADD), 0);
}

static inline struct fib_rule rule(uint32_t priority, uint32_t action)
{
	struct fib_rule r = fib_rule_any();

	r.priority = priority;
	r.action = action;
	return r;
}

static inline struct fib_rule to_table(uint32_t priority, uint32_t table)
{
	struct fib_rule r = rule(priority, FR_ACT_TO_TBL);

	r.table = table;
	return r;
}

static inline struct fib_rule jump(uint32_t priority, uint32_t target)
{
	struct fib_rule r = rule(priority, FR_ACT_GOTO);

	r.target = target;
	return r;
}

static inline int32_t add(struct fib_rule r)
{
	return fib_newrule(&fib, r, true, true);
}

static inline int32_t delete(struct fib_rule r)
{
	return fib_delrule(&fib, r, true);
}

static inline int32_t answer(void)
{
	return fib_rules_lookup(&fib, flow).err;
}

#define TEST(name) cmocka_unit_test_setup(name, fresh)

#endif
