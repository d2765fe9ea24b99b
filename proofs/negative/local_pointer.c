/* gate: no local pointer into state
 * says: first: local pointer `struct box \*b = &r->box\[0\]`
 * mode: parse */
#include <stdint.h>

struct box { uint32_t n; };
struct row { struct box box[4]; };

/*@ requires \valid(r); terminates \true; exits \false; assigns r->box[0].n; */
void first(struct row *r)
{
	struct box *b = &r->box[0];

	b->n = 1;
}
