/* gate: none
 * mode: prove
 * A unit that every gate lets pass: what the others change, one thing at a time. */
#include <stdint.h>

struct box { uint32_t n; uint32_t a[4]; };

/*@ requires \valid(b); terminates \true; exits \false; assigns b->n; ensures b->n == v; */
void box_set(struct box *b, uint32_t v)
{
	b->n = v;
}

/*@ requires \valid(b);
    terminates \true; exits \false; assigns b->a[0 .. 3];
    ensures \forall integer i; 0 <= i < 4 ==> b->a[i] == 0; */
void box_clear(struct box *b)
{
	/*@ loop invariant 0 <= i <= 4;
	    loop invariant \forall integer j; 0 <= j < i ==> b->a[j] == 0;
	    loop assigns i, b->a[0 .. 3];
	    loop variant 4 - i; */
	for (uint32_t i = 0; i < 4u; i++)
		b->a[i] = 0;
}
