/* gate: no unit below its floor of goals
 * says: src/core/case.c: \d+ goals, below its floor of 1000
 * mode: prove
 * units: core/case src/core/case.c 1000 provers=z3 */
#include <stdint.h>

struct box { uint32_t n; uint32_t a[4]; };

/*@ requires \valid(b); terminates \true; exits \false; assigns b->n; ensures b->n == v; */
void box_set(struct box *b, uint32_t v)
{
	b->n = v;
}
