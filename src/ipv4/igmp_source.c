/* The merged list of sources.  Contracts: igmp_source.h. */
#include "ipv4/igmp_source.h"

bool sf_active(const struct ip_mc_list *im, uint32_t j)
{
	if (im->exclude != 0u)
		return im->source[j].exclude == im->exclude &&
			im->source[j].include == 0u;
	return im->source[j].include != 0u;
}

void sf_markstate(const struct ip_mc_list *im, struct igmp_group *g)
{
	uint32_t j = 0;

	/*@ loop invariant 0 <= j <= im->nsource;
	    loop invariant \forall integer k; 0 <= k < j ==>
	      (g->source[k].oldin != 0 <==> SourceActive(*im, k));
	    loop assigns j, g->source[0 .. NSF - 1];
	    loop variant im->nsource - j; */
	while (j < im->nsource) {
		g->source[j].oldin = sf_active(im, j);
		j++;
	}
}

/* Where the tomb holds a source, or NSF. */
/*@ requires \valid_read(t) && TombOk(*t);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == NSF ||
            (\result < t->n && t->s[\result].inaddr == source);
    ensures \result == NSF <==> !Buried(*t, source); */
static uint32_t tomb_find(const struct igmp_tomb *t, uint32_t source)
{
	uint32_t k = 0;

	/*@ loop invariant 0 <= k <= t->n;
	    loop invariant \forall integer j; 0 <= j < k ==>
	      t->s[j].inaddr != source;
	    loop assigns k;
	    loop variant t->n - k; */
	while (k < t->n) {
		if (t->s[k].inaddr == source)
			return k;
		k++;
	}
	return NSF;
}

void tomb_bury(struct igmp_tomb *t, uint32_t source, uint32_t crcount)
{
	uint32_t k = tomb_find(t, source);

	if (k == NSF)
		k = t->n;
	if (k == NSF)
		return;
	t->s[k].inaddr = source;
	t->s[k].crcount = crcount;
	if (k == t->n)
		t->n = k + 1u;
	//@ assert here: t->s[k].inaddr == source;
}

void tomb_remove(struct igmp_tomb *t, uint32_t k)
{
	uint32_t j = k;

	/*@ loop invariant k <= j < t->n;
	    loop invariant t->n == \at(t->n, Pre);
	    loop invariant \forall integer i; 0 <= i < k || j <= i < NSF ==>
	      t->s[i] == \at(t->s[i], Pre);
	    loop invariant \forall integer i; k <= i < j ==>
	      t->s[i] == \at(t->s[i + 1], Pre);
	    loop assigns j, t->s[0 .. NSF - 1];
	    loop variant t->n - j; */
	while (j + 1u < t->n) {
		t->s[j] = t->s[j + 1u];
		j++;
	}
	t->n--;
}

/* Source `j` counts now and did not: reported anew, dead no more. */
/*@ requires \valid(g) && TombOk(g->tomb) && j < NSF;
    terminates \true; exits \false;
    assigns g->source[j].crcount, g->tomb;
    ensures TombOk(g->tomb) && g->source[j].crcount == qrv; */
static void sf_revive(struct igmp_group *g, uint32_t j, uint32_t source,
	uint32_t qrv)
{
	uint32_t k = tomb_find(&g->tomb, source);

	if (k != NSF)
		tomb_remove(&g->tomb, k);
	g->source[j].crcount = qrv;
}

bool sf_setstate(const struct ip_mc_list *im, struct igmp_group *g,
	uint32_t qrv)
{
	bool changed = false, active;
	uint32_t j = 0;

	/*@ loop invariant 0 <= j <= im->nsource && TombOk(g->tomb);
	    loop invariant \forall integer k; 0 <= k < NSF ==>
	      g->source[k].oldin == \at(g->source[k].oldin, Pre);
	    loop invariant changed <==> \exists integer k; 0 <= k < j &&
	      (SourceActive(*im, k) <==>
	       \at(g->source[k].oldin, Pre) == 0);
	    loop invariant \forall integer k; 0 <= k < j &&
	      SourceActive(*im, k) &&
	      \at(g->source[k].oldin, Pre) == 0 ==>
	      g->source[k].crcount == qrv;
	    loop assigns j, changed, active, g->source[0 .. NSF - 1], g->tomb;
	    loop variant im->nsource - j; */
	while (j < im->nsource) {
		active = sf_active(im, j);
		if (active && g->source[j].oldin == 0u) {
			sf_revive(g, j, im->source[j].inaddr, qrv);
			changed = true;
		} else if (!active && g->source[j].oldin != 0u) {
			g->source[j].crcount = 0;
			tomb_bury(&g->tomb, im->source[j].inaddr, qrv);
			changed = true;
		}
		j++;
	}
	return changed;
}

/* A source that nobody named before; NSF when the list is full. */
/*@ requires \valid(im) && McListOk(*im);
    requires \valid(g) && \separated(im, g);
    terminates \true; exits \false;
    assigns im->nsource, im->source[0 .. NSF - 1], g->source[0 .. NSF - 1];
    ensures McListOk(*im);
    ensures \result == NSF ==> im->nsource == \old(im->nsource);
    ensures \result != NSF ==> \result < im->nsource &&
            im->source[\result].inaddr == source &&
            im->source[\result].exclude == 0 &&
            im->source[\result].include == 0; */
static uint32_t sf_append(struct ip_mc_list *im, struct igmp_group *g,
	uint32_t source)
{
	uint32_t j = im->nsource;

	if (j == NSF)
		return NSF;
	im->source[j].inaddr = source;
	im->source[j].exclude = 0;
	im->source[j].include = 0;
	im->nsource = j + 1u;
	g->source[j].crcount = 0;
	g->source[j].gsresp = 0;
	g->source[j].oldin = 0;
	return j;
}

/* One more, up to the greatest number. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == (n == 0xffffffff ? n : n + 1); */
static uint32_t one_more(uint32_t n)
{
	return n == UINT32_MAX ? n : n + 1u;
}

bool ip_mc_add1_src(struct ip_mc_list *im, struct igmp_group *g, uint32_t mode,
	uint32_t source)
{
	uint32_t j = sf_find(im, source);

	if (j == NSF)
		j = sf_append(im, g, source);
	if (j == NSF)
		return false;
	if (mode == MCAST_EXCLUDE)
		im->source[j].exclude = one_more(im->source[j].exclude);
	else
		im->source[j].include = one_more(im->source[j].include);
	//@ assert named: SourceAt(*im, j, source);
	return true;
}

/* Takes source `j` off the list. */
/*@ requires \valid(im) && McListOk(*im) && j < im->nsource;
    requires \valid(g) && \separated(im, g);
    terminates \true; exits \false;
    assigns im->nsource, im->source[0 .. NSF - 1], g->source[0 .. NSF - 1];
    ensures McListOk(*im) && im->nsource == \old(im->nsource) - 1; */
static void sf_remove(struct ip_mc_list *im, struct igmp_group *g, uint32_t j)
{
	/*@ loop invariant \at(j, Pre) <= j < im->nsource;
	    loop assigns j, im->source[0 .. NSF - 1], g->source[0 .. NSF - 1];
	    loop variant im->nsource - j; */
	while (j + 1u < im->nsource) {
		im->source[j] = im->source[j + 1u];
		g->source[j] = g->source[j + 1u];
		j++;
	}
	im->nsource--;
}

/* One socket less; false when none named it so. */
/*@ requires \valid(s);
    terminates \true; exits \false;
    assigns s->exclude, s->include;
    ensures \result ==> (mode == MCAST_EXCLUDE
            ? s->exclude == \old(s->exclude) - 1
            : s->include == \old(s->include) - 1); */
static bool sf_uncount(struct ip_sf_list *s, uint32_t mode)
{
	if (mode == MCAST_EXCLUDE) {
		if (s->exclude == 0u)
			return false;
		s->exclude--;
		return true;
	}
	if (s->include == 0u)
		return false;
	s->include--;
	return true;
}

bool ip_mc_del1_src(struct ip_mc_list *im, struct igmp_group *g, uint32_t mode,
	uint32_t source, uint32_t qrv)
{
	uint32_t j = sf_find(im, source);
	bool report;

	if (j == NSF || !sf_uncount(&im->source[j], mode))
		return false;
	if (im->source[j].include != 0u || im->source[j].exclude != 0u)
		return false;
	report = g->source[j].oldin != 0u && qrv != 0u;
	sf_remove(im, g, j);
	if (report)
		tomb_bury(&g->tomb, source, qrv);
	return report;
}

void sf_clear_changes(struct igmp_group *g, uint32_t n)
{
	uint32_t j = 0;

	/*@ loop invariant 0 <= j <= n;
	    loop invariant \forall integer k; 0 <= k < j ==>
	      g->source[k].crcount == 0;
	    loop assigns j, g->source[0 .. NSF - 1];
	    loop variant n - j; */
	while (j < n) {
		g->source[j].crcount = 0;
		j++;
	}
}
