/*
 * What a policy rule may be, and how a set of them changes.
 */
#ifndef SPEC_RULE_H
#define SPEC_RULE_H

#include "ipv4/fib_rule.h"

/*@ predicate RuleDoes(integer action) = action == FR_ACT_TO_TBL ||
      action == FR_ACT_GOTO || action == FR_ACT_NOP ||
      FR_ACT_BLACKHOLE <= action <= FR_ACT_PROHIBIT;
    predicate RuleRefuses(integer action) = FR_ACT_BLACKHOLE <= action;
    logic integer RuleErrno(integer action) =
      action == FR_ACT_UNREACHABLE ? -101 :
      action == FR_ACT_PROHIBIT ? -13 : -22;

    // no ports, or a range of them [Linux fib_rule_port_range_valid]
    predicate PortsOk(integer lo, integer hi) =
      (lo == 0 && hi == 0) || (0 < lo <= hi && hi < 65535);
    // all users, or a range of them [Linux nla_get_kuid_range]
    predicate UsersOk(integer lo, integer hi) =
      (lo == 0 && hi == 4294967295) || (lo <= hi && hi < 4294967295);
    // bits 2 to 4 of the TOS byte alone [Linux IPTOS_TOS_MASK, INET_ECN_MASK]
    predicate RuleTosOk(integer tos) = tos <= 28 && tos % 4 == 0;

    // what Linux asks of each request, of that priority [Linux fib_nl2rule]
    predicate RequestOk(struct fib_rule r, integer priority) =
      (RuleDoes(r.action) || r.action == FR_ACT_UNSPEC) &&
      r.src_len <= 32 && r.dst_len <= 32 && UsersOk(r.uid_lo, r.uid_hi) &&
      PortsOk(r.sport_lo, r.sport_hi) && PortsOk(r.dport_lo, r.dport_hi) &&
      (r.action == FR_ACT_GOTO ==> priority < r.target) &&
      (r.action != FR_ACT_GOTO ==> r.target == 0);
    predicate RuleOk(struct fib_rule r) = RequestOk(r, r.priority) &&
      RuleDoes(r.action) && RuleTosOk(r.tos) &&
      (r.action == FR_ACT_TO_TBL ==> r.table != 0);

    predicate RulesSorted(struct fib_rules s) = \forall integer i, j;
      0 <= i <= j < s.n ==> s.rule[i].priority <= s.rule[j].priority;
    predicate RulesOk(struct fib_rules s) = s.n <= NRULE && RulesSorted(s) &&
      \forall integer i; 0 <= i < s.n ==> RuleOk(s.rule[i]);

    // r stands at place k, the others as before
    predicate RuleIn(struct fib_rules s, struct fib_rules o, integer k,
      struct fib_rule r) = 0 <= k < s.n && s.n == o.n + 1 && s.rule[k] == r &&
      (\forall integer j; 0 <= j < k ==> s.rule[j] == o.rule[j]) &&
      \forall integer j; k <= j < o.n ==> s.rule[j + 1] == o.rule[j];
    // behind its equals, before the greater ones
    predicate RuleBehind(struct fib_rules o, integer k, integer priority) =
      (\forall integer j; 0 <= j < k ==> o.rule[j].priority <= priority) &&
      \forall integer j; k <= j < o.n ==> priority < o.rule[j].priority;
    predicate RuleOut(struct fib_rules s, struct fib_rules o, integer k) =
      0 <= k < o.n && s.n == o.n - 1 &&
      (\forall integer j; 0 <= j < k ==> s.rule[j] == o.rule[j]) &&
      \forall integer j; k <= j < s.n ==> s.rule[j] == o.rule[j + 1];
    predicate RulesSame(struct fib_rules s, struct fib_rules o) =
      s.n == o.n && s.custom == o.custom &&
      \forall integer j; 0 <= j < s.n ==> s.rule[j] == o.rule[j];

    // one less than the second rule's, so that local stays before it
    logic integer RulePriority(struct fib_rules s) =
      s.n >= 2 && s.rule[1].priority > 0 ? s.rule[1].priority - 1 : 0; */

#endif
