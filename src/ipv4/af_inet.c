/*
 * Local addresses of sockets: binding [Linux net/ipv4/af_inet.c].
 * Contracts: udp.h.
 */
#include "ipv4/ip.h"
#include "ipv4/udp.h"
#include "ipv4/udp_table.h"

enum { EINVAL = 22, EADDRNOTAVAIL = 99 };

/*@ requires \valid_read(net) && Inv(*net);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> Bindable(net->dev, net->fib, addr); */
static bool inet_addr_valid(const struct net *net, uint32_t addr)
{
	uint32_t i;

	if (ipv4_is_zeronet(addr) || ipv4_is_lbcast(addr) ||
	    ipv4_is_multicast(addr) || inet_lookup_ifaddr(&net->dev, addr))
		return true;
	i = fib_lookup(&net->fib, addr, 0, ANY_DEVICE);
	if (i == FIB_NIL)
		return false;
	/*@ assert only: \forall integer j;
	      LongestMatch(net->fib, j, addr, 0, ANY_DEVICE) ==> j == i; */
	return net->fib.r[i].type == RTN_LOCAL ||
		net->fib.r[i].type == RTN_BROADCAST;
}

int32_t inet_bind(struct net *net, uint32_t s, uint32_t addr, uint32_t port)
{
	int32_t err;

	if (!inet_addr_valid(net, addr))
		return -EADDRNOTAVAIL;
	if (net->sock.s[s].state != TCP_CLOSE || net->sock.s[s].num != 0 ||
	    !hlist_unhashed(&net->udp.hash, s) || port == 0)
		return -EINVAL;
	net->sock.s[s].rcv_saddr = addr;
	//@ assert addressed: Inv(*net);
	err = udp_lib_get_port(&net->udp, &net->sock, s, port);
	//@ assert asked: Inv(*net);
	if (err != 0)
		net->sock.s[s].rcv_saddr = 0;
	//@ assert done: Inv(*net);
	return err;
}
