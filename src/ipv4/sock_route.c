/* What sockets' errors tell about routes.  Contracts: sock_route.h. */
#include "ipv4/sock_route.h"

/*@ requires \valid_read(skb) && SkbOk(*skb) && QuoteOk(*skb, q);
    terminates \true; exits \false;
    assigns \nothing;
    ensures QuotedFlow(\result, *skb, q); */
static struct flowi4 quoted_flow(const struct sk_buff *skb,
	struct icmp_quote q)
{
	struct flowi4 f = flow_to(get_be32(&skb->pkt, q.at + IP_DADDR),
		ip_route_tos(skb->pkt.b[q.at + IP_TOS]), ANY_DEVICE);

	f.saddr = get_be32(&skb->pkt, q.at + IP_SADDR);
	f.proto = skb->pkt.b[q.at + IP_PROTOCOL];
	return f;
}

/*@ requires \valid_read(net) && Inv(*net) && h < POOL_SIZE && s < NSOCK;
    requires QuoteOk(net->skb.s[h], q);
    terminates \true; exits \false;
    assigns \nothing;
    ensures SocketFlow(\result, net->skb.s[h], q, net->sock.s[s]); */
static struct flowi4 socket_flow(const struct net *net, uint32_t h,
	uint32_t s, struct icmp_quote q)
{
	struct flowi4 f = quoted_flow(&net->skb.s[h], q);

	f.tos = 0;
	f.oif = net->sock.s[s].bound_dev;
	if (net->sock.s[s].hdrincl != 0)
		f.saddr = 0;
	return f;
}

/*@ requires \valid_read(skb) && SkbOk(*skb) && QuoteOk(*skb, q);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result.code == q.code && \result.new_gw == q.info &&
            \result.dev == skb->dev && \result.old_gw ==
            P32(skb->pkt, skb->network_header + IP_SADDR); */
static struct redirect redirect_of(const struct sk_buff *skb,
	struct icmp_quote q)
{
	struct redirect r;

	r.code = q.code;
	r.new_gw = q.info;
	r.dev = skb->dev;
	r.old_gw = get_be32(&skb->pkt, skb->network_header + IP_SADDR);
	return r;
}

void ipv4_sk_update_pmtu(struct net *net, uint32_t h, uint32_t s,
	struct icmp_quote q)
{
	if (net->sock.s[s].pmtudisc < IP_PMTUDISC_INTERFACE)
		__ip_rt_update_pmtu(net, socket_flow(net, h, s, q), q.info);
}

void ipv4_update_pmtu(struct net *net, uint32_t h, struct icmp_quote q)
{
	__ip_rt_update_pmtu(net, quoted_flow(&net->skb.s[h], q), q.info);
}

void ipv4_sk_redirect(struct net *net, uint32_t h, uint32_t s,
	struct icmp_quote q)
{
	__ip_do_redirect(net, socket_flow(net, h, s, q),
		redirect_of(&net->skb.s[h], q));
}

void ipv4_redirect(struct net *net, uint32_t h, struct icmp_quote q)
{
	__ip_do_redirect(net, quoted_flow(&net->skb.s[h], q),
		redirect_of(&net->skb.s[h], q));
}
