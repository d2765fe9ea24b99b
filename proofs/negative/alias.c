/* gate: unproved
 * says: typed_ref_bad_call_two_wp_typed_ref_requires
 * mode: prove
 * By-reference formals must be separated: the hypothesis is a goal at each call. */
#include <stdint.h>

struct box { uint32_t n; uint32_t a[4]; };

/*@ requires \valid(a) && \valid(b); terminates \true; exits \false; assigns a->n, b->n;
    ensures a->n == 1 && b->n == 2; */
void two(struct box *a, struct box *b)
{
	a->n = 1;
	b->n = 2;
}

/*@ requires \valid(a); terminates \true; exits \false; assigns a->n; */
void bad(struct box *a)
{
	two(a, a);
}
