/*
 * diff_frame: a sent frame without what Linux draws by chance or takes from
 * the clock: identification and time stamps.
 */
#ifndef CLI_DIFF_FRAME_H
#define CLI_DIFF_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/text.h"

/*
 * In place.  Only of packets that the host itself made, that is, whose source
 * is not that of the packet that entered (host byte order); and only where the
 * checksum was right, so that a wrong one is still seen.
 */
void frame_normalise(uint8_t *frame, size_t size, uint32_t entered_saddr);

/* Is that frame, in hexadecimal digits, IGMP; whose, of what type? */
bool frame_is_igmp(const char *hex, uint32_t *saddr, uint32_t *type);
/* Its bytes from the IP header on. */
uint32_t frame_octets(const char *hex);

/* Is that packet, in hexadecimal digits, an ICMP error or reply; whose? */
bool packet_is_icmp_answer(const char *hex, uint32_t *saddr);

/* A received packet: only the time stamps in its options are taken out, unless
 * it is one of our `own` that came back. */
void packet_normal_hex(struct text *t, const char *hex, bool own);

/* The same of a frame in hexadecimal digits; NULL: none. */
void frame_normal_hex(struct text *t, const char *hex, uint32_t entered_saddr);

#endif
