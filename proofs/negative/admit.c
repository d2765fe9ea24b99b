/* gate: no admit, no axiom outside spec/
 * says: case.c:\d+: admit
 * mode: parse */
#include <stdint.h>

/*@ terminates \true; exits \false; assigns \nothing; ensures \result == 0; */
uint32_t zero(uint32_t x)
{
	//@ admit x == 0;
	return x;
}
