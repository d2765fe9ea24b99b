/*
 * The Internet checksum [RFC 1071], its pseudo header [RFC 768] and its
 * incremental update [RFC 1624], under Linux's names.
 *
 * Running sums are 64 bits wide and in host order.  Feed the pseudo header in
 * first: csum_partial(p, o, n, csum_tcpudp_nofold(sa, da, n, proto, 0)) is
 * exactly OcFold(Bsum + PseudoSum), so 65535 minus it is the field's value.
 */
#ifndef LIB_CHECKSUM_H
#define LIB_CHECKSUM_H

#include "lib/bytes.h"
#include "spec/checksum.h"

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result == OcFold(s);
*/
uint16_t csum_fold(uint64_t s);

/*@ requires \valid_read(p);
    requires n <= 65535 && o <= PKT_SIZE - n;
    requires sum <= 0xffffffffff;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures Bsum(*p, o, n) >= 0;
    ensures T1_partial: \result == OcFold(Bsum(*p, o, n) + sum);
    ensures \result <= 65535;
*/
uint64_t csum_partial(const struct pkt *p, uint32_t o, uint32_t n,
		      uint64_t sum);

/* 0 for a header whose checksum field is right. */
/*@ requires \valid_read(p);
    requires n <= 65535 && o <= PKT_SIZE - n;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1_compute: \result == 65535 - OcFold(Bsum(*p, o, n));
*/
uint16_t ip_compute_csum(const struct pkt *p, uint32_t o, uint32_t n);

/*@ requires len <= 65535;
    requires sum <= 0xffffffff;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result == PseudoSum(saddr, daddr, len, proto) + sum;
    ensures sum <= \result <= sum + 327930;
*/
uint64_t csum_tcpudp_nofold(uint32_t saddr, uint32_t daddr, uint32_t len,
			    uint8_t proto, uint64_t sum);

/*@ requires len <= 65535;
    requires sum <= 0xffffffff;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result ==
      65535 - OcFold(PseudoSum(saddr, daddr, len, proto) + sum);
*/
uint16_t csum_tcpudp_magic(uint32_t saddr, uint32_t daddr, uint32_t len,
			   uint8_t proto, uint64_t sum);

/*
 * [RFC 1624 3, equation 3]: one 16-bit word under the checksum changes.  What
 * was right for the sum s stays right: s without the field, then with it.
 */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures \forall integer s; check == 65535 - OcFold(s) && s >= old &&
      s - old + new > 0 ==> \result == 65535 - OcFold(s - old + new);
    ensures \forall integer s; OcFold(s) == 65535 &&
      s - check - old + new > 0 ==>
        OcFold(s - check - old + new + \result) == 65535;
*/
uint16_t csum_replace2(uint16_t check, uint16_t old, uint16_t new);

/* For proofs only: a sum depends on its own bytes and on no others. */
/*@ ghost
    /@ requires n <= 65535 && o <= PKT_SIZE - n;
       requires \forall integer k; o <= k < o + n ==> p.b[k] == q.b[k];
       terminates \true;
       exits \false;
       assigns \nothing;
       ensures Bsum(p, o, n) == Bsum(q, o, n);
    @/
    void csum_same(struct pkt p, struct pkt q, uint32_t o, uint32_t n);
*/

/* For proofs only: what becomes of the sum when the word at w alone changes. */
/*@ ghost
    /@ requires n <= 65535 && o <= PKT_SIZE - n;
       requires o <= w && w + 2 <= o + n && (w - o) % 2 == 0;
       requires \forall integer k; o <= k < o + n && k != w && k != w + 1 ==>
         p.b[k] == q.b[k];
       terminates \true;
       exits \false;
       assigns \nothing;
       ensures Bsum(q, o, n) == Bsum(p, o, n) - P16(p, w) + P16(q, w);
    @/
    void csum_word(struct pkt p, struct pkt q, uint32_t o, uint32_t n,
                   uint32_t w);
*/

#endif
