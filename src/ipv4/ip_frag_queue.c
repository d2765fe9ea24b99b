/* A fragment and its place: into its datagram, or why not. */
#include "ipv4/ip_fragment.h"

enum { IP_LEN_MAX = 65535 };

/*@ requires \valid_read(skb) && SkbOk(*skb) && IpHeader(*skb);
    requires skb->data == skb->network_header;
    terminates \true; exits \false;
    assigns \nothing;
    ensures FRA_010_place: FragIs(\result, *skb);
    ensures FragOk(\result);
    ensures \result.end - \result.offset <= FragPayload(*skb); */
static struct frag frag_place(const struct sk_buff *skb)
{
	uint32_t field = get_be16(&skb->pkt, skb->data + IP_FRAG_OFF);
	uint32_t hlen = ip_hdrlen(skb), n = skb_len(skb) - hlen;
	struct frag f;

	f.hlen = hlen;
	f.offset = field % 8192u * 8u;
	f.more = field / 8192u % 2u;
	f.df = field / 16384u % 2u;
	f.end = f.offset + (f.more == 1u ? n / 8u * 8u : n);
	return f;
}

/* What f says of the length; false when it cannot be true. */
/*@ requires \valid(q) && IpqOk(*q) && FragOk(f);
    terminates \true; exits \false;
    assigns q->len, q->last_in;
    ensures IpqOk(*q);
    ensures FRA_017_bad: \result <==> !FragBad(f, \old(*q)); */
static bool frag_length(struct ipq *q, struct frag f)
{
	if (f.more == 0u) {
		if (f.end < q->len || (q->last_in == 1u && f.end != q->len))
			return false;
		q->last_in = 1;
		q->len = f.end;
	} else if (f.end > q->len) {
		if (q->last_in == 1u)
			return false;
		q->len = f.end;
	}
	return f.end != f.offset;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == (a + b > 0xffffffff ? 0xffffffff : a + b); */
static uint32_t add_saturated(uint32_t a, uint32_t b)
{
	return a > 0xffffffffu - b ? 0xffffffffu : a + b;
}

/* What the whole will need to know of f: ECN, sizes. */
/*@ requires \valid(q) && FragOk(f) && ecn <= 3;
    terminates \true; exits \false;
    assigns q->ecn[ecn], q->max_size, q->max_df_size, q->truesize;
    ensures q->ecn[ecn] == 1;
    ensures FRA_018_sizes: \let n = f.hlen + f.end - f.offset;
            q->max_size == \max(\old(q->max_size), n) &&
            q->max_df_size == (f.df == 0 ? \old(q->max_df_size)
                               : \max(\old(q->max_df_size), n)); */
static void frag_note(struct ipq *q, struct frag f, uint32_t ecn,
	uint32_t truesize)
{
	uint32_t n = f.hlen + (f.end - f.offset);

	q->ecn[ecn] = 1;
	q->truesize = add_saturated(q->truesize, truesize);
	if (n > q->max_size)
		q->max_size = n;
	if (f.df != 0u && n > q->max_df_size)
		q->max_df_size = n;
}

/* Keeps the header of the first fragment, and what it tells. */
/*@ requires \valid(q) && \valid_read(skb) && \separated(q, skb);
    requires IpqOk(*q) && SkbOk(*skb) && IpHeader(*skb);
    requires skb->data == skb->network_header;
    requires hlen == Ihl(skb->pkt, skb->data) && hlen <= 60;
    requires hlen + len <= 65535;
    terminates \true; exits \false;
    assigns q->first_in, q->hdrlen, q->pkt_type, q->head_len, q->opt, q->buf;
    ensures IpqOk(*q) && q->first_in == 1 && q->hdrlen == hlen;
    ensures q->head_len == len && q->pkt_type == skb->pkt_type;
    ensures \forall integer k; FRAG_BASE <= k < PKT_SIZE ==>
            q->buf.b[k] == \old(q->buf.b[k]);
    ensures FRA_026_header: \forall integer k; 0 <= k < hlen ==>
            q->buf.b[FRAG_BASE - hlen + k] == skb->pkt.b[skb->data + k]; */
static void frag_keep_header(struct ipq *q, const struct sk_buff *skb,
	uint32_t hlen, uint32_t len)
{
	pkt_copy(&q->buf, FRAG_BASE - hlen, &skb->pkt, skb->data, hlen);
	q->first_in = 1;
	q->hdrlen = hlen;
	q->head_len = len;
	q->pkt_type = skb->pkt_type;
	q->opt = skb->opt;
	//@ assert q->buf.b[FRAG_BASE - hlen] == skb->pkt.b[skb->data];
	//@ assert HeaderKept(*q);
}

/*
 * Copies the payload to its place.  Bytes beyond the longest datagram are
 * never asked for.
 */
/*@ requires \valid(q) && \valid_read(skb) && \separated(q, skb);
    requires IpqOk(*q) && SkbOk(*skb) && IpHeader(*skb);
    requires skb->data == skb->network_header;
    requires FragIs(f, *skb) && FragOk(f);
    requires f.end - f.offset <= FragPayload(*skb);
    terminates \true; exits \false;
    assigns q->buf;
    ensures IpqOk(*q);
    ensures f.end <= 65535 ==>
            (\forall integer k; f.offset <= k < f.end ==>
             q->buf.b[FRAG_BASE + k] ==
             skb->pkt.b[skb->data + f.hlen + (k - f.offset)]);
    ensures \forall integer k; 0 <= k < PKT_SIZE &&
            !(FRAG_BASE + f.offset <= k < FRAG_BASE + f.end) ==>
            q->buf.b[k] == \old(q->buf.b[k]); */
static void frag_store(struct ipq *q, const struct sk_buff *skb,
	struct frag f)
{
	//@ ghost uint32_t o = FRAG_BASE;
	if (f.end > IP_LEN_MAX)
		return;
	//@ ghost if (q->first_in == 1u) o = FRAG_BASE - q->hdrlen;
	//@ ghost uint8_t b = q->buf.b[o];
	pkt_copy(&q->buf, FRAG_BASE + f.offset, &skb->pkt,
		skb->data + f.hlen, f.end - f.offset);
	//@ assert q->first_in == 1 ==> q->buf.b[o] == b;
	//@ assert q->first_in == 1 ==> HeaderKept(*q);
}

uint32_t ip_frag_queue(struct ipq *q, const struct sk_buff *skb)
{
	struct frag f = frag_place(skb);
	uint32_t site;

	if (!frag_length(q, f))
		return DROP_FRAG_BAD;
	site = runs_add(&q->runs, f.offset, f.end);
	//@ assert IpqOk(*q);
	if (site != DROP_NONE)
		return site;
	frag_note(q, f, skb->pkt.b[skb->data + IP_TOS] % 4u, skb->truesize);
	q->iif = skb->dev;
	//@ assert IpqOk(*q);
	if (f.offset == 0u)
		frag_keep_header(q, skb, f.hlen, f.end);
	frag_store(q, skb, f);
	return DROP_NONE;
}
