/* gate: unproved
 * says: typed_ref_low_assert_rte_unsigned_downcast
 * mode: prove */
#include <stdint.h>

/*@ terminates \true; exits \false; assigns \nothing; */
uint8_t low(uint32_t x)
{
	return (uint8_t)x;
}
