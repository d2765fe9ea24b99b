/*
 * capture_bytes: numbers in capture files, whose byte order is a property of
 * the file.  Every function touches exactly the bytes its name counts.
 */
#ifndef CLI_CAPTURE_BYTES_H
#define CLI_CAPTURE_BYTES_H

#include <stdbool.h>
#include <stdint.h>

static inline uint16_t capture_get16(bool big_endian, const uint8_t *p)
{
	if (big_endian)
		return (uint16_t)(p[0] << 8 | p[1]);
	return (uint16_t)(p[1] << 8 | p[0]);
}

static inline uint32_t capture_get32(bool big_endian, const uint8_t *p)
{
	if (big_endian)
		return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
		       (uint32_t)p[2] << 8 | p[3];
	return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 |
	       (uint32_t)p[1] << 8 | p[0];
}

static inline uint64_t capture_get64(bool big_endian, const uint8_t *p)
{
	uint64_t first = capture_get32(big_endian, p);
	uint64_t second = capture_get32(big_endian, p + 4);

	return big_endian ? first << 32 | second : second << 32 | first;
}

/* What Muffin writes is little-endian. */
static inline void capture_put16(uint8_t *p, uint16_t value)
{
	p[0] = (uint8_t)value;
	p[1] = (uint8_t)(value >> 8);
}

static inline void capture_put32(uint8_t *p, uint32_t value)
{
	capture_put16(p, (uint16_t)value);
	capture_put16(p + 2, (uint16_t)(value >> 16));
}

static inline void capture_put64(uint8_t *p, uint64_t value)
{
	capture_put32(p, (uint32_t)value);
	capture_put32(p + 4, (uint32_t)(value >> 32));
}

#endif
