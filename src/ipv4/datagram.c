/*
 * Connecting a socket: its peer, and the address that it sends from
 * [Linux net/ipv4/datagram.c, route.c ip_route_connect].  Contract: udp.h.
 */
#include "ipv4/ip.h"
#include "ipv4/udp.h"
#include "ipv4/udp_table.h"

enum { EACCES = 13, EINVAL = 22, ENETUNREACH = 101, ENOBUFS = 105,
	INADDR_LOOPBACK = 0x7f000001 };

/* How to reach a peer. */
struct path {
	int32_t err;		/* 0, or why not */
	uint32_t type;		/* enum route_type */
	uint32_t oif;		/* device */
	uint32_t saddr;		/* address to send from; 0: none */
};

/* The address that route `i` prefers to send from. */
/*@ requires \valid_read(net) && Inv(*net) && Live(net->fib, i);
    terminates \true; exits \false;
    assigns \nothing;
    ensures net->fib.r[i].prefsrc != 0 ==> \result == net->fib.r[i].prefsrc;
    ensures net->fib.r[i].prefsrc == 0 && net->fib.r[i].type == RTN_LOCAL ==>
            \result == daddr; */
static uint32_t route_source(const struct net *net, uint32_t i, uint32_t daddr)
{
	if (net->fib.r[i].prefsrc != 0)
		return net->fib.r[i].prefsrc;
	if (net->fib.r[i].type == RTN_LOCAL)
		return daddr;
	return inet_select_addr(&net->dev, net->fib.r[i].oif,
		net->fib.r[i].gateway != 0 ? net->fib.r[i].gateway : daddr);
}

/* The path that no route gives: a socket bound to a device takes that. */
/*@ requires \valid_read(net) && Inv(*net) && dev <= NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures dev == ANY_DEVICE ==> \result.err == -101;
    ensures dev != ANY_DEVICE ==> \result.err == 0 && \result.oif == dev;
    ensures \result.oif < NDEV; */
static struct path path_on_link(const struct net *net, uint32_t dev,
	uint32_t daddr)
{
	struct path p = { -ENETUNREACH, RTN_UNICAST, DEV_LO, 0 };

	if (dev == ANY_DEVICE)
		return p;
	p.err = 0;
	p.oif = dev;
	p.saddr = inet_select_addr(&net->dev, dev, daddr);
	return p;
}

/* The path to `daddr` from a socket bound to `dev`, or to none. */
/*@ requires \valid_read(net) && Inv(*net) && dev <= NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result.oif < NDEV;
    ensures \result.err == 0 || \result.err == -101 || \result.err == -113 ||
            \result.err == -13 || \result.err == -22;
    ensures IPO_003_no_route: dev == ANY_DEVICE &&
            NoMatch(net->fib, daddr, 0, ANY_DEVICE) ==> \result.err == -101;
    ensures IPO_004_longest: \forall integer i;
            LongestMatch(net->fib, i, daddr, 0, dev) ==>
            \result.err == RouteErrno(net->fib.r[i].type) &&
            (\result.err == 0 ==> \result.oif == net->fib.r[i].oif &&
             \result.type == net->fib.r[i].type); */
static struct path path_to(const struct net *net, uint32_t dev, uint32_t daddr)
{
	struct path p = { 0, RTN_UNICAST, DEV_LO, 0 };
	uint32_t i = fib_lookup(&net->fib, daddr, 0, dev);

	if (i == FIB_NIL)
		return path_on_link(net, dev, daddr);
	/*@ assert only: \forall integer j;
	      LongestMatch(net->fib, j, daddr, 0, dev) ==> j == i; */
	p.err = fib_error(net->fib.r[i].type);
	p.type = net->fib.r[i].type;
	p.oif = net->fib.r[i].oif;
	p.saddr = route_source(net, i, daddr);
	return p;
}

/* The address that socket `s` has of its own: not a group, not a broadcast. */
/*@ requires \valid_read(net) && Inv(*net) && s < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == 0 || \result == net->sock.s[s].rcv_saddr; */
static uint32_t sk_saddr(const struct net *net, uint32_t s)
{
	uint32_t a = net->sock.s[s].rcv_saddr;

	return inet_lookup_ifaddr(&net->dev, a) || ipv4_is_loopback(a) ? a : 0;
}

/* May a packet from a loopback address leave there? [Linux __mkroute_output] */
/*@ requires \valid_read(net) && Inv(*net) && p.oif < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result ==> IsLoopback(saddr) && p.type != RTN_LOCAL; */
static bool loopback_leaves(const struct net *net, struct path p,
	uint32_t saddr)
{
	return ipv4_is_loopback(saddr) && p.type != RTN_LOCAL &&
		net->dev.d[p.oif].type != DEV_TYPE_LOOPBACK &&
		net->dev.d[p.oif].conf.route_localnet == 0 &&
		net->dev.all.route_localnet == 0;
}

/* The path to a peer, with everything that may refuse it. */
/*@ requires \valid_read(net) && Inv(*net) && s < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result.err == 0 || \result.err == -101 || \result.err == -113 ||
            \result.err == -13 || \result.err == -22;
    ensures IPO_003_no_route: net->sock.s[s].bound_dev == ANY_DEVICE &&
            NoMatch(net->fib, daddr, 0, ANY_DEVICE) ==> \result.err == -101; */
static struct path ip_route_connect(const struct net *net, uint32_t s,
	uint32_t daddr)
{
	struct path p = path_to(net, net->sock.s[s].bound_dev, daddr);
	uint32_t saddr = sk_saddr(net, s);

	if (p.err != 0)
		return p;
	if (saddr != 0)
		p.saddr = saddr;
	if (ipv4_is_lbcast(daddr))
		p.type = RTN_BROADCAST;
	if (loopback_leaves(net, p, p.saddr))
		p.err = -EINVAL;
	else if (p.type == RTN_BROADCAST && net->sock.s[s].broadcast == 0)
		p.err = -EACCES;
	return p;
}

/* Whom a connect to address 0 means: ourselves. */
/*@ requires \valid_read(net) && Inv(*net) && s < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures addr != 0 ==> \result == addr;
    ensures \result != 0; */
static uint32_t peer_address(const struct net *net, uint32_t s, uint32_t addr)
{
	uint32_t own;

	if (addr != 0)
		return addr;
	own = sk_saddr(net, s);
	return own != 0 ? own : INADDR_LOOPBACK;
}

/* Has it a port, or does it need none? */
/*@ requires \valid_read(net) && s < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==>
            Bound(net->udp, net->udplite, net->sock.s[s], s); */
static bool sk_bound(const struct net *net, uint32_t s)
{
	if (net->sock.s[s].type == SOCK_RAW)
		return true;
	if (net->sock.s[s].protocol == IPPROTO_ICMP && net->sock.s[s].num != 0)
		return true;
	return !hlist_unhashed(&net->udp.hash, s) ||
		!hlist_unhashed(&net->udplite.hash, s);
}

/* Gives a socket of table udp, or of table udplite, another address. */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK;
    requires Linked(net->udp.hash, s);
    terminates \true; exits \false;
    assigns net->sock.s[s].rcv_saddr, net->udp.hash2;
    ensures Inv(*net);
    ensures \result ==> net->sock.s[s].rcv_saddr == addr;
    ensures !\result ==> net->sock == \old(net->sock) &&
            net->udp == \old(net->udp); */
static bool udp_rehash(struct net *net, uint32_t s, uint32_t addr)
{
	bool done;

	//@ assert alone: !Linked(net->udplite.hash, s);
	//@ assert alone2: !Linked(net->udplite.hash2, s);
	done = udp_lib_rehash(&net->udp, &net->sock, s, addr);
	/*@ assert others: \forall integer r; r != s ==>
	      net->sock.s[r] == \at(net->sock.s[r], Pre); */
	//@ assert udplite: UdpOk(net->udplite, net->sock);
	//@ assert moved: Inv(*net);
	return done;
}

/*@ requires \valid(net) && Inv(*net) && s < NSOCK;
    requires Linked(net->udplite.hash, s);
    terminates \true; exits \false;
    assigns net->sock.s[s].rcv_saddr, net->udplite.hash2;
    ensures Inv(*net);
    ensures \result ==> net->sock.s[s].rcv_saddr == addr;
    ensures !\result ==> net->sock == \old(net->sock) &&
            net->udplite == \old(net->udplite); */
static bool udplite_rehash(struct net *net, uint32_t s, uint32_t addr)
{
	bool done;

	//@ assert alone: !Linked(net->udp.hash, s);
	//@ assert alone2: !Linked(net->udp.hash2, s);
	done = udp_lib_rehash(&net->udplite, &net->sock, s, addr);
	/*@ assert others: \forall integer r; r != s ==>
	      net->sock.s[r] == \at(net->sock.s[r], Pre); */
	//@ assert udp: UdpOk(net->udp, net->sock);
	//@ assert moved: Inv(*net);
	return done;
}

/* Gives the socket an address of its own; false, and nothing done, only if its
 * table is worn. */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK;
    terminates \true; exits \false;
    assigns net->sock.s[s].rcv_saddr, net->udp.hash2, net->udplite.hash2;
    ensures Inv(*net);
    ensures \result ==> net->sock.s[s].rcv_saddr == addr;
    ensures !\result ==> net->sock == \old(net->sock) &&
            net->udp == \old(net->udp) &&
            net->udplite == \old(net->udplite); */
static bool sk_rehash(struct net *net, uint32_t s, uint32_t addr)
{
	if (!hlist_unhashed(&net->udp.hash, s))
		return udp_rehash(net, s, addr);
	if (!hlist_unhashed(&net->udplite.hash, s))
		return udplite_rehash(net, s, addr);
	//@ assert nowhere: !Linked(net->udp.hash2, s);
	//@ assert nowhere2: !Linked(net->udplite.hash2, s);
	net->sock.s[s].rcv_saddr = addr;
	//@ assert SockOk(net->sock.s[s]);
	//@ assert SocksOk(net->sock);
	//@ assert udp: UdpOk(net->udp, net->sock);
	//@ assert udplite: UdpOk(net->udplite, net->sock);
	//@ assert moved: Inv(*net);
	return true;
}

/*@ requires \valid(k) && SockOk(*k) && port <= 65535;
    terminates \true; exits \false;
    assigns k->daddr, k->dport, k->state;
    ensures SockOk(*k) && k->daddr == daddr && k->dport == port;
    ensures k->state == TCP_ESTABLISHED; */
static void sk_set_peer(struct sock *k, uint32_t daddr, uint32_t port)
{
	k->daddr = daddr;
	k->dport = port;
	k->state = TCP_ESTABLISHED;
}

int32_t ip4_datagram_connect(struct net *net, uint32_t s, uint32_t addr,
	uint32_t port)
{
	uint32_t daddr = peer_address(net, s, addr);
	struct path p;

	if (!sk_bound(net, s))
		return -EINVAL;
	p = ip_route_connect(net, s, daddr);
	if (p.err != 0)
		return p.err;
	if (net->sock.s[s].rcv_saddr == 0 && p.saddr != 0 &&
	    !sk_rehash(net, s, p.saddr))
		return -ENOBUFS;
	//@ assert moved: Inv(*net);
	//@ ghost Moved: ;
	sk_set_peer(&net->sock.s[s], daddr, port);
	/*@ assert others: \forall integer r; 0 <= r < NSOCK && r != s ==>
	      net->sock.s[r] == \at(net->sock.s[r], Moved); */
	//@ assert SocksOk(net->sock);
	//@ assert udp: UdpOk(net->udp, net->sock);
	//@ assert udplite: UdpOk(net->udplite, net->sock);
	//@ assert connected: Inv(*net);
	return 0;
}
