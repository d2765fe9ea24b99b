/*
 * ICMP: errors that we send, messages that we receive, echo and timestamp
 * answers [RFC 792, RFC 1122 3.2.2, Linux net/ipv4/icmp.c].
 */
#ifndef IPV4_ICMP_H
#define IPV4_ICMP_H

#include "ipv4/ip_options.h"
#include "ipv4/ip_output.h"
#include "ipv4/route.h"

/* Types [linux/icmp.h]. */
enum {
	ICMP_ECHOREPLY = 0, ICMP_DEST_UNREACH = 3, ICMP_SOURCE_QUENCH = 4,
	ICMP_REDIRECT = 5, ICMP_ECHO = 8, ICMP_TIME_EXCEEDED = 11,
	ICMP_PARAMETERPROB = 12, ICMP_TIMESTAMP = 13, ICMP_TIMESTAMPREPLY = 14,
	ICMP_ADDRESS = 17, ICMP_ADDRESSREPLY = 18, NR_ICMP_TYPES = 18,
	ICMP_EXT_ECHO = 42, ICMP_EXT_ECHOREPLY = 43
};

/* Codes of ICMP_DEST_UNREACH. */
enum {
	ICMP_NET_UNREACH = 0, ICMP_HOST_UNREACH = 1, ICMP_PROT_UNREACH = 2,
	ICMP_PORT_UNREACH = 3, ICMP_FRAG_NEEDED = 4, ICMP_SR_FAILED = 5,
	ICMP_PKT_FILTERED = 13, NR_ICMP_UNREACH = 15
};

/* The code of ICMP_TIME_EXCEEDED that no socket hears. */
enum { ICMP_EXC_FRAGTIME = 1 };

/* The header; an error's quote is cut so that the packet has 576 bytes. */
enum { ICMP_HLEN = 8, ICMP_MAX_PACKET = 576 };

/*@ // an error of that type is never answered by an error [RFC 1122 3.2.2]
    predicate IcmpIsError(integer type) = type > NR_ICMP_TYPES ||
      1 <= type <= 7 || 9 <= type <= 12;
    // an error may be sent about this packet
    predicate IcmpMayAnswer(struct sk_buff s) =
      s.dst.input != DST_NONE && s.pkt_type == PACKET_HOST &&
      s.dst.type != RTN_BROADCAST && s.dst.type != RTN_MULTICAST &&
      P16(s.pkt, s.network_header + IP_FRAG_OFF) % 8192 == 0 &&
      (s.pkt.b[s.network_header + IP_PROTOCOL] == IPPROTO_ICMP ==>
       s.network_header + Ihl(s.pkt, s.network_header) < s.tail &&
       !IcmpIsError(s.pkt.b[s.network_header +
                            Ihl(s.pkt, s.network_header)])); */

/*
 * Sends an error about packet h, which stays as it is: type, code, and `info`
 * for the second word (a pointer in its first byte, an MTU in its last two).
 * Nothing is sent where Linux sends nothing.
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]) && type <= 255 && code <= 255;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures kept: HeldKept(net->skb, \old(net->skb), \old(net->queues));
    ensures ICM_001_silent: \old(!IcmpMayAnswer(net->skb.s[h])) ==>
            net->queues == \old(net->queues) && net->mib == \old(net->mib); */
void icmp_send(struct net *net, uint32_t h, uint32_t type, uint32_t code,
	uint32_t info);

/*
 * An ICMP packet for this host, data at the ICMP header: answered, consumed or
 * dropped.
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->drop, net->trace, net->rnd, net->limit, net->route, net->igmp;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures ICM_010_checksum: \let s = \old(net->skb.s[h]);
            OcFold(Bsum(s.pkt, s.data, SkbLen(s))) != 65535 ==>
            DroppedAt(\old(net->drop), net->drop, DROP_ICMP_BAD_CSUM); */
void icmp_rcv(struct net *net, uint32_t h);

/* Counts a message sent or received, in its family and by its type. */
/*@ requires \valid(m) && type <= 255;
    terminates \true; exits \false;
    assigns m->v[0 .. MIB_MAX - 1]; */
void icmp_count_out(struct mib *m, uint32_t type);

/*@ requires \valid(m) && type <= 255;
    terminates \true; exits \false;
    assigns m->v[0 .. MIB_MAX - 1]; */
void icmp_count_in(struct mib *m, uint32_t type);

/* An ICMP message of ours: what it is, whom it answers [Linux icmp_bxm]. */
struct icmp_bxm {
	uint32_t type, code;	/* each 0..255 */
	uint32_t saddr;		/* from where; 0: the way decides */
	uint32_t daddr;		/* the host it is for */
	uint32_t hop;		/* where it goes first: daddr, or a stop */
	uint32_t tos;		/* 0..255 */
	uint32_t limited;	/* what icmpv4_global_allow said */
};

/*@ predicate BxmOk(struct icmp_bxm b) =
      b.type <= 255 && b.code <= 255 && b.tos <= 255;
    // message b stands at data, its options before it
    predicate IcmpBuilt(struct sk_buff s, struct icmp_bxm b) =
      OptionsRoom(s) && SkbLen(s) >= ICMP_HLEN && s.pkt.b[s.data] == b.type;
    // ... and its checksum is right: what ip_local_out gets
    predicate IcmpReady(struct sk_buff s, struct icmp_bxm b) =
      IcmpBuilt(s, b) && OcFold(Bsum(s.pkt, s.data, SkbLen(s))) == 65535; */

/*
 * The way of the message b that packet r will be, into skb.dst, with the
 * source and the first hop into *b; r has its options already.  False when
 * there is no way or the peer's limit is used up [Linux icmp_route_lookup,
 * icmpv4_xrlim_allow].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, r);
    requires \valid(b) && \separated(net, b) && BxmOk(*b);
    terminates \true; exits \false;
    assigns net->skb.s[r].dst, net->mib, net->limit, net->rnd, *b;
    ensures Inv(*net) && BxmOk(*b);
    ensures b->type == \old(b->type) && b->code == \old(b->code) &&
            b->daddr == \old(b->daddr) && b->tos == \old(b->tos);
    ensures ICM_030_source: \old(b->saddr) != 0 ==>
            b->saddr == \old(b->saddr);
    ensures ICM_031_hop: b->hop == (net->skb.s[r].opt.srr != 0 ?
            net->skb.s[r].opt.nexthop : \old(b->daddr)) || b->hop == b->saddr; */
bool icmp_route_lookup(struct net *net, uint32_t r, struct icmp_bxm *b);

/*
 * Sends the message that packet r holds from data on, its options before it,
 * along skb.dst: fills in checksum and options and lets it go.  One that is
 * too long for the way counts OutErrors [Linux icmp_push_reply].
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, r) && BxmOk(b);
    requires IcmpBuilt(net->skb.s[r], b);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), r);
    ensures kept: OthersKept(net->skb, \old(net->skb), \old(net->queues), r); */
void icmp_push_reply(struct net *net, uint32_t r, struct icmp_bxm b);

/* An echo request, data at its ICMP header: answered, unless told not to. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]) && SkbLen(net->skb.s[h]) >= ICMP_HLEN;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h); */
void icmp_echo(struct net *net, uint32_t h);

/* A timestamp request: answered, if it has room for a stamp. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]) && SkbLen(net->skb.s[h]) >= ICMP_HLEN;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h); */
void icmp_timestamp(struct net *net, uint32_t h);

/* Milliseconds since midnight, by the host's clock [RFC 792 p. 16]. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == now / 1000000 % 86400000; */
uint32_t inet_current_timestamp(ktime_t now);

#endif
