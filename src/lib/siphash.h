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
    // t is s after half a round
    predicate SipHalf(struct siphash_state s, struct siphash_state t,
      integer v1, integer v3) = t.v0 == Turn32(Add64(s.v0, s.v1)) &&
      t.v1 == (v1 ^ Add64(s.v0, s.v1)) && t.v2 == Add64(s.v2, s.v3) &&
      t.v3 == (v3 ^ Add64(s.v2, s.v3));
    predicate SipFirst(struct siphash_state s, struct siphash_state t) =
      SipHalf(s, t, Turn13(s.v1), Turn16(s.v3)); */

/* The hash of the first n words, as 8 n bytes. */
/*@ requires n <= SIPHASH_WORDS;
    terminates \true; exits \false;
    assigns \nothing; */
uint64_t siphash(struct siphash_data d, uint32_t n, struct siphash_key key);

#endif
