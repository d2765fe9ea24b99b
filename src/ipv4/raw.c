/* Raw sockets.  Contracts: raw.h. */
#include "ipv4/raw.h"
#include "ipv4/af_inet.h"
#include "ipv4/icmp.h"
#include "ipv4/udp_mcast.h"
#include "ipv4/udp_queue.h"

enum { EINVAL = 22, EADDRNOTAVAIL = 99 };

/*@ requires \valid_read(skb) && SkbOk(*skb) && IpPulled(*skb);
    terminates \true; exits \false;
    assigns \nothing;
    ensures RawFlowOf(*skb, \result) && \result.protocol == protocol; */
static struct raw_flow raw_flow_of(const struct sk_buff *skb,
	uint32_t protocol)
{
	struct raw_flow f;

	f.protocol = protocol;
	f.saddr = get_be32(&skb->pkt, skb->network_header + IP_SADDR);
	f.daddr = get_be32(&skb->pkt, skb->network_header + IP_DADDR);
	f.dif = skb->dev;
	return f;
}

/*@ requires \valid_read(v) && s < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures RAW_002_match: \result <==> RawMatch(v->s[s], f); */
static bool raw_v4_match(const struct socks *v, uint32_t s, struct raw_flow f)
{
	if (v->s[s].used != 1u || v->s[s].type != SOCK_RAW ||
	    v->s[s].protocol != f.protocol)
		return false;
	if (v->s[s].daddr != 0u && v->s[s].daddr != f.saddr)
		return false;
	if (v->s[s].rcv_saddr != 0u && v->s[s].rcv_saddr != f.daddr)
		return false;
	return v->s[s].bound_dev == ANY_DEVICE || v->s[s].bound_dev == f.dif;
}

/* Bit t of a mask. */
/*@ requires t < 32;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == Bit(mask, t); */
static uint32_t mask_bit(uint32_t mask, uint32_t t)
{
	/*@ loop invariant 0 <= t <= \at(t, Pre);
	    loop invariant Bit(mask, t) == \at(Bit(mask, t), Pre);
	    loop assigns mask, t;
	    loop variant t; */
	while (t > 0u) {
		mask = mask / 2u;
		t--;
	}
	return mask % 2u;
}

/* Does the socket not want that ICMP message?  One without a whole header it
 * never wants. */
/*@ requires \valid_read(v) && \valid_read(skb) && SkbOk(*skb) && s < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures RAW_003_filter: \result <==> IcmpFiltered(v->s[s], *skb); */
static bool icmp_filter(const struct socks *v, uint32_t s,
	const struct sk_buff *skb)
{
	uint32_t type;

	if (skb_len(skb) < ICMP_HLEN)
		return true;
	type = get_u8(&skb->pkt, skb->data);
	return type < 32u && mask_bit(v->s[s].icmp_filter, type) == 1u;
}

/* Copy g, data behind its IP header, goes to socket s from that header on. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, g) && s < NSOCK;
    requires net->skb.s[g].network_header <= net->skb.s[g].data;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb.s[g].data, net->skb.s[g].tail,
            net->sock.s[s].drops, net->drop, net->trace;
    ensures Inv(*net);
    ensures SameOwn(net->queues, \old(net->queues), g);
    ensures RAW_004_end: InQueue(net->queues, QUEUE_SOCK + s, g) ||
            (net->queues.own[g] == OWN_FREE &&
             (DroppedAt(\old(net->drop), net->drop, DROP_RAW_FILTER) ||
              DroppedAt(\old(net->drop), net->drop, DROP_RAW_RCVBUF)));
    ensures RAW_005_header: net->skb.s[g].data == net->skb.s[g].network_header;
    ensures RAW_006_unfiltered: \let k = \old(net->sock.s[s]);
            !HasFilter(net->filter, k) ==>
            net->skb.s[g].tail == \old(net->skb.s[g].tail); */
static void raw_rcv(struct net *net, uint32_t g, uint32_t s)
{
	uint32_t reason;

	trace_call(&net->trace, FN_raw_rcv);
	skb_push(&net->skb.s[g],
		net->skb.s[g].data - net->skb.s[g].network_header);
	//@ assert pushed: Inv(*net);
	reason = sock_queue_rcv_skb_reason(net, g, s);
	if (reason == SKB_DROP_REASON_SOCKET_FILTER)
		kfree_skb_reason(net, g, DROP_RAW_FILTER);
	else if (reason == SKB_DROP_REASON_SOCKET_RCVBUFF)
		kfree_skb_reason(net, g, DROP_RAW_RCVBUF);
}

/* A copy of packet h for socket s; without memory there is none. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    requires IpPulled(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->sock.s[s].drops, net->drop,
            net->trace;
    ensures Inv(*net);
    ensures T7_conserved: OnlyCopied(net->queues, \old(net->queues));
    ensures kept: HeldKept(net->skb, \old(net->skb), \old(net->queues)); */
static void raw_clone(struct net *net, uint32_t h, uint32_t s)
{
	uint32_t g = alloc_skb(net, 0);

	if (g == POOL_SIZE)
		return;
	//@ assert other: g != h;
	skb_copy(&net->skb.s[g], &net->skb.s[h]);
	//@ assert copied: Inv(*net);
	raw_rcv(net, g, s);
}

/* Does socket s want a packet that matches it? */
/*@ requires \valid_read(net) && Inv(*net) && h < POOL_SIZE && s < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures RAW_007_wants: \result <==>
            (f.protocol != 1 ||
             !IcmpFiltered(net->sock.s[s], net->skb.s[h])) &&
            McAllows(net->sock.s[s], f.daddr, f.saddr, f.dif); */
static bool raw_wants(const struct net *net, uint32_t h, uint32_t s,
	struct raw_flow f)
{
	if (f.protocol == IPPROTO_ICMP &&
	    icmp_filter(&net->sock, s, &net->skb.s[h]))
		return false;
	return ip_mc_sf_allow(&net->sock, s, f.daddr, f.saddr, f.dif);
}

/* Packet h for one socket that matches: false, and one more drop, when its
 * buffer is full. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    requires IpPulled(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->sock.s[s].drops, net->drop,
            net->trace;
    ensures Inv(*net);
    ensures T7_conserved: OnlyCopied(net->queues, \old(net->queues));
    ensures kept: HeldKept(net->skb, \old(net->skb), \old(net->queues));
    ensures RAW_008_room: \result <==>
            !\old(SockBusy(net->queues, net->sock.s[s], s)); */
static bool raw_deliver_one(struct net *net, uint32_t h, uint32_t s,
	struct raw_flow f)
{
	if (sk_rcvbuf_full(net, s)) {
		sk_drops_inc(&net->sock, s);
		//@ assert dropped: Inv(*net);
		return false;
	}
	if (raw_wants(net, h, s, f))
		raw_clone(net, h, s);
	return true;
}

/* Packet h for socket s, if it matches: true if it heard it. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    requires IpPulled(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->sock.s[s].drops, net->drop,
            net->trace;
    ensures Inv(*net) && InFlight(*net, h);
    ensures T7_conserved: OnlyCopied(net->queues, \old(net->queues));
    ensures kept: HeldKept(net->skb, \old(net->skb), \old(net->queues));
    ensures same: net->skb.s[h] == \old(net->skb.s[h]);
    ensures RAW_009_heard: \result <==> RawMatch(\old(net->sock.s[s]), f) &&
            !\old(SockBusy(net->queues, net->sock.s[s], s)); */
static bool raw_v4_hear(struct net *net, uint32_t h, uint32_t s,
	struct raw_flow f)
{
	if (!raw_v4_match(&net->sock, s, f))
		return false;
	return raw_deliver_one(net, h, s, f);
}

/* To every socket that matches, the newest first. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->sock, net->drop, net->trace;
    ensures Inv(*net);
    ensures T7_conserved: OnlyCopied(net->queues, \old(net->queues));
    ensures kept: HeldKept(net->skb, \old(net->skb), \old(net->queues));
    ensures InFlight(*net, h) && net->skb.s[h] == \old(net->skb.s[h]); */
static bool raw_v4_input(struct net *net, uint32_t h, struct raw_flow f)
{
	bool delivered = false;
	uint32_t s = NSOCK;

	/*@ loop invariant 0 <= s <= NSOCK;
	    loop invariant Inv(*net) && InFlight(*net, h);
	    loop invariant net->skb.s[h] == \at(net->skb.s[h], Pre);
	    loop invariant OnlyCopied(net->queues, \at(net->queues, Pre));
	    loop invariant HeldKept(net->skb, \at(net->skb, Pre),
	      \at(net->queues, Pre));
	    loop assigns s, delivered, net->pool, net->queues, net->skb,
	      net->sock, net->drop, net->trace;
	    loop variant s; */
	while (s > 0u) {
		s--;
		if (raw_v4_hear(net, h, s, f))
			delivered = true;
		/*@ assert held: HeldKept(net->skb, \at(net->skb, LoopCurrent),
		      \at(net->queues, LoopCurrent)); */
		/*@ assert yet: \forall integer g; 0 <= g < POOL_SIZE &&
		      Kept(\at(net->queues.own[g], Pre)) ==>
		      Kept(\at(net->queues.own[g], LoopCurrent)) &&
		      \at(net->skb.s[g], LoopCurrent) ==
		      \at(net->skb.s[g], Pre); */
		/*@ assert still: HeldKept(net->skb, \at(net->skb, Pre),
		      \at(net->queues, Pre)); */
	}
	return delivered;
}

bool raw_local_deliver(struct net *net, uint32_t h, uint32_t protocol)
{
	if (net->raw.heard[protocol] == 0u)
		return false;
	trace_call(&net->trace, FN_raw_local_deliver);
	return raw_v4_input(net, h, raw_flow_of(&net->skb.s[h], protocol));
}

int32_t raw_bind(struct net *net, uint32_t s, uint32_t addr)
{
	if (net->sock.s[s].state != TCP_CLOSE)
		return -EINVAL;
	if (!inet_addr_valid(net, addr))
		return -EADDRNOTAVAIL;
	//@ assert nowhere: !Linked(net->udp.hash2, s);
	//@ assert nowhere2: !Linked(net->udplite.hash2, s);
	net->sock.s[s].rcv_saddr = addr;
	net->sock.s[s].daddr = 0;
	//@ assert SockOk(net->sock.s[s]);
	//@ assert SocksOk(net->sock);
	//@ assert udp: UdpOk(net->udp, net->sock);
	//@ assert udplite: UdpOk(net->udplite, net->sock);
	//@ assert bound: Inv(*net);
	return 0;
}

int32_t raw_recvmsg(struct net *net, uint32_t s, uint8_t *to, uint32_t cap,
	struct udp_msg *msg)
{
	return sock_recvmsg(net, s, to, cap, msg, FN_raw_recvmsg);
}
