/* gate: unproved
 * says: unproved: core/case: typed_ref_lemma_big
 * mode: prove
 * A false lemma proves everything else of its unit; so it must be proved itself. */
#include <stdint.h>

/*@ lemma big: \forall integer x; x > 0 ==> x * x > 100; */

/*@ requires 1 <= x <= 5; terminates \true; exits \false; assigns \nothing; ensures \result > 100; */
uint32_t square(uint32_t x)
{
	return x * x;
}
