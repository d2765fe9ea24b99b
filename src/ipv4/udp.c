/*
 * UDP packets for this host: the header's checks, then one socket, many, or
 * nobody [Linux net/ipv4/udp.c, __udp4_lib_rcv].  Contracts: udp.h.
 */
#include "ipv4/udp.h"
#include "ipv4/icmp.h"
#include "ipv4/udp_csum.h"
#include "ipv4/udp_lookup.h"
#include "ipv4/udp_mcast.h"
#include "ipv4/udp_queue.h"
#include "ipv4/udplite.h"

/* A packet that a check refused. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires site < DROP_MAX && lite <= 1;
    terminates \true; exits \false;
    assigns net->pool, net->queues.own[h], net->drop.n[site], net->trace,
            net->mib;
    ensures Inv(*net);
    ensures net->queues.own[h] == OWN_FREE;
    ensures DroppedAt(\old(net->drop), net->drop, site);
    ensures net->mib.v[UdpMib(MIB_Udp_InErrors, lite)] ==
            Saturate(\old(net->mib.v[UdpMib(MIB_Udp_InErrors, lite)]) + 1);
    ensures net->mib.v[UdpMib(MIB_Udp_InCsumErrors, lite)] ==
            Saturate(\old(net->mib.v[UdpMib(MIB_Udp_InCsumErrors, lite)]) +
                     (site == DROP_UDP_BAD_CSUM ? 1 : 0)); */
static void udp_drop(struct net *net, uint32_t h, uint32_t site, uint32_t lite)
{
	mib_inc(&net->mib, udp_mib(MIB_Udp_InErrors, lite));
	if (site == DROP_UDP_BAD_CSUM)
		mib_inc(&net->mib, udp_mib(MIB_Udp_InCsumErrors, lite));
	kfree_skb_reason(net, h, site);
}

/* Nobody has the port: say so to the sender, if the checksum is right. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires UdpPulled(net->skb.s[h]) && lite <= 1;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures net->queues.own[h] == OWN_FREE;
    ensures UDP_030_silent: \let s = \old(net->skb.s[h]);
            s.csum_valid == 0 &&
            UdpSum(s.pkt, s.network_header, s.data, SkbLen(s)) != 65535 ==>
            DroppedAt(\old(net->drop), net->drop, DROP_UDP_BAD_CSUM); */
static void udp_no_socket(struct net *net, uint32_t h, uint32_t lite)
{
	if (net->skb.s[h].csum_valid == 0 &&
	    !udp_csum_good(&net->skb.s[h], net->skb.s[h].data,
			   skb_len(&net->skb.s[h]))) {
		udp_drop(net, h, DROP_UDP_BAD_CSUM, lite);
		return;
	}
	mib_inc(&net->mib, udp_mib(MIB_Udp_NoPorts, lite));
	icmp_send(net, h, ICMP_DEST_UNREACH, ICMP_PORT_UNREACH, 0);
	//@ assert sent: InFlight(*net, h);
	kfree_skb_reason(net, h, DROP_UDP_NO_SOCKET);
}

/* The receiver of a flow in the protocol's own table, or SOCK_NIL. */
/*@ requires \valid_read(net) && Inv(*net) && f.dport <= 65535;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NSOCK;
    ensures T6_none: \result == SOCK_NIL <==>
            NoReceiver(UdpTable(net->udp, net->udplite, lite), net->sock, f);
    ensures T6_best: \result != SOCK_NIL ==>
            Receiver(UdpTable(net->udp, net->udplite, lite), net->sock, f,
                     \result); */
static uint32_t udp_receiver(const struct net *net, struct udp_flow f,
	uint32_t lite)
{
	if (lite != 0u)
		return __udp4_lib_lookup(&net->udplite, &net->sock, f);
	return __udp4_lib_lookup(&net->udp, &net->sock, f);
}

/* For one socket: the receiver, or nobody. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && lite <= 1;
    requires UdpPulled(net->skb.s[h]) && f.dport <= 65535;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->drop, net->trace, net->rnd, net->limit, net->route, net->igmp;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures T6_receiver: net->queues.own[h] == OWN_FREE ||
            Receiver(UdpTable(net->udp, net->udplite, lite),
                     \old(net->sock), f,
                     net->queues.own[h] - OWN_QUEUE - QUEUE_SOCK);
    ensures T6_nobody: NoReceiver(UdpTable(net->udp, net->udplite, lite),
            \old(net->sock), f) ==> net->queues.own[h] == OWN_FREE; */
static void udp_deliver_one(struct net *net, uint32_t h, struct udp_flow f,
	uint32_t lite)
{
	uint32_t s;

	trace_call(&net->trace, FN___udp4_lib_lookup);
	s = udp_receiver(net, f, lite);
	if (s == SOCK_NIL)
		udp_no_socket(net, h, lite);
	else
		udp_unicast_rcv_skb(net, h, s);
}

/* A good datagram: to many sockets, to one, or to none. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires UdpPulled(net->skb.s[h]) && lite <= 1;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->drop, net->trace, net->rnd, net->limit, net->route, net->igmp;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h); */
static void udp_deliver(struct net *net, uint32_t h, uint32_t lite)
{
	struct udp_flow f = udp_flow_of(&net->skb.s[h]);

	if (net->skb.s[h].dst.type == RTN_BROADCAST ||
	    net->skb.s[h].dst.type == RTN_MULTICAST)
		__udp4_lib_mcast_deliver(net, h, f, lite);
	else
		udp_deliver_one(net, h, f, lite);
}

/* The header's first fault, or DROP_NONE. */
/*@ requires \valid_read(skb) && SkbOk(*skb) && IpPulled(*skb);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == UdpRefusal(*skb, lite) && \result < DROP_MAX; */
static uint32_t udp_refusal(const struct sk_buff *skb, uint32_t lite)
{
	return lite != 0u ? udplite_check(skb) : udp_check(skb);
}

/* Notes what is known of the checksum [Linux udp4_csum_init]. */
/*@ requires \valid(skb) && SkbOk(*skb) && IpPulled(*skb);
    requires UdpRefusal(*skb, lite) == DROP_NONE;
    terminates \true; exits \false;
    assigns skb->tail, skb->csum_valid;
    ensures SkbOk(*skb) && UdpPulled(*skb); */
static void udp4_csum_init(struct sk_buff *skb, uint32_t lite)
{
	if (lite != 0u)
		udplite_checksum_init(skb);
	else
		udp_csum_init(skb);
}

void __udp4_lib_rcv(struct net *net, uint32_t h, uint32_t lite)
{
	uint32_t site;

	trace_call(&net->trace, FN___udp4_lib_rcv);
	site = udp_refusal(&net->skb.s[h], lite);
	if (site != DROP_NONE) {
		udp_drop(net, h, site, lite);
		return;
	}
	udp4_csum_init(&net->skb.s[h], lite);
	//@ assert good: Inv(*net);
	udp_deliver(net, h, lite);
}

void udp_rcv(struct net *net, uint32_t h)
{
	trace_call(&net->trace, FN_udp_rcv);
	__udp4_lib_rcv(net, h, 0);
}
