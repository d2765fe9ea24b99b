/* tuple: see the header. */
#include "cli/tuple.h"

#include "core/dev.h"
#include "ipv4/ip.h"
#include "ipv4/udp.h"

enum {
	ETHERTYPE = 12,			/* its offset in an Ethernet header */
	VLAN_TAG = 4,			/* bytes of a tag */
	VERSION_4 = 4,
	FRAGMENT_OFFSET = 0x1fff,	/* mask [RFC 791 3.1] */
	PORTS = 4,			/* bytes of both ports */
	ARP_OPERATION = 6,
	ARP_SPA = 14,			/* offsets for Ethernet and IPv4 */
	ARP_TPA = 24,
	ARP_SIZE = 28
};

static uint32_t be16(const uint8_t *b)
{
	return (uint32_t)b[0] << 8 | b[1];
}

static uint32_t be32(const uint8_t *b)
{
	return be16(b) << 16 | be16(b + 2);
}

struct packet_view ethernet_view(const uint8_t *frame, uint32_t size)
{
	struct packet_view p = { frame, 0, 0 };
	uint32_t at = ETHERTYPE;

	if (size < ETH_HLEN)
		return p;
	p.protocol = be16(frame + at);
	while ((p.protocol == ETH_P_8021Q || p.protocol == ETH_P_8021AD) &&
	       at + VLAN_TAG + 2 <= size) {
		at += VLAN_TAG;
		p.protocol = be16(frame + at);
	}
	p.bytes = frame + at + 2;
	p.size = size - at - 2;
	return p;
}

/* Where the ports are; 0: this packet shows none. */
static uint32_t ports_at(struct packet_view p)
{
	uint32_t ihl = p.bytes[IP_VERSION_IHL] % 16u * 4u;
	uint32_t proto = p.bytes[IP_PROTOCOL];
	uint32_t size = be16(p.bytes + IP_TOT_LEN);

	if (size > p.size)
		size = p.size;
	if ((proto != IPPROTO_UDP && proto != IPPROTO_TCP) || ihl < IP_HLEN ||
	    ihl + PORTS > size ||
	    (be16(p.bytes + IP_FRAG_OFF) & FRAGMENT_OFFSET) != 0)
		return 0;
	return ihl;
}

static bool is_ipv4(struct packet_view p)
{
	return p.protocol == ETH_P_IP && p.size >= IP_HLEN &&
	       p.bytes[IP_VERSION_IHL] / 16 == VERSION_4;
}

struct tuple tuple_of(struct packet_view p)
{
	struct tuple t = { false, false, 0, 0, 0, 0, 0 };
	uint32_t at;

	if (!is_ipv4(p))
		return t;
	t.ipv4 = true;
	t.saddr = be32(p.bytes + IP_SADDR);
	t.daddr = be32(p.bytes + IP_DADDR);
	t.proto = p.bytes[IP_PROTOCOL];
	at = ports_at(p);
	if (at == 0)
		return t;
	t.ports = true;
	t.sport = be16(p.bytes + at + UDP_SPORT);
	t.dport = be16(p.bytes + at + UDP_DPORT);
	return t;
}

static void numbered(struct text *t, const char *word, uint32_t number)
{
	text_put(t, word);
	text_number(t, number);
}

static void arp_words(struct text *t, struct packet_view p)
{
	uint32_t operation;

	text_put(t, "arp");
	if (p.size < ARP_SIZE)
		return;
	operation = be16(p.bytes + ARP_OPERATION);
	if (operation == 1) {
		text_put(t, " who-has ");
		text_address(t, be32(p.bytes + ARP_TPA));
	} else if (operation == 2) {
		text_put(t, " is-at ");
		text_address(t, be32(p.bytes + ARP_SPA));
	} else {
		numbered(t, " operation ", operation);
	}
}

/* Type and code, as in 3/3. */
static void icmp_words(struct text *t, struct packet_view p)
{
	uint32_t ihl = p.bytes[IP_VERSION_IHL] % 16u * 4u;

	text_put(t, "icmp");
	if (ihl < IP_HLEN || ihl + 2 > p.size)
		return;
	text_byte(t, ' ');
	text_number(t, p.bytes[ihl]);
	text_byte(t, '/');
	text_number(t, p.bytes[ihl + 1]);
}

static void ipv4_words(struct text *t, struct packet_view p)
{
	uint32_t proto = p.bytes[IP_PROTOCOL];

	if (proto == IPPROTO_ICMP)
		icmp_words(t, p);
	else if (proto == IPPROTO_UDP)
		text_put(t, "udp");
	else if (proto == IPPROTO_TCP)
		text_put(t, "tcp");
	else if (proto == IPPROTO_IGMP)
		text_put(t, "igmp");
	else
		numbered(t, "ip ", proto);
}

void packet_words(struct text *t, struct packet_view p)
{
	uint8_t type[2] = { (uint8_t)(p.protocol >> 8), (uint8_t)p.protocol };

	if (is_ipv4(p)) {
		ipv4_words(t, p);
	} else if (p.protocol == ETH_P_ARP) {
		arp_words(t, p);
	} else if (p.protocol == ETH_P_IP) {
		text_put(t, "ip without a header");
	} else if (p.protocol == ETH_P_IPV6) {
		text_put(t, "ipv6");
	} else {
		text_put(t, "ethertype ");
		text_hex(t, type, sizeof(type));
	}
}
