/* gate: no conditional compilation
 * says: case.c:\d+: preprocessor conditional #ifdef FAST
 * mode: parse */
#include <stdint.h>

/*@ terminates \true; exits \false; assigns \nothing; ensures \result == x; */
uint32_t same(uint32_t x)
{
#ifdef FAST
	return 0;
#endif
	return x;
}
