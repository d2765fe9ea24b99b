/*
 * A packet on its way: its bytes, and where in them each floor stands.
 *
 * The bytes lie inline in the skb.  [data, tail) is what the present floor
 * sees; pulling a header moves data up, trimming moves tail down.
 *
 *	0      mac_header   network_header  transport_header          PKT_SIZE
 *	|  headroom  | Ethernet   | IP + options   | UDP | payload |      |
 *	                                    data ->                ^- tail
 */
#ifndef CORE_SKBUFF_H
#define CORE_SKBUFF_H

#include "core/netdevice.h"
#include "lib/bytes.h"
#include "lib/pool.h"

/* Headroom that a packet built here gets: Ethernet, IP with options, ICMP. */
enum { SKB_HEADROOM = 128 };

/* Whom a frame was addressed to, on its own wire [linux/if_packet.h]. */
enum packet_type {
	PACKET_HOST, PACKET_BROADCAST, PACKET_MULTICAST, PACKET_OTHERHOST,
	PACKET_OUTGOING, PACKET_LOOPBACK
};

/* Route types [linux/rtnetlink.h]. */
enum route_type {
	RTN_UNSPEC, RTN_UNICAST, RTN_LOCAL, RTN_BROADCAST, RTN_ANYCAST,
	RTN_MULTICAST, RTN_BLACKHOLE, RTN_UNREACHABLE, RTN_PROHIBIT, RTN_THROW
};

/* What becomes of a packet after routing: Linux's dst->input. */
enum dst_input { DST_NONE, DST_LOCAL_DELIVER, DST_FORWARD, DST_ERROR };

/* The route of a packet. */
struct dst_entry {
	uint32_t input;		/* enum dst_input */
	uint32_t type;		/* enum route_type */
	uint32_t error;		/* drop site when input is DST_ERROR */
	uint32_t oif;		/* device it leaves by */
	uint32_t gateway;	/* next hop, host byte order */
	uint32_t prefsrc;	/* source that the route prefers; 0: none */
	uint32_t scope;		/* RT_SCOPE_* of the route */
	uint32_t via;		/* next hop as the route names it; 0: none */
	uint32_t mtu;		/* what the route or ICMP says; 0: the device's */
	uint32_t redirect;	/* 1: the sender should go there itself */
	uint32_t uses_gateway;	/* 1: gateway is not the destination */
};

enum { MAX_ERRNO = 4095 };	/* no errno is above [linux/err.h] */

/* Why a packet is in an error queue [Linux struct sock_extended_err]. */
struct sock_extended_err {
	uint32_t err;		/* errno, positive, at most MAX_ERRNO */
	uint32_t origin;	/* SO_EE_ORIGIN_ICMP: 2 */
	uint32_t type, code;	/* of the ICMP message */
	uint32_t info;		/* the MTU, where it told one */
	uint32_t offender;	/* who said it; host byte order */
	uint32_t daddr, port;	/* where the datagram was sent to */
};

/* IP options found in the header [Linux struct ip_options]. */
struct ip_options {
	uint32_t optlen;	/* bytes of options: 4 * ihl - 20 */
	uint32_t srr;		/* offset of the source route, 0: none */
	uint32_t rr;		/* offset of record route, 0: none */
	uint32_t ts;		/* offset of timestamp, 0: none */
	uint32_t router_alert;	/* offset of router alert, 0: none */
	uint32_t cipso;		/* offset of CIPSO, 0: none */
	uint32_t end;		/* offset of the end of options, 0: none */
	uint32_t is_strictroute;	/* 1: srr is strict */
	uint32_t srr_is_hit;	/* 1: nexthop comes next on srr */
	uint32_t rr_needaddr;	/* 1: rr has a place for who sends it on */
	uint32_t ts_needaddr;	/* 1: so has ts for an address */
	uint32_t ts_needtime;	/* 1: so has ts for a time */
	uint32_t is_changed;	/* 1: the header's checksum is stale */
	uint32_t nexthop;	/* where a source route leads; host byte order */
};

/* Invariant SkbOk: data <= tail <= PKT_SIZE and every header offset below. */
struct sk_buff {
	struct pkt pkt;
	uint32_t data, tail;
	uint32_t mac_header, network_header, transport_header;
	uint32_t protocol;	/* ethertype, host byte order */
	uint32_t pkt_type;	/* enum packet_type */
	uint32_t dev;		/* device it came in by */
	uint32_t truesize;	/* bytes charged to a receive buffer */
	uint32_t csum_valid;	/* 1: the checksum was verified, or is absent */
	uint32_t missing;	/* bytes behind tail that a capture cut off */
	struct dst_entry dst;
	struct ip_options opt;
	struct sock_extended_err ee;
};

struct skbs {
	struct sk_buff s[POOL_SIZE];
};

/*@ predicate SkbOk(struct sk_buff s) =
      s.data <= s.tail <= PKT_SIZE && s.mac_header <= PKT_SIZE &&
      s.network_header <= PKT_SIZE && s.transport_header <= PKT_SIZE &&
      s.dev < NDEV && s.dst.oif < NDEV && s.missing <= 65535 &&
      s.ee.err <= MAX_ERRNO;
    predicate Skbs(struct skbs b) =
      \forall integer h; 0 <= h < POOL_SIZE ==> SkbOk(b.s[h]);
    logic integer SkbLen(struct sk_buff s) = s.tail - s.data; */

/* Makes an empty packet with `headroom` bytes before it. */
/*@ requires \valid(skb) && headroom <= PKT_SIZE;
    terminates \true; exits \false;
    assigns skb->data, skb->tail, skb->mac_header, skb->network_header,
            skb->transport_header, skb->protocol, skb->pkt_type, skb->dev,
            skb->truesize, skb->csum_valid, skb->missing, skb->dst, skb->opt,
            skb->ee;
    ensures SkbOk(*skb);
    ensures skb->data == headroom && skb->tail == headroom;
    ensures skb->dst.input == DST_NONE && skb->csum_valid == 0;
    ensures skb->pkt_type == PACKET_HOST && skb->missing == 0; */
void skb_init(struct sk_buff *skb, uint32_t headroom);

/* Bytes between data and tail. */
/*@ requires \valid_read(skb) && SkbOk(*skb);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == SkbLen(*skb);
    ensures \result <= PKT_SIZE; */
uint32_t skb_len(const struct sk_buff *skb);

/* Takes `n` bytes off the front. */
/*@ requires \valid(skb) && SkbOk(*skb) && n <= SkbLen(*skb);
    terminates \true; exits \false;
    assigns skb->data;
    ensures SkbOk(*skb);
    ensures skb->data == \old(skb->data) + n; */
void skb_pull(struct sk_buff *skb, uint32_t n);

/* Gives `n` bytes of headroom to the front. */
/*@ requires \valid(skb) && SkbOk(*skb) && n <= skb->data;
    terminates \true; exits \false;
    assigns skb->data;
    ensures SkbOk(*skb);
    ensures skb->data == \old(skb->data) - n; */
void skb_push(struct sk_buff *skb, uint32_t n);

/* Appends `n` bytes, as yet unwritten. */
/*@ requires \valid(skb) && SkbOk(*skb) && n <= PKT_SIZE - skb->tail;
    terminates \true; exits \false;
    assigns skb->tail;
    ensures SkbOk(*skb);
    ensures skb->tail == \old(skb->tail) + n; */
void skb_put(struct sk_buff *skb, uint32_t n);

/* Cuts the packet to `n` bytes; a shorter one stays as it is. */
/*@ requires \valid(skb) && SkbOk(*skb);
    terminates \true; exits \false;
    assigns skb->tail;
    ensures SkbOk(*skb);
    ensures n < \old(SkbLen(*skb)) ==> skb->tail == skb->data + n;
    ensures n >= \old(SkbLen(*skb)) ==> skb->tail == \old(skb->tail); */
void skb_trim(struct sk_buff *skb, uint32_t n);

/* The three marks: the present data is where that header starts. */
/*@ requires \valid(skb) && SkbOk(*skb);
    terminates \true; exits \false;
    assigns skb->mac_header;
    ensures SkbOk(*skb) && skb->mac_header == skb->data; */
void skb_reset_mac_header(struct sk_buff *skb);

/*@ requires \valid(skb) && SkbOk(*skb);
    terminates \true; exits \false;
    assigns skb->network_header;
    ensures SkbOk(*skb) && skb->network_header == skb->data; */
void skb_reset_network_header(struct sk_buff *skb);

/*@ requires \valid(skb) && SkbOk(*skb);
    terminates \true; exits \false;
    assigns skb->transport_header;
    ensures SkbOk(*skb) && skb->transport_header == skb->data; */
void skb_reset_transport_header(struct sk_buff *skb);

/*
 * Makes `to` a copy of `from`: every byte below tail and every field.  Linux
 * shares the bytes of a clone; here each has its own.
 */
/*@ requires \valid(to) && \valid_read(from) && \separated(to, from);
    requires SkbOk(*from);
    terminates \true; exits \false;
    assigns *to;
    ensures SkbOk(*to);
    ensures to->data == from->data && to->tail == from->tail;
    ensures to->network_header == from->network_header;
    ensures to->transport_header == from->transport_header;
    ensures to->dst == from->dst && to->dev == from->dev;
    ensures to->ee == from->ee;
    ensures to->truesize == from->truesize;
    ensures to->csum_valid == from->csum_valid;
    ensures \forall integer i; 0 <= i < from->tail ==>
            to->pkt.b[i] == from->pkt.b[i]; */
void skb_copy(struct sk_buff *to, const struct sk_buff *from);

#endif
