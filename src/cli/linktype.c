/*
 * linktype: see the header.  One function per link type, each of which first
 * refuses a header that is not there, then reads it.
 */
#include "cli/linktype.h"

#include <stddef.h>

#include "cli/capture_bytes.h"

enum {
	ETHERNET_ADDRESS = 6,
	ETHERNET_HEADER = 14,
	ETHERNET_GROUP = 0x01, /* in the first byte of an address */

	IP_VERSION_SHIFT = 4,

	NULL_FAMILY = 0,
	NULL_HEADER = 4,
	FAMILY_MAX = 0xffff, /* larger: the other byte order */

	SLL_PACKET_TYPE = 0,
	SLL_HARDWARE = 2,
	SLL_PROTOCOL = 14,
	SLL_HEADER = 16,

	SLL2_PROTOCOL = 0,
	SLL2_HARDWARE = 8,
	SLL2_PACKET_TYPE = 10,
	SLL2_HEADER = 20,

	PROTOCOL_IPV4 = 0x0800,
	PROTOCOL_IPV6 = 0x86dd,
	PROTOCOL_UNKNOWN = 0,
};

/* Address families of IPv6, by the system that captured; IPv4 is always 2. */
enum {
	FAMILY_IPV4 = 2,
	FAMILY_IPV6_LINUX = 10,
	FAMILY_IPV6_NETBSD = 24,
	FAMILY_IPV6_FREEBSD = 28,
	FAMILY_IPV6_DARWIN = 30,
};

/* ARPHRD numbers whose protocol field in SLL is not an ethertype. */
enum {
	HARDWARE_IEEE80211 = 801,
	HARDWARE_IEEE80211_PRISM = 802,
	HARDWARE_IEEE80211_RADIOTAP = 803,
	HARDWARE_NETLINK = 824,
};

static enum linktype_result decoded(
	struct link_frame *out, uint32_t protocol, uint32_t packet_type)
{
	out->protocol = protocol;
	out->packet_type = packet_type;
	return LINKTYPE_DECODED;
}

/* Goes past a header that is there. */
static void pull(struct link_frame *out, uint32_t size)
{
	out->bytes += size;
	out->caplen -= size;
	out->len -= size;
}

static bool is_broadcast(const uint8_t *address)
{
	unsigned int all = 0xff;
	int i;

	for (i = 0; i < ETHERNET_ADDRESS; i++)
		all &= address[i];
	return all == 0xff;
}

static enum linktype_result ethernet(struct link_frame *out)
{
	if (out->caplen < ETHERNET_HEADER && out->caplen < out->len)
		return LINKTYPE_TRUNCATED;
	out->has_ethernet = true;
	if (out->caplen < ETHERNET_HEADER)
		return decoded(out, PROTOCOL_UNKNOWN, LINKTYPE_HOST);
	if (is_broadcast(out->bytes))
		return decoded(out, PROTOCOL_UNKNOWN, LINKTYPE_BROADCAST);
	if (out->bytes[0] & ETHERNET_GROUP)
		return decoded(out, PROTOCOL_UNKNOWN, LINKTYPE_MULTICAST);
	return decoded(out, PROTOCOL_UNKNOWN, LINKTYPE_HOST);
}

/* The version says the protocol, as tun does [Linux drivers/net/tun.c]. */
static enum linktype_result raw(struct link_frame *out)
{
	unsigned int version;

	if (out->caplen == 0)
		return LINKTYPE_TRUNCATED;
	version = out->bytes[0] >> IP_VERSION_SHIFT;
	if (version == 4)
		return decoded(out, PROTOCOL_IPV4, LINKTYPE_HOST);
	if (version == 6)
		return decoded(out, PROTOCOL_IPV6, LINKTYPE_HOST);
	return decoded(out, PROTOCOL_UNKNOWN, LINKTYPE_HOST);
}

static uint32_t family_protocol(uint32_t family)
{
	switch (family) {
	case FAMILY_IPV4:
		return PROTOCOL_IPV4;
	case FAMILY_IPV6_LINUX:
	case FAMILY_IPV6_NETBSD:
	case FAMILY_IPV6_FREEBSD:
	case FAMILY_IPV6_DARWIN:
		return PROTOCOL_IPV6;
	default:
		return PROTOCOL_UNKNOWN;
	}
}

/* The family is in the byte order of the machine that captured. */
static enum linktype_result loopback(struct link_frame *out)
{
	uint32_t family;

	if (out->caplen < NULL_HEADER)
		return LINKTYPE_TRUNCATED;
	family = capture_get32(true, out->bytes + NULL_FAMILY);
	if (family > FAMILY_MAX)
		family = capture_get32(false, out->bytes + NULL_FAMILY);
	pull(out, NULL_HEADER);
	return decoded(out, family_protocol(family), LINKTYPE_HOST);
}

static bool carries_ethertype(uint32_t hardware)
{
	switch (hardware) {
	case HARDWARE_IEEE80211:
	case HARDWARE_IEEE80211_PRISM:
	case HARDWARE_IEEE80211_RADIOTAP:
	case HARDWARE_NETLINK:
		return false;
	default:
		return true;
	}
}

/* What both cooked headers say, once their fields are read. */
static enum linktype_result cooked(struct link_frame *out, uint32_t hardware,
	uint32_t protocol, uint32_t packet_type)
{
	if (!carries_ethertype(hardware) || packet_type > LINKTYPE_OUTGOING)
		return LINKTYPE_UNSUPPORTED;
	return decoded(out, protocol, packet_type);
}

static enum linktype_result sll(struct link_frame *out)
{
	const uint8_t *header = out->bytes;

	if (out->caplen < SLL_HEADER)
		return LINKTYPE_TRUNCATED;
	pull(out, SLL_HEADER);
	return cooked(out, capture_get16(true, header + SLL_HARDWARE),
		capture_get16(true, header + SLL_PROTOCOL),
		capture_get16(true, header + SLL_PACKET_TYPE));
}

static enum linktype_result sll2(struct link_frame *out)
{
	const uint8_t *header = out->bytes;

	if (out->caplen < SLL2_HEADER)
		return LINKTYPE_TRUNCATED;
	pull(out, SLL2_HEADER);
	return cooked(out, capture_get16(true, header + SLL2_HARDWARE),
		capture_get16(true, header + SLL2_PROTOCOL),
		header[SLL2_PACKET_TYPE]);
}

enum linktype_result linktype_decode(
	const struct capture_frame *frame, struct link_frame *out)
{
	out->has_ethernet = false;
	out->bytes = frame->bytes;
	out->caplen = frame->caplen;
	out->len = frame->len;
	out->protocol = PROTOCOL_UNKNOWN;
	out->packet_type = LINKTYPE_HOST;
	switch (frame->linktype) {
	case LINKTYPE_ETHERNET:
		return ethernet(out);
	case LINKTYPE_RAW:
	case LINKTYPE_RAW_BSD:
	case LINKTYPE_RAW_OPENBSD:
		return raw(out);
	case LINKTYPE_IPV4:
		return decoded(out, PROTOCOL_IPV4, LINKTYPE_HOST);
	case LINKTYPE_IPV6:
		return decoded(out, PROTOCOL_IPV6, LINKTYPE_HOST);
	case LINKTYPE_NULL:
	case LINKTYPE_LOOP:
		return loopback(out);
	case LINKTYPE_LINUX_SLL:
		return sll(out);
	case LINKTYPE_LINUX_SLL2:
		return sll2(out);
	default:
		return LINKTYPE_UNSUPPORTED;
	}
}

static const struct {
	uint32_t linktype;
	const char *name;
} names[] = {
	{LINKTYPE_NULL, "NULL"},
	{LINKTYPE_ETHERNET, "EN10MB"},
	{LINKTYPE_RAW_BSD, "RAW"},
	{LINKTYPE_RAW_OPENBSD, "RAW"},
	{LINKTYPE_RAW, "RAW"},
	{LINKTYPE_LOOP, "LOOP"},
	{LINKTYPE_LINUX_SLL, "LINUX_SLL"},
	{LINKTYPE_LINUX_SLL2, "LINUX_SLL2"},
	{LINKTYPE_IPV4, "IPV4"},
	{LINKTYPE_IPV6, "IPV6"},
	{3, "AX25"},
	{6, "IEEE802"},
	{7, "ARCNET"},
	{8, "SLIP"},
	{9, "PPP"},
	{10, "FDDI"},
	{50, "PPP_SERIAL"},
	{51, "PPP_ETHER"},
	{100, "ATM_RFC1483"},
	{104, "C_HDLC"},
	{105, "IEEE802_11"},
	{107, "FRELAY"},
	{114, "LTALK"},
	{117, "PFLOG"},
	{119, "PRISM_HEADER"},
	{122, "IP_OVER_FC"},
	{123, "SUNATM"},
	{127, "IEEE802_11_RADIO"},
	{138, "APPLE_IP_OVER_IEEE1394"},
	{140, "MTP2"},
	{141, "MTP3"},
	{142, "SCCP"},
	{143, "DOCSIS"},
	{163, "IEEE802_11_RADIO_AVS"},
	{187, "BLUETOOTH_HCI_H4"},
	{189, "USB_LINUX"},
	{192, "PPI"},
	{195, "IEEE802_15_4"},
	{201, "BLUETOOTH_HCI_H4_WITH_PHDR"},
	{220, "USB_LINUX_MMAPPED"},
	{226, "IPNET"},
	{227, "CAN_SOCKETCAN"},
	{230, "IEEE802_15_4_NOFCS"},
	{231, "DBUS"},
	{239, "NFLOG"},
	{240, "NETANALYZER"},
	{247, "INFINIBAND"},
	{248, "SCTP"},
	{249, "USBPCAP"},
	{251, "BLUETOOTH_LE_LL"},
	{253, "NETLINK"},
	{254, "BLUETOOTH_LINUX_MONITOR"},
	{258, "PKTAP"},
	{271, "VSOCK"},
	{273, "DOCSIS31_XRA31"},
	{274, "ETHERNET_MPACKET"},
};

const char *linktype_name(uint32_t linktype)
{
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].linktype == linktype)
			return names[i].name;
	return "unknown";
}
