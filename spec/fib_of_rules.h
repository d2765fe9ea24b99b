/*
 * Which route decides for a packet: see fib_decides.h.
 */
#ifndef SPEC_FIB_DECIDES_H
#define SPEC_FIB_DECIDES_H

#include "spec/rules.h"

/*@ // as long as the rules are those of the beginning, tables local, main and
    // default in one go; else the route of the rule that decides
    predicate Decides(struct fib f, struct trie_ghost g, struct flowi4 w,
      integer i) = f.rules.custom == 0
      ? LongestIn(f, g, i, w.daddr, w.tos, w.oif, w.scope)
      : \exists integer d; RuleLeads(f, g, w, 0, d) && d < f.rules.n &&
        f.rules.rule[d].action == FR_ACT_TO_TBL &&
        RuleRoute(f, g, f.rules.rule[d], w, i);
    predicate NoneDecides(struct fib f, struct trie_ghost g, struct flowi4 w,
      integer err) = (\forall integer i; !Decides(f, g, w, i)) &&
      (f.rules.custom == 0 ? err == -101
       : \exists integer d; RuleLeads(f, g, w, 0, d) &&
         (d == RULE_NIL ? err == -101
          : RuleRefuses(f.rules.rule[d].action) &&
            err == RuleErrno(f.rules.rule[d].action))); */

#endif
