/* What a report of version 3 says.  Contracts: igmp_change.h. */
#include "ipv4/igmp_change.h"
#include "ipv4/igmp_gone.h"
#include "ipv4/igmp_source.h"

/* The sources of a group that count; of a query's, those that it named. */
/*@ requires \valid_read(im) && McListOk(*im) && \valid_read(g);
    requires \valid(l) && \separated(im, g, l);
    terminates \true; exits \false;
    assigns *l;
    ensures ListOk(*l);
    ensures IGM_049_listed: \forall integer k; 0 <= k < l->n ==>
            \exists integer j; 0 <= j < im->nsource &&
            l->a[k] == im->source[j].inaddr && SourceActive(*im, j) &&
            (asked ==> g->source[j].gsresp != 0); */
static void list_active(const struct ip_mc_list *im, const struct igmp_group *g,
	bool asked, struct igmp_list *l)
{
	uint32_t j = 0;

	l->n = 0;
	/*@ loop invariant 0 <= l->n <= j <= im->nsource;
	    loop invariant \forall integer k; 0 <= k < l->n ==>
	      \exists integer i; 0 <= i < j &&
	      l->a[k] == im->source[i].inaddr && SourceActive(*im, i) &&
	      (asked ==> g->source[i].gsresp != 0);
	    loop assigns j, *l;
	    loop variant im->nsource - j; */
	while (j < im->nsource) {
		if (sf_active(im, j) && (!asked || g->source[j].gsresp != 0u)) {
			l->a[l->n] = im->source[j].inaddr;
			l->n++;
		}
		j++;
	}
}

/* The sources whose change is to be told; it is told once more now. */
/*@ requires \valid_read(im) && McListOk(*im) && \valid(g);
    requires \valid(l) && \separated(im, g, l);
    terminates \true; exits \false;
    assigns *l, g->source[0 .. NSF - 1];
    ensures ListOk(*l); */
static void list_changed(const struct ip_mc_list *im, struct igmp_group *g,
	struct igmp_list *l)
{
	uint32_t j = 0;

	l->n = 0;
	/*@ loop invariant 0 <= l->n <= j <= im->nsource;
	    loop assigns j, *l, g->source[0 .. NSF - 1];
	    loop variant im->nsource - j; */
	while (j < im->nsource) {
		if (g->source[j].crcount != 0u) {
			l->a[l->n] = im->source[j].inaddr;
			l->n++;
			g->source[j].crcount--;
		}
		j++;
	}
}

/* The sources that went, newest first; who was told of enough is forgotten. */
/*@ requires \valid(t) && TombOk(*t) && \valid(l) && \separated(t, l);
    terminates \true; exits \false;
    assigns *l, *t;
    ensures ListOk(*l) && TombOk(*t);
    ensures t->n <= \old(t->n); */
static void list_dead(struct igmp_tomb *t, struct igmp_list *l)
{
	uint32_t k = t->n;

	l->n = 0;
	/*@ loop invariant 0 <= k <= t->n <= \at(t->n, Pre);
	    loop invariant l->n + k <= \at(t->n, Pre);
	    loop assigns k, *l, *t;
	    loop variant k; */
	while (k > 0u) {
		k--;
		if (t->s[k].crcount != 0u) {
			l->a[l->n] = t->s[k].inaddr;
			l->n++;
			t->s[k].crcount--;
		}
		if (t->s[k].crcount == 0u)
			tomb_remove(t, k);
	}
}

/* The marks of a query are gone with its answer. */
/*@ requires \valid(g) && n <= NSF;
    terminates \true; exits \false;
    assigns g->gsquery, g->source[0 .. NSF - 1];
    ensures g->gsquery == 0; */
static void igmp_answered(struct igmp_group *g, uint32_t n)
{
	uint32_t j = 0;

	/*@ loop invariant 0 <= j <= n;
	    loop assigns j, g->source[0 .. NSF - 1];
	    loop variant n - j; */
	while (j < n) {
		if (g->gsquery != 0u)
			g->source[j].gsresp = 0;
		j++;
	}
	g->gsquery = 0;
}

uint32_t igmp_add_state(struct net *net, uint32_t h, uint32_t dev, uint32_t i)
{
	struct igmp_list l;
	uint32_t type = IGMPV3_MODE_IS_INCLUDE;

	if (net->dev.d[dev].group[i].exclude != 0u)
		type = IGMPV3_MODE_IS_EXCLUDE;
	list_active(&net->dev.d[dev].group[i], &net->igmp.d[dev].group[i],
		net->igmp.d[dev].group[i].gsquery != 0u, &l);
	igmp_answered(&net->igmp.d[dev].group[i],
		net->dev.d[dev].group[i].nsource);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
	return add_grec(net, h, dev, type,
		net->dev.d[dev].group[i].multiaddr, l);
}

void igmpv3_send_report(struct net *net, uint32_t dev)
{
	uint32_t h = POOL_SIZE, i = net->dev.d[dev].ngroup;

	trace_call(&net->trace, FN_igmpv3_send_report);
	//@ assert Inv(*net);
	/*@ loop invariant 0 <= i <= net->dev.d[dev].ngroup && Inv(*net);
	    loop invariant h <= POOL_SIZE && Filling(*net, h);
	    loop invariant Filled(net->queues, \at(net->queues, Pre),
	      POOL_SIZE, h);
	    loop invariant \forall integer j; 0 <= j < NGROUP ==>
	      net->igmp.d[dev].group[j].timer ==
	      \at(net->igmp.d[dev].group[j].timer, Pre);
	    loop assigns h, i, net->pool, net->queues, net->skb, net->mib,
	      net->drop, net->trace, net->igmp.d[dev].group[0 .. NGROUP - 1];
	    loop variant i; */
	while (i > 0u) {
		i--;
		h = igmp_add_state(net, h, dev, i);
	}
	igmpv3_sendpack(net, h, dev);
}

/* A record of changes: none where there is none. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && Filling(*net, h);
    requires ListOk(l) && 1 <= type <= 6;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->mib, net->drop, net->trace;
    ensures Inv(*net) && \result <= POOL_SIZE && Filling(*net, \result);
    ensures Filled(net->queues, \old(net->queues), h, \result);
    ensures l.n == 0 ==> \result == h && net->queues == \old(net->queues); */
static uint32_t add_changes(struct net *net, uint32_t h, uint32_t dev,
	uint32_t type, uint32_t group, struct igmp_list l)
{
	if (l.n == 0u)
		return h;
	return add_grec(net, h, dev, type, group, l);
}

/* The sources of group `i` that changed, both ways; `silent`: only counted. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && Filling(*net, h);
    requires i < net->dev.d[dev].ngroup;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->mib, net->drop, net->trace,
            net->igmp.d[dev].group[i].source[0 .. NSF - 1],
            net->igmp.d[dev].group[i].tomb;
    ensures Inv(*net) && \result <= POOL_SIZE && Filling(*net, \result);
    ensures Filled(net->queues, \old(net->queues), h, \result); */
static uint32_t igmp_add_sources(struct net *net, uint32_t h, uint32_t dev,
	uint32_t i, bool silent)
{
	struct igmp_list l, dead;
	uint32_t group = net->dev.d[dev].group[i].multiaddr;
	bool exclude = net->dev.d[dev].group[i].exclude != 0u;

	list_changed(&net->dev.d[dev].group[i], &net->igmp.d[dev].group[i], &l);
	list_dead(&net->igmp.d[dev].group[i].tomb, &dead);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
	if (silent)
		return h;
	h = add_changes(net, h, dev, exclude ? IGMPV3_BLOCK_OLD_SOURCES
		: IGMPV3_ALLOW_NEW_SOURCES, group, l);
	/*@ assert first: Filled(net->queues, \at(net->queues, Pre),
	      \at(h, Pre), h); */
	return add_changes(net, h, dev, exclude ? IGMPV3_ALLOW_NEW_SOURCES
		: IGMPV3_BLOCK_OLD_SOURCES, group, dead);
}

/* What changed of group `i`: its sources, or its mode and so all of it. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && Filling(*net, h);
    requires i < net->dev.d[dev].ngroup;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->mib, net->drop, net->trace,
            net->igmp.d[dev].group[i].source[0 .. NSF - 1],
            net->igmp.d[dev].group[i].tomb,
            net->igmp.d[dev].group[i].crcount;
    ensures Inv(*net) && \result <= POOL_SIZE && Filling(*net, \result);
    ensures Filled(net->queues, \old(net->queues), h, \result);
    ensures IGM_050_once: \old(net->igmp.d[dev].group[i].crcount) > 0 ==>
            net->igmp.d[dev].group[i].crcount ==
            \old(net->igmp.d[dev].group[i].crcount) - 1; */
static uint32_t igmp_add_change(struct net *net, uint32_t h, uint32_t dev,
	uint32_t i)
{
	struct igmp_list l;
	uint32_t crcount = net->igmp.d[dev].group[i].crcount;

	h = igmp_add_sources(net, h, dev, i, crcount != 0u);
	if (crcount == 0u)
		return h;
	net->igmp.d[dev].group[i].crcount = crcount - 1u;
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
	list_active(&net->dev.d[dev].group[i], &net->igmp.d[dev].group[i],
		false, &l);
	return add_grec(net, h, dev,
		net->dev.d[dev].group[i].sfmode == MCAST_EXCLUDE
			? IGMPV3_CHANGE_TO_EXCLUDE : IGMPV3_CHANGE_TO_INCLUDE,
		net->dev.d[dev].group[i].multiaddr, l);
}

/* What is to be told of a group that was left. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && Filling(*net, h);
    requires j < net->igmp.d[dev].ngone;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->mib, net->drop, net->trace,
            net->igmp.d[dev].gone[j];
    ensures Inv(*net) && \result <= POOL_SIZE && Filling(*net, \result);
    ensures Filled(net->queues, \old(net->queues), h, \result); */
static uint32_t igmp_add_gone(struct net *net, uint32_t h, uint32_t dev,
	uint32_t j)
{
	struct igmp_list l;
	uint32_t crcount = net->igmp.d[dev].gone[j].crcount;
	uint32_t group = net->igmp.d[dev].gone[j].multiaddr;

	if (crcount != 0u)
		net->igmp.d[dev].gone[j].crcount = crcount - 1u;
	list_dead(&net->igmp.d[dev].gone[j].tomb, &l);
	//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
	//@ assert IgmpOk(net->igmp, net->dev);
	//@ assert Inv(*net);
	if (net->igmp.d[dev].gone[j].sfmode == MCAST_INCLUDE)
		return add_changes(net, h, dev, IGMPV3_BLOCK_OLD_SOURCES,
			group, l);
	l.n = 0;
	if (crcount == 0u)
		return h;
	return add_grec(net, h, dev, IGMPV3_CHANGE_TO_INCLUDE, group, l);
}

/* The groups that were left, newest first; who is told of goes. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->mib, net->drop, net->trace,
            net->igmp.d[dev].ngone, net->igmp.d[dev].gone[0 .. NGROUP - 1];
    ensures Inv(*net) && \result <= POOL_SIZE && Filling(*net, \result);
    ensures Filled(net->queues, \old(net->queues), POOL_SIZE, \result); */
static uint32_t igmp_add_gones(struct net *net, uint32_t dev)
{
	uint32_t h = POOL_SIZE, j = net->igmp.d[dev].ngone;

	/*@ loop invariant 0 <= j <= net->igmp.d[dev].ngone && Inv(*net);
	    loop invariant h <= POOL_SIZE && Filling(*net, h);
	    loop invariant Filled(net->queues, \at(net->queues, Pre),
	      POOL_SIZE, h);
	    loop assigns h, j, net->pool, net->queues, net->skb, net->mib,
	      net->drop, net->trace, net->igmp.d[dev].ngone,
	      net->igmp.d[dev].gone[0 .. NGROUP - 1];
	    loop variant j; */
	while (j > 0u) {
		j--;
		h = igmp_add_gone(net, h, dev, j);
		if (net->igmp.d[dev].gone[j].crcount == 0u &&
		    net->igmp.d[dev].gone[j].tomb.n == 0u)
			gone_remove(&net->igmp.d[dev], j);
		//@ assert IgmpDeviceOk(net->igmp.d[dev], net->dev.d[dev].ngroup);
		//@ assert IgmpOk(net->igmp, net->dev);
		//@ assert Inv(*net);
	}
	return h;
}

void igmpv3_send_cr(struct net *net, uint32_t dev)
{
	uint32_t h, i = net->dev.d[dev].ngroup;

	trace_call(&net->trace, FN_igmpv3_send_cr);
	//@ assert Inv(*net);
	h = igmp_add_gones(net, dev);
	/*@ loop invariant 0 <= i <= net->dev.d[dev].ngroup && Inv(*net);
	    loop invariant h <= POOL_SIZE && Filling(*net, h);
	    loop invariant Filled(net->queues, \at(net->queues, Pre),
	      POOL_SIZE, h);
	    loop invariant \forall integer j; 0 <= j < NGROUP ==>
	      net->igmp.d[dev].group[j].timer ==
	      \at(net->igmp.d[dev].group[j].timer, Pre);
	    loop assigns h, i, net->pool, net->queues, net->skb, net->mib,
	      net->drop, net->trace, net->igmp.d[dev].group[0 .. NGROUP - 1];
	    loop variant i; */
	while (i > 0u) {
		i--;
		h = igmp_add_change(net, h, dev, i);
	}
	igmpv3_sendpack(net, h, dev);
}
