/* ICMP errors about pings.  Contract: ping_err.h. */
#include "ipv4/ping_err.h"
#include "ipv4/error_report.h"
#include "ipv4/icmp.h"
#include "ipv4/sock_route.h"

/* The ping socket that sent what is quoted; SOCK_NIL: none. */
/*@ requires \valid_read(net) && Inv(*net) && h < POOL_SIZE;
    requires QuoteOk(net->skb.s[h], q);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NSOCK;
    ensures \let b = net->skb.s[h]; \result != SOCK_NIL ==>
            PingMatch(net->sock.s[\result], QuotedIdent(b, q),
             P32(b.pkt, b.network_header + IP_DADDR), b.dev); */
static uint32_t ping_sender(const struct net *net, uint32_t h,
	struct icmp_quote q)
{
	uint32_t p = quote_payload(&net->skb.s[h], q);
	uint32_t n = net->skb.s[h].network_header;

	return ping_lookup(&net->sock, get_be16(&net->skb.s[h].pkt, p + 4u),
		get_be32(&net->skb.s[h].pkt, n + IP_DADDR),
		net->skb.s[h].dev);
}

/*@ requires \valid_read(skb) && SkbOk(*skb) && QuoteOk(*skb, q);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> PingQuoted(*skb, q); */
static bool ping_supported(const struct sk_buff *skb, struct icmp_quote q)
{
	uint32_t p = quote_payload(skb, q);

	return (skb->pkt.b[p] == ICMP_ECHO || skb->pkt.b[p] == ICMP_EXT_ECHO)
		&& skb->pkt.b[p + 1u] == 0;
}

/* What a ping socket hears: quench and redirect are errors of no account. */
/*@ requires \valid_read(skb) && SkbOk(*skb) && QuoteOk(*skb, q);
    terminates \true; exits \false;
    assigns \nothing;
    ensures ERR_051_remote: \result.e.err == (q.type == 4 || q.type == 5 ? 121
            : IcmpErrno(q.type, q.code));
    ensures \result.e.fatal == IcmpFatal(q.type, q.code) && \result.port == 0;
    ensures \result.payload == q.at + Ihl(skb->pkt, q.at);
    ensures skb->data <= \result.payload <= skb->tail;
    ensures \result.e.err <= MAX_ERRNO; */
static struct error_report ping_report(const struct sk_buff *skb,
	struct icmp_quote q)
{
	struct error_report r;

	r.e = icmp_err_convert(q.type, q.code);
	if (q.type == ICMP_SOURCE_QUENCH || q.type == ICMP_REDIRECT)
		r.e.err = ERR_EREMOTEIO;
	r.port = 0;
	r.payload = quote_payload(skb, q);
	return r;
}

/* The error goes to ping socket `s`. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    requires QuoteOk(net->skb.s[h], q);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->drop,
            net->trace, net->route;
    ensures Inv(*net) && InFlight(*net, h);
    ensures net->skb.s[h] == \old(net->skb.s[h]);
    ensures OnlyQueued(net->queues, \old(net->queues)); */
static void ping_tell(struct net *net, uint32_t h, uint32_t s,
	struct icmp_quote q)
{
	if (q.type == ICMP_REDIRECT)
		ipv4_sk_redirect(net, h, s, q);
	//@ assert Inv(*net);
	if (icmp_frag_needed(q)) {
		ipv4_sk_update_pmtu(net, h, s, q);
		if (net->sock.s[s].pmtudisc == IP_PMTUDISC_DONT)
			return;
	}
	//@ assert Inv(*net);
	icmp_error_report(net, h, s, q, ping_report(&net->skb.s[h], q));
}

void ping_err(struct net *net, uint32_t h, struct icmp_quote q)
{
	uint32_t s;

	if (!ping_supported(&net->skb.s[h], q))
		return;
	s = ping_sender(net, h, q);
	if (s == SOCK_NIL)
		return;
	trace_call(&net->trace, FN_ping_err);
	//@ assert Inv(*net);
	ping_tell(net, h, s, q);
}
