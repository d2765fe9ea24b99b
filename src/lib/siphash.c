/* SipHash-2-4.  Contract: siphash.h. */
#include "lib/siphash.h"

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == Add64(a, b); */
static uint64_t add64(uint64_t a, uint64_t b)
{
	uint64_t low = a % 4294967296u + b % 4294967296u;
	uint64_t high = a / 4294967296u + b / 4294967296u + low / 4294967296u;

	/*@ assert whole: a + b == high * 4294967296 + low % 4294967296; */
	/*@ assert parts: high % 4294967296 * 4294967296 ==
	      high * 4294967296 -
	      high / 4294967296 * 18446744073709551616; */
	return high % 4294967296u * 4294967296u + low % 4294967296u;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == Turn13(x); */
static uint64_t turn13(uint64_t x)
{
	return x % 2251799813685248u * 8192u + x / 2251799813685248u;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == Turn16(x); */
static uint64_t turn16(uint64_t x)
{
	return x % 281474976710656u * 65536u + x / 281474976710656u;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == Turn17(x); */
static uint64_t turn17(uint64_t x)
{
	return x % 140737488355328u * 131072u + x / 140737488355328u;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == Turn21(x); */
static uint64_t turn21(uint64_t x)
{
	return x % 8796093022208u * 2097152u + x / 8796093022208u;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == Turn32(x); */
static uint64_t turn32(uint64_t x)
{
	return x % 4294967296u * 4294967296u + x / 4294967296u;
}

/*@ requires \valid(s);
    terminates \true; exits \false;
    assigns *s;
    ensures *s == SipFirst(\old(*s)); */
static void sip_first(struct siphash_state *s)
{
	s->v0 = add64(s->v0, s->v1);
	s->v1 = turn13(s->v1) ^ s->v0;
	s->v0 = turn32(s->v0);
	s->v2 = add64(s->v2, s->v3);
	s->v3 = turn16(s->v3) ^ s->v2;
}

/*@ requires \valid(s);
    terminates \true; exits \false;
    assigns *s;
    ensures *s == SipSecond(\old(*s)); */
static void sip_second(struct siphash_state *s)
{
	s->v0 = add64(s->v0, s->v3);
	s->v3 = turn21(s->v3) ^ s->v0;
	s->v2 = add64(s->v2, s->v1);
	s->v1 = turn17(s->v1) ^ s->v2;
	s->v2 = turn32(s->v2);
}

/*@ requires \valid(s);
    terminates \true; exits \false;
    assigns *s;
    ensures *s == SipRounds(\old(*s), n); */
static void sip_rounds(struct siphash_state *s, uint32_t n)
{
	uint32_t i;

	/*@ loop invariant i <= n && *s == SipRounds(\at(*s, Pre), i);
	    loop assigns i, *s;
	    loop variant n - i; */
	for (i = 0; i < n; i++) {
		sip_first(s);
		sip_second(s);
	}
}

/*@ requires \valid(s);
    terminates \true; exits \false;
    assigns *s;
    ensures *s == SipWord(\old(*s), word); */
static void sip_word(struct siphash_state *s, uint64_t word)
{
	s->v3 ^= word;
	//@ assert in: *s == SipIn(\at(*s, Pre), word);
	sip_rounds(s, 2);
	s->v0 ^= word;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures SipStart(\result, key); */
static struct siphash_state sip_start(struct siphash_key key)
{
	struct siphash_state s;

	s.v0 = 0x736f6d6570736575u ^ key.key[0];
	s.v1 = 0x646f72616e646f6du ^ key.key[1];
	s.v2 = 0x6c7967656e657261u ^ key.key[0];
	s.v3 = 0x7465646279746573u ^ key.key[1];
	return s;
}

uint64_t siphash(struct siphash_data d, uint32_t n, struct siphash_key key)
{
	struct siphash_state s = sip_start(key);
	//@ ghost struct siphash_state s0 = s;
	uint32_t i;

	/*@ assert only: \forall struct siphash_state t; SipStart(t, key) ==>
	      t == s0; */
	/*@ loop invariant i <= n && s == SipWords(s0, d, i);
	    loop assigns i, s;
	    loop variant n - i; */
	for (i = 0; i < n; i++)
		sip_word(&s, d.w[i]);
	sip_word(&s, (uint64_t)n * 576460752303423488u);
	s.v2 ^= 0xffu;
	sip_rounds(&s, 4);
	return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}
