/*
 * ddmin: the fewest of n things that still show what is looked for, by leaving
 * out halves, quarters, single ones [Zeller, Hildebrandt: Simplifying and
 * Isolating Failure-Inducing Input, 2002; without its tests of subsets alone].
 */
#ifndef CLI_DDMIN_H
#define CLI_DDMIN_H

#include <stdbool.h>
#include <stdint.h>

/*
 * kept[i]: the thing is there; all that are at the start show it.  still(arg)
 * says whether those that are kept show it.
 */
void ddmin(bool *kept, uint32_t n, bool (*still)(void *arg), void *arg);

#endif
