/*
 * What an ICMP error tells: the header of the packet that it is about, and the
 * errno that its type and code mean [RFC 792, RFC 1122 3.2.2, Linux
 * icmp_err_convert].
 */
#ifndef IPV4_ICMP_QUOTE_H
#define IPV4_ICMP_QUOTE_H

#include "ipv4/icmp.h"

/* A received error; of redirects too. */
struct icmp_quote {
	uint32_t at;		/* offset of the quoted IP header */
	uint32_t type, code;
	uint32_t info;		/* MTU, pointer or gateway; 0: none was told */
};

/* What a type and code mean to a socket. */
struct icmp_errno {
	uint32_t err;		/* positive */
	uint32_t fatal;		/* 1: a connected socket hears of it unasked */
};

/* Errnos that errors of ICMP mean [asm-generic/errno.h]. */
enum {
	ERR_ENONET = 64, ERR_EPROTO = 71, ERR_EMSGSIZE = 90,
	ERR_ENOPROTOOPT = 92, ERR_EOPNOTSUPP = 95, ERR_ENETUNREACH = 101,
	ERR_ECONNREFUSED = 111, ERR_EHOSTDOWN = 112, ERR_EHOSTUNREACH = 113,
	ERR_EREMOTEIO = 121
};

/*@ // the quoted header is there, and 8 bytes behind it; the message is whole
    predicate QuoteOk(struct sk_buff s, struct icmp_quote q) = IpHeader(s) &&
      s.data + 8 <= q.at && q.at + IP_HLEN <= s.tail &&
      q.at + Ihl(s.pkt, q.at) + 8 <= s.tail;
    logic integer UnreachErrno(integer code) =
      code == 2 ? 92 : code == 3 ? 111 : code == 4 ? 90 : code == 5 ? 95 :
      code == 7 ? 112 : code == 8 ? 64 :
      code == 0 || code == 6 || code == 9 || code == 11 ? 101 : 113;
    logic integer UnreachFatal(integer code) =
      code == 0 || code == 1 || code == 5 || code == 11 || code == 12 ||
      code > 15 ? 0 : 1;
    logic integer IcmpErrno(integer type, integer code) =
      type == 3 ? UnreachErrno(code) : type == 12 ? 71 : 113;
    logic integer IcmpFatal(integer type, integer code) =
      type == 3 ? UnreachFatal(code) : type == 12 ? 1 : 0;
    // it tells that a packet was too big for the path
    predicate FragNeeded(struct icmp_quote q) = q.type == 3 && q.code == 4; */

/* The errno of an error: unreachable by the code, parameter problem EPROTO,
 * all others EHOSTUNREACH. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures ERR_020_errno: \result.err == IcmpErrno(type, code);
    ensures ERR_021_fatal: \result.fatal == IcmpFatal(type, code);
    ensures \result.err <= MAX_ERRNO; */
struct icmp_errno icmp_err_convert(uint32_t type, uint32_t code);

/* Does it tell that a packet was too big for the path? */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> FragNeeded(q); */
bool icmp_frag_needed(struct icmp_quote q);

/* Where the quoted packet's payload starts. */
/*@ requires \valid_read(skb) && SkbOk(*skb) && QuoteOk(*skb, q);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == q.at + Ihl(skb->pkt, q.at);
    ensures \result + 8 <= skb->tail; */
uint32_t quote_payload(const struct sk_buff *skb, struct icmp_quote q);

#endif
