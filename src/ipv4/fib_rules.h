/*
 * Policy rules: the lookup through them, and `ip rule add` and `ip rule del`
 * [Linux net/core/fib_rules.c, net/ipv4/fib_rules.c].
 */
#ifndef IPV4_FIB_RULES_H
#define IPV4_FIB_RULES_H

#include <stdbool.h>
#include "spec/rules.h"

/*@ // q has the prefixes and the TOS that r names [Linux fib4_rule_compare]
    predicate RuleHeaderAs(struct fib_rule q, struct fib_rule r) =
      (r.src_len == 0 || (q.src_len == r.src_len && q.src == r.src)) &&
      (r.dst_len == 0 || (q.dst_len == r.dst_len && q.dst == r.dst)) &&
      (r.tos == 0 || q.tos == r.tos);
    // q keeps r from being added; the target of goto, the inversion, and what
    // q alone asks of prefixes and TOS are not looked at [Linux rule_exists]
    predicate RuleTwin(struct fib_rule q, struct fib_rule r,
      integer priority) = q.priority == priority && q.action == r.action &&
      q.table == r.table && q.protocol == r.protocol && q.iif == r.iif &&
      q.oif == r.oif && q.mark == r.mark && q.mark_mask == r.mark_mask &&
      q.suppress_prefixlen == r.suppress_prefixlen &&
      q.uid_lo == r.uid_lo && q.uid_hi == r.uid_hi &&
      q.ip_proto == r.ip_proto && q.sport_lo == r.sport_lo &&
      q.sport_hi == r.sport_hi && q.dport_lo == r.dport_lo &&
      q.dport_hi == r.dport_hi && RuleHeaderAs(q, r);
    predicate UsersFit(integer lo, integer hi, integer q_lo, integer q_hi) =
      hi == 4294967295 || (q_lo == lo && q_hi == hi);
    predicate PortsFit(integer lo, integer hi, integer q_lo, integer q_hi) =
      lo == 0 || (q_lo == lo && q_hi == hi);
    predicate RangesFit(struct fib_rule q, struct fib_rule r) =
      UsersFit(r.uid_lo, r.uid_hi, q.uid_lo, q.uid_hi) &&
      PortsFit(r.sport_lo, r.sport_hi, q.sport_lo, q.sport_hi) &&
      PortsFit(r.dport_lo, r.dport_hi, q.dport_lo, q.dport_hi);
    // what a request to delete names is so in q [Linux rule_find]
    predicate RuleFits(struct fib_rule q, struct fib_rule r, integer named) =
      (named != 0 ==> q.priority == r.priority) &&
      (r.action == FR_ACT_UNSPEC || q.action == r.action) &&
      (r.table == 0 || q.table == r.table) &&
      (r.protocol == RTPROT_UNSPEC || q.protocol == r.protocol) &&
      (r.iif == ANY_DEVICE || q.iif == r.iif) &&
      (r.oif == ANY_DEVICE || q.oif == r.oif) &&
      (r.mark == 0 || q.mark == r.mark) &&
      (r.mark_mask == 0 || q.mark_mask == r.mark_mask) &&
      (r.suppress_prefixlen == -1 ||
       q.suppress_prefixlen == r.suppress_prefixlen) &&
      (r.ip_proto == 0 || q.ip_proto == r.ip_proto) &&
      RangesFit(q, r) && RuleHeaderAs(q, r);
    // the rule that request r makes; its table is r's, or one made for it
    predicate RuleMade(struct fib_rule q, struct fib_rule r,
      integer priority) = q.priority == priority && q.action == r.action &&
      (q.table == r.table || (r.table == 0 && r.action == FR_ACT_TO_TBL)) &&
      q.target == r.target && q.invert == r.invert && q.src == r.src &&
      q.src_len == r.src_len && q.dst == r.dst && q.dst_len == r.dst_len &&
      q.iif == r.iif && q.oif == r.oif && q.mark == r.mark &&
      q.mark_mask == r.mark_mask && q.tos == r.tos &&
      q.uid_lo == r.uid_lo && q.uid_hi == r.uid_hi &&
      q.ip_proto == r.ip_proto && q.sport_lo == r.sport_lo &&
      q.sport_hi == r.sport_hi && q.dport_lo == r.dport_lo &&
      q.dport_hi == r.dport_hi &&
      q.suppress_prefixlen == r.suppress_prefixlen &&
      q.protocol == r.protocol; */

/* A rule that selects every packet and does nothing with it. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures RuleOk(\result);
    ensures \result.action == FR_ACT_NOP && \result.protocol == 0 &&
            \result.priority == 0 && \result.suppress_prefixlen == -1;
    ensures \result.src_len == 0 && \result.dst_len == 0 &&
            \result.iif == ANY_DEVICE && \result.oif == ANY_DEVICE &&
            \result.mark_mask == 0 && \result.tos == 0 &&
            \result.uid_lo == 0 && \result.uid_hi == 4294967295 &&
            \result.ip_proto == 0 && \result.sport_lo == 0 &&
            \result.dport_lo == 0 && \result.invert == 0; */
struct fib_rule fib_rule_any(void);

/* Tables local, main and default, in that order [Linux fib4_rules_init]. */
/*@ requires \valid(s);
    terminates \true; exits \false;
    assigns *s;
    ensures RulesOk(*s) && s->n == 3 && s->custom == 0;
    ensures RUL_001_default: s->rule[0].table == RT_TABLE_LOCAL &&
            s->rule[1].table == RT_TABLE_MAIN &&
            s->rule[2].table == RT_TABLE_DEFAULT &&
            s->rule[0].priority == 0 && s->rule[1].priority == RULE_MAIN &&
            s->rule[2].priority == RULE_DEFAULT; */
void fib_rules_init(struct fib_rules *s);

/* Does the rule select a packet? [Linux fib_rule_match, fib4_rule_match] */
/*@ requires RuleOk(r);
    terminates \true; exits \false;
    assigns \nothing;
    ensures RUL_010_match: \result <==> RuleMatches(r, w); */
bool fib_rule_match(struct fib_rule r, struct flowi4 w);

/* The first rule of that priority behind rule i, or RULE_NIL. */
/*@ requires \valid_read(s) && RulesOk(*s) && i < s->n;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result != RULE_NIL ==> RuleAt(*s, i, priority, \result);
    ensures \forall integer t; RuleAt(*s, i, priority, t) ==> t == \result;
    ensures \result <= RULE_NIL; */
uint32_t fib_rule_at(const struct fib_rules *s, uint32_t i, uint32_t priority);

/*
 * The route by the rules: that which the first rule that decides has for the
 * packet, or the errno of the rule or of the route; -ENETUNREACH at the end of
 * the rules.  Here tables local and main are two [Linux __fib_lookup].
 */
/*@ requires \valid_read(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns \nothing;
    ensures RUL_020_first: RuleLeads(*f, fib_ghost, w, 0, \result.rule);
    ensures RUL_020_only: \forall integer d;
            RuleLeads(*f, fib_ghost, w, 0, d) ==> d == \result.rule;
    ensures RUL_021_end: \result.rule == RULE_NIL ==>
            \result.err == -101 && \result.route == FIB_NIL &&
            \result.table == FIB_NO_TABLE;
    ensures RUL_022_decides: \result.rule != RULE_NIL ==>
            \result.rule < f->rules.n &&
            RuleDecides(*f, fib_ghost, f->rules.rule[\result.rule], w);
    ensures RUL_023_refused: \result.rule != RULE_NIL &&
            RuleRefuses(f->rules.rule[\result.rule].action) ==>
            \result.err == RuleErrno(f->rules.rule[\result.rule].action) &&
            \result.route == FIB_NIL && \result.table == FIB_NO_TABLE;
    ensures RUL_024_route: \result.rule != RULE_NIL &&
            f->rules.rule[\result.rule].action == FR_ACT_TO_TBL ==>
            RuleRoute(*f, fib_ghost, f->rules.rule[\result.rule], w,
             \result.route) && (\forall integer j; RuleRoute(*f, fib_ghost,
              f->rules.rule[\result.rule], w, j) ==> j == \result.route) &&
            \result.err == RouteErrno(f->r[\result.route].type) &&
            \result.table == f->r[\result.route].table; */
struct fib_result fib_rules_lookup(const struct fib *f, struct flowi4 w);

/* Priority of a rule that names none [Linux fib_default_rule_pref]. */
/*@ requires \valid_read(s) && RulesOk(*s);
    terminates \true; exits \false;
    assigns \nothing;
    ensures RUL_030_before_second: \result == RulePriority(*s); */
uint32_t fib_default_rule_pref(const struct fib_rules *s);

/*
 * Adds a rule.  Not `named`: its priority is for us to choose.  `excl`: not if
 * there is one like it, as `ip rule add` asks.  Table 0 of FR_ACT_TO_TBL is
 * the least number that no table has; the table is made.  0, -EINVAL, -EEXIST,
 * -ENOBUFS (no room for the rule or the table) [Linux fib_nl_newrule].  What
 * is no action is -EINVAL here; Linux takes it and treats it as blackhole.
 */
/*@ requires \valid(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns f->rules, f->ntable, f->table_id[0 .. NTABLE - 1];
    ensures FibOk(*f);
    ensures \result == 0 || \result == -22 || \result == -17 ||
            \result == -105;
    ensures RUL_031_added: \let p = named != 0 ? r.priority :
            RulePriority(\old(f->rules)); \result == 0 ==> f->rules.custom == 1 &&
            \exists integer k; RuleIn(f->rules, \old(f->rules), k, f->rules.rule[k]) &&
            RuleBehind(\old(f->rules), k, p) && RuleMade(f->rules.rule[k], r, p);
    ensures RUL_032_refused: \result != 0 ==> RulesSame(f->rules, \old(f->rules));
    ensures RUL_033_invalid: \let p = named != 0 ? r.priority :
            RulePriority(\old(f->rules)); !RequestOk(r, p) || !RuleTosOk(r.tos) ||
            !RuleDoes(r.action) ==> \result == -22 || \result == -17;
    ensures RUL_034_exists: \let p = named != 0 ? r.priority :
            RulePriority(\old(f->rules)); \result == -17 <==>
            excl != 0 && RequestOk(r, p) && \exists integer k;
            0 <= k < \old(f->rules.n) && RuleTwin(\old(f->rules.rule[k]), r, p);
    ensures RUL_035_full: \result == -105 ==> \old(f->rules.n) == NRULE ||
            (r.action == FR_ACT_TO_TBL && r.table == 0); */
int32_t fib_newrule(struct fib *f, struct fib_rule r, bool named, bool excl);

/*
 * Deletes the first rule that fits: what the request names is so in it.
 * 0, -EINVAL, -ENOENT [Linux fib_nl_delrule].
 */
/*@ requires \valid(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns f->rules;
    ensures FibOk(*f);
    ensures \result == 0 || \result == -22 || \result == -2;
    ensures RUL_040_gone: \result == 0 ==> f->rules.custom == 1 &&
            \exists integer k; RuleOut(f->rules, \old(f->rules), k) &&
            RuleFits(\old(f->rules.rule[k]), r, named) && \forall integer j;
            0 <= j < k ==> !RuleFits(\old(f->rules.rule[j]), r, named);
    ensures RUL_041_refused: \result != 0 ==> RulesSame(f->rules, \old(f->rules));
    ensures RUL_042_none: \result == -2 ==> \forall integer j;
            0 <= j < f->rules.n ==> !RuleFits(f->rules.rule[j], r, named);
    ensures RUL_043_invalid: \let p = named != 0 ? r.priority :
            RulePriority(\old(f->rules)); \result == -22 <==> !RequestOk(r, p); */
int32_t fib_delrule(struct fib *f, struct fib_rule r, bool named);

#endif
