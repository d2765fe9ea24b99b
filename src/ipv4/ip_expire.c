/*
 * Datagrams that did not become whole in time: what is left of one is its
 * first fragment, as far as it is quoted.
 */
#include "ipv4/icmp.h"
#include "ipv4/ip_fragment.h"
#include "ipv4/route.h"

/* Makes skb, which is empty, the first fragment of q, data at its header. */
/*@ requires \valid(skb) && \valid_read(q) && \separated(q, skb);
    requires SkbOk(*skb) && IpqOk(*q) && q->first_in == 1;
    terminates \true; exits \false;
    assigns skb->pkt, skb->data, skb->tail, skb->mac_header,
            skb->network_header, skb->transport_header, skb->pkt_type,
            skb->dev, skb->opt;
    ensures SkbOk(*skb) && IpHeader(*skb);
    ensures skb->network_header == skb->data && skb->dev == q->iif;
    ensures skb->pkt_type == q->pkt_type && skb->opt == q->opt;
    ensures FRA_041_length: SkbLen(*skb) == q->hdrlen + q->head_len;
    ensures FRA_041_bytes: \forall integer k; 0 <= k < SkbLen(*skb) ==>
            skb->pkt.b[skb->data + k] == q->buf.b[FRAG_BASE - q->hdrlen + k]; */
static void frag_head(struct sk_buff *skb, const struct ipq *q)
{
	uint32_t hlen = q->hdrlen;

	pkt_copy(&skb->pkt, SKB_HEADROOM - hlen, &q->buf, FRAG_BASE - hlen,
		hlen + q->head_len);
	/*@ assert skb->pkt.b[SKB_HEADROOM - hlen] ==
	      q->buf.b[FRAG_BASE - hlen]; */
	skb->data = SKB_HEADROOM - hlen;
	skb->tail = SKB_HEADROOM + q->head_len;
	skb->mac_header = skb->data;
	skb->network_header = skb->data;
	skb->transport_header = SKB_HEADROOM;
	skb->pkt_type = q->pkt_type;
	skb->dev = q->iif;
	skb->opt = q->opt;
	//@ assert Ihl(skb->pkt, skb->data) == hlen;
	/*@ assert \forall integer k; 0 <= k < hlen + q->head_len ==>
	      skb->pkt.b[SKB_HEADROOM - hlen + k] ==
	      q->buf.b[FRAG_BASE - hlen + k]; */
}

/* Where packet r would go now: DROP_NONE and its route, or the refusal. */
/*@ requires \valid(net) && Inv(*net) && r < POOL_SIZE;
    requires IpHeader(net->skb.s[r]);
    terminates \true; exits \false;
    assigns net->skb.s[r].dst;
    ensures Inv(*net) && \result < DROP_MAX && IpHeader(net->skb.s[r]); */
static uint32_t route_again(struct net *net, uint32_t r)
{
	uint32_t n = net->skb.s[r].network_header;
	struct dst_entry dst = { .input = DST_NONE };
	struct flowi4 f = flow_in(get_be32(&net->skb.s[r].pkt, n + IP_SADDR),
		get_be32(&net->skb.s[r].pkt, n + IP_DADDR),
		ip_route_tos(net->skb.s[r].pkt.b[n + IP_TOS]),
		net->skb.s[r].pkt.b[n + IP_PROTOCOL], net->skb.s[r].dev);
	uint32_t site = ip_route_input(net, f, &dst);

	net->skb.s[r].dst = dst;
	//@ assert SkbOk(net->skb.s[r]);
	//@ assert Skbs(net->skb);
	return site;
}

/* Packet r, the first fragment, was waiting in vain: its sender is told. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, r);
    requires IpHeader(net->skb.s[r]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), r);
    ensures T7_freed: net->queues.own[r] == OWN_FREE; */
static void tell_sender(struct net *net, uint32_t r)
{
	uint32_t site = route_again(net, r);

	//@ assert Inv(*net);
	if (site == DROP_NONE) {
		icmp_send(net, r, ICMP_TIME_EXCEEDED, ICMP_EXC_FRAGTIME, 0);
		site = DROP_FRAG_TIMEOUT;
	}
	//@ assert InFlight(*net, r);
	kfree_skb_reason(net, r, site);
}

/* Queue i is free again, and that is counted. */
/*@ requires \valid(net) && Inv(*net) && i < NIPQ;
    terminates \true; exits \false;
    assigns net->frag.q[i].used, net->mib.v[0 .. MIB_MAX - 1], net->trace;
    ensures Inv(*net) && net->frag.q[i].used == 0;
    ensures FRA_042_counted: \forall integer k; 0 <= k < MIB_MAX ==>
            net->mib.v[k] == (k == MIB_Ip_ReasmTimeout ||
              k == MIB_Ip_ReasmFails ? Saturate(\old(net->mib.v[k]) + 1)
              : \old(net->mib.v[k])); */
static void ipq_timed_out(struct net *net, uint32_t i)
{
	trace_call(&net->trace, FN_ip_expire);
	frags_kill(&net->frag, i);
	mib_inc(&net->mib, MIB_Ip_ReasmTimeout);
	mib_inc(&net->mib, MIB_Ip_ReasmFails);
}

void ip_expire(struct net *net, uint32_t i)
{
	uint32_t r = POOL_SIZE;

	ipq_timed_out(net, i);
	//@ assert Inv(*net);
	if (net->frag.q[i].first_in == 1u)
		r = alloc_skb(net, SKB_HEADROOM);
	//@ assert Inv(*net);
	if (r == POOL_SIZE) {
		drop_count(&net->drop, DROP_FRAG_TIMEOUT);
		trace_note(&net->trace, TRACE_DROP, DROP_FRAG_TIMEOUT);
		return;
	}
	frag_head(&net->skb.s[r], &net->frag.q[i]);
	//@ assert SkbOk(net->skb.s[r]);
	//@ assert Skbs(net->skb);
	//@ assert Inv(*net);
	tell_sender(net, r);
}

void ip_frag_timer(struct net *net)
{
	uint32_t i = frags_earliest(&net->frag);

	//@ assert Inv(*net);
	if (i != IPQ_NIL && net->frag.q[i].expires <= net->now)
		ip_expire(net, i);
}
