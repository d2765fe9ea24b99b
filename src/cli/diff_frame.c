/* diff_frame: see the header. */
#include "cli/diff_frame.h"

#include <stdlib.h>

enum {
	FRAME_IP = 14, FRAME_TYPE = 12,
	IP_LENGTH = 2, IP_ID = 4, IP_PROTOCOL = 9, IP_SUM = 10, IP_SOURCE = 12,
	IP_HEADER = 20, PROTOCOL_ICMP = 1,
	ICMP_SUM = 2, ICMP_RECEIVED = 12, ICMP_STAMPS = 8, ICMP_STAMPED = 20,
	ICMP_ECHO_REPLY = 0, ICMP_TIMESTAMP_REPLY = 14, ICMP_QUOTE = 8,
	PROTOCOL_IGMP = 2,
	OPTION_END = 0, OPTION_NOP = 1, OPTION_TIMESTAMP = 68,
	OPTION_FLAGS = 3, OPTION_STAMPS = 4, BYTE = 8, HEX_DIGITS = 2
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

/* Time stamps of one option; the addresses between them stay [RFC 791]. */
static void blank_stamps(uint8_t *option, size_t size)
{
	size_t step = (option[OPTION_FLAGS] & 15) == 0 ? 4 : 8;
	size_t at;

	for (at = OPTION_STAMPS + step - 4; at + 4 <= size; at += step)
		memset(option + at, 0, 4);
}

/* True: there was a time stamp option among them. */
static bool blank_options(uint8_t *ip, size_t header)
{
	size_t at = IP_HEADER;
	bool found = false;

	while (at + 1 < header && ip[at] != OPTION_END) {
		size_t size = ip[at] == OPTION_NOP ? 1 : ip[at + 1];

		if (size == 0 || at + size > header)
			break;
		if (ip[at] == OPTION_TIMESTAMP && size > OPTION_STAMPS) {
			blank_stamps(ip + at, size);
			found = true;
		}
		at += size;
	}
	return found;
}

static size_t header_size(const uint8_t *ip, size_t size)
{
	size_t header = size >= IP_HEADER ? (size_t)(ip[0] & 15) * 4 : 0;

	return header >= IP_HEADER && header <= size ? header : 0;
}

static bool is_error(uint32_t type)
{
	return type == 3 || type == 4 || type == 5 || type == 11 || type == 12;
}

/* The header that an ICMP error quotes may have been stamped too. */
static void normalise_quote(uint8_t *icmp, size_t size)
{
	uint8_t *quote = icmp + ICMP_QUOTE;
	size_t header;

	if (size < ICMP_QUOTE || !is_error(icmp[0]))
		return;
	header = header_size(quote, size - ICMP_QUOTE);
	if (header == 0 || !sum_is_right(icmp, size) ||
	    !blank_options(quote, header))
		return;
	memset(quote + IP_SUM, 0, 2);
	memset(icmp + ICMP_SUM, 0, 2);
}

static void normalise_header(uint8_t *ip, size_t header, bool own)
{
	bool right = sum_is_right(ip, header);
	bool stamped = blank_options(ip, header);

	if (!right || (!own && !stamped))
		return;
	if (own)
		memset(ip + IP_ID, 0, 2);
	memset(ip + IP_SUM, 0, 2);
}

static void normalise_packet(uint8_t *ip, size_t size, bool own)
{
	size_t header = header_size(ip, size), length = get16(ip + IP_LENGTH);

	if (header == 0 || length < header || length > size)
		return;
	if (own && ip[IP_PROTOCOL] == PROTOCOL_ICMP) {
		normalise_stamps(ip + header, length - header);
		normalise_quote(ip + header, length - header);
	}
	normalise_header(ip, header, own);
}

void frame_normalise(uint8_t *frame, size_t size, uint32_t entered_saddr)
{
	uint8_t *ip = frame + FRAME_IP;

	if (size >= FRAME_IP + IP_HEADER &&
	    get16(frame + FRAME_TYPE) == 0x0800)
		normalise_packet(ip, size - FRAME_IP,
			get32(ip + IP_SOURCE) != entered_saddr);
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 0;
}

static uint32_t byte_at(const char *hex, size_t at)
{
	return (uint32_t)(digit(hex[HEX_DIGITS * at]) << 4 |
		digit(hex[HEX_DIGITS * at + 1]));
}

static uint32_t source_at(const char *hex, size_t ip)
{
	uint32_t saddr = 0;
	size_t i;

	for (i = 0; i < 4; i++)
		saddr = saddr << BYTE | byte_at(hex, ip + IP_SOURCE + i);
	return saddr;
}

bool packet_is_icmp_answer(const char *hex, uint32_t *saddr)
{
	size_t at;

	if (strlen(hex) < HEX_DIGITS * IP_HEADER ||
	    byte_at(hex, IP_PROTOCOL) != PROTOCOL_ICMP)
		return false;
	at = (byte_at(hex, 0) & 15) * 4;
	*saddr = source_at(hex, 0);
	return strlen(hex) > HEX_DIGITS * at + 1 &&
		(is_error(byte_at(hex, at)) ||
		 byte_at(hex, at) == ICMP_ECHO_REPLY ||
		 byte_at(hex, at) == ICMP_TIMESTAMP_REPLY);
}

bool frame_is_igmp(const char *hex, uint32_t *saddr, uint32_t *type)
{
	size_t at;

	if (!hex || strlen(hex) < HEX_DIGITS * (FRAME_IP + IP_HEADER) ||
	    byte_at(hex, FRAME_TYPE) != 0x08 ||
	    byte_at(hex, FRAME_TYPE + 1) != 0 ||
	    byte_at(hex, FRAME_IP + IP_PROTOCOL) != PROTOCOL_IGMP)
		return false;
	*saddr = source_at(hex, FRAME_IP);
	at = FRAME_IP + (byte_at(hex, FRAME_IP) & 15) * 4;
	*type = strlen(hex) > HEX_DIGITS * at + 1 ? byte_at(hex, at) : 0;
	return true;
}

uint32_t frame_octets(const char *hex)
{
	return (uint32_t)strlen(hex) / HEX_DIGITS - FRAME_IP;
}

void frame_normal_hex(struct text *t, const char *hex, uint32_t entered_saddr)
{
	size_t size = hex ? strlen(hex) / HEX_DIGITS : 0;
	uint8_t *frame = malloc(size + 1);
	size_t i;

	for (i = 0; frame && i < size; i++)
		frame[i] = (uint8_t)byte_at(hex, i);
	if (frame) {
		frame_normalise(frame, size, entered_saddr);
		text_hex(t, frame, size);
	}
	free(frame);
}

void packet_normal_hex(struct text *t, const char *hex, bool own)
{
	size_t size = strlen(hex) / HEX_DIGITS;
	uint8_t *ip = malloc(size + 1);
	size_t i;

	for (i = 0; ip && i < size; i++)
		ip[i] = (uint8_t)byte_at(hex, i);
	if (ip && size >= IP_HEADER)
		normalise_packet(ip, size, own);
	if (ip)
		text_hex(t, ip, size);
	free(ip);
}
