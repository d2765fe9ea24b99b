/* gate: the front end accepts every unit
 * says: unbound logic variable nobody
 * mode: parse */
#include <stdint.h>

/*@ terminates \true; exits \false; assigns \nothing; ensures \result == nobody; */
uint32_t same(uint32_t x)
{
	return x;
}
