/* Whom an ICMP error is for.  Contract: icmp_err.h. */
#include "ipv4/icmp_err.h"
#include "ipv4/icmp.h"
#include "ipv4/ping_err.h"
#include "ipv4/raw_err.h"
#include "ipv4/sock_route.h"
#include "ipv4/udp_err.h"

/* About ICMP: a ping's, unless it is an answer, which nobody hears of but
 * routing. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires QuoteOk(net->skb.s[h], q);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->drop,
            net->trace, net->route;
    ensures Inv(*net) && InFlight(*net, h);
    ensures net->skb.s[h] == \old(net->skb.s[h]);
    ensures OnlyQueued(net->queues, \old(net->queues)); */
static void icmp_err(struct net *net, uint32_t h, struct icmp_quote q)
{
	uint32_t p = quote_payload(&net->skb.s[h], q);

	if (net->skb.s[h].pkt.b[p] != ICMP_ECHOREPLY)
		ping_err(net, h, q);
	else if (icmp_frag_needed(q))
		ipv4_update_pmtu(net, h, q);
	else if (q.type == ICMP_REDIRECT)
		ipv4_redirect(net, h, q);
}

/* The protocol that sent it hears of the error. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires QuoteOk(net->skb.s[h], q);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->drop, net->trace, net->route;
    ensures Inv(*net) && InFlight(*net, h);
    ensures net->skb.s[h] == \old(net->skb.s[h]);
    ensures OnlyQueued(net->queues, \old(net->queues)); */
static void icmp_err_handler(struct net *net, uint32_t h, struct icmp_quote q,
	uint32_t proto)
{
	if (proto == IPPROTO_ICMP)
		icmp_err(net, h, q);
	else if (proto == IPPROTO_UDP || proto == IPPROTO_UDPLITE)
		__udp4_lib_err(net, h, q, proto);
	else if (proto == IPPROTO_TCP)
		trace_note(&net->trace, TRACE_NOT_MODELLED, NM_tcp);
	//@ assert Inv(*net);
}

void icmp_socket_deliver(struct net *net, uint32_t h, struct icmp_quote q)
{
	uint32_t p = q.at + net->skb.s[h].pkt.b[q.at] % 16u * 4u;
	uint32_t proto = net->skb.s[h].pkt.b[q.at + IP_PROTOCOL];

	trace_call(&net->trace, FN_icmp_socket_deliver);
	//@ assert Inv(*net);
	if (p + 8u > net->skb.s[h].tail || proto == IPPROTO_RAW) {
		mib_inc(&net->mib, MIB_Icmp_InErrors);
		//@ assert Inv(*net);
		return;
	}
	raw_icmp_error(net, h, q);
	//@ assert Inv(*net);
	icmp_err_handler(net, h, q, proto);
}
