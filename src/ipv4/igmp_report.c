/* Reports of version 3.  Contracts: igmp_report.h. */
#include "ipv4/igmp_report.h"
#include "ipv4/devinet.h"

/* The longest packet that the device takes. */
/*@ requires \valid_read(net) && Inv(*net) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == \min(net->dev.d[dev].mtu, 65535); */
static uint32_t igmp_mtu(const struct net *net, uint32_t dev)
{
	return net->dev.d[dev].mtu < 65535u ? net->dev.d[dev].mtu : 65535u;
}

/* Bytes that the packet can still take, of `mtu` [Linux AVAILABLE]. */
/*@ requires \valid_read(skb) && MessageShape(*skb) && mtu <= 65535;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == (mtu > IGMP_IP_HLEN + SkbLen(*skb)
            ? mtu - IGMP_IP_HLEN - SkbLen(*skb) : 0); */
static uint32_t igmp_available(const struct sk_buff *skb, uint32_t mtu)
{
	uint32_t n = IGMP_IP_HLEN + skb_len(skb);

	return mtu > n ? mtu - n : 0u;
}

void igmpv3_sendpack(struct net *net, uint32_t h, uint32_t dev)
{
	uint32_t saddr = inet_select_addr(&net->dev, dev, 0, RT_SCOPE_LINK);

	if (h == POOL_SIZE)
		return;
	if (!dev_has_address(&net->dev, dev, saddr))
		saddr = 0;
	igmp_xmit(net, h, dev, saddr, 0xe0000016u);
}

/* A report without records; POOL_SIZE: no memory [Linux igmpv3_newpack]. */
/*@ requires \valid(net) && Inv(*net);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb;
    ensures Inv(*net) && \result <= POOL_SIZE && Filling(*net, \result);
    ensures Filled(net->queues, \old(net->queues), POOL_SIZE, \result);
    ensures \result < POOL_SIZE ==>
            net->skb.s[\result].pkt.b[IGMP_ROOM] == IGMP_V3_REPORT &&
            SkbLen(net->skb.s[\result]) == IGMP_HLEN; */
static uint32_t igmpv3_newpack(struct net *net)
{
	uint32_t h = igmp_alloc(net);

	if (h == POOL_SIZE)
		return h;
	put_u8(&net->skb.s[h].pkt, IGMP_ROOM, IGMP_V3_REPORT);
	//@ assert SkbOk(net->skb.s[h]);
	//@ assert Skbs(net->skb);
	//@ assert Inv(*net);
	return h;
}

/* The start of a record, without sources; counted in the report's header. */
/*@ requires \valid(skb) && MessageShape(*skb) && SkbLen(*skb) <= 65503;
    requires 1 <= type <= 6;
    terminates \true; exits \false;
    assigns skb->tail, skb->pkt;
    ensures MessageShape(*skb) && skb->tail == \old(skb->tail) + 8;
    ensures IGM_044_record: \let o = \old(skb->tail);
            skb->pkt.b[o] == type && skb->pkt.b[o + 1] == 0 &&
            P16(skb->pkt, o + 2) == 0 && P32(skb->pkt, o + 4) == group;
    ensures IGM_045_counted: P16(skb->pkt, IGMP_ROOM + 6) ==
            (\old(P16(skb->pkt, IGMP_ROOM + 6)) + 1) % 65536;
    ensures \forall integer i; IGMP_ROOM + 8 <= i < \old(skb->tail) ==>
            skb->pkt.b[i] == \old(skb->pkt.b[i]); */
static void add_grhead(struct sk_buff *skb, uint32_t type, uint32_t group)
{
	uint32_t o = skb->tail;

	skb_put(skb, IGMPV3_GREC_LEN);
	put_be16(&skb->pkt, IGMP_ROOM + 6u,
		(uint16_t)((get_be16(&skb->pkt, IGMP_ROOM + 6u) + 1u) %
			65536u));
	put_u8(&skb->pkt, o, (uint8_t)type);
	put_u8(&skb->pkt, o + 1u, 0);
	put_be16(&skb->pkt, o + 2u, 0);
	put_be32(&skb->pkt, o + 4u, group);
}

/*
 * Writes the sources from number k on into the record that ends the packet, as
 * many as `room` bytes hold; gives the number of the first one left out.
 */
/*@ requires \valid(skb) && MessageShape(*skb) && SkbLen(*skb) >= 16;
    requires ListOk(l) && k <= l.n && room + SkbLen(*skb) <= 65511;
    terminates \true; exits \false;
    assigns skb->tail, skb->pkt;
    ensures MessageShape(*skb);
    ensures k <= \result <= l.n;
    ensures k < l.n && room >= 4 ==> k < \result;
    ensures skb->tail == \old(skb->tail) + 4 * (\result - k);
    ensures skb->tail <= \old(skb->tail) + room;
    ensures IGM_046_number: P16(skb->pkt, \old(skb->tail) - 6) == \result - k;
    ensures IGM_047_sources: \forall integer j; k <= j < \result ==>
            P32(skb->pkt, \old(skb->tail) + 4 * (j - k)) == l.a[j]; */
static uint32_t add_sources(struct sk_buff *skb, struct igmp_list l, uint32_t k,
	uint32_t room)
{
	uint32_t start = skb->tail, n = 0;

	/*@ loop invariant 0 <= n <= l.n - k && MessageShape(*skb);
	    loop invariant skb->tail == start + 4 * n && 4 * n <= room;
	    loop invariant \forall integer j; k <= j < k + n ==>
	      P32(skb->pkt, start + 4 * (j - k)) == l.a[j];
	    loop assigns n, skb->tail, skb->pkt;
	    loop variant l.n - k - n; */
	while (k + n < l.n && room - 4u * n >= 4u) {
		skb_put(skb, 4);
		put_be32(&skb->pkt, start + 4u * n, l.a[k + n]);
		/*@ assert kept: \forall integer i; start <= i < start + 4 * n ==>
		      skb->pkt.b[i] == \at(skb->pkt.b[i], LoopCurrent); */
		/*@ assert \forall integer j; k <= j < k + n ==>
		      P32(skb->pkt, start + 4 * (j - k)) == l.a[j]; */
		//@ assert P32(skb->pkt, start + 4 * n) == l.a[k + n];
		n++;
	}
	put_be16(&skb->pkt, start - 6u, (uint16_t)n);
	return k + n;
}

/* A packet with room for `need` bytes more: this one, or the next. */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && Filling(*net, h);
    requires need >= 8;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->mib, net->drop, net->trace;
    ensures Inv(*net) && \result <= POOL_SIZE && Filling(*net, \result);
    ensures Filled(net->queues, \old(net->queues), h, \result);
    ensures \result < POOL_SIZE ==> SkbLen(net->skb.s[\result]) == IGMP_HLEN ||
            SkbLen(net->skb.s[\result]) + IGMP_IP_HLEN + need <=
            \min(net->dev.d[dev].mtu, 65535); */
static uint32_t igmp_make_room(struct net *net, uint32_t h, uint32_t dev,
	uint32_t need)
{
	if (h != POOL_SIZE &&
	    igmp_available(&net->skb.s[h], igmp_mtu(net, dev)) >= need)
		return h;
	igmpv3_sendpack(net, h, dev);
	return igmpv3_newpack(net);
}

/*
 * One record with the sources from number *k on, in this packet or the next;
 * *k is the first that it left out.  Without memory the others are left out.
 */
/*@ requires \valid(net) && Inv(*net) && dev < NDEV && Filling(*net, h);
    requires net->dev.d[dev].mtu >= IPV4_MIN_MTU && need >= 8;
    requires ListOk(l) && 1 <= type <= 6 && \valid(k) && *k <= l.n;
    requires \separated(net, k) && (*k < l.n ==> need >= 12);
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->mib, net->drop, net->trace,
            *k;
    ensures Inv(*net) && \result <= POOL_SIZE && Filling(*net, \result);
    ensures Filled(net->queues, \old(net->queues), h, \result);
    ensures *k <= l.n && (\old(*k) < l.n ==> *k > \old(*k)); */
static uint32_t igmp_one_record(struct net *net, uint32_t h, uint32_t dev,
	uint32_t need, uint32_t type, uint32_t group, struct igmp_list l,
	uint32_t *k)
{
	uint32_t room;

	h = igmp_make_room(net, h, dev, need);
	if (h == POOL_SIZE) {
		*k = l.n;
		return h;
	}
	add_grhead(&net->skb.s[h], type, group);
	//@ assert SkbOk(net->skb.s[h]);
	//@ assert Skbs(net->skb);
	//@ assert Inv(*net);
	room = igmp_available(&net->skb.s[h], igmp_mtu(net, dev));
	//@ assert *k < l.n ==> room >= 4;
	*k = add_sources(&net->skb.s[h], l, *k, room);
	//@ assert SkbOk(net->skb.s[h]);
	//@ assert Skbs(net->skb);
	//@ assert Inv(*net);
	return h;
}

/* The rest of the record may be left out: routers take it for "wanted". */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> type == IGMPV3_MODE_IS_EXCLUDE ||
            type == IGMPV3_CHANGE_TO_EXCLUDE; */
static bool igmp_truncates(uint32_t type)
{
	return type == IGMPV3_MODE_IS_EXCLUDE ||
		type == IGMPV3_CHANGE_TO_EXCLUDE;
}

uint32_t add_grec(struct net *net, uint32_t h, uint32_t dev, uint32_t type,
	uint32_t group, struct igmp_list l)
{
	uint32_t k = 0, need = IGMPV3_GREC_LEN;

	if (net->dev.d[dev].mtu < IPV4_MIN_MTU)
		return h;
	if (l.n != 0u)
		need += igmp_truncates(type) ? 4u * l.n : 4u;
	h = igmp_one_record(net, h, dev, need, type, group, l, &k);
	/*@ loop invariant Inv(*net) && h <= POOL_SIZE && Filling(*net, h);
	    loop invariant Filled(net->queues, \at(net->queues, Pre),
	      \at(h, Pre), h);
	    loop invariant k <= l.n;
	    loop assigns h, k, net->pool, net->queues, net->skb, net->mib,
	      net->drop, net->trace;
	    loop variant l.n - k; */
	while (k < l.n && !igmp_truncates(type)) {
		h = igmp_one_record(net, h, dev, IGMPV3_GREC_LEN + 4u, type,
			group, l, &k);
		/*@ assert \let was = \at(h, LoopCurrent);
		      \forall integer g; 0 <= g < POOL_SIZE &&
		      g != \at(h, Pre) && g != h && g != was ==>
		      Moved(net->queues.own[g], \at(net->queues, Pre).own[g]);
		 */
		/*@ assert \let was = \at(h, LoopCurrent);
		      was < POOL_SIZE && was != h && was != \at(h, Pre) ==>
		      Moved(net->queues.own[was],
		            \at(net->queues, Pre).own[was]); */
	}
	return h;
}
