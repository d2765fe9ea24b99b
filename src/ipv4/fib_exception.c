/* What ICMP told about routes. */
#include "ipv4/fib_exception.h"

void fib_exceptions_init(struct fib_exceptions *x)
{
	x->n = 0;
}
