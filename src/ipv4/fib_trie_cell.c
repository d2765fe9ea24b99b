/*
 * Blocks of cells.  Contracts: fib_trie_cell.h.
 *
 * The first cell of a free block holds the link of its list.  The proofs know
 * of each cell whether a tnode owns it, a free block has it, or neither; and
 * each list backwards, so that no block is in a list twice.
 */
#include "ipv4/fib_trie_cell.h"
#include "ipv4/fib_trie_bits.h"

/*@ ghost
  /@ requires c + n <= NCELL;
     terminates \true; exits \false;
     assigns fib_ghost.cl.own[0 .. NCELL - 1];
     ensures \forall integer j; c <= j < c + n ==> fib_ghost.cl.own[j] == to;
     ensures \forall integer j; 0 <= j < NCELL && !(c <= j < c + n) ==>
       fib_ghost.cl.own[j] == \old(fib_ghost.cl.own[j]); @/
  void hand_over(uint32_t c, uint64_t n, int64_t to)
  {
    uint64_t i = 0;
    /@ loop invariant 0 <= i <= n;
       loop invariant \forall integer j; c <= j < c + i ==>
         fib_ghost.cl.own[j] == to;
       loop invariant \forall integer j; 0 <= j < NCELL &&
         !(c <= j < c + i) ==> fib_ghost.cl.own[j] ==
         \at(fib_ghost.cl.own[j], Pre);
       loop assigns i, fib_ghost.cl.own[0 .. NCELL - 1];
       loop variant n - i; @/
    while (i < n) {
      fib_ghost.cl.own[c + i] = to;
      i++;
    }
  }
*/

/* The first block of a list. */
/*@ requires \valid(tr) && Bases && bits <= 32;
    requires TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    requires tr->fl.cell[bits] != NCELL;
    terminates \true; exits \false;
    assigns tr->fl.cell[bits];
    assigns fib_ghost.cl.own[0 .. NCELL - 1], fib_ghost.bk.cell[0 .. NCELL - 1];
    ensures TrieOk(tr->nd, tr->lk, tr->fl, fib_ghost.cl, fib_ghost.bk);
    ensures NTABLE <= \result && \result + Pow(bits) <= tr->fl.bump <= NCELL;
    ensures block: \forall integer j; \result <= j < \result + Pow(bits) ==>
            fib_ghost.cl.own[j] == -1 && \old(fib_ghost.cl.own[j]) < 0;
    ensures frame: \forall integer j; 0 <= j < NCELL &&
            !(\result <= j < \result + Pow(bits)) ==>
            fib_ghost.cl.own[j] == \old(fib_ghost.cl.own[j]); */
static uint32_t cells_reuse(struct fib_trie *tr, uint32_t bits)
{
	uint32_t c = tr->fl.cell[bits];

	/*@ assert in: FreeBlock(fib_ghost.cl, c) && fib_ghost.bk.bits[c]
	      == bits; */
	/*@ assert whole: \forall integer j; c <= j < c + Pow(bits) ==>
	      j < NCELL && fib_ghost.cl.own[j] == -2 - c; */
	//@ ghost uint64_t n = trie_pow(bits);
	//@ ghost uint64_t last = c + n - 1;
	//@ assert last: fib_ghost.cl.own[last] == -2 - c && last < tr->fl.bump;
	/*@ assert sole: \forall integer d; FreeBlock(fib_ghost.cl, d) ==>
	      tr->lk.child[d] != c; */
	/*@ assert other: \forall integer b; 0 <= b <= 32 && b != bits &&
	      tr->fl.cell[b] != NCELL ==> tr->fl.cell[b] != c &&
	      tr->fl.cell[b] != tr->lk.child[c]; */
	/*@ assert next: tr->lk.child[c] != NCELL ==> tr->lk.child[c] != c &&
	      FreeBlock(fib_ghost.cl, tr->lk.child[c]) &&
	      fib_ghost.bk.bits[tr->lk.child[c]] == bits; */
	/*@ assert out: \forall integer d; FreeBlock(fib_ghost.cl, d) &&
	      d != c ==> !(c <= d < c + Pow(bits)); */
	tr->fl.cell[bits] = tr->lk.child[c];
	/*@ ghost
	  if (tr->fl.cell[bits] != NCELL)
	    fib_ghost.bk.cell[tr->fl.cell[bits]] = NCELL;
	  hand_over(c, n, -1);
	*/
	/*@ assert free: \forall integer d; FreeBlock(fib_ghost.cl, d) ==>
	      d != c && \at(FreeBlock(fib_ghost.cl, d), Pre); */
	/*@ assert stay: \forall integer d; \at(FreeBlock(fib_ghost.cl,
	      d), Pre) && d != c ==> FreeBlock(fib_ghost.cl, d); */
	/*@ assert kept: \forall integer j; 0 <= j < NCELL &&
	      (fib_ghost.cl.own[j] >= 0 || \at(fib_ghost.cl.own[j], Pre) >= 0)
	      ==> fib_ghost.cl.own[j] == \at(fib_ghost.cl.own[j], Pre); */
	//@ assert f1: FOwn(tr->nd, fib_ghost.cl);
	//@ assert f2: FCell(fib_ghost.cl) && FRoot(fib_ghost.cl);
	//@ assert f3: FOwner(tr->nd, fib_ghost.cl);
	//@ assert f4a: \at(FMul(tr->nd, fib_ghost.cl), Pre);
	/*@ assert f4b: \forall integer j; Cell(fib_ghost.cl, j) && j >= NTABLE
	      ==> \at(Cell(fib_ghost.cl, j), Pre); */
	//@ assert f4: FMul(tr->nd, fib_ghost.cl);
	//@ assert f5: FApart(fib_ghost.cl);
	//@ assert f6: FChild(tr->nd, tr->lk, fib_ghost.cl);
	//@ assert f7: FParent(tr->nd, tr->lk, fib_ghost.cl);
	//@ assert forest: Forest(tr->nd, tr->lk, fib_ghost.cl);
	//@ assert nodes: NodePool(tr->nd, tr->lk, tr->fl, fib_ghost.bk);
	//@ assert bump: PBump(tr->fl, fib_ghost.cl);
	/*@ assert out1: \forall integer d, j;
	      \at(FreeBlock(fib_ghost.cl, d), Pre) && d <= j < d +
	      Pow(\at(fib_ghost.bk.bits[d], Pre)) ==> 0 <= j < NCELL &&
	      \at(fib_ghost.cl.own[j], Pre) == -2 - d; */
	/*@ assert bits: \forall integer d; 0 <= d < NCELL ==>
	      fib_ghost.bk.bits[d] == \at(fib_ghost.bk.bits[d], Pre); */
	/*@ assert out2: \forall integer d, j; FreeBlock(fib_ghost.cl, d) &&
	      d <= j < d + Pow(fib_ghost.bk.bits[d]) ==> 0 <= j < NCELL &&
	      \at(fib_ghost.cl.own[j], Pre) == -2 - d && d != c; */
	/*@ assert same: \forall integer j; 0 <= j < NCELL &&
	      \at(fib_ghost.cl.own[j], Pre) < -1 &&
	      \at(fib_ghost.cl.own[j], Pre) != -2 - c ==>
	      fib_ghost.cl.own[j] == \at(fib_ghost.cl.own[j], Pre); */
	/*@ assert out3: \forall integer d, j; FreeBlock(fib_ghost.cl, d) &&
	      d <= j < d + Pow(fib_ghost.bk.bits[d]) ==>
	      fib_ghost.cl.own[j] == \at(fib_ghost.cl.own[j], Pre); */
	/*@ assert out4: \forall integer d, j; FreeBlock(fib_ghost.cl, d) &&
	      d <= j < d + Pow(fib_ghost.bk.bits[d]) ==> j < NCELL &&
	      fib_ghost.cl.own[j] == -2 - d; */
	//@ assert pblock: PBlock(fib_ghost.cl, fib_ghost.bk);
	//@ assert phead: PHead(tr->fl, fib_ghost.cl, fib_ghost.bk);
	//@ assert pnext: PNext(tr->lk, fib_ghost.cl, fib_ghost.bk);
	return c;
}

uint32_t trie_cells_alloc(struct fib_trie *tr, uint32_t bits)
{
	uint64_t n = trie_size(bits);
	uint32_t c = tr->fl.bump;

	if (tr->fl.cell[bits] != NCELL)
		return cells_reuse(tr, bits);
	if (n > NCELL - tr->fl.bump)
		return NCELL;
	tr->fl.bump += (uint32_t)n;
	return c;
}

void trie_cells_free(struct fib_trie *tr, uint32_t c, uint32_t bits)
{
	//@ ghost uint64_t n = trie_pow(bits);
	/*@ assert out: \forall integer d; FreeBlock(fib_ghost.cl, d) ==>
	      !(c <= d < c + Pow(bits)); */
	/*@ assert other: \forall integer b; 0 <= b <= 32 && b != bits &&
	      tr->fl.cell[b] != NCELL ==> tr->fl.cell[b] != c &&
	      tr->fl.cell[b] != tr->fl.cell[bits]; */
	/*@ assert sole: \forall integer d; FreeBlock(fib_ghost.cl, d) &&
	      tr->fl.cell[bits] != NCELL ==>
	      tr->lk.child[d] != tr->fl.cell[bits]; */
	/*@ assert far: \forall integer d; FreeBlock(fib_ghost.cl, d) ==>
	      tr->lk.child[d] != c; */
	tr->lk.child[c] = tr->fl.cell[bits];
	tr->fl.cell[bits] = c;
	/*@ ghost
	  if (tr->lk.child[c] != NCELL)
	    fib_ghost.bk.cell[tr->lk.child[c]] = c;
	  fib_ghost.bk.cell[c] = NCELL;
	  fib_ghost.bk.bits[c] = (uint8_t)bits;
	  hand_over(c, n, -2 - (int64_t)c);
	*/
	/*@ assert free: \forall integer d; FreeBlock(fib_ghost.cl, d) ==>
	      d == c || \at(FreeBlock(fib_ghost.cl, d), Pre); */
	/*@ assert none: \forall integer d; FreeBlock(fib_ghost.cl, d) &&
	      d != c ==> !(c <= d < c + Pow(bits)); */
	/*@ assert stay: \forall integer d; \at(FreeBlock(fib_ghost.cl,
	      d), Pre) && d != c ==> FreeBlock(fib_ghost.cl, d); */
	/*@ assert kept: \forall integer j; 0 <= j < NCELL &&
	      (fib_ghost.cl.own[j] >= 0 || \at(fib_ghost.cl.own[j], Pre) >= 0)
	      ==> fib_ghost.cl.own[j] == \at(fib_ghost.cl.own[j], Pre); */
	//@ assert f1: FOwn(tr->nd, fib_ghost.cl);
	//@ assert f2: FCell(fib_ghost.cl) && FRoot(fib_ghost.cl);
	//@ assert f3: FOwner(tr->nd, fib_ghost.cl);
	//@ assert f4a: \at(FMul(tr->nd, fib_ghost.cl), Pre);
	/*@ assert f4b: \forall integer j; Cell(fib_ghost.cl, j) && j >= NTABLE
	      ==> \at(Cell(fib_ghost.cl, j), Pre); */
	//@ assert f4: FMul(tr->nd, fib_ghost.cl);
	//@ assert f5: FApart(fib_ghost.cl);
	//@ assert f6: FChild(tr->nd, tr->lk, fib_ghost.cl);
	//@ assert f7: FParent(tr->nd, tr->lk, fib_ghost.cl);
	//@ assert forest: Forest(tr->nd, tr->lk, fib_ghost.cl);
	//@ assert nodes: NodePool(tr->nd, tr->lk, tr->fl, fib_ghost.bk);
	//@ assert bump: PBump(tr->fl, fib_ghost.cl);
	/*@ assert mid: \forall integer j; c <= j < c + Pow(bits) ==>
	      fib_ghost.cl.own[j] == -2 - c && j < NCELL; */
	/*@ assert out2: \forall integer d, j; FreeBlock(fib_ghost.cl, d) &&
	      d <= j < d + Pow(fib_ghost.bk.bits[d]) && d != c ==>
	      0 <= j < NCELL && \at(fib_ghost.cl.own[j], Pre) == -2 - d; */
	/*@ assert same: \forall integer j; 0 <= j < NCELL &&
	      \at(fib_ghost.cl.own[j], Pre) < -1 ==>
	      fib_ghost.cl.own[j] == \at(fib_ghost.cl.own[j], Pre); */
	//@ assert own: fib_ghost.bk.bits[c] == bits;
	//@ assert pblock: PBlock(fib_ghost.cl, fib_ghost.bk);
	/*@ assert heads: \forall integer b; 0 <= b <= 32 && b != bits &&
	      tr->fl.cell[b] != NCELL ==> FreeBlock(fib_ghost.cl,
	      tr->fl.cell[b]) && fib_ghost.bk.bits[tr->fl.cell[b]] == b &&
	      fib_ghost.bk.cell[tr->fl.cell[b]] == NCELL; */
	//@ assert phead: PHead(tr->fl, fib_ghost.cl, fib_ghost.bk);
	/*@ assert mine: tr->lk.child[c] != NCELL ==>
	      FreeBlock(fib_ghost.cl, tr->lk.child[c]) &&
	      fib_ghost.bk.bits[tr->lk.child[c]] == fib_ghost.bk.bits[c] &&
	      fib_ghost.bk.cell[tr->lk.child[c]] == c; */
	/*@ assert their: \forall integer d; FreeBlock(fib_ghost.cl, d) &&
	      d != c && tr->lk.child[d] != NCELL ==>
	      FreeBlock(fib_ghost.cl, tr->lk.child[d]) &&
	      fib_ghost.bk.bits[tr->lk.child[d]] == fib_ghost.bk.bits[d] &&
	      fib_ghost.bk.cell[tr->lk.child[d]] == d; */
	//@ assert pnext: PNext(tr->lk, fib_ghost.cl, fib_ghost.bk);
}
