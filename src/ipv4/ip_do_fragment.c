/* Cutting a packet into fragments. */
#include "ipv4/ip_do_fragment.h"
#include "ipv4/icmp.h"
#include "ipv4/ip_options.h"

/* The header of a fragment that stands at data, with n bytes in all. */
/*@ requires \valid(to) && SkbOk(*to) && IpHeader(*to);
    requires to->data == to->network_header && n <= 65535 && field <= 65535;
    terminates \true; exits \false;
    assigns to->pkt;
    ensures P16(to->pkt, to->data + IP_TOT_LEN) == n;
    ensures P16(to->pkt, to->data + IP_FRAG_OFF) == field;
    ensures IpHeader(*to);
    ensures OcFold(Bsum(to->pkt, to->data, Ihl(to->pkt, to->data))) == 65535;
    ensures \forall integer i; 0 <= i < PKT_SIZE &&
            !(to->data + 2 <= i <= to->data + 3) &&
            !(to->data + 6 <= i <= to->data + 7) &&
            !(to->data + 10 <= i <= to->data + 11) ==>
            to->pkt.b[i] == \old(to->pkt.b[i]); */
static void frag_header(struct sk_buff *to, uint32_t n, uint32_t field)
{
	put_be16(&to->pkt, to->data + IP_TOT_LEN, (uint16_t)n);
	put_be16(&to->pkt, to->data + IP_FRAG_OFF, (uint16_t)field);
	ip_send_check(to);
}

/* The field of flags and offset. */
/*@ requires field <= 65535 && at <= 65535;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == FragField(field, at, more);
    ensures \result <= 65535; */
static uint32_t frag_field(uint32_t field, uint32_t at, bool more)
{
	uint32_t offset = (field % 8192u + at / 8u) % 8192u;

	if (more || field / 8192u % 2u == 1u)
		return offset + IP_FRAG_MF;
	return offset;
}

/*@ ghost
  /@ requires \valid_read(to) && to->missing == 0 && to->data <= to->tail;
     requires to->pkt.b[to->data] / 16 == 4 &&
              to->pkt.b[to->data] % 16 >= 5;
     requires Ihl(to->pkt, to->data) <= to->tail - to->data ==
              P16(to->pkt, to->data + IP_TOT_LEN);
     requires OcFold(Bsum(to->pkt, to->data, Ihl(to->pkt, to->data))) ==
              65535;
     terminates \true; exits \false;
     assigns \nothing;
     ensures IpVerdict(*to) == DROP_NONE; @/
  void accepted(const struct sk_buff *to) {}
*/

void ip_frag_next(struct sk_buff *to, const struct sk_buff *from, uint32_t at,
	uint32_t len, bool more)
{
	uint32_t n = ip_hdrlen(from);
	uint32_t field = get_be16(&from->pkt, from->data + IP_FRAG_OFF);

	skb_put(to, n + len);
	skb_reset_network_header(to);
	pkt_copy(&to->pkt, to->data, &from->pkt, from->data, n);
	pkt_copy(&to->pkt, to->data + n, &from->pkt, from->data + n + at, len);
	to->protocol = from->protocol;
	to->pkt_type = from->pkt_type;
	to->dev = from->dev;
	to->dst = from->dst;
	//@ assert to->pkt.b[to->data] == from->pkt.b[from->data];
	//@ assert IpHeader(*to);
	frag_header(to, n + len, frag_field(field, at, more));
	//@ assert to->pkt.b[to->data] == from->pkt.b[from->data];
	//@ assert to->tail - to->data == n + len && n >= IP_HLEN;
	//@ assert P16(to->pkt, to->data + IP_TOT_LEN) == n + len;
	//@ assert length: Ihl(to->pkt, to->data) == n;
	//@ assert whole: to->pkt.b[to->data] % 16 >= 5;
	/*@ ghost if (to->missing == 0 && from->pkt.b[from->data] / 16 == 4)
	      accepted(to); */
}

/* The bytes of data that the next fragment takes. */
/*@ requires room >= 8 && left > 0;
    terminates \true; exits \false;
    assigns \nothing;
    ensures IPO_045_size: \result == FragBytes(left, room);
    ensures 0 < \result <= left && \result <= room;
    ensures \result < left ==> \result % 8 == 0; */
static uint32_t frag_bytes(uint32_t left, uint32_t room)
{
	return left <= room ? left : room / 8u * 8u;
}

/* Sends the fragment with `len` bytes from `at` on; false: no memory. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]);
    requires net->skb.s[h].data == net->skb.s[h].network_header;
    requires at % 8 == 0 && 0 < len && at + len <= 65535;
    requires net->skb.s[h].network_header + Ihl(net->skb.s[h].pkt,
             net->skb.s[h].network_header) + at + len <= net->skb.s[h].tail;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net) && InFlight(*net, h);
    ensures net->skb.s[h] == \old(net->skb.s[h]);
    ensures OnlyQueued(net->queues, \old(net->queues));
    ensures HeldKept(net->skb, \old(net->skb), \old(net->queues)); */
static bool frag_send(struct net *net, uint32_t h, uint32_t at, uint32_t len,
	bool more)
{
	uint32_t r = alloc_skb(net, SKB_HEADROOM);

	//@ assert Inv(*net);
	if (r == POOL_SIZE)
		return false;
	//@ assert r != h;
	ip_frag_next(&net->skb.s[r], &net->skb.s[h], at, len, more);
	//@ assert SkbOk(net->skb.s[r]);
	//@ assert Skbs(net->skb);
	//@ assert Inv(*net);
	ip_finish_output2(net, r);
	//@ assert InFlight(*net, h);
	mib_inc(&net->mib, MIB_Ip_FragCreates);
	return true;
}

/* The end of a packet that could not be cut. */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h) && site < DROP_MAX;
    terminates \true; exits \false;
    assigns net->pool, net->queues.own[h], net->drop.n[site], net->trace,
            net->mib;
    ensures Inv(*net) && net->queues.own[h] == OWN_FREE; */
static void frag_fail(struct net *net, uint32_t h, uint32_t site)
{
	mib_inc(&net->mib, MIB_Ip_FragFails);
	kfree_skb_reason(net, h, site);
}

/*
 * All fragments, `room` bytes of data in each at most.  The first has all
 * options, the others those that are copied; a packet that is itself a later
 * fragment has only such.
 */
/*@ requires \valid(net) && Inv(*net) && InFlight(*net, h);
    requires IpHeader(net->skb.s[h]) && room >= 8;
    requires net->skb.s[h].data == net->skb.s[h].network_header;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->mib, net->drop,
            net->trace, net->rnd, net->limit;
    ensures Inv(*net);
    ensures Settled(net->queues, \old(net->queues), h);
    ensures OthersKept(net->skb, \old(net->skb), \old(net->queues), h); */
static void ip_do_fragment(struct net *net, uint32_t h, uint32_t room)
{
	uint32_t at = 0, len = 0, n = ip_hdrlen(&net->skb.s[h]);
	uint32_t total = skb_len(&net->skb.s[h]) - n;
	bool first = get_be16(&net->skb.s[h].pkt,
		net->skb.s[h].data + IP_FRAG_OFF) % 8192u == 0u;

	trace_call(&net->trace, FN_ip_do_fragment);
	/*@ loop invariant Inv(*net) && InFlight(*net, h);
	    loop invariant IpHeader(net->skb.s[h]);
	    loop invariant net->skb.s[h].data == net->skb.s[h].network_header;
	    loop invariant n == Ihl(net->skb.s[h].pkt, net->skb.s[h].data);
	    loop invariant total == SkbLen(net->skb.s[h]) - n;
	    loop invariant IPO_046_no_gap: at <= total <= 65535 &&
	      (at < total ==> at % 8 == 0);
	    loop invariant \forall integer g; 0 <= g < POOL_SIZE &&
	      Kept(\at(net->queues.own[g], Pre)) ==>
	      net->queues.own[g] == \at(net->queues.own[g], Pre);
	    loop invariant \forall integer g; 0 <= g < POOL_SIZE &&
	      !Kept(\at(net->queues.own[g], Pre)) ==>
	      net->queues.own[g] != OWN_FLIGHT;
	    loop invariant OthersKept(net->skb, \at(net->skb, Pre),
	      \at(net->queues, Pre), h);
	    loop assigns at, len, net->pool, net->queues, net->skb, net->arp,
	      net->mib, net->drop, net->trace, net->rnd, net->limit;
	    loop variant total - at; */
	while (at < total) {
		len = frag_bytes(total - at, room);
		if (!frag_send(net, h, at, len, at + len < total)) {
			frag_fail(net, h, DROP_FRAG_NO_MEMORY);
			return;
		}
		if (first && at == 0u)
			ip_options_fragment(&net->skb.s[h]);
		//@ assert SkbOk(net->skb.s[h]);
		//@ assert Skbs(net->skb);
		//@ assert Inv(*net);
		at += len;
	}
	consume_skb(net, h, FN_ip_do_fragment);
	mib_inc(&net->mib, MIB_Ip_FragOKs);
}

void ip_fragment(struct net *net, uint32_t h, uint32_t mtu)
{
	uint32_t n = ip_hdrlen(&net->skb.s[h]);
	uint32_t o = net->skb.s[h].network_header + IP_FRAG_OFF;
	uint32_t field = get_be16(&net->skb.s[h].pkt, o);

	trace_call(&net->trace, FN_ip_fragment);
	if (field / IP_FRAG_DF % 2u == 1u) {
		icmp_send(net, h, ICMP_DEST_UNREACH, ICMP_FRAG_NEEDED, mtu);
		//@ assert InFlight(*net, h);
		frag_fail(net, h, DROP_FRAG_NEEDED);
	} else if (mtu < n + 8u) {
		frag_fail(net, h, DROP_FRAG_NEEDED);
	} else {
		ip_do_fragment(net, h, mtu - n);
	}
}
