/*
 * Reassembly: a fragment finds its queue and its place there; the one that
 * makes the datagram whole carries it on.
 */
#include "ipv4/ip_fragment.h"
#include "lib/checksum.h"

enum { IP_DF = 0x4000, IP_LEN_MAX = 65535 };

/* A header's fields that reassembly decides, and its checksum. */
/*@ requires \valid(p) && 20 <= hlen <= 60 && o <= PKT_SIZE - hlen;
    requires tos <= 255 && total <= 65535 && frag <= 65535;
    terminates \true; exits \false;
    assigns p->b[o + 1 .. o + 3], p->b[o + 6 .. o + 7],
            p->b[o + 10 .. o + 11];
    ensures p->b[o + 1] == tos && P16(*p, o + 2) == total;
    ensures P16(*p, o + 6) == frag;
    ensures OcFold(Bsum(*p, o, hlen)) == 65535; */
static void rewrite_header(struct pkt *p, uint32_t o, uint32_t hlen,
	uint32_t tos, uint32_t total, uint32_t frag)
{
	uint64_t sum;

	put_u8(p, o + IP_TOS, (uint8_t)tos);
	put_be16(p, o + IP_TOT_LEN, (uint16_t)total);
	put_be16(p, o + IP_FRAG_OFF, (uint16_t)frag);
	put_be16(p, o + IP_CHECK, 0);
	sum = csum_partial(p, o, hlen, 0);
	//@ ghost struct pkt zero = *p;
	put_be16(p, o + IP_CHECK, (uint16_t)(65535u - sum));
	//@ ghost csum_word(zero, *p, o, hlen, o + IP_CHECK);
	//@ assert Bsum(*p, o, hlen) == Bsum(zero, o, hlen) + 65535 - sum;
	/*@ assert \let s = Bsum(zero, o, hlen);
	      s == 0 || s == sum + 65535 * ((s - 1) / 65535); */
}

void ip_frag_reasm(struct sk_buff *skb, const struct ipq *q)
{
	uint32_t hlen = q->hdrlen;
	uint32_t tos = q->buf.b[FRAG_BASE - hlen + IP_TOS];

	pkt_copy(&skb->pkt, SKB_HEADROOM - hlen, &q->buf, FRAG_BASE - hlen,
		hlen + q->len);
	/*@ assert skb->pkt.b[SKB_HEADROOM - hlen] ==
	      q->buf.b[FRAG_BASE - hlen]; */
	/*@ assert \forall integer k; 0 <= k < hlen ==>
	      skb->pkt.b[SKB_HEADROOM - hlen + k] ==
	      q->buf.b[FRAG_BASE - hlen + k]; */
	/*@ assert \forall integer k; 0 <= k < q->len ==>
	      skb->pkt.b[SKB_HEADROOM + k] == q->buf.b[FRAG_BASE + k]; */
	skb->data = SKB_HEADROOM - hlen;
	skb->tail = SKB_HEADROOM + q->len;
	skb->mac_header = skb->data;
	skb->network_header = skb->data;
	skb->transport_header = SKB_HEADROOM;
	skb->pkt_type = q->pkt_type;
	skb->truesize = q->truesize;
	skb->csum_valid = 0;
	skb->opt = q->opt;
	if (q->ecn[3] != 0u)
		tos = tos / 4u * 4u + 3u;
	rewrite_header(&skb->pkt, skb->data, hlen, tos, hlen + q->len,
		q->max_df_size == q->max_size ? IP_DF : 0u);
	//@ assert Ihl(skb->pkt, skb->data) == hlen;
	//@ assert ReasmHeader(*skb, *q);
	//@ assert ReasmPayload(*skb, *q);
}

/*@ requires \valid_read(skb) && SkbOk(*skb) && IpHeader(*skb);
    terminates \true; exits \false;
    assigns \nothing;
    ensures FRA_019_key: IpqKeyOf(\result, *skb); */
static struct ipq_key ip4_key(const struct sk_buff *skb)
{
	uint32_t n = skb->network_header;
	struct ipq_key key;

	key.saddr = get_be32(&skb->pkt, n + IP_SADDR);
	key.daddr = get_be32(&skb->pkt, n + IP_DADDR);
	key.id = get_be16(&skb->pkt, n + IP_ID);
	key.protocol = skb->pkt.b[n + IP_PROTOCOL];
	return key;
}

/* When a datagram that starts now is given up. */
/*@ requires \valid_read(net);
    terminates \true; exits \false;
    assigns \nothing;
    ensures FRA_033_time: \result == (net->now + net->sysctl.ipfrag_time *
            1000000000 <= 0xffffffffffffffff ? net->now +
            net->sysctl.ipfrag_time * 1000000000 : 0xffffffffffffffff); */
static ktime_t frag_deadline(const struct net *net)
{
	return ktime_add(net->now,
		net->sysctl.ipfrag_time * (uint64_t)NSEC_PER_SEC);
}

/* The queue of fragment h, a new one if need be; IPQ_NIL: no room. */
/*@ requires \valid(net) && Inv(*net) && h < POOL_SIZE;
    requires IpHeader(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->frag;
    ensures Inv(*net) && \result <= NIPQ;
    ensures FRA_020_queue: \result < NIPQ ==>
            net->frag.q[\result].used == 1 &&
            IpqKeyOf(net->frag.q[\result].key, net->skb.s[h]);
    ensures FRA_034_memory: net->sysctl.ipfrag_high_thresh == 0 ||
            \old(FragsMem(net->frag, NIPQ)) > net->sysctl.ipfrag_high_thresh
            ==> \result == IPQ_NIL; */
static uint32_t ip_find(struct net *net, uint32_t h)
{
	struct ipq_key key = ip4_key(&net->skb.s[h]);
	uint32_t i;

	if (net->sysctl.ipfrag_high_thresh == 0u ||
	    frags_mem(&net->frag) > net->sysctl.ipfrag_high_thresh)
		return IPQ_NIL;
	i = ipq_find(&net->frag, key);
	if (i != IPQ_NIL)
		return i;
	i = ipq_unused(&net->frag);
	if (i != IPQ_NIL)
		frags_start(&net->frag, i, key, frag_deadline(net));
	//@ assert Inv(*net);
	return i;
}

/*
 * Too many other fragments of that source came since the last one of queue i:
 * it starts again [Linux ip_frag_too_far].  Its packets ended when they were
 * copied; their second end is a count alone.
 */
/*@ requires \valid(net) && Inv(*net) && i < NIPQ;
    requires net->frag.q[i].used == 1;
    terminates \true; exits \false;
    assigns net->frag, net->mib.v[0 .. MIB_MAX - 1],
            net->drop.n[DROP_FRAG_FAR];
    ensures Inv(*net) && net->frag.q[i].used == 1;
    ensures net->frag.q[i].key == \old(net->frag.q[i].key);
    ensures FRA_035_near: \old(net->frag.q[i].runs.n) == 0 ||
            net->sysctl.ipfrag_max_dist == 0 ==>
            net->frag.q[i].runs == \old(net->frag.q[i].runs) &&
            net->mib == \old(net->mib);
    ensures FRA_035_far: \old(net->frag.q[i].runs.n) > 0 &&
            net->sysctl.ipfrag_max_dist > 0 &&
            \old(net->frag.q[i].dist) >= net->sysctl.ipfrag_max_dist &&
            \old(net->frag.q[i].dist) < 0xffffffff ==>
            net->frag.q[i].runs.n == 0 &&
            Counted(\old(net->mib), net->mib, MIB_Ip_ReasmFails, 1); */
static void ip_frag_too_far(struct net *net, uint32_t i)
{
	uint32_t dist, max = net->sysctl.ipfrag_max_dist;

	if (max == 0u)
		return;
	frags_passed(&net->frag, net->frag.q[i].key.saddr);
	//@ assert FragsOk(net->frag);
	dist = net->frag.q[i].dist;
	net->frag.q[i].dist = 0;
	//@ assert FragsOk(net->frag);
	if (net->frag.q[i].runs.n == 0u || dist <= max)
		return;
	frags_restart(&net->frag, i, frag_deadline(net));
	//@ assert Inv(*net);
	mib_inc(&net->mib, MIB_Ip_ReasmFails);
	drop_count(&net->drop, DROP_FRAG_FAR);
}

/* Datagram i cannot become whole any more. */
/*@ requires \valid(net) && Inv(*net) && i < NIPQ;
    terminates \true; exits \false;
    assigns net->frag.q[i].used, net->mib.v[0 .. MIB_MAX - 1];
    ensures Inv(*net);
    ensures FRA_021_freed: net->frag.q[i].used == 0;
    ensures FRA_021_counted: Counted(\old(net->mib), net->mib,
            MIB_Ip_ReasmFails, 1); */
static void ipq_fail(struct net *net, uint32_t i)
{
	frags_kill(&net->frag, i);
	mib_inc(&net->mib, MIB_Ip_ReasmFails);
}

/* Drops fragment h; all but a duplicate take their queue i with them. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && i < NIPQ;
    requires site < DROP_MAX;
    terminates \true; exits \false;
    assigns net->frag.q[i].used, net->mib.v[0 .. MIB_MAX - 1], net->pool,
            net->queues.own[h], net->drop.n[site], net->trace;
    ensures Inv(*net);
    ensures net->queues.own[h] == OWN_FREE;
    ensures FRA_022_duplicate: site == DROP_FRAG_DUPLICATE ==>
            net->frag == \old(net->frag) && net->mib == \old(net->mib);
    ensures FRA_023_others: site != DROP_FRAG_DUPLICATE ==>
            net->frag.q[i].used == 0;
    ensures T7_one_reason: DroppedAt(\old(net->drop), net->drop, site); */
static void ip_frag_refuse(struct net *net, uint32_t h, uint32_t i,
	uint32_t site)
{
	if (site == DROP_FRAG_OVERLAP)
		mib_inc(&net->mib, MIB_IpExt_ReasmOverlaps);
	if (site != DROP_FRAG_DUPLICATE)
		ipq_fail(net, i);
	//@ assert Inv(*net);
	kfree_skb_reason(net, h, site);
}

/* Why the whole datagram is no good; DROP_NONE when it is. */
/*@ requires \valid_read(q) && IpqOk(*q) && q->first_in == 1;
    terminates \true; exits \false;
    assigns \nothing;
    ensures FRA_024_ecn: \result == DROP_FRAG_ECN <==> EcnMixed(*q);
    ensures FRA_024_long: !EcnMixed(*q) ==> \result ==
            (q->hdrlen + q->len > 65535 ? DROP_FRAG_OVERSIZE : DROP_NONE); */
static uint32_t reasm_verdict(const struct ipq *q)
{
	if (q->ecn[0] != 0u &&
	    (q->ecn[1] != 0u || q->ecn[2] != 0u || q->ecn[3] != 0u))
		return DROP_FRAG_ECN;
	return q->hdrlen + q->len > IP_LEN_MAX ? DROP_FRAG_OVERSIZE
					       : DROP_NONE;
}

/*@ requires \valid_read(q) && IpqOk(*q);
    terminates \true; exits \false;
    assigns \nothing;
    ensures FRA_025_whole: \result ==> Whole(*q); */
static bool ipq_whole(const struct ipq *q)
{
	return q->first_in == 1u && q->last_in == 1u &&
		runs_whole(&q->runs, q->len);
}

/* Fragment h is in queue i: it waits there, is the whole now, or spoils it. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && i < NIPQ;
    requires net->skb.s[h].missing == 0;
    terminates \true; exits \false;
    assigns net->frag.q[i].used, net->pool, net->queues, net->skb.s[h],
            net->mib, net->drop, net->trace;
    ensures Inv(*net);
    ensures \result ==> InFlight(*net, h) &&
            net->queues == \old(net->queues) &&
            IpHeader(net->skb.s[h]) && net->skb.s[h].missing == 0 &&
            net->frag.q[i].used == 0;
    ensures FRA_029_whole: \result ==> Whole(net->frag.q[i]) &&
            !EcnMixed(net->frag.q[i]);
    ensures FRA_029_same: \result ==>
            ReasmFields(net->skb.s[h], net->frag.q[i]) &&
            ReasmPayload(net->skb.s[h], net->frag.q[i]);
    ensures !\result ==> Settled(net->queues, \old(net->queues), h); */
static bool ip_frag_finish(struct net *net, uint32_t h, uint32_t i)
{
	uint32_t site;

	if (!ipq_whole(&net->frag.q[i])) {
		consume_skb(net, h, FN_ip_defrag);
		return false;
	}
	site = reasm_verdict(&net->frag.q[i]);
	if (site != DROP_NONE) {
		ip_frag_refuse(net, h, i, site);
		return false;
	}
	frags_kill(&net->frag, i);
	ip_frag_reasm(&net->skb.s[h], &net->frag.q[i]);
	//@ assert SkbOk(net->skb.s[h]);
	//@ assert Skbs(net->skb);
	mib_inc(&net->mib, MIB_Ip_ReasmOKs);
	return true;
}

bool ip_defrag(struct net *net, uint32_t h)
{
	uint32_t i, site;

	trace_call(&net->trace, FN_ip_defrag);
	mib_inc(&net->mib, MIB_Ip_ReasmReqds);
	i = ip_find(net, h);
	if (i == IPQ_NIL) {
		mib_inc(&net->mib, MIB_Ip_ReasmFails);
		kfree_skb_reason(net, h, DROP_FRAG_NO_ROOM);
		return false;
	}
	ip_frag_too_far(net, i);
	//@ assert Inv(*net);
	site = ip_frag_queue(&net->frag.q[i], &net->skb.s[h]);
	//@ assert FragsOk(net->frag);
	//@ assert Inv(*net);
	if (site == DROP_NONE)
		return ip_frag_finish(net, h, i);
	ip_frag_refuse(net, h, i, site);
	return false;
}
