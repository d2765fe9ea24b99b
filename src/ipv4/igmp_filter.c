/* Source filters.  Contracts: igmp_filter.h. */
#include "ipv4/igmp_filter.h"

uint32_t ip_mc_find(const struct net_device *d, uint32_t group)
{
	uint32_t i = 0;

	/*@ loop invariant 0 <= i <= d->ngroup;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      !GroupAt(*d, j, group);
	    loop assigns i;
	    loop variant d->ngroup - i; */
	while (i < d->ngroup) {
		if (d->group[i].multiaddr == group)
			return i;
		i++;
	}
	return NGROUP;
}

uint32_t sf_find(const struct ip_mc_list *im, uint32_t source)
{
	uint32_t j = 0;

	/*@ loop invariant 0 <= j <= im->nsource;
	    loop invariant \forall integer k; 0 <= k < j ==>
	      !SourceAt(*im, k, source);
	    loop assigns j;
	    loop variant im->nsource - j; */
	while (j < im->nsource) {
		if (im->source[j].inaddr == source)
			return j;
		j++;
	}
	return NSF;
}

uint32_t sk_member(const struct sock *k, uint32_t group, uint32_t dev)
{
	uint32_t i = 0;

	/*@ loop invariant 0 <= i <= k->ngroup;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      !MemberAt(*k, j, group, dev);
	    loop assigns i;
	    loop variant k->ngroup - i; */
	while (i < k->ngroup) {
		if (k->group[i].group == group && k->group[i].dev == dev)
			return i;
		i++;
	}
	return NMEMBER;
}

uint32_t msf_find(const struct ip_mc_socklist *m, uint32_t source)
{
	uint32_t j = 0;

	/*@ loop invariant 0 <= j <= m->nsource;
	    loop invariant \forall integer k; 0 <= k < j ==>
	      m->source[k] != source;
	    loop assigns j;
	    loop variant m->nsource - j; */
	while (j < m->nsource) {
		if (m->source[j] == source)
			return j;
		j++;
	}
	return NSOURCE;
}

/*@ requires \valid_read(im) && McListOk(*im);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> SourceWanted(*im, source); */
static bool source_wanted(const struct ip_mc_list *im, uint32_t source)
{
	uint32_t j;

	if (source == 0u)
		return true;
	j = sf_find(im, source);
	if (j == NSF)
		return im->exclude != 0u;
	return im->source[j].include != 0u ||
		im->source[j].exclude != im->exclude;
}

bool ip_check_mc_rcu(const struct devices *v, uint32_t dev, uint32_t group,
	uint32_t source, uint32_t protocol)
{
	uint32_t i;

	if (ipv4_is_all_hosts(group))
		return true;
	i = ip_mc_find(&v->d[dev], group);
	if (i == NGROUP)
		return false;
	return protocol == IPPROTO_IGMP ||
		source_wanted(&v->d[dev].group[i], source);
}

bool ip_mc_sf_allow(const struct socks *v, uint32_t s, uint32_t group,
	uint32_t source, uint32_t dev)
{
	uint32_t i;
	bool listed;

	if (!ipv4_is_multicast(group))
		return true;
	i = sk_member(&v->s[s], group, dev);
	if (i == NMEMBER)
		return v->s[s].mc_all == 1u;
	listed = msf_find(&v->s[s].group[i], source) != NSOURCE;
	return v->s[s].group[i].mode == MCAST_EXCLUDE ? !listed : listed;
}
