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

#include "ipv4/flow.h"
#include "ipv4/ip_fib.h"

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
    predicate RuleRoute(struct fib f, struct trie_ghost g, struct fib_rule r,
      struct flowi4 w, integer j) = TableIs(f, r.table, f.r[j].table) &&
      Best(f, g, f.r[j].table, f.r[j].table, j, w.daddr, w.tos, w.oif,
        w.scope) && f.r[j].type != RTN_THROW &&
      (Refuses(f.r[j]) || r.suppress_prefixlen < f.r[j].plen);
    predicate RuleDecides(struct fib f, struct trie_ghost g,
      struct fib_rule r, struct flowi4 w) = RuleMatches(r, w) &&
      (RuleRefuses(r.action) || (r.action == FR_ACT_TO_TBL &&
       \exists integer j; RuleRoute(f, g, r, w, j)));

    // t is the first rule of that priority behind rule i
    predicate RuleAt(struct fib_rules s, integer i, integer priority,
      integer t) = i < t < s.n && s.rule[t].priority == priority &&
      \forall integer k; i < k < t ==> s.rule[k].priority != priority;
    // rule i is a goto, selects the packet, and leads to the rule at t
    predicate RuleJumps(struct fib_rules s, struct flowi4 w, integer i,
      integer t) = s.rule[i].action == FR_ACT_GOTO &&
      RuleMatches(s.rule[i], w) && RuleAt(s, i, s.rule[i].target, t);
    // the rule to look at behind rule i, which does not decide
    predicate RuleNext(struct fib_rules s, struct flowi4 w, integer i,
      integer t) = RuleJumps(s, w, i, t) ||
      (t == i + 1 && \forall integer u; !RuleJumps(s, w, i, u));

    // who comes to rule i is told by rule d; RULE_NIL: by none
    predicate RuleLeads(struct fib f, struct trie_ghost g, struct flowi4 w,
      integer i, integer d) = (i >= f.rules.n && d == RULE_NIL) ||
      (i < f.rules.n && (
        (RuleDecides(f, g, f.rules.rule[i], w) && d == i) ||
        (!RuleDecides(f, g, f.rules.rule[i], w) && \exists integer t;
          RuleNext(f.rules, w, i, t) && RuleLeads(f, g, w, t, d)))); */

#endif
