/* ICMP errors that raw sockets hear.  Contract: raw_err.h. */
#include "ipv4/raw_err.h"
#include "ipv4/error_report.h"
#include "ipv4/icmp.h"
#include "ipv4/sock_route.h"

/*@ requires \valid_read(net) && Inv(*net) && h < POOL_SIZE && s < NSOCK;
    requires QuoteOk(net->skb.s[h], q);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> RawSender(net->sock.s[s], net->skb.s[h], q); */
static bool raw_v4_match(const struct net *net, uint32_t h, uint32_t s,
	struct icmp_quote q)
{
	uint32_t daddr = get_be32(&net->skb.s[h].pkt, q.at + IP_DADDR);
	uint32_t saddr = get_be32(&net->skb.s[h].pkt, q.at + IP_SADDR);

	if (net->sock.s[s].used != 1 || net->sock.s[s].type != SOCK_RAW ||
	    net->sock.s[s].protocol !=
	    net->skb.s[h].pkt.b[q.at + IP_PROTOCOL])
		return false;
	if (net->sock.s[s].daddr != 0 && net->sock.s[s].daddr != daddr)
		return false;
	if (net->sock.s[s].rcv_saddr != 0 && net->sock.s[s].rcv_saddr != saddr)
		return false;
	return net->sock.s[s].bound_dev == ANY_DEVICE ||
		net->sock.s[s].bound_dev == net->skb.s[h].dev;
}

/* What a raw socket hears: a path that is too narrow only if it looks for
 * that; and all of the packet, or what is behind its header. */
/*@ requires \valid_read(net) && Inv(*net) && h < POOL_SIZE && s < NSOCK;
    requires QuoteOk(net->skb.s[h], q);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result.e.err == IcmpErrno(q.type, q.code) && \result.port == 0;
    ensures \result.e.fatal == (q.type == 3 && q.code == 4 &&
            net->sock.s[s].pmtudisc == IP_PMTUDISC_DONT
            ? 0 : IcmpFatal(q.type, q.code));
    ensures \result.payload == q.at + (net->sock.s[s].hdrincl != 0 ? 0
            : Ihl(net->skb.s[h].pkt, q.at));
    ensures net->skb.s[h].data <= \result.payload <= net->skb.s[h].tail;
    ensures \result.e.err <= MAX_ERRNO; */
static struct error_report raw_report(const struct net *net, uint32_t h,
	uint32_t s, struct icmp_quote q)
{
	struct error_report r;

	r.e = icmp_err_convert(q.type, q.code);
	r.port = 0;
	r.payload = quote_payload(&net->skb.s[h], q);
	if (icmp_frag_needed(q) &&
	    net->sock.s[s].pmtudisc == IP_PMTUDISC_DONT)
		r.e.fatal = 0;
	if (net->sock.s[s].hdrincl != 0)
		r.payload = q.at;
	return r;
}

/* The error goes to raw socket `s`. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    requires QuoteOk(net->skb.s[h], q);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->drop,
            net->trace, net->route;
    ensures Inv(*net) && InFlight(*net, h);
    ensures net->skb.s[h] == \old(net->skb.s[h]);
    ensures OnlyQueued(net->queues, \old(net->queues)); */
static void raw_err(struct net *net, uint32_t h, uint32_t s,
	struct icmp_quote q)
{
	if (q.type == ICMP_REDIRECT) {
		ipv4_sk_redirect(net, h, s, q);
		return;
	}
	if (icmp_frag_needed(q))
		ipv4_sk_update_pmtu(net, h, s, q);
	//@ assert Inv(*net);
	if (q.type != ICMP_SOURCE_QUENCH)
		icmp_error_report(net, h, s, q, raw_report(net, h, s, q));
}

void raw_icmp_error(struct net *net, uint32_t h, struct icmp_quote q)
{
	uint32_t s = 0;

	/*@ loop invariant 0 <= s <= NSOCK;
	    loop invariant Inv(*net) && InFlight(*net, h);
	    loop invariant net->skb.s[h] == \at(net->skb.s[h], Pre);
	    loop invariant OnlyQueued(net->queues, \at(net->queues, Pre));
	    loop invariant NoRawSender(\at(net->sock, Pre),
	      \at(net->skb.s[h], Pre), q) ==>
	      net->sock == \at(net->sock, Pre) &&
	      net->queues == \at(net->queues, Pre) &&
	      net->route == \at(net->route, Pre);
	    loop assigns s, net->pool, net->queues, net->skb, net->arp,
	      net->sock, net->drop, net->trace, net->route;
	    loop variant NSOCK - s; */
	while (s < NSOCK) {
		if (raw_v4_match(net, h, s, q)) {
			trace_call(&net->trace, FN_raw_icmp_error);
			//@ assert Inv(*net);
			raw_err(net, h, s, q);
			/*@ assert \forall integer g; 0 <= g < POOL_SIZE ==>
			      Moved(net->queues.own[g],
			            \at(net->queues.own[g], LoopCurrent)); */
			/*@ assert OnlyQueued(net->queues,
			      \at(net->queues, Pre)); */
		}
		s++;
	}
}
