/* Ping sockets.  Contracts: ping.h. */
#include "ipv4/ping.h"
#include "ipv4/af_inet.h"
#include "ipv4/icmp.h"

enum { EINVAL = 22, EADDRINUSE = 98, EADDRNOTAVAIL = 99, ECHO_ID = 4 };

/*@ requires \valid_read(v) && s < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> IsPing(v->s[s]); */
static bool is_ping(const struct socks *v, uint32_t s)
{
	return v->s[s].used == 1u && v->s[s].type == SOCK_DGRAM &&
		v->s[s].protocol == IPPROTO_ICMP;
}

/*@ requires \valid_read(v) && s < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> PingMatch(v->s[s], ident, daddr, dev); */
static bool ping_match(const struct socks *v, uint32_t s, uint32_t ident,
	uint32_t daddr, uint32_t dev)
{
	if (!is_ping(v, s) || v->s[s].num == 0u || v->s[s].num != ident)
		return false;
	if (v->s[s].rcv_saddr != 0u && v->s[s].rcv_saddr != daddr)
		return false;
	return v->s[s].bound_dev == ANY_DEVICE || v->s[s].bound_dev == dev;
}

uint32_t ping_lookup(const struct socks *v, uint32_t ident, uint32_t daddr,
	uint32_t dev)
{
	uint32_t s = NSOCK;

	/*@ loop invariant 0 <= s <= NSOCK;
	    loop invariant \forall integer r; s <= r < NSOCK ==>
	      !PingMatch(v->s[r], ident, daddr, dev);
	    loop assigns s;
	    loop variant s; */
	while (s > 0u) {
		if (ping_match(v, s - 1u, ident, daddr, dev))
			return s - 1u;
		s--;
	}
	return SOCK_NIL;
}

/* The reply is for socket s. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb.s[h].tail, net->sock.s[s].drops,
            net->drop, net->trace;
    ensures Inv(*net);
    ensures SameOwn(net->queues, \old(net->queues), h);
    ensures PNG_004_end: InQueue(net->queues, QUEUE_SOCK + s, h) ||
            (net->queues.own[h] == OWN_FREE &&
             (DroppedAt(\old(net->drop), net->drop, DROP_PING_FILTER) ||
              DroppedAt(\old(net->drop), net->drop, DROP_PING_RCVBUF)));
    ensures PNG_005_full: \old(SockBusy(net->queues, net->sock.s[s], s)) ==>
            net->queues.own[h] == OWN_FREE; */
static void __ping_queue_rcv_skb(struct net *net, uint32_t h, uint32_t s)
{
	uint32_t reason;

	trace_call(&net->trace, FN___ping_queue_rcv_skb);
	reason = sock_queue_rcv_skb_reason(net, h, s);
	if (reason == SKB_DROP_REASON_SOCKET_FILTER)
		kfree_skb_reason(net, h, DROP_PING_FILTER);
	else if (reason == SKB_DROP_REASON_SOCKET_RCVBUFF)
		kfree_skb_reason(net, h, DROP_PING_RCVBUF);
}

void ping_rcv(struct net *net, uint32_t h)
{
	uint32_t ident = get_be16(&net->skb.s[h].pkt,
		net->skb.s[h].data + ECHO_ID);
	uint32_t daddr = get_be32(&net->skb.s[h].pkt,
		net->skb.s[h].network_header + IP_DADDR);
	uint32_t s;

	trace_call(&net->trace, FN_ping_rcv);
	s = ping_lookup(&net->sock, ident, daddr, net->skb.s[h].dev);
	if (s == SOCK_NIL)
		kfree_skb_reason(net, h, DROP_ICMP_NO_ECHO_SOCKET);
	else
		__ping_queue_rcv_skb(net, h, s);
}

/* Does another socket forbid that identifier? */
/*@ requires \valid_read(v) && s < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> PingTaken(*v, s, ident); */
static bool ping_taken(const struct socks *v, uint32_t s, uint32_t ident)
{
	uint32_t r = 0;

	/*@ loop invariant 0 <= r <= NSOCK;
	    loop invariant \forall integer q; 0 <= q < r ==>
	      !(q != s && IsPing(v->s[q]) && v->s[q].num == ident &&
	        (v->s[q].reuse == 0 || v->s[s].reuse == 0));
	    loop assigns r;
	    loop variant NSOCK - r; */
	while (r < NSOCK) {
		if (r != s && is_ping(v, r) && v->s[r].num == ident &&
		    (v->s[r].reuse == 0u || v->s[s].reuse == 0u))
			return true;
		r++;
	}
	return false;
}

int32_t ping_bind(struct net *net, uint32_t s, uint32_t addr, uint32_t ident)
{
	if (addr != 0u && !inet_addr_local(net, addr))
		return -EADDRNOTAVAIL;
	if (net->sock.s[s].num != 0u || ident == 0u)
		return -EINVAL;
	if (ping_taken(&net->sock, s, ident))
		return -EADDRINUSE;
	net->sock.s[s].num = ident;
	//@ assert udp: UdpOk(net->udp, net->sock);
	//@ assert udplite: UdpOk(net->udplite, net->sock);
	//@ assert numbered: Inv(*net);
	net->sock.s[s].rcv_saddr = addr;
	//@ assert SocksOk(net->sock);
	//@ assert UdpOk(net->udp, net->sock);
	//@ assert UdpOk(net->udplite, net->sock);
	//@ assert addressed: Inv(*net);
	net->sock.s[s].daddr = 0;
	net->sock.s[s].dport = 0;
	//@ assert SocksOk(net->sock);
	//@ assert UdpOk(net->udp, net->sock);
	//@ assert UdpOk(net->udplite, net->sock);
	//@ assert bound: Inv(*net);
	return 0;
}

int32_t ping_recvmsg(struct net *net, uint32_t s, uint8_t *to, uint32_t cap,
	struct udp_msg *msg)
{
	return sock_recvmsg(net, s, to, cap, msg, FN_ping_recvmsg);
}
