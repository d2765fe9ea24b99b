/*
 * Who wants the packets of a group: the device, for all its sockets together,
 * and each socket for itself [Linux ip_check_mc_rcu, ip_mc_sf_allow].
 */
#ifndef IPV4_IGMP_FILTER_H
#define IPV4_IGMP_FILTER_H

#include "ipv4/ip.h"

/* 224.0.0.1: every device hears it, and nobody reports it. */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures \result <==> a == 0xe0000001; */
static inline bool ipv4_is_all_hosts(uint32_t a)
{
	return a == 0xe0000001u;
}

/*@ predicate SourceAt(struct ip_mc_list m, integer j, integer a) =
      0 <= j < m.nsource && m.source[j].inaddr == a;
    predicate FirstSource(struct ip_mc_list m, integer j, integer a) =
      SourceAt(m, j, a) && \forall integer k; 0 <= k < j ==>
        !SourceAt(m, k, a);
    predicate HasSource(struct ip_mc_list m, integer a) =
      \exists integer j; SourceAt(m, j, a);
    // some socket asked for source a by name, or some socket takes all but
    // those that it named, and did not name a.  Source 0 is not known yet.
    predicate SourceWanted(struct ip_mc_list m, integer a) = a == 0 ||
      (HasSource(m, a)
       ? \exists integer j; FirstSource(m, j, a) &&
           (m.source[j].include != 0 || m.source[j].exclude != m.exclude)
       : m.exclude != 0);
    // the device takes packets from `source` to group a
    predicate McAccepts(struct net_device d, integer a, integer source,
      integer protocol) = a == 0xe0000001 ||
      \exists integer i; FirstGroup(d, i, a) &&
        (protocol == 2 || SourceWanted(d.group[i], source)); */

/*@ // what a socket's membership says of a source
    predicate Listed(struct ip_mc_socklist m, integer source) =
      \exists integer j; 0 <= j < m.nsource && m.source[j] == source;
    predicate MsfAllows(struct ip_mc_socklist m, integer source) =
      m.mode == MCAST_EXCLUDE ? !Listed(m, source) : Listed(m, source);
    predicate MemberAt(struct sock s, integer i, integer group, integer dev) =
      0 <= i < s.ngroup && s.group[i].group == group && s.group[i].dev == dev;
    predicate FirstMember(struct sock s, integer i, integer group,
      integer dev) = MemberAt(s, i, group, dev) &&
      \forall integer j; 0 <= j < i ==> !MemberAt(s, j, group, dev);
    predicate Joined(struct sock s, integer group, integer dev) =
      \exists integer i; MemberAt(s, i, group, dev);
    // a socket hears what its membership allows; a group that it did not join
    // it hears with IP_MULTICAST_ALL
    predicate McAllows(struct sock s, integer group, integer source,
      integer dev) = !IsMulticast(group) ||
      (!Joined(s, group, dev) && s.mc_all == 1) ||
      \exists integer i; FirstMember(s, i, group, dev) &&
        MsfAllows(s.group[i], source); */

/* The device's entry of a group, or NGROUP. */
/*@ requires \valid_read(d) && DeviceOk(*d);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == NGROUP || FirstGroup(*d, \result, group);
    ensures \result == NGROUP <==> !(\exists integer i; GroupAt(*d, i, group));
 */
uint32_t ip_mc_find(const struct net_device *d, uint32_t group);

/* The entry of a source in the device's list, or NSF. */
/*@ requires \valid_read(im) && McListOk(*im);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == NSF || FirstSource(*im, \result, source);
    ensures \result == NSF <==> !HasSource(*im, source); */
uint32_t sf_find(const struct ip_mc_list *im, uint32_t source);

/* The socket's membership, or NMEMBER. */
/*@ requires \valid_read(k) && SockOk(*k);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == NMEMBER || FirstMember(*k, \result, group, dev);
    ensures \result == NMEMBER <==> !Joined(*k, group, dev); */
uint32_t sk_member(const struct sock *k, uint32_t group, uint32_t dev);

/* Where a membership names a source, or NSOURCE. */
/*@ requires \valid_read(m) && m->nsource <= NSOURCE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == NSOURCE ||
            (\result < m->nsource && m->source[\result] == source);
    ensures \result == NSOURCE <==> !Listed(*m, source); */
uint32_t msf_find(const struct ip_mc_socklist *m, uint32_t source);

/*
 * Does the device take a packet of that IP protocol from `source` to the
 * group?  Source 0: not known, taken if anybody joined.
 */
/*@ requires \valid_read(v) && DevicesOk(*v) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> McAccepts(v->d[dev], group, source, protocol);
    ensures IGM_003_all_hosts: group == 0xe0000001 ==> \result;
    ensures IGM_004_igmp: protocol == IPPROTO_IGMP ==>
            (\result <==> InGroup(v->d[dev], group)); */
bool ip_check_mc_rcu(const struct devices *v, uint32_t dev, uint32_t group,
	uint32_t source, uint32_t protocol);

/* Does socket `s` want packets from `source` to the group on that device? */
/*@ requires \valid_read(v) && SocksOk(*v) && s < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> McAllows(v->s[s], group, source, dev);
    ensures IGM_005_include: \forall integer i; IsMulticast(group) &&
            FirstMember(v->s[s], i, group, dev) &&
            v->s[s].group[i].mode == MCAST_INCLUDE &&
            !Listed(v->s[s].group[i], source) ==> !\result;
    ensures IGM_006_exclude: \forall integer i; IsMulticast(group) &&
            FirstMember(v->s[s], i, group, dev) &&
            v->s[s].group[i].mode == MCAST_EXCLUDE &&
            Listed(v->s[s].group[i], source) ==> !\result; */
bool ip_mc_sf_allow(const struct socks *v, uint32_t s, uint32_t group,
	uint32_t source, uint32_t dev);

#endif
