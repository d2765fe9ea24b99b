/*
 * Local addresses of sockets: binding [Linux net/ipv4/af_inet.c].
 * Contracts: af_inet.h, udp.h.
 */
#include "ipv4/af_inet.h"
#include "ipv4/fib_addr.h"
#include "ipv4/ip.h"
#include "ipv4/udp.h"
#include "ipv4/udp_queue.h"
#include "ipv4/udp_table.h"

enum { EINVAL = 22, EADDRNOTAVAIL = 99 };

bool inet_addr_valid(const struct net *net, uint32_t addr)
{
	uint32_t type;

	if (ipv4_is_zeronet(addr) || ipv4_is_lbcast(addr) ||
	    ipv4_is_multicast(addr) || inet_lookup_ifaddr(&net->dev, addr))
		return true;
	type = inet_addr_type(&net->fib, addr);
	return type == RTN_LOCAL || type == RTN_BROADCAST;
}

bool inet_addr_local(const struct net *net, uint32_t addr)
{
	if (ipv4_is_zeronet(addr) || ipv4_is_lbcast(addr) ||
	    ipv4_is_multicast(addr))
		return false;
	return inet_lookup_ifaddr(&net->dev, addr) ||
		inet_addr_type(&net->fib, addr) == RTN_LOCAL;
}

/* A port in the table of the socket's own protocol. */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK && port <= 65535;
    requires net->sock.s[s].used == 1;
    requires !Linked(net->udp.hash, s) && !Linked(net->udplite.hash, s);
    terminates \true; exits \false;
    assigns net->sock.s[s].num, net->udp.hash, net->udp.hash2,
            net->udplite.hash, net->udplite.hash2;
    ensures Inv(*net);
    ensures \result == 0 || \result == -98 || \result == -105;
    ensures \let lite = \old(net->sock.s[s].protocol) == 136 ? 1 : 0;
            \result == 0 ==> net->sock.s[s].num == port &&
            UdpTable(net->udp, net->udplite, lite).hash.bucket[s] ==
            UdpHash(port);
    ensures \result != 0 ==> net->udp == \old(net->udp) &&
            net->udplite == \old(net->udplite) &&
            net->sock == \old(net->sock); */
static int32_t inet_get_port(struct net *net, uint32_t s, uint32_t port)
{
	int32_t err;

	if (sk_is_udplite(&net->sock, s) != 0u) {
		err = udp_lib_get_port(&net->udplite, &net->sock, s, port);
		//@ assert lite_alone: !Linked(net->udp.hash, s);
		//@ assert lite_apart: UdpApart(net->udp, net->udplite);
		//@ assert lite_other: UdpOk(net->udp, net->sock);
		//@ assert lite_done: Inv(*net);
		return err;
	}
	err = udp_lib_get_port(&net->udp, &net->sock, s, port);
	//@ assert alone: !Linked(net->udplite.hash, s);
	//@ assert apart: UdpApart(net->udp, net->udplite);
	//@ assert other: UdpOk(net->udplite, net->sock);
	//@ assert done: Inv(*net);
	return err;
}

int32_t inet_bind(struct net *net, uint32_t s, uint32_t addr, uint32_t port)
{
	int32_t err;

	if (!inet_addr_valid(net, addr))
		return -EADDRNOTAVAIL;
	if (net->sock.s[s].state != TCP_CLOSE || net->sock.s[s].num != 0 ||
	    !hlist_unhashed(&net->udp.hash, s) ||
	    !hlist_unhashed(&net->udplite.hash, s) || port == 0)
		return -EINVAL;
	net->sock.s[s].rcv_saddr = addr;
	//@ assert addressed: Inv(*net);
	err = inet_get_port(net, s, port);
	//@ assert asked: Inv(*net);
	if (err != 0)
		net->sock.s[s].rcv_saddr = 0;
	//@ assert done: Inv(*net);
	return err;
}
