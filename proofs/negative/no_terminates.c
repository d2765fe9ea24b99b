/* gate: contract, terminates and assigns on every function
 * says: same has no `terminates`
 * mode: parse */
#include <stdint.h>

/*@ exits \false; assigns \nothing; ensures \result == x; */
uint32_t same(uint32_t x)
{
	return x;
}
