/* gate: every core source in a unit
 * says: same: inline function in a header that no unit owns
 * mode: parse */
#include "core/other.h"
//// src/core/other.h
#ifndef CORE_OTHER_H
#define CORE_OTHER_H

/*@ terminates \true; exits \false; assigns \nothing; ensures \result == x; */
static inline int same(int x)
{
	return x;
}

#endif
