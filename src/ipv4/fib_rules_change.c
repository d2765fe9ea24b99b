/*
 * Adding and deleting policy rules.  Contracts: fib_rules.h.
 */
#include "spec/fib_of_trie.h"
#include "ipv4/fib_rules.h"

enum { ENOENT = 2, EEXIST = 17, EINVAL = 22, ENOBUFS = 105 };

enum { TOS_MOST = 28, PORT_END = 65535 };

uint32_t fib_default_rule_pref(const struct fib_rules *s)
{
	if (s->n < 2u || s->rule[1].priority == 0u)
		return 0;
	return s->rule[1].priority - 1u;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> PortsOk(lo, hi); */
static bool ports_ok(uint32_t lo, uint32_t hi)
{
	return (lo == 0u && hi == 0u) ||
		(lo != 0u && lo <= hi && hi < PORT_END);
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> UsersOk(lo, hi); */
static bool users_ok(uint32_t lo, uint32_t hi)
{
	return (lo == 0u && hi == UINT32_MAX) || (lo <= hi && hi < UINT32_MAX);
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> RuleDoes(action); */
static bool rule_does(uint32_t action)
{
	return action == FR_ACT_TO_TBL || action == FR_ACT_GOTO ||
		action == FR_ACT_NOP ||
		(FR_ACT_BLACKHOLE <= action && action <= FR_ACT_PROHIBIT);
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> RequestOk(r, priority); */
static bool request_ok(struct fib_rule r, uint32_t priority)
{
	if (!rule_does(r.action) && r.action != FR_ACT_UNSPEC)
		return false;
	if (r.src_len > 32u || r.dst_len > 32u)
		return false;
	if (r.action == FR_ACT_GOTO ? r.target <= priority : r.target != 0u)
		return false;
	return users_ok(r.uid_lo, r.uid_hi) &&
		ports_ok(r.sport_lo, r.sport_hi) &&
		ports_ok(r.dport_lo, r.dport_hi);
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> RuleHeaderAs(q, r); */
static bool header_as(struct fib_rule q, struct fib_rule r)
{
	return (r.src_len == 0u || (q.src_len == r.src_len &&
			q.src == r.src)) &&
		(r.dst_len == 0u || (q.dst_len == r.dst_len &&
			q.dst == r.dst)) &&
		(r.tos == 0u || q.tos == r.tos);
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> RuleTwin(q, r, priority); */
static bool rule_twin(struct fib_rule q, struct fib_rule r, uint32_t priority)
{
	return q.priority == priority && q.action == r.action &&
		q.table == r.table && q.protocol == r.protocol &&
		q.iif == r.iif && q.oif == r.oif &&
		q.mark == r.mark && q.mark_mask == r.mark_mask &&
		q.suppress_prefixlen == r.suppress_prefixlen &&
		q.uid_lo == r.uid_lo && q.uid_hi == r.uid_hi &&
		q.ip_proto == r.ip_proto &&
		q.sport_lo == r.sport_lo && q.sport_hi == r.sport_hi &&
		q.dport_lo == r.dport_lo && q.dport_hi == r.dport_hi &&
		header_as(q, r);
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> asked == open || has == asked; */
static bool fits(uint32_t asked, uint32_t open, uint32_t has)
{
	return asked == open || has == asked;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> UsersFit(lo, hi, q_lo, q_hi); */
static bool users_fit(uint32_t lo, uint32_t hi, uint32_t q_lo, uint32_t q_hi)
{
	return hi == UINT32_MAX || (q_lo == lo && q_hi == hi);
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> PortsFit(lo, hi, q_lo, q_hi); */
static bool ports_fit(uint32_t lo, uint32_t hi, uint32_t q_lo, uint32_t q_hi)
{
	return lo == 0u || (q_lo == lo && q_hi == hi);
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> RangesFit(q, r); */
static bool ranges_fit(struct fib_rule q, struct fib_rule r)
{
	return users_fit(r.uid_lo, r.uid_hi, q.uid_lo, q.uid_hi) &&
		ports_fit(r.sport_lo, r.sport_hi, q.sport_lo, q.sport_hi) &&
		ports_fit(r.dport_lo, r.dport_hi, q.dport_lo, q.dport_hi);
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> RuleFits(q, r, named); */
static bool rule_fits(struct fib_rule q, struct fib_rule r, bool named)
{
	return (!named || q.priority == r.priority) &&
		fits(r.action, FR_ACT_UNSPEC, q.action) &&
		fits(r.table, 0u, q.table) &&
		fits(r.protocol, RTPROT_UNSPEC, q.protocol) &&
		fits(r.iif, ANY_DEVICE, q.iif) &&
		fits(r.oif, ANY_DEVICE, q.oif) &&
		fits(r.mark, 0u, q.mark) &&
		fits(r.mark_mask, 0u, q.mark_mask) &&
		(r.suppress_prefixlen == -1 ||
		 q.suppress_prefixlen == r.suppress_prefixlen) &&
		fits(r.ip_proto, 0u, q.ip_proto) &&
		ranges_fit(q, r) && header_as(q, r);
}

/*@ requires \valid_read(s) && RulesOk(*s);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> \exists integer k; 0 <= k < s->n &&
            RuleTwin(s->rule[k], r, priority); */
static bool rule_exists(const struct fib_rules *s, struct fib_rule r,
	uint32_t priority)
{
	uint32_t k;

	/*@ loop invariant k <= s->n;
	    loop invariant \forall integer j; 0 <= j < k ==>
	      !RuleTwin(s->rule[j], r, priority);
	    loop assigns k;
	    loop variant s->n - k; */
	for (k = 0; k < s->n; k++)
		if (rule_twin(s->rule[k], r, priority))
			return true;
	return false;
}

/* The first rule that fits, or RULE_NIL. */
/*@ requires \valid_read(s) && RulesOk(*s);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result < s->n || \result == RULE_NIL;
    ensures \result < s->n ==> RuleFits(s->rule[\result], r, named);
    ensures \forall integer j; 0 <= j < s->n && j < \result ==>
            !RuleFits(s->rule[j], r, named); */
static uint32_t rule_find(const struct fib_rules *s, struct fib_rule r,
	bool named)
{
	uint32_t k;

	/*@ loop invariant k <= s->n;
	    loop invariant \forall integer j; 0 <= j < k ==>
	      !RuleFits(s->rule[j], r, named);
	    loop assigns k;
	    loop variant s->n - k; */
	for (k = 0; k < s->n; k++)
		if (rule_fits(s->rule[k], r, named))
			return k;
	return RULE_NIL;
}

/* Makes the table of the least free number; 0: there is no room for it. */
/*@ requires \valid(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns f->ntable, f->table_id[0 .. NTABLE - 1];
    ensures FibOk(*f);
    ensures \result != 0 ==> (\exists integer t; 0 <= t < f->ntable &&
            f->table_id[t] == \result) && \forall integer t;
            0 <= t < \old(f->ntable) ==> \old(f->table_id[t]) != \result; */
static uint32_t fib_empty_table(struct fib *f)
{
	uint32_t id;

	/*@ loop invariant 1 <= id <= NTABLE + 1;
	    loop assigns id;
	    loop variant NTABLE + 1 - id; */
	for (id = 1; id <= NTABLE; id++)
		if (fib_get_table(f, id) == FIB_NO_TABLE)
			return fib_new_table(f, id) == FIB_NO_TABLE ? 0 : id;
	return 0;
}

/* Puts the rule behind those of its priority. */
/*@ requires \valid(s) && RulesOk(*s) && s->n < NRULE && RuleOk(r);
    terminates \true; exits \false;
    assigns *s;
    ensures RulesOk(*s) && s->custom == 1;
    ensures \exists integer k; RuleIn(*s, \old(*s), k, r) &&
            RuleBehind(\old(*s), k, r.priority); */
static void rule_insert(struct fib_rules *s, struct fib_rule r)
{
	uint32_t k = s->n;

	/*@ loop invariant k <= s->n;
	    loop invariant front: \forall integer j; 0 <= j < k ==>
	      s->rule[j] == \at(s->rule[j], Pre);
	    loop invariant moved: \forall integer j; k <= j < s->n ==>
	      s->rule[j + 1] == \at(s->rule[j], Pre) &&
	      r.priority < \at(s->rule[j].priority, Pre);
	    loop assigns k, s->rule[0 .. NRULE - 1];
	    loop variant k; */
	while (k > 0u && s->rule[k - 1u].priority > r.priority) {
		s->rule[k] = s->rule[k - 1u];
		k--;
	}
	s->rule[k] = r;
	s->n++;
	s->custom = 1;
	//@ assert in: RuleIn(*s, \at(*s, Pre), k, r);
	//@ assert behind: RuleBehind(\at(*s, Pre), k, r.priority);
	/*@ assert up: \forall integer j; k < j < s->n ==>
	      s->rule[j] == \at(s->rule[j - 1], Pre) &&
	      r.priority < s->rule[j].priority; */
	/*@ assert each: \forall integer j; 0 <= j < s->n ==>
	      RuleOk(s->rule[j]); */
	/*@ assert sides: \forall integer j; 0 <= j < s->n ==>
	      (j <= k ==> s->rule[j].priority <= r.priority) &&
	      (k <= j ==> r.priority <= s->rule[j].priority); */
	//@ assert sorted: RulesSorted(*s);
}

int32_t fib_newrule(struct fib *f, struct fib_rule r, bool named, bool excl)
{
	if (!named)
		r.priority = fib_default_rule_pref(&f->rules);
	if (!request_ok(r, r.priority))
		return -EINVAL;
	if (excl && rule_exists(&f->rules, r, r.priority))
		return -EEXIST;
	if (!rule_does(r.action) || r.tos > TOS_MOST || r.tos % 4u != 0u)
		return -EINVAL;
	if (f->rules.n == NRULE)
		return -ENOBUFS;
	if (r.action == FR_ACT_TO_TBL && r.table == 0u) {
		r.table = fib_empty_table(f);
		if (r.table == 0u)
			return -ENOBUFS;
	}
	rule_insert(&f->rules, r);
	return 0;
}

/*@ requires \valid(s) && RulesOk(*s) && k < s->n;
    terminates \true; exits \false;
    assigns *s;
    ensures RulesOk(*s) && s->custom == 1;
    ensures RuleOut(*s, \old(*s), k); */
static void rule_remove(struct fib_rules *s, uint32_t k)
{
	uint32_t j;

	s->n--;
	/*@ loop invariant k <= j <= s->n;
	    loop invariant front: \forall integer i; 0 <= i < k ==>
	      s->rule[i] == \at(s->rule[i], Pre);
	    loop invariant moved: \forall integer i; k <= i < j ==>
	      s->rule[i] == \at(s->rule[i + 1], Pre);
	    loop invariant rest: \forall integer i; j <= i < NRULE ==>
	      s->rule[i] == \at(s->rule[i], Pre);
	    loop assigns j, s->rule[0 .. NRULE - 1];
	    loop variant s->n - j; */
	for (j = k; j < s->n; j++)
		s->rule[j] = s->rule[j + 1u];
	s->custom = 1;
	//@ assert out: RuleOut(*s, \at(*s, Pre), k);
}

int32_t fib_delrule(struct fib *f, struct fib_rule r, bool named)
{
	uint32_t k;

	if (!request_ok(r, named ? r.priority :
	    fib_default_rule_pref(&f->rules)))
		return -EINVAL;
	k = rule_find(&f->rules, r, named);
	if (k == RULE_NIL)
		return -ENOENT;
	rule_remove(&f->rules, k);
	return 0;
}
