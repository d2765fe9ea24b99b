/* gate: contract, terminates and assigns on every function
 * says: same has no `assigns`
 * mode: parse */
#include <stdint.h>

/*@ terminates \true; exits \false; ensures \result == x; */
uint32_t same(uint32_t x)
{
	return x;
}
