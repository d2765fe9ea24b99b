/* gate: the trusted base is the committed one
 * says: door: in proofs/trusted.txt but not trusted by any unit
 * mode: prove */
#include <stdint.h>

/*@ terminates \true; exits \false; assigns \nothing; ensures \result == 0; */
uint32_t enter(void)
{
	return 0;
}
//// proofs/trusted.txt
door	src/core/case.c
