/*
 * Big-endian words of a packet, as mathematics.
 *
 * Pk(p, o) is the number that the k bits at offset o of packet p spell in
 * network byte order [RFC 1700].  All of them take the packet by value.
 */
#include "lib/bytes.h" /* before the guard: it includes this file */

#ifndef SPEC_BYTES_H
#define SPEC_BYTES_H

/*@ logic integer P8(struct pkt p, integer o) = p.b[o];
    logic integer P16(struct pkt p, integer o) = p.b[o] * 256 + p.b[o + 1];
    logic integer P32(struct pkt p, integer o) =
      P16(p, o) * 65536 + P16(p, o + 2);
    logic integer P64(struct pkt p, integer o) =
      P32(p, o) * 4294967296 + P32(p, o + 4);
*/

#endif
