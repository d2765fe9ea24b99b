/*
 * The way out of every ICMP message of ours: counters, route, checksum.
 */
#include "ipv4/fib_addr.h"
#include "ipv4/icmp.h"
#include "ipv4/icmp_rate.h"

/* Linux's least MTU, the TTL of what goes to a group, 127.0.0.1. */
enum { IPV4_MIN_MTU = 68, MULTICAST_TTL = 1, INADDR_LOOPBACK = 0x7f000001 };

static const uint16_t count_out[19] = {
	MIB_Icmp_OutEchoReps, 0, 0, MIB_Icmp_OutDestUnreachs,
	MIB_Icmp_OutSrcQuenchs, MIB_Icmp_OutRedirects, 0, 0,
	MIB_Icmp_OutEchos, 0, 0, MIB_Icmp_OutTimeExcds,
	MIB_Icmp_OutParmProbs, MIB_Icmp_OutTimestamps,
	MIB_Icmp_OutTimestampReps, 0, 0, MIB_Icmp_OutAddrMasks,
	MIB_Icmp_OutAddrMaskReps
};

static const uint16_t count_in[19] = {
	MIB_Icmp_InEchoReps, 0, 0, MIB_Icmp_InDestUnreachs,
	MIB_Icmp_InSrcQuenchs, MIB_Icmp_InRedirects, 0, 0,
	MIB_Icmp_InEchos, 0, 0, MIB_Icmp_InTimeExcds,
	MIB_Icmp_InParmProbs, MIB_Icmp_InTimestamps,
	MIB_Icmp_InTimestampReps, 0, 0, MIB_Icmp_InAddrMasks,
	MIB_Icmp_InAddrMaskReps
};

void icmp_count_out(struct mib *m, uint32_t type)
{
	mib_inc(m, MIB_Icmp_OutMsgs);
	mib_inc(m, MIB_IcmpMsg_OutType0 + type);
	if (type <= NR_ICMP_TYPES && count_out[type] != 0)
		mib_inc(m, count_out[type]);
}

void icmp_count_in(struct mib *m, uint32_t type)
{
	mib_inc(m, MIB_IcmpMsg_InType0 + type);
	if (type <= NR_ICMP_TYPES && count_in[type] != 0)
		mib_inc(m, count_in[type]);
}

/* Answers are all counted as echo replies, timestamps too: Linux counts by
 * the type of the flow, which only errors set. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures ICM_038_counted: \result == (type == ICMP_TIMESTAMPREPLY ?
            ICMP_ECHOREPLY : type); */
static uint32_t icmp_counted_type(uint32_t type)
{
	return type == ICMP_TIMESTAMPREPLY ? ICMP_ECHOREPLY : type;
}

/* The device that has the address, lo if none has. */
/*@ requires \valid_read(v) && DevicesOk(*v);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result < NDEV;
    ensures \result != DEV_LO ==> DeviceHas(v->d[\result], a); */
static uint32_t ip_dev_find(const struct devices *v, uint32_t a)
{
	uint32_t i = 1;

	/*@ loop invariant 1 <= i <= NDEV;
	    loop assigns i;
	    loop variant NDEV - i; */
	while (i < v->n) {
		if (dev_has_address(v, i, a))
			return i;
		i++;
	}
	return DEV_LO;
}

/* The way to `daddr` for a message from `saddr`, 0: from anywhere. */
/*@ requires \valid_read(net) && Inv(*net) && \valid(dst);
    requires \separated(net, dst) && daddr != 0;
    terminates \true; exits \false;
    assigns *dst;
    ensures dst->oif < NDEV;
    ensures ICM_036_group: \result && IsMulticast(daddr) ==>
            dst->type == RTN_MULTICAST && dst->gateway == daddr;
    ensures ICM_037_everybody: \result && daddr == 0xffffffff ==>
            dst->type == RTN_BROADCAST && dst->gateway == daddr; */
static bool icmp_route(const struct net *net, uint32_t saddr, uint32_t daddr,
	uint32_t tos, struct dst_entry *dst)
{
	bool many = ipv4_is_multicast(daddr) || ipv4_is_lbcast(daddr);
	int32_t error = ip_route_output(net,
		flow_to(daddr, ip_route_tos(tos), ANY_DEVICE), dst);

	if (!many)
		return error == 0;
	if (saddr == 0u && error != 0)
		return false;
	if (saddr != 0u)
		dst->oif = ip_dev_find(&net->dev, saddr);
	dst->type = ipv4_is_multicast(daddr) ? RTN_MULTICAST : RTN_BROADCAST;
	dst->gateway = daddr;
	dst->input = DST_LOCAL_DELIVER;
	dst->mtu = 0;
	return true;
}

/* May a packet from that address leave by that device?  A loopback address
 * only by lo, unless route_localnet is set [Linux __mkroute_output]. */
/*@ requires \valid_read(net) && Inv(*net) && oif < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures ICM_039_loopback: \result <==> !IsLoopback(saddr) ||
            oif == DEV_LO || RouteLocalnet(net->dev, oif); */
static bool icmp_source_leaves(const struct net *net, uint32_t saddr,
	uint32_t oif)
{
	return !ipv4_is_loopback(saddr) || oif == DEV_LO ||
		net->dev.all.route_localnet != 0u ||
		net->dev.d[oif].conf.route_localnet != 0u;
}

bool icmp_route_lookup(struct net *net, uint32_t r, struct icmp_bxm *b)
{
	struct dst_entry dst = { .input = DST_NONE };

	b->hop = net->skb.s[r].opt.srr != 0u ? net->skb.s[r].opt.nexthop
		: b->daddr;
	if (b->hop == 0u) {
		if (b->saddr == 0u)
			b->saddr = INADDR_LOOPBACK;
		b->hop = b->saddr;
	}
	if (!icmp_route(net, b->saddr, b->hop, b->tos, &dst))
		return false;
	if (b->saddr == 0u)
		b->saddr = ip_select_source(net, b->hop, dst);
	if (!icmp_source_leaves(net, b->saddr, dst.oif))
		return false;
	net->skb.s[r].dst = dst;
	//@ assert Inv(*net);
	return icmpv4_xrlim_allow(net, b->hop, dst.oif, b->type, b->code,
		b->limited);
}

/* May a message of `len` bytes behind the header go by a way with that MTU? */
/*@ requires optlen <= 40;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> mtu >= 68 && len <= 65535 - IP_HLEN - optlen; */
static bool icmp_fits(uint32_t mtu, uint32_t len, uint32_t optlen)
{
	return mtu >= IPV4_MIN_MTU && len <= 65535u - IP_HLEN - optlen;
}

void icmp_push_reply(struct net *net, uint32_t r, struct icmp_bxm b)
{
	struct ip_meta m = { b.saddr, b.hop, IPPROTO_ICMP, b.tos, 0, 0, 0 };

	m.optlen = net->skb.s[r].opt.optlen;
	if (!icmp_fits(dst_mtu(net, net->skb.s[r].dst),
		skb_len(&net->skb.s[r]), m.optlen)) {
		mib_inc(&net->mib, MIB_Icmp_OutErrors);
		handle_free(&net->pool, &net->queues, r);
		return;
	}
	m.ttl = net->skb.s[r].dst.type == RTN_MULTICAST ? MULTICAST_TTL
		: net->sysctl.ip_default_ttl % 256u;
	m.id = prandom_u32(&net->rnd) % 65536u;
	icmp_count_out(&net->mib, icmp_counted_type(b.type));
	ip_options_build(&net->skb.s[r], m.saddr, b.daddr,
		inet_current_timestamp(net->now));
	csum_write(&net->skb.s[r].pkt, net->skb.s[r].data,
		skb_len(&net->skb.s[r]), net->skb.s[r].data + 2u);
	//@ assert Inv(*net);
	//@ assert ready: IcmpReady(net->skb.s[r], b);
	ip_local_out(net, r, m);
}
