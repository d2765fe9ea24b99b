/* gate: smoke
 * says: smoke alarm: core/case: typed_ref_never_wp_smoke_default_requires
 * mode: smoke */
#include <stdint.h>

/*@ requires x > 3 && x < 2; terminates \true; exits \false; assigns \nothing; ensures \result == 7; */
uint32_t never(uint32_t x)
{
	return x;
}
