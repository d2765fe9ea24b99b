/* One host: its start, and the ends that its packets come to. */
#include "core/net.h"
#include "ipv4/fib_frontend.h"
#include "ipv4/udp_table.h"

void kfree_skb_reason(struct net *net, uint32_t h, uint32_t site)
{
	handle_free(&net->pool, &net->queues, h);
	drop_count(&net->drop, site);
	trace_skb(&net->trace, TRACE_DROP, site, h);
}

void consume_skb(struct net *net, uint32_t h, uint32_t fn)
{
	handle_free(&net->pool, &net->queues, h);
	trace_skb(&net->trace, TRACE_CONSUMED, fn, h);
}

void not_modelled(struct net *net, uint32_t h, uint32_t what)
{
	handle_free(&net->pool, &net->queues, h);
	trace_note(&net->trace, TRACE_NOT_MODELLED, what);
}

uint32_t alloc_skb(struct net *net, uint32_t headroom)
{
	uint32_t h = handle_alloc(&net->pool, &net->queues);

	if (h != POOL_SIZE)
		skb_init(&net->skb.s[h], headroom);
	return h;
}

/*@ requires \valid(s);
    terminates \true; exits \false;
    assigns *s;
    ensures s->ip_default_ttl == 64 && s->netdev_max_backlog == 1000 &&
            s->icmp_echo_ignore_broadcasts == 1; */
static void sysctl_init(struct sysctl *s)
{
	s->ip_default_ttl = 64;
	s->ip_no_pmtu_disc = 0;
	s->ip_forward_use_pmtu = 0;
	s->min_pmtu = 552;
	s->mtu_expires = 600;
	s->icmp_echo_ignore_all = 0;
	s->icmp_echo_ignore_broadcasts = 1;
	s->icmp_errors_use_inbound_ifaddr = 0;
	s->icmp_ignore_bogus_error_responses = 1;
	s->icmp_ratelimit = 1000;
	s->icmp_ratemask = 0x1818;
	s->icmp_msgs_per_sec = 1000;
	s->icmp_msgs_burst = 50;
	s->ipfrag_time = 30;
	s->ipfrag_high_thresh = 4194304;
	s->ipfrag_max_dist = 64;
	s->igmp_max_memberships = 20;
	s->igmp_max_msf = 10;
	s->igmp_qrv = 2;
	s->fib_multipath_hash_policy = 0;
	s->fib_multipath_hash_seed = 0;
	s->fib_multipath_use_neigh = 0;
	s->netdev_max_backlog = 1000;
}

void net_init(struct net *net, uint32_t seed)
{
	pool_init(&net->pool);
	queues_init(&net->queues);
	//@ assert OwnFree(net->pool, net->queues);
	devices_init(&net->dev);
	fib_init(&net->fib);
	neigh_table_init(&net->arp);
	frags_init(&net->frag);
	icmp_limit_init(&net->limit);
	fib_exceptions_init(&net->route);
	igmp_state_init(&net->igmp);
	socks_init(&net->sock);
	raw_hashinfo_init(&net->raw);
	filters_init(&net->filter);
	udp_table_init(&net->udp);
	//@ assert UdpOk(net->udp, net->sock);
	udp_table_init(&net->udplite);
	//@ assert UdpOk(net->udplite, net->sock);
	//@ assert UdpApart(net->udp, net->udplite);
	sysctl_init(&net->sysctl);
	mib_init(&net->mib);
	drops_init(&net->drop);
	trace_init(&net->trace);
	prandom_seed(&net->rnd, seed);
	net->now = 0;
	//@ assert Inv(*net);
	fib_add_lo(net);
}
