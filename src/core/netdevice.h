/*
 * The devices of a host, with their addresses and per-device settings.
 *
 * Device 0 is always `lo`.  A device is named by its number; Linux's ifindex
 * is that number plus one.
 */
#ifndef CORE_NETDEVICE_H
#define CORE_NETDEVICE_H

#include <stdbool.h>
#include <stdint.h>

enum {
	NDEV = 16,		/* devices of a host: a router has a handful */
	DEV_LO = 0,		/* the loopback device */
	NADDR = 64,		/* IPv4 addresses of a device */
	NGROUP = 64,		/* multicast groups a device has joined */
	NSF = 32,		/* sources of such a group, of all sockets */
	IFNAMSIZ = 16,		/* bytes of a name with its zero [linux/if.h] */
	ETH_ALEN = 6,		/* bytes of an Ethernet address */
	ETH_HLEN = 14,		/* bytes of an Ethernet header */
	ETH_DATA_LEN = 1500	/* the usual MTU */
};

/* What kind of device: how packets arrive, and what truesize they get. */
enum device_type { DEV_TYPE_LOOPBACK, DEV_TYPE_TAP, DEV_TYPE_VETH,
	DEV_TYPE_RTL8139, DEV_TYPE_E1000 };

/* An Ethernet address: its 48 bits as a number, first byte highest. */
typedef uint64_t mac_t;

/* What a list of sources means [linux/in.h]. */
enum mcast_mode { MCAST_EXCLUDE, MCAST_INCLUDE };

/* A source that sockets name, and how many do [Linux struct ip_sf_list]. */
struct ip_sf_list {
	uint32_t inaddr;	/* host byte order */
	uint32_t exclude;	/* sockets that do not want it */
	uint32_t include;	/* sockets that want it */
};

/* A group that a device joined for its sockets [Linux struct ip_mc_list]. */
struct ip_mc_list {
	uint32_t multiaddr;	/* host byte order */
	uint32_t users;		/* sockets that joined */
	uint32_t sfmode;	/* enum mcast_mode: what routers are told */
	uint32_t exclude;	/* sockets that want all but some sources */
	uint32_t include;	/* sockets that want some sources only */
	uint32_t nsource;
	struct ip_sf_list source[NSF];	/* oldest first */
};

/*
 * One IPv4 address of a device [Linux struct in_ifaddr].  The first of a
 * subnet is its primary address; those that follow are secondary to it.
 */
struct in_ifaddr {
	uint32_t local;		/* host byte order */
	uint32_t prefixlen;	/* 0..32 */
	uint32_t broadcast;	/* as the user named it; 0: none */
	uint32_t scope;		/* RT_SCOPE_*: how far it means this host */
	uint32_t secondary;	/* 1: its subnet has a primary address */
};

/* net.ipv4.conf.DEV.*: 0 or 1 but for rp_filter, 0 to 2. */
struct ipv4_devconf {
	uint32_t forwarding, rp_filter, accept_local, route_localnet;
	uint32_t accept_source_route, send_redirects, log_martians;
	uint32_t drop_unicast_in_l2_multicast;
	uint32_t accept_redirects, secure_redirects, shared_media;
	uint32_t arp_ignore;	/* 0 to 8 */
	uint32_t arp_filter, arp_accept, arp_announce;
	uint32_t promote_secondaries;
};

struct net_device {
	uint8_t name[IFNAMSIZ];	/* zero-terminated */
	uint32_t type;		/* enum device_type */
	uint32_t up;		/* 1: IFF_UP */
	uint32_t mtu;		/* bytes, without the Ethernet header */
	mac_t mac;
	uint32_t naddr;		/* addresses in use */
	struct in_ifaddr addr[NADDR];	/* primary ones first */
	uint32_t ngroup;	/* multicast groups joined by sockets */
	struct ip_mc_list group[NGROUP];	/* oldest first */
	struct ipv4_devconf conf;
};

struct devices {
	uint32_t n;		/* devices in use; at least 1: lo */
	struct net_device d[NDEV];
	struct ipv4_devconf all;	/* net.ipv4.conf.all.* */
	struct ipv4_devconf template;	/* net.ipv4.conf.default.* */
};

/*@ predicate McListOk(struct ip_mc_list m) =
      m.nsource <= NSF && m.sfmode <= 1;
    predicate DeviceOk(struct net_device d) =
      d.naddr <= NADDR && d.ngroup <= NGROUP && d.mac < 0x1000000000000 &&
      d.mtu <= 65536 &&
      (\forall integer i; 0 <= i < d.naddr ==> d.addr[i].prefixlen <= 32) &&
      \forall integer i; 0 <= i < d.ngroup ==> McListOk(d.group[i]);
    predicate DevicesOk(struct devices v) =
      1 <= v.n <= NDEV &&
      \forall integer i; 0 <= i < NDEV ==> DeviceOk(v.d[i]);
    // address a is one that device d has
    predicate DeviceHas(struct net_device d, integer a) =
      \exists integer i; 0 <= i < d.naddr && d.addr[i].local == a;
    predicate IsLocalAddress(struct devices v, integer a) =
      \exists integer k; 0 <= k < v.n && DeviceHas(v.d[k], a);
    predicate GroupAt(struct net_device d, integer i, integer a) =
      0 <= i < d.ngroup && d.group[i].multiaddr == a;
    // the entry of group a: the first, should there be several
    predicate FirstGroup(struct net_device d, integer i, integer a) =
      GroupAt(d, i, a) && \forall integer j; 0 <= j < i ==> !GroupAt(d, j, a);
    // 224.0.0.1 is joined by every device that is up [RFC 1112 4]
    predicate InGroup(struct net_device d, integer a) =
      a == 0xe0000001 || \exists integer i; GroupAt(d, i, a); */

/* The device `lo` alone, with 127.0.0.1/8, up. */
/*@ requires \valid(v);
    terminates \true; exits \false;
    assigns *v;
    ensures DevicesOk(*v);
    ensures v->n == 1 && v->d[DEV_LO].up == 1;
    ensures v->d[DEV_LO].type == DEV_TYPE_LOOPBACK;
    ensures DeviceHas(v->d[DEV_LO], 0x7f000001);
    ensures \forall integer i; 0 <= i < NDEV ==> v->d[i].ngroup == 0; */
void devices_init(struct devices *v);

/* Does device `dev` have the address? [Linux inet_addr_onlink's sibling] */
/*@ requires \valid_read(v) && DevicesOk(*v) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> DeviceHas(v->d[dev], a); */
bool dev_has_address(const struct devices *v, uint32_t dev, uint32_t a);

/* Is it an address of this host? [Linux inet_lookup_ifaddr_rcu] */
/*@ requires \valid_read(v) && DevicesOk(*v);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> IsLocalAddress(*v, a); */
bool inet_lookup_ifaddr(const struct devices *v, uint32_t a);

/*
 * Adds a device with the settings of conf.default; false when NDEV are there.
 * Its name is written by the caller (dev_set_name).
 */
/*@ requires \valid(v) && DevicesOk(*v);
    requires mac < 0x1000000000000 && mtu <= 65536;
    terminates \true; exits \false;
    assigns v->n, v->d[0 .. NDEV - 1];
    ensures DevicesOk(*v);
    ensures \result <==> \old(v->n) < NDEV;
    ensures \result ==> v->n == \old(v->n) + 1 &&
            v->d[\old(v->n)].mac == mac && v->d[\old(v->n)].mtu == mtu &&
            v->d[\old(v->n)].type == type && v->d[\old(v->n)].up == 1 &&
            v->d[\old(v->n)].naddr == 0 && v->d[\old(v->n)].ngroup == 0;
    ensures \forall integer i; 0 <= i < \old(v->n) ==>
            v->d[i] == \old(v->d[i]);
    ensures !\result ==> v->n == \old(v->n); */
bool register_netdevice(struct devices *v, uint32_t type, mac_t mac,
	uint32_t mtu);

#endif
