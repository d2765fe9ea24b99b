/*
 * The way down to a key.  Contracts: fib_trie_find.h.
 *
 * Forest speaks of a node and its cell only.  That a descent misses nothing is
 * lemma_found: by induction on the size of a node, from the largest down, a
 * node whose block meets a cell is below that cell's child, or above the cell.
 */
#include "ipv4/fib_trie_find.h"
#include "ipv4/fib_trie_bits.h"

/*@ ghost
  /@ requires \valid_read(tr) && Bases;
     requires Forest(tr->nd, tr->lk, fib_ghost.cl) &&
       Attached(tr->nd, tr->lk);
     terminates \true; exits \false;
     assigns \nothing;
     ensures FoundFrom(tr->nd, tr->lk, fib_ghost.cl, 0); @/
  void lemma_found(const struct fib_trie *tr)
  {
    uint32_t e = 33;
    /@ assert w0: \forall integer a; Node(tr->nd, a) ==> Pow(tr->nd.expo[a])
        >= 1 && Block(tr->nd.key[a],tr->nd.expo[a]); @/
    /@ assert w1: \forall integer a, b; Node(tr->nd, a) && Node(tr->nd, b) &&
        InNode(tr->nd, b,tr->nd.key[a]) ==>
        Meet(tr->nd.key[a],tr->nd.expo[a],tr->nd.key[b],tr->nd.expo[b]); @/
    /@ assert w2: \forall integer a, b; Node(tr->nd, a) && Node(tr->nd, b) &&
        tr->nd.expo[a] <= tr->nd.expo[b] && InNode(tr->nd, b,tr->nd.key[a]) ==>
        tr->nd.key[b] <= tr->nd.key[a] && tr->nd.key[a] + Pow(tr->nd.expo[a]) <=
        tr->nd.key[b] + Pow(tr->nd.expo[b]); @/
    /@ assert w3: \forall integer m; Node(tr->nd, m) && tr->lk.pcell[m] >=
        NTABLE ==> Node(tr->nd, fib_ghost.cl.own[tr->lk.pcell[m]]) &&
        Tnode(tr->nd, fib_ghost.cl.own[tr->lk.pcell[m]]) &&
        tr->nd.expo[fib_ghost.cl.own[tr->lk.pcell[m]]] > tr->nd.expo[m] &&
        tr->nd.expo[m] <= fib_ghost.cl.ex[tr->lk.pcell[m]] &&
        tr->nd.key[fib_ghost.cl.own[tr->lk.pcell[m]]] <= tr->nd.key[m] &&
        tr->nd.key[m] + Pow(tr->nd.expo[m]) <=
        tr->nd.key[fib_ghost.cl.own[tr->lk.pcell[m]]] +
        Pow(tr->nd.expo[fib_ghost.cl.own[tr->lk.pcell[m]]]); @/
    /@ assert w4: \forall integer m; Node(tr->nd, m) ==> Cell(fib_ghost.cl,
        tr->lk.pcell[m]) && tr->lk.child[tr->lk.pcell[m]] == m && Sub(tr->nd,
        fib_ghost.cl, m,tr->lk.pcell[m]) && MeetCell(tr->nd, fib_ghost.cl,
        m,tr->lk.pcell[m]); @/
    /@ assert w5: \forall integer j, m; Node(tr->nd, m) && 0 <= j < NTABLE &&
        tr->lk.pcell[m] < NTABLE && MeetCell(tr->nd, fib_ghost.cl, m,j) ==> j ==
        tr->lk.pcell[m]; @/
    /@ loop invariant 0 <= e <= 33;
       loop invariant FoundFrom(tr->nd, tr->lk, fib_ghost.cl, e);
       loop assigns e;
       loop variant e; @/
    while (e > 0u) {
      e--;
      /@ assert s1: \forall integer j, m; Node(tr->nd, m) &&
           tr->nd.expo[m] > e && Cell(fib_ghost.cl, j) && MeetCell(tr->nd,
           fib_ghost.cl, m,j) ==> (Below(tr->nd, tr->lk, fib_ghost.cl, j,m) ||
           Above(tr->nd, fib_ghost.cl, j,m)); @/
      /@ assert s2: \forall integer m; Node(tr->nd, m) && tr->lk.pcell[m] <
          NTABLE ==> (Below(tr->nd, tr->lk, fib_ghost.cl, tr->lk.pcell[m],m) ||
          Above(tr->nd, fib_ghost.cl, tr->lk.pcell[m],m)); @/
      /@ assert s3: \forall integer j, m; Node(tr->nd, m) && tr->nd.expo[m] ==
          e && tr->lk.pcell[m] >= NTABLE && 0 <= j < NTABLE && MeetCell(tr->nd,
          fib_ghost.cl, m,j) ==> Cell(fib_ghost.cl, j) && MeetCell(tr->nd,
          fib_ghost.cl, fib_ghost.cl.own[tr->lk.pcell[m]],j); @/
      /@ assert s4: \forall integer j, m; Node(tr->nd, m) && tr->nd.expo[m] ==
          e && tr->lk.pcell[m] >= NTABLE && 0 <= j < NTABLE && MeetCell(tr->nd,
          fib_ghost.cl, m,j) ==> Below(tr->nd, tr->lk, fib_ghost.cl,
          j,fib_ghost.cl.own[tr->lk.pcell[m]]); @/
      /@ assert s5: \forall integer j, m; Node(tr->nd, m) &&
           tr->nd.expo[m] == e && tr->lk.pcell[m] >= NTABLE && 0 <= j < NTABLE
           && MeetCell(tr->nd, fib_ghost.cl, m,j) ==> InNode(tr->nd,
           tr->lk.child[j],tr->nd.key[m]); @/
      /@ assert s6: \forall integer j, m; Node(tr->nd, m) && tr->nd.expo[m] ==
          e && tr->lk.pcell[m] >= NTABLE && 0 <= j < NTABLE && MeetCell(tr->nd,
          fib_ghost.cl, m,j) ==> Below(tr->nd, tr->lk, fib_ghost.cl, j,m); @/
      /@ assert s7: \forall integer j, m; Node(tr->nd, m) && tr->nd.expo[m] ==
          e && 0 <= j < NTABLE && MeetCell(tr->nd, fib_ghost.cl, m,j) ==>
          Below(tr->nd, tr->lk, fib_ghost.cl, j,m); @/
      /@ assert t1: \forall integer m, n; Twin(tr->nd, m,n,e) &&
          tr->lk.pcell[m] >= NTABLE && tr->lk.pcell[n] >= NTABLE ==>
          MeetCell(tr->nd, fib_ghost.cl,
          fib_ghost.cl.own[tr->lk.pcell[n]],tr->lk.pcell[m]); @/
      /@ assert t2: \forall integer m, n; Twin(tr->nd, m,n,e) &&
          tr->lk.pcell[m] >= NTABLE && tr->lk.pcell[n] >= NTABLE ==>
          (Below(tr->nd, tr->lk, fib_ghost.cl,
          tr->lk.pcell[m],fib_ghost.cl.own[tr->lk.pcell[n]]) || Above(tr->nd,
          fib_ghost.cl, tr->lk.pcell[m],fib_ghost.cl.own[tr->lk.pcell[n]])); @/
      /@ assert t3: \forall integer m, n; Twin(tr->nd, m,n,e) &&
           tr->lk.pcell[m] >= NTABLE && tr->lk.pcell[n] >= NTABLE ==>
           tr->nd.expo[fib_ghost.cl.own[tr->lk.pcell[n]]] >
           tr->nd.expo[fib_ghost.cl.own[tr->lk.pcell[m]]] ||
           fib_ghost.cl.own[tr->lk.pcell[n]] ==
           fib_ghost.cl.own[tr->lk.pcell[m]]; @/
      /@ assert t4: \forall integer m, n; Twin(tr->nd, m,n,e) &&
           tr->lk.pcell[m] >= NTABLE && tr->lk.pcell[n] >= NTABLE ==>
           fib_ghost.cl.own[tr->lk.pcell[n]] ==
           fib_ghost.cl.own[tr->lk.pcell[m]]; @/
      /@ assert t5: \forall integer m, n; Twin(tr->nd, m,n,e) &&
          tr->lk.pcell[m] >= NTABLE && tr->lk.pcell[n] >= NTABLE ==>
          tr->lk.pcell[m] == tr->lk.pcell[n]; @/
      /@ assert t6: \forall integer m, n; Twin(tr->nd, m,n,e) &&
          tr->lk.pcell[m] >= NTABLE && tr->lk.pcell[n] >= NTABLE ==> m == n; @/
      /@ assert t7: \forall integer m, n; Twin(tr->nd, m,n,e) &&
          tr->lk.pcell[m] < NTABLE ==> MeetCell(tr->nd, fib_ghost.cl,
          n,tr->lk.pcell[m]) && Below(tr->nd, tr->lk, fib_ghost.cl,
          tr->lk.pcell[m],n) && tr->lk.child[tr->lk.pcell[m]] == m; @/
      /@ assert t8: \forall integer m, n; Twin(tr->nd, m,n,e) &&
          tr->lk.pcell[m] < NTABLE ==> m == n; @/
      /@ assert t9: \forall integer m, n; Twin(tr->nd, m,n,e) ==> m == n; @/
      /@ assert c1: \forall integer m; Node(tr->nd, m) && tr->nd.expo[m] == e
          ==> (Below(tr->nd, tr->lk, fib_ghost.cl, tr->lk.pcell[m],m) ||
          Above(tr->nd, fib_ghost.cl, tr->lk.pcell[m],m)); @/
      /@ assert c2: \forall integer j, m; Node(tr->nd, m) &&
           tr->nd.expo[m] == e && Cell(fib_ghost.cl, j) && tr->lk.pcell[m] <
           NTABLE && j >= NTABLE && MeetCell(tr->nd, fib_ghost.cl, m,j) ==>
           Node(tr->nd, fib_ghost.cl.own[j]) && MeetCell(tr->nd, fib_ghost.cl,
           fib_ghost.cl.own[j],tr->lk.pcell[m]); @/
      /@ assert c3: \forall integer j, m; Node(tr->nd, m) &&
           tr->nd.expo[m] == e && Cell(fib_ghost.cl, j) && tr->lk.pcell[m] <
           NTABLE && j >= NTABLE && MeetCell(tr->nd, fib_ghost.cl, m,j) &&
           tr->nd.expo[fib_ghost.cl.own[j]] >= e ==> Below(tr->nd, tr->lk,
           fib_ghost.cl, tr->lk.pcell[m],fib_ghost.cl.own[j]); @/
      /@ assert c4: \forall integer j, m; Node(tr->nd, m) &&
           tr->nd.expo[m] == e && Cell(fib_ghost.cl, j) && tr->lk.pcell[m] <
           NTABLE && j >= NTABLE && MeetCell(tr->nd, fib_ghost.cl, m,j) ==>
           (Below(tr->nd, tr->lk, fib_ghost.cl, j,m) || Above(tr->nd,
           fib_ghost.cl, j,m)); @/
      /@ assert d1: \forall integer j, m; Other(tr->nd, tr->lk, fib_ghost.cl,
          j,m,e) ==> (Below(tr->nd, tr->lk, fib_ghost.cl,
          j,fib_ghost.cl.own[tr->lk.pcell[m]]) || Above(tr->nd, fib_ghost.cl,
          j,fib_ghost.cl.own[tr->lk.pcell[m]])); @/
      /@ assert d2: \forall integer j, m; Other(tr->nd, tr->lk,
           fib_ghost.cl, j,m,e) ==> fib_ghost.cl.own[j] !=
           fib_ghost.cl.own[tr->lk.pcell[m]]; @/
      /@ assert d3: \forall integer j, m; Other(tr->nd, tr->lk,
           fib_ghost.cl, j,m,e) && j >= NTABLE ==> Node(tr->nd,
           fib_ghost.cl.own[j]) && MeetCell(tr->nd, fib_ghost.cl,
           fib_ghost.cl.own[j],tr->lk.pcell[m]) &&
           Meet(tr->nd.key[m], tr->nd.expo[m],
           tr->nd.key[fib_ghost.cl.own[j]],
           tr->nd.expo[fib_ghost.cl.own[j]]);
           @/
      /@ assert d4: \forall integer j, m; Other(tr->nd, tr->lk, fib_ghost.cl,
          j,m,e) && j >= NTABLE && tr->nd.expo[fib_ghost.cl.own[j]] == e ==>
          tr->nd.key[m] == tr->nd.key[fib_ghost.cl.own[j]]; @/
      /@ assert d5: \forall integer j, m; Other(tr->nd, tr->lk, fib_ghost.cl,
          j,m,e) && j >= NTABLE && tr->nd.expo[fib_ghost.cl.own[j]] == e ==>
          Twin(tr->nd, m,fib_ghost.cl.own[j],e); @/
      /@ assert d6: \forall integer j, m; Other(tr->nd, tr->lk,
           fib_ghost.cl, j,m,e) && j >= NTABLE &&
           tr->nd.expo[fib_ghost.cl.own[j]] == e ==> m == fib_ghost.cl.own[j];
           @/
      /@ assert d7: \forall integer j, m; Other(tr->nd, tr->lk, fib_ghost.cl,
          j,m,e) && j >= NTABLE && tr->nd.expo[fib_ghost.cl.own[j]] == e ==>
          Above(tr->nd, fib_ghost.cl, j,m); @/
      /@ assert d8: \forall integer j, m; Other(tr->nd, tr->lk, fib_ghost.cl,
          j,m,e) && j >= NTABLE && tr->nd.expo[fib_ghost.cl.own[j]] > e ==>
          (Below(tr->nd, tr->lk, fib_ghost.cl,
          tr->lk.pcell[m],fib_ghost.cl.own[j]) || Above(tr->nd, fib_ghost.cl,
          tr->lk.pcell[m],fib_ghost.cl.own[j])) && tr->lk.child[tr->lk.pcell[m]]
          == m; @/
      /@ assert d9: \forall integer j, m; Other(tr->nd, tr->lk, fib_ghost.cl,
          j,m,e) && j >= NTABLE && tr->nd.expo[fib_ghost.cl.own[j]] > e ==>
          tr->nd.expo[fib_ghost.cl.own[tr->lk.pcell[m]]] <=
          tr->nd.expo[fib_ghost.cl.own[j]]; @/
      /@ assert e1: \forall integer j, m; Other(tr->nd, tr->lk,
           fib_ghost.cl, j,m,e) && j >= NTABLE &&
           tr->nd.expo[fib_ghost.cl.own[tr->lk.pcell[m]]] >
           tr->nd.expo[fib_ghost.cl.own[j]] ==> (Below(tr->nd, tr->lk,
           fib_ghost.cl, j,m) || Above(tr->nd, fib_ghost.cl, j,m)); @/
      /@ assert e2: \forall integer j, m; Other(tr->nd, tr->lk, fib_ghost.cl,
          j,m,e) && Below(tr->nd, tr->lk, fib_ghost.cl,
          j,fib_ghost.cl.own[tr->lk.pcell[m]]) ==> Node(tr->nd, tr->lk.child[j])
          && InNode(tr->nd, tr->lk.child[j],tr->nd.key[m]); @/
      /@ assert e3: \forall integer j, m; Other(tr->nd, tr->lk, fib_ghost.cl,
          j,m,e) && Below(tr->nd, tr->lk, fib_ghost.cl,
          j,fib_ghost.cl.own[tr->lk.pcell[m]]) ==> Below(tr->nd, tr->lk,
          fib_ghost.cl, j,m); @/
      /@ assert e4: \forall integer j, m; Other(tr->nd, tr->lk, fib_ghost.cl,
          j,m,e) ==> Below(tr->nd, tr->lk, fib_ghost.cl,
          j,fib_ghost.cl.own[tr->lk.pcell[m]]) || (j >= NTABLE &&
          tr->nd.expo[fib_ghost.cl.own[tr->lk.pcell[m]]] >
          tr->nd.expo[fib_ghost.cl.own[j]]); @/
      /@ assert e5: \forall integer j, m; Other(tr->nd, tr->lk, fib_ghost.cl,
          j,m,e) ==> (Below(tr->nd, tr->lk, fib_ghost.cl, j,m) || Above(tr->nd,
          fib_ghost.cl, j,m)); @/
      /@ assert e6: \forall integer j, m; Node(tr->nd, m) &&
           tr->nd.expo[m] == e && Cell(fib_ghost.cl, j) && MeetCell(tr->nd,
           fib_ghost.cl, m,j) ==> (Below(tr->nd, tr->lk, fib_ghost.cl, j,m) ||
           Above(tr->nd, fib_ghost.cl, j,m)); @/
    }
  }

  void trie_complete(const struct fib_trie *tr)
  {
    lemma_found(tr);
    /@ assert a0: \forall integer j, l; Cell(fib_ghost.cl, j) && Leaf(tr->nd,
        l) && InCell(fib_ghost.cl, j,tr->nd.key[l]) ==> MeetCell(tr->nd,
        fib_ghost.cl, l,j); @/
    /@ assert a1: \forall integer j, l; Cell(fib_ghost.cl, j) && Leaf(tr->nd,
        l) && InCell(fib_ghost.cl, j,tr->nd.key[l]) ==> (Below(tr->nd, tr->lk,
        fib_ghost.cl, j,l) || Above(tr->nd, fib_ghost.cl, j,l)); @/
    /@ assert a2: \forall integer j; Cell(fib_ghost.cl, j) && j >= NTABLE
         ==> tr->nd.expo[fib_ghost.cl.own[j]] >= 1 &&
         tr->nd.kind[fib_ghost.cl.own[j]] == TRIE_TNODE; @/
    /@ assert a3: \forall integer l, m; Leaf(tr->nd, l) && Leaf(tr->nd, m)
         && tr->nd.key[l] == tr->nd.key[m] ==> Cell(fib_ghost.cl,
         tr->lk.pcell[m]) && tr->lk.child[tr->lk.pcell[m]] == m &&
         InCell(fib_ghost.cl, tr->lk.pcell[m],tr->nd.key[l]); @/
    /@ assert a4: \forall integer l, m; Leaf(tr->nd, l) && Leaf(tr->nd, m)
         && tr->nd.key[l] == tr->nd.key[m] ==> (Below(tr->nd, tr->lk,
         fib_ghost.cl, tr->lk.pcell[m],l) || Above(tr->nd, fib_ghost.cl,
         tr->lk.pcell[m],l)); @/
    /@ assert a5: \forall integer l; Leaf(tr->nd, l) ==> tr->nd.expo[l] == 0;
        @/
    /@ assert a6: \forall integer l, m; Leaf(tr->nd, l) && Leaf(tr->nd, m) &&
        tr->nd.key[l] == tr->nd.key[m] && tr->lk.pcell[m] < NTABLE ==>
        Below(tr->nd, tr->lk, fib_ghost.cl, tr->lk.pcell[m],l) &&
        tr->lk.child[tr->lk.pcell[m]] == m; @/
    /@ assert a61: \forall integer l, m; Leaf(tr->nd, l) && Leaf(tr->nd, m) &&
        tr->nd.key[l] == tr->nd.key[m] && tr->lk.pcell[m] < NTABLE ==>
        tr->nd.expo[l] == 0 && tr->nd.expo[tr->lk.child[tr->lk.pcell[m]]] == 0
        && tr->lk.child[tr->lk.pcell[m]] == m; @/
    /@ assert a62: \forall integer l, m; Leaf(tr->nd, l) && Leaf(tr->nd, m) &&
        tr->nd.key[l] == tr->nd.key[m] && tr->lk.pcell[m] < NTABLE ==>
        l == tr->lk.child[tr->lk.pcell[m]] ||
        tr->nd.expo[l] < tr->nd.expo[tr->lk.child[tr->lk.pcell[m]]]; @/
    /@ assert a7: \forall integer l, m; Leaf(tr->nd, l) && Leaf(tr->nd, m)
         && tr->nd.key[l] == tr->nd.key[m] && tr->lk.pcell[m] < NTABLE ==> l ==
         m; @/
    /@ assert a8: \forall integer l, m; Leaf(tr->nd, l) && Leaf(tr->nd, m) &&
        tr->nd.key[l] == tr->nd.key[m] && tr->lk.pcell[m] >= NTABLE ==> l !=
        fib_ghost.cl.own[tr->lk.pcell[m]] && tr->nd.expo[l] <=
        tr->nd.expo[fib_ghost.cl.own[tr->lk.pcell[m]]]; @/
    /@ assert a9: \forall integer l, m; Leaf(tr->nd, l) && Leaf(tr->nd, m)
         && tr->nd.key[l] == tr->nd.key[m] && tr->lk.pcell[m] >= NTABLE ==> l
         == m; @/
  }
*/

bool trie_holds(const struct fib_trie *tr, uint32_t n, uint64_t k)
{
	return k >= tr->nd.key[n] &&
		k - tr->nd.key[n] < trie_size(tr->nd.expo[n]);
}

uint32_t trie_cell(const struct fib_trie *tr, uint32_t n, uint64_t k)
{
	uint32_t i = trie_shift(k - tr->nd.key[n], tr->nd.pos[n]);

	/*@ ghost
	  uint64_t p = trie_pow(tr->nd.pos[n]);
	  uint64_t size = trie_pow(tr->nd.bits[n]);
	  trie_pow_add(tr->nd.pos[n], tr->nd.bits[n]);
	  trie_mul_mono(i, 4294967295, p);
	  uint64_t y = (uint64_t)i * p;
	*/
	//@ assert a0: y <= k - tr->nd.key[n] < y + p && y == i * p;
	//@ assert a1: y < size * p;
	//@ ghost trie_mul_less(i, size, p, y);
	//@ ghost uint32_t j = tr->nd.first[n] + i;
	/*@ assert a2: fib_ghost.cl.own[j] == n && Cell(fib_ghost.cl, j) &&
	      j >= NTABLE && j - tr->nd.first[n] == i; */
	/*@ assert a3: fib_ghost.cl.at[j] == tr->nd.key[n] +
	      (j - tr->nd.first[n]) * Pow(tr->nd.pos[n]); */
	//@ assert a4: fib_ghost.cl.at[j] == tr->nd.key[n] + y;
	return tr->nd.first[n] + i;
}

struct trie_place trie_descend(const struct fib_trie *tr, uint64_t k)
{
	uint32_t table = (uint32_t)(k / 4294967296u), n = tr->lk.child[table];
	struct trie_place p = { table, NNODE + table };

	/*@ loop invariant Cell(fib_ghost.cl, p.cell);
	    loop invariant InCell(fib_ghost.cl, p.cell, k);
	    loop invariant p.parent == fib_ghost.cl.own[p.cell];
	    loop invariant n == tr->lk.child[p.cell];
	    loop invariant n == NNODE || Node(tr->nd, n);
	    loop assigns p, n;
	    loop variant fib_ghost.cl.ex[p.cell]; */
	while (n != NNODE && tr->nd.kind[n] == TRIE_TNODE &&
	       trie_holds(tr, n, k)) {
		p.cell = trie_cell(tr, n, k);
		p.parent = n;
		n = tr->lk.child[p.cell];
	}
	return p;
}

uint32_t fib_find_node(const struct fib_trie *tr, uint64_t k)
{
	struct trie_place p = trie_descend(tr, k);
	uint32_t n = tr->lk.child[p.cell];

	//@ ghost trie_complete(tr);
	/*@ assert found: \forall integer l; Leaf(tr->nd, l) &&
	      tr->nd.key[l] == k ==> n == l; */
	if (n != NNODE && tr->nd.kind[n] == TRIE_LEAF && tr->nd.key[n] == k)
		return n;
	return NNODE;
}
