/*
 * ICMP messages that this host receives.
 *
 * icmp_rcv checks, counts and dispatches by type; each handler ends the
 * packet.
 */
#include "ipv4/icmp.h"
#include "ipv4/icmp_err.h"
#include "ipv4/ping.h"
#include "lib/checksum.h"

/* The end of a message that is malformed or unwanted: InErrors, and dropped. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && site < DROP_MAX;
    terminates \true; exits \false;
    assigns net->pool, net->queues.own[h], net->drop.n[site], net->trace,
            net->mib;
    ensures Inv(*net) && net->queues.own[h] == OWN_FREE;
    ensures DroppedAt(\old(net->drop), net->drop, site); */
static void icmp_error(struct net *net, uint32_t h, uint32_t site)
{
	mib_inc(&net->mib, MIB_Icmp_InErrors);
	kfree_skb_reason(net, h, site);
}

/* The MTU that "fragmentation needed" tells, 0: it is not looked at; false: the
 * message is of no account [net.ipv4.ip_no_pmtu_disc; Linux takes only TCP to
 * check what is quoted, which setting 3 asks for]. */
/*@ requires \valid(q) && told <= 65535;
    terminates \true; exits \false;
    assigns q->info;
    ensures ICM_050_hardened: \result <==>
            mode < 2 || mode > 3 || (mode == 3 && proto == IPPROTO_TCP);
    ensures ICM_051_mtu: \result ==>
            q->info == (mode == 0 || mode == 3 ? told : 0); */
static bool icmp_frag_mtu(struct icmp_quote *q, uint32_t mode, uint32_t told,
	uint32_t proto)
{
	q->info = 0;
	if (mode == 2u || (mode == 3u && proto != IPPROTO_TCP))
		return false;
	if (mode == 0u || mode == 3u)
		q->info = told;
	return true;
}

/* What the error tells besides its code, into q->info; false: the message is
 * of no account. */
/*@ requires \valid_read(net) && Inv(*net) && h < POOL_SIZE && \valid(q);
    requires \separated(net, q) && net->skb.s[h].data + ICMP_HLEN == q->at;
    requires q->at + IP_HLEN <= net->skb.s[h].tail;
    requires q->type == net->skb.s[h].pkt.b[net->skb.s[h].data] &&
             q->code == net->skb.s[h].pkt.b[net->skb.s[h].data + 1];
    terminates \true; exits \false;
    assigns q->info;
    ensures ICM_052_ignored: (q->type == ICMP_DEST_UNREACH &&
            q->code > NR_ICMP_UNREACH) || (q->type == ICMP_TIME_EXCEEDED &&
            q->code == ICMP_EXC_FRAGTIME) ==> !\result;
    ensures ICM_053_pointer: q->type == ICMP_PARAMETERPROB ==> \result &&
            q->info == net->skb.s[h].pkt.b[net->skb.s[h].data + 4];
    ensures FragNeeded(*q) && net->sysctl.ip_no_pmtu_disc == 0 ==> \result &&
            q->info == P16(net->skb.s[h].pkt, net->skb.s[h].data + 6); */
static bool icmp_error_info(const struct net *net, uint32_t h,
	struct icmp_quote *q)
{
	q->info = 0;
	if (q->type == ICMP_PARAMETERPROB)
		q->info = net->skb.s[h].pkt.b[net->skb.s[h].data + 4u];
	if (q->type == ICMP_TIME_EXCEEDED)
		return q->code != ICMP_EXC_FRAGTIME;
	if (q->type != ICMP_DEST_UNREACH)
		return true;
	if (q->code == ICMP_FRAG_NEEDED)
		return icmp_frag_mtu(q, net->sysctl.ip_no_pmtu_disc,
			get_be16(&net->skb.s[h].pkt,
				 net->skb.s[h].data + 6u),
			net->skb.s[h].pkt.b[q->at + IP_PROTOCOL]);
	return q->code <= NR_ICMP_UNREACH;
}

/* Is the quoted packet one to everybody, of which no error may come?  Asked
 * only when icmp_ignore_bogus_error_responses is 0. */
/*@ requires \valid_read(net) && Inv(*net);
    terminates \true; exits \false;
    assigns \nothing;
    ensures net->sysctl.icmp_ignore_bogus_error_responses != 0 ==> !\result;
    ensures ICM_054_bogus: net->sysctl.icmp_ignore_bogus_error_responses == 0
            ==> (\result <==> a == 0 || a == 0xffffffff ||
                 (!IsMulticast(a) && \exists integer i;
                  AddrRoute(net->fib, i, a) &&
                  net->fib.r[i].type == RTN_BROADCAST)); */
static bool icmp_bogus(const struct net *net, uint32_t a)
{
	return net->sysctl.icmp_ignore_bogus_error_responses == 0u &&
		inet_addr_type(&net->fib, a) == RTN_BROADCAST;
}

/* An error whose quote has a whole header: those who sent that hear of it. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]);
    requires net->skb.s[h].data + ICMP_HLEN + IP_HLEN <= net->skb.s[h].tail;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->drop, net->trace, net->route;
    ensures Inv(*net) && InFlight(*net, h);
    ensures OnlyQueued(net->queues, \old(net->queues)); */
static void icmp_unreach_quote(struct net *net, uint32_t h)
{
	struct icmp_quote q;

	q.at = net->skb.s[h].data + ICMP_HLEN;
	q.type = net->skb.s[h].pkt.b[net->skb.s[h].data];
	q.code = net->skb.s[h].pkt.b[net->skb.s[h].data + 1u];
	if (!icmp_error_info(net, h, &q))
		return;
	if (!icmp_bogus(net, get_be32(&net->skb.s[h].pkt, q.at + IP_DADDR)))
		icmp_socket_deliver(net, h, q);
}

/* Destination unreachable, source quench, time exceeded, parameter problem. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]) && SkbLen(net->skb.s[h]) >= ICMP_HLEN;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->drop, net->trace, net->route;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), h);
    ensures ICM_055_short: \old(SkbLen(net->skb.s[h])) < ICMP_HLEN + IP_HLEN
            ==> DroppedAt(\old(net->drop), net->drop, DROP_ICMP_QUOTE); */
static void icmp_unreach(struct net *net, uint32_t h)
{
	uint32_t q = net->skb.s[h].data + ICMP_HLEN;

	trace_call(&net->trace, FN_icmp_unreach);
	//@ assert Inv(*net);
	if (q + IP_HLEN > net->skb.s[h].tail) {
		icmp_error(net, h, DROP_ICMP_QUOTE);
	} else if (net->skb.s[h].pkt.b[q] % 16u < 5u) {
		icmp_error(net, h, DROP_ICMP_QUOTE_IHL);
	} else {
		icmp_unreach_quote(net, h);
		//@ assert Inv(*net);
		consume_skb(net, h, FN_icmp_unreach);
	}
}

/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]) && SkbLen(net->skb.s[h]) >= ICMP_HLEN;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->drop, net->trace, net->route;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), h);
    ensures ICM_056_redirect: \old(SkbLen(net->skb.s[h])) <
            ICMP_HLEN + IP_HLEN ==>
            DroppedAt(\old(net->drop), net->drop, DROP_ICMP_REDIRECT_SHORT); */
static void icmp_redirect(struct net *net, uint32_t h)
{
	struct icmp_quote q;

	q.at = net->skb.s[h].data + ICMP_HLEN;
	trace_call(&net->trace, FN_icmp_redirect);
	//@ assert Inv(*net);
	if (q.at + IP_HLEN > net->skb.s[h].tail) {
		icmp_error(net, h, DROP_ICMP_REDIRECT_SHORT);
		return;
	}
	q.type = ICMP_REDIRECT;
	q.code = net->skb.s[h].pkt.b[net->skb.s[h].data + 1u];
	q.info = get_be32(&net->skb.s[h].pkt, net->skb.s[h].data + 4u);
	icmp_socket_deliver(net, h, q);
	//@ assert Inv(*net);
	consume_skb(net, h, FN_icmp_redirect);
}

/* The handler of each type [Linux icmp_pointers]. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]) && SkbLen(net->skb.s[h]) >= ICMP_HLEN;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->drop, net->trace, net->rnd, net->limit, net->route;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), h); */
static void icmp_handle(struct net *net, uint32_t h, uint32_t type)
{
	switch (type) {
	case ICMP_ECHO:
		icmp_echo(net, h);
		break;
	case ICMP_TIMESTAMP:
		icmp_timestamp(net, h);
		break;
	case ICMP_DEST_UNREACH:
	case ICMP_SOURCE_QUENCH:
	case ICMP_TIME_EXCEEDED:
	case ICMP_PARAMETERPROB:
		icmp_unreach(net, h);
		break;
	case ICMP_REDIRECT:
		icmp_redirect(net, h);
		break;
	case ICMP_ECHOREPLY:
	case ICMP_EXT_ECHOREPLY:
		ping_rcv(net, h);
		break;
	default:
		trace_call(&net->trace, FN_icmp_discard);
		consume_skb(net, h, FN_icmp_discard);
	}
}

/* May a message of that type come by broadcast or multicast? */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> type == ICMP_ADDRESS || type == ICMP_ADDRESSREPLY ||
            ((type == ICMP_ECHO || type == ICMP_TIMESTAMP) && ignore == 0); */
static bool icmp_broadcast_ok(uint32_t type, uint32_t ignore)
{
	if (type == ICMP_ECHO || type == ICMP_TIMESTAMP)
		return ignore == 0u;
	return type == ICMP_ADDRESS || type == ICMP_ADDRESSREPLY;
}

/* A message whose checksum is right. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpPulled(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->sock, net->mib,
            net->drop, net->trace, net->rnd, net->limit, net->route;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), h); */
static void icmp_rcv_checked(struct net *net, uint32_t h)
{
	uint32_t type;

	if (skb_len(&net->skb.s[h]) < ICMP_HLEN) {
		icmp_error(net, h, DROP_ICMP_SHORT);
		return;
	}
	type = net->skb.s[h].pkt.b[net->skb.s[h].data];
	icmp_count_in(&net->mib, type);
	if (type == ICMP_EXT_ECHO)
		consume_skb(net, h, FN_icmp_echo);
	else if (net->skb.s[h].dst.type != RTN_LOCAL &&
		 !icmp_broadcast_ok(type,
			net->sysctl.icmp_echo_ignore_broadcasts))
		icmp_error(net, h, DROP_ICMP_BROADCAST);
	else if (type > NR_ICMP_TYPES && type != ICMP_EXT_ECHOREPLY)
		icmp_error(net, h, DROP_ICMP_TYPE);
	else
		icmp_handle(net, h, type);
}

void icmp_rcv(struct net *net, uint32_t h)
{
	trace_call(&net->trace, FN_icmp_rcv);
	mib_inc(&net->mib, MIB_Icmp_InMsgs);
	if (ip_compute_csum(&net->skb.s[h].pkt, net->skb.s[h].data,
		skb_len(&net->skb.s[h])) != 0u) {
		mib_inc(&net->mib, MIB_Icmp_InCsumErrors);
		icmp_error(net, h, DROP_ICMP_BAD_CSUM);
		return;
	}
	icmp_rcv_checked(net, h);
}
