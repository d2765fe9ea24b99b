/*
 * Policy rules: which table is asked for which packet
 * [Linux include/net/fib_rules.h, include/uapi/linux/fib_rules.h].
 *
 * The rules stand in one array, least priority first, the newer behind its
 * equals.  A rule names others by their priority, never by their place.
 */
#ifndef IPV4_FIB_RULE_H
#define IPV4_FIB_RULE_H

#include <stdint.h>
#include "core/netdevice.h"

enum {
	NRULE = 256,		/* rules of a host; more are -ENOBUFS */
	RULE_NIL = NRULE,	/* no rule */
	RULE_MAIN = 32766,	/* priority of the rule that asks table main */
	RULE_DEFAULT = 32767	/* the same for table default */
};

/* What a rule does; FR_ACT_UNSPEC in a request to delete: whatever. */
enum fib_rule_action {
	FR_ACT_UNSPEC = 0,
	FR_ACT_TO_TBL = 1,	/* ask the table; go on if it has nothing */
	FR_ACT_GOTO = 2,	/* go on at the rule of priority `target` */
	FR_ACT_NOP = 3,		/* go on */
	FR_ACT_BLACKHOLE = 6,	/* refuse: -EINVAL */
	FR_ACT_UNREACHABLE = 7,	/* refuse: -ENETUNREACH */
	FR_ACT_PROHIBIT = 8	/* refuse: -EACCES */
};

/*
 * A rule, or a request to add or delete one.  What a selector leaves open it
 * writes as said in brackets.  A device at or above NDEV is none that there
 * is: ANY_DEVICE names none, a number above it one that is missing, which no
 * packet has.  Invariant RuleOk.
 */
struct fib_rule {
	uint32_t priority;
	uint32_t action;	/* enum fib_rule_action */
	uint32_t table;		/* RT_TABLE_* or any other number */
	uint32_t target;	/* of FR_ACT_GOTO: a priority; else 0 */
	uint32_t invert;	/* 1: for packets that the selectors spare */
	uint32_t src, src_len;	/* source prefix (length 0) */
	uint32_t dst, dst_len;	/* destination prefix (length 0) */
	uint32_t iif;		/* device it came by (ANY_DEVICE) */
	uint32_t oif;		/* device it must leave by (ANY_DEVICE) */
	uint32_t mark;		/* mark, in the bits of the mask */
	uint32_t mark_mask;	/* (0) */
	uint32_t tos;		/* (0) */
	uint32_t uid_lo, uid_hi; /* users (0 to UINT32_MAX) */
	uint32_t ip_proto;	/* protocol (0) */
	uint32_t sport_lo, sport_hi;	/* source ports (0 to 0) */
	uint32_t dport_lo, dport_hi;	/* destination ports (0 to 0) */
	int32_t suppress_prefixlen;	/* routes as short are none (-1) */
	uint32_t protocol;	/* RTPROT_*: who made the rule */
};

/* Invariant RulesOk. */
struct fib_rules {
	uint32_t n;
	uint32_t custom;	/* 1: a rule was added or deleted, ever */
	struct fib_rule rule[NRULE];
};

/* What the rules say of a packet. */
struct fib_result {
	int32_t err;		/* 0, or -errno of the rule or the route */
	uint32_t route;		/* FIB_NIL: no route decided */
	uint32_t table;		/* enum fib_table; FIB_NO_TABLE: none decided */
	uint32_t rule;		/* its place; RULE_NIL: no rule decided */
};

#endif
