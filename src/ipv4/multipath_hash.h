/*
 * The number that spreads flows over the next hops of a route, Linux's own:
 * with the same seed a packet leaves by the same hop [Linux net/ipv4/route.c,
 * fib_multipath_hash; net/core/flow_dissector.c].
 */
#ifndef IPV4_MULTIPATH_HASH_H
#define IPV4_MULTIPATH_HASH_H

#include "ipv4/flow.h"

/* net.ipv4.fib_multipath_hash_policy: what of a packet counts. */
enum multipath_policy {
	MULTIPATH_L3 = 0,	/* the two addresses */
	MULTIPATH_L4 = 1	/* also protocol and ports */
};

/*@ // the bytes of a number in the other order
    logic integer Swab16(integer x) = x % 256 * 256 + x / 256 % 256;
    logic integer Swab32(integer x) =
      Swab16(x % 65536) * 65536 + Swab16(x / 65536); */

/*
 * The hash of a flow, 31 bits, with that net.ipv4.fib_multipath_hash_seed.
 * Who talks to whom does not count: the way back has the same number.
 */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures MPH_001_bits: \result < 2147483648; */
uint32_t fib_multipath_hash(struct flowi4 w, uint32_t policy, uint32_t seed);

#endif
