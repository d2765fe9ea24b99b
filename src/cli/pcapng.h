/*
 * pcapng: the numbers of the file format that its reader and its writer
 * share [draft-ietf-opsawg-pcapng].  Offsets are from the start of a block.
 */
#ifndef CLI_PCAPNG_H
#define CLI_PCAPNG_H

#define PCAPNG_BYTE_ORDER 0x1a2b3c4du
#define PCAPNG_SECTION 0x0a0d0d0au	/* the same in both byte orders */

enum pcapng_block {
	PCAPNG_INTERFACE = 1,
	PCAPNG_PACKET = 2,		/* obsolete, still met */
	PCAPNG_SIMPLE = 3,
	PCAPNG_ENHANCED = 6,
};

enum pcapng_offset {
	BLOCK_TYPE = 0,
	BLOCK_LENGTH = 4,
	BLOCK_BODY = 8,
	BLOCK_TRAILER = 4,		/* the length again, at the end */
	BLOCK_MIN = BLOCK_BODY + BLOCK_TRAILER,

	SECTION_BYTE_ORDER = 8,
	SECTION_MAJOR = 12,
	SECTION_MINOR = 14,
	SECTION_LENGTH = 16,
	SECTION_OPTIONS = 24,

	INTERFACE_LINKTYPE = 8,
	INTERFACE_SNAPLEN = 12,
	INTERFACE_OPTIONS = 16,

	ENHANCED_INTERFACE = 8,
	PACKET_INTERFACE = 8,		/* 16 bits, then 16 of drops */
	ENHANCED_TIME_HIGH = 12,
	ENHANCED_TIME_LOW = 16,
	ENHANCED_CAPLEN = 20,
	ENHANCED_LEN = 24,
	ENHANCED_BYTES = 28,

	SIMPLE_LEN = 8,
	SIMPLE_BYTES = 12,
};

enum pcapng_option {
	OPTION_NAME = 2,		/* if_name */
	OPTION_TSRESOL = 9,		/* if_tsresol: 10^-n, 2^-n */
	OPTION_TSOFFSET = 14,		/* if_tsoffset: seconds */
	OPTION_USERAPPL = 4,		/* shb_userappl */

	TSRESOL_BINARY = 0x80,		/* the bit that says 2^-n */
	TSRESOL_DEFAULT = 6,
	TSRESOL_NANOSECONDS = 9,
};

#endif
