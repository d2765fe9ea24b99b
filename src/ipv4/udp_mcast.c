/* Delivery to many sockets.  Contracts: udp_mcast.h. */
#include "ipv4/udp_mcast.h"
#include "ipv4/ip.h"
#include "ipv4/udp_queue.h"

bool __udp_is_mcast_sock(const struct socks *v, uint32_t s, struct udp_flow f)
{
	if (v->s[s].num != f.dport)
		return false;
	if (v->s[s].rcv_saddr != 0 && v->s[s].rcv_saddr != f.daddr)
		return false;
	if (v->s[s].daddr != 0 && v->s[s].daddr != f.saddr)
		return false;
	if (v->s[s].dport != 0 && v->s[s].dport != f.sport)
		return false;
	if (v->s[s].bound_dev != ANY_DEVICE && v->s[s].bound_dev != f.dif)
		return false;
	return ip_mc_sf_allow(v, s, f.daddr, f.saddr, f.dif);
}

/* The newest listener of the chain from x on, or SOCK_NIL. */
/*@ requires \valid_read(t) && \valid_read(v) && \separated(t, v);
    requires UdpOk(*t, *v) && SocksOk(*v) && f.dport <= 65535;
    requires x == SOCK_NIL || InChain(t->hash, UdpHash(f.dport), x);
    terminates \true; exits \false;
    assigns \nothing;
    ensures x == SOCK_NIL ==> \result == SOCK_NIL;
    ensures \result == SOCK_NIL ||
            (InChain(t->hash, UdpHash(f.dport), \result) &&
             IsListener(v->s[\result], f) &&
             t->hash.rank[\result] <= t->hash.rank[x]);
    ensures skipped: \forall integer r;
            InChain(t->hash, UdpHash(f.dport), r) && x != SOCK_NIL &&
            t->hash.rank[r] <= t->hash.rank[x] &&
            (\result == SOCK_NIL || t->hash.rank[r] > t->hash.rank[\result])
            ==> !IsListener(v->s[r], f); */
static uint32_t next_listener(const struct udp_table *t, const struct socks *v,
	struct udp_flow f, uint32_t x)
{
	/*@ loop invariant x == SOCK_NIL ||
	      (InChain(t->hash, UdpHash(f.dport), x) &&
	       t->hash.rank[x] <= t->hash.rank[\at(x, Pre)]);
	    loop invariant \at(x, Pre) == SOCK_NIL ==> x == SOCK_NIL;
	    loop invariant seen: \forall integer r;
	      InChain(t->hash, UdpHash(f.dport), r) &&
	      \at(x, Pre) != SOCK_NIL &&
	      t->hash.rank[r] <= t->hash.rank[\at(x, Pre)] &&
	      (x == SOCK_NIL || t->hash.rank[r] > t->hash.rank[x]) ==>
	      !IsListener(v->s[r], f);
	    loop assigns x;
	    loop variant x == SOCK_NIL ? 0 : t->hash.rank[x] + 1; */
	while (x != SOCK_NIL && !__udp_is_mcast_sock(v, x, f))
		x = hlist_next(&t->hash, x);
	return x;
}

/* The newest listener of a table, or SOCK_NIL. */
/*@ requires \valid_read(t) && \valid_read(v) && \separated(t, v);
    requires UdpOk(*t, *v) && SocksOk(*v) && f.dport <= 65535;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == SOCK_NIL ||
            (InChain(t->hash, UdpHash(f.dport), \result) &&
             IsListener(v->s[\result], f));
    ensures none: \result == SOCK_NIL ==> NoListener(*t, *v, f); */
static uint32_t newest_listener(const struct udp_table *t,
	const struct socks *v, struct udp_flow f)
{
	uint32_t first = hlist_first(&t->hash, f.dport % HLIST_BUCKETS);
	uint32_t s = next_listener(t, v, f, first);

	/*@ assert here: s == SOCK_NIL ==> \forall integer r;
	      InChain(t->hash, UdpHash(f.dport), r) ==>
	      !IsListener(v->s[r], f); */
	/*@ assert elsewhere: \forall integer r; Linked(t->hash, r) &&
	      IsListener(v->s[r], f) ==>
	      InChain(t->hash, UdpHash(f.dport), r); */
	return s;
}

/* The newest listener of the protocol's own table, or SOCK_NIL. */
/*@ requires \valid_read(net) && Inv(*net) && f.dport <= 65535;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == SOCK_NIL || (InChain(UdpTable(net->udp, net->udplite,
            lite).hash, UdpHash(f.dport), \result) &&
            IsListener(net->sock.s[\result], f));
    ensures none: \result == SOCK_NIL ==> NoListener(UdpTable(net->udp,
            net->udplite, lite), net->sock, f); */
static uint32_t first_listener(const struct net *net, struct udp_flow f,
	uint32_t lite)
{
	if (lite != 0u)
		return newest_listener(&net->udplite, &net->sock, f);
	return newest_listener(&net->udp, &net->sock, f);
}

/* The next older one than x. */
/*@ requires \valid_read(net) && Inv(*net) && f.dport <= 65535;
    requires InChain(UdpTable(net->udp, net->udplite, lite).hash,
             UdpHash(f.dport), x);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == SOCK_NIL || (InChain(UdpTable(net->udp, net->udplite,
            lite).hash, UdpHash(f.dport), \result) &&
            UdpTable(net->udp, net->udplite, lite).hash.rank[\result] <
            UdpTable(net->udp, net->udplite, lite).hash.rank[x]); */
static uint32_t older_listener(const struct net *net, struct udp_flow f,
	uint32_t lite, uint32_t x)
{
	if (lite != 0u)
		return next_listener(&net->udplite, &net->sock, f,
			hlist_next(&net->udplite.hash, x));
	return next_listener(&net->udp, &net->sock, f,
		hlist_next(&net->udp.hash, x));
}

/* A clone that found no memory is counted as if the buffer were full. */
/*@ requires \valid(net) && Inv(*net) && s < NSOCK;
    terminates \true; exits \false;
    assigns net->sock.s[s].drops, net->mib;
    ensures Inv(*net); */
static void udp_count_no_clone(struct net *net, uint32_t s, uint32_t lite)
{
	sk_drops_inc(&net->sock, s);
	mib_inc(&net->mib, udp_mib(MIB_Udp_RcvbufErrors, lite));
	mib_inc(&net->mib, udp_mib(MIB_Udp_InErrors, lite));
}

/* Queues a copy of packet h to socket s. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    requires UdpShape(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->sock.s[s].drops, net->mib,
            net->drop, net->trace;
    ensures Inv(*net);
    ensures T7_conserved: OnlyCopied(net->queues, \old(net->queues));
    ensures kept: HeldKept(net->skb, \old(net->skb), \old(net->queues)); */
static void udp_queue_clone(struct net *net, uint32_t h, uint32_t s,
	uint32_t lite)
{
	uint32_t g = alloc_skb(net, 0);

	if (g == POOL_SIZE) {
		udp_count_no_clone(net, s, lite);
		return;
	}
	//@ assert other: g != h;
	skb_copy(&net->skb.s[g], &net->skb.s[h]);
	//@ assert copied: Inv(*net);
	udp_queue_rcv_skb(net, g, s);
}

/* Queues a copy to each listener older than `first`. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires UdpShape(net->skb.s[h]) && f.dport <= 65535 && lite <= 1;
    requires InChain(UdpTable(net->udp, net->udplite, lite).hash,
             UdpHash(f.dport), first);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->sock, net->mib, net->drop,
            net->trace;
    ensures Inv(*net);
    ensures T7_conserved: OnlyCopied(net->queues, \old(net->queues));
    ensures kept: HeldKept(net->skb, \old(net->skb), \old(net->queues)); */
static void udp_queue_clones(struct net *net, uint32_t h, uint32_t first,
	struct udp_flow f, uint32_t lite)
{
	uint32_t x = older_listener(net, f, lite, first);

	/*@ loop invariant Inv(*net) && InFlight(*net, h);
	    loop invariant UdpShape(net->skb.s[h]);
	    loop invariant x == SOCK_NIL ||
	      InChain(UdpTable(net->udp, net->udplite, lite).hash,
	        UdpHash(f.dport), x);
	    loop invariant OnlyCopied(net->queues, \at(net->queues, Pre));
	    loop invariant HeldKept(net->skb, \at(net->skb, Pre),
	      \at(net->queues, Pre));
	    loop assigns x, net->pool, net->queues, net->skb, net->sock,
	      net->mib, net->drop, net->trace;
	    loop variant x == SOCK_NIL ? 0 :
	      UdpTable(net->udp, net->udplite, lite).hash.rank[x] + 1; */
	while (x != SOCK_NIL) {
		udp_queue_clone(net, h, x, lite);
		/*@ assert held: HeldKept(net->skb, \at(net->skb, LoopCurrent),
		      \at(net->queues, LoopCurrent)); */
		/*@ assert still: HeldKept(net->skb, \at(net->skb, Pre),
		      \at(net->queues, Pre)); */
		x = older_listener(net, f, lite, x);
	}
}

void __udp4_lib_mcast_deliver(struct net *net, uint32_t h, struct udp_flow f,
	uint32_t lite)
{
	uint32_t first = first_listener(net, f, lite);

	trace_call(&net->trace, FN___udp4_lib_mcast_deliver);
	if (first == SOCK_NIL) {
		mib_inc(&net->mib, udp_mib(MIB_Udp_IgnoredMulti, lite));
		kfree_skb_reason(net, h, DROP_UDP_NO_LISTENER);
		return;
	}
	udp_queue_clones(net, h, first, f, lite);
	//@ assert cloned: InFlight(*net, h) && UdpShape(net->skb.s[h]);
	udp_queue_rcv_skb(net, h, first);
}
