/* gate: no conditional compilation
 * says: case.c: __FRAMAC__: the proof must see what the compiler sees
 * mode: parse */
#include <stdint.h>

/*@ terminates \true; exits \false; assigns \nothing; ensures \result == 1; */
uint32_t one(void)
{
	return __FRAMAC__;
}
