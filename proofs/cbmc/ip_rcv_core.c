/*
 * ip_rcv_core, any frame of up to 1514 bytes: in bounds, and the verdict of
 * Linux's order of checks.  The checksum is any value: T1 is proven elsewhere.
 *
 * bmc-contract: ip_rcv_core
 * bmc-replace: ip_compute_csum
 * bmc-set: lib/bytes.h: PKT_SIZE = 65664 -> PKT_SIZE = 1664
 * bmc-bug: ipv4/ip_input.c: if (len < header) -> if (len + 1u < header)
 */
#include "ipv4/ip_input.h"
#include "lib/checksum.h"
#include "proofs/cbmc/bmc.h"

uint16_t csum_said;

uint16_t ip_compute_csum(const struct pkt *p, uint32_t o, uint32_t n)
__CPROVER_requires(__CPROVER_r_ok(p, sizeof(*p)))
__CPROVER_requires(n <= 60 && o <= PKT_SIZE - n)
__CPROVER_ensures(__CPROVER_return_value == csum_said)
__CPROVER_assigns();

/* The checks of linux-path 13.1, as a specification would say them. */
static uint32_t verdict(const struct sk_buff *s)
{
	uint32_t have = s->tail - s->data, first, header, total;

	if (have < 20)
		return s->missing ? IP_CUT : DROP_IP_HDR_SHORT;
	first = s->pkt.b[s->data];
	header = (first & 15) << 2;
	total = (uint32_t)s->pkt.b[s->data + 2] << 8 |
		s->pkt.b[s->data + 3];
	if (first >> 4 != 4 || header < 20)
		return DROP_IP_VERSION;
	if (have < header)
		return s->missing ? IP_CUT : DROP_IP_IHL;
	if (csum_said)
		return DROP_IP_BAD_CSUM;
	if (total > have + s->missing)
		return DROP_IP_TRUNCATED;
	return total < header ? DROP_IP_TOT_LEN : DROP_NONE;
}

uint32_t wanted;	/* the verdict, taken before the call */

uint32_t ip_rcv_core(struct sk_buff *skb)
__CPROVER_requires(__CPROVER_is_fresh(skb, sizeof(*skb)))
__CPROVER_requires(SKB_OK(skb) && PLACED(skb) && wanted == verdict(skb))
__CPROVER_assigns(skb->tail, skb->missing, skb->network_header)
__CPROVER_ensures(SKB_OK(skb) && skb->network_header == skb->data)
__CPROVER_ensures(__CPROVER_return_value == wanted)
__CPROVER_ensures(skb->tail <= __CPROVER_old(skb->tail))
__CPROVER_ensures(__CPROVER_return_value != DROP_NONE ||
	skb->tail - skb->data + skb->missing ==
	(uint32_t)skb->pkt.b[skb->data + 2] * 256 + skb->pkt.b[skb->data + 3]);

#include "core/skbuff.c"
#include "lib/bytes.c"
#include "ipv4/ip_input.c"

void harness(void)
{
	struct sk_buff *skb;
	uint32_t site;

	csum_said = nondet_u16();
	wanted = nondet_u32();
	site = ip_rcv_core(skb);
	REACHED(site == DROP_NONE, "accepted");
	REACHED(site == IP_CUT, "cut");
	REACHED(site == DROP_IP_TOT_LEN, "last refusal");
}
