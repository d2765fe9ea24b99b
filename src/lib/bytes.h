/*
 * The bytes of one packet and the only ways to reach them.
 *
 * A packet's bytes lie inline, wrapped in struct pkt, so that a contract can
 * speak of them as one value.  Words are big-endian, at any offset.  The
 * arithmetic is / % * instead of shifts: the provers follow it, and the
 * compilers make the same loads and stores of it.
 */
#ifndef LIB_BYTES_H
#define LIB_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 128 bytes of headroom and the largest frame, 65535, rounded up */
enum { PKT_SIZE = 65664 };

struct pkt {
	uint8_t b[PKT_SIZE];
};

#include "spec/bytes.h"

/*@ requires \valid_read(p);
    requires o < PKT_SIZE;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result == P8(*p, o);
*/
uint8_t get_u8(const struct pkt *p, uint32_t o);

/*@ requires \valid_read(p);
    requires o <= PKT_SIZE - 2;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result == P16(*p, o);
*/
uint16_t get_be16(const struct pkt *p, uint32_t o);

/*@ requires \valid_read(p);
    requires o <= PKT_SIZE - 4;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result == P32(*p, o);
*/
uint32_t get_be32(const struct pkt *p, uint32_t o);

/*@ requires \valid_read(p);
    requires o <= PKT_SIZE - 8;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result == P64(*p, o);
*/
uint64_t get_be64(const struct pkt *p, uint32_t o);

/*@ requires \valid(p);
    requires o < PKT_SIZE;
    terminates \true;
    exits \false;
    assigns p->b[o];
    ensures P8(*p, o) == v;
    ensures p->b[o] == v;
*/
void put_u8(struct pkt *p, uint32_t o, uint8_t v);

/*@ requires \valid(p);
    requires o <= PKT_SIZE - 2;
    terminates \true;
    exits \false;
    assigns p->b[o .. o + 1];
    ensures P16(*p, o) == v;
    ensures p->b[o] == v / 256;
    ensures p->b[o + 1] == v % 256;
*/
void put_be16(struct pkt *p, uint32_t o, uint16_t v);

/*@ requires \valid(p);
    requires o <= PKT_SIZE - 4;
    terminates \true;
    exits \false;
    assigns p->b[o .. o + 3];
    ensures P32(*p, o) == v;
    ensures P16(*p, o) == v / 65536;
    ensures P16(*p, o + 2) == v % 65536;
    ensures p->b[o] == v / 65536 / 256;
    ensures p->b[o + 1] == v / 65536 % 256;
    ensures p->b[o + 2] == v % 65536 / 256;
    ensures p->b[o + 3] == v % 65536 % 256;
*/
void put_be32(struct pkt *p, uint32_t o, uint32_t v);

/*@ requires \valid(p);
    requires o <= PKT_SIZE - 8;
    terminates \true;
    exits \false;
    assigns p->b[o .. o + 7];
    ensures P64(*p, o) == v;
    ensures P32(*p, o) == v / 4294967296;
    ensures P32(*p, o + 4) == v % 4294967296;
*/
void put_be64(struct pkt *p, uint32_t o, uint64_t v);

/* Outside memory in.  A copy of 0 bytes may be anywhere in the packet. */
/*@ requires \valid(p);
    requires n <= PKT_SIZE && o <= PKT_SIZE - n;
    requires \valid_read(from + (0 .. n - 1));
    requires \separated(p, from + (0 .. n - 1));
    terminates \true;
    exits \false;
    assigns p->b[o .. o + n - 1];
    ensures \forall integer k; o <= k < o + n ==> p->b[k] == from[k - o];
    ensures \forall integer i; 0 <= i < n ==> p->b[o + i] == from[i];
*/
void pkt_copy_in(struct pkt *p, uint32_t o, const uint8_t *from, uint32_t n);

/* Packet bytes out to outside memory. */
/*@ requires \valid_read(p);
    requires n <= PKT_SIZE && o <= PKT_SIZE - n;
    requires \valid(to + (0 .. n - 1));
    requires \separated(p, to + (0 .. n - 1));
    terminates \true;
    exits \false;
    assigns to[0 .. n - 1];
    ensures \forall integer i; 0 <= i < n ==> to[i] == p->b[o + i];
*/
void pkt_copy_out(uint8_t *to, const struct pkt *p, uint32_t o, uint32_t n);

/* From one packet to another one. */
/*@ requires \valid(to) && \valid_read(from) && \separated(to, from);
    requires n <= PKT_SIZE && to_o <= PKT_SIZE - n && from_o <= PKT_SIZE - n;
    terminates \true;
    exits \false;
    assigns to->b[to_o .. to_o + n - 1];
    ensures \forall integer k; to_o <= k < to_o + n ==>
      to->b[k] == from->b[from_o + (k - to_o)];
    ensures \forall integer i; 0 <= i < n ==>
      to->b[to_o + i] == from->b[from_o + i];
*/
void pkt_copy(struct pkt *to, uint32_t to_o, const struct pkt *from,
	      uint32_t from_o, uint32_t n);

/*@ requires \valid(p);
    requires n <= PKT_SIZE && o <= PKT_SIZE - n;
    terminates \true;
    exits \false;
    assigns p->b[o .. o + n - 1];
    ensures \forall integer k; o <= k < o + n ==> p->b[k] == v;
*/
void pkt_set(struct pkt *p, uint32_t o, uint8_t v, uint32_t n);

/* The two packets may be one and the same. */
/*@ requires \valid_read(a) && \valid_read(b);
    requires n <= PKT_SIZE && ao <= PKT_SIZE - n && bo <= PKT_SIZE - n;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result <==>
      \forall integer i; 0 <= i < n ==> a->b[ao + i] == b->b[bo + i];
*/
bool pkt_equal(const struct pkt *a, uint32_t ao, const struct pkt *b,
	       uint32_t bo, uint32_t n);

#endif
