/*
 * capture: reads capture files, one frame a call: pcap and pcapng, plain or
 * gzip-compressed, from a file, from standard input ("-") or from memory.
 *
 * libpcap is not used for files: it drops the options of pcapng (comments,
 * flags, packet ids), the interface names and the link types of the second
 * and later interfaces, and refuses a file whose interfaces differ.  Muffin
 * needs all of them.
 *
 * Memory is constant whatever the file: one buffer, of which a file of usual
 * frames touches 300 KiB.  A frame check sequence that a capture kept stays
 * at the end of the frame, as padding would.
 */
#ifndef CLI_CAPTURE_H
#define CLI_CAPTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum capture_limit {
	CAPTURE_FRAME_MAX = 262144,	/* bytes, as in tcpdump */
	CAPTURE_INTERFACES = 4096,	/* in one pcapng section */
	CAPTURE_NAME = 256,		/* bytes of an if_name, with its zero */
};

/* Packet options that pcapng names; any other code can be asked for. */
enum capture_option_code {
	CAPTURE_OPTION_COMMENT = 1,	/* UTF-8 text without a zero */
	CAPTURE_OPTION_FLAGS = 2,	/* capture_flags() decodes it */
	CAPTURE_OPTION_PACKET_ID = 5,	/* capture_packet_id() decodes it */
	CAPTURE_OPTION_CUSTOM_TEXT = 2988, /* enterprise, then text */
};

/* One line for the user: file, place, finding, mend.  No newline. */
struct capture_error {
	char text[1024];
};

/*
 * A frame as captured.  Its pointers point into the reader's buffer: they
 * hold until the next capture_next() or capture_close().
 */
struct capture_frame {
	const uint8_t *bytes;	/* caplen of them */
	uint32_t caplen;	/* captured, 0..CAPTURE_FRAME_MAX */
	uint32_t len;		/* on the wire, caplen <= len */
	int64_t ts_ns;		/* since 1970; saturates; see has_ts */
	uint64_t number;	/* counts from 1 through all sections */
	uint32_t linktype;	/* LINKTYPE_ number of its interface */
	uint32_t interface;	/* index in its section; 0 in a pcap */
	const char *if_name;	/* NULL: the file does not name it */
	const uint8_t *options;	/* raw pcapng options, checked for bounds */
	uint32_t options_length; /* bytes; 0 in a pcap, options NULL */
	bool big_endian;	/* byte order of the numbers in options */
	bool has_ts;		/* false: ts_ns is that of the frame before */
};

/* The value of one option: length bytes, no zero at their end. */
struct capture_option {
	const uint8_t *bytes;
	uint32_t length;
};

struct capture;

/*
 * Opens a file, or standard input for "-", and reads its first header.
 * NULL: could not, and error says why.  The name is copied.
 */
struct capture *capture_open(const char *name, struct capture_error *error);

/* The same over size bytes that outlive the reader; name is for messages. */
struct capture *capture_open_memory(const char *name, const uint8_t *bytes,
				    size_t size, struct capture_error *error);

/*
 * The next frame: 1 and *frame filled; 0 at the end; -1 where the file cannot
 * be read further, and capture_message() says why.  Every whole frame before
 * that place has been given.  After 0 or -1 it gives the same again.
 */
int capture_next(struct capture *capture, struct capture_frame *frame);

/* What the last -1 was about; an empty string before. */
const char *capture_message(const struct capture *capture);

/* Ends the reader; NULL is allowed. */
void capture_close(struct capture *capture);

/* The nth option (from 0) of that code; false if the frame has fewer. */
bool capture_option(const struct capture_frame *frame, uint16_t code,
		    unsigned int nth, struct capture_option *option);

/* epb_flags; its lowest two bits are 1 inbound, 2 outbound.  False: none. */
bool capture_flags(const struct capture_frame *frame, uint32_t *flags);

/* epb_packetid.  False: none. */
bool capture_packet_id(const struct capture_frame *frame, uint64_t *id);

#endif
