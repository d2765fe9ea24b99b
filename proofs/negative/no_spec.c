/* gate: Frama-C runs without a complaint
 * also: WP saw each contract whole
 * says: Neither code nor specification for function door
 * mode: prove */
#include <stdint.h>

uint32_t door(uint32_t x);

/*@ terminates \true; exits \false; assigns \nothing; */
uint32_t same(uint32_t x)
{
	return x;
}

/*@ terminates \true; exits \true; assigns \nothing; */
uint32_t enter(uint32_t x)
{
	return door(x);
}
