/*
 * Powers of two and aligned blocks.  Contracts: fib_trie_bits.h.
 *
 * Aligned blocks are defined from the whole key space down, a half at a time;
 * so everything here is shown by loops over the size, without products but
 * where a cell's number becomes its key.
 */
#include "ipv4/fib_trie_bits.h"

static const uint64_t power[33] = {
	1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384,
	32768, 65536, 131072, 262144, 524288, 1048576, 2097152, 4194304,
	8388608, 16777216, 33554432, 67108864, 134217728, 268435456,
	536870912, 1073741824, 2147483648, 4294967296
};

/*@ ghost
  /@ terminates \true; exits \false;
     assigns \nothing;
     ensures BPow && BMono && BAdd && Pow(32) == 4294967296; @/
  void lemma_pow(void)
  {
    uint32_t i = 0;
    /@ loop invariant 0 <= i <= 36;
       loop invariant \forall integer j; 0 <= j <= i ==>
         1 <= Pow(j) <= Pow(i) && (j < i ==> Pow(j + 1) == 2 * Pow(j));
       loop assigns i;
       loop variant 36 - i; @/
    while (i < 36u) {
      /@ assert Pow(i + 1) == 2 * Pow(i); @/
      i++;
    }
    /@ assert Pow(8) == 256; @/
    /@ assert Pow(16) == 65536; @/
    /@ assert Pow(24) == 16777216; @/
    /@ assert Pow(32) == 4294967296; @/
    /@ assert Pow(36) == 68719476736; @/
    i = 0;
    /@ loop invariant 0 <= i <= 36;
       loop invariant \forall integer s, t; 0 <= s <= t <= s + i && t <= 36 ==>
         Pow(s) <= Pow(t);
       loop assigns i;
       loop variant 36 - i; @/
    while (i < 36u) {
      /@ assert \forall integer s; 0 <= s && s + i + 1 <= 36 ==>
           Pow(s + i + 1) == 2 * Pow(s + i); @/
      i++;
    }
    i = 0;
    /@ loop invariant 0 <= i <= 36;
       loop invariant \forall integer p, b; 0 <= p && 0 <= b <= i &&
         p + b <= 36 ==> Pow(p + b) == Pow(b) * Pow(p);
       loop invariant now: \forall integer p; 0 <= p && p + i <= 36 ==>
         Pow(p + i) == Pow(i) * Pow(p);
       loop assigns i;
       loop variant 36 - i; @/
    while (i < 36u) {
      /@ assert s1: \forall integer p; 0 <= p && p + i + 1 <= 36 ==>
           Pow(p + i + 1) == 2 * Pow(p + i) && Pow(i + 1) == 2 * Pow(i); @/
      /@ assert s2: \forall integer p; 0 <= p && p + i + 1 <= 36 ==>
           Pow(p + i) == Pow(i) * Pow(p); @/
      /@ assert s3: \forall integer p; 0 <= p && p + i + 1 <= 36 ==>
           Pow(p + i + 1) == 2 * (Pow(i) * Pow(p)); @/
      i++;
    }
  }

  /@ requires BPow && Pow(32) == 4294967296;
     terminates \true; exits \false;
     assigns \nothing;
     ensures BIn && BSame && Base(0, 36) == 0; @/
  void lemma_in(void)
  {
    uint32_t i = 36;
    /@ assert Pow(36) == 68719476736; @/
    /@ loop invariant 0 <= i <= 36;
       loop invariant in: \forall integer k, s; Key(k) && i <= s <= 36 ==>
         0 <= Base(k, s) <= k < Base(k, s) + Pow(s);
       loop invariant same: \forall integer k, j, s; Key(k) && Key(j) &&
         i <= s <= 36 && Base(k, s) <= j < Base(k, s) + Pow(s) ==>
         Base(j, s) == Base(k, s);
       loop assigns i;
       loop variant i; @/
    while (i > 0u) {
      /@ assert Pow(i) == 2 * Pow(i - 1); @/
      /@ assert st: \forall integer k; Base(k, i - 1) ==
           (k < Base(k, i) + Pow(i - 1) ? Base(k, i) :
           Base(k, i) + Pow(i - 1)); @/
      i--;
    }
  }

  /@ requires BPow && BIn && BSame;
     terminates \true; exits \false;
     assigns \nothing;
     ensures BUp;
     ensures \forall integer k, s, e; Key(k) && 0 <= s <= e <= 36 ==>
       Base(k, e) <= Base(k, s) &&
       Base(k, s) + Pow(s) <= Base(k, e) + Pow(e); @/
  void lemma_up(void)
  {
    uint32_t i = 0;
    /@ loop invariant 0 <= i <= 36;
       loop invariant nest: \forall integer k, s, e;
         Key(k) && 0 <= s <= e <= s + i && e <= 36 ==>
         Base(k, e) <= Base(k, s) &&
         Base(k, s) + Pow(s) <= Base(k, e) + Pow(e);
       loop assigns i;
       loop variant 36 - i; @/
    while (i < 36u) {
      /@ assert st: \forall integer k, e; 0 <= e < 36 ==> Base(k, e) ==
           (k < Base(k, e + 1) + Pow(e) ? Base(k, e + 1) :
           Base(k, e + 1) + Pow(e)); @/
      /@ assert st2: \forall integer k, e; Key(k) && 0 <= e < 36 ==>
           Base(k, e + 1) <= Base(k, e) &&
           Base(k, e) + Pow(e) <= Base(k, e + 1) + Pow(e + 1); @/
      /@ assert st3: \forall integer k, s, e; Key(k) && 0 <= s <= e &&
           e == s + i + 1 && e <= 36 ==> Base(k, e) <= Base(k, e - 1) &&
           Base(k, e - 1) + Pow(e - 1) <= Base(k, e) + Pow(e); @/
      i++;
    }
  }

  /@ requires BPow && BIn && BSame;
     terminates \true; exits \false;
     assigns \nothing;
     ensures BDown; @/
  void lemma_down(void)
  {
    uint32_t i = 0;
    /@ loop invariant 0 <= i <= 36;
       loop invariant \forall integer k, s, e; Key(k) &&
         0 <= e <= s <= 36 && s <= e + i ==> Base(Base(k, s), e) == Base(k, s);
       loop assigns i;
       loop variant 36 - i; @/
    while (i < 36u) {
      /@ assert st: \forall integer k, e; 0 <= e < 36 ==> Base(k, e) ==
           (k < Base(k, e + 1) + Pow(e) ? Base(k, e + 1) :
           Base(k, e + 1) + Pow(e)); @/
      /@ assert st3: \forall integer k, s, e; Key(k) && 0 <= e < s <= 36 &&
           s == e + i + 1 ==> Base(Base(k, s), e + 1) == Base(k, s); @/
      i++;
    }
  }

  /@ requires BPow && BIn && BSame && BUp && BDown;
     terminates \true; exits \false;
     assigns \nothing;
     ensures BFirst && BOrder; @/
  void lemma_first(void)
  {
    /@ assert a1: \forall integer k, s, b, e; Key(k) && 0 <= s <= 36 &&
         0 <= e <= 36 && b <= Base(k, s) < b + Pow(e) && Base(b, e) == b &&
         b >= 0 ==> Base(Base(k, s), e) == b; @/
    /@ assert a2: \forall integer k, s, b, e; Key(k) && 0 <= s <= e <= 36 &&
         b <= Base(k, s) < b + Pow(e) && Base(b, e) == b && b >= 0 ==>
         Base(k, e) == b; @/
    /@ assert a3: \forall integer k, s, b, e; Key(k) && 0 <= e <= s <= 36 &&
         b <= Base(k, s) < b + Pow(e) && Base(b, e) == b && b >= 0 ==>
         Base(k, s) == b; @/
    /@ assert a4: \forall integer k, s, t; Key(k) && 0 <= t <= s <= 36 ==>
         Base(Base(k, t), s) == Base(k, s) <= Base(k, t); @/
  }

  /@ requires BPow && BMono && BIn && BSame && BUp && BDown;
     requires Pow(32) == 4294967296;
     requires \forall integer k, s, e; Key(k) && 0 <= s <= e <= 36 ==>
       Base(k, e) <= Base(k, s) &&
       Base(k, s) + Pow(s) <= Base(k, e) + Pow(e);
     terminates \true; exits \false;
     assigns \nothing;
     ensures BNest && BHalf && BNext && BBase && BWhole; @/
  void lemma_nest(void)
  {
    /@ assert Pow(36) == 68719476736; @/
    /@ assert n1: \forall integer a, s, b, t; Block(a, s) && Block(b, t) &&
         s <= t && b <= a < b + Pow(t) ==> Base(a, t) == b; @/
    /@ assert n2: \forall integer a, s, b, t; Block(a, s) && Block(b, t) &&
         s <= t && a <= b < a + Pow(s) ==> Base(b, s) == a; @/
    /@ assert n3: \forall integer a, s, b, t; Block(a, s) && Block(b, t) &&
         s <= t && a <= b < a + Pow(s) ==> Base(b, s) == b; @/
    /@ assert n4: \forall integer a, s, b, t; Block(a, s) && Block(b, t) &&
         s <= t && Meet(a, s, b, t) ==> Base(a, t) == b; @/
    /@ assert h1: \forall integer b, e; Block(b, e) && e >= 1 ==>
         Base(b, e - 1) == b; @/
    /@ assert h2: \forall integer b, e; Block(b, e) && e >= 1 ==>
         Base(b + Pow(e - 1), e) == b; @/
    /@ assert h3: \forall integer b, e; Block(b, e) && e >= 1 ==>
         Base(b + Pow(e - 1), e - 1) == b + Pow(e - 1); @/
    /@ assert k0: \forall integer b, e; Block(b, e) &&
         b + Pow(e) + Pow(e) <= 68719476736 ==>
         Block(Base(b + Pow(e), e), e) && Base(b + Pow(e), e) <=
         b + Pow(e) < Base(b + Pow(e), e) + Pow(e); @/
    /@ assert k1: \forall integer b, e; Block(b, e) &&
         b + Pow(e) + Pow(e) <= 68719476736 &&
         Base(b + Pow(e), e) < b + Pow(e) ==>
         Meet(b, e, Base(b + Pow(e), e), e); @/
    /@ assert k2: \forall integer b, e; Block(b, e) &&
         b + Pow(e) + Pow(e) <= 68719476736 &&
         Base(b + Pow(e), e) < b + Pow(e) ==> \false; @/
    /@ assert k3: \forall integer k, e; Key(k) && 0 <= e <= 36 ==>
         Base(Base(k, e), e) == Base(k, e) && Base(k, 36) == 0; @/
    /@ assert k4: \forall integer k, e; Key(k) && 0 <= e <= 36 ==>
         Base(k, e) + Pow(e) <= Base(k, 36) + Pow(36); @/
  }

  void trie_bases(void)
  {
    lemma_pow();
    lemma_in();
    lemma_up();
    lemma_down();
    lemma_first();
    lemma_nest();
  }

  uint64_t trie_pow(uint32_t s)
  {
    uint64_t r = 1;
    uint32_t i = 0;
    /@ loop invariant 0 <= i <= s && r == Pow(i);
       loop assigns i, r;
       loop variant s - i; @/
    while (i < s) {
      /@ assert Pow(i + 1) == 2 * Pow(i) && Pow(i) <= 68719476736; @/
      r = r * 2;
      i++;
    }
    return r;
  }

  void trie_pow_add(uint32_t p, uint32_t b) { }

  void trie_mul_mono(uint64_t a, uint64_t b, uint64_t p) { }

  void trie_mul_less(uint64_t i, uint64_t n, uint64_t p, uint64_t x)
  {
    /@ assert i >= n ==> i * p >= n * p; @/
  }

  void trie_mul_ge(uint64_t d, uint64_t s, uint64_t c)
  {
    /@ assert d * s >= 1 * s; @/
  }

  /@ requires p >= 1 && a * p <= k < a * p + p && b * p <= k < b * p + p;
     terminates \true; exits \false;
     assigns \nothing;
     ensures a == b; @/
  void lemma_unique(uint64_t a, uint64_t b, uint64_t p, uint64_t k)
  {
    /@ assert a < b ==> (a + 1) * p <= b * p; @/
    /@ assert b < a ==> (b + 1) * p <= a * p; @/
  }

  uint64_t trie_quotient(uint64_t k, uint32_t s)
  {
    uint32_t e = 36;
    uint64_t q = 0;
    uint64_t p = 68719476736;
    /@ assert Pow(33) == 8589934592 && Pow(34) == 17179869184; @/
    /@ assert Pow(35) == 34359738368 && Pow(36) == 68719476736; @/
    /@ loop invariant s <= e <= 36 && p == Pow(e);
       loop invariant Base(k, e) == q * p && 0 <= q;
       loop invariant (q + 1) * p <= 68719476736;
       loop assigns e, q, p;
       loop variant e; @/
    while (e > s) {
      /@ assert u0: Pow(e) == 2 * Pow(e - 1); @/
      /@ assert u1: Base(k, e - 1) == (k < Base(k, e) + Pow(e - 1) ?
           Base(k, e) : Base(k, e) + Pow(e - 1)); @/
      uint64_t h = p / 2;
      /@ assert u2: p == 2 * h && h == Pow(e - 1); @/
      if (k < q * p + h) { q = 2 * q; } else { q = 2 * q + 1; }
      p = h;
      e--;
    }
    return q;
  }

  void trie_multiple(uint64_t k, uint64_t q, uint32_t s)
  {
    uint64_t r = trie_quotient(k, s);
    uint64_t p = trie_pow(s);
    /@ assert r * p <= k < r * p + p; @/
    /@ assert q * p <= k < q * p + p; @/
    lemma_unique(r, q, p, k);
    /@ assert r == q; @/
  }
*/

/*@ ghost
  /@ requires Bases;
     terminates \true; exits \false;
     assigns \nothing;
     ensures \forall integer s; 0 <= s <= 32 ==> power[s] == Pow(s); @/
  void lemma_power(void)
  {
    uint32_t i = 0;
    /@ loop invariant 0 <= i <= 32;
       loop invariant \forall integer s; 0 <= s <= i ==> power[s] == Pow(s);
       loop assigns i;
       loop variant 32 - i; @/
    while (i < 32u) {
      /@ assert Pow(i + 1) == 2 * Pow(i); @/
      /@ assert \forall integer j; 0 <= j < 32 ==> power[j + 1] == 2 *
           power[j]; @/
      i++;
    }
  }
*/

uint64_t trie_size(uint32_t s)
{
	//@ ghost lemma_power();
	return power[s];
}

/*@ ghost
  /@ requires i * 4294967296 <= x * v < i * 4294967296 + 4294967296;
     requires p * v == 4294967296 && p >= 1 && v >= 1;
     terminates \true; exits \false;
     assigns \nothing;
     ensures i * p <= x < i * p + p; @/
  void lemma_divide(uint64_t i, uint64_t x, uint64_t v, uint64_t p)
  {
    /@ assert a1: i * 4294967296 == (i * p) * v; @/
    /@ assert a2: i * 4294967296 + 4294967296 == (i * p + p) * v; @/
    /@ assert a3: x < i * p ==> x + 1 <= i * p; @/
    /@ assert a4: x < i * p ==> (x + 1) * v <= (i * p) * v; @/
    /@ assert a5: x >= i * p + p ==> x * v >= (i * p + p) * v; @/
  }
*/

/* A product with 2^(32 - s), as the provers know nothing of shifts. */
uint32_t trie_shift(uint64_t x, uint32_t s)
{
	uint64_t v = trie_size(32 - s);
	//@ ghost uint64_t p = trie_pow(s);
	//@ ghost trie_pow_add(s, 32 - s);
	//@ assert whole: p * v == 4294967296;
	//@ ghost trie_mul_mono(x, 4294967295, v);
	//@ assert least: x * v <= 4294967295 * v;
	uint64_t y = x * v;
	//@ ghost uint64_t i = y / 4294967296;
	//@ assert i * 4294967296 <= y < i * 4294967296 + 4294967296;
	//@ ghost lemma_divide(i, x, v, p);
	return (uint32_t)(y / 4294967296);
}

uint64_t trie_base(uint64_t k, uint32_t s)
{
	uint64_t p = trie_size(s);
	//@ ghost uint64_t q = trie_quotient(k, s);

	//@ assert w0: q * p <= k < q * p + p;
	//@ assert w1: (k / p) * p <= k < (k / p) * p + p;
	//@ ghost lemma_unique(k / p, q, p, k);
	//@ assert w2: k / p == q;
	return k / p * p;
}

struct trie_block trie_common(uint64_t k, uint64_t n, uint64_t b, uint8_t e)
{
	struct trie_block r = { b, e };
	uint64_t half = trie_size((uint32_t)e - 1);

	/*@ loop invariant 1 <= r.expo <= e && half == Pow(r.expo - 1);
	    loop invariant Base(k, r.expo) == r.key == Base(n, r.expo);
	    loop assigns r, half;
	    loop variant r.expo; */
	while ((k < r.key + half) == (n < r.key + half)) {
		//@ assert Pow(r.expo - 1) == half;
		/*@ assert k2: Base(k, r.expo - 1) ==
		      (k < r.key + half ? r.key : r.key + half); */
		/*@ assert n2: Base(n, r.expo - 1) ==
		      (n < r.key + half ? r.key : r.key + half); */
		if (k >= r.key + half)
			r.key += half;
		/*@ assert low: r.expo == 1 ==> Base(k, 0) == k &&
		      Base(n, 0) == n; */
		r.expo--;
		half = trie_size((uint32_t)r.expo - 1);
	}
	return r;
}
