/* Times in nanoseconds.  Contracts: time.h. */
#include "lib/time.h"

ktime_t ktime_add(ktime_t a, uint64_t ns)
{
	return ns > UINT64_MAX - a ? UINT64_MAX : a + ns;
}

uint64_t ktime_sub(ktime_t now, ktime_t then)
{
	return now > then ? now - then : 0u;
}

bool ktime_before(ktime_t a, ktime_t b)
{
	return a < b;
}
