/*
 * capture_clock: see the header.  Decimal units are one multiplication or one
 * division; binary ones keep the highest 34 bits of the fraction, which is
 * finer than a tenth of a nanosecond.
 */
#include "cli/capture_clock.h"

#include "cli/pcapng.h"

enum {
	FRACTION_BITS = 34, /* 2^34 * 10^9 < 2^64 */
	DECIMAL_MAX = 19,   /* 10^19 < 2^64 */
	NANOSECONDS = 9,
	WORD = 64,
};

#define NS_PER_SECOND 1000000000

static uint64_t power_of_ten(unsigned int exponent)
{
	uint64_t power = 1;

	while (exponent-- > 0)
		power *= 10;
	return power;
}

void capture_clock_unit(struct capture_clock *clock, uint8_t tsresol)
{
	unsigned int digits = tsresol;

	clock->binary = (tsresol & TSRESOL_BINARY) != 0;
	clock->shift = tsresol & ~(unsigned int)TSRESOL_BINARY;
	clock->multiply = 1;
	clock->divide = 1;
	if (clock->binary)
		return;
	if (digits <= NANOSECONDS)
		clock->multiply = power_of_ten(NANOSECONDS - digits);
	else if (digits - NANOSECONDS <= DECIMAL_MAX)
		clock->divide = power_of_ten(digits - NANOSECONDS);
	else
		clock->divide = 0;
}

void capture_clock_offset(struct capture_clock *clock, uint64_t seconds)
{
	int64_t limit = INT64_MAX / NS_PER_SECOND;
	int64_t offset = (int64_t)seconds;

	if (offset > limit)
		offset = limit;
	if (offset < -limit)
		offset = -limit;
	clock->offset_ns = offset * NS_PER_SECOND;
}

/* units * factor, at most INT64_MAX. */
static int64_t scale(uint64_t units, uint64_t factor)
{
	if (units > (uint64_t)INT64_MAX / factor)
		return INT64_MAX;
	return (int64_t)(units * factor);
}

/* Both must lie in 0..INT64_MAX, or the second may be negative. */
static int64_t add(int64_t a, int64_t b)
{
	if (b > 0 && a > INT64_MAX - b)
		return INT64_MAX;
	return a + b;
}

/* The fraction below 2^-shift seconds; shift may exceed the word. */
static int64_t binary_ns(uint64_t units, unsigned int shift)
{
	uint64_t seconds = shift < WORD ? units >> shift : 0;
	uint64_t fraction = units;

	if (shift < WORD)
		fraction &= (UINT64_C(1) << shift) - 1;
	if (shift > FRACTION_BITS + WORD - 1)
		return 0;
	if (shift > FRACTION_BITS) {
		fraction >>= shift - FRACTION_BITS;
		shift = FRACTION_BITS;
	}
	return add(scale(seconds, NS_PER_SECOND),
		(int64_t)(fraction * NS_PER_SECOND >> shift));
}

int64_t capture_clock_ns(const struct capture_clock *clock, uint64_t units)
{
	int64_t ns;

	if (clock->binary)
		ns = binary_ns(units, clock->shift);
	else if (clock->multiply != 1)
		ns = scale(units, clock->multiply);
	else if (clock->divide == 0)
		ns = 0;
	else
		ns = scale(units / clock->divide, 1);
	return add(ns, clock->offset_ns);
}
