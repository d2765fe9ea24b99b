/* Memberships of sockets.  Contracts: igmp_join.h. */
#include "ipv4/igmp_join.h"

enum { EINVAL = 22, EADDRINUSE = 98, EADDRNOTAVAIL = 99, ENOBUFS = 105 };

/* One more membership, without sources. */
/*@ requires \valid(k) && SockOk(*k) && k->ngroup < NMEMBER;
    requires dev < NDEV && mode <= 1 && !Joined(*k, group, dev);
    terminates \true; exits \false;
    assigns k->ngroup, k->group[0 .. NMEMBER - 1];
    ensures SockOk(*k) && k->ngroup == \old(k->ngroup) + 1;
    ensures FirstMember(*k, \old(k->ngroup), group, dev);
    ensures k->group[\old(k->ngroup)].mode == mode &&
            k->group[\old(k->ngroup)].listed == 0; */
static void sk_add_member(struct sock *k, uint32_t group, uint32_t dev,
	uint32_t mode)
{
	uint32_t i = k->ngroup;

	k->group[i].group = group;
	k->group[i].dev = dev;
	k->group[i].mode = mode;
	k->group[i].listed = 0;
	k->group[i].nsource = 0;
	k->ngroup = i + 1u;
}

/* Takes membership `i` out; the last one takes its place. */
/*@ requires \valid(k) && SockOk(*k) && i < k->ngroup;
    terminates \true; exits \false;
    assigns k->ngroup, k->group[i];
    ensures SockOk(*k) && k->ngroup == \old(k->ngroup) - 1; */
static void sk_del_member(struct sock *k, uint32_t i)
{
	k->ngroup--;
	if (i != k->ngroup)
		k->group[i] = k->group[k->ngroup];
}

/*@ requires \valid(net) && Inv(*net) && s < NSOCK && dev < NDEV && mode <= 1;
    terminates \true; exits \false;
    assigns net->sock.s[s].ngroup, net->sock.s[s].group[0 .. NMEMBER - 1],
            net->dev.d[dev].ngroup, net->dev.d[dev].group[0 .. NGROUP - 1],
            net->igmp, net->rnd.state;
    ensures Inv(*net);
    ensures \result == 0 || \result == -22 || \result == -98 ||
            \result == -105;
    ensures \result == -22 <==> !IsMulticast(group);
    ensures \result == -98 <==> IsMulticast(group) &&
            \old(Joined(net->sock.s[s], group, dev));
    ensures IsMulticast(group) && !\old(Joined(net->sock.s[s], group, dev)) &&
            \old(net->sock.s[s].ngroup) >= net->sysctl.igmp_max_memberships
            ==> \result == -105;
    ensures \result == 0 ==> InGroup(net->dev.d[dev], group) &&
            \let i = \old(net->sock.s[s].ngroup);
            FirstMember(net->sock.s[s], i, group, dev) &&
            net->sock.s[s].group[i].mode == mode &&
            net->sock.s[s].group[i].listed == 0;
    ensures \result != 0 ==> net->sock.s[s] == \old(net->sock.s[s]); */
static int32_t __ip_mc_join_group(struct net *net, uint32_t s, uint32_t group,
	uint32_t dev, uint32_t mode)
{
	if (!ipv4_is_multicast(group))
		return -EINVAL;
	if (sk_member(&net->sock.s[s], group, dev) != NMEMBER)
		return -EADDRINUSE;
	if (net->sock.s[s].ngroup >= net->sysctl.igmp_max_memberships ||
	    net->sock.s[s].ngroup == NMEMBER ||
	    !ip_mc_inc_group(net, dev, group, mode))
		return -ENOBUFS;
	sk_add_member(&net->sock.s[s], group, dev, mode);
	//@ assert Inv(*net);
	igmp_update_next(net);
	return 0;
}

int32_t ip_mc_join_group(struct net *net, uint32_t s, uint32_t group,
	uint32_t dev)
{
	return __ip_mc_join_group(net, s, group, dev, MCAST_EXCLUDE);
}

/* Membership `i` ends. */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK;
    requires i < net->sock.s[s].ngroup && dev == net->sock.s[s].group[i].dev;
    terminates \true; exits \false;
    assigns net->sock.s[s].ngroup, net->sock.s[s].group[0 .. NMEMBER - 1],
            net->dev.d[dev].ngroup, net->dev.d[dev].group[0 .. NGROUP - 1],
            net->igmp, net->rnd.state;
    ensures Inv(*net);
    ensures net->sock.s[s].ngroup == \old(net->sock.s[s].ngroup) - 1; */
static void ip_mc_drop(struct net *net, uint32_t s, uint32_t i, uint32_t dev)
{
	ip_mc_leave_src(net, net->sock.s[s].group[i]);
	ip_mc_dec_group(net, dev, net->sock.s[s].group[i].group);
	sk_del_member(&net->sock.s[s], i);
	//@ assert Inv(*net);
	igmp_update_next(net);
}

int32_t ip_mc_leave_group(struct net *net, uint32_t s, uint32_t group,
	uint32_t dev)
{
	uint32_t i = sk_member(&net->sock.s[s], group, dev);

	if (i == NMEMBER)
		return -EADDRNOTAVAIL;
	ip_mc_drop(net, s, i, dev);
	return 0;
}

/* Writes a source behind the others. */
/*@ requires \valid(m) && m->nsource < NSOURCE;
    terminates \true; exits \false;
    assigns m->nsource, m->source[0 .. NSOURCE - 1];
    ensures m->nsource == \old(m->nsource) + 1;
    ensures Listed(*m, source); */
static void msf_append(struct ip_mc_socklist *m, uint32_t source)
{
	uint32_t n = m->nsource;

	m->source[n] = source;
	m->nsource = n + 1u;
	//@ assert m->source[n] == source;
}

/* Takes source `k` out; the last one takes its place. */
/*@ requires \valid(m) && k < m->nsource <= NSOURCE;
    terminates \true; exits \false;
    assigns m->nsource, m->source[k];
    ensures m->nsource == \old(m->nsource) - 1; */
static void msf_remove(struct ip_mc_socklist *m, uint32_t k)
{
	m->nsource--;
	m->source[k] = m->source[m->nsource];
}

/* Membership `i` names one more source. */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK;
    requires i < net->sock.s[s].ngroup && dev == net->sock.s[s].group[i].dev;
    requires omode <= 1;
    terminates \true; exits \false;
    assigns net->sock.s[s].group[i].listed, net->sock.s[s].group[i].nsource,
            net->sock.s[s].group[i].source[0 .. NSOURCE - 1],
            net->dev.d[dev].group[0 .. NGROUP - 1], net->igmp, net->rnd.state;
    ensures Inv(*net);
    ensures \result == 0 || \result == -99 || \result == -105;
    ensures \result == 0 ==> Listed(net->sock.s[s].group[i], source); */
static int32_t msf_add(struct net *net, uint32_t s, uint32_t i, uint32_t dev,
	uint32_t omode, uint32_t source)
{
	uint32_t n = net->sock.s[s].group[i].nsource;

	if (net->sock.s[s].group[i].listed != 0u &&
	    n >= net->sysctl.igmp_max_msf)
		return -ENOBUFS;
	if (msf_find(&net->sock.s[s].group[i], source) != NSOURCE)
		return -EADDRNOTAVAIL;
	if (n == NSOURCE || !ip_mc_add_src(net, dev,
	    net->sock.s[s].group[i].group, omode, source))
		return -ENOBUFS;
	net->sock.s[s].group[i].listed = 1;
	msf_append(&net->sock.s[s].group[i], source);
	//@ assert Inv(*net);
	igmp_update_next(net);
	return 0;
}

/* Membership `i` names one source less. */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK;
    requires i < net->sock.s[s].ngroup && dev == net->sock.s[s].group[i].dev;
    requires omode <= 1;
    terminates \true; exits \false;
    assigns net->sock.s[s].ngroup, net->sock.s[s].group[0 .. NMEMBER - 1],
            net->dev.d[dev].ngroup, net->dev.d[dev].group[0 .. NGROUP - 1],
            net->igmp, net->rnd.state;
    ensures Inv(*net);
    ensures \result == 0 || \result == -99; */
static int32_t msf_del(struct net *net, uint32_t s, uint32_t i, uint32_t dev,
	uint32_t omode, uint32_t source)
{
	uint32_t k = msf_find(&net->sock.s[s].group[i], source);

	if (k == NSOURCE)
		return -EADDRNOTAVAIL;
	if (net->sock.s[s].group[i].nsource == 1u && omode == MCAST_INCLUDE) {
		ip_mc_drop(net, s, i, dev);
		return 0;
	}
	ip_mc_del_src(net, dev, net->sock.s[s].group[i].group, omode, source);
	msf_remove(&net->sock.s[s].group[i], k);
	//@ assert Inv(*net);
	igmp_update_next(net);
	return 0;
}

int32_t ip_mc_source(struct net *net, uint32_t s, bool add, uint32_t omode,
	uint32_t group, uint32_t dev, uint32_t source)
{
	uint32_t i;

	if (!ipv4_is_multicast(group))
		return -EINVAL;
	i = sk_member(&net->sock.s[s], group, dev);
	if (i == NMEMBER)
		return -EINVAL;
	if (net->sock.s[s].group[i].mode != omode) {
		if (net->sock.s[s].group[i].listed != 0u)
			return -EINVAL;
		ip_mc_switch_mode(net, dev, group, omode);
		net->sock.s[s].group[i].mode = omode;
		//@ assert Inv(*net);
		igmp_update_next(net);
	}
	if (add)
		return msf_add(net, s, i, dev, omode, source);
	return msf_del(net, s, i, dev, omode, source);
}

int32_t ip_mc_join_source(struct net *net, uint32_t s, uint32_t group,
	uint32_t dev, uint32_t source)
{
	int32_t err = __ip_mc_join_group(net, s, group, dev, MCAST_INCLUDE);

	if (err != 0 && err != -EADDRINUSE)
		return err;
	return ip_mc_source(net, s, true, MCAST_INCLUDE, group, dev, source);
}
