/* Receive queues of sockets.  Contracts: udp_queue.h. */
#include "ipv4/udp_queue.h"
#include "ipv4/ip.h"
#include "ipv4/udp_csum.h"

void sk_drops_inc(struct socks *v, uint32_t s)
{
	if (v->s[s].drops < UINT32_MAX)
		v->s[s].drops++;
}

uint32_t sk_is_udplite(const struct socks *v, uint32_t s)
{
	return v->s[s].protocol == IPPROTO_UDPLITE ? 1 : 0;
}

/* Has the receive buffer no room?  An empty queue takes one always. */
/*@ requires \valid_read(net) && Inv(*net) && h < POOL_SIZE && s < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==>
            (QueueBytes(net->queues, QUEUE_SOCK + s) != 0 &&
             QueueBytes(net->queues, QUEUE_SOCK + s) +
             net->skb.s[h].truesize > net->sock.s[s].rcvbuf); */
static bool rcvbuf_full(const struct net *net, uint32_t h, uint32_t s)
{
	uint64_t waits = queue_bytes(&net->queues, QUEUE_SOCK + s);

	if (waits == 0)
		return false;
	return waits > net->sock.s[s].rcvbuf ||
		net->skb.s[h].truesize > net->sock.s[s].rcvbuf - waits;
}

/* False, and nothing done, when the buffer is full. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    terminates \true; exits \false;
    assigns net->queues, net->trace;
    ensures Inv(*net);
    ensures SameOwn(net->queues, \old(net->queues), h);
    ensures \result <==>
            !\old(SockFull(net->queues, net->sock, net->skb, s, h));
    ensures \result ==> InQueue(net->queues, QUEUE_SOCK + s, h);
    ensures !\result ==> InFlight(*net, h); */
static bool __udp_enqueue_schedule_skb(struct net *net, uint32_t h, uint32_t s)
{
	trace_call(&net->trace, FN___udp_enqueue_schedule_skb);
	if (rcvbuf_full(net, h, s) ||
	    !queue_tail(&net->queues, QUEUE_SOCK + s, h,
			net->skb.s[h].truesize))
		return false;
	trace_note(&net->trace, TRACE_QUEUED, s);
	//@ assert queued: Inv(*net);
	return true;
}

/* Does the checksum cover less than the socket asks for? */
/*@ requires \valid_read(net) && Inv(*net) && h < POOL_SIZE && s < NSOCK;
    requires UdpShape(net->skb.s[h]);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> CoversTooLittle(net->sock.s[s], net->skb.s[h]); */
static bool covers_too_little(const struct net *net, uint32_t h, uint32_t s)
{
	uint32_t len = skb_len(&net->skb.s[h]);
	uint32_t cov = udp_cscov(&net->skb.s[h], net->skb.s[h].data, len);

	if (net->sock.s[s].pcflag == 0u || cov >= len)
		return false;
	return net->sock.s[s].pcrlen == 0u || cov < net->sock.s[s].pcrlen;
}

/*
 * Is the checksum right, or does nobody look behind the header before the
 * datagram is read?  Notes that it was verified.
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    requires UdpShape(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->skb.s[h].csum_valid;
    ensures Inv(*net);
    ensures \result <==> !HasFilter(net->filter, net->sock.s[s]) ||
            !\old(UdpUnverified(net->skb.s[h])); */
static bool udp_csum_complete(struct net *net, uint32_t h, uint32_t s)
{
	if (net->sock.s[s].filter >= net->filter.n ||
	    net->skb.s[h].csum_valid != 0u)
		return true;
	if (!udp_csum_good(&net->skb.s[h], net->skb.s[h].data,
			   skb_len(&net->skb.s[h])))
		return false;
	net->skb.s[h].csum_valid = 1;
	//@ assert verified: Inv(*net);
	return true;
}

/* Why a datagram is refused before the receive buffer is asked: a drop site,
 * or DROP_NONE.  What a filter does not keep is cut off. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    requires UdpShape(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->skb.s[h].tail, net->skb.s[h].csum_valid, net->trace;
    ensures Inv(*net) && InFlight(*net, h);
    ensures net->skb.s[h].data + UDP_HLEN <= net->skb.s[h].tail &&
            net->skb.s[h].tail <= \old(net->skb.s[h].tail);
    ensures plain: UdpPlain(net->filter, net->sock.s[s],
            \old(net->skb.s[h])) ==> \result == DROP_NONE &&
            net->skb.s[h].tail == \old(net->skb.s[h].tail);
    ensures partial: CoversTooLittle(net->sock.s[s], \old(net->skb.s[h])) <==>
            \result == DROP_UDPLITE_PARTIAL;
    ensures checksum: HasFilter(net->filter, net->sock.s[s]) &&
            !CoversTooLittle(net->sock.s[s], \old(net->skb.s[h])) &&
            UdpUnverified(\old(net->skb.s[h])) ==>
            \result == DROP_UDP_QUEUE_CSUM;
    ensures \result == DROP_NONE || \result == DROP_UDPLITE_PARTIAL ||
            \result == DROP_UDP_QUEUE_CSUM || \result == DROP_UDP_FILTER; */
static uint32_t udp_queue_refusal(struct net *net, uint32_t h, uint32_t s)
{
	if (covers_too_little(net, h, s))
		return DROP_UDPLITE_PARTIAL;
	if (!udp_csum_complete(net, h, s))
		return DROP_UDP_QUEUE_CSUM;
	return sk_filter_trim_cap(net, h, s, UDP_HLEN) ? DROP_NONE :
							 DROP_UDP_FILTER;
}

/*@ // nothing that the tables go by is other than it was
    predicate SameKeys(struct socks v, struct socks o) = \forall integer r;
      v.s[r].num == o.s[r].num && v.s[r].used == o.s[r].used &&
      v.s[r].rcv_saddr == o.s[r].rcv_saddr; */

/*@ ghost
  /@ requires \valid_read(t) && \valid_read(v);
     requires UdpOk(*t, before) && SameKeys(*v, before);
     terminates \true; exits \false;
     assigns \nothing;
     ensures UdpOk(*t, *v); @/
  void udp_kept(const struct udp_table *t, const struct socks *v,
    struct socks before) {}
*/

/* The end of a datagram that the socket lost. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    requires site < DROP_MAX;
    terminates \true; exits \false;
    assigns net->pool, net->queues.own[h], net->sock.s[s].drops, net->mib,
            net->drop.n[site], net->trace;
    ensures Inv(*net);
    ensures net->queues.own[h] == OWN_FREE;
    ensures DroppedAt(\old(net->drop), net->drop, site); */
static void udp_queue_drop(struct net *net, uint32_t h, uint32_t s,
	uint32_t site)
{
	uint32_t lite = sk_is_udplite(&net->sock, s);

	if (site == DROP_UDP_RCVBUF)
		mib_inc(&net->mib, udp_mib(MIB_Udp_RcvbufErrors, lite));
	if (site == DROP_UDP_QUEUE_CSUM)
		mib_inc(&net->mib, udp_mib(MIB_Udp_InCsumErrors, lite));
	mib_inc(&net->mib, udp_mib(MIB_Udp_InErrors, lite));
	//@ ghost struct socks before = net->sock;
	sk_drops_inc(&net->sock, s);
	//@ ghost udp_kept(&net->udp, &net->sock, before);
	//@ ghost udp_kept(&net->udplite, &net->sock, before);
	//@ assert counted: Inv(*net);
	kfree_skb_reason(net, h, site);
}

/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && s < NSOCK;
    requires UdpShape(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb.s[h].data,
            net->skb.s[h].tail, net->skb.s[h].transport_header,
            net->skb.s[h].csum_valid, net->sock.s[s].drops, net->mib,
            net->drop, net->trace;
    ensures Inv(*net);
    ensures SameOwn(net->queues, \old(net->queues), h);
    ensures T7_queued: \let k = \old(net->sock.s[s]);
            UdpPlain(net->filter, k, \old(net->skb.s[h])) &&
            !\old(SockFull(net->queues, net->sock, net->skb, s, h))
            ==> InQueue(net->queues, QUEUE_SOCK + s, h) &&
            net->drop == \old(net->drop) &&
            net->skb.s[h].tail == \old(net->skb.s[h].tail);
    ensures T7_full: \let k = \old(net->sock.s[s]);
            UdpPlain(net->filter, k, \old(net->skb.s[h])) &&
            \old(SockFull(net->queues, net->sock, net->skb, s, h))
            ==> net->queues.own[h] == OWN_FREE &&
            DroppedAt(\old(net->drop), net->drop, DROP_UDP_RCVBUF);
    ensures UDL_010_partial: \let k = \old(net->sock.s[s]);
            CoversTooLittle(k, \old(net->skb.s[h])) ==>
            net->queues.own[h] == OWN_FREE &&
            DroppedAt(\old(net->drop), net->drop, DROP_UDPLITE_PARTIAL);
    ensures BPF_040_checksum: \let k = \old(net->sock.s[s]);
            HasFilter(net->filter, k) &&
            !CoversTooLittle(k, \old(net->skb.s[h])) &&
            UdpUnverified(\old(net->skb.s[h])) ==>
            net->queues.own[h] == OWN_FREE &&
            DroppedAt(\old(net->drop), net->drop, DROP_UDP_QUEUE_CSUM);
    ensures T7_one_end: UdpOneEnd(net->queues, \old(net->drop), net->drop, s, h);
    ensures BPF_041_header: InQueue(net->queues, QUEUE_SOCK + s, h) ==>
            net->skb.s[h].data == \old(net->skb.s[h].data) + UDP_HLEN &&
            net->skb.s[h].transport_header == \old(net->skb.s[h].data) &&
            net->skb.s[h].tail <= \old(net->skb.s[h].tail); */
static void udp_queue_rcv_one_skb(struct net *net, uint32_t h, uint32_t s)
{
	uint32_t site;

	trace_call(&net->trace, FN_udp_queue_rcv_one_skb);
	skb_reset_transport_header(&net->skb.s[h]);
	//@ assert marked: Inv(*net);
	/*@ assert unverified: UdpUnverified(net->skb.s[h]) <==>
	      UdpUnverified(\at(net->skb.s[h], Pre)); */
	/*@ assert covered: CoversTooLittle(net->sock.s[s], net->skb.s[h]) <==>
	      CoversTooLittle(net->sock.s[s], \at(net->skb.s[h], Pre)); */
	site = udp_queue_refusal(net, h, s);
	if (site != DROP_NONE) {
		udp_queue_drop(net, h, s, site);
		return;
	}
	skb_pull(&net->skb.s[h], UDP_HLEN);
	//@ assert pulled: Inv(*net);
	if (!__udp_enqueue_schedule_skb(net, h, s))
		udp_queue_drop(net, h, s, DROP_UDP_RCVBUF);
}

void udp_queue_rcv_skb(struct net *net, uint32_t h, uint32_t s)
{
	trace_call(&net->trace, FN_udp_queue_rcv_skb);
	udp_queue_rcv_one_skb(net, h, s);
}

void udp_unicast_rcv_skb(struct net *net, uint32_t h, uint32_t s)
{
	trace_call(&net->trace, FN_udp_unicast_rcv_skb);
	udp_queue_rcv_skb(net, h, s);
}
