/*
 * capture_option: the options of a pcapng block: code, length, value, padding
 * to four bytes, until the code 0 or the end of the block; writers that leave
 * the code 0 out are common and right to [pcapng 3.5].
 */
#include "cli/capture_format.h"

#include "cli/capture_bytes.h"

enum {
	OPTION_CODE = 0,
	OPTION_LENGTH = 2,
	OPTION_HEADER = 4,

	OPTION_END = 0,

	FLAGS_LENGTH = 4,
	PACKET_ID_LENGTH = 8,
};

int capture_option_next(bool big_endian, const uint8_t *options,
	uint32_t length, uint32_t *at, uint16_t *code,
	struct capture_option *option)
{
	uint32_t left = length - *at;
	const uint8_t *header;
	uint32_t padded;

	if (left == 0)
		return 0; /* options may be NULL then */
	if (left < OPTION_HEADER)
		return -1;
	header = options + *at;
	*code = capture_get16(big_endian, header + OPTION_CODE);
	option->length = capture_get16(big_endian, header + OPTION_LENGTH);
	option->bytes = header + OPTION_HEADER;
	if (*code == OPTION_END)
		return 0;
	padded = OPTION_HEADER + ((option->length + 3) & ~3u);
	if (padded > left)
		return -1;
	*at += padded;
	return 1;
}

bool capture_option(const struct capture_frame *f, uint16_t code,
	unsigned int nth, struct capture_option *option)
{
	uint32_t at = 0;
	uint16_t found;

	while (capture_option_next(f->big_endian, f->options, f->options_length,
		       &at, &found, option) == 1)
		if (found == code && nth-- == 0)
			return true;
	return false;
}

bool capture_flags(const struct capture_frame *f, uint32_t *flags)
{
	struct capture_option option;

	if (!capture_option(f, CAPTURE_OPTION_FLAGS, 0, &option))
		return false;
	if (option.length != FLAGS_LENGTH)
		return false;
	*flags = capture_get32(f->big_endian, option.bytes);
	return true;
}

bool capture_packet_id(const struct capture_frame *f, uint64_t *id)
{
	struct capture_option option;

	if (!capture_option(f, CAPTURE_OPTION_PACKET_ID, 0, &option))
		return false;
	if (option.length != PACKET_ID_LENGTH)
		return false;
	*id = capture_get64(f->big_endian, option.bytes);
	return true;
}
