/*
 * Policy rules: which one decides for a packet, and what it says.
 *
 * The rules are gone through in order.  One that does not select the packet is
 * passed over.  Goto leads on to the first rule of its target's priority, if
 * there is one; a table that has no route for the packet, a throw route in it,
 * or a route that the rule suppresses leads to the next rule.  The first rule
 * that says more than that decides [Linux net/core/fib_rules.c].
 */
#ifndef SPEC_RULES_H
#define SPEC_RULES_H

#include "ipv4/fib_rule.h"
#include "ipv4/flow.h"
#include "ipv4/ip_fib.h"

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

/*@ // the selectors, one by one
    predicate InPrefix(integer a, integer b, integer plen) =
      a / BlockSize(plen) == b / BlockSize(plen);
    predicate InPorts(integer lo, integer hi, integer port) =
      lo == 0 || lo <= port <= hi;
    predicate RuleDevices(struct fib_rule r, struct flowi4 w) =
      (r.iif == ANY_DEVICE || r.iif == w.iif) &&
      (r.oif == ANY_DEVICE || r.oif == w.oif);
    predicate RuleSender(struct fib_rule r, struct flowi4 w) =
      (r.mark & r.mark_mask) == (w.mark & r.mark_mask) &&
      r.uid_lo <= w.uid <= r.uid_hi;
    predicate RuleHeader(struct fib_rule r, struct flowi4 w) =
      InPrefix(w.saddr, r.src, r.src_len) &&
      InPrefix(w.daddr, r.dst, r.dst_len) &&
      (r.tos == 0 || r.tos == w.tos);
    predicate RulePorts(struct fib_rule r, struct flowi4 w) =
      (r.ip_proto == 0 || r.ip_proto == w.proto) &&
      InPorts(r.sport_lo, r.sport_hi, w.sport) &&
      InPorts(r.dport_lo, r.dport_hi, w.dport);
    predicate RuleMatches(struct fib_rule r, struct flowi4 w) =
      RuleDevices(r, w) && RuleSender(r, w) && RuleHeader(r, w) &&
      RulePorts(r, w) <==> r.invert == 0; */

/*@ // t is the table of that number
    predicate TableIs(struct fib f, integer id, integer t) =
      0 <= t < f.ntable && f.table_id[t] == id &&
      \forall integer s; 0 <= s < t ==> f.table_id[s] != id;
    // the rule's table has route j for the packet, and it counts
    predicate RuleRoute{L}(struct fib f, struct fib_rule r, struct flowi4 w,
      integer j) = TableIs(f, r.table, f.r[j].table) &&
      Best(f, f.r[j].table, f.r[j].table, j, w.daddr, w.tos, w.oif,
        w.scope) && f.r[j].type != RTN_THROW &&
      (Refuses(f.r[j]) || r.suppress_prefixlen < f.r[j].plen);
    predicate RuleDecides{L}(struct fib f, struct fib_rule r,
      struct flowi4 w) = RuleMatches(r, w) && (RuleRefuses(r.action) ||
      (r.action == FR_ACT_TO_TBL &&
       \exists integer j; RuleRoute(f, r, w, j)));

    // the first rule of that priority at or behind place k
    logic integer RuleAt(struct fib_rules s, integer k, integer priority) =
      k >= s.n ? RULE_NIL : s.rule[k].priority == priority ? k :
      RuleAt(s, k + 1, priority);
    // rule i is a goto, selects the packet, and leads to the rule at t
    predicate RuleJumps(struct fib_rules s, struct flowi4 w, integer i,
      integer t) = s.rule[i].action == FR_ACT_GOTO &&
      RuleMatches(s.rule[i], w) && t < s.n &&
      RuleAt(s, i + 1, s.rule[i].target) == t;

    // who comes to rule i is told by rule d; RULE_NIL: by none
    predicate RuleLeads{L}(struct fib_rules s, struct fib f, struct flowi4 w,
      integer i, integer d) =
      (i >= s.n && d == RULE_NIL) || (i < s.n && (
        (RuleDecides(f, s.rule[i], w) && d == i) ||
        (!RuleDecides(f, s.rule[i], w) && (
          \let t = RuleAt(s, i + 1, s.rule[i].target);
          (RuleJumps(s, w, i, t) && RuleLeads{L}(s, f, w, t, d)) ||
          (!RuleJumps(s, w, i, t) && RuleLeads{L}(s, f, w, i + 1, d)))))); */

#endif
