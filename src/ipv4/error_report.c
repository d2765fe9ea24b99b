/* Telling sockets of ICMP errors.  Contract: error_report.h. */
#include "ipv4/error_report.h"

enum { SO_EE_ORIGIN_ICMP = 2 };

/*@ requires \valid_read(skb) && SkbOk(*skb) && QuoteOk(*skb, q);
    requires r.e.err <= MAX_ERRNO;
    terminates \true; exits \false;
    assigns \nothing;
    ensures ErrOf(\result, *skb, q, r) && \result.err <= MAX_ERRNO; */
static struct sock_extended_err err_of(const struct sk_buff *skb,
	struct icmp_quote q, struct error_report r)
{
	struct sock_extended_err e;

	e.err = r.e.err;
	e.origin = SO_EE_ORIGIN_ICMP;
	e.type = q.type;
	e.code = q.code;
	e.info = q.info;
	e.offender = get_be32(&skb->pkt, skb->network_header + IP_SADDR);
	e.daddr = get_be32(&skb->pkt, q.at + IP_DADDR);
	e.port = r.port;
	return e;
}

void icmp_error_report(struct net *net, uint32_t h, uint32_t s,
	struct icmp_quote q, struct error_report r)
{
	if (net->sock.s[s].recverr != 0)
		ip_icmp_error(net, h, s, err_of(&net->skb.s[h], q, r),
			r.payload);
	else if (r.e.fatal == 0 || net->sock.s[s].state != TCP_ESTABLISHED)
		return;
	//@ assert Inv(*net);
	sock_set_error(&net->sock, s, r.e.err);
	//@ assert Inv(*net);
}
