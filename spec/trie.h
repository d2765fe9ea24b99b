/*
 * The trie of routes: aligned blocks of addresses, and what a sound trie is.
 *
 * A key is table * 2^32 + address.  A cell is a place for a child; cells
 * 0 .. NTABLE - 1 hold the roots of the tables.  Every clause of Forest speaks
 * of a node and its cell or of a cell and its owner, of nothing further away;
 * that each leaf is found from its root follows (trie_complete).
 */
#ifndef SPEC_TRIE_H
#define SPEC_TRIE_H

#include "ipv4/fib_trie.h"

/*@ // 2^s
    logic integer Pow(integer s) = s <= 0 ? 1 : 2 * Pow(s - 1);
    // where the aligned block of 2^s keys begins that holds k
    logic integer Base(integer k, integer s) = s >= 36 ? 0 :
      (k < Base(k, s + 1) + Pow(s) ? Base(k, s + 1) : Base(k, s + 1) + Pow(s));
    predicate Key(integer k) = 0 <= k < 68719476736;
    predicate Block(integer b, integer e) = 0 <= e <= 32 && 0 <= b &&
      b + Pow(e) <= 68719476736 && Base(b, e) == b;
    predicate Meet(integer a, integer s, integer b, integer t) =
      a < b + Pow(t) && b < a + Pow(s);

    // what trie_bases proves of them
    predicate BPow = \forall integer s; 0 <= s <= 36 ==>
      1 <= Pow(s) <= 68719476736 && (s < 36 ==> Pow(s + 1) == 2 * Pow(s));
    predicate BMono = \forall integer s, t; 0 <= s <= t <= 36 ==>
      Pow(s) <= Pow(t);
    predicate BAdd = \forall integer p, b; 0 <= p && 0 <= b && p + b <= 36 ==>
      Pow(p + b) == Pow(b) * Pow(p);
    predicate BIn = \forall integer k, s; Key(k) && 0 <= s <= 36 ==>
      0 <= Base(k, s) <= k < Base(k, s) + Pow(s);
    predicate BSame = \forall integer k, j, s; Key(k) && Key(j) &&
      0 <= s <= 36 && Base(k, s) <= j < Base(k, s) + Pow(s) ==>
      Base(j, s) == Base(k, s);
    predicate BUp = \forall integer k, s, e; Key(k) && 0 <= s <= e <= 36 ==>
      Base(Base(k, s), e) == Base(k, e);
    predicate BDown = \forall integer k, s, e; Key(k) && 0 <= e <= s <= 36 ==>
      Base(Base(k, s), e) == Base(k, s);
    // a prefix of k inside a block that does not hold k is where that begins
    predicate BFirst = \forall integer k, s, b, e; Key(k) && 0 <= s <= 36 &&
      0 <= e <= 36 && Key(b) && b <= Base(k, s) < b + Pow(e) &&
      Base(b, e) == b && !(b <= k < b + Pow(e)) ==> Base(k, s) == b;
    predicate BOrder = \forall integer k, s, t; Key(k) && 0 <= s <= 36 &&
      0 <= t <= 36 && Base(k, t) < Base(k, s) ==> s <= t;
    // blocks that meet lie in one another
    predicate BNest = \forall integer a, s, b, t; Block(a, s) &&
      Block(b, t) && s <= t && Meet(a, s, b, t) ==>
      b <= a && a + Pow(s) <= b + Pow(t);
    predicate BHalf = \forall integer b, e; Block(b, e) && e >= 1 ==>
      Block(b, e - 1) && Block(b + Pow(e - 1), e - 1);
    predicate BNext = \forall integer b, e; Block(b, e) &&
      b + Pow(e) + Pow(e) <= 68719476736 ==> Block(b + Pow(e), e);
    predicate BBase = \forall integer k, e; Key(k) && 0 <= e <= 32 ==>
      Block(Base(k, e), e) && Base(k, e) <= k < Base(k, e) + Pow(e);
    predicate BWhole = \forall integer k, b, e; Block(b, e) &&
      b <= k < b + Pow(e) ==> Base(k, e) == b;
    predicate Bases = BPow && BMono && BAdd && BIn && BSame && BUp &&
      BDown && BFirst && BOrder && BNest && BHalf && BNext && BBase &&
      BWhole && Pow(32) == 4294967296;
*/

/*@ predicate Tnode(struct trie_nodes nd, integer n) =
      0 <= n < NNODE && nd.kind[n] == TRIE_TNODE;
    predicate Leaf(struct trie_nodes nd, integer n) =
      0 <= n < NNODE && nd.kind[n] == TRIE_LEAF;
    predicate Node(struct trie_nodes nd, integer n) =
      0 <= n < NNODE && nd.kind[n] != TRIE_FREE;
    predicate FreeNode(struct trie_nodes nd, integer n) =
      0 <= n < NNODE && nd.kind[n] == TRIE_FREE;
    predicate Cell(struct trie_cells cl, integer j) =
      0 <= j < NCELL && cl.own[j] >= 0;
    // cell j is one of the cells of n
    predicate Of(struct trie_nodes nd, integer n, integer j) =
      nd.first[n] <= j < nd.first[n] + Pow(nd.bits[n]);
    predicate InNode(struct trie_nodes nd, integer n, integer k) =
      nd.key[n] <= k < nd.key[n] + Pow(nd.expo[n]);
    predicate InCell(struct trie_cells cl, integer j, integer k) =
      cl.at[j] <= k < cl.at[j] + Pow(cl.ex[j]);
    // node m fits cell j
    predicate Sub(struct trie_nodes nd, struct trie_cells cl, integer m,
      integer j) = nd.expo[m] <= cl.ex[j] && cl.at[j] <= nd.key[m] &&
      nd.key[m] + Pow(nd.expo[m]) <= cl.at[j] + Pow(cl.ex[j]);
    predicate MeetCell(struct trie_nodes nd, struct trie_cells cl, integer m,
      integer j) = Meet(nd.key[m], nd.expo[m], cl.at[j], cl.ex[j]);

    predicate FKind(struct trie_nodes nd) = \forall integer n;
      0 <= n < NNODE ==> nd.kind[n] <= 2;
    predicate FNode(struct trie_nodes nd) = \forall integer n; Node(nd, n) ==>
      Block(nd.key[n], nd.expo[n]) && (Leaf(nd, n) ==> nd.expo[n] == 0);
    predicate FTnode(struct trie_nodes nd) = \forall integer n;
      Tnode(nd, n) ==> 1 <= nd.bits[n] &&
      nd.expo[n] == nd.pos[n] + nd.bits[n] && NTABLE <= nd.first[n] &&
      nd.first[n] + Pow(nd.bits[n]) <= NCELL;
    predicate FOwn(struct trie_nodes nd, struct trie_cells cl) =
      \forall integer n, j; Tnode(nd, n) && Of(nd, n, j) ==> cl.own[j] == n;
    predicate FCell(struct trie_cells cl) = \forall integer j; Cell(cl, j) ==>
      Block(cl.at[j], cl.ex[j]);
    predicate FRoot(struct trie_cells cl) = \forall integer j;
      0 <= j < NTABLE ==> cl.own[j] == NNODE + j &&
      cl.at[j] == j * 4294967296 && cl.ex[j] == 32;
    predicate FOwner(struct trie_nodes nd, struct trie_cells cl) =
      \forall integer j; Cell(cl, j) && j >= NTABLE ==>
      Tnode(nd, cl.own[j]) && Of(nd, cl.own[j], j) &&
      cl.ex[j] == nd.pos[cl.own[j]] && nd.key[cl.own[j]] <= cl.at[j] &&
      cl.at[j] + Pow(cl.ex[j]) <=
      nd.key[cl.own[j]] + Pow(nd.expo[cl.own[j]]);
    predicate FMul(struct trie_nodes nd, struct trie_cells cl) =
      \forall integer j; Cell(cl, j) && j >= NTABLE ==> cl.at[j] ==
      nd.key[cl.own[j]] + (j - nd.first[cl.own[j]]) * Pow(nd.pos[cl.own[j]]);
    predicate FApart(struct trie_cells cl) = \forall integer i, j;
      Cell(cl, i) && Cell(cl, j) && i < j && cl.own[i] == cl.own[j] ==>
      cl.at[i] + Pow(cl.ex[i]) <= cl.at[j];
    predicate FChild(struct trie_nodes nd, struct trie_links lk,
      struct trie_cells cl) = \forall integer j;
      Cell(cl, j) && lk.child[j] != NNODE ==> Node(nd, lk.child[j]) &&
      lk.pcell[lk.child[j]] == j && Sub(nd, cl, lk.child[j], j);
    predicate FParent(struct trie_nodes nd, struct trie_links lk,
      struct trie_cells cl) = \forall integer n;
      Node(nd, n) && lk.pcell[n] != NCELL ==> Cell(cl, lk.pcell[n]) &&
      lk.child[lk.pcell[n]] == n && lk.parent[n] == cl.own[lk.pcell[n]];
    predicate Forest(struct trie_nodes nd, struct trie_links lk,
      struct trie_cells cl) = FKind(nd) && FNode(nd) && FTnode(nd) &&
      FOwn(nd, cl) && FCell(cl) && FRoot(cl) && FOwner(nd, cl) &&
      FMul(nd, cl) && FApart(cl) && FChild(nd, lk, cl) &&
      FParent(nd, lk, cl);
    // the same leaves with the same keys
    predicate SameLeaves(struct trie_nodes a, struct trie_nodes b) =
      \forall integer l; 0 <= l < NNODE ==>
      (a.kind[l] == TRIE_LEAF <==> b.kind[l] == TRIE_LEAF) &&
      (a.kind[l] == TRIE_LEAF ==> a.key[l] == b.key[l]);
    // no node is detached
    predicate Attached(struct trie_nodes nd, struct trie_links lk) =
      \forall integer n; Node(nd, n) ==> lk.pcell[n] != NCELL;
    predicate AttachedBut(struct trie_nodes nd, struct trie_links lk,
      integer m) = \forall integer n; Node(nd, n) && n != m ==>
      lk.pcell[n] != NCELL;

    // a free node's link is `parent`; bk.node points back
    predicate NodePool(struct trie_nodes nd, struct trie_links lk,
      struct trie_free fl, struct trie_back bk) =
      (fl.node != NNODE ==> FreeNode(nd, fl.node) &&
        bk.node[fl.node] == NNODE) &&
      \forall integer n; FreeNode(nd, n) && lk.parent[n] != NNODE ==>
        FreeNode(nd, lk.parent[n]) && bk.node[lk.parent[n]] == n;

    // c begins a free block of 2^bk.bits[c] cells; its link is child[c]
    predicate FreeBlock(struct trie_cells cl, integer c) =
      NTABLE <= c < NCELL && cl.own[c] == -2 - c;
    predicate PBump(struct trie_free fl, struct trie_cells cl) =
      NTABLE <= fl.bump <= NCELL &&
      \forall integer j; fl.bump <= j < NCELL ==> cl.own[j] == -1;
    predicate PBlock(struct trie_cells cl, struct trie_back bk) =
      \forall integer c, j; FreeBlock(cl, c) &&
      c <= j < c + Pow(bk.bits[c]) ==> j < NCELL && cl.own[j] == -2 - c;
    predicate PHead(struct trie_free fl, struct trie_cells cl,
      struct trie_back bk) = \forall integer b; 0 <= b <= 32 &&
      fl.cell[b] != NCELL ==> FreeBlock(cl, fl.cell[b]) &&
      bk.bits[fl.cell[b]] == b && bk.cell[fl.cell[b]] == NCELL;
    predicate PNext(struct trie_links lk, struct trie_cells cl,
      struct trie_back bk) = \forall integer c; FreeBlock(cl, c) &&
      lk.child[c] != NCELL ==> FreeBlock(cl, lk.child[c]) &&
      bk.bits[lk.child[c]] == bk.bits[c] && bk.cell[lk.child[c]] == c;
    predicate CellPool(struct trie_links lk, struct trie_free fl,
      struct trie_cells cl, struct trie_back bk) = PBump(fl, cl) &&
      PBlock(cl, bk) && PHead(fl, cl, bk) && PNext(lk, cl, bk);

    predicate Pools(struct trie_nodes nd, struct trie_links lk,
      struct trie_free fl, struct trie_cells cl, struct trie_back bk) =
      NodePool(nd, lk, fl, bk) && CellPool(lk, fl, cl, bk);
    predicate TrieOk(struct trie_nodes nd, struct trie_links lk,
      struct trie_free fl, struct trie_cells cl, struct trie_back bk) =
      Forest(nd, lk, cl) && Pools(nd, lk, fl, cl, bk);
*/

/*@ // m is where cell j looks for it: below its child, or j is below m
    predicate Below(struct trie_nodes nd, struct trie_links lk,
      struct trie_cells cl, integer j, integer m) = lk.child[j] != NNODE &&
      InNode(nd, lk.child[j], nd.key[m]) && nd.expo[m] <= cl.ex[j] &&
      (m == lk.child[j] || nd.expo[m] < nd.expo[lk.child[j]]);
    predicate Above(struct trie_nodes nd, struct trie_cells cl, integer j,
      integer m) = j >= NTABLE &&
      (m == cl.own[j] || nd.expo[m] > nd.expo[cl.own[j]]);
    predicate FoundFrom(struct trie_nodes nd, struct trie_links lk,
      struct trie_cells cl, integer e) = \forall integer j, m;
      Cell(cl, j) && Node(nd, m) && nd.expo[m] >= e && MeetCell(nd, cl, m, j)
      ==> Below(nd, lk, cl, j, m) || Above(nd, cl, j, m);
    predicate Twin(struct trie_nodes nd, integer m, integer n, integer e) =
      Node(nd, m) && Node(nd, n) && nd.expo[m] == e && nd.expo[n] == e &&
      nd.key[m] == nd.key[n];
    // node m of size e, not a root, meets a cell that it is not in
    predicate Other(struct trie_nodes nd, struct trie_links lk,
      struct trie_cells cl, integer j, integer m, integer e) =
      Node(nd, m) && nd.expo[m] == e && Cell(cl, j) &&
      lk.pcell[m] >= NTABLE && j != lk.pcell[m] && MeetCell(nd, cl, m, j);

    // every leaf whose key lies in cell j is found there
    predicate LeafIn(struct trie_nodes nd, struct trie_links lk,
      struct trie_cells cl) = \forall integer j, l; Cell(cl, j) &&
      Leaf(nd, l) && InCell(cl, j, nd.key[l]) ==> lk.child[j] != NNODE &&
      InNode(nd, lk.child[j], nd.key[l]) &&
      (nd.kind[lk.child[j]] == TRIE_LEAF ==> lk.child[j] == l);
    predicate OneLeaf(struct trie_nodes nd) = \forall integer l, m;
      Leaf(nd, l) && Leaf(nd, m) && nd.key[l] == nd.key[m] ==> l == m;
    predicate Complete(struct trie_nodes nd, struct trie_links lk,
      struct trie_cells cl) = LeafIn(nd, lk, cl) && OneLeaf(nd);
*/

/*@ predicate Alias(struct trie_order od, integer a) =
      0 <= a < NALIAS && od.leaf[a] != NNODE;
    predicate AliasOf(struct trie_order od, integer a, integer l) =
      Alias(od, a) && od.leaf[a] == l;
    // the order in a leaf's list [Linux fib_find_alias]
    predicate KeyBefore(integer s, integer t, integer p, integer s2,
      integer t2, integer p2) =
      s < s2 || (s == s2 && (t > t2 || (t == t2 && p < p2)));
    predicate Before(struct trie_aliases al, integer a, integer b) =
      KeyBefore(al.slen[a], al.tos[a], al.priority[a],
        al.slen[b], al.tos[b], al.priority[b]);

    predicate ALeaf(struct trie_nodes nd, struct trie_aliases al,
      struct trie_order od) = \forall integer a; Alias(od, a) ==>
      Leaf(nd, od.leaf[a]) && al.slen[a] <= 32 &&
      Base(nd.key[od.leaf[a]], al.slen[a]) == nd.key[od.leaf[a]];
    predicate AHead(struct trie_nodes nd, struct trie_aliases al,
      struct trie_order od) = \forall integer l;
      Leaf(nd, l) && al.head[l] != NALIAS ==> AliasOf(od, al.head[l], l);
    predicate ANext(struct trie_aliases al, struct trie_order od) =
      \forall integer a; Alias(od, a) && al.next[a] != NALIAS ==>
      AliasOf(od, al.next[a], od.leaf[a]) &&
      od.rank[a] < od.rank[al.next[a]];
    predicate AMin(struct trie_aliases al, struct trie_order od) =
      \forall integer b; Alias(od, b) ==> al.head[od.leaf[b]] != NALIAS &&
      od.rank[al.head[od.leaf[b]]] <= od.rank[b];
    predicate AGap(struct trie_aliases al, struct trie_order od) =
      \forall integer a, b; Alias(od, a) && AliasOf(od, b, od.leaf[a]) &&
      od.rank[a] < od.rank[b] ==> al.next[a] != NALIAS &&
      od.rank[al.next[a]] <= od.rank[b];
    predicate ASort(struct trie_aliases al, struct trie_order od) =
      \forall integer a, b; Alias(od, a) && AliasOf(od, b, od.leaf[a]) &&
      od.rank[a] < od.rank[b] ==> !Before(al, b, a);
    predicate ARank(struct trie_order od, integer n) = 0 <= n <= NALIAS &&
      \forall integer a; Alias(od, a) ==> od.rank[a] < n;
    predicate AOne(struct trie_order od) = \forall integer a, b;
      Alias(od, a) && Alias(od, b) && od.rank[a] == od.rank[b] ==> a == b;
    predicate AliasesOk(struct trie_nodes nd, struct trie_aliases al,
      struct trie_order od, integer n) = ALeaf(nd, al, od) &&
      AHead(nd, al, od) && ANext(al, od) && AMin(al, od) && AGap(al, od) &&
      ASort(al, od) && ARank(od, n) && AOne(od);
    predicate FreeAlias(struct trie_order od, integer a) =
      0 <= a < NALIAS && od.leaf[a] == NNODE;
    predicate AliasPool(struct trie_aliases al, struct trie_order od,
      integer head) = (head != NALIAS ==> FreeAlias(od, head) &&
        od.back[head] == NALIAS) &&
      \forall integer a; FreeAlias(od, a) && al.next[a] != NALIAS ==>
        FreeAlias(od, al.next[a]) && od.back[al.next[a]] == a;

    // alias a is this route: key / (32 - slen), TOS t, metric p, info i
    predicate RouteIs(struct trie_nodes nd, struct trie_aliases al,
      struct trie_order od, integer a, integer key, integer slen, integer t,
      integer p, integer i) = Alias(od, a) && nd.key[od.leaf[a]] == key &&
      al.slen[a] == slen && al.tos[a] == t && al.priority[a] == p &&
      al.info[a] == i;

    // an insertion between prev and next keeps the list of l in order
    predicate Place(struct trie_aliases al, struct trie_order od, integer l,
      integer prev, integer next) =
      (next == NALIAS || AliasOf(od, next, l)) &&
      (prev == NALIAS || (AliasOf(od, prev, l) && al.next[prev] == next)) &&
      (prev == NALIAS ==> next == al.head[l]) &&
      \forall integer x; AliasOf(od, x, l) ==>
        (next != NALIAS && od.rank[x] >= od.rank[next]) ||
        (prev != NALIAS && od.rank[x] <= od.rank[prev]);
    predicate Fits(struct trie_aliases al, struct trie_order od, integer l,
      integer prev, integer next, integer s, integer t, integer p) =
      \forall integer x; AliasOf(od, x, l) ==>
        (next != NALIAS && od.rank[x] >= od.rank[next] ==>
          !KeyBefore(al.slen[x], al.tos[x], al.priority[x], s, t, p)) &&
        (prev != NALIAS && od.rank[x] <= od.rank[prev] ==>
          !KeyBefore(s, t, p, al.slen[x], al.tos[x], al.priority[x]));
*/

/*@ // alias a matches a packet to k with that TOS
    predicate Match(struct trie_nodes nd, struct trie_aliases al,
      struct trie_order od, integer a, integer k, integer tos) =
      Alias(od, a) && Base(k, al.slen[a]) == nd.key[od.leaf[a]] &&
      (al.tos[a] == 0 || al.tos[a] == tos);
    // a does not come behind b: the longer prefix, then the list's order
    predicate First(struct trie_aliases al, struct trie_order od, integer a,
      integer b) = al.slen[a] < al.slen[b] ||
      (al.slen[a] == al.slen[b] && od.rank[a] <= od.rank[b]);
*/

/*@ predicate FibTrieOk(struct fib_trie t, struct trie_ghost g) =
      TrieOk(t.nd, t.lk, t.fl, g.cl, g.bk) && Attached(t.nd, t.lk) &&
      AliasesOk(t.nd, t.al, g.od, t.fa_count) &&
      AliasPool(t.al, g.od, t.fa_free);
    logic integer TrieKey(integer table, integer address) =
      table * 4294967296 + address;
    // no bits behind the prefix
    predicate TrieRouteOk(struct trie_route r) = r.table < NTABLE &&
      r.plen <= 32 && Base(TrieKey(r.table, r.dst), 32 - r.plen) ==
      TrieKey(r.table, r.dst);
*/

/*@ // the children in cells lo .. hi - 1 may move to t: each fits a cell of t,
    // which is empty, and no two share one
    predicate FitsIn(struct trie_nodes nd, struct trie_links lk, integer lo,
      integer hi, integer t) = \forall integer c; lo <= c < hi &&
      lk.child[c] != NNODE ==> nd.expo[lk.child[c]] <= nd.pos[t] &&
      InNode(nd, t, nd.key[lk.child[c]]);
    predicate Room(struct trie_nodes nd, struct trie_links lk,
      struct trie_cells cl, integer lo, integer hi, integer t) =
      \forall integer c, d; lo <= c < hi && lk.child[c] != NNODE &&
      Cell(cl, d) && cl.own[d] == t && MeetCell(nd, cl, lk.child[c], d) ==>
      lk.child[d] == NNODE;
    predicate Single(struct trie_nodes nd, struct trie_links lk,
      struct trie_cells cl, integer lo, integer hi, integer t) =
      \forall integer c, e, d; lo <= c < e < hi && lk.child[c] != NNODE &&
      lk.child[e] != NNODE && Cell(cl, d) && cl.own[d] == t &&
      MeetCell(nd, cl, lk.child[c], d) ==> !MeetCell(nd, cl, lk.child[e], d);
*/

/*@ // the nodes there were, but m, are as they were; their parents as well
    predicate KeptNodes(struct trie_nodes a, struct trie_links la,
      struct trie_nodes b, struct trie_links lb, integer m) =
      \forall integer n; Node(a, n) && n != m ==> b.kind[n] == a.kind[n] &&
      b.key[n] == a.key[n] && b.expo[n] == a.expo[n] &&
      b.pos[n] == a.pos[n] && b.bits[n] == a.bits[n] &&
      b.first[n] == a.first[n] && (la.parent[n] != m ==>
      lb.pcell[n] == la.pcell[n] && lb.parent[n] == la.parent[n]);
    // the cells there were, but those of m, are as they were
    predicate KeptCells(struct trie_cells a, struct trie_cells b, integer m) =
      \forall integer j; Cell(a, j) && a.own[j] != m ==>
      b.own[j] == a.own[j] && b.at[j] == a.at[j] && b.ex[j] == a.ex[j];
    // so are their children, but in cell i
    predicate KeptChildren(struct trie_links la, struct trie_cells a,
      struct trie_links lb, integer m, integer i) = \forall integer j;
      Cell(a, j) && a.own[j] != m && j != i ==> lb.child[j] == la.child[j];
    // the lower and the upper half of the cells of n
    predicate Halves(struct trie_nodes nd, struct trie_cells cl, integer n) =
      \forall integer c; Of(nd, n, c) ==>
      (c < nd.first[n] + Pow(nd.bits[n] - 1) ==> cl.at[c] +
        Pow(nd.pos[n]) <= nd.key[n] + Pow(nd.expo[n] - 1)) &&
      (c >= nd.first[n] + Pow(nd.bits[n] - 1) ==>
        cl.at[c] >= nd.key[n] + Pow(nd.expo[n] - 1));
    // no cell of tnode n has a child
    predicate Empty(struct trie_nodes nd, struct trie_links lk, integer n) =
      \forall integer c; Of(nd, n, c) ==> lk.child[c] == NNODE;
*/

/*@ // a child that fills cell c of n has one bit
    predicate Thin(struct trie_nodes nd, struct trie_links lk, integer n,
      integer c) = lk.child[c] != NNODE &&
      nd.expo[lk.child[c]] == nd.pos[n] ==> Tnode(nd, lk.child[c]) &&
      nd.bits[lk.child[c]] == 1;
    // the children of t lie before key k
    predicate FilledTo(struct trie_links lk, struct trie_cells cl, integer t,
      integer k) = \forall integer d; Cell(cl, d) && cl.own[d] == t &&
      lk.child[d] != NNODE ==> cl.at[d] + Pow(cl.ex[d]) <= k;
    // tnode t is to have twice as many cells as n
    predicate Twice(struct trie_nodes nd, integer n, integer t) =
      Tnode(nd, n) && Tnode(nd, t) && t != n && nd.key[t] == nd.key[n] &&
      nd.pos[t] == nd.pos[n] - 1 && nd.expo[t] == nd.expo[n];
    predicate Half(struct trie_nodes nd, integer n, integer t) =
      Tnode(nd, n) && Tnode(nd, t) && t != n && nd.key[t] == nd.key[n] &&
      nd.pos[t] == nd.pos[n] + 1 && nd.expo[t] == nd.expo[n];
    // t is to have half as many cells as n: the children it has so far, in
    // cells from lo on, are empty tnodes for two children of n each
    predicate Kids(struct trie_nodes nd, struct trie_links lk, integer n,
      integer t, integer lo) = \forall integer d;
      lo <= d < nd.first[t] + Pow(nd.bits[t]) && lk.child[d] != NNODE ==>
      Tnode(nd, lk.child[d]) && nd.pos[lk.child[d]] == nd.pos[n] &&
      nd.bits[lk.child[d]] == 1 && Empty(nd, lk, lk.child[d]);
    // where it has none yet, in cells lo .. hi - 1, n has one child at most
    predicate Pairs(struct trie_nodes nd, struct trie_links lk, integer n,
      integer t, integer lo, integer hi) = \forall integer d, i;
      lo <= d < hi && i == nd.first[n] + 2 * (d - nd.first[t]) &&
      lk.child[d] == NNODE && lk.child[i] != NNODE ==>
      lk.child[i + 1] == NNODE;
*/

#endif
