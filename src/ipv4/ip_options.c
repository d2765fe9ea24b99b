/*
 * IP options: one walk over them, one check per kind.
 *
 * Offsets count from the start of the IP header.  A check gives 0 or the
 * offset of the byte that is wrong.
 */
#include "ipv4/ip_options.h"

/* A byte of the option at offset o: its kind, length, pointer, flags. */
/*@ requires \valid_read(skb) && skb->network_header + o < PKT_SIZE;
    requires o <= 255 && skb->network_header <= PKT_SIZE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == skb->pkt.b[skb->network_header + o]; */
static uint32_t octet(const struct sk_buff *skb, uint32_t o)
{
	return skb->pkt.b[skb->network_header + o];
}

/* Loose or strict source route. */
/*@ requires \valid(skb) && SkbOk(*skb) && 20 <= o && o + len <= 60;
    requires len >= 2 && skb->network_header + o + len <= PKT_SIZE;
    terminates \true; exits \false;
    assigns skb->opt.srr, skb->opt.is_strictroute;
    ensures \result == 0 || o <= \result <= o + 2; */
static uint32_t compile_srr(struct sk_buff *skb, uint32_t o, uint32_t len)
{
	if (len < 3)
		return o + 1;
	if (octet(skb, o + 2) < 4)
		return o + 2;
	if (skb->opt.srr != 0)
		return o;
	skb->opt.is_strictroute = octet(skb, o) == IPOPT_SSRR;
	skb->opt.srr = o;
	return 0;
}

/* Record route. */
/*@ requires \valid(skb) && SkbOk(*skb) && 20 <= o && o + len <= 60;
    requires len >= 2 && skb->network_header + o + len <= PKT_SIZE;
    terminates \true; exits \false;
    assigns skb->opt.rr;
    ensures \result == 0 || o <= \result <= o + 2; */
static uint32_t compile_rr(struct sk_buff *skb, uint32_t o, uint32_t len)
{
	if (skb->opt.rr != 0)
		return o;
	if (len < 3)
		return o + 1;
	if (octet(skb, o + 2) < 4)
		return o + 2;
	if (octet(skb, o + 2) <= len && octet(skb, o + 2) + 3 > len)
		return o + 2;
	skb->opt.rr = o;
	return 0;
}

/* The room that one more stamp takes: 4 bytes, or 8 with an address. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == (flag == IPOPT_TS_TSANDADDR ||
                        flag == IPOPT_TS_PRESPEC ? 7 : 3); */
static uint32_t stamp_room(uint32_t flag)
{
	return flag == IPOPT_TS_TSANDADDR || flag == IPOPT_TS_PRESPEC ? 7 : 3;
}

/* Timestamp.  A full one counts the hosts it has no room for, up to 15. */
/*@ requires \valid(skb) && SkbOk(*skb) && 20 <= o && o + len <= 60;
    requires len >= 2 && skb->network_header + o + len <= PKT_SIZE;
    terminates \true; exits \false;
    assigns skb->opt.ts;
    ensures \result == 0 || o <= \result <= o + 3; */
static uint32_t compile_ts(struct sk_buff *skb, uint32_t o, uint32_t len)
{
	uint32_t pointer, flag;

	if (skb->opt.ts != 0)
		return o;
	if (len < 4)
		return o + 1;
	pointer = octet(skb, o + 2);
	flag = octet(skb, o + 3) % 16;
	if (pointer < 5)
		return o + 2;
	if (pointer <= len && pointer + stamp_room(flag) > len)
		return o + 2;
	if (pointer > len && flag != IPOPT_TS_PRESPEC &&
	    octet(skb, o + 3) / 16 == 15)
		return o + 3;
	skb->opt.ts = o;
	return 0;
}

/* Router alert. */
/*@ requires \valid(skb) && SkbOk(*skb) && 20 <= o && o + len <= 60;
    requires len >= 2 && skb->network_header + o + len <= PKT_SIZE;
    terminates \true; exits \false;
    assigns skb->opt.router_alert;
    ensures \result == 0 || \result == o + 1; */
static uint32_t compile_ra(struct sk_buff *skb, uint32_t o, uint32_t len)
{
	if (len < 4)
		return o + 1;
	if (octet(skb, o + 2) == 0 && octet(skb, o + 3) == 0)
		skb->opt.router_alert = o;
	return 0;
}

/* CIPSO: no domain of interpretation is known here, so it is always wrong. */
/*@ requires \valid(skb) && SkbOk(*skb) && 20 <= o && o + len <= 60;
    requires len >= 2 && skb->network_header + o + len <= PKT_SIZE;
    terminates \true; exits \false;
    assigns skb->opt.cipso;
    ensures o <= \result <= o + 2; */
static uint32_t compile_cipso(struct sk_buff *skb, uint32_t o, uint32_t len)
{
	skb->opt.cipso = o;
	return len < 8 ? o + 1 : o + 2;
}

/* One option with a length byte; an unknown kind is passed over. */
/*@ requires \valid(skb) && SkbOk(*skb) && 20 <= o && o + len <= 60;
    requires len >= 2 && skb->network_header + o + len <= PKT_SIZE;
    terminates \true; exits \false;
    assigns skb->opt.srr, skb->opt.rr, skb->opt.ts, skb->opt.router_alert,
            skb->opt.cipso, skb->opt.is_strictroute;
    ensures \result == 0 || o <= \result <= o + 3; */
static uint32_t compile_one(struct sk_buff *skb, uint32_t o, uint32_t len)
{
	switch (octet(skb, o)) {
	case IPOPT_LSRR:
	case IPOPT_SSRR:
		return compile_srr(skb, o, len);
	case IPOPT_RR:
		return compile_rr(skb, o, len);
	case IPOPT_TIMESTAMP:
		return compile_ts(skb, o, len);
	case IPOPT_RA:
		return compile_ra(skb, o, len);
	case IPOPT_CIPSO:
		return compile_cipso(skb, o, len);
	default:
		return 0;
	}
}

uint32_t ip_options_compile(struct sk_buff *skb)
{
	uint32_t o = IP_HLEN, end = ip_hdrlen(skb), fault;

	skb->opt = (struct ip_options){ .optlen = end - IP_HLEN };
	/*@ loop invariant 20 <= o <= end;
	    loop invariant SkbOk(*skb) && skb->opt.optlen == end - 20;
	    loop assigns o, fault, skb->opt.srr, skb->opt.rr, skb->opt.ts,
	      skb->opt.router_alert, skb->opt.cipso, skb->opt.is_strictroute;
	    loop variant end - o; */
	while (o < end && octet(skb, o) != IPOPT_END) {
		if (octet(skb, o) == IPOPT_NOOP) {
			o++;
			continue;
		}
		if (end - o < 2)
			return o;
		if (octet(skb, o + 1) < 2 || octet(skb, o + 1) > end - o)
			return o;
		fault = compile_one(skb, o, octet(skb, o + 1));
		if (fault != 0)
			return fault;
		o += octet(skb, o + 1);
	}
	if (o < end)
		skb->opt.end = o;
	return 0;
}

uint32_t ip_option_size(const struct sk_buff *skb, uint32_t o, uint32_t end)
{
	uint32_t len;

	if (o < IP_HLEN || o > end || end - o < 2)
		return 0;
	len = octet(skb, o + 1);
	return len < 2 || len > end - o ? 0 : len;
}

uint32_t ip_option_len(const struct sk_buff *skb, uint32_t o, uint32_t end)
{
	uint32_t len = ip_option_size(skb, o, end);

	return len < 3 ? 0 : len;
}
