/* What ICMP errors mean.  Contracts: icmp_quote.h. */
#include "ipv4/icmp_quote.h"
#include "ipv4/icmp.h"

enum { NO_CODE = NR_ICMP_UNREACH + 1 };

static const uint32_t unreach_errno[NO_CODE] = {
	ERR_ENETUNREACH, ERR_EHOSTUNREACH, ERR_ENOPROTOOPT, ERR_ECONNREFUSED,
	ERR_EMSGSIZE, ERR_EOPNOTSUPP, ERR_ENETUNREACH, ERR_EHOSTDOWN,
	ERR_ENONET, ERR_ENETUNREACH, ERR_EHOSTUNREACH, ERR_ENETUNREACH,
	ERR_EHOSTUNREACH, ERR_EHOSTUNREACH, ERR_EHOSTUNREACH, ERR_EHOSTUNREACH
};

static const uint32_t unreach_fatal[NO_CODE] = {
	0, 0, 1, 1, 1, 0, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1
};

struct icmp_errno icmp_err_convert(uint32_t type, uint32_t code)
{
	struct icmp_errno e = { ERR_EHOSTUNREACH, 0 };

	if (type == ICMP_PARAMETERPROB) {
		e.err = ERR_EPROTO;
		e.fatal = 1;
	} else if (type == ICMP_DEST_UNREACH && code <= NR_ICMP_UNREACH) {
		e.err = unreach_errno[code];
		e.fatal = unreach_fatal[code];
	}
	return e;
}

bool icmp_frag_needed(struct icmp_quote q)
{
	return q.type == ICMP_DEST_UNREACH && q.code == ICMP_FRAG_NEEDED;
}

uint32_t quote_payload(const struct sk_buff *skb, struct icmp_quote q)
{
	return q.at + skb->pkt.b[q.at] % 16u * 4u;
}
