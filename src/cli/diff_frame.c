/* diff_frame: see the header. */
#include "cli/diff_frame.h"

#include <stdlib.h>

enum {
	FRAME_IP = 14, FRAME_TYPE = 12,
	IP_LENGTH = 2, IP_ID = 4, IP_PROTOCOL = 9, IP_SUM = 10, IP_SOURCE = 12,
	IP_HEADER = 20, PROTOCOL_ICMP = 1,
	ICMP_SUM = 2, ICMP_RECEIVED = 12, ICMP_STAMPS = 8, ICMP_STAMPED = 20,
	ICMP_TIMESTAMP_REPLY = 14, BYTE = 8, HEX_DIGITS = 2
};

static uint32_t get16(const uint8_t *p)
{
	return (uint32_t)p[0] << BYTE | p[1];
}

static uint32_t get32(const uint8_t *p)
{
	return get16(p) << 2 * BYTE | get16(p + 2);
}

/* Does the sum of all, checksum included, come out right [RFC 1071]? */
static bool sum_is_right(const uint8_t *p, size_t size)
{
	uint32_t sum = 0;
	size_t i;

	for (i = 0; i + 1 < size; i += 2)
		sum += get16(p + i);
	if (size & 1)
		sum += (uint32_t)p[size - 1] << BYTE;
	while (sum >> 2 * BYTE)
		sum = (sum & 0xffff) + (sum >> 2 * BYTE);
	return sum == 0xffff;
}

static void normalise_stamps(uint8_t *icmp, size_t size)
{
	if (size < ICMP_STAMPED || icmp[0] != ICMP_TIMESTAMP_REPLY ||
	    !sum_is_right(icmp, size))
		return;
	memset(icmp + ICMP_RECEIVED, 0, ICMP_STAMPS);
	memset(icmp + ICMP_SUM, 0, 2);
}

void frame_normalise(uint8_t *frame, size_t size, uint32_t entered_saddr)
{
	uint8_t *ip = frame + FRAME_IP;
	size_t header, length;

	if (size < FRAME_IP + IP_HEADER || get16(frame + FRAME_TYPE) != 0x0800)
		return;
	header = (size_t)(ip[0] & 15) * 4;
	length = get16(ip + IP_LENGTH);
	if (header < IP_HEADER || length < header ||
	    length > size - FRAME_IP || get32(ip + IP_SOURCE) == entered_saddr)
		return;
	if (ip[IP_PROTOCOL] == PROTOCOL_ICMP)
		normalise_stamps(ip + header, length - header);
	if (!sum_is_right(ip, header))
		return;
	memset(ip + IP_ID, 0, 2);
	memset(ip + IP_SUM, 0, 2);
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 0;
}

void frame_normal_hex(struct text *t, const char *hex, uint32_t entered_saddr)
{
	size_t size = hex ? strlen(hex) / HEX_DIGITS : 0;
	uint8_t *frame = malloc(size + 1);
	size_t i;

	for (i = 0; frame && i < size; i++)
		frame[i] = (uint8_t)(digit(hex[HEX_DIGITS * i]) << 4 |
			digit(hex[HEX_DIGITS * i + 1]));
	if (frame) {
		frame_normalise(frame, size, entered_saddr);
		text_hex(t, frame, size);
	}
	free(frame);
}
