/*
 * The Internet checksum [RFC 1071], as mathematics.
 *
 * Bsum is the plain sum of 16-bit big-endian words, said byte by byte so that
 * an odd tail needs no case of its own.  OcFold is the ones' complement
 * reduction of such a sum to 16 bits: 0 for 0 only, else 1..65535.
 * A checksum field c is right for a sum S without it iff
 * c == 65535 - OcFold(S).
 */
#ifndef SPEC_CHECKSUM_H
#define SPEC_CHECKSUM_H

#include "lib/bytes.h"

/*@ logic integer Bsum(struct pkt p, integer o, integer n) = n <= 0 ? 0 :
      Bsum(p, o, n - 1) +
      ((n - 1) % 2 == 0 ? 256 * p.b[o + n - 1] : p.b[o + n - 1]);
    logic integer OcFold(integer s) = s <= 0 ? 0 : (s - 1) % 65535 + 1;
    logic integer PseudoSum(integer sa, integer da, integer len,
                            integer proto) =
      sa / 65536 + sa % 65536 + da / 65536 + da % 65536 + len + proto;
*/

#endif
