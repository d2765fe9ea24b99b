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

/* A packet that a check refused. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && site < DROP_MAX;
    terminates \true; exits \false;
    assigns net->pool, net->queues.own[h], net->drop.n[site], net->trace,
            net->mib;
    ensures Inv(*net);
    ensures net->queues.own[h] == OWN_FREE;
    ensures DroppedAt(\old(net->drop), net->drop, site);
    ensures net->mib.v[MIB_Udp_InErrors] ==
            Saturate(\old(net->mib.v[MIB_Udp_InErrors]) + 1);
    ensures net->mib.v[MIB_Udp_InCsumErrors] ==
            Saturate(\old(net->mib.v[MIB_Udp_InCsumErrors]) +
                     (site == DROP_UDP_BAD_CSUM ? 1 : 0)); */
static void udp_drop(struct net *net, uint32_t h, uint32_t site)
{
	mib_inc(&net->mib, MIB_Udp_InErrors);
	if (site == DROP_UDP_BAD_CSUM)
		mib_inc(&net->mib, MIB_Udp_InCsumErrors);
	kfree_skb_reason(net, h, site);
}

/* Nobody has the port: say so to the sender, if the checksum is right. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires UdpPulled(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures net->queues.own[h] == OWN_FREE;
    ensures UDP_030_silent: \let s = \old(net->skb.s[h]);
            s.csum_valid == 0 &&
            UdpSum(s.pkt, s.network_header, s.data, UdpLen(s)) != 65535 ==>
            DroppedAt(\old(net->drop), net->drop, DROP_UDP_BAD_CSUM); */
static void udp_no_socket(struct net *net, uint32_t h)
{
	if (net->skb.s[h].csum_valid == 0 &&
	    !udp_csum_good(&net->skb.s[h], net->skb.s[h].data,
			   skb_len(&net->skb.s[h]))) {
		udp_drop(net, h, DROP_UDP_BAD_CSUM);
		return;
	}
	mib_inc(&net->mib, MIB_Udp_NoPorts);
	icmp_send(net, h, ICMP_DEST_UNREACH, ICMP_PORT_UNREACH, 0);
	//@ assert sent: InFlight(*net, h);
	kfree_skb_reason(net, h, DROP_UDP_NO_SOCKET);
}

/* For one socket: the receiver, or nobody. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires UdpPulled(net->skb.s[h]) && f.dport <= 65535;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->drop, net->trace, net->rnd, net->limit, net->route, net->igmp;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures T6_receiver: net->queues.own[h] == OWN_FREE ||
            Receiver(\old(net->udp), \old(net->sock), f,
                     net->queues.own[h] - OWN_QUEUE - QUEUE_SOCK);
    ensures T6_nobody: \old(NoReceiver(net->udp, net->sock, f)) ==>
            net->queues.own[h] == OWN_FREE; */
static void udp_deliver_one(struct net *net, uint32_t h, struct udp_flow f)
{
	uint32_t s;

	trace_call(&net->trace, FN___udp4_lib_lookup);
	s = __udp4_lib_lookup(&net->udp, &net->sock, f);
	if (s == SOCK_NIL)
		udp_no_socket(net, h);
	else
		udp_unicast_rcv_skb(net, h, s);
}

/* A good datagram: to many sockets, to one, or to none. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires UdpPulled(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->drop, net->trace, net->rnd, net->limit, net->route, net->igmp;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h); */
static void udp_deliver(struct net *net, uint32_t h)
{
	struct udp_flow f = udp_flow_of(&net->skb.s[h]);

	if (net->skb.s[h].dst.type == RTN_BROADCAST ||
	    net->skb.s[h].dst.type == RTN_MULTICAST)
		__udp4_lib_mcast_deliver(net, h, f);
	else
		udp_deliver_one(net, h, f);
}

/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->drop, net->trace, net->rnd, net->limit, net->route, net->igmp;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures UDP_010_refused: \let v = \old(UdpVerdict(net->skb.s[h]));
            v != DROP_NONE ==> net->queues.own[h] == OWN_FREE &&
            DroppedAt(\old(net->drop), net->drop, v) &&
            net->mib.v[MIB_Udp_InErrors] ==
            Saturate(\old(net->mib.v[MIB_Udp_InErrors]) + 1); */
static void __udp4_lib_rcv(struct net *net, uint32_t h)
{
	uint32_t site;

	trace_call(&net->trace, FN___udp4_lib_rcv);
	site = udp_check(&net->skb.s[h]);
	if (site != DROP_NONE) {
		udp_drop(net, h, site);
		return;
	}
	udp_csum_init(&net->skb.s[h]);
	//@ assert good: Inv(*net);
	udp_deliver(net, h);
}

void udp_rcv(struct net *net, uint32_t h)
{
	trace_call(&net->trace, FN_udp_rcv);
	__udp4_lib_rcv(net, h);
}
