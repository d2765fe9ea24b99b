/* gate: unproved
 * says: typed_ref_next_assert_rte_unsigned_overflow
 * mode: prove */
#include <stdint.h>

/*@ terminates \true; exits \false; assigns \nothing; */
uint32_t next(uint32_t x)
{
	return x + 1u;
}
