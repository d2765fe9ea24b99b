/* gate: variant and assigns on every loop
 * says: count: loop without `loop variant`
 * mode: parse */
#include <stdint.h>

/*@ terminates \true; exits \false; assigns \nothing; */
uint32_t count(uint32_t n)
{
	uint32_t i = 0;

	/*@ loop assigns i; */
	while (i < n)
		i++;
	return i;
}
