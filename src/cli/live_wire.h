/*
 * live_wire: what the program and the child that holds the live host say to
 * each other over a socket.
 */
#ifndef CLI_LIVE_WIRE_H
#define CLI_LIVE_WIRE_H

#include <stdint.h>

enum live_call { LIVE_CALL_FRAME, LIVE_CALL_FRESH };

/* caplen bytes of the frame follow. */
struct live_request {
	uint32_t call;
	uint32_t caplen, len, linktype;
	uint64_t number;
	int64_t ts_ns;
	char if_name[16];	/* "": none */
};

/* size bytes follow: lines of JSON, or the message if it failed. */
struct live_reply {
	uint32_t failed;
	uint32_t size;
};

struct host_text;

/* The child: a host of that text, until the other side closes. */
void live_child(int fd, const struct host_text *text);

#endif
