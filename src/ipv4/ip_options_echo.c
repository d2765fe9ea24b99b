/*
 * Options of answers: what came is given back, the source route turned round
 * [RFC 1122 3.2.2.6, Linux __ip_options_echo].
 *
 * They stand where they will be sent from, behind the 20 bytes of a header
 * that is pushed later.  Offsets count from the start of that header; a step
 * gives the offset behind what it wrote, or 0 when the answer cannot be made.
 */
#include "ipv4/fib_addr.h"
#include "ipv4/icmp.h"
#include "ipv4/ip_options.h"

/*@ // an answer's options may be written from offset `at` on
    predicate EchoAt(struct sk_buff s, integer at) = OptionsRoom(s) &&
      SkbOk(s) && s.data == SKB_HEADROOM && 20 <= at <= 20 + s.opt.optlen;
    // bytes outside the answer's options stay
    predicate OptionsAlone(struct sk_buff a, struct sk_buff b) =
      a.network_header == b.network_header && a.data == b.data &&
      a.opt.optlen == b.opt.optlen &&
      \forall integer i; 0 <= i < PKT_SIZE &&
      !(a.network_header + 20 <= i < a.data) ==> a.pkt.b[i] == b.pkt.b[i]; */

/* Bytes of a source route that are done with: up to the stop before us. */
/*@ requires \valid_read(skb) && SkbOk(*skb) && IpHeader(*skb);
    requires 3 <= len <= 40 && skb->opt.srr <= 57;
    requires skb->network_header + skb->opt.srr + len <= PKT_SIZE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= len - 3; */
static uint32_t srr_done(const struct sk_buff *skb, uint32_t len)
{
	uint32_t pointer = skb->pkt.b[skb->network_header + skb->opt.srr + 2u];

	if (pointer > len)
		pointer = len + 1u;
	return pointer < 4u ? 0 : pointer - 4u;
}

/* The stops of the way back.  One that the sender wrote into its own route
 * as the first is left out [RFC 1812 5.2.4.1]. */
/*@ requires \valid_read(skb) && SkbOk(*skb) && IpHeader(*skb);
    requires 3 <= len <= 40 && skb->opt.srr <= 57;
    requires skb->network_header + skb->opt.srr + len <= PKT_SIZE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures 4 * \result <= len - 3; */
static uint32_t srr_stops(const struct sk_buff *skb, uint32_t len)
{
	uint32_t o = skb->network_header + skb->opt.srr;
	uint32_t done = srr_done(skb, len), stops = done / 4u;

	//@ assert stops != 0 ==> done % 4 + 4 <= done;
	if (stops != 0u && get_be32(&skb->pkt, o + done % 4u + 3u) ==
	    get_be32(&skb->pkt, skb->network_header + IP_SADDR))
		stops--;
	return stops;
}

/* The length of the source route back; 0: there is none. */
/*@ requires \valid_read(skb) && SkbOk(*skb) && IpHeader(*skb);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == 0 || (7 <= \result <= 40 && \result % 4 == 3);
    ensures OPT_020_no_longer: \result != 0 ==> skb->opt.srr >= 20 &&
            \result <= skb->pkt.b[skb->network_header + skb->opt.srr + 1] &&
            skb->opt.srr + skb->pkt.b[skb->network_header + skb->opt.srr + 1]
            <= Ihl(skb->pkt, skb->network_header); */
static uint32_t srr_back_len(const struct sk_buff *skb)
{
	uint32_t len = ip_option_len(skb, skb->opt.srr, ip_hdrlen(skb));
	uint32_t stops = len == 0u ? 0 : srr_stops(skb, len);

	return stops == 0u ? 0 : stops * 4u + 3u;
}

/* Copies the option at offset o, of `len` bytes, to the answer's offset `at`;
 * its length, or 0: there is no room, or no option. */
/*@ requires \valid(to) && \valid_read(from) && \separated(to, from);
    requires EchoAt(*to, at) && SkbOk(*from) && IpHeader(*from);
    requires len == 0 || (20 <= o && len <= 40 &&
             o + len <= Ihl(from->pkt, from->network_header));
    terminates \true; exits \false;
    assigns to->pkt;
    ensures OptionsAlone(*to, \old(*to));
    ensures \result == 0 || (\result == len && at + \result <=
            20 + to->opt.optlen);
    ensures OPT_021_copied: \forall integer i; 0 <= i < \result ==>
            to->pkt.b[to->network_header + at + i] ==
            from->pkt.b[from->network_header + o + i]; */
static uint32_t echo_copy(struct sk_buff *to, const struct sk_buff *from,
	uint32_t o, uint32_t len, uint32_t at)
{
	if (len == 0u || len > 20u + to->opt.optlen - at)
		return 0;
	pkt_copy(&to->pkt, to->network_header + at, &from->pkt,
		from->network_header + o, len);
	return len;
}

/* Record route, with a place for the address that the answer leaves from. */
/*@ requires \valid(to) && \valid_read(from) && \separated(to, from);
    requires EchoAt(*to, at) && SkbOk(*from) && IpHeader(*from);
    terminates \true; exits \false;
    assigns to->pkt, to->opt.rr, to->opt.rr_needaddr;
    ensures OptionsAlone(*to, \old(*to));
    ensures \result == 0 || at <= \result <= 20 + to->opt.optlen;
    ensures OPT_022_place: \result > at && from->opt.rr_needaddr != 0 &&
            from->pkt.b[from->network_header + from->opt.rr + 2] <=
            from->pkt.b[from->network_header + from->opt.rr + 1] ==>
            to->opt.rr == at && to->opt.rr_needaddr == 1 &&
            to->pkt.b[to->network_header + at + 2] ==
            from->pkt.b[from->network_header + from->opt.rr + 2] + 4; */
static uint32_t echo_rr(struct sk_buff *to, const struct sk_buff *from,
	uint32_t at)
{
	uint32_t len, pointer;

	if (from->opt.rr == 0u)
		return at;
	len = ip_option_len(from, from->opt.rr, ip_hdrlen(from));
	len = echo_copy(to, from, from->opt.rr, len, at);
	if (len == 0u)
		return 0;
	to->opt.rr = at;
	pointer = from->pkt.b[from->network_header + from->opt.rr + 2u];
	if (from->opt.rr_needaddr == 0u || pointer > len)
		return at + len;
	if (pointer + 3u > len)
		return 0;
	put_u8(&to->pkt, to->network_header + at + 2u,
		(uint8_t)(pointer + 4u));
	to->opt.rr_needaddr = 1;
	return at + len;
}

/* Where in a timestamp option the next stamp of ours goes. */
struct place {
	uint32_t pointer;	/* behind what we will write; 0: no room */
	uint32_t needaddr, needtime;
};

/* The place of a time in the option at packet offset o: in one that lists
 * addresses only if the next of them is ours. */
/*@ requires \valid_read(p) && \valid_read(f) && FibOk(*f);
    requires 1 <= w.pointer <= 48 && len <= 40 && o + len <= PKT_SIZE;
    requires len >= 4 && w.needtime == 0;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result.pointer <= 48 && \result.needaddr == w.needaddr; */
static struct place place_time(const struct pkt *p, const struct fib *f,
	uint32_t o, uint32_t len, struct place w)
{
	if (w.pointer + 3u > len) {
		w.pointer = 0;
	} else if (p->b[o + 3u] % 16u != IPOPT_TS_PRESPEC) {
		w.needtime = 1;
		w.pointer += 4u;
	} else if (w.pointer + 7u <= len && inet_addr_type(f, get_be32(p,
		o + w.pointer - 1u)) != RTN_UNICAST) {
		w.needtime = 1;
		w.pointer += 8u;
	}
	return w;
}

/* The places that option `len` bytes long at packet offset o has. */
/*@ requires \valid_read(from) && \valid_read(f) && FibOk(*f);
    requires 4 <= len <= 40 && o + len <= PKT_SIZE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result.pointer <= 255; */
static struct place place_stamp(const struct sk_buff *from,
	const struct fib *f, uint32_t o, uint32_t len)
{
	struct place w = { from->pkt.b[o + 2u], 0, 0 };

	if (w.pointer > len || w.pointer == 0u)
		return w;
	if (from->opt.ts_needaddr != 0u) {
		w.needaddr = 1;
		w.pointer = w.pointer + 3u > len ? 0 : w.pointer + 4u;
	}
	if (from->opt.ts_needtime != 0u && w.pointer != 0u)
		w = place_time(&from->pkt, f, o, len, w);
	return w;
}

/* Timestamp, with places for the address and time of the answer. */
/*@ requires \valid(to) && \valid_read(from) && \separated(to, from);
    requires \valid_read(f) && FibOk(*f) && \separated(to, f);
    requires EchoAt(*to, at) && SkbOk(*from) && IpHeader(*from);
    terminates \true; exits \false;
    assigns to->pkt, to->opt.ts, to->opt.ts_needaddr, to->opt.ts_needtime;
    ensures OptionsAlone(*to, \old(*to));
    ensures \result == 0 || at <= \result <= 20 + to->opt.optlen; */
static uint32_t echo_ts(struct sk_buff *to, const struct sk_buff *from,
	const struct fib *f, uint32_t at)
{
	struct place w;
	uint32_t len;

	if (from->opt.ts == 0u)
		return at;
	len = ip_option_len(from, from->opt.ts, ip_hdrlen(from));
	len = echo_copy(to, from, from->opt.ts, len, at);
	if (len < 4u)
		return 0;
	w = place_stamp(from, f, from->network_header + from->opt.ts, len);
	if (w.pointer == 0u)
		return 0;
	put_u8(&to->pkt, to->network_header + at + 2u, (uint8_t)w.pointer);
	to->opt.ts = at;
	to->opt.ts_needaddr = w.needaddr;
	to->opt.ts_needtime = w.needtime;
	return at + len;
}

/* The stops before us, the last first, from packet offset `last` down. */
/*@ requires \valid(to) && \valid_read(from) && \separated(to, from);
    requires n <= 10 && 4 * n <= last <= PKT_SIZE - 4;
    requires o + 4 * n <= PKT_SIZE;
    terminates \true; exits \false;
    assigns to->b[o .. o + 4 * n - 1];
    ensures OPT_023_reversed: \forall integer k; 0 <= k < n ==>
            P32(*to, o + 4 * k) == P32(*from, last - 4 * k); */
static void copy_stops(struct pkt *to, uint32_t o, const struct pkt *from,
	uint32_t last, uint32_t n)
{
	uint32_t k = 0;

	/*@ loop invariant 0 <= k <= n;
	    loop invariant \forall integer j; 0 <= j < k ==>
	      P32(*to, o + 4 * j) == P32(*from, last - 4 * j);
	    loop assigns k, to->b[o .. o + 4 * n - 1];
	    loop variant n - k; */
	while (k < n) {
		put_be32(to, o + 4u * k, get_be32(from, last - 4u * k));
		k++;
	}
}

/* The source route back: its next stop goes to opt.nexthop, its last is
 * written when the answer's destination is known. */
/*@ requires \valid(to) && \valid_read(from) && \separated(to, from);
    requires EchoAt(*to, at) && SkbOk(*from) && IpHeader(*from);
    terminates \true; exits \false;
    assigns to->pkt, to->opt.srr, to->opt.nexthop, to->opt.is_strictroute;
    ensures OptionsAlone(*to, \old(*to));
    ensures \result == 0 || at <= \result <= 20 + to->opt.optlen;
    ensures OPT_024_route_back: \result > at ==> to->opt.srr == at &&
            to->pkt.b[to->network_header + at] ==
            from->pkt.b[from->network_header + from->opt.srr] &&
            to->pkt.b[to->network_header + at + 1] == \result - at &&
            to->pkt.b[to->network_header + at + 2] == 4; */
static uint32_t echo_srr(struct sk_buff *to, const struct sk_buff *from,
	uint32_t at)
{
	uint32_t len = srr_back_len(from), done, stops, o;
	uint32_t d = to->network_header + at;

	if (len == 0u)
		return at;
	if (len > 20u + to->opt.optlen - at)
		return 0;
	o = from->network_header + from->opt.srr;
	done = srr_done(from, from->pkt.b[o + 1u]);
	if (done < 4u)
		return 0;
	stops = done / 4u - 1u < len / 4u ? done / 4u - 1u : len / 4u;
	put_be32(&to->pkt, d + len - 4u, 0);
	copy_stops(&to->pkt, d + 3u, &from->pkt, o + done - 5u, stops);
	put_u8(&to->pkt, d, from->pkt.b[o]);
	put_u8(&to->pkt, d + 1u, (uint8_t)len);
	put_u8(&to->pkt, d + 2u, 4);
	to->opt.srr = at;
	to->opt.nexthop = get_be32(&from->pkt, o + done - 1u);
	to->opt.is_strictroute = from->opt.is_strictroute;
	return at + len;
}

/*@ requires \valid(to) && \valid_read(from) && \separated(to, from);
    requires EchoAt(*to, at) && SkbOk(*from) && IpHeader(*from);
    terminates \true; exits \false;
    assigns to->pkt, to->opt.cipso;
    ensures OptionsAlone(*to, \old(*to));
    ensures \result == 0 || at <= \result <= 20 + to->opt.optlen; */
static uint32_t echo_cipso(struct sk_buff *to, const struct sk_buff *from,
	uint32_t at)
{
	uint32_t len;

	if (from->opt.cipso == 0u)
		return at;
	len = ip_option_size(from, from->opt.cipso, ip_hdrlen(from));
	len = echo_copy(to, from, from->opt.cipso, len, at);
	to->opt.cipso = at;
	return len == 0u ? 0 : at + len;
}

/* Bytes that the options of the answer take, padded to whole words. */
/*@ requires \valid_read(skb) && SkbOk(*skb) && IpHeader(*skb);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result % 4 == 0 && \result <= 160;
    ensures skb->opt.rr == 0 && skb->opt.ts == 0 && skb->opt.srr == 0 &&
            skb->opt.cipso == 0 ==> \result == 0; */
static uint32_t echo_len(const struct sk_buff *skb)
{
	uint32_t end = ip_hdrlen(skb);
	uint32_t len = ip_option_len(skb, skb->opt.rr, end);

	len += ip_option_len(skb, skb->opt.ts, end);
	len += srr_back_len(skb);
	len += ip_option_size(skb, skb->opt.cipso, end);
	return (len + 3u) / 4u * 4u;
}

/*@ requires \valid(to) && \valid_read(from) && \separated(to, from);
    requires \valid_read(f) && FibOk(*f) && \separated(to, f);
    requires EchoAt(*to, 20) && SkbOk(*from) && IpHeader(*from);
    terminates \true; exits \false;
    assigns to->pkt, to->opt;
    ensures OptionsAlone(*to, \old(*to)); */
static bool echo_all(struct sk_buff *to, const struct sk_buff *from,
	const struct fib *f)
{
	uint32_t at = echo_rr(to, from, IP_HLEN);

	if (at != 0u)
		at = echo_ts(to, from, f, at);
	if (at != 0u)
		at = echo_srr(to, from, at);
	if (at != 0u)
		at = echo_cipso(to, from, at);
	if (at == 0u)
		return false;
	pkt_set(&to->pkt, to->network_header + at, IPOPT_END,
		20u + to->opt.optlen - at);
	return true;
}

bool ip_options_echo(struct net *net, uint32_t r, uint32_t h)
{
	uint32_t len = echo_len(&net->skb.s[h]);

	net->skb.s[r].opt = (struct ip_options){ .optlen = 0 };
	net->skb.s[r].network_header = net->skb.s[r].data - IP_HLEN;
	if (len == 0u)
		return true;
	trace_call(&net->trace, FN_ip_options_echo);
	if (len > 40u)
		return false;
	net->skb.s[r].opt.optlen = len;
	net->skb.s[r].network_header = net->skb.s[r].data - IP_HLEN - len;
	//@ assert Inv(*net);
	return echo_all(&net->skb.s[r], &net->skb.s[h], &net->fib);
}
