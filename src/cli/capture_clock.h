/*
 * capture_clock: pcapng timestamps in nanoseconds: any decimal or binary
 * unit, an offset in seconds, and no overflow: what does not fit saturates.
 */
#ifndef CLI_CAPTURE_CLOCK_H
#define CLI_CAPTURE_CLOCK_H

#include "cli/capture_format.h"

/* Sets the unit from an if_tsresol byte: 10^-n seconds, or 2^-n with 0x80. */
void capture_clock_unit(struct capture_clock *clock, uint8_t tsresol);

/* Sets the offset from an if_tsoffset: seconds, signed. */
void capture_clock_offset(struct capture_clock *clock, uint64_t seconds);

/* Nanoseconds since 1970 of a timestamp in units. */
int64_t capture_clock_ns(const struct capture_clock *clock, uint64_t units);

#endif
