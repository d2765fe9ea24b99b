/* gate: no local pointer into state
 * says: first: local pointer into state `uint32_t \*n = &r->n`
 * mode: parse */
#include <stdint.h>

struct row { uint32_t n; };

/*@ requires \valid(r); terminates \true; exits \false; assigns r->n; */
void first(struct row *r)
{
	uint32_t *n = &r->n;

	*n = 1;
}
