/*
 * The way of a packet through the policy rules.  Contracts: fib_rules.h.
 */
#include "ipv4/fib_rules.h"

enum { EACCES = 13, EINVAL = 22, ENETUNREACH = 101 };

struct fib_rule fib_rule_any(void)
{
	struct fib_rule r;

	r.priority = 0;
	r.action = FR_ACT_NOP;
	r.table = 0;
	r.target = 0;
	r.invert = 0;
	r.src = r.src_len = 0;
	r.dst = r.dst_len = 0;
	r.iif = ANY_DEVICE;
	r.oif = ANY_DEVICE;
	r.mark = r.mark_mask = 0;
	r.tos = 0;
	r.uid_lo = 0;
	r.uid_hi = UINT32_MAX;
	r.ip_proto = 0;
	r.sport_lo = r.sport_hi = 0;
	r.dport_lo = r.dport_hi = 0;
	r.suppress_prefixlen = -1;
	r.protocol = RTPROT_UNSPEC;
	return r;
}

/*@ requires table != 0;
    terminates \true; exits \false;
    assigns \nothing;
    ensures RuleOk(\result) && \result.priority == priority &&
            \result.table == table && \result.action == FR_ACT_TO_TBL; */
static struct fib_rule default_rule(uint32_t priority, uint32_t table)
{
	struct fib_rule r = fib_rule_any();

	r.priority = priority;
	r.action = FR_ACT_TO_TBL;
	r.table = table;
	r.protocol = RTPROT_KERNEL;
	return r;
}

void fib_rules_init(struct fib_rules *s)
{
	s->n = 3;
	s->custom = 0;
	s->rule[0] = default_rule(0, RT_TABLE_LOCAL);
	s->rule[1] = default_rule(RULE_MAIN, RT_TABLE_MAIN);
	s->rule[2] = default_rule(RULE_DEFAULT, RT_TABLE_DEFAULT);
}

/*@ requires plen <= 32;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> InPrefix(a, b, plen); */
static bool in_prefix(uint32_t a, uint32_t b, uint32_t plen)
{
	uint64_t size = fib_block_size(plen);

	return a / size == b / size;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> InPorts(lo, hi, port); */
static bool in_ports(uint32_t lo, uint32_t hi, uint32_t port)
{
	return lo == 0u || (lo <= port && port <= hi);
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> RuleDevices(r, w) && RuleSender(r, w); */
static bool sender_match(struct fib_rule r, struct flowi4 w)
{
	return (r.iif == ANY_DEVICE || r.iif == w.iif) &&
		(r.oif == ANY_DEVICE || r.oif == w.oif) &&
		(r.mark & r.mark_mask) == (w.mark & r.mark_mask) &&
		r.uid_lo <= w.uid && w.uid <= r.uid_hi;
}

/*@ requires RuleOk(r);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> RuleHeader(r, w) && RulePorts(r, w); */
static bool header_match(struct fib_rule r, struct flowi4 w)
{
	return in_prefix(w.saddr, r.src, r.src_len) &&
		in_prefix(w.daddr, r.dst, r.dst_len) &&
		(r.tos == 0u || r.tos == w.tos) &&
		(r.ip_proto == 0u || r.ip_proto == w.proto) &&
		in_ports(r.sport_lo, r.sport_hi, w.sport) &&
		in_ports(r.dport_lo, r.dport_hi, w.dport);
}

bool fib_rule_match(struct fib_rule r, struct flowi4 w)
{
	bool selected = sender_match(r, w) && header_match(r, w);

	return selected == (r.invert == 0u);
}

uint32_t fib_rule_at(const struct fib_rules *s, uint32_t i, uint32_t priority)
{
	uint32_t k;

	/*@ loop invariant i < k <= s->n;
	    loop invariant \forall integer j; i < j < k ==>
	      s->rule[j].priority != priority;
	    loop assigns k;
	    loop variant s->n - k; */
	for (k = i + 1u; k < s->n; k++)
		if (s->rule[k].priority == priority)
			return k;
	return RULE_NIL;
}

/* The route that the rule's table has for the packet, or FIB_NIL. */
/*@ requires \valid_read(f) && FibOk(*f);
    requires RuleOk(r) && r.action == FR_ACT_TO_TBL;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NROUTE;
    ensures \result != FIB_NIL ==> RuleRoute(*f, fib_ghost, r, w, \result);
    ensures \forall integer j; RuleRoute(*f, fib_ghost, r, w, j) ==>
            j == \result; */
static uint32_t rule_route(const struct fib *f, struct fib_rule r,
	struct flowi4 w)
{
	uint32_t t = fib_get_table(f, r.table), j;

	if (t == FIB_NO_TABLE)
		return FIB_NIL;
	/*@ assert one: \forall integer s; TableIs(*f, r.table, s) ==>
	      s == t; */
	j = fib_table_lookup(f, t, t, w.daddr, w.tos, w.oif, w.scope);
	if (j == FIB_NIL || f->r[j].type == RTN_THROW)
		return FIB_NIL;
	if (f->r[j].type < RTN_BLACKHOLE &&
	    (int64_t)f->r[j].plen <= r.suppress_prefixlen)
		return FIB_NIL;
	return j;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == RuleErrno(action); */
static int32_t rule_error(uint32_t action)
{
	if (action == FR_ACT_UNREACHABLE)
		return -ENETUNREACH;
	return action == FR_ACT_PROHIBIT ? -EACCES : -EINVAL;
}

/* What rule i says of the packet; .rule is RULE_NIL if it does not decide. */
/*@ requires \valid_read(f) && FibOk(*f) && i < f->rules.n;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result.rule == i || \result.rule == RULE_NIL;
    ensures \result.rule == i <==>
            RuleDecides(*f, fib_ghost, f->rules.rule[i], w);
    ensures \result.rule == RULE_NIL ==> \result.err == -101 &&
            \result.route == FIB_NIL && \result.table == FIB_NO_TABLE;
    ensures \result.rule == i && RuleRefuses(f->rules.rule[i].action) ==>
            \result.err == RuleErrno(f->rules.rule[i].action) &&
            \result.route == FIB_NIL && \result.table == FIB_NO_TABLE;
    ensures \result.rule == i && f->rules.rule[i].action == FR_ACT_TO_TBL ==>
            RuleRoute(*f, fib_ghost, f->rules.rule[i], w, \result.route) &&
            (\forall integer j; RuleRoute(*f, fib_ghost, f->rules.rule[i], w,
             j) ==> j == \result.route) &&
            \result.err == RouteErrno(f->r[\result.route].type) &&
            \result.table == f->r[\result.route].table; */
static struct fib_result rule_action(const struct fib *f, struct flowi4 w,
	uint32_t i)
{
	struct fib_result res = { .err = -ENETUNREACH, .route = FIB_NIL,
		.table = FIB_NO_TABLE, .rule = RULE_NIL };

	if (!fib_rule_match(f->rules.rule[i], w))
		return res;
	if (f->rules.rule[i].action >= FR_ACT_BLACKHOLE) {
		res.err = rule_error(f->rules.rule[i].action);
		res.rule = i;
	} else if (f->rules.rule[i].action == FR_ACT_TO_TBL) {
		res.route = rule_route(f, f->rules.rule[i], w);
		if (res.route == FIB_NIL)
			return res;
		res.err = fib_error(f->r[res.route].type);
		res.table = f->r[res.route].table;
		res.rule = i;
	}
	return res;
}

/* The rule to look at behind rule i, which did not decide. */
/*@ requires \valid_read(s) && RulesOk(*s) && i < s->n;
    terminates \true; exits \false;
    assigns \nothing;
    ensures i < \result <= s->n;
    ensures \forall integer t; RuleNext(*s, w, i, t) <==> t == \result; */
static uint32_t rule_next(const struct fib_rules *s, struct flowi4 w,
	uint32_t i)
{
	uint32_t t;

	if (s->rule[i].action != FR_ACT_GOTO || !fib_rule_match(s->rule[i], w))
		return i + 1u;
	t = fib_rule_at(s, i, s->rule[i].target);
	return t == RULE_NIL ? i + 1u : t;
}

struct fib_result fib_rules_lookup(const struct fib *f, struct flowi4 w)
{
	struct fib_result res = { .err = -ENETUNREACH, .route = FIB_NIL,
		.table = FIB_NO_TABLE, .rule = RULE_NIL };
	uint32_t i = 0;

	/*@ loop invariant i <= f->rules.n;
	    loop invariant res.rule == RULE_NIL && res.err == -101 &&
	      res.route == FIB_NIL && res.table == FIB_NO_TABLE;
	    loop invariant way: \forall integer d;
	      RuleLeads(*f, fib_ghost, w, i, d) <==> RuleLeads(*f, fib_ghost, w, 0, d);
	    loop assigns i, res;
	    loop variant f->rules.n - i; */
	while (i < f->rules.n) {
		res = rule_action(f, w, i);
		if (res.rule != RULE_NIL)
			return res;
		i = rule_next(&f->rules, w, i);
	}
	return res;
}
