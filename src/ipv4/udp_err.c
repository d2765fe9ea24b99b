/* ICMP errors about UDP.  Contract: udp_err.h. */
#include "ipv4/udp_err.h"
#include "ipv4/error_report.h"
#include "ipv4/icmp.h"
#include "ipv4/sock_route.h"

/*@ requires \valid_read(skb) && SkbOk(*skb) && QuoteOk(*skb, q);
    terminates \true; exits \false;
    assigns \nothing;
    ensures QuotedBy(\result, *skb, q);
    ensures \result.sport <= 65535 && \result.dport <= 65535; */
static struct udp_flow quoted_by(const struct sk_buff *skb,
	struct icmp_quote q)
{
	uint32_t p = quote_payload(skb, q);
	struct udp_flow f;

	f.saddr = get_be32(&skb->pkt, q.at + IP_DADDR);
	f.daddr = get_be32(&skb->pkt, q.at + IP_SADDR);
	f.sport = get_be16(&skb->pkt, p + UDP_DPORT);
	f.dport = get_be16(&skb->pkt, p + UDP_SPORT);
	f.dif = skb->dev;
	return f;
}

/*@ requires \valid_read(net) && Inv(*net) && f.dport <= 65535;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NSOCK;
    ensures proto == IPPROTO_UDP ==> (\result == SOCK_NIL <==>
            NoReceiver(net->udp, net->sock, f));
    ensures proto != IPPROTO_UDP ==> (\result == SOCK_NIL <==>
            NoReceiver(net->udplite, net->sock, f)); */
static uint32_t sender_of(const struct net *net, struct udp_flow f,
	uint32_t proto)
{
	if (proto == IPPROTO_UDP)
		return __udp4_lib_lookup(&net->udp, &net->sock, f);
	return __udp4_lib_lookup(&net->udplite, &net->sock, f);
}

/* What the error queue gives back of a datagram: the data. */
/*@ requires \valid_read(skb) && SkbOk(*skb) && QuoteOk(*skb, q);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result.e.err == IcmpErrno(q.type, q.code) &&
            \result.e.fatal == IcmpFatal(q.type, q.code);
    ensures \result.payload == q.at + Ihl(skb->pkt, q.at) + UDP_HLEN;
    ensures skb->data <= \result.payload <= skb->tail;
    ensures \result.port ==
            P16(skb->pkt, q.at + Ihl(skb->pkt, q.at) + UDP_DPORT);
    ensures \result.e.err <= MAX_ERRNO; */
static struct error_report udp_report(const struct sk_buff *skb,
	struct icmp_quote q)
{
	uint32_t p = quote_payload(skb, q);
	struct error_report r;

	r.e = icmp_err_convert(q.type, q.code);
	r.port = get_be16(&skb->pkt, p + UDP_DPORT);
	r.payload = p + UDP_HLEN;
	return r;
}

/* Any error but a redirect. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    requires QuoteOk(net->skb.s[h], q);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->sock, net->drop, net->trace,
            net->route;
    ensures Inv(*net) && InFlight(*net, h);
    ensures net->skb.s[h] == \old(net->skb.s[h]);
    ensures OnlyQueued(net->queues, \old(net->queues));
    ensures q.type == 4 || (FragNeeded(q) &&
            \old(net->sock.s[s].pmtudisc) == IP_PMTUDISC_DONT) ==>
            net->sock == \old(net->sock) && net->queues == \old(net->queues);
    ensures q.type != 4 && !FragNeeded(q) &&
            Hears(\old(net->sock.s[s]), IcmpFatal(q.type, q.code)) ==>
            net->sock.s[s].err == IcmpErrno(q.type, q.code); */
static void udp_tell(struct net *net, uint32_t h, uint32_t s,
	struct icmp_quote q)
{
	if (q.type == ICMP_SOURCE_QUENCH)
		return;
	if (icmp_frag_needed(q)) {
		ipv4_sk_update_pmtu(net, h, s, q);
		if (net->sock.s[s].pmtudisc == IP_PMTUDISC_DONT)
			return;
	}
	//@ assert Inv(*net);
	icmp_error_report(net, h, s, q, udp_report(&net->skb.s[h], q));
}

void __udp4_lib_err(struct net *net, uint32_t h, struct icmp_quote q,
	uint32_t proto)
{
	uint32_t s = sender_of(net, quoted_by(&net->skb.s[h], q), proto);

	trace_call(&net->trace, FN___udp4_lib_err);
	//@ assert Inv(*net);
	if (s == SOCK_NIL)
		mib_inc(&net->mib, MIB_Icmp_InErrors);
	else if (q.type == ICMP_REDIRECT)
		ipv4_sk_redirect(net, h, s, q);
	else
		udp_tell(net, h, s, q);
}
