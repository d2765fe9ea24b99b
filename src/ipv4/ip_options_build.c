/*
 * Options at the end of their way through this host: as it sends a packet of
 * its own, forwards one, or cuts one into fragments.
 */
#include "ipv4/fib_addr.h"
#include "ipv4/ip_options.h"
#include "ipv4/ip_output.h"

/* The packet offset of a place of 4 bytes, `back` bytes before the pointer of
 * the option at offset o; 0 when it is not within the option. */
/*@ requires \valid_read(skb) && SkbOk(*skb) && end <= 60;
    requires skb->network_header + end <= PKT_SIZE && back <= 9;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == 0 || (skb->network_header + 23 <= \result &&
            \result + 4 <= skb->network_header + end);
    ensures \result != 0 ==> 20 <= o && o + 3 <= end && \result ==
            skb->network_header + o +
            skb->pkt.b[skb->network_header + o + 2] - back; */
static uint32_t place_before(const struct sk_buff *skb, uint32_t o,
	uint32_t end, uint32_t back)
{
	uint32_t len = ip_option_len(skb, o, end), pointer;

	if (len == 0u)
		return 0;
	pointer = skb->pkt.b[skb->network_header + o + 2u];
	if (pointer < back + 3u || pointer - back + 4u > len)
		return 0;
	return skb->network_header + o + pointer - back;
}

/* Writes v there. */
/*@ requires \valid(skb) && SkbOk(*skb) && end <= 60;
    requires skb->network_header + end <= PKT_SIZE && back <= 9;
    terminates \true; exits \false;
    assigns skb->pkt;
    ensures \forall integer i; 0 <= i < PKT_SIZE &&
            !(skb->network_header + 20 <= i < skb->network_header + end) ==>
            skb->pkt.b[i] == \old(skb->pkt.b[i]); */
static void put_before(struct sk_buff *skb, uint32_t o, uint32_t end,
	uint32_t back, uint32_t v)
{
	uint32_t at = place_before(skb, o, end, back);

	if (at != 0u)
		put_be32(&skb->pkt, at, v);
}

void ip_options_build(struct sk_buff *skb, uint32_t saddr, uint32_t daddr,
	uint32_t now)
{
	uint32_t end = IP_HLEN + skb->opt.optlen;
	uint32_t srr = ip_option_len(skb, skb->opt.srr, end);

	if (srr >= 7u)
		put_be32(&skb->pkt, skb->network_header + skb->opt.srr + srr -
			4u, daddr);
	if (skb->opt.rr_needaddr != 0u)
		put_before(skb, skb->opt.rr, end, 5, saddr);
	if (skb->opt.ts_needaddr != 0u)
		put_before(skb, skb->opt.ts, end, 9, saddr);
	if (skb->opt.ts_needtime != 0u)
		put_before(skb, skb->opt.ts, end, 5, now);
}

/* The offset within a source route of `len` bytes at packet offset o where
 * `nexthop` stands, from its pointer on; 0: nowhere. */
/*@ requires \valid_read(p) && 3 <= len <= 40 && o + len <= PKT_SIZE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == 0 || 4 <= \result <= len - 3;
    ensures OPT_052_next_stop: \result != 0 ==>
            P32(*p, o + \result - 1) == nexthop; */
static uint32_t srr_find(const struct pkt *p, uint32_t o, uint32_t len,
	uint32_t nexthop)
{
	uint32_t pointer = p->b[o + 2u];

	if (pointer < 4u)
		return 0;
	/*@ loop invariant 4 <= pointer <= 300;
	    loop assigns pointer;
	    loop variant 300 - pointer; */
	while (pointer + 3u <= len) {
		if (get_be32(p, o + pointer - 1u) == nexthop)
			return pointer;
		pointer += 4u;
	}
	return 0;
}

/* Moves the source route on by one stop: that becomes the destination, and
 * our address stands in its place. */
/*@ requires \valid(net) && Inv(*net) && h < POOL_SIZE;
    requires IpHeader(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->skb.s[h].pkt;
    ensures Inv(*net) && IpHeader(net->skb.s[h]);
    ensures \let s = net->skb.s[h];
            \forall integer i; 0 <= i < PKT_SIZE &&
            !(s.network_header + IP_DADDR <= i <
              s.network_header + Ihl(s.pkt, s.network_header)) ==>
            s.pkt.b[i] == \old(net->skb.s[h].pkt.b[i]); */
static void forward_srr(struct net *net, uint32_t h)
{
	uint32_t n = net->skb.s[h].network_header, pointer, o;
	uint32_t len = ip_option_len(&net->skb.s[h], net->skb.s[h].opt.srr,
		ip_hdrlen(&net->skb.s[h]));

	if (len == 0u)
		return;
	o = n + net->skb.s[h].opt.srr;
	pointer = srr_find(&net->skb.s[h].pkt, o, len,
		net->skb.s[h].opt.nexthop);
	if (pointer == 0u)
		return;
	put_be32(&net->skb.s[h].pkt, n + IP_DADDR,
		net->skb.s[h].opt.nexthop);
	//@ assert Inv(*net);
	put_be32(&net->skb.s[h].pkt, o + pointer - 1u,
		ip_rt_get_source(net, h));
	put_u8(&net->skb.s[h].pkt, o + 2u, (uint8_t)(pointer + 4u));
	//@ assert Inv(*net);
}

/*@ requires \valid(net) && Inv(*net) && h < POOL_SIZE;
    requires IpHeader(net->skb.s[h]) && back <= 9;
    terminates \true; exits \false;
    assigns net->skb.s[h].pkt, net->skb.s[h].opt.is_changed;
    ensures Inv(*net) && IpHeader(net->skb.s[h]);
    ensures net->skb.s[h].opt.is_changed == 1;
    ensures \let s = net->skb.s[h];
            \forall integer i; 0 <= i < PKT_SIZE &&
            !(s.network_header + 20 <= i <
              s.network_header + Ihl(s.pkt, s.network_header)) ==>
            s.pkt.b[i] == \old(net->skb.s[h].pkt.b[i]); */
static void forward_addr(struct net *net, uint32_t h, uint32_t o,
	uint32_t back)
{
	uint32_t a = ip_rt_get_source(net, h);

	put_before(&net->skb.s[h], o, ip_hdrlen(&net->skb.s[h]), back, a);
	net->skb.s[h].opt.is_changed = 1;
	//@ assert Inv(*net);
}

/*@ // of the packet, only what is between its source and its data differs
    predicate BehindSource(struct sk_buff s, struct sk_buff s0) =
      s.network_header == s0.network_header &&
      Ihl(s.pkt, s.network_header) == Ihl(s0.pkt, s.network_header) &&
      \forall integer i; 0 <= i < PKT_SIZE &&
        !(s.network_header + IP_DADDR <= i <
          s.network_header + Ihl(s.pkt, s.network_header)) ==>
        s.pkt.b[i] == s0.pkt.b[i]; */

/* Writes our addresses, and takes the source route on by a stop. */
/*@ requires \valid(net) && Inv(*net) && h < POOL_SIZE;
    requires IpHeader(net->skb.s[h]);
    terminates \true; exits \false;
    assigns net->skb.s[h].pkt, net->skb.s[h].opt.is_changed;
    ensures Inv(*net) && IpHeader(net->skb.s[h]);
    ensures \old(net->skb.s[h].opt.is_changed) != 0 ==>
            net->skb.s[h].opt.is_changed != 0;
    ensures BehindSource(net->skb.s[h], \old(net->skb.s[h])); */
static void forward_write(struct net *net, uint32_t h)
{
	if (net->skb.s[h].opt.rr_needaddr != 0u)
		forward_addr(net, h, net->skb.s[h].opt.rr, 5);
	//@ assert Inv(*net);
	//@ assert BehindSource(net->skb.s[h], \at(net->skb.s[h], Pre));
	if (net->skb.s[h].opt.srr_is_hit != 0u) {
		forward_srr(net, h);
		//@ assert BehindSource(net->skb.s[h], \at(net->skb.s[h], Pre));
		if (net->skb.s[h].opt.ts_needaddr != 0u)
			forward_addr(net, h, net->skb.s[h].opt.ts, 9);
		net->skb.s[h].opt.is_changed = 1;
	}
	//@ assert Inv(*net);
}

/* The checksum, if something was written. */
/*@ requires \valid(skb) && SkbOk(*skb) && IpHeader(*skb);
    terminates \true; exits \false;
    assigns skb->pkt, skb->opt.is_changed;
    ensures SkbOk(*skb) && IpHeader(*skb);
    ensures \old(skb->opt.is_changed) != 0 ==> OcFold(Bsum(skb->pkt,
            skb->network_header, Ihl(skb->pkt, skb->network_header))) == 65535;
    ensures \forall integer i; 0 <= i < PKT_SIZE &&
            i != skb->network_header + IP_CHECK &&
            i != skb->network_header + IP_CHECK + 1 ==>
            skb->pkt.b[i] == \old(skb->pkt.b[i]); */
static void forward_sum(struct sk_buff *skb)
{
	if (skb->opt.is_changed != 0u)
		ip_send_check(skb);
	skb->opt.is_changed = 0;
}

void ip_forward_options(struct net *net, uint32_t h)
{
	trace_call(&net->trace, FN_ip_forward_options);
	forward_write(net, h);
	forward_sum(&net->skb.s[h]);
	//@ assert SkbOk(net->skb.s[h]);
	//@ assert Skbs(net->skb);
	//@ assert Inv(*net);
}

/* One option at offset o with its length: into no-operations unless its copy
 * bit is set. */
/*@ requires \valid(skb) && SkbOk(*skb) && IpHeader(*skb);
    requires 20 <= o && o + len <= Ihl(skb->pkt, skb->network_header);
    requires len >= 2;
    terminates \true; exits \false;
    assigns skb->pkt;
    ensures \forall integer i; 0 <= i < PKT_SIZE &&
            !(skb->network_header + o <= i < skb->network_header + o + len)
            ==> skb->pkt.b[i] == \old(skb->pkt.b[i]);
    ensures OPT_041_not_copied: \old(skb->pkt.b[skb->network_header + o]) <
            128 ==> \forall integer i; skb->network_header + o <= i <
            skb->network_header + o + len ==> skb->pkt.b[i] == IPOPT_NOOP;
    ensures OPT_042_copied: \old(skb->pkt.b[skb->network_header + o]) >= 128
            ==> skb->pkt == \old(skb->pkt); */
static void fragment_option(struct sk_buff *skb, uint32_t o, uint32_t len)
{
	uint32_t at = skb->network_header + o;

	if (skb->pkt.b[at] < 128u)
		pkt_set(&skb->pkt, at, IPOPT_NOOP, len);
}

void ip_options_fragment(struct sk_buff *skb)
{
	uint32_t o = IP_HLEN, end = ip_hdrlen(skb), n = skb->network_header;
	uint32_t len;

	/*@ loop invariant 20 <= o <= end && IpHeader(*skb);
	    loop invariant end == Ihl(skb->pkt, n);
	    loop invariant \forall integer i; 0 <= i < PKT_SIZE &&
	      !(n + 20 <= i < n + end) ==>
	      skb->pkt.b[i] == \at(skb->pkt.b[i], Pre);
	    loop assigns o, len, skb->pkt;
	    loop variant end - o; */
	while (o < end && skb->pkt.b[n + o] != IPOPT_END) {
		if (skb->pkt.b[n + o] == IPOPT_NOOP) {
			o++;
			continue;
		}
		if (end - o < 2u)
			return;
		len = skb->pkt.b[n + o + 1u];
		if (len < 2u || len > end - o)
			return;
		fragment_option(skb, o, len);
		o += len;
	}
}
