/* Queries.  Contracts: igmp_query.h. */
#include "ipv4/igmp_query.h"
#include "ipv4/igmp_gone.h"
#include "ipv4/igmp_source.h"

enum {
	IGMP_QUERY_RESPONSE_INTERVAL = 10 * HZ,	/* jiffies */
	IGMP_QUERY_INTERVAL = 125,		/* seconds */
	JIFFIES_PER_CODE = HZ / 10		/* a v2 code is 1/10 s */
};

uint32_t igmpv3_float(uint32_t code)
{
	static const uint32_t scale[8] = {
		8, 16, 32, 64, 128, 256, 512, 1024
	};

	if (code < 128u)
		return code;
	return (code % 16u + 16u) * scale[code / 16u % 8u];
}

/* Is the source one of the n whose addresses stand at o? */
/*@ requires \valid_read(p) && n <= 16384 && o <= PKT_SIZE - 4 * n;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> \exists integer k; 0 <= k < n &&
            P32(*p, o + 4 * k) == source; */
static bool names_source(const struct pkt *p, uint32_t o, uint32_t n,
	uint32_t source)
{
	uint32_t k = 0;

	/*@ loop invariant 0 <= k <= n;
	    loop invariant \forall integer j; 0 <= j < k ==>
	      P32(*p, o + 4 * j) != source;
	    loop assigns k;
	    loop variant n - k; */
	while (k < n) {
		if (get_be32(p, o + 4u * k) == source)
			return true;
		k++;
	}
	return false;
}

/*
 * Sources that a query names, of a group that excludes some: is there one that
 * we want?  [Linux igmp_xmarksources]
 */
/*@ requires \valid_read(im) && McListOk(*im);
    requires \valid(g) && \valid_read(p) && \separated(g, im, p);
    requires n <= 16384 && o <= PKT_SIZE - 4 * n;
    terminates \true; exits \false;
    assigns g->gsquery;
    ensures g->gsquery == 0; */
static bool igmp_xmarksources(const struct ip_mc_list *im, struct igmp_group *g,
	const struct pkt *p, uint32_t o, uint32_t n)
{
	uint32_t j = 0, excluded = 0;

	/*@ loop invariant 0 <= excluded <= j <= im->nsource;
	    loop assigns j, excluded;
	    loop variant im->nsource - j; */
	while (j < im->nsource) {
		if (im->source[j].include == 0u &&
		    im->source[j].exclude == im->exclude &&
		    names_source(p, o, n, im->source[j].inaddr))
			excluded++;
		j++;
	}
	g->gsquery = 0;
	return excluded != n;
}

/*
 * The same, of a group that includes some: marks those, which the report will
 * tell of.  Is there any?  [Linux igmp_marksources]
 */
/*@ requires \valid_read(im) && McListOk(*im);
    requires \valid(g) && \valid_read(p) && \separated(g, im, p);
    requires n <= 16384 && o <= PKT_SIZE - 4 * n;
    terminates \true; exits \false;
    assigns g->gsquery, g->source[0 .. NSF - 1];
    ensures g->gsquery == (\result ? 1 : 0); */
static bool igmp_marksources(const struct ip_mc_list *im, struct igmp_group *g,
	const struct pkt *p, uint32_t o, uint32_t n)
{
	uint32_t j = 0;
	bool some = false;

	/*@ loop invariant 0 <= j <= im->nsource;
	    loop assigns j, some, g->source[0 .. NSF - 1];
	    loop variant im->nsource - j; */
	while (j < im->nsource) {
		if (names_source(p, o, n, im->source[j].inaddr)) {
			g->source[j].gsresp = 1;
			some = true;
		}
		j++;
	}
	g->gsquery = some;
	return some;
}

/* Does the query ask for anything of this group that we want? */
/*@ requires \valid_read(im) && McListOk(*im);
    requires \valid(g) && \valid_read(p) && \separated(g, im, p);
    requires n <= 16384 && o <= PKT_SIZE - 4 * n;
    terminates \true; exits \false;
    assigns g->gsquery, g->source[0 .. NSF - 1];
    ensures IGM_030_no_sources: n == 0 ==> \result && g->gsquery == 0; */
static bool igmp_asked(const struct ip_mc_list *im, struct igmp_group *g,
	const struct pkt *p, uint32_t o, uint32_t n)
{
	bool before = g->timer == NEVER || g->gsquery != 0u;

	g->gsquery = before && n != 0u;
	if (g->gsquery == 0u)
		return true;
	if (im->sfmode == MCAST_EXCLUDE)
		return igmp_xmarksources(im, g, p, o, n);
	return igmp_marksources(im, g, p, o, n);
}

/* Arms the report of group `i`, if the query asks for what we want of it. */
/*@ requires \valid(net) && Inv(*net) && h < POOL_SIZE && q.max_delay > 0;
    requires dev < NDEV && i < net->dev.d[dev].ngroup;
    requires q.nsource <= 16384 && o <= PKT_SIZE - 4 * q.nsource;
    terminates \true; exits \false;
    assigns net->igmp.d[dev].group[i].gsquery,
            net->igmp.d[dev].group[i].source[0 .. NSF - 1],
            net->igmp.d[dev].group[i].timer,
            net->igmp.d[dev].group[i].unsolicit_count, net->rnd.state;
    ensures Inv(*net); */
static void igmp_ask_group(struct net *net, uint32_t h, uint32_t dev,
	uint32_t i, struct igmp_question q, uint32_t o)
{
	if (igmp_asked(&net->dev.d[dev].group[i], &net->igmp.d[dev].group[i],
		&net->skb.s[h].pkt, o, q.nsource))
		igmp_mod_timer(&net->igmp.d[dev].group[i], &net->rnd, net->now,
			q.max_delay);
	//@ assert TombOk(net->igmp.d[dev].group[i].tomb);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
}

/* Arms the reports of the groups that the query is about. */
/*@ requires \valid(net) && Inv(*net) && h < POOL_SIZE && q.max_delay > 0;
    requires q.nsource <= 16384;
    requires q.nsource != 0 ==> SkbLen(net->skb.s[h]) >= 12 + 4 * q.nsource;
    requires SkbLen(net->skb.s[h]) >= IGMP_HLEN;
    requires dev == net->skb.s[h].dev;
    terminates \true; exits \false;
    assigns net->igmp.d[dev].group[0 .. NGROUP - 1], net->rnd.state;
    ensures Inv(*net); */
static void igmp_ask_groups(struct net *net, uint32_t h, uint32_t dev,
	struct igmp_question q)
{
	uint32_t i = 0, o = q.nsource == 0u ? 0u : net->skb.s[h].data + 12u;

	/*@ loop invariant 0 <= i <= net->dev.d[dev].ngroup && Inv(*net);
	    loop assigns i, net->igmp.d[dev].group[0 .. NGROUP - 1],
	      net->rnd.state;
	    loop variant net->dev.d[dev].ngroup - i; */
	while (i < net->dev.d[dev].ngroup) {
		if (q.group == 0u ||
		    q.group == net->dev.d[dev].group[i].multiaddr)
			igmp_ask_group(net, h, dev, i, q, o);
		i++;
	}
}

/* A v3 report of everything is due, unless one is due before [Linux
 * igmp_gq_start_timer]. */
/*@ requires \valid(d) && \valid(r) && \separated(d, r) && jiffies > 0;
    terminates \true; exits \false;
    assigns d->gq_timer, r->state;
    ensures \old(d->gq_timer) != NEVER ==>
            d->gq_timer <= \old(d->gq_timer); */
static void igmp_gq_start_timer(struct igmp_device *d, struct rnd *r,
	ktime_t now, uint32_t jiffies)
{
	ktime_t due = igmp_deadline(r, now, jiffies);

	if (d->gq_timer == NEVER || due < d->gq_timer)
		d->gq_timer = due;
}

/*@ requires robustness <= 255 && qri <= qi <= 0xffffffffffff;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == robustness * qi + qri; */
static uint64_t querier_interval(uint64_t robustness, uint64_t qi,
	uint64_t qri)
{
	//@ assert bound: robustness * qi <= 255 * qi;
	return robustness * qi + qri;
}

/* How long an old querier counts as there [RFC 3376 8.12]. */
/*@ requires \valid_read(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result >= net->now; */
static ktime_t querier_present(const struct net *net, uint32_t dev)
{
	return ktime_add(net->now, querier_interval(igmp_qrv(net, dev) % 256u,
		net->igmp.d[dev].qi, net->igmp.d[dev].qri));
}

/* A query of version 1 or 2: its querier is there from now on. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && code <= 255;
    terminates \true; exits \false;
    assigns net->igmp.d[dev];
    ensures Inv(*net) && \result > 0;
    ensures code == 0 ==> net->igmp.d[dev].v1_seen >= net->now &&
            \result == IGMP_QUERY_RESPONSE_INTERVAL;
    ensures code != 0 ==> net->igmp.d[dev].v2_seen >= net->now &&
            \result == code * JIFFIES_PER_CODE; */
static uint32_t igmp_old_query(struct net *net, uint32_t dev, uint32_t code)
{
	ktime_t until = querier_present(net, dev);

	igmpv3_clear_delrec(net, dev);
	if (code == 0u) {
		net->igmp.d[dev].v1_seen = until;
		//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
		//@ assert IgmpOk(net->igmp, net->dev);
		//@ assert Inv(*net);
		return IGMP_QUERY_RESPONSE_INTERVAL;
	}
	net->igmp.d[dev].v2_seen = until;
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
	return code * JIFFIES_PER_CODE;
}

/* The time that a v3 query gives for the answer, in jiffies. */
/*@ requires code <= 255;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == (code == 0 ? 1 : Mrc(code) * JIFFIES_PER_CODE);
    ensures \result > 0; */
static uint32_t igmpv3_max_delay(uint32_t code)
{
	uint32_t jiffies = igmpv3_float(code) * JIFFIES_PER_CODE;

	return jiffies == 0u ? 1u : jiffies;
}

/* What a v3 querier says of itself [RFC 3376 4.1.6, 4.1.7, 8.3]. */
/*@ requires \valid(d) && GonesOk(*d) && s <= 255 && qqic <= 255;
    terminates \true; exits \false;
    assigns d->qrv, d->qi, d->qri;
    ensures GonesOk(*d) && d->qrv == s % 8;
    ensures IGM_031_interval: d->qi == (qqic == 0 ? 125 : Mrc(qqic)) *
            1000000000; */
static void igmpv3_learn(struct igmp_device *d, uint32_t s, uint32_t qqic)
{
	uint64_t seconds = igmpv3_float(qqic);

	if (seconds == 0u)
		seconds = IGMP_QUERY_INTERVAL;
	d->qrv = s % 8u;
	d->qi = seconds * NSEC_PER_SEC;
	if (d->qri >= d->qi)
		d->qri = d->qi - NSEC_PER_SEC;
}

/* A query of version 3 where no older querier is. */
/*@ requires \valid(net) && Inv(*net) && h < POOL_SIZE;
    requires IGMP_V3_QUERY_LEN <= SkbLen(net->skb.s[h]) <= 65535;
    requires dev == net->skb.s[h].dev;
    terminates \true; exits \false;
    assigns net->igmp.d[dev], net->rnd.state;
    ensures Inv(*net);
    ensures IGM_032_sources: \result ==>
            SkbLen(net->skb.s[h]) >= IGMP_V3_QUERY_LEN +
            4 * P16(net->skb.s[h].pkt, net->skb.s[h].data + 10);
    ensures IGM_033_general: \result &&
            P32(net->skb.s[h].pkt, net->skb.s[h].data + 4) == 0 ==>
            P16(net->skb.s[h].pkt, net->skb.s[h].data + 10) == 0; */
static bool igmpv3_query(struct net *net, uint32_t h, uint32_t dev)
{
	uint32_t o = net->skb.s[h].data;
	struct igmp_question q;

	q.group = get_be32(&net->skb.s[h].pkt, o + 4u);
	q.max_delay = igmpv3_max_delay(net->skb.s[h].pkt.b[o + 1u]);
	q.nsource = get_be16(&net->skb.s[h].pkt, o + 10u);
	if (q.nsource > (skb_len(&net->skb.s[h]) - IGMP_V3_QUERY_LEN) / 4u)
		return false;
	igmpv3_learn(&net->igmp.d[dev], net->skb.s[h].pkt.b[o + 8u],
		net->skb.s[h].pkt.b[o + 9u]);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
	if (q.group != 0u) {
		igmp_ask_groups(net, h, dev, q);
		return true;
	}
	if (q.nsource != 0u)
		return false;
	igmp_gq_start_timer(&net->igmp.d[dev], &net->rnd, net->now,
		q.max_delay);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
	return true;
}

bool igmp_heard_query(struct net *net, uint32_t h)
{
	uint32_t dev = net->skb.s[h].dev, len = skb_len(&net->skb.s[h]);
	uint32_t code = net->skb.s[h].pkt.b[net->skb.s[h].data + 1u];
	struct igmp_question q = { 0, IGMP_QUERY_RESPONSE_INTERVAL, 0 };

	if (len == IGMP_HLEN)
		q.max_delay = igmp_old_query(net, dev, code);
	else if (len < IGMP_V3_QUERY_LEN)
		return false;
	else if (!igmp_v1_seen(&net->igmp.d[dev], net->now)) {
		if (!igmp_v2_seen(&net->igmp.d[dev], net->now))
			return igmpv3_query(net, h, dev);
		q.max_delay = igmpv3_max_delay(code);
	}
	if (len == IGMP_HLEN ? code != 0u :
	    !igmp_v1_seen(&net->igmp.d[dev], net->now))
		q.group = get_be32(&net->skb.s[h].pkt,
			net->skb.s[h].data + 4u);
	igmp_ask_groups(net, h, dev, q);
	//@ assert Inv(*net);
	return true;
}
