/*
 * The pool of nodes.  Contracts: fib_trie_node.h.
 *
 * A node is made off the tree: nothing points to it, and its cells are its
 * own.  Only trie_link changes the tree.
 */
#include "ipv4/fib_trie_node.h"
#include "ipv4/fib_trie_bits.h"
#include "ipv4/fib_trie_cell.h"

/*@ requires \valid(tr) && Bases && Key(k);
    requires Forest(tr->nd, tr->lk, fib_ghost.cl) && FreeNode(tr->nd, m);
    terminates \true; exits \false;
    assigns tr->nd.kind[m], tr->nd.key[m], tr->nd.expo[m], tr->lk.pcell[m];
    ensures Forest(tr->nd, tr->lk, fib_ghost.cl);
    ensures Leaf(tr->nd, m) && tr->nd.key[m] == k && tr->lk.pcell[m] == NCELL;
*/
static void leaf_init(struct fib_trie *tr, uint32_t m, uint64_t k)
{
	/*@ assert a0: \forall integer j; Cell(fib_ghost.cl, j) &&
	      tr->lk.child[j] != NNODE ==> tr->lk.child[j] != m; */
	/*@ assert a1: \forall integer j; Cell(fib_ghost.cl, j) ==>
	      fib_ghost.cl.own[j] != m; */
	//@ assert a2: Block(k, 0);
	tr->nd.kind[m] = TRIE_LEAF;
	tr->nd.key[m] = k;
	tr->nd.expo[m] = 0;
	tr->lk.pcell[m] = NCELL;
	//@ assert e1: FKind(tr->nd) && FNode(tr->nd);
	//@ assert e2: FTnode(tr->nd);
	/*@ assert o1: \forall integer n, j; Tnode(tr->nd, n) &&
	      Of(tr->nd, n, j) ==> n != m && \at(Tnode(tr->nd, n) && Of(tr->nd,
	      n, j), Pre); */
	//@ assert o2: FOwn(tr->nd, fib_ghost.cl);
	//@ assert e3: FCell(fib_ghost.cl) && FRoot(fib_ghost.cl);
	//@ assert e4: FOwner(tr->nd, fib_ghost.cl);
	//@ assert e5: FMul(tr->nd, fib_ghost.cl);
	//@ assert e6: FApart(fib_ghost.cl);
	//@ assert e7: FChild(tr->nd, tr->lk, fib_ghost.cl);
	//@ assert e8: FParent(tr->nd, tr->lk, fib_ghost.cl);
}

uint32_t leaf_new(struct fib_trie *tr, uint64_t k)
{
	uint32_t m = tr->fl.node;

	if (m == NNODE)
		return NNODE;
	tr->fl.node = tr->lk.parent[m];
	leaf_init(tr, m, k);
	tr->al.head[m] = NALIAS;
	/*@ ghost if (tr->fl.node != NNODE)
	    fib_ghost.bk.node[tr->fl.node] = NNODE; */
	//@ assert pool: NodePool(tr->nd, tr->lk, tr->fl, fib_ghost.bk);
	//@ assert bump: PBump(tr->fl, fib_ghost.cl);
	//@ assert block: PBlock(fib_ghost.cl, fib_ghost.bk);
	//@ assert head: PHead(tr->fl, fib_ghost.cl, fib_ghost.bk);
	//@ assert next: PNext(tr->lk, fib_ghost.cl, fib_ghost.bk);
	return m;
}

void leaf_free(struct fib_trie *tr, uint32_t m)
{
	/*@ assert lone: \forall integer j; Cell(fib_ghost.cl, j) ==>
	      fib_ghost.cl.own[j] != m && tr->lk.child[j] != m; */
	tr->nd.kind[m] = TRIE_FREE;
	//@ assert e1: FKind(tr->nd) && FNode(tr->nd);
	//@ assert e2: FTnode(tr->nd);
	//@ assert e3: FOwn(tr->nd, fib_ghost.cl);
	//@ assert e4: FOwner(tr->nd, fib_ghost.cl);
	//@ assert e5: FMul(tr->nd, fib_ghost.cl);
	//@ assert e7: FChild(tr->nd, tr->lk, fib_ghost.cl);
	//@ assert e8: FParent(tr->nd, tr->lk, fib_ghost.cl);
	tr->lk.parent[m] = tr->fl.node;
	/*@ ghost
	  if (tr->fl.node != NNODE)
	    fib_ghost.bk.node[tr->fl.node] = m;
	  fib_ghost.bk.node[m] = NNODE;
	*/
	tr->fl.node = m;
	//@ assert child: FChild(tr->nd, tr->lk, fib_ghost.cl);
	//@ assert parent: FParent(tr->nd, tr->lk, fib_ghost.cl);
	//@ assert pool: NodePool(tr->nd, tr->lk, tr->fl, fib_ghost.bk);
	//@ assert bump: PBump(tr->fl, fib_ghost.cl);
	//@ assert block: PBlock(fib_ghost.cl, fib_ghost.bk);
	//@ assert head: PHead(tr->fl, fib_ghost.cl, fib_ghost.bk);
	//@ assert next: PNext(tr->lk, fib_ghost.cl, fib_ghost.bk);
}

/* The cells of the block from cb on become those of m, empty. */
/*@ requires \valid(tr) && Bases && 1 <= bits && pos + bits <= 32;
    requires Forest(tr->nd, tr->lk, fib_ghost.cl) && FreeNode(tr->nd, m);
    requires Block(key, pos + bits);
    requires NTABLE <= cb && cb + Pow(bits) <= NCELL;
    requires \forall integer j; cb <= j < cb + Pow(bits) ==>
             fib_ghost.cl.own[j] < 0;
    terminates \true; exits \false;
    assigns tr->lk.child[0 .. NCELL - 1], fib_ghost.cl;
    ensures block: \forall integer j; cb <= j < cb + Pow(bits) ==>
            tr->lk.child[j] == NNODE && fib_ghost.cl.own[j] == m &&
            fib_ghost.cl.ex[j] == pos && fib_ghost.cl.at[j] ==
            key + (j - cb) * Pow(pos);
    ensures inside: \forall integer j; cb <= j < cb + Pow(bits) ==>
            key <= fib_ghost.cl.at[j] && Block(fib_ghost.cl.at[j], pos) &&
            fib_ghost.cl.at[j] + Pow(pos) <= key + Pow(pos + bits);
    ensures apart: \forall integer i, j; cb <= i < j < cb + Pow(bits) ==>
            fib_ghost.cl.at[i] + Pow(pos) <= fib_ghost.cl.at[j];
    ensures frame: \forall integer j; 0 <= j < NCELL &&
            !(cb <= j < cb + Pow(bits)) ==>
            tr->lk.child[j] == \old(tr->lk.child[j]) &&
            fib_ghost.cl.own[j] == \old(fib_ghost.cl.own[j]) &&
            fib_ghost.cl.at[j] == \old(fib_ghost.cl.at[j]) &&
            fib_ghost.cl.ex[j] == \old(fib_ghost.cl.ex[j]); */
static void tnode_cells(struct fib_trie *tr, uint8_t bits, uint32_t cb)
	/*@ ghost (uint32_t m, uint64_t key, uint8_t pos) */
{
	uint32_t n = (uint32_t)trie_size(bits), i = 0;
	//@ ghost uint64_t p = trie_pow(pos);
	//@ ghost trie_pow_add(pos, bits);
	//@ ghost uint64_t t = key;

	//@ assert product: Pow(pos + bits) == n * p;
	/*@ loop invariant 0 <= i <= n;
	    loop invariant t1: t == key + i * p;
	    loop invariant t2: t + (n - i) * p == key + Pow(pos + bits);
	    loop invariant t3: key <= t <= key + Pow(pos + bits);
	    loop invariant t4: i < n ==> Block(t, pos);
	    loop invariant d1: \forall integer c; cb <= c < cb + i ==>
	      tr->lk.child[c] == NNODE && fib_ghost.cl.own[c] == m &&
	      fib_ghost.cl.ex[c] == pos;
	    loop invariant d2: \forall integer c; cb <= c < cb + i ==>
	      fib_ghost.cl.at[c] == key + (c - cb) * p;
	    loop invariant d3: \forall integer c; cb <= c < cb + i ==>
	      key <= fib_ghost.cl.at[c] && fib_ghost.cl.at[c] + p <= t &&
	      Block(fib_ghost.cl.at[c], pos);
	    loop invariant d4: \forall integer c, d; cb <= c < d < cb + i ==>
	      fib_ghost.cl.at[c] + p <= fib_ghost.cl.at[d];
	    loop invariant frame: \forall integer j; 0 <= j < NCELL &&
	      !(cb <= j < cb + i) ==>
	      tr->lk.child[j] == \at(tr->lk.child[j], Pre) &&
	      fib_ghost.cl.own[j] == \at(fib_ghost.cl.own[j], Pre) &&
	      fib_ghost.cl.at[j] == \at(fib_ghost.cl.at[j], Pre) &&
	      fib_ghost.cl.ex[j] == \at(fib_ghost.cl.ex[j], Pre);
	    loop assigns i, t, tr->lk.child[0 .. NCELL - 1], fib_ghost.cl;
	    loop variant n - i; */
	while (i < n) {
		//@ ghost trie_mul_mono(1, n - i, p);
		//@ assert r0: (n - i) * p >= p;
		tr->lk.child[cb + i] = NNODE;
		/*@ ghost
		  fib_ghost.cl.own[cb + i] = m;
		  fib_ghost.cl.at[cb + i] = t;
		  fib_ghost.cl.ex[cb + i] = pos;
		  t = t + p;
		*/
		i++;
		//@ ghost if (i < n) trie_mul_mono(1, n - i, p);
		//@ assert r1: i < n ==> (n - i) * p >= p;
	}
}

/*@ requires \valid(tr) && Bases && 1 <= bits && pos + bits <= 32;
    requires Forest(tr->nd, tr->lk, fib_ghost.cl) && FreeNode(tr->nd, m);
    requires Block(key, pos + bits);
    requires NTABLE <= cb && cb + Pow(bits) <= NCELL;
    requires \forall integer j; cb <= j < cb + Pow(bits) ==>
             fib_ghost.cl.own[j] < 0;
    terminates \true; exits \false;
    assigns tr->nd.kind[m], tr->nd.key[m], tr->nd.expo[m], tr->nd.pos[m];
    assigns tr->nd.bits[m], tr->nd.first[m], tr->lk.pcell[m];
    assigns tr->lk.child[0 .. NCELL - 1], fib_ghost.cl;
    ensures Forest(tr->nd, tr->lk, fib_ghost.cl);
    ensures Tnode(tr->nd, m) && tr->nd.key[m] == key &&
            tr->nd.pos[m] == pos && tr->nd.bits[m] == bits &&
            tr->nd.first[m] == cb && tr->lk.pcell[m] == NCELL;
    ensures block: \forall integer j; cb <= j < cb + Pow(bits) ==>
            tr->lk.child[j] == NNODE && fib_ghost.cl.own[j] == m;
    ensures frame: \forall integer j; 0 <= j < NCELL &&
            !(cb <= j < cb + Pow(bits)) ==>
            tr->lk.child[j] == \old(tr->lk.child[j]) &&
            fib_ghost.cl.own[j] == \old(fib_ghost.cl.own[j]) &&
            fib_ghost.cl.at[j] == \old(fib_ghost.cl.at[j]) &&
            fib_ghost.cl.ex[j] == \old(fib_ghost.cl.ex[j]); */
static void tnode_init(struct fib_trie *tr, uint32_t m, uint64_t key,
	uint8_t pos, uint8_t bits, uint32_t cb)
{
	/*@ assert a0: \forall integer j; Cell(fib_ghost.cl, j) &&
	      tr->lk.child[j] != NNODE ==> tr->lk.child[j] != m; */
	/*@ assert a1: \forall integer j; Cell(fib_ghost.cl, j) ==>
	      fib_ghost.cl.own[j] != m; */
	tnode_cells(tr, bits, cb) /*@ ghost (m, key, pos) */;
	/*@ assert c1: \forall integer j; cb <= j < cb + Pow(bits) ==>
	      fib_ghost.cl.at[j] == key + (j - cb) * Pow(pos); */
	tr->nd.kind[m] = TRIE_TNODE;
	tr->nd.key[m] = key;
	tr->nd.expo[m] = (uint8_t)(pos + bits);
	tr->nd.pos[m] = pos;
	tr->nd.bits[m] = bits;
	tr->nd.first[m] = cb;
	tr->lk.pcell[m] = NCELL;
	/*@ assert ec: \forall integer j; Cell(fib_ghost.cl, j) ==>
	      (cb <= j < cb + Pow(bits) && fib_ghost.cl.own[j] == m) ||
	      (\at(fib_ghost.cl.own[j], Pre) >= 0 &&
	      !(cb <= j < cb + Pow(bits)) && fib_ghost.cl.own[j] != m); */
	/*@ assert nm: Tnode(tr->nd, m) && Block(tr->nd.key[m],
	      tr->nd.expo[m]) && tr->nd.expo[m] == pos + bits; */
	//@ assert e1: FKind(tr->nd) && FNode(tr->nd);
	//@ assert e2: FTnode(tr->nd);
	/*@ assert o1: \forall integer n, j; Tnode(tr->nd, n) && n != m &&
	      Of(tr->nd, n, j) ==> \at(fib_ghost.cl.own[j], Pre) == n &&
	      0 <= j < NCELL; */
	/*@ assert o2: \forall integer j; cb <= j < cb + Pow(bits) ==>
	      \at(fib_ghost.cl.own[j], Pre) < 0; */
	/*@ assert o3: \forall integer n, j; Tnode(tr->nd, n) && n != m &&
	      Of(tr->nd, n, j) ==> fib_ghost.cl.own[j] == n; */
	//@ assert o4: FOwn(tr->nd, fib_ghost.cl);
	//@ assert e3: FCell(fib_ghost.cl) && FRoot(fib_ghost.cl);
	/*@ assert w1: \forall integer j; cb <= j < cb + Pow(bits) ==>
	      fib_ghost.cl.own[j] == m && fib_ghost.cl.ex[j] == tr->nd.pos[m] &&
	      tr->nd.key[m] <= fib_ghost.cl.at[j] && fib_ghost.cl.at[j] +
	      Pow(fib_ghost.cl.ex[j]) <= tr->nd.key[m] + Pow(tr->nd.expo[m]); */
	/*@ assert w2: \forall integer j; Cell(fib_ghost.cl, j) && j >=
	      NTABLE && !(cb <= j < cb + Pow(bits)) ==> Tnode(tr->nd,
	      fib_ghost.cl.own[j]) && fib_ghost.cl.own[j] != m &&
	      fib_ghost.cl.own[j] == \at(fib_ghost.cl.own[j], Pre) &&
	      fib_ghost.cl.ex[j] == tr->nd.pos[fib_ghost.cl.own[j]]; */
	//@ assert w3: FOwner(tr->nd, fib_ghost.cl);
	/*@ assert u0: tr->nd.key[m] == key && tr->nd.first[m] == cb &&
	      tr->nd.pos[m] == pos; */
	/*@ assert u01: \forall integer j; cb <= j < cb + Pow(bits) ==>
	      fib_ghost.cl.at[j] == key + (j - cb) * Pow(pos); */
	/*@ assert u1: \forall integer j; cb <= j < cb + Pow(bits) ==>
	      fib_ghost.cl.at[j] == tr->nd.key[m] +
	      (j - tr->nd.first[m]) * Pow(tr->nd.pos[m]); */
	/*@ assert u2: \forall integer j; 0 <= j < NCELL &&
	      \at(fib_ghost.cl.own[j], Pre) >= 0 && j >= NTABLE ==>
	      \at(fib_ghost.cl.at[j] == tr->nd.key[fib_ghost.cl.own[j]] +
	      (j - tr->nd.first[fib_ghost.cl.own[j]]) *
	      Pow(tr->nd.pos[fib_ghost.cl.own[j]]), Pre); */
	/*@ assert u3: \forall integer j; Cell(fib_ghost.cl, j) && j >=
	      NTABLE && !(cb <= j < cb + Pow(bits)) ==> fib_ghost.cl.at[j] ==
	      tr->nd.key[fib_ghost.cl.own[j]] + (j -
	      tr->nd.first[fib_ghost.cl.own[j]]) *
	      Pow(tr->nd.pos[fib_ghost.cl.own[j]]); */
	//@ assert e5: FMul(tr->nd, fib_ghost.cl);
	//@ assert e6: FApart(fib_ghost.cl);
	/*@ assert v1: \forall integer j; Cell(fib_ghost.cl, j) &&
	      tr->lk.child[j] != NNODE ==> !(cb <= j < cb + Pow(bits)) &&
	      \at(Cell(fib_ghost.cl, j), Pre) && tr->lk.child[j] != m &&
	      tr->lk.child[j] == \at(tr->lk.child[j], Pre); */
	/*@ assert v2: \forall integer j; Cell(fib_ghost.cl, j) &&
	      tr->lk.child[j] != NNODE ==> Node(tr->nd, tr->lk.child[j]) &&
	      tr->lk.pcell[tr->lk.child[j]] == j; */
	/*@ assert v3: \forall integer j; Cell(fib_ghost.cl, j) &&
	      tr->lk.child[j] != NNODE ==>
	      Sub(tr->nd, fib_ghost.cl, tr->lk.child[j], j); */
	//@ assert e7: FChild(tr->nd, tr->lk, fib_ghost.cl);
	//@ assert e8: FParent(tr->nd, tr->lk, fib_ghost.cl);
}

uint32_t tnode_new(struct fib_trie *tr, uint64_t key, uint8_t pos,
	uint8_t bits)
{
	uint32_t m = tr->fl.node, c;

	if (m == NNODE)
		return NNODE;
	c = trie_cells_alloc(tr, bits);
	if (c == NCELL)
		return NNODE;
	/*@ assert next: tr->lk.parent[m] != NNODE ==>
	      FreeNode(tr->nd, tr->lk.parent[m]) && tr->lk.parent[m] != m &&
	      fib_ghost.bk.node[tr->lk.parent[m]] == m; */
	/*@ assert sole: \forall integer n; FreeNode(tr->nd, n) ==>
	      tr->lk.parent[n] != m; */
	tr->fl.node = tr->lk.parent[m];
	//@ ghost L: ;
	tnode_init(tr, m, key, pos, bits, c);
	tr->ct.empty[m] = (uint32_t)trie_size(bits);
	tr->ct.full[m] = 0;
	/*@ ghost if (tr->fl.node != NNODE)
	    fib_ghost.bk.node[tr->fl.node] = NNODE; */
	//@ assert pool: NodePool(tr->nd, tr->lk, tr->fl, fib_ghost.bk);
	/*@ assert free: \forall integer d; FreeBlock(fib_ghost.cl, d) ==>
	      !(c <= d < c + Pow(bits)) && \at(FreeBlock(fib_ghost.cl, d), L) &&
	      tr->lk.child[d] == \at(tr->lk.child[d], L); */
	/*@ assert same: \forall integer d; \at(FreeBlock(fib_ghost.cl,
	      d), L) ==> FreeBlock(fib_ghost.cl, d); */
	/*@ assert kept: \forall integer j; 0 <= j < NCELL &&
	      \at(fib_ghost.cl.own[j], L) < -1 ==>
	      fib_ghost.cl.own[j] == \at(fib_ghost.cl.own[j], L); */
	/*@ assert apart: \forall integer d, j; FreeBlock(fib_ghost.cl, d) &&
	      d <= j < d + Pow(fib_ghost.bk.bits[d]) ==> j < NCELL &&
	      \at(fib_ghost.cl.own[j], L) == -2 - d; */
	//@ assert bump: PBump(tr->fl, fib_ghost.cl);
	//@ assert block: PBlock(fib_ghost.cl, fib_ghost.bk);
	//@ assert head: PHead(tr->fl, fib_ghost.cl, fib_ghost.bk);
	//@ assert next: PNext(tr->lk, fib_ghost.cl, fib_ghost.bk);
	return m;
}

/* Nobody owns the cells of m, and m is free, but in no list yet. */
/*@ requires \valid(tr) && Bases;
    requires Forest(tr->nd, tr->lk, fib_ghost.cl);
    requires Tnode(tr->nd, m) && tr->lk.pcell[m] == NCELL;
    requires \forall integer j; Of(tr->nd, m, j) ==> tr->lk.child[j] == NNODE;
    terminates \true; exits \false;
    assigns tr->nd.kind[m], fib_ghost.cl.own[0 .. NCELL - 1];
    ensures Forest(tr->nd, tr->lk, fib_ghost.cl) && FreeNode(tr->nd, m);
    ensures block: \forall integer j; Of(tr->nd, m, j) ==>
            fib_ghost.cl.own[j] == -1 && \old(fib_ghost.cl.own[j]) == m;
    ensures frame: \forall integer j; 0 <= j < NCELL && !Of(tr->nd, m, j) ==>
            fib_ghost.cl.own[j] == \old(fib_ghost.cl.own[j]); */
static void tnode_done(struct fib_trie *tr, uint32_t m)
{
	//@ ghost uint64_t n = trie_pow(tr->nd.bits[m]);
	/*@ assert b0: \forall integer d; Node(tr->nd, d) &&
	      tr->lk.pcell[d] != NCELL ==> !Of(tr->nd, m, tr->lk.pcell[d]); */
	/*@ assert b1: \forall integer j; Cell(fib_ghost.cl, j) &&
	      tr->lk.child[j] != NNODE ==> tr->lk.child[j] != m; */
	/*@ ghost
	  uint32_t i = 0;
	  /@ loop invariant 0 <= i <= n;
	     loop invariant \forall integer j; tr->nd.first[m] <= j <
	       tr->nd.first[m] + i ==> fib_ghost.cl.own[j] == -1;
	     loop invariant \forall integer j; 0 <= j < NCELL &&
	       !(tr->nd.first[m] <= j < tr->nd.first[m] + i) ==>
	       fib_ghost.cl.own[j] == \at(fib_ghost.cl.own[j], Pre);
	     loop assigns i, fib_ghost.cl.own[0 .. NCELL - 1];
	     loop variant n - i; @/
	  while (i < n) {
	    fib_ghost.cl.own[tr->nd.first[m] + i] = -1;
	    i++;
	  }
	*/
	tr->nd.kind[m] = TRIE_FREE;
	/*@ assert ec: \forall integer j; Cell(fib_ghost.cl, j) ==>
	      fib_ghost.cl.own[j] == \at(fib_ghost.cl.own[j], Pre) &&
	      fib_ghost.cl.own[j] != m; */
	//@ assert e1: FKind(tr->nd) && FNode(tr->nd);
	//@ assert e2: FTnode(tr->nd);
	/*@ assert o1: \forall integer n, j; Tnode(tr->nd, n) &&
	      Of(tr->nd, n, j) ==> n != m && 0 <= j < NCELL &&
	      \at(fib_ghost.cl.own[j], Pre) == n; */
	/*@ assert o10: \forall integer j; Of(tr->nd, m, j) ==>
	      \at(fib_ghost.cl.own[j], Pre) == m; */
	/*@ assert o11: \forall integer n, j; Tnode(tr->nd, n) &&
	      Of(tr->nd, n, j) ==> !Of(tr->nd, m, j); */
	//@ assert o2: FOwn(tr->nd, fib_ghost.cl);
	//@ assert e3: FCell(fib_ghost.cl) && FRoot(fib_ghost.cl);
	//@ assert e4: FOwner(tr->nd, fib_ghost.cl);
	//@ assert e5: FMul(tr->nd, fib_ghost.cl);
	//@ assert e6: FApart(fib_ghost.cl);
	//@ assert e7: FChild(tr->nd, tr->lk, fib_ghost.cl);
	//@ assert e8: FParent(tr->nd, tr->lk, fib_ghost.cl);
}

void tnode_free(struct fib_trie *tr, uint32_t m)
{
	uint32_t c = tr->nd.first[m];

	//@ ghost uint64_t last = c + trie_pow(tr->nd.bits[m]) - 1;
	//@ assert last: fib_ghost.cl.own[last] == m && last < tr->fl.bump;
	/*@ assert sole: \forall integer n; FreeNode(tr->nd, n) ==>
	      tr->lk.parent[n] != m && tr->fl.node != m; */
	tnode_done(tr, m);
	tr->lk.parent[m] = tr->fl.node;
	/*@ ghost
	  if (tr->fl.node != NNODE)
	    fib_ghost.bk.node[tr->fl.node] = m;
	  fib_ghost.bk.node[m] = NNODE;
	*/
	tr->fl.node = m;
	//@ assert child: FChild(tr->nd, tr->lk, fib_ghost.cl);
	//@ assert parent: FParent(tr->nd, tr->lk, fib_ghost.cl);
	/*@ assert link: \forall integer n; FreeNode(tr->nd, n) && n != m
	      && tr->lk.parent[n] != NNODE ==> FreeNode(tr->nd,
	      tr->lk.parent[n]) && fib_ghost.bk.node[tr->lk.parent[n]] == n; */
	//@ assert pool: NodePool(tr->nd, tr->lk, tr->fl, fib_ghost.bk);
	/*@ assert free: \forall integer d; FreeBlock(fib_ghost.cl, d) <==>
	      \at(FreeBlock(fib_ghost.cl, d), Pre); */
	/*@ assert apart: \forall integer d, j; FreeBlock(fib_ghost.cl, d) &&
	      d <= j < d + Pow(fib_ghost.bk.bits[d]) ==> j < NCELL &&
	      \at(fib_ghost.cl.own[j], Pre) == -2 - d; */
	//@ assert bump: PBump(tr->fl, fib_ghost.cl);
	//@ assert block: PBlock(fib_ghost.cl, fib_ghost.bk);
	//@ assert head: PHead(tr->fl, fib_ghost.cl, fib_ghost.bk);
	//@ assert next: PNext(tr->lk, fib_ghost.cl, fib_ghost.bk);
	trie_cells_free(tr, c, tr->nd.bits[m]);
}
