/*
 * Time: nanoseconds since the host was started, given by the caller.
 */
#ifndef LIB_TIME_H
#define LIB_TIME_H

#include <stdbool.h>
#include <stdint.h>

enum {
	NSEC_PER_MSEC = 1000000,
	NSEC_PER_SEC = 1000000000,
};

typedef uint64_t ktime_t;

/* A deadline beyond the end of time is never, not soon. */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result == (a + ns <= 0xffffffffffffffff ? a + ns :
                        0xffffffffffffffff);
*/
ktime_t ktime_add(ktime_t a, uint64_t ns);

/* How long from then to now; 0 if then is not yet. */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result == (now > then ? now - then : 0);
*/
uint64_t ktime_sub(ktime_t now, ktime_t then);

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result <==> a < b;
*/
bool ktime_before(ktime_t a, ktime_t b);

#endif
