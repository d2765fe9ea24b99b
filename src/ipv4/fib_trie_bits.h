/*
 * Powers of two and aligned blocks.
 *
 * A function in a ghost comment is a lemma: its contract is what is shown.
 */
#ifndef IPV4_FIB_TRIE_BITS_H
#define IPV4_FIB_TRIE_BITS_H

#include "ipv4/fib_trie.h"

/*@ ghost
  /@ terminates \true; exits \false;
     assigns \nothing;
     ensures Bases; @/
  void trie_bases(void);

  /@ requires Bases && s <= 36;
     terminates \true; exits \false;
     assigns \nothing;
     ensures \result == Pow(s) && 1 <= \result <= 68719476736; @/
  uint64_t trie_pow(uint32_t s);

  /@ requires Bases && p <= 36 && b <= 36 && p + b <= 36;
     terminates \true; exits \false;
     assigns \nothing;
     ensures Pow(p + b) == Pow(b) * Pow(p); @/
  void trie_pow_add(uint32_t p, uint32_t b);

  /@ requires a <= b;
     terminates \true; exits \false;
     assigns \nothing;
     ensures a * p <= b * p; @/
  void trie_mul_mono(uint64_t a, uint64_t b, uint64_t p);

  /@ requires x == i * p && p >= 1 && x < n * p;
     terminates \true; exits \false;
     assigns \nothing;
     ensures i < n; @/
  void trie_mul_less(uint64_t i, uint64_t n, uint64_t p, uint64_t x);

  /@ requires d >= 1 && d * s == c;
     terminates \true; exits \false;
     assigns \nothing;
     ensures s <= c; @/
  void trie_mul_ge(uint64_t d, uint64_t s, uint64_t c);

  /@ requires Bases && Key(k) && s <= 36;
     terminates \true; exits \false;
     assigns \nothing;
     ensures Base(k, s) == \result * Pow(s);
     ensures 0 <= \result <= 68719476735; @/
  uint64_t trie_quotient(uint64_t k, uint32_t s);

  /@ requires Bases && Key(k) && s <= 36 && k == q * Pow(s);
     terminates \true; exits \false;
     assigns \nothing;
     ensures Base(k, s) == k; @/
  void trie_multiple(uint64_t k, uint64_t q, uint32_t s);
*/

/* 2^s */
/*@ requires Bases && s <= 32;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == Pow(s) && 1 <= \result <= 4294967296; */
uint64_t trie_size(uint32_t s);

/* x / 2^s */
/*@ requires Bases && s <= 32 && x < 4294967296;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result * Pow(s) <= x < \result * Pow(s) + Pow(s); */
uint32_t trie_shift(uint64_t x, uint32_t s);

/* k without its s low bits */
/*@ requires Bases && Key(k) && s <= 32;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == Base(k, s); */
uint64_t trie_base(uint64_t k, uint32_t s);

/*
 * The smallest block that holds both keys, within the block of 2^e keys
 * from b on that does; its two halves hold one each.
 */
struct trie_block {
	uint64_t key;
	uint8_t expo;
};
/*@ requires Bases && Key(k) && Key(n) && k != n && 1 <= e <= 32;
    requires Base(k, e) == b && Base(n, e) == b;
    terminates \true; exits \false;
    assigns \nothing;
    ensures 1 <= \result.expo <= e;
    ensures Base(k, \result.expo) == \result.key;
    ensures Base(n, \result.expo) == \result.key;
    ensures Base(k, \result.expo - 1) != Base(n, \result.expo - 1); */
struct trie_block trie_common(uint64_t k, uint64_t n, uint64_t b, uint8_t e);

#endif
