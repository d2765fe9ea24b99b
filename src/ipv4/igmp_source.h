/*
 * The merged list of sources of a device's group, and which changes of it are
 * yet to be reported [Linux ip_mc_add1_src, ip_mc_del1_src, sf_setstate].
 */
#ifndef IPV4_IGMP_SOURCE_H
#define IPV4_IGMP_SOURCE_H

#include "ipv4/igmp_filter.h"

/*@ // source j counts: no socket wants it of a list of exclusions, or some
    // socket wants it of a list of inclusions
    predicate SourceActive(struct ip_mc_list m, integer j) = m.exclude != 0
      ? m.source[j].exclude == m.exclude && m.source[j].include == 0
      : m.source[j].include != 0;
    predicate Buried(struct igmp_tomb t, integer a) =
      \exists integer k; 0 <= k < t.n && t.s[k].inaddr == a; */

/*@ requires \valid_read(im) && McListOk(*im) && j < im->nsource;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> SourceActive(*im, j); */
bool sf_active(const struct ip_mc_list *im, uint32_t j);

/* Marks the sources that count now, before a change [Linux sf_markstate]. */
/*@ requires \valid_read(im) && McListOk(*im);
    requires \valid(g) && \separated(im, g);
    terminates \true; exits \false;
    assigns g->source[0 .. NSF - 1];
    ensures \forall integer j; 0 <= j < im->nsource ==>
            (g->source[j].oldin != 0 <==> SourceActive(*im, j)); */
void sf_markstate(const struct ip_mc_list *im, struct igmp_group *g);

/*
 * After a change: what counts anew, and what counts no more, is to be reported
 * `qrv` times.  Is there any such?  [Linux sf_setstate]
 */
/*@ requires \valid_read(im) && McListOk(*im);
    requires \valid(g) && \separated(im, g) && TombOk(g->tomb);
    terminates \true; exits \false;
    assigns g->source[0 .. NSF - 1], g->tomb;
    ensures TombOk(g->tomb);
    ensures IGM_020_change: \result <==> \exists integer j;
            0 <= j < im->nsource &&
            (SourceActive(*im, j) <==> \old(g->source[j].oldin) == 0);
    ensures IGM_021_new: \forall integer j; 0 <= j < im->nsource &&
            SourceActive(*im, j) && \old(g->source[j].oldin) == 0 ==>
            g->source[j].crcount == qrv; */
bool sf_setstate(const struct ip_mc_list *im, struct igmp_group *g,
	uint32_t qrv);

/* Remembers a source that is gone; a full tomb forgets it. */
/*@ requires \valid(t) && TombOk(*t);
    terminates \true; exits \false;
    assigns *t;
    ensures TombOk(*t);
    ensures \old(t->n) < NSF ==> Buried(*t, source);
    ensures \forall integer a; \old(Buried(*t, a)) ==> Buried(*t, a); */
void tomb_bury(struct igmp_tomb *t, uint32_t source, uint32_t crcount);

/* Takes entry `k` out. */
/*@ requires \valid(t) && TombOk(*t) && k < t->n;
    terminates \true; exits \false;
    assigns *t;
    ensures TombOk(*t) && t->n == \old(t->n) - 1;
    ensures \forall integer j; 0 <= j < k ==> t->s[j] == \old(t->s[j]);
    ensures \forall integer j; k <= j < t->n ==>
            t->s[j] == \old(t->s[\at(j, Post) + 1]); */
void tomb_remove(struct igmp_tomb *t, uint32_t k);

/*
 * One more socket names the source, `mode` how.  false when the list is full
 * [Linux ip_mc_add1_src].
 */
/*@ requires \valid(im) && McListOk(*im);
    requires \valid(g) && \separated(im, g);
    terminates \true; exits \false;
    assigns im->nsource, im->source[0 .. NSF - 1], g->source[0 .. NSF - 1];
    ensures McListOk(*im);
    ensures \result ==> HasSource(*im, source);
    ensures !\result ==> im->nsource == \old(im->nsource); */
bool ip_mc_add1_src(struct ip_mc_list *im, struct igmp_group *g, uint32_t mode,
	uint32_t source);

/*
 * One socket less names the source.  When it was the last, the source goes; it
 * is buried if it counted, and the answer is true: that is to be reported.
 * `qrv` 0: an old querier is there, and nothing is buried
 * [Linux ip_mc_del1_src].
 */
/*@ requires \valid(im) && McListOk(*im);
    requires \valid(g) && \separated(im, g) && TombOk(g->tomb);
    terminates \true; exits \false;
    assigns im->nsource, im->source[0 .. NSF - 1], g->source[0 .. NSF - 1],
            g->tomb;
    ensures McListOk(*im) && TombOk(g->tomb);
    ensures \result ==> qrv != 0; */
bool ip_mc_del1_src(struct ip_mc_list *im, struct igmp_group *g, uint32_t mode,
	uint32_t source, uint32_t qrv);

/* A change of mode says it all: no source's change is reported. */
/*@ requires \valid(g) && n <= NSF;
    terminates \true; exits \false;
    assigns g->source[0 .. NSF - 1];
    ensures \forall integer j; 0 <= j < n ==> g->source[j].crcount == 0; */
void sf_clear_changes(struct igmp_group *g, uint32_t n);

#endif
