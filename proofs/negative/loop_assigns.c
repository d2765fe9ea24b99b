/* gate: variant and assigns on every loop
 * says: count: loop without `loop assigns`
 * mode: parse */
#include <stdint.h>

/*@ terminates \true; exits \false; assigns \nothing; */
uint32_t count(uint32_t n)
{
	uint32_t i = 0;

	/*@ loop variant n - i; */
	do {
		i++;
	} while (i < n);
	return i;
}
