/*
 * SipHash-2-4: a number of 64 bits from a few words and a secret key
 * [J.-P. Aumasson, D. J. Bernstein: SipHash, 2012; Linux lib/siphash.c].
 */
#ifndef LIB_SIPHASH_H
#define LIB_SIPHASH_H

#include <stdint.h>

enum { SIPHASH_WORDS = 6 };	/* words that are hashed at once, at most */

struct siphash_key {
	uint64_t key[2];
};

/* Bytes in little-endian order, eight in each word. */
struct siphash_data {
	uint64_t w[SIPHASH_WORDS];
};

/* What is between two steps. */
struct siphash_state {
	uint64_t v0, v1, v2, v3;
};

/*@ // 64-bit words: their sum, and one turned left by the power's bits
    logic integer Add64(integer a, integer b) =
      (a + b) % 18446744073709551616;
    logic integer Turn64(integer x, integer up, integer down) =
      x % down * up + x / down;
    logic integer Turn13(integer x) = Turn64(x, 8192, 2251799813685248);
    logic integer Turn16(integer x) = Turn64(x, 65536, 281474976710656);
    logic integer Turn17(integer x) = Turn64(x, 131072, 140737488355328);
    logic integer Turn21(integer x) = Turn64(x, 2097152, 8796093022208);
    logic integer Turn32(integer x) = Turn64(x, 4294967296, 4294967296);
    // half a round, and the other half
    logic struct siphash_state SipFirst(struct siphash_state s) =
      { { { { s \with .v0 = (uint64_t)Turn32(Add64(s.v0, s.v1)) }
      \with .v1 = (uint64_t)(Turn13(s.v1) ^ Add64(s.v0, s.v1)) }
      \with .v2 = (uint64_t)Add64(s.v2, s.v3) }
      \with .v3 = (uint64_t)(Turn16(s.v3) ^ Add64(s.v2, s.v3)) };
    logic struct siphash_state SipSecond(struct siphash_state s) =
      { { { { s \with .v0 = (uint64_t)Add64(s.v0, s.v3) }
      \with .v1 = (uint64_t)(Turn17(s.v1) ^ Add64(s.v2, s.v1)) }
      \with .v2 = (uint64_t)Turn32(Add64(s.v2, s.v1)) }
      \with .v3 = (uint64_t)(Turn21(s.v3) ^ Add64(s.v0, s.v3)) };
    logic struct siphash_state SipRounds(struct siphash_state s, integer n) =
      n <= 0 ? s : SipSecond(SipFirst(SipRounds(s, n - 1)));
    // a word taken in
    logic struct siphash_state SipIn(struct siphash_state s, integer w) =
      { s \with .v3 = (uint64_t)(s.v3 ^ w) };
    logic struct siphash_state SipOut(struct siphash_state s, integer w) =
      { s \with .v0 = (uint64_t)(s.v0 ^ w) };
    logic struct siphash_state SipWord(struct siphash_state s, integer w) =
      SipOut(SipRounds(SipIn(s, w), 2), w);
    logic struct siphash_state SipWords(struct siphash_state s,
      struct siphash_data d, integer n) =
      n <= 0 ? s : SipWord(SipWords(s, d, n - 1), d.w[n - 1]);
    // the start: the key and "somepseudorandomlygeneratedbytes"
    predicate SipStart(struct siphash_state s, struct siphash_key k) =
      s.v0 == (0x736f6d6570736575 ^ k.key[0]) &&
      s.v1 == (0x646f72616e646f6d ^ k.key[1]) &&
      s.v2 == (0x6c7967656e657261 ^ k.key[0]) &&
      s.v3 == (0x7465646279746573 ^ k.key[1]);
    // the end: the length in bytes is a word of its own
    logic struct siphash_state SipEnd(struct siphash_state s) =
      SipRounds({ s \with .v2 = (uint64_t)(s.v2 ^ 255) }, 4);
    logic integer SipFold(struct siphash_state s) =
      s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
    predicate SipHash(struct siphash_data d, integer n, struct siphash_key k,
      integer result) = \forall struct siphash_state s; SipStart(s, k) ==>
      result == SipFold(SipEnd(SipWord(SipWords(s, d, n),
        n * 576460752303423488))); */

/* The hash of the first n words, as 8 n bytes. */
/*@ requires n <= SIPHASH_WORDS;
    terminates \true; exits \false;
    assigns \nothing;
    ensures LIB_013_siphash: SipHash(d, n, key, \result); */
uint64_t siphash(struct siphash_data d, uint32_t n, struct siphash_key key);

#endif
