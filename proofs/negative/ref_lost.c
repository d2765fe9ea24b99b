/* gate: WP kept every state formal by reference
 * says: case.c:\d+: second: no memory model hypothesis for `b`: Ref was lost
 * mode: prove */
#include <stdint.h>

struct box { uint32_t n; uint32_t a[4]; };

/*@ requires \valid(b + (0 .. 1)); terminates \true; exits \false; assigns b[1].n;
    ensures b[1].n == 0; */
void second(struct box *b)
{
	b[1].n = 0;
}
