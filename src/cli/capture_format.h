/*
 * capture_format: between capture.c and the two file formats: the state of a
 * reader, and the one way to give up on a file.
 */
#ifndef CLI_CAPTURE_FORMAT_H
#define CLI_CAPTURE_FORMAT_H

#include "cli/capture.h"
#include "cli/capture_input.h"

/* How timestamps count: ns = units * multiply / divide, or units >> shift. */
struct capture_clock {
	bool binary;		/* units of 2^-shift seconds */
	unsigned int shift;	/* 0..127 */
	uint64_t multiply;	/* one of these two is 1 */
	uint64_t divide;	/* 0: finer than any 64-bit count, always 0 */
	int64_t offset_ns;
};

struct capture_interface {
	uint32_t linktype;
	uint32_t snaplen;	/* bytes; 0: no limit */
	struct capture_clock clock;
	char name[CAPTURE_NAME]; /* empty: not named */
};

struct capture {
	struct capture_input in;
	int (*next)(struct capture *c, struct capture_frame *f);
	int result;		/* 1 while frames may come */
	bool big_endian;	/* numbers of the file, or of the section */
	uint64_t frames;	/* given so far */
	int64_t last_ts_ns;
	struct capture_error error;
	char name[512];		/* of the file, for messages */

	/* pcap */
	uint32_t linktype;
	uint32_t record_header;	/* bytes before each frame */
	uint32_t tick_ns;	/* 1000 or 1 */
	bool swapped_lengths;	/* versions before 2.3 */

	/* pcapng: the interfaces of the section */
	uint32_t interfaces;
	struct capture_interface *interface; /* CAPTURE_INTERFACES */
};

/* Read the first header, which is there to peek; 0, or -1 with a message. */
int capture_pcap_start(struct capture *c);
int capture_pcapng_start(struct capture *c);

/* Whether the four bytes are the magic of the format. */
bool capture_pcap_magic(const uint8_t *magic);
bool capture_pcapng_magic(const uint8_t *magic);

/*
 * The next frame, or a place in the file (a block, a header), is not as it
 * must be: sets the message and returns -1.  The format makes the finding.
 */
__attribute__((format(printf, 2, 3)))
int capture_bad_frame(struct capture *c, const char *format, ...);
__attribute__((format(printf, 3, 4)))
int capture_bad_place(struct capture *c, uint64_t offset, const char *format,
		      ...);

/*
 * The same where the file stops within the wanted bytes of a frame, or of
 * something else that begins at offset start.
 */
int capture_cut_frame(struct capture *c, uint64_t wanted);
int capture_cut_place(struct capture *c, const char *what, uint64_t start,
		      uint64_t wanted);

/* The end of the file between frames: 0, or -1 if reading it failed. */
int capture_end(struct capture *c);

/* Walks options: 1 and *at moved; 0 at their end; -1 beyond the bounds. */
int capture_option_next(bool big_endian, const uint8_t *options,
			uint32_t length, uint32_t *at, uint16_t *code,
			struct capture_option *option);

#endif
