/* gate: unproved
 * says: typed_ref_spin_loop_variant
 * mode: prove */
#include <stdint.h>

/*@ requires \valid(p); terminates \true; exits \false; assigns *p; */
void spin(uint32_t *p)
{
	/*@ loop assigns *p;
	    loop variant 1; */
	while (*p < 10u)
		*p = 0;
}
