/* Neighbours that do not answer. */
#include "ipv4/icmp.h"
#include "ipv4/neigh.h"

/* Is there a whole IPv4 header, to be quoted? [Linux ipv4_send_dest_unreach] */
/*@ requires \valid_read(skb) && SkbOk(*skb);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> IpHeader(*skb); */
static bool has_ip_header(const struct sk_buff *skb)
{
	uint32_t n = skb->network_header;

	return n < skb->tail && ip_hdrlen(skb) >= IP_HLEN &&
		ip_hdrlen(skb) <= skb->tail - n && skb->tail - n <= 65535u;
}

/*
 * Packet h waited in vain: whoever sent it is told that the host cannot be
 * reached [Linux arp_error_report, ipv4_link_failure].  One of our own has no
 * input route, but has a route: out of here.
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: Settled(net->queues, \old(net->queues), h);
    ensures T7_freed: net->queues.own[h] == OWN_FREE; */
static void arp_error_report(struct net *net, uint32_t h)
{
	if (net->skb.s[h].dst.input == DST_NONE)
		net->skb.s[h].dst.input = DST_FORWARD;
	//@ assert SkbOk(net->skb.s[h]);
	//@ assert Skbs(net->skb);
	//@ assert Inv(*net);
	if (has_ip_header(&net->skb.s[h]))
		icmp_send(net, h, ICMP_DEST_UNREACH, ICMP_HOST_UNREACH, 0);
	//@ assert InFlight(*net, h);
	kfree_skb_reason(net, h, DROP_NEIGH_LOST);
}

/* What still waits for neighbour i ends here. */
/*@ requires \valid(net) && Inv(*net) && i < NNEIGH;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->drop.n[DROP_NEIGH_PURGE], net->trace;
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures NEI_051_empty: QueueEmpty(net->queues, QUEUE_ARP + i); */
static void neigh_purge(struct net *net, uint32_t i)
{
	uint32_t h;

	/*@ loop invariant Inv(*net);
	    loop invariant OnlyQueued(net->queues, \at(net->queues, Pre));
	    loop assigns h, net->pool, net->queues,
	      net->drop.n[DROP_NEIGH_PURGE], net->trace;
	    loop variant QueueLen(net->queues, QUEUE_ARP + i); */
	while (!queue_empty(&net->queues, QUEUE_ARP + i)) {
		h = queue_head(&net->queues, QUEUE_ARP + i);
		//@ assert Inv(*net);
		kfree_skb_reason(net, h, DROP_NEIGH_PURGE);
	}
}

/*
 * Neighbour i is given up with all that waits for it.  An error that we send
 * may need the same neighbour: it is asked for again then, and the rest goes
 * without a word [Linux neigh_invalidate].
 */
/*@ requires \valid(net) && Inv(*net) && i < NNEIGH;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures NEI_050_empty: QueueEmpty(net->queues, QUEUE_ARP + i); */
static void neigh_invalidate(struct net *net, uint32_t i)
{
	uint32_t n, h;

	trace_call(&net->trace, FN_neigh_invalidate);
	/*@ loop invariant Inv(*net) && n <= POOL_SIZE;
	    loop invariant OnlyQueued(net->queues, \at(net->queues, Pre));
	    loop assigns n, h, net->pool, net->queues, net->skb, net->arp,
	      net->mib, net->drop, net->trace, net->rnd, net->limit;
	    loop variant POOL_SIZE - n; */
	for (n = 0; n < POOL_SIZE && net->arp.e[i].state == NUD_FAILED &&
	     !queue_empty(&net->queues, QUEUE_ARP + i); n++) {
		h = queue_head(&net->queues, QUEUE_ARP + i);
		//@ assert Inv(*net);
		arp_error_report(net, h);
	}
	neigh_purge(net, i);
}

/* The timer of neighbour i is due. */
/*@ requires \valid(net) && Inv(*net) && i < net->arp.n;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues)); */
static void neigh_timer_handler(struct net *net, uint32_t i)
{
	uint32_t what = neigh_expire(&net->arp, i, net->now);

	trace_call(&net->trace, FN_neigh_timer_handler);
	//@ assert Inv(*net);
	if (what == NEIGH_PROBED)
		arp_solicit(net, i, net->queues.tail[QUEUE_ARP + i]);
	else if (what == NEIGH_DEAD)
		neigh_invalidate(net, i);
}

void neigh_timer(struct net *net)
{
	uint32_t i = neigh_earliest(&net->arp);

	//@ assert Inv(*net);
	if (i != NEIGH_NIL && net->arp.e[i].expires <= net->now)
		neigh_timer_handler(net, i);
}
