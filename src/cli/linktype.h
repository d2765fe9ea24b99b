/*
 * linktype: turns a captured frame into what enters the host: an Ethernet
 * frame, or a packet with the ethertype that its capture header tells.
 */
#ifndef CLI_LINKTYPE_H
#define CLI_LINKTYPE_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/capture.h"

/* LINKTYPE_ numbers [www.tcpdump.org/linktypes.html]. */
enum linktype {
	LINKTYPE_NULL = 0,		/* BSD loopback */
	LINKTYPE_ETHERNET = 1,
	LINKTYPE_RAW_BSD = 12,		/* DLT_RAW values written by mistake */
	LINKTYPE_RAW_OPENBSD = 14,
	LINKTYPE_RAW = 101,		/* IPv4 or IPv6 */
	LINKTYPE_LOOP = 108,		/* OpenBSD loopback */
	LINKTYPE_LINUX_SLL = 113,	/* the "any" device of Linux */
	LINKTYPE_IPV4 = 228,
	LINKTYPE_IPV6 = 229,
	LINKTYPE_LINUX_SLL2 = 276,
};

/* [Linux include/uapi/linux/if_packet.h] */
enum linktype_packet_type {
	LINKTYPE_HOST = 0,
	LINKTYPE_BROADCAST = 1,
	LINKTYPE_MULTICAST = 2,
	LINKTYPE_OTHERHOST = 3,
	LINKTYPE_OUTGOING = 4,		/* the captured host sent it */
};

enum linktype_result {
	LINKTYPE_DECODED,
	LINKTYPE_TRUNCATED,	/* the capture cut the link header */
	LINKTYPE_UNSUPPORTED,	/* linktype_name() names the link type */
};

/* Valid if LINKTYPE_DECODED; the bytes are the captured frame's. */
struct link_frame {
	/*
	 * True: bytes begin with an Ethernet header.  They are fewer than its
	 * 14 only if the frame was so short on the wire (caplen == len).
	 */
	bool has_ethernet;
	const uint8_t *bytes;
	uint32_t caplen;	/* bytes from there on, captured */
	uint32_t len;		/* bytes from there on, on the wire */
	/*
	 * Without an Ethernet header: the ethertype, in host order; 0 if the
	 * capture header says one that is neither IPv4 nor IPv6 by a number
	 * that is no ethertype.  With an Ethernet header: 0.
	 */
	uint32_t protocol;
	/*
	 * enum linktype_packet_type.  Of an Ethernet frame it only tells
	 * broadcast and multicast: whose address it is, the host knows.
	 */
	uint32_t packet_type;
};

/* Decodes any frame of any link type; *out is always set. */
enum linktype_result linktype_decode(const struct capture_frame *frame,
				     struct link_frame *out);

/* The name as tcpdump and capinfos give it, as in "PPP"; or "unknown". */
const char *linktype_name(uint32_t linktype);

#endif
