/* gate: unproved
 * says: unproved: core/case: typed_ref_box_set_ensures
 * mode: prove */
#include <stdint.h>

struct box { uint32_t n; uint32_t a[4]; };

/*@ requires \valid(b); terminates \true; exits \false; assigns b->n; ensures b->n == v + 1; */
void box_set(struct box *b, uint32_t v)
{
	b->n = v;
}
