/* gate: unproved
 * says: unproved: core/case: typed_ref_half_ensures
 * mode: replay
 * A line of the cache that is not this goal's proves nothing. */
#include <stdint.h>

/*@ terminates \true; exits \false; assigns \nothing; ensures 2 * \result <= x; */
uint32_t half(uint32_t x)
{
	return x / 2u;
}
//// proofs/cache.txt
core/case	typed_ref_half_ensures	Z3:4.8.12	00000000000000000000000000000000	0.1
