/*
 * pcapng_writer: writes a pcapng that says beside each frame what the host
 * did: a comment for readers, JSON for programs.
 *
 * Layout: one section, little-endian; one interface block per device name, in
 * nanoseconds; one enhanced packet block per frame.  The JSON is the text of
 * custom options 2988 under the enterprise number 32473, which RFC 5612 keeps
 * for examples: Muffin has none of its own.  A JSON of more than 65531 bytes
 * continues in the next option 2988 of the same packet.
 */
#ifndef CLI_PCAPNG_WRITER_H
#define CLI_PCAPNG_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/capture.h"

enum pcapng_limit {
	PCAPNG_ENTERPRISE = 32473,	/* [RFC 5612] */
	PCAPNG_DEVICES = CAPTURE_INTERFACES,
	PCAPNG_JSON_MAX = 3 << 20,	/* bytes, so that our reader takes it */
};

/* The values of epb_flags' direction. */
enum pcapng_direction {
	PCAPNG_UNKNOWN = 0,
	PCAPNG_IN = 1,
	PCAPNG_OUT = 2,
};

struct pcapng_frame {
	uint32_t device;	/* from pcapng_writer_device() */
	const uint8_t *bytes;	/* caplen of them */
	uint32_t caplen;	/* at most CAPTURE_FRAME_MAX and len */
	uint32_t len;		/* on the wire */
	int64_t ts_ns;		/* since 1970; below 0 is written as 0 */
	enum pcapng_direction direction;
	uint64_t packet_id;	/* the number of the frame that caused it */
	const char *comment;	/* a newline is added if it has none; or NULL */
	const char *json;	/* or NULL */
};

struct pcapng_writer;

/*
 * Creates or empties the file, or takes standard output for "-" unless that
 * is a terminal, and writes the section header.  NULL: see error.
 */
struct pcapng_writer *pcapng_writer_open(const char *name,
					 struct capture_error *error);

/*
 * A new interface of that name (NULL: unnamed); its index, or -1.  snaplen is
 * the frame limit in bytes, 0 for none.
 */
int pcapng_writer_device(struct pcapng_writer *writer, const char *name,
			 uint32_t linktype, uint32_t snaplen);

/*
 * One frame; 0, or -1: see pcapng_writer_message().  A comment beyond 65535
 * bytes is cut; a JSON beyond PCAPNG_JSON_MAX is left out and counted.
 */
int pcapng_writer_frame(struct pcapng_writer *writer,
			const struct pcapng_frame *frame);

/* Hands what is written to the system, for a reader at a pipe; 0 or -1. */
int pcapng_writer_flush(struct pcapng_writer *writer);

/* How many frames had a JSON that was too long to write. */
uint64_t pcapng_writer_left_out(const struct pcapng_writer *writer);

/* What the first -1 was about; an empty string before. */
const char *pcapng_writer_message(const struct pcapng_writer *writer);

/*
 * Completes the file and ends the writer; 0, or -1 and *error (also of an
 * earlier failure): the file is then not whole.  NULL is allowed.
 */
int pcapng_writer_close(struct pcapng_writer *writer,
			struct capture_error *error);

#endif
