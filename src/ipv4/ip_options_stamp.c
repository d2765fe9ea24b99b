/*
 * What this host writes into the options of packets that pass through its
 * hands: its address, the time.
 *
 * A pointer counts bytes of the option from 1.  It was checked when the
 * options were read; here it is checked again before each write.
 */
#include "ipv4/fib_addr.h"
#include "ipv4/icmp.h"
#include "ipv4/ip_options.h"

/* Record route: the address goes to where the pointer points. */
/*@ requires \valid(skb) && SkbOk(*skb) && IpHeader(*skb);
    terminates \true; exits \false;
    assigns skb->pkt, skb->opt.rr_needaddr, skb->opt.is_changed;
    ensures IpHeader(*skb);
    ensures \forall integer i; 0 <= i < PKT_SIZE &&
            !(skb->network_header + 20 <= i < skb->network_header +
              Ihl(skb->pkt, skb->network_header)) ==>
            skb->pkt.b[i] == \old(skb->pkt.b[i]);
    ensures \old(skb->opt.rr_needaddr) == 0 && skb->opt.rr_needaddr == 1 ==>
            skb->pkt.b[skb->network_header + skb->opt.rr + 2] ==
            \old(skb->pkt.b[skb->network_header + skb->opt.rr + 2]) + 4;
    ensures OPT_012_recorded: \old(skb->opt.rr_needaddr) == 0 &&
            skb->opt.rr_needaddr == 1 ==>
            P32(skb->pkt, skb->network_header + skb->opt.rr - 5 +
            skb->pkt.b[skb->network_header + skb->opt.rr + 2]) == a; */
static void stamp_rr(struct sk_buff *skb, uint32_t a)
{
	uint32_t len = ip_option_len(skb, skb->opt.rr, ip_hdrlen(skb));
	uint32_t o, pointer;

	if (len == 0u)
		return;
	o = skb->network_header + skb->opt.rr;
	pointer = skb->pkt.b[o + 2u];
	if (pointer < 4u || pointer + 3u > len)
		return;
	put_be32(&skb->pkt, o + pointer - 1u, a);
	put_u8(&skb->pkt, o + 2u, (uint8_t)(pointer + 4u));
	//@ assert skb->pkt.b[o + 2] == pointer + 4;
	//@ assert P32(skb->pkt, o + pointer - 1) == a;
	//@ assert P32(skb->pkt, o + skb->pkt.b[o + 2] - 5) == a;
	skb->opt.rr_needaddr = 1;
	skb->opt.is_changed = 1;
}

/* A timestamp option at packet offset o that is full: counts this host. */
/*@ requires \valid(skb) && o + 3 < PKT_SIZE;
    terminates \true; exits \false;
    assigns skb->pkt.b[o + 3], skb->opt.is_changed;
    ensures \forall integer i; 0 <= i < PKT_SIZE && i != o + 3 ==>
            skb->pkt.b[i] == \old(skb->pkt.b[i]);
    ensures OPT_013_overflow: \old(skb->pkt.b[o + 3]) % 16 !=
            IPOPT_TS_PRESPEC && \old(skb->pkt.b[o + 3]) < 240 ==>
            skb->pkt.b[o + 3] == \old(skb->pkt.b[o + 3]) + 16; */
static void stamp_overflow(struct sk_buff *skb, uint32_t o)
{
	uint32_t flag = skb->pkt.b[o + 3u];

	if (flag % 16u == IPOPT_TS_PRESPEC || flag >= 240u)
		return;
	put_u8(&skb->pkt, o + 3u, (uint8_t)(flag + 16u));
	skb->opt.is_changed = 1;
}

/* What a stamp of this host says. */
struct stamp {
	uint32_t addr;		/* host byte order */
	uint32_t time;		/* milliseconds since midnight */
	uint32_t flag;		/* IPOPT_TS_* */
};

/* Writes a stamp at packet offset o + pointer - 1 and moves the pointer. */
/*@ requires \valid(skb) && 5 <= pointer <= 200;
    requires o + pointer + (t.flag == IPOPT_TS_TSONLY ? 3 : 7) <= PKT_SIZE;
    terminates \true; exits \false;
    assigns skb->pkt.b[o + 2], skb->pkt.b[o + pointer - 1 ..
              o + pointer + (t.flag == IPOPT_TS_TSONLY ? 2 : 6)],
            skb->opt.ts_needaddr, skb->opt.ts_needtime, skb->opt.is_changed;
    ensures \forall integer i; 0 <= i < PKT_SIZE && !(o + 2 <= i <=
            o + pointer + (t.flag == IPOPT_TS_TSONLY ? 2 : 6)) ==>
            skb->pkt.b[i] == \old(skb->pkt.b[i]);
    ensures OPT_014_time: P32(skb->pkt, o + pointer - 1 +
            (t.flag == IPOPT_TS_TSONLY ? 0 : 4)) == t.time;
    ensures OPT_015_address: t.flag == IPOPT_TS_TSANDADDR ==>
            P32(skb->pkt, o + pointer - 1) == t.addr;
    ensures OPT_016_pointer: skb->pkt.b[o + 2] ==
            pointer + (t.flag == IPOPT_TS_TSONLY ? 4 : 8); */
static void stamp_write(struct sk_buff *skb, uint32_t o, uint32_t pointer,
	struct stamp t)
{
	uint32_t at = o + pointer - 1u;

	if (t.flag == IPOPT_TS_TSANDADDR) {
		put_be32(&skb->pkt, at, t.addr);
		skb->opt.ts_needaddr = 1;
	}
	if (t.flag != IPOPT_TS_TSONLY)
		at += 4u;
	put_be32(&skb->pkt, at, t.time);
	put_u8(&skb->pkt, o + 2u,
		(uint8_t)(at + 5u - o));
	skb->opt.ts_needtime = 1;
	skb->opt.is_changed = 1;
}

/* Timestamp: `ours` says whether an address that stands there is ours. */
/*@ requires \valid(net) && Inv(*net) && h < POOL_SIZE;
    requires IpHeader(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->skb.s[h].pkt, net->skb.s[h].opt;
    ensures Inv(*net) && IpHeader(net->skb.s[h]);
    ensures \let s = net->skb.s[h];
            \forall integer i; 0 <= i < PKT_SIZE &&
            !(s.network_header + 20 <= i <
              s.network_header + Ihl(s.pkt, s.network_header)) ==>
            s.pkt.b[i] == \old(net->skb.s[h].pkt.b[i]); */
static void stamp_ts(struct net *net, uint32_t h, struct stamp t)
{
	uint32_t o, p, end = ip_hdrlen(&net->skb.s[h]);
	uint32_t len = ip_option_len(&net->skb.s[h], net->skb.s[h].opt.ts,
		end);

	if (len < 4u)
		return;
	o = net->skb.s[h].network_header + net->skb.s[h].opt.ts;
	p = net->skb.s[h].pkt.b[o + 2u];
	t.flag = net->skb.s[h].pkt.b[o + 3u] % 16u;
	if (p > len) {
		stamp_overflow(&net->skb.s[h], o);
		//@ assert Skbs(net->skb) && IpHeader(net->skb.s[h]);
		//@ assert Inv(*net);
		/*@ assert end == Ihl(net->skb.s[h].pkt,
		      net->skb.s[h].network_header); */
		return;
	}
	if (p < 5u || p + (t.flag == 0u ? 3u : 7u) > len)
		return;
	if (t.flag != IPOPT_TS_TSONLY && t.flag != IPOPT_TS_TSANDADDR &&
	    (t.flag != IPOPT_TS_PRESPEC || inet_addr_type(&net->fib,
		get_be32(&net->skb.s[h].pkt, o + p - 1u)) == RTN_UNICAST))
		return;
	stamp_write(&net->skb.s[h], o, p, t);
	//@ assert Skbs(net->skb) && IpHeader(net->skb.s[h]);
	//@ assert Inv(*net);
	/*@ assert end == Ihl(net->skb.s[h].pkt,
	      net->skb.s[h].network_header); */
	/*@ assert \forall integer i; 0 <= i < PKT_SIZE &&
	      !(net->skb.s[h].network_header + 20 <= i <
	        net->skb.s[h].network_header + end) ==>
	      net->skb.s[h].pkt.b[i] == \at(net->skb.s[h].pkt.b[i], Pre); */
}

/* Behind the end of options all is zero. */
/*@ requires \valid(skb) && SkbOk(*skb) && IpHeader(*skb);
    terminates \true; exits \false;
    assigns skb->pkt, skb->opt.is_changed;
    ensures IpHeader(*skb);
    ensures \forall integer i; 0 <= i < PKT_SIZE &&
            !(skb->network_header + 20 <= i < skb->network_header +
              Ihl(skb->pkt, skb->network_header)) ==>
            skb->pkt.b[i] == \old(skb->pkt.b[i]);
    ensures OPT_017_end: 20 <= skb->opt.end ==> \forall integer i;
            skb->network_header + skb->opt.end < i < skb->network_header +
            Ihl(skb->pkt, skb->network_header) ==> skb->pkt.b[i] == 0; */
static void stamp_end(struct sk_buff *skb)
{
	uint32_t i = skb->opt.end, end = ip_hdrlen(skb);

	if (i < IP_HLEN || i >= end)
		return;
	i++;
	/*@ loop invariant skb->opt.end < i <= end;
	    loop invariant \forall integer k; skb->network_header +
	      skb->opt.end < k < skb->network_header + i ==>
	      skb->pkt.b[k] == 0;
	    loop invariant \forall integer k; 0 <= k < PKT_SIZE &&
	      !(skb->network_header + 20 <= k < skb->network_header + end) ==>
	      skb->pkt.b[k] == \at(skb->pkt.b[k], Pre);
	    loop assigns i, skb->pkt, skb->opt.is_changed;
	    loop variant end - i; */
	while (i < end) {
		if (skb->pkt.b[skb->network_header + i] != 0u)
			skb->opt.is_changed = 1;
		put_u8(&skb->pkt, skb->network_header + i, 0);
		i++;
	}
}

void ip_options_stamp(struct net *net, uint32_t h)
{
	struct stamp t;

	t.addr = fib_compute_spec_dst(net, h);
	t.time = inet_current_timestamp(net->now);
	t.flag = 0;
	stamp_rr(&net->skb.s[h], t.addr);
	//@ assert Inv(*net);
	stamp_ts(net, h, t);
	//@ assert Inv(*net);
	stamp_end(&net->skb.s[h]);
	//@ assert Inv(*net);
}
