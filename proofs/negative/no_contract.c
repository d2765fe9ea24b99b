/* gate: contract, terminates and assigns on every function
 * says: case.c:\d+: same has no contract
 * mode: parse */
#include <stdint.h>

/*@ predicate Same(integer a, integer b) = a == b; */

uint32_t same(uint32_t x)
{
	return x;
}
